"""Urgency, the brief and opened findings. Reports and people are invented."""

from typing import Any

import msgspec
import pytest
from tests.reconcile.conftest import Scene

from caseweave.case import (
    CaseFiles,
    brief,
    by_urgency,
    clock,
    disputes,
    opened_finding,
    state_obligations,
    urgency,
)
from caseweave.model import CaseweaveError, Incident
from caseweave.schema.obligations import TREATIES, obligations


def files_of(scene: Scene, **more: Any) -> CaseFiles:
    linked = scene.linked()
    return CaseFiles(
        reports=linked.reports,
        claims=linked.claims,
        mentions=linked.mentions,
        incidents=(scene.incident(),),
        **more,
    )


@pytest.fixture
def held() -> Scene:
    scene = Scene()
    text = "Guards caught 9 walkers on 3 May. They could be sent back within ten days, she said."
    scene.report("a", "Upland Herald", "2031-05-08", text)
    scene.happening("a", "detained", "Guards caught 9 walkers on 3 May", "2031-05-03")
    scene.count("a", "detained", 9, "9 walkers")
    scene.event("a", "returned", "could be sent back", ("named", "she"), factuality="possible")
    scene.place("a", "Karsa", "Guards", country="BO", precision="city", lat=-11.0, lon=-68.7)
    return scene


def score_on(scene: Scene, day: str | None) -> int:
    files = files_of(scene)
    return urgency(files.incidents[0], files.claims, files.reports, day).score


def test_people_held_who_may_be_sent_back_are_urgent_and_the_reasons_are_told(held: Scene) -> None:
    files = files_of(held)
    found = urgency(files.incidents[0], files.claims, files.reports, "2031-05-09")
    assert [r.kind for r in found.reasons] == ["held", "deadline_ahead", "return_feared"]
    assert (found.score, found.last_word, found.silent) == (80, "2031-05-08", 1)
    assert found.deadline is not None
    assert found.deadline.by == "2031-05-18"
    assert "9 last known detained, 3 May 2031" in found.because
    assert "1 day old" in found.because
    assert all(r.claims for r in found.reasons)


def test_an_old_last_word_is_less_urgent_and_never_reckoned_by_the_machines_clock(
    held: Scene,
) -> None:
    fresh, later, years = (score_on(held, d) for d in ("2031-05-09", "2031-06-20", "2035-01-01"))
    assert fresh > later > years > 0
    assert score_on(held, None) == score_on(held, "2031-05-08")


def test_when_all_are_free_nothing_is_urgent() -> None:
    scene = Scene()
    scene.report("a", "Upland Herald", "2031-05-08", "The 9 were freed on 7 May.")
    scene.happening("a", "released", "The 9 were freed on 7 May", "2031-05-07")
    scene.count("a", "released", 9, "The 9")
    (found,) = by_urgency(files_of(scene))
    assert (found.score, found.reasons) == (0, ())
    assert found.because.startswith("Nobody is known to be held")


def test_the_clock_is_the_day_asked_for_or_that_of_the_newest_report(held: Scene) -> None:
    assert clock(files_of(held)) == "2031-05-08"
    assert clock(files_of(held, as_of="2031-07-01")) == "2031-07-01"
    assert clock(CaseFiles()) is None


def rivals() -> Scene:
    scene = Scene()
    scene.report("a", "Upland Herald", "2031-05-08", "A group of 13 was freed, Ada Moor said.")
    scene.report("b", "Delta Sun", "2031-05-09", "Ivo Tarn said 11 were freed. All were well.")
    scene.count("a", "people", 13, "A group of 13", ("named", "Ada Moor"))
    scene.count("a", "released", 13, "13", ("named", "Ada Moor"))
    scene.count("b", "people", 11, "11", ("named", "Ivo Tarn"))
    scene.count("b", "released", 11, "11 were", ("named", "Ivo Tarn"))
    return scene


def test_the_brief_tells_conflicts_with_who_says_what() -> None:
    files = files_of(rivals())
    parts = {p.kind: p for p in brief(files, files.incidents[0])}
    told = [n.words for n in parts["conflict"].notes]
    assert told[0] == "How many people: 13 (Ada Moor, 8 May 2031) and 11 (Ivo Tarn, 9 May 2031)."
    assert any("11 to 13 released" in n.words for n in parts["standing"].notes)
    assert parts["agreed"].notes == ()


def test_every_set_of_the_ledger_stands_under_one_dispute() -> None:
    incident = rivals().incident()
    grouped = disputes(incident)
    assert sum(len(d.sets) for d in grouped) == len(incident.headcount.conflicts)
    assert grouped[0].title == "How many people: 11 to 13"


def test_sets_that_share_a_figure_are_told_in_one_line() -> None:
    scene = rivals()
    scene.report("c", "Gulf Times", "2031-05-10", "Mr Lund said 15 people were freed.")
    scene.count("c", "people", 15, "15 people", ("named", "Mr Lund"))
    scene.count("c", "released", 15, "15", ("named", "Mr Lund"))
    incident = scene.incident()
    grouped = disputes(incident, scene.claims)
    lines = [n for d in grouped for n in d.sets]
    assert len(lines) < len(incident.headcount.conflicts)
    assert lines[0].words == (
        "11 people (Ivo Tarn), 13 people (Ada Moor) and 15 people (Mr Lund) "
        "are figures for the same people at the same moment: not all can hold."
    )
    told = {c for n in lines for c in n.claims}
    assert told == {c for s in incident.headcount.conflicts for c in s.claims}


def test_a_finding_opens_to_its_rule_its_claims_and_their_sentences() -> None:
    files = files_of(rivals())
    found = opened_finding(files, files.incidents[0], "released")
    assert found.rule.startswith("Exact figures of different origins")
    assert found.sources
    assert {o.claim.id for o in found.claims} == set(found.finding.claims)
    for one in found.claims:
        quote = one.sentence[one.quote_start : one.quote_end]
        assert quote == one.claim.evidence.quote
    with pytest.raises(CaseweaveError, match="There are: "):
        opened_finding(files, files.incidents[0], "missing")


def test_treaties_are_told_for_the_states_that_claims_name(held: Scene) -> None:
    files = files_of(held)
    (bolivia,) = state_obligations(files.incidents[0], files.claims)
    assert (bolivia.country, bolivia.because) == ("BO", "where it happened")
    assert len(bolivia.treaties) == len(TREATIES)
    later = msgspec.structs.replace(files.incidents[0], place=None)
    assert state_obligations(later, files.claims) == ()


def test_what_is_sure_of_a_treaty_is_a_year_and_what_is_not_is_said_so() -> None:
    china = {o.treaty: (o.party, o.since) for o in obligations("CN")}
    assert china["1951 Refugee Convention"] == ("yes", 1982)
    assert china["Covenant on Civil and Political Rights"] == ("no", None)
    assert all(o.party == "no" for o in obligations("VN")[:2])
    assert obligations("XX") == ()


def test_an_incident_without_anything_told_has_no_urgency() -> None:
    empty = Incident(id="i", type="boat", title="t", reports=(), mentions=())
    found = urgency(empty, (), (), None)
    assert (found.score, found.last_word, found.silent) == (0, None, None)
