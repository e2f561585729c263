"""One by one in any order equals all at once, and a new mention touches its neighbours alone."""

import random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.link import Index, MentionProfile, candidates
from caseweave.link.candidates import BESIDE, Place
from caseweave.link.catalogue import InMemory, mark_of
from caseweave.link.index import fill
from caseweave.link.shelf import packed

from .made import mention
from .test_candidates import stream
from .test_link_cases import CASES

STREAM = stream(120)


def all_at_once(profiles: list[MentionProfile]) -> set[tuple[int, int]]:
    return {
        ordered(mark_of(profiles[i].id), mark_of(profiles[j].id)) for i, j in candidates(profiles)
    }


def ordered(a: int, b: int) -> tuple[int, int]:
    return min(a, b), max(a, b)


@settings(max_examples=8, deadline=None)
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
    changed = {mark_of(one) for one, near in before.items() if index.near(one) != near}
    assert mark_of(new.id) in touched
    assert changed <= touched
    assert len(touched) < len(STREAM)


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 60), st.integers(1, 30))
def test_what_goes_or_changes_leaves_the_pairs_of_what_is_left(
    chance: random.Random, size: int, less: int
) -> None:
    index = Index(some := chance.sample(STREAM, size))
    gone = chance.sample(some, min(less, size - 1))
    for p in gone[1:]:
        index.remove(mark_of(p.id))
    moved = msgspec.structs.replace(gone[0], published=(gone[0].published or 0) + 40, dates=())
    index.add(moved)
    left = [moved, *(p for p in some if p not in gone)]
    assert set(index.pairs()) == all_at_once(left)


class _Looks(InMemory):
    """A catalogue that counts where it is looked into, and how many places come back."""

    looks = places = 0

    def around(self, key: int, place: Place, most: int = BESIDE) -> tuple[list[Place], list[Place]]:
        found = super().around(key, place, most)
        self.looks += 1
        self.places += len(found[0]) + len(found[1])
        return found


def test_placing_one_more_looks_no_oftener_into_a_larger_index() -> None:
    def looks(size: int) -> float:
        *old, new = stream(size)
        kept = _Looks()
        fill(kept, map(packed, old))
        index = Index((), kept)
        kept.looks = kept.places = 0
        index.add(new)
        return kept.places

    assert looks(2_000) <= 1.5 * looks(500)


def test_a_copy_is_a_candidate_whatever_its_words() -> None:
    source = mention("a", "Varnik border guards.", report="r1")
    copy = mention("b", "Nothing alike here.", report="r2", copies=("r1",))
    index = Index([copy, source])
    assert set(index.pairs()) == {ordered(mark_of("a"), mark_of("b"))}
    assert not index.near("b")
    assert index.partners(mark_of("a")) == {mark_of("b")}
