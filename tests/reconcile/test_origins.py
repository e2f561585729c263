"""Origins, not outlets: who is at the root of each claim."""

import random
from typing import Any

import pytest

from caseweave.reconcile import trace


def roots(incident: Any) -> Any:
    return {c: o.name for o in incident.origins for c in o.claims}


def test_a_headline_takes_the_origin_cited_below_it(scene: Any) -> None:
    scene.report(
        "a", "Ridge Courier", "2031-03-04", "7 hikers freed\n\nAll 7 are safe, Ada Moor said."
    )
    head = scene.count("a", "people", 7, "7 hikers")
    scene.count("a", "released", 7, "All 7", ("named", "Ada Moor"))
    assert roots(scene.incident())[head] == "Ada Moor"


def test_an_outlet_is_an_origin_for_what_nobody_is_cited_for(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "7 hikers freed. Ada Moor said 2 fled.")
    head = scene.count("a", "released", 7, "7 hikers")
    scene.count("a", "fled", 2, "2", ("named", "Ada Moor"))
    assert roots(scene.incident())[head] == "Ridge Courier"


def test_a_cited_outlet_that_is_in_the_store_gives_its_own_root(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 7 hikers were freed.")
    scene.report("b", "Vale Monitor", "2031-03-05", "The Ridge Courier reported 7 were freed.")
    scene.count("a", "released", 7, "7 hikers", ("named", "Ada Moor"))
    told = scene.count("b", "released", 7, "7", ("outlet", "The Ridge Courier"))
    assert roots(scene.incident())[told] == "Ada Moor"


def test_who_is_unnamed_to_the_citing_outlet_is_whom_the_cited_one_names(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 7 hikers were freed.")
    scene.report(
        "b", "Vale Monitor", "2031-03-05", "7 are free, Ridge Courier said, citing a guide"
    )
    scene.count("a", "released", 7, "7 hikers", ("named", "Ada Moor"))
    told = scene.count(
        "b", "released", 7, "7", [("outlet", "Ridge Courier"), ("anonymous", "a guide")]
    )
    assert roots(scene.incident())[told] == "Ada Moor"


def test_an_outlet_is_known_by_the_name_that_a_report_here_bears(scene: Any) -> None:
    scene.report("a", "Tall Grass", "2031-03-04", "Ada Moor said 7 hikers were freed.")
    scene.report("b", "Vale Monitor", "2031-03-05", "7 were freed, according to Tall Grass.")
    scene.count("a", "released", 7, "7 hikers", ("named", "Ada Moor"))
    told = scene.count("b", "released", 7, "7", ("named", "Tall Grass"))
    assert roots(scene.incident())[told] == "Ada Moor"


@pytest.mark.parametrize("kind", ["organisation", "office"])
def test_a_body_that_published_a_report_here_is_one_origin_with_it(scene: Any, kind: str) -> None:
    scene.report("a", "Hill Rescue", "2031-03-04", "7 hikers were freed. Hill Rescue counted 2.")
    scene.report("b", "Vale Monitor", "2031-03-05", "9 were held, Hill Rescue said.")
    told = scene.count("a", "released", 7, "7 hikers")
    own = scene.count("a", "fled", 2, "2", (kind, "Hill Rescue"))
    cited = scene.count("b", "detained", 9, "9", (kind, "Hill Rescue"))
    found = roots(scene.incident())
    assert found[told] == found[own] == found[cited] == "Hill Rescue"
    assert len(scene.incident().origins) == 1


def test_a_restatement_takes_the_root_of_the_report_it_follows(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 7 hikers were freed.")
    scene.report(
        "b", "Vale Monitor", "2031-03-05", "7 hikers are free. The Ridge Courier said they rest."
    )
    scene.count("a", "released", 7, "7 hikers", ("named", "Ada Moor"))
    told = scene.count("b", "released", 7, "7 hikers")
    scene.event("b", "statement", "they rest", ("outlet", "The Ridge Courier"))
    assert roots(scene.incident())[told] == "Ada Moor"


def test_unnamed_sources_of_one_outlet_are_one_also_when_another_cites_them(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Insiders said 7 were freed. One said 2 fled.")
    scene.report(
        "b", "Vale Monitor", "2031-03-05", "The Ridge Courier, citing unnamed sources, said 7."
    )
    first = scene.count("a", "released", 7, "7", ("anonymous", "Insiders"))
    second = scene.count("a", "fled", 2, "2", ("anonymous", "One"))
    third = scene.count(
        "b", "released", 7, "7", [("outlet", "The Ridge Courier"), ("anonymous", "unnamed sources")]
    )
    incident = scene.incident()
    found = roots(incident)
    assert found[first] == found[second] == found[third]
    assert "Ridge Courier" in found[first]


@pytest.mark.parametrize(
    "words",
    ["On Friday the ministry's spokesman, Ivo Tarn,", "Interior Ministry spokesman Ivo Tarn"],
)
def test_a_mouth_named_after_its_office_speaks_as_the_office(scene: Any, words: str) -> None:
    text = f"The Interior Ministry said 16 were held. {words} said all 16 were well."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.count("a", "detained", 16, "16 were", ("office", "the Interior Ministry"))
    scene.count("a", "people", 16, "all 16", ("named", "Ivo Tarn"))
    assert len(set(roots(scene.incident()).values())) == 1


def test_an_unnamed_lawyer_above_is_the_lawyer_named_below(scene: Any) -> None:
    text = "Guards took 16 people, a lawyer said. The 16 were fishermen, said the lawyer, Ada Moor."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.count("a", "detained", 16, "16 people", ("anonymous", "lawyer"))
    scene.count("a", "detained", 16, "The 16", ("named", "Ada Moor"))
    assert set(roots(scene.incident()).values()) == {"Ada Moor"}


def test_an_unnamed_nurse_is_not_the_lawyer_named_below(scene: Any) -> None:
    text = "Guards took 16 people, a nurse said. The 16 were fishermen, said the lawyer, Ada Moor."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.count("a", "detained", 16, "16 people", ("anonymous", "nurse"))
    scene.count("a", "detained", 16, "The 16", ("named", "Ada Moor"))
    assert len(set(roots(scene.incident()).values())) == 2


def test_unnamed_sources_of_two_outlets_are_two(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Insiders said 7 were freed.")
    scene.report("b", "Vale Monitor", "2031-03-05", "Insiders said 7 were freed.")
    first = scene.count("a", "released", 7, "7", ("anonymous", "Insiders"))
    second = scene.count("b", "released", 7, "7", ("anonymous", "Insiders"))
    found = roots(scene.incident())
    assert found[first] != found[second]


def test_an_office_its_spokesman_and_its_capital_are_one(scene: Any) -> None:
    scene.report(
        "a",
        "Ridge Courier",
        "2031-03-04",
        "Peru's Interior Ministry said 7 were held. The ministry said 2 fled.",
    )
    scene.report(
        "b",
        "Vale Monitor",
        "2031-03-05",
        "A spokesman for the Peruvian Interior Ministry said 7. Lima's Interior Ministry said 2.",
    )
    forms = [
        scene.count("a", "detained", 7, "7", ("office", "Peru's Interior Ministry")),
        scene.count("a", "fled", 2, "2", ("office", "The ministry")),
        scene.count(
            "b", "detained", 7, "7", ("office", "A spokesman for the Peruvian Interior Ministry")
        ),
        scene.count("b", "fled", 2, "2", ("office", "Lima's Interior Ministry")),
    ]
    found = roots(scene.incident())
    assert len({found[f] for f in forms}) == 1
    assert "Interior Ministry" in found[forms[0]]


def test_an_office_is_shown_also_where_only_its_spokesman_speaks(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "A spokeswoman for the Orlo Mission said 7.")
    told = scene.count(
        "a", "detained", 7, "7", ("organisation", "A spokeswoman for the Orlo Mission")
    )
    assert roots(scene.incident())[told] == "Orlo Mission"


def test_ministries_of_two_countries_are_two(scene: Any) -> None:
    scene.report(
        "a",
        "Ridge Courier",
        "2031-03-04",
        "Peru's Interior Ministry said 7 were held. Chile's Interior Ministry said 2 fled.",
    )
    one = scene.count("a", "detained", 7, "7", ("office", "Peru's Interior Ministry"))
    two = scene.count("a", "fled", 2, "2", ("office", "Chile's Interior Ministry"))
    found = roots(scene.incident())
    assert found[one] != found[two]


def test_a_person_and_the_body_he_heads_stand_apart_and_count_once(
    scene: Any, finding: Any
) -> None:
    scene.report(
        "a", "Ridge Courier", "2031-03-04", "Ivo Tarn, head of Open Gate, said 7 were held."
    )
    scene.report("b", "Vale Monitor", "2031-03-05", "Open Gate said 7 were held.")
    one = scene.count("a", "detained", 7, "7", ("named", "Ivo Tarn"))
    two = scene.count("b", "detained", 7, "7", ("organisation", "Open Gate"))
    incident = scene.incident()
    found = roots(incident)
    assert found[one] != found[two]
    by_name = {o.name: o for o in incident.origins}
    assert by_name["Ivo Tarn"].affiliation == by_name["Open Gate"].id
    verdict = finding(incident, "detained")
    assert verdict.verdict == "single"
    assert "count once" in verdict.because


def test_a_spokeswoman_and_her_office_are_one(scene: Any) -> None:
    scene.report(
        "a",
        "Ridge Courier",
        "2031-03-04",
        "Ida Falk, a spokeswoman for the Harbour Office, said 7 were held.",
    )
    scene.report("b", "Vale Monitor", "2031-03-05", "The Harbour Office said 7 were held.")
    one = scene.count("a", "detained", 7, "7", ("named", "Ida Falk"))
    two = scene.count("b", "detained", 7, "7", ("office", "The Harbour Office"))
    found = roots(scene.incident())
    assert found[one] == found[two]


def test_two_people_of_one_family_name_are_two(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 7 were held. Ben Moor said 8.")
    one = scene.count("a", "detained", 7, "7", ("named", "Ada Moor"))
    two = scene.count("a", "detained", 8, "8", ("named", "Ben Moor"))
    found = roots(scene.incident())
    assert found[one] != found[two]


def test_circular_reporting_counts_once(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "The Vale Monitor reports 7 held.")
    scene.report("b", "Vale Monitor", "2031-03-04", "The Ridge Courier reports 7 held.")
    scene.count("a", "detained", 7, "7", ("outlet", "The Vale Monitor"))
    scene.count("b", "detained", 7, "7", ("outlet", "The Ridge Courier"))
    incident = scene.incident()
    assert len(incident.origins) == 1
    assert [c.kind for c in incident.checks] == ["figure_without_origin"]


def test_each_claim_has_exactly_one_origin_in_any_order(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "7 hikers freed. Ada Moor said 7, then 2.")
    scene.report("b", "Vale Monitor", "2031-03-05", "The Ridge Courier said 7. Moor said 3.")
    scene.count("a", "released", 7, "7 hikers")
    scene.count("a", "detained", 7, "7", ("named", "Ada Moor"))
    scene.count("a", "fled", 2, "2", ("named", "Ada Moor"))
    scene.count("b", "released", 7, "7", ("outlet", "The Ridge Courier"))
    scene.count("b", "fled", 3, "3", ("named", "Moor"))
    first = scene.incident()
    every = sorted(c for o in first.origins for c in o.claims)
    assert every == sorted(c.id for c in scene.claims)
    for seed in range(5):
        random.Random(seed).shuffle(scene.claims)  # noqa: S311 - order only
        assert scene.incident() == first


def test_the_graph_gives_each_edge_its_reason(scene: Any) -> None:
    text = "Ada Moor said 7 hikers were freed."
    scene.report("a", "Ridge Courier", "2031-03-04", text)
    scene.report("b", "Vale Monitor", "2031-03-05", "The Ridge Courier reported 7 were freed.")
    scene.report("c", "Morning Sheet", "2031-03-05", text, copies=(("a", "reprint"),))
    scene.count("a", "released", 7, "7 hikers", ("named", "Ada Moor"))
    scene.count("b", "released", 7, "7", ("outlet", "The Ridge Courier"))
    scene.count("c", "released", 7, "7 hikers", ("named", "Ada Moor"))
    edges = {
        (e.kind, e.source[7:], e.target.removeprefix("sha256:")): e.because
        for e in trace(scene.linked())
    }
    assert edges["reprint_of", "c", "a"] == "the same word runs"
    assert "4 March 2031" in edges["cites", "b", "a"]
    assert ("quotes", "a", "Ada Moor") in edges


def test_a_citation_points_to_the_report_before_it(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 7 hikers were freed.")
    scene.report("b", "Ridge Courier", "2031-04-20", "Ivo Tarn said 9 hikers were freed.")
    scene.report("c", "Vale Monitor", "2031-03-05", "The Ridge Courier reported 7 were freed.")
    scene.count("a", "released", 7, "7 hikers", ("named", "Ada Moor"))
    scene.count("b", "released", 9, "9 hikers", ("named", "Ivo Tarn"))
    told = scene.count("c", "released", 7, "7", ("outlet", "The Ridge Courier"))
    assert roots(scene.incident())[told] == "Ada Moor"


def test_police_and_the_police_department_of_a_town_are_one(scene: Any) -> None:
    scene.report(
        "a", "Ridge Courier", "2031-03-04", "Karsa police said 7 were held. Police said 2 fled."
    )
    scene.report("b", "Vale Monitor", "2031-03-05", "The Karsa Police Department said 7.")
    scene.report("c", "Delta Sun", "2031-03-05", "Police said 7 were held.")
    forms = [
        scene.count("a", "detained", 7, "7", ("office", "Karsa police")),
        scene.count("a", "fled", 2, "2", ("office", "Police")),
        scene.count("b", "detained", 7, "7", ("office", "The Karsa Police Department")),
        scene.count("c", "detained", 7, "7", ("office", "Police")),
    ]
    found = roots(scene.incident())
    assert len({found[f] for f in forms}) == 1


def test_police_of_two_towns_are_two_and_police_alone_is_neither(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Karsa police said 7. Orlo police said 8.")
    scene.report("b", "Vale Monitor", "2031-03-05", "Police said 9.")
    one = scene.count("a", "detained", 7, "7", ("office", "Karsa police"))
    two = scene.count("a", "detained", 8, "8", ("office", "Orlo police"))
    three = scene.count("b", "detained", 9, "9", ("office", "Police"))
    found = roots(scene.incident())
    assert len({found[c] for c in (one, two, three)}) == 3
