"""Rules for numbers: counts of people, moving tolls, series of statistics.

Invariant: low <= best <= high; in a conflict no figure is chosen, but for a toll that more origins
give than any other (UCDP's low, best and high; IOM's number of independent sources).
"""

from collections.abc import Sequence

from caseweave.model import CountValue, Value
from caseweave.reconcile import counts
from caseweave.reconcile.alike import Kind
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.outcome import Outcome
from caseweave.reconcile.readings import Group, Reading
from caseweave.reconcile.retold import without_retold
from caseweave.reconcile.tallies import tallies
from caseweave.reconcile.verdicts import Judgement, judge
from caseweave.reconcile.ways import Ways
from caseweave.reconcile.wording import accounts, because


def _same(a: Value, b: Value) -> bool:
    one, other = counts.count_of(a), counts.count_of(b)
    return (
        counts.bounds(one) == counts.bounds(other)
        and counts.number(one) == counts.number(other)
        and (one.of is None or other.of is None or one.of == other.of)
    )


COUNTS = Kind(
    same=_same,
    holds=lambda a, b: counts.hold_together(counts.count_of(a), counts.count_of(b)),
    said=lambda v: counts.said(counts.count_of(v)),
    size=lambda v: counts.number(counts.count_of(v)),
)


def count_rule(docket: Docket, group: Group) -> Outcome:
    """Exact figures of different origins for one moment conflict; bounds and parts hold."""
    group = _only_counts(group)
    told, back = without_retold(docket, group.held)
    ways = Ways(docket, told)
    figures, parts = tallies(docket, told, ways)
    group = group._replace(held=tuple(figures), aside=(*group.aside, *back, *parts))
    judged = judge(docket, group, COUNTS._replace(beside=ways.beside, told=ways.of))
    low, best, high = _estimate(judged, ways)
    note = ways.told(judged.standing) if judged.verdict == "compatible" else ""
    return Outcome(
        verdict=judged.verdict,
        because=because(group, judged, COUNTS, note),
        value=_value(low, best, high, group),
        low=low,
        best=best,
        high=high,
        standing=judged.standing,
    )


def toll_rule(docket: Docket, group: Group) -> Outcome:
    """As `count_rule`, where `replacements` lets the figure of a later day replace earlier ones.

    Casualty records name a best estimate also in a conflict (UCDP): the figure that more origins
    give than any other, where there is one.
    """
    found = count_rule(docket, group)
    best = _plurality(found.standing) if found.verdict == "conflict" else found.best
    if best is None or found.low is None or best == found.best:
        return found
    low, high = min(found.low, best), None if found.high is None else max(found.high, best)
    return found._replace(value=_value(low, best, high, group), low=low, best=best, high=high)


def series_rule(docket: Docket, group: Group) -> Outcome:
    """Figures of a statistic in order of their days; a growing one is no conflict."""
    group = _only_counts(group)
    if not group.held:
        return Outcome(verdict="unknown", because="No figure of the statistic is asserted.")
    numbers = {counts.number(counts.count_of(r.value)) for r in group.held}
    origins = {docket.independent(r.origin) for r in group.held}
    last = group.held[-1]
    if len(numbers) > 1:
        told = accounts(group.held, COUNTS.said)
        text = f"A series by day of report, not a conflict: {told}."
        verdict = Outcome("compatible", text)
    else:
        word = "agreed" if len(origins) > 1 else "single"
        verdict = Outcome(
            "agreed" if word == "agreed" else "single",
            f"One figure is given: {accounts(group.held, COUNTS.said)}.",
        )
    value = counts.count_of(last.value)
    return verdict._replace(
        value=value, low=value.low, best=value.best, high=value.high, standing=group.held
    )


def _only_counts(group: Group) -> Group:
    """A head-count that an analyst corrected to something else cannot be reckoned with."""
    return group._replace(held=tuple(r for r in group.held if isinstance(r.value, CountValue)))


def _value(low: int | None, best: int | None, high: int | None, group: Group) -> CountValue | None:
    if low is None:
        return None
    exact = low == high == best
    return CountValue(
        low=low,
        best=best,
        high=high,
        qualifier="exact" if exact else "range" if high is not None else "at_least",
        population=group.population,
        words=f"{low}" if exact else f"{low} to {high}" if high is not None else f"at least {low}",
    )


def _estimate(judged: Judgement, ways: Ways) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of what stands (UCDP)."""
    standing = judged.standing
    if not standing:
        return None, None, None
    if judged.verdict == "conflict":
        return _rival_estimate(judged)
    main = _representative(standing)
    value = counts.count_of(main.value)
    limits = counts.bounds(value)
    for reading in standing:
        other = counts.bounds(counts.count_of(reading.value))
        if reading.origin != main.origin and limits.meets(other):
            limits = limits.both(other)
        elif (
            _apart(main, reading)
            and not _part_beside(standing, main, reading)
            and not ways.bounds(main, reading)
        ):
            high = (
                limits.high
                if other.high is None or limits.high is None
                else max(limits.high, other.high)
            )
            limits = counts.Bounds(min(limits.low, other.low), high)
    best = counts.number(value)
    if best is not None:
        best = max(limits.low, best if limits.high is None else min(best, limits.high))
    return limits.low, best, limits.high


def _apart(main: Reading, other: Reading) -> bool:
    """Whether a figure tells another moment or a part of the whole, so that both bound it."""
    if other.origin == main.origin and other.claim.report == main.claim.report:
        one, two = days_of(main.moment), days_of(other.moment)
        return one is not None and two is not None and not one.meets(two)
    return True


def _part_beside(standing: Sequence[Reading], main: Reading, other: Reading) -> bool:
    """Whether a report that tells the figure also tells this part of it ("2 of the 5")."""
    beside = {r.claim.report for r in standing if COUNTS.same(r.value, main.value)}
    return counts.count_of(other.value).of is not None and other.claim.report in beside


def _rival_estimate(judged: Judgement) -> tuple[int | None, int | None, int | None]:
    """The lowest and the highest figure named; a best one only where all name the same."""
    sides = {r.claim.id: r for pair in judged.rivals for r in pair}
    chosen = list(sides.values()) or [h for h, _ in judged.denied]
    numbers = [n for r in chosen if (n := counts.number(counts.count_of(r.value))) is not None]
    best = numbers[0] if len(set(numbers)) == 1 else None
    return min(numbers, default=None), best, max(numbers, default=None)


def _plurality(standing: Sequence[Reading]) -> int | None:
    """The exact figure that more origins give than any other, or None."""
    votes: dict[int, set[str]] = {}
    for reading in standing:
        value = counts.count_of(reading.value)
        number = counts.number(value)
        if number is not None and counts.is_exact(value):
            votes.setdefault(number, set()).add(reading.origin)
    ranked = sorted(((len(o), n) for n, o in votes.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _representative(standing: Sequence[Reading]) -> Reading:
    """The figure that most origins give; then the exact, the most reported, the whole of parts."""

    def weight(reading: Reading) -> tuple[object, ...]:
        value = counts.count_of(reading.value)
        alike = [r for r in standing if COUNTS.same(r.value, value)]
        return (
            len({r.origin for r in alike}),
            counts.is_exact(value),
            value.of is None,
            len({r.claim.report for r in alike}),
            counts.number(value) or 0,
            reading.claim.id,
        )

    return max(standing, key=weight)
