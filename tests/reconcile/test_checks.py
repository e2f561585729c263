"""What does not fit is said beside the claims it rests on."""

from typing import Any

import pytest


def kinds(incident: Any) -> list[str]:
    return [c.kind for c in incident.checks]


def test_a_town_put_at_the_wrong_border(scene: Any) -> None:
    text = "They were held at Cobija near the border between Bolivia and Chile."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.place("a", "Cobija", "Cobija", country="BO", precision="city", lat=-11.03, lon=-68.77)
    incident = scene.incident()
    assert kinds(incident) == ["place_contradicts_gazetteer"]
    assert "Brazil" in incident.checks[0].because


def test_a_town_put_at_a_border_that_bears_its_country_s_name(scene: Any) -> None:
    text = "They were held at Cobija, a town on Bolivia's border with Chile."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.place("a", "Cobija", "Cobija", country="BO", precision="city", lat=-11.03, lon=-68.77)
    assert kinds(scene.incident()) == ["place_contradicts_gazetteer"]


def test_a_town_at_the_right_border_passes(scene: Any) -> None:
    text = "They were held at Cobija near the border between Bolivia and Brazil."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.place("a", "Cobija", "Cobija", country="BO", precision="city", lat=-11.03, lon=-68.77)
    assert kinds(scene.incident()) == []


def test_a_town_put_in_the_wrong_half_of_its_country(scene: Any) -> None:
    text = "Held in the south-eastern city of Cobija. Others slept in the north-western one."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    facts = {"country": "BO", "precision": "city", "lat": -11.03, "lon": -68.77}
    scene.place("a", "Cobija", "Cobija", **facts)
    assert kinds(scene.incident()) == ["place_contradicts_gazetteer"]


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        ("the coastal town of Cobija", ["place_contradicts_gazetteer"]),
        ("the island port of Cobija", ["place_contradicts_gazetteer"]),
        ("the island of Cobija", ["place_contradicts_gazetteer"]),
        ("the river town of Cobija", []),
    ],
)
def test_an_inland_town_put_at_the_sea(scene: Any, words: str, faults: list[str]) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", f"They were held in {words}, she said.")
    scene.place("a", "Cobija", "Cobija", country="BO", precision="city", lat=-11.03, lon=-68.77)
    assert kinds(scene.incident()) == faults


def test_an_island_town_passes(scene: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Held in the island town of Agiasos, she said.")
    facts = {"country": "GR", "precision": "city", "lat": 39.083, "lon": 26.376}
    scene.place("a", "Agiasos", "Agiasos", **facts)
    assert kinds(scene.incident()) == []


def test_a_town_that_no_claim_resolves_at_the_wrong_end_of_a_country(scene: Any) -> None:
    text = "They were taken to the town of Cobija at the southeast tip of Bolivia, she said."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.event(
        "a", "statement", "were taken to the town of Cobija at the southeast tip of Bolivia"
    )
    incident = scene.incident()
    assert kinds(incident) == ["place_contradicts_gazetteer"]
    assert "south-east of Bolivia" in incident.checks[0].because


def test_parts_of_one_sentence_that_do_not_sum(scene: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "They held 9 hikers: five women and three men.")
    scene.count("a", "detained", 9, "9 hikers")
    scene.count("a", "people.women", 5, "five women")
    scene.count("a", "people.men", 3, "three men")
    incident = scene.incident()
    assert kinds(incident) == ["parts_do_not_sum"]
    assert "8" in incident.checks[0].because


def test_parts_that_are_only_some_of_them_pass(scene: Any) -> None:
    text = "They held 9 hikers, including five women and three men."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.count("a", "detained", 9, "9 hikers")
    scene.count("a", "people.women", 5, "five women")
    scene.count("a", "people.men", 3, "three men")
    assert kinds(scene.incident()) == []


def test_days_that_cannot_be(scene: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Held on 30 February, freed on 9 March.")
    scene.date("a", "date.detained", "2031-02-30", "30 February")
    scene.date("a", "date.released", "2031-03-09", "9 March")
    assert kinds(scene.incident()) == ["date_after_publication", "date_impossible"]


def test_an_outcome_before_its_cause(scene: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Freed on 1 February. Held on 3 February.")
    scene.date("a", "date.released", "2031-02-01", "1 February")
    scene.date("a", "date.detained", "2031-02-03", "3 February")
    assert kinds(scene.incident()) == ["date_impossible"]


def test_one_quotation_under_two_names(scene: Any) -> None:
    said = "they walked for nine nights without any water"
    scene.report("a", "Vale Monitor", "2031-03-04", f'"{said}," Ada Moor said.')
    scene.report("b", "Ridge Courier", "2031-03-04", f'"{said}," Ivo Tarn said.')
    scene.event("a", "departed", said, ("named", "Ada Moor"))
    scene.event("b", "departed", said, ("named", "Ivo Tarn"))
    incident = scene.incident()
    assert kinds(incident) == ["quotation_of_two_speakers"]
    assert "Ada Moor" in incident.checks[0].because


def test_an_outlet_against_its_own_earlier_report(scene: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Guards held 9 hikers.")
    scene.report("b", "Vale Monitor", "2031-03-08", "Guards held 12 hikers.")
    scene.count("a", "detained", 9, "9 hikers")
    scene.count("b", "detained", 12, "12 hikers")
    incident = scene.incident()
    assert kinds(incident) == ["outlet_contradicts_itself"]
    assert "9" in incident.checks[0].because
    assert "12" in incident.checks[0].because


def test_a_figure_that_nobody_is_named_for(scene: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Guards reportedly held 9 hikers.")
    scene.count("a", "detained", 9, "9 hikers")
    assert kinds(scene.incident()) == ["figure_without_origin"]


def test_a_border_that_people_crossed_says_nothing_of_the_place(scene: Any) -> None:
    text = "They were held at Cobija after crossing the border with Chile."
    scene.report("a", "Vale Monitor", "2031-03-04", text)
    scene.place("a", "Cobija", "Cobija", country="BO", precision="city", lat=-11.03, lon=-68.77)
    assert kinds(scene.incident()) == []
