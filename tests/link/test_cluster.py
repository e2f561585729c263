"""Clusters are a function of the set of scored pairs and decisions, whatever the order."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from caseweave.link import ScoredPair, cluster, link_profiles
from caseweave.link.decisions import constraints
from caseweave.model import Decision, DecisionKind

from .test_link_cases import CASES

IDS = [f"m{i}" for i in range(9)]
REPORTS = {m: f"r{i // 2}" if i < 4 else m for i, m in enumerate(IDS)}
PAIRS = list(combinations(IDS, 2))


@st.composite
def scored(draw: st.DrawFn) -> list[ScoredPair]:
    chosen = draw(st.lists(st.sampled_from(PAIRS), unique=True, max_size=len(PAIRS)))
    return [
        ScoredPair(
            a,
            b,
            draw(st.sampled_from([0.1, 0.4, 0.5, 0.6, 0.9, 0.9, 1.0])),
            draw(st.sampled_from([None, None, None, None, "dates"])),
            staged=draw(st.booleans()),
        )
        for a, b in chosen
    ]


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    kinds: st.SearchStrategy[DecisionKind] = st.sampled_from(["same", "merge", "not_same", "split"])
    return [
        Decision(
            id=f"d{n}",
            kind=draw(kinds),
            at=f"2020-01-{n + 1:02}T00:00:00Z",
            by="x",
            targets=tuple(
                draw(st.lists(st.sampled_from(IDS), unique=True, min_size=2, max_size=3))
            ),
        )
        for n in range(draw(st.integers(0, 4)))
    ]


@given(scored(), decisions(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_of_pairs_mentions_and_decisions_changes_nothing(
    pairs: list[ScoredPair], acts: list[Decision], chance: random.Random
) -> None:
    first = cluster(IDS, pairs, constraints(acts, IDS), REPORTS)
    ids = list(IDS)
    chance.shuffle(ids)
    chance.shuffle(pairs)
    chance.shuffle(acts)
    assert cluster(ids, pairs, constraints(acts, ids), REPORTS) == first


@given(scored(), decisions())
@settings(max_examples=150, deadline=None)
def test_decisions_always_hold_and_impossible_pairs_stay_apart_unless_decided(
    pairs: list[ScoredPair], acts: list[Decision]
) -> None:
    asked = constraints(acts, IDS)
    found = cluster(IDS, pairs, asked, REPORTS)
    for group in asked.together:
        assert len({found[m] for m in group}) == 1
    for a, b in asked.apart:
        assert found[a] != found[b]
    if asked.together:
        return
    for pair in pairs:
        assert pair.impossible is None or found[pair.a] != found[pair.b]
    for a, b in PAIRS:
        assert REPORTS[a] != REPORTS[b] or found[a] != found[b]


@given(scored())
@settings(max_examples=100, deadline=None)
def test_a_cluster_is_named_by_its_smallest_member(pairs: list[ScoredPair]) -> None:
    found = cluster(IDS, pairs, constraints([], IDS), REPORTS)
    for root in set(found.values()):
        assert root == min(m for m, r in found.items() if r == root)


@given(st.permutations(CASES))
@settings(max_examples=40, deadline=None)
def test_mentions_in_any_order_give_the_same_linking(order: list) -> None:  # type: ignore[type-arg]
    assert link_profiles(order) == link_profiles(CASES)


def test_one_by_one_equals_all_at_once() -> None:
    """Scored pairs are kept and added to as mentions arrive; the end is the same."""
    from caseweave.link import score_pairs

    kept: set[ScoredPair] = set()
    for n in range(1, len(CASES) + 1):
        newest = CASES[n - 1].id
        kept |= {p for p in score_pairs(CASES[:n]) if newest in {p.a, p.b}}
    ids = [p.id for p in CASES]
    reports = {p.id: p.report for p in CASES}
    nothing = constraints([], ids)
    assert cluster(ids, kept, nothing, reports) == cluster(
        ids, score_pairs(CASES), nothing, reports
    )


def test_reports_of_two_stages_meet_in_a_third_that_tells_both() -> None:
    """The arrest and the expulsion share nothing; where no stages are told the average decides."""
    scores = {("a", "b"): 0.9, ("b", "c"): 0.95, ("a", "c"): 0.02}
    for staged, parts in ((True, 1), (False, 2)):
        pairs = [ScoredPair(x, y, s, staged=staged) for (x, y), s in scores.items()]
        found = cluster("abc", pairs, constraints([], "abc"), {})
        assert len(set(found.values())) == parts


def test_an_average_is_not_fooled_by_one_bridge() -> None:
    pairs = [ScoredPair("a", "b", 0.95), ScoredPair("c", "d", 0.95), ScoredPair("b", "c", 0.7)]
    found = cluster("abcd", pairs, constraints([], "abcd"), {})
    assert found == {"a": "a", "b": "a", "c": "c", "d": "c"}
