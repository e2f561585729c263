"""Reports placed one by one, in any order and under decisions, are linked as all at once."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.link import Index, link_profiles, place
from caseweave.model import Decision, DecisionKind

from .test_candidates import stream
from .test_link_cases import CASES

EVERY = [*CASES, *stream(20)]
KINDS: list[DecisionKind] = ["same", "merge", "not_same", "split"]


def decided(chance: random.Random, number: int) -> list[Decision]:
    return [
        Decision(
            id=f"decision:{n}",
            kind=chance.choice(KINDS),
            at=f"2024-01-{n + 1:02}T00:00:00Z",
            by="ada",
            targets=tuple(p.id for p in chance.sample(EVERY, 2)),
        )
        for n in range(number)
    ]


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_one_by_one_under_decisions_equals_all_at_once(chance: random.Random, number: int) -> None:
    decisions = decided(chance, number)
    index = Index()
    found: dict[str, str] = {}
    for p in chance.sample(EVERY, len(EVERY)):
        found |= place(index, [p], decisions).incident_of
    assert found == link_profiles(EVERY, decisions=decisions).incident_of


def test_a_report_that_concerns_nobody_leaves_the_others_unread() -> None:
    *old, new = EVERY
    index = Index(old)
    alone = EVERY[0].__class__(id="mention:far", report="sha256:far", type="other")
    assert set(place(index, [alone]).incident_of) == {"mention:far"}
    assert new.id in (told := place(index, [new]).incident_of)
    assert len(told) < len(EVERY)
