"""Analysts have the last word: same and not-same, merge and split hold, and can be undone."""

from caseweave.link import Linking, MentionProfile, link_profiles
from caseweave.model import Decision, DecisionKind

from .made import mention
from .test_link_cases import CASES, EARLY, PAPER, SAILORS_A, UNDATED_THREE, WIRE


def decided(n: int, kind: DecisionKind, *targets: str) -> Decision:
    return Decision(id=f"d{n}", kind=kind, at=f"2020-02-{n:02}T00:00:00Z", by="an", targets=targets)


def linked(*decisions: Decision, profiles: list[MentionProfile] | None = None) -> Linking:
    return link_profiles(CASES if profiles is None else profiles, decisions=decisions)


def one(found: Linking, a: MentionProfile, b: MentionProfile) -> bool:
    return found.incident_of[a.id] == found.incident_of[b.id]


def test_same_joins_even_what_seems_impossible_and_the_link_says_who_decided() -> None:
    found = linked(decided(1, "same", EARLY.id, UNDATED_THREE.id))
    assert one(found, EARLY, UNDATED_THREE)
    said = [k for k in found.links if {k.a, k.b} == {EARLY.id, UNDATED_THREE.id}]
    assert "analyst decided" in said[0].reasons[0]


def test_not_same_parts_two_and_the_third_goes_with_one_of_them() -> None:
    found = linked(decided(1, "not_same", PAPER.id, EARLY.id))
    assert not one(found, PAPER, EARLY)
    assert {"an analyst decided that they are not the same incident"} == {
        b.because for b in found.blocked if {b.a, b.b} == {PAPER.id, EARLY.id}
    }


def test_split_takes_its_targets_together_out_of_their_incident() -> None:
    found = linked(decided(1, "split", WIRE.id, PAPER.id))
    assert one(found, WIRE, PAPER)
    assert not one(found, WIRE, EARLY)


def test_a_split_overrules_the_merge_before_it() -> None:
    merged = decided(1, "merge", EARLY.id, UNDATED_THREE.id)
    split = decided(2, "split", UNDATED_THREE.id)
    assert one(linked(merged), EARLY, UNDATED_THREE)
    assert not one(linked(merged, split), EARLY, UNDATED_THREE)


def test_undo_brings_back_what_was_and_undoing_the_undo_takes_it_again() -> None:
    split = decided(1, "split", EARLY.id)
    undo = decided(2, "undo", "d1")
    assert not one(linked(split), WIRE, EARLY)
    assert linked(split, undo).incident_of == linked().incident_of
    again = decided(3, "undo", "d2")
    assert linked(split, undo, again).incident_of == linked(split).incident_of


def test_the_later_of_two_contradicting_decisions_holds_and_the_other_is_listed() -> None:
    joined = decided(1, "merge", SAILORS_A.id, WIRE.id)
    parted = decided(2, "not_same", SAILORS_A.id, WIRE.id)
    found = linked(parted, joined)
    assert not one(found, SAILORS_A, WIRE)
    assert found.overruled == ("d1",)


def test_a_decision_on_a_mention_that_is_gone_is_listed_and_the_rest_of_it_holds() -> None:
    found = linked(decided(1, "same", EARLY.id, "gone", UNDATED_THREE.id))
    assert one(found, EARLY, UNDATED_THREE)
    assert found.unattached == ("d1",)


def test_merge_split_and_undo_survive_twenty_more_reports() -> None:
    decisions = (
        decided(1, "merge", UNDATED_THREE.id, SAILORS_A.id),
        decided(2, "split", EARLY.id),
        decided(3, "not_same", WIRE.id, PAPER.id),
        decided(4, "undo", "d3"),
    )
    more = [
        mention(
            f"n{i:02}",
            f"Ostrian defectors held in Morvania, account number {i}, near Varnik.",
            places=PAPER.places,
            countries=PAPER.countries,
            dates=PAPER.dates,
            published="2020-01-09",
            counts=PAPER.counts,
            nationalities=PAPER.nationalities,
            kinds=PAPER.kinds,
        )
        for i in range(20)
    ]
    found = linked(*decisions, profiles=[*CASES, *more])
    assert one(found, UNDATED_THREE, SAILORS_A)
    assert not one(found, EARLY, WIRE)
    assert one(found, WIRE, PAPER)
