"""Exact integer reasoning over numbers of people: tightest bounds and smallest contradictions.

Variables are whole numbers from zero up. A `Sum` says that the parts never exceed the whole, an
`Assertion` bounds variables by what one or more claims say. Such a system holds if and only if it
holds with every variable as small as it can be, so lower bounds alone decide. Each carries the
assertions it rests on (labels, as in de Kleer's assumption-based truth maintenance, 1986): one
above an asserted upper bound names a set that cannot hold together.

Invariant: bounds hold in every solution; every contradiction is minimal; sums make no circle.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

Variable = Hashable
Support = frozenset[int]
# Labels kept per lower bound, those resting on fewest assertions first, then the strongest: the
# sets that a reader can follow. Beyond it some larger contradictions are left unnamed.
_MOST_LABELS = 32


class Sum(NamedTuple):
    """`whole >= sum(parts)`."""

    whole: Variable
    parts: tuple[Variable, ...]


class Assertion(NamedTuple):
    """What is said of variables: `(variable, low, high)`, `high` None where open."""

    says: tuple[tuple[Variable, int, int | None], ...]


class Interval(NamedTuple):
    """Tightest bounds of a variable, and the assertions (by index) they rest on."""

    low: int
    high: int | None
    support: Support


class Solution(NamedTuple):
    """`intervals` hold only where there is no contradiction."""

    intervals: Mapping[Variable, Interval]
    contradictions: tuple[Support, ...]


class _Label(NamedTuple):
    """A lower or upper bound and the assertions it rests on, as a bit mask of indices."""

    bound: int
    mask: int


def solve(
    variables: Iterable[Variable], sums: Sequence[Sum], assertions: Sequence[Assertion]
) -> Solution:
    """The tightest bounds, and every smallest set of assertions that cannot hold together.

    Contradictions are sorted by size, then by index. Every variable of a sum or an assertion must
    be among `variables`. Raises ValueError where sums run in a circle.
    """
    ordered = _parts_first(sorted(set(variables), key=repr), sums)
    found = _contradictions(ordered, sums, assertions)
    return Solution(_intervals(ordered, sums, assertions), found)


def _parts_first(variables: Sequence[Variable], sums: Sequence[Sum]) -> list[Variable]:
    """Every variable after the parts that it is the whole of."""
    parts: dict[Variable, list[Variable]] = {}
    for one in sums:
        parts.setdefault(one.whole, []).extend(one.parts)
    done: dict[Variable, bool] = {}
    ordered: list[Variable] = []

    def visit(variable: Variable) -> None:
        if variable in done:
            if not done[variable]:
                raise ValueError(f"sums run in a circle through {variable!r}")
            return
        done[variable] = False
        for part in parts.get(variable, ()):
            visit(part)
        done[variable] = True
        ordered.append(variable)

    for variable in variables:
        visit(variable)
    return ordered


def _contradictions(
    ordered: Sequence[Variable], sums: Sequence[Sum], assertions: Sequence[Assertion]
) -> tuple[Support, ...]:
    labels: dict[Variable, list[_Label]] = {}
    by_whole = _by_whole(sums)
    highs = _asserted(assertions, upper=True)
    lows = _asserted(assertions, upper=False)
    found: list[int] = []
    for variable in ordered:
        fresh = [_Label(0, 0), *lows.get(variable, ())]
        for one in by_whole.get(variable, ()):
            fresh += _totals([labels[p] for p in one.parts], found)
        labels[variable] = _undominated(fresh)
        for top in highs.get(variable, ()):
            for low in labels[variable]:
                if low.bound > top.bound:
                    found = _with(found, low.mask | top.mask)
    return tuple(sorted((_indices(m) for m in found), key=lambda c: (len(c), sorted(c))))


def _by_whole(sums: Sequence[Sum]) -> dict[Variable, list[Sum]]:
    found: dict[Variable, list[Sum]] = {}
    for one in sums:
        if one.parts:
            found.setdefault(one.whole, []).append(one)
    return found


def _asserted(assertions: Sequence[Assertion], *, upper: bool) -> dict[Variable, list[_Label]]:
    found: dict[Variable, list[_Label]] = {}
    for index, assertion in enumerate(assertions):
        for variable, low, high in assertion.says:
            bound = high if upper else low
            if bound is not None and (upper or bound > 0):
                found.setdefault(variable, []).append(_Label(bound, 1 << index))
    return found


def _totals(parts: Sequence[Sequence[_Label]], impossible: Sequence[int]) -> list[_Label]:
    """Lower bounds of a sum, without those that rest on a contradiction already known."""
    total = [_Label(0, 0)]
    for labels in parts:
        total = _undominated(
            [
                _Label(a.bound + b.bound, a.mask | b.mask)
                for a in total
                for b in labels
                if not any((a.mask | b.mask) & c == c for c in impossible)
            ]
        )
    return total


def _undominated(labels: Iterable[_Label]) -> list[_Label]:
    """Labels of which none gives as strong a bound on fewer assertions."""
    kept: list[_Label] = []
    for label in sorted(set(labels), key=_rank):
        if not any(k.bound >= label.bound and k.mask & label.mask == k.mask for k in kept):
            kept.append(label)
            if len(kept) == _MOST_LABELS:
                break
    return kept


def _rank(label: _Label) -> tuple[int, int, int]:
    return label.mask.bit_count(), -label.bound, label.mask


def _with(found: list[int], mask: int) -> list[int]:
    """The contradictions with one more, none of which holds another."""
    if any(mask & c == c for c in found):
        return found
    return [*(c for c in found if c & mask != mask), mask]


def _indices(mask: int) -> Support:
    return frozenset(i for i in range(mask.bit_length()) if mask >> i & 1)


def _intervals(
    ordered: Sequence[Variable], sums: Sequence[Sum], assertions: Sequence[Assertion]
) -> dict[Variable, Interval]:
    """Lower bounds from the parts up, then upper bounds from the wholes down."""
    by_whole = _by_whole(sums)
    asserted_low = _asserted(assertions, upper=False)
    low: dict[Variable, _Label] = {}
    for variable in ordered:
        options = [_Label(0, 0), *asserted_low.get(variable, ())]
        options += [_added([low[p] for p in one.parts]) for one in by_whole.get(variable, ())]
        low[variable] = max(options, key=lambda k: (k.bound, -k.mask.bit_count(), -k.mask))
    high = {v: _lowest(tops) for v, tops in _asserted(assertions, upper=True).items()}
    for variable in reversed(ordered):
        top = high.get(variable)
        for one in by_whole.get(variable, ()) if top is not None else ():
            for part in one.parts:
                rest = _added([low[p] for p in one.parts if p != part])
                room = _Label(top.bound - rest.bound, top.mask | rest.mask) if top else None
                high[part] = _lowest([k for k in (high.get(part), room) if k is not None])
    return {v: _interval(low[v], high.get(v)) for v in ordered}


def _added(labels: Sequence[_Label]) -> _Label:
    mask = 0
    for label in labels:
        mask |= label.mask
    return _Label(sum(k.bound for k in labels), mask)


def _lowest(labels: Sequence[_Label]) -> _Label:
    return min(labels, key=lambda k: (k.bound, k.mask.bit_count(), k.mask))


def _interval(low: _Label, high: _Label | None) -> Interval:
    if high is None:
        return Interval(low.bound, None, _indices(low.mask))
    return Interval(low.bound, high.bound, _indices(low.mask | high.mask))
