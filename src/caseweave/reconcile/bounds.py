"""Exact integer reasoning over numbers of people: tightest bounds and smallest contradictions.

Variables are whole numbers from zero up. A `Sum` says that the parts never exceed the whole; an
`Assertion` bounds variables by what one or more claims say. Every bound carries the assertions it
rests on (the labels of an assumption-based truth maintenance system, de Kleer 1986), so that a
lower bound above an upper one names a set of assertions that cannot hold together.

Invariant: bounds hold in every solution; each contradiction is minimal; sums are the only link
between variables, so that setting all to their lower bounds solves what can be solved.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

Variable = Hashable
Support = frozenset[int]
_NOTHING: Support = frozenset()
# Labels kept per bound: enough for every set of claims seen; the smallest sets are kept first.
_MOST_LABELS = 24
_MOST_ROUNDS = 40


class Sum(NamedTuple):
    """`whole >= sum(parts)`."""

    whole: Variable
    parts: tuple[Variable, ...]


class Assertion(NamedTuple):
    """What is said of variables: `(variable, low, high)`, `high` None where open."""

    says: tuple[tuple[Variable, int, int | None], ...]


class Label(NamedTuple):
    """A bound and the assertions (by index) it rests on."""

    bound: int
    support: Support


class Interval(NamedTuple):
    """Tightest bounds of a variable, and what they rest on."""

    low: int
    high: int | None
    support: Support


class Solution(NamedTuple):
    """`intervals` hold only where there is no contradiction."""

    intervals: Mapping[Variable, Interval]
    contradictions: tuple[Support, ...]


class _Labels:
    """Undominated labels of one bound of one variable; `sign` 1 for lower, -1 for upper."""

    def __init__(self, sign: int) -> None:
        self.sign = sign
        self.kept: list[Label] = []

    def add(self, label: Label) -> bool:
        """Keep a label unless a stronger or equal bound rests on less; tells whether it is new."""
        at_least = self.sign * label.bound
        if any(self.sign * k.bound >= at_least and k.support <= label.support for k in self.kept):
            return False
        self.kept = [
            k
            for k in self.kept
            if not (at_least >= self.sign * k.bound and label.support <= k.support)
        ]
        self.kept.append(label)
        self.kept.sort(key=_rank)
        if len(self.kept) > _MOST_LABELS:
            dropped = self.kept.pop()
            return dropped != label
        return True


def _rank(label: Label) -> tuple[int, list[int], int]:
    return len(label.support), sorted(label.support), label.bound


class _Solver:
    def __init__(self, variables: Sequence[Variable], sums: Sequence[Sum]) -> None:
        self.low = {v: _Labels(1) for v in variables}
        self.high = {v: _Labels(-1) for v in variables}
        for labels in self.low.values():
            labels.add(Label(0, _NOTHING))
        self.sums = [s for s in sums if s.parts]
        self.contradictions: set[Support] = set()

    def assert_all(self, assertions: Sequence[Assertion]) -> None:
        for index, assertion in enumerate(assertions):
            support = frozenset({index})
            for variable, low, high in assertion.says:
                self._learn(variable, Label(low, support), self.low)
                if high is not None:
                    self._learn(variable, Label(high, support), self.high)

    def run(self) -> None:
        changed = set(self.low)
        for _ in range(_MOST_ROUNDS):
            todo = [s for s in self.sums if s.whole in changed or changed & set(s.parts)]
            changed = set()
            for one in todo:
                self._propagate(one, changed)
            if not changed:
                return

    def _propagate(self, one: Sum, changed: set[Variable]) -> None:
        for label in self._total(one.parts):
            if self._learn(one.whole, label, self.low):
                changed.add(one.whole)
        for part in one.parts:
            others = self._total([p for p in one.parts if p != part])
            for top in list(self.high[one.whole].kept):
                for rest in others:
                    label = Label(top.bound - rest.bound, top.support | rest.support)
                    if self._learn(part, label, self.high):
                        changed.add(part)

    def _total(self, parts: Sequence[Variable]) -> list[Label]:
        """Lower bounds of a sum of parts."""
        total = _Labels(1)
        total.add(Label(0, _NOTHING))
        for part in parts:
            step = _Labels(1)
            for before in total.kept:
                for label in self.low[part].kept:
                    support = before.support | label.support
                    if not self._impossible(support):
                        step.add(Label(before.bound + label.bound, support))
            total = step
        return total.kept

    def _impossible(self, support: Support) -> bool:
        return any(c <= support for c in self.contradictions)

    def _learn(self, variable: Variable, label: Label, side: Mapping[Variable, _Labels]) -> bool:
        if self._impossible(label.support) or not side[variable].add(label):
            return False
        for low in self.low[variable].kept if side is self.high else [label]:
            for high in self.high[variable].kept if side is self.low else [label]:
                if low.bound > high.bound:
                    self._contradict(low.support | high.support)
        return True

    def _contradict(self, support: Support) -> None:
        if not self._impossible(support):
            kept = {c for c in self.contradictions if not support <= c}
            self.contradictions = kept | {support}

    def interval(self, variable: Variable) -> Interval:
        low = max(self.low[variable].kept, key=lambda k: (k.bound, -len(k.support)))
        high = min(self.high[variable].kept, key=lambda k: (k.bound, len(k.support)), default=None)
        if high is None:
            return Interval(low.bound, None, low.support)
        return Interval(low.bound, high.bound, low.support | high.support)


def solve(
    variables: Iterable[Variable], sums: Sequence[Sum], assertions: Sequence[Assertion]
) -> Solution:
    """Propagate to the tightest bounds; collect every smallest set that cannot hold together.

    Contradictions are sorted by size, then by index. Every variable of a sum or an assertion must
    be among `variables`.
    """
    ordered = sorted(set(variables), key=repr)
    solver = _Solver(ordered, sums)
    solver.assert_all(assertions)
    solver.run()
    found = sorted(solver.contradictions, key=lambda c: (len(c), sorted(c)))
    return Solution({v: solver.interval(v) for v in ordered}, tuple(found))
