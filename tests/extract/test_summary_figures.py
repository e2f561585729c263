"""The figures of a report's main incident: which of those told, resting on which claims."""

from functools import lru_cache

import pytest

from caseweave.evaluate.counts import as_report
from caseweave.extract.assemble import assemble
from caseweave.extract.parse import parse_many
from caseweave.extract.pipeline import frame_of
from caseweave.extract.summary import Summary, shares_of, summarise
from caseweave.extract.summary._figure_phrases import phrases
from caseweave.extract.summary._figures import likeliest, offers_of, tolls
from caseweave.extract.summary._summarise import main_mention
from caseweave.model import CountValue, Extraction
from caseweave.schema import load_types


@lru_cache(maxsize=32)
def told(text: str) -> tuple[Summary, Extraction]:
    frame = frame_of(next(iter(parse_many([as_report("r", text)]))))
    extraction = assemble(frame, load_types())
    return summarise(frame.report, extraction, frame.counts), extraction


def figures(text: str) -> tuple[int | None, int | None]:
    summary, _ = told(text)
    killed, injured = (
        c.value.best if c is not None and isinstance(c.value, CountValue) else None
        for c in (summary.killed, summary.injured)
    )
    return killed, injured


RAID = "Two herders were killed and five others wounded when raiders attacked a camp on Monday."
BLAST = (
    "At least six people were killed and 14 injured in a blast at a market in Harrow on Friday.\n\n"
    "A doctor said a girl of nine was among the dead. A vendor lost a leg."
)
FATAL = (
    "Six people were shot outside a mill on Sunday, one of whom died in hospital.\n\n"
    "The one who died was Ewan Marsh, 34. The others are recovering."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(RAID, (2, 5)), (BLAST, (6, 14)), (FATAL, (1, 5))],
)
def test_the_figures_of_the_main_incident_are_chosen_together(
    text: str, expected: tuple[int, int]
) -> None:
    assert figures(text) == expected


def test_a_figure_rests_on_claims_of_its_status() -> None:
    summary, extraction = told(RAID)
    held = {c.id: c for c in extraction.claims}
    assert summary.killed is not None
    assert {held[i].attribute for i in summary.killed.claims} == {"dead"}


def test_what_is_not_told_stays_unknown() -> None:
    killed, injured = figures("A clerk was shot in the leg on Tuesday and taken to a hospital.")
    assert (killed, injured) == (None, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A double homicide shook the town.", [("dead", 2, "multiple")]),
        ("A triple murder-suicide was told.", [("dead", 4, "multiple")]),
        ("A triple shooting closed the bridge.", [("hit", 3, "multiple")]),
        ("A third victim has died.", [("dead", 3, "ordinal")]),
        ("She faces two counts of murder.", [("dead", 2, "charged")]),
        ("She faces 4 counts of attempted murder.", [("hit", 4, "charged")]),
        ("He paid for 90 counts of assault and a double room.", []),
    ],
)
def test_a_phrase_may_hold_a_figure_without_counting(
    text: str, found: list[tuple[str, int, str]]
) -> None:
    assert list(phrases(text)) == found


@pytest.mark.parametrize("text", [RAID, BLAST, FATAL])
def test_shares_are_of_nobody_and_of_figures_that_the_report_tells(text: str) -> None:
    summary, _ = told(text)
    for figure, sure, of in (
        (summary.killed, summary.killed_sure, shares_of(summary.tolls, 0)),
        (summary.injured, summary.injured_sure, shares_of(summary.tolls, 1)),
    ):
        assert figure is not None
        assert isinstance(figure.value, CountValue)
        assert 0 in of
        assert figure.value.best == max(of, key=lambda f: of[f])
        assert of[figure.value.best] == pytest.approx(sure, abs=0.001)


def test_a_death_that_nobody_tells_is_no_figure() -> None:
    summary, _ = told("A girl of six is on life support after she was shot in the head on Friday.")
    assert summary.killed is None
    assert shares_of(summary.tolls, 0)[1] < 0.5  # words may suggest it; no claim bears it


@pytest.mark.parametrize("text", [RAID, BLAST, FATAL])
def test_the_likeliest_figures_are_on_offer_whatever_the_weights(text: str) -> None:
    frame = frame_of(next(iter(parse_many([as_report("r", text)]))))
    extraction = assemble(frame, load_types())
    offered = offers_of(frame.report, extraction, main_mention(extraction), frame.counts)
    found = tolls(offered, {"pair.nobody": -9.0})
    for at, status in enumerate(("dead", "injured")):
        of = shares_of(found, at)
        assert set(of) == set(offered.offers[status])
        assert sum(of.values()) == pytest.approx(1.0)
        assert of[likeliest(of)] == max(of.values())


def test_who_dies_of_the_people_hit_is_not_counted_among_the_hurt() -> None:
    text = (
        "A boy of six has died after shots were fired at a house in Osk.\n\n"
        "The boy, his grandmother and a man were hit by shots from a passing car. "
        "The boy died in hospital. The man and the grandmother are recovering."
    )
    frame = frame_of(next(iter(parse_many([as_report("r", text)]))))
    extraction = assemble(frame, load_types())
    offered = offers_of(frame.report, extraction, main_mention(extraction), frame.counts).offers
    named = {f: {w.name for w in held} for f, held in offered["injured"].items()}
    assert [f for f, names in named.items() if "persons_at_once" in names] == [2]
