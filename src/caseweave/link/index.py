"""The index of a store's mentions, kept up to date one by one: the same pairs as `candidates`.

Finding the candidates of a mention takes, for each of its keys, one place in a sorted list: the
logarithm of the size. A new mention changes the candidates of those that it meets, no others.
"""

import bisect
from collections.abc import Iterable, Iterator

import numpy as np

from caseweave.link._records import MentionProfile
from caseweave.link.candidates import BESIDE, FIRST, LEAST, NEARLY, SCALE, weight
from caseweave.link.cluster import COMPARED
from caseweave.link.keys import keys, when

Place = tuple[int, str]


class Index:
    """Mentions by key and time. Their pairs are a function of the set, whatever the order."""

    def __init__(self, profiles: Iterable[MentionProfile] = ()) -> None:
        self._held: dict[str, list[Place]] = {}
        self._keys: dict[str, list[tuple[str, float]]] = {}
        self._place: dict[str, Place] = {}
        self._report: dict[str, str] = {}
        self._of_report: dict[str, list[str]] = {}
        self._copies: dict[str, tuple[str, ...]] = {}
        self._copied_by: dict[str, list[str]] = {}
        for p in profiles:
            self.add(p)

    def __len__(self) -> int:
        return len(self._place)

    def add(self, p: MentionProfile) -> frozenset[str]:
        """Take in a mention; the ids whose candidates it may have changed, its own among them."""
        if p.id in self._place:
            return frozenset()
        at = (when(p), p.id)
        self._place[p.id], self._report[p.id], self._copies[p.id] = at, p.report, p.copies
        self._keys[p.id] = keys(p)
        self._of_report.setdefault(p.report, []).append(p.id)
        for report in p.copies:
            self._copied_by.setdefault(report, []).append(p.id)
        touched = {p.id, *self._copied_by.get(p.report, ())}
        touched |= {m for report in p.copies for m in self._of_report.get(report, ())}
        for key, _ in self._keys[p.id]:
            held = self._held.setdefault(key, [])
            bisect.insort(held, at)
            touched.update(name for _, name in self._around(held, at))
        return frozenset(touched)

    def near(self, mention: str) -> tuple[str, ...]:
        """The candidates that a mention chooses, best first; others may choose it."""
        at = self._place[mention]
        shares: dict[Place, int] = {}
        for key, worth in self._keys[mention]:
            around = self._around(self._held[key], at)
            if not around:
                continue
            low, high = min(around[0], at), max(around[-1], at)
            days = high[0] - low[0]
            said = int(
                weight(
                    np.array([worth * SCALE], dtype=np.int64),
                    np.array([len(around)], dtype=np.int64),
                    np.array([days], dtype=np.int64),
                )[0]
            )
            for other in around:
                shares[other] = shares.get(other, 0) + said
        mine = self._report[mention]
        found = sorted(
            (-share, other)
            for other, share in shares.items()
            if share >= LEAST and self._report[other[1]] != mine
        )
        enough = NEARLY * -found[0][0] if found else 0.0
        kept = [f for n, f in enumerate(found[:COMPARED]) if n < FIRST or -f[0] >= enough]
        return tuple(name for _, (_, name) in kept)

    def pairs(self, among: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
        """The pairs that the mentions `among` (all) choose, smaller id first; some come twice."""
        for one in sorted(self._place if among is None else among):
            copies = [m for r in self._copies[one] for m in self._of_report.get(r, ())]
            for other in (*self.near(one), *copies):
                if other != one:
                    yield (one, other) if one < other else (other, one)

    @staticmethod
    def _around(held: list[Place], at: Place) -> list[Place]:
        """The holders next to a place in time, without itself."""
        n = bisect.bisect_left(held, at)
        return held[max(0, n - BESIDE) : n] + held[n + 1 : n + 1 + BESIDE]
