"""Which pairs of mentions are worth scoring, through inverted indexes, never by all pairs.

Under each key (`keys`) a mention meets the `BESIDE` holders next to it in time on either side; a
key counts less the more holders it has in a week there, in whole octaves, so that a new holder
seldom changes what it says. Each mention keeps the `COMPARED` with the largest sum. All of this is
local: a new mention changes the candidates of its neighbours alone, and the work grows with the
mentions, not with their square. `index` gives the same, one by one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from caseweave.link._records import MentionProfile
from caseweave.link.cluster import COMPARED
from caseweave.link.keys import keys, number_of, when

# Holders of a key that a mention meets, before and after it in time.
BESIDE = 12
# Sums are of whole numbers, so that they are the same in any order.
SCALE = 1_000_000
# A sum below this (a common word or month, nothing more) is not worth a score.
LEAST = int(0.6 * SCALE)
# The first so many are kept; more, up to COMPARED, where they share nearly as much as the first
# (by this part of it): the reports of an incident that many tell.
FIRST, NEARLY = 14, 0.4
# Mentions whose candidates are worked out together: bounds the memory, changes nothing.
_AT_ONCE = 8192

Ints = NDArray[np.int64]
# A day (ordinal) and a mark: the order under every key.
Place = tuple[int, int]


def candidates(profiles: Sequence[MentionProfile]) -> list[tuple[int, int]]:
    """Pairs of positions in `profiles` (smaller id first), sorted by id; a function of the set."""
    posted = Postings()
    for p in profiles:
        posted.add(p)
    pairs = [tuple(pair) for pair in posted.pairs().tolist()]
    return sorted(pairs, key=lambda pair: (profiles[pair[0]].id, profiles[pair[1]].id))


class Postings:
    """The keys of many mentions as numbers, and the pairs that they give."""

    def __init__(self) -> None:
        self._keys: list[Ints] = []
        self._worths: list[Ints] = []
        self._when: list[tuple[int, int]] = []
        self._ids: list[str] = []
        self._report: list[str] = []
        self._copies: dict[int, tuple[str, ...]] = {}

    def add(self, p: MentionProfile) -> None:
        """Take in a mention; it is known by how many came before it."""
        found = keys(p)
        self._keys.append(np.array([number_of(k) >> 1 for k, _ in found], dtype=np.int64))
        self._worths.append(np.array([w * SCALE for _, w in found], dtype=np.int64))
        if p.copies:
            self._copies[len(self._when)] = p.copies
        self._when.append((when(p), number_of(p.id) >> 1))
        self._ids.append(p.id)
        self._report.append(p.report)

    def pairs(self) -> Ints:
        """Pairs of mentions by number, a row each, once: the smaller id first, in order of time."""
        size = len(self._when)
        if not size:
            return np.empty((0, 2), dtype=np.int64)
        number, rank_of = self._ranked()
        codes = [_code(x, y) for x, y, _ in self._chosen(number, rank_of)]
        codes.append(_code(*self._copied(rank_of)))
        code = np.unique(np.concatenate(codes))
        x, y = number[code >> 32], number[code & 0xFFFFFFFF]
        by_id = np.empty(size, dtype=np.int64)
        by_id[sorted(range(size), key=self._ids.__getitem__)] = np.arange(size)
        swap = by_id[x] > by_id[y]
        return np.column_stack((np.where(swap, y, x), np.where(swap, x, y)))

    def choices(self) -> Iterator[tuple[int, list[tuple[int, int]]]]:
        """Of each mention, by number, those that it chooses, with what they share."""
        if not self._when:
            return
        number, rank_of = self._ranked()
        for x, y, share in self._chosen(number, rank_of):
            starts = np.flatnonzero(np.concatenate(([True], x[1:] != x[:-1]))) if len(x) else x
            for first, last in pairwise([*starts.tolist(), len(x)]):
                others = zip(
                    number[y[first:last]].tolist(), share[first:last].tolist(), strict=True
                )
                yield int(number[x[first]]), list(others)

    def _ranked(self) -> tuple[Ints, Ints]:
        """Numbers in order of time, and each number's rank in it."""
        order = sorted(range(len(self._when)), key=self._when.__getitem__)
        number = np.array(order, dtype=np.int64)
        rank_of = np.empty(len(order), dtype=np.int64)
        rank_of[number] = np.arange(len(order))
        return number, rank_of

    def _chosen(self, number: Ints, rank_of: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        reports = np.unique(np.array(self._report), return_inverse=True)[1][number]
        days = np.array([self._when[i][0] for i in number.tolist()], dtype=np.int64)
        return _Sorted.of(self._keys, self._worths, rank_of, days).chosen(reports)

    def _copied(self, rank_of: Ints) -> tuple[Ints, Ints]:
        by_report: dict[str, list[int]] = {}
        for n, report in enumerate(self._report):
            by_report.setdefault(report, []).append(n)
        pairs = [
            (n, m)
            for n, copies in self._copies.items()
            for report in copies
            for m in by_report.get(report, ())
            if m != n
        ]
        both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return rank_of[both[:, 0]], rank_of[both[:, 1]]


def _code(x: Ints, y: Ints) -> Ints:
    """Each pair of ranks as one number, whichever comes first."""
    return np.asarray((np.minimum(x, y) << 32) | np.maximum(x, y), dtype=np.int64)


class _Sorted:
    """All postings by key, then by time: neighbours under a key stand side by side."""

    def __init__(self, held: Ints, ranks: Ints, weights: Ints) -> None:
        self.held = held
        self.ranks = ranks
        self.weights = weights
        self.by_rank = np.argsort(ranks, kind="stable")
        self.starts = np.searchsorted(ranks[self.by_rank], np.arange(int(ranks.max(initial=0)) + 2))

    @classmethod
    def of(
        cls, keys_of: Iterable[Ints], worths: Iterable[Ints], rank_of: Ints, days: Ints
    ) -> "_Sorted":
        lists = list(keys_of)
        held = np.concatenate(lists)
        ranks = np.repeat(rank_of, [len(k) for k in lists])
        worth = np.concatenate(list(worths))
        order = np.lexsort((ranks, held))
        held, ranks, worth = held[order], ranks[order], worth[order]
        shared = np.zeros(len(held), dtype=bool)
        shared[1:] = held[1:] == held[:-1]
        shared[:-1] |= shared[1:]
        held, ranks, worth = held[shared], ranks[shared], worth[shared]
        return cls(held, ranks, _weights(held, worth, days[ranks]))

    def chosen(self, reports: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """For each mention the ranks of those that share most with it, and how much."""
        for first in range(0, len(self.starts) - 1, _AT_ONCE):
            last = min(first + _AT_ONCE, len(self.starts) - 1)
            at = self.by_rank[self.starts[first] : self.starts[last]]
            x, y, share = self._met(at)
            apart = (reports[x] != reports[y]) & (share >= LEAST)
            yield _largest(x[apart], y[apart], share[apart])

    def _met(self, at: Ints) -> tuple[Ints, Ints, Ints]:
        """Whom the mentions of the postings `at` meet, with the summed weight of shared keys."""
        codes, weights = [], []
        size = len(self.held)
        for step in [s for d in range(1, BESIDE + 1) for s in (-d, d)]:
            other = at + step
            inside = (other >= 0) & (other < size)
            mine, theirs = at[inside], other[inside]
            same = self.held[mine] == self.held[theirs]
            mine, theirs = mine[same], theirs[same]
            codes.append((self.ranks[mine] << 32) | self.ranks[theirs])
            weights.append(self.weights[mine])
        code = np.concatenate(codes)
        order = np.argsort(code, kind="stable")
        code, weight = code[order], np.concatenate(weights)[order]
        if not len(code):
            return code, code, code
        first = np.flatnonzero(np.concatenate(([True], code[1:] != code[:-1])))
        share = np.add.reduceat(weight, first)
        return code[first] >> 32, code[first] & 0xFFFFFFFF, share


def _weights(held: Ints, worth: Ints, days: Ints) -> Ints:
    """The worth of each posting's key by how many hold it in a week around the posting."""
    size = len(held)
    if not size:
        return worth
    at = np.arange(size)
    new = np.concatenate(([True], held[1:] != held[:-1]))
    start = np.maximum.accumulate(np.where(new, at, 0))
    ends = np.concatenate((new[1:], [True]))
    end = np.minimum.accumulate(np.where(ends, at, size)[::-1])[::-1]
    low, high = np.maximum(start, at - BESIDE), np.minimum(end, at + BESIDE)
    return weight(worth, high - low, days[high] - days[low])


def weight(worth: Ints, others: Ints, days: Ints) -> Ints:
    """A key's worth over the logarithm of how many `others` hold it in a week, all whole numbers.

    `days`: from the first to the last of them. A new holder never makes it larger.
    """
    held = np.frexp((2 + 7 * others // (days + 1)).astype(np.float64))[1] - 1
    return np.asarray(worth // held, dtype=np.int64)


def weight_of(worth: int, others: int, days: int) -> int:
    """`weight` of one key."""
    return worth // ((2 + 7 * others // (days + 1)).bit_length() - 1)


def kept_of(shares: Mapping[Place, int], beside: Collection[int]) -> dict[Place, int]:
    """Of those that one meets the ones that it chooses (see FIRST), none `beside` it in its report.

    By day and mark, with the summed weight of the keys that they share.
    """
    found = sorted(
        (-share, place)
        for place, share in shares.items()
        if share >= LEAST and place[1] not in beside
    )
    enough = NEARLY * -found[0][0] if found else 0.0
    return {
        place: -less
        for n, (less, place) in enumerate(found[:COMPARED])
        if n < FIRST or -less >= enough
    }


def _largest(x: Ints, y: Ints, share: Ints) -> tuple[Ints, Ints, Ints]:
    """Of each x those with the largest share (see FIRST); of equals the earlier ones."""
    if not len(x):
        return x, y, share
    order = np.lexsort((y, -share, x))
    x, y, share = x[order], y[order], share[order]
    first = np.flatnonzero(np.concatenate(([True], x[1:] != x[:-1])))
    counts = np.diff(np.concatenate((first, [len(x)])))
    place = np.arange(len(x)) - np.repeat(first, counts)
    best = np.repeat(share[first], counts)
    kept = (place < FIRST) | ((place < COMPARED) & (share >= NEARLY * best))
    return x[kept], y[kept], share[kept]
