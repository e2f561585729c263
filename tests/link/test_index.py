"""One by one in any order equals all at once, and a new mention touches its neighbours alone."""

import math
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.link import Index, MentionProfile, candidates

from .made import mention
from .test_candidates import stream
from .test_link_cases import CASES

STREAM = stream(240)


def all_at_once(profiles: list[MentionProfile]) -> set[tuple[str, str]]:
    return {(profiles[i].id, profiles[j].id) for i, j in candidates(profiles)}


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, len(STREAM)))
def test_one_by_one_in_any_order_gives_the_pairs_of_all_at_once(
    chance: random.Random, size: int
) -> None:
    some = chance.sample(STREAM, size)
    assert set(Index(some).pairs()) == all_at_once(sorted(some, key=lambda p: p.id))


def test_the_cases_have_the_same_pairs_both_ways() -> None:
    assert set(Index(CASES).pairs()) == all_at_once(CASES)


def test_a_new_mention_changes_the_candidates_of_those_it_meets_and_of_no_others() -> None:
    *old, new = STREAM
    index = Index(old)
    before = {p.id: index.near(p.id) for p in old}
    touched = index.add(new)
    changed = {one for one, near in before.items() if index.near(one) != near}
    assert new.id in touched
    assert changed <= touched
    assert len(touched) < len(STREAM)


def test_a_copy_is_a_candidate_whatever_its_words() -> None:
    source = mention("a", "Varnik border guards.", report="r1")
    copy = mention("b", "Nothing alike here.", report="r2", copies=("r1",))
    index = Index([copy, source])
    assert set(index.pairs()) == {("a", "b")}
    assert index.near("b") == ()


class _Counted(list[tuple[int, str]]):
    """A sorted list that counts how many of its places are looked at."""

    looked = 0

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        type(self).looked += 1
        return super().__getitem__(at)


def test_finding_candidates_costs_no_more_than_the_logarithm_of_the_size() -> None:
    def looked(size: int) -> float:
        held = _Counted((n, f"{n:07}") for n in range(size))
        _Counted.looked = 0
        for at in range(0, size, size // 50):
            Index._around(held, (at, f"{at:07}"))
        return _Counted.looked / 50

    small, large = looked(1_000), looked(100_000)
    assert small <= math.log2(1_000) + 3
    assert large - small <= math.log2(100) + 0.5
