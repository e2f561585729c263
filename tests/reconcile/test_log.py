"""The timeline, the response log, and the summary of an incident."""

import random
from typing import Any

import pytest


@pytest.fixture
def march(scene: Any) -> Any:
    text = (
        "Guards caught 9 hikers on 3 May at Karsa. They were freed on 7 May, Ada Moor said. "
        "Ivo Tarn said he had asked the Lantern Trust for help. The Interior Ministry declined to "
        "comment. Border officials could not be reached. Oslo had helped, insiders said."
    )
    scene.report("a", "Upland Herald", "2031-05-08", text)
    scene.report("b", "Delta Sun", "2031-05-12", "The 9 were freed on 7 May. Tarn knew of no help.")
    scene.happening("a", "detained", "Guards caught 9 hikers on 3 May", "2031-05-03")
    scene.count("a", "detained", 9, "9 hikers")
    scene.date("a", "date.detained", "2031-05-03", "3 May")
    scene.place("a", "Karsa", "Karsa", country="BO", precision="city", lat=-11.0, lon=-68.7)
    scene.happening("a", "released", "They were freed on 7 May", "2031-05-07")
    scene.event("a", "released", "They were freed on 7 May", ("named", "Ada Moor"))
    scene.name(
        "a", "requested_from", "the Lantern Trust", "the Lantern Trust", ("named", "Ivo Tarn")
    )
    scene.event(
        "a",
        "statement",
        "The Interior Ministry declined to comment",
        ("office", "The Interior Ministry"),
        stance="declined",
    )
    scene.event(
        "a",
        "statement",
        "Border officials could not be reached",
        ("anonymous", "Border officials"),
        stance="unreachable",
    )
    scene.name("a", "helped_by", "Oslo", "Oslo", ("anonymous", "insiders"), kind="government")
    scene.happening("b", "released", "The 9 were freed on 7 May", "2031-05-07")
    scene.count("b", "released", 9, "The 9")
    scene.name("b", "helped_by", "help", "help", ("named", "Ivo Tarn"), stance="unaware")
    return scene


def test_events_stand_in_the_order_of_happening(march: Any) -> None:
    told = [(e.at, e.event, e.first_reported) for e in march.incident().timeline]
    assert told[:2] == [
        ("2031-05-03", "9 people detained", "2031-05-08"),
        ("2031-05-07", "9 people released", "2031-05-08"),
    ]


def test_the_log_says_who_was_asked_who_acted_and_who_was_silent(march: Any) -> None:
    log = {(r.who, r.stance): r for r in march.incident().responses}
    asked = log["Lantern Trust", "asserts"]
    assert (asked.requested_by, "asked" in asked.act) == ("Ivo Tarn", True)
    assert "helped" in log["Oslo", "asserts"].act
    assert "declined" in log["Interior Ministry", "declined"].act
    assert "could not be reached" in log["Border officials", "unreachable"].act
    assert ("Ivo Tarn", "unaware") in log


def test_silence_is_no_denial(march: Any) -> None:
    incident = march.incident()
    assert not [r for r in incident.responses if r.stance == "denies"]
    assert not [f for f in incident.findings if f.verdict == "conflict"]


def test_the_summary_is_made_from_findings(march: Any) -> None:
    incident = march.incident()
    assert incident.title == "9 people detained and released, Karsa, Bolivia, May 2031"
    assert (incident.status, incident.place.name) == ("released", "Karsa")
    assert (incident.date.low, incident.date.high) == ("2031-05-03", "2031-05-03")


def test_the_same_whatever_the_order(march: Any) -> None:
    first = march.incident()
    keys = list(march.drafts)
    for seed in range(6):
        shuffled = random.Random(seed)  # noqa: S311 - order only
        shuffled.shuffle(march.claims)
        shuffled.shuffle(keys)
        march.drafts = {k: march.drafts[k] for k in keys}
        assert march.incident() == first


def test_every_finding_rests_on_standing_claims(march: Any) -> None:
    incident = march.incident()
    known = {c.id for c in march.claims}
    of_findings = {c for f in incident.findings for c in f.claims}
    assert of_findings == known
    assert {o for f in incident.findings for o in f.origins} <= {o.id for o in incident.origins}
