"""The head-count: cells with their tightest bounds, smallest contradictions, open questions.

Invariant: a cell with figures shows all of them between its bounds; a cell nobody reported shows
what the uncontested figures imply; nothing contested narrows a bound.
"""

from collections.abc import Mapping, Sequence

from caseweave.model import Cell, HeadCount, HeadCountConflict
from caseweave.reconcile import counts
from caseweave.reconcile.accounting import questions
from caseweave.reconcile.bounds import Assertion, Interval, Support, Variable, solve
from caseweave.reconcile.days import Days, days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.figures import figure
from caseweave.reconcile.ledger import PEOPLE, CellKey, Entry, Ledger, assertions, ledger
from caseweave.reconcile.scenarios import scenario_cells
from caseweave.reconcile.settings import PASSING, settings
from caseweave.reconcile.wording import joined

_MOST_OF_THEM = 2  # a later figure speaks of all if it is more than one in so many of them
_INFERRED = ("people.women", "people.men", "people.children")


def headcount(docket: Docket) -> HeadCount:
    """The ledger of an incident."""
    book = ledger(docket)
    if not book.entries:
        return HeadCount()
    said = assertions(book.entries)
    solved = solve(book.variables(), book.sums, said)
    contested = frozenset(i for c in solved.contradictions for i in c)
    calm = [a if i not in contested else Assertion(()) for i, a in enumerate(said)]
    bounds = solve(book.variables(), book.sums, [*calm, *_hulls(book, contested)]).intervals
    if solved.contradictions and any(
        b.high is not None and b.low > b.high for b in bounds.values()
    ):
        bounds = solve(book.variables(), book.sums, calm).intervals
    cells = [_cell(book, key, bounds) for key in book.keys]
    cells += _implied(book, bounds)
    return HeadCount(
        cells=(*cells, *scenario_cells(book)),
        conflicts=_conflicts(book, solved.contradictions),
        open=questions(book),
    )


def _hulls(book: Ledger, contested: Support) -> list[Assertion]:
    """Where figures for one cell differ, what all of them allow together."""
    found = []
    for key in book.keys:
        here = [i for i, e in enumerate(book.entries) if e.key == key and i in contested]
        if here:
            low, high = _hull([counts.bounds(book.entries[i].value) for i in here])
            found.append(Assertion(((key, low, high),)))
    return found


def _cell(book: Ledger, key: CellKey, bounds: Mapping[Variable, Interval]) -> Cell:
    entries = book.of(key)
    limits = [counts.bounds(e.value) for e in entries]
    meet = all(a.meets(b) for a in limits for b in limits)
    low, high = _hull(limits)
    if meet:
        low = max(b.low for b in limits)
        high = min((b.high for b in limits if b.high is not None), default=None)
    tight = bounds.get(key)
    if tight is not None and meet and (tight.high is None or tight.low <= tight.high):
        low = max(low, tight.low)
        high = tight.high if high is None else high if tight.high is None else min(high, tight.high)
    if high is not None and low > high:
        low, high = min(b.low for b in limits), max(low, high)
    return Cell(
        status=key.status,
        population=key.population,
        at=key.at,
        low=low,
        high=high,
        best=_best(entries, low, high),
        claims=tuple(sorted({c for e in entries for c in e.claims})),
    )


def _hull(limits: Sequence[counts.Bounds]) -> tuple[int, int | None]:
    """What all figures allow together; "at least 1" beside 5 and 6 makes those no smaller."""
    closed = [b for b in limits if b.high is not None]
    if not closed:
        return min(b.low for b in limits), None
    low, high = min(b.low for b in closed), max(b.high or 0 for b in closed)
    return low, None if any(b.high is None and b.low > high for b in limits) else high


def _best(entries: Sequence[Entry], low: int, high: int | None) -> int | None:
    if low == high:
        return low
    exact = {e.exact for e in entries if e.exact is not None}
    if len(exact) == 1 and low <= max(exact) and (high is None or max(exact) <= high):
        return max(exact)
    named = {counts.number(e.value) for e in entries}
    only = named.pop() if len(named) == 1 else None
    if only is None:
        return None
    return max(low, only if high is None else min(only, high))


def _implied(book: Ledger, bounds: Mapping[Variable, Interval]) -> list[Cell]:
    """Cells that nobody reported: the whole, the other sex, those in no known status."""
    found = []
    if PEOPLE not in book.keys:
        found.append(_inferred(book, PEOPLE, bounds[PEOPLE]))
    if any(e.key.status in _INFERRED for e in book.entries):
        for name in _INFERRED:
            key = CellKey(name, None, None)
            if key not in book.keys and bounds[key].high is not None:
                found.append(_inferred(book, key, bounds[key]))
    moments = sorted({k.at for k in book.keys if k.at and k.population is None})
    for moment in moments:
        cell = _unknown_at(book, moment, bounds)
        if cell is not None and not _holds_a_finer(moment, moments):
            found.append(cell)
    return found


def _holds_a_finer(moment: str, others: Sequence[str]) -> bool:
    """Whether a coarse moment ("late May") has days in it that tell where people stood."""
    mine = days_of(moment)
    inside = [days_of(o) for o in others if o != moment]
    return mine is not None and any(
        o is not None and o.length < mine.length and mine.low <= o.low and o.high <= mine.high
        for o in inside
    )


def _inferred(book: Ledger, key: CellKey, interval: Interval) -> Cell:
    claims = {c for i in interval.support if i < len(book.entries) for c in book.entries[i].claims}
    low, high = interval.low, interval.high
    return Cell(
        status=key.status,
        at=key.at,
        low=low,
        high=high if high is None or high >= low else None,
        best=low if low == high else None,
        claims=tuple(sorted(claims)),
    )


def _unknown_at(book: Ledger, moment: str, bounds: Mapping[Variable, Interval]) -> Cell | None:
    """Those of the whole who are in no known status at a moment."""
    whole = bounds[PEOPLE]
    classes: dict[str, list[CellKey]] = {}
    for key in book.keys:
        rule = settings().statuses.get(key.status)
        if (
            rule is not None
            and key.at == moment
            and key.population is None
            and rule.kind not in PASSING
        ):
            classes.setdefault(rule.kind, []).append(key)
    if "held" in classes and set(classes) - {"held", "away", "dead", "missing"}:
        del classes["held"]  # detained and sent on in one day: the same people
    if whole.high is None or not classes:
        return None
    classes |= _still_standing(book, moment, set(classes))
    keys = [k for ks in classes.values() for k in ks]
    lows = sum(max(_cell(book, k, bounds).low for k in ks) for ks in classes.values() if ks[0].at)
    tops = [[_cell(book, k, bounds).high for k in ks] for ks in classes.values()]
    open_end = any(h is None for top in tops for h in top)
    highs = None if open_end else sum(max(h for h in top if h is not None) for top in tops)
    low = 0 if highs is None else max(0, whole.low - highs)
    high = max(low, whole.high - lows)
    claims = {c for e in book.entries if e.key in {*keys, PEOPLE} for c in e.claims}
    return Cell(
        status="unknown",
        at=moment,
        low=low,
        high=high,
        best=low if low == high else None,
        claims=tuple(sorted(claims)),
    )


def _still_standing(book: Ledger, moment: str, here: set[str]) -> dict[str, list[CellKey]]:
    """The last figures from before a moment that only deaths, losses and flights followed.

    Those tell of some; the others still stand where they were last told to. Undated figures may
    be of this moment: they are given too, and only loosen what is left over.
    """
    now = days_of(moment)
    if now is None:
        return {}
    rules = settings().statuses
    last: dict[str, list[CellKey]] = {}
    mine = [k for k in book.keys if k.population is None and k.status in rules]
    dated = {k.status for k in mine if k.at}
    for key in mine:
        kind, span = rules[key.status].kind, days_of(key.at)
        passing = kind in PASSING or kind in here or kind == "missing"
        if passing or (span is None and key.status in dated):
            continue
        if span is not None and not span.high < now.low:
            continue
        last.setdefault(kind, []).append(key)
    found = {}
    for kind, keys in last.items():
        latest = max((s for k in keys if (s := days_of(k.at))), default=None)
        newest = [k for k in keys if days_of(k.at) == latest]
        if latest is None or not _followed(book, newest, latest, now):
            found[kind] = newest
    return found


def _followed(book: Ledger, last: Sequence[CellKey], span: Days, now: Days) -> bool:
    """Whether a later status, up to now, tells what became of most of a class of people."""
    rules = settings().statuses
    most = max(_told(book, k) for k in last)
    kind = rules[last[0].status].kind
    for key in book.keys:
        other = days_of(key.at)
        if key.population is not None or key.status not in rules or other is None:
            continue
        some_only = rules[key.status].kind in {kind, "dead", "missing", "away", *PASSING}
        later = span.high < other.low <= now.high
        if later and not some_only and _MOST_OF_THEM * _told(book, key) > most:
            return True
    return False


def _told(book: Ledger, key: CellKey) -> int:
    return max(counts.number(e.value) or 0 for e in book.of(key))


def _conflicts(book: Ledger, contradictions: Sequence[Support]) -> tuple[HeadCountConflict, ...]:
    """Each set of claims once: a claim that bears a part and the whole contradicts as the whole."""
    found: dict[tuple[str, ...], HeadCountConflict] = {}
    told = [[book.entries[i] for i in sorted(one)] for one in contradictions]
    for entries in sorted(told, key=lambda es: sum(e.key.population is not None for e in es)):
        claims = tuple(sorted(e.readings[0].claim.id for e in entries))
        found.setdefault(
            claims,
            HeadCountConflict(claims=claims, because=_why(entries), about=_about(entries)),
        )
    return tuple(found.values())


def _about(entries: Sequence[Entry]) -> str:
    """The widest head-count that a contradiction speaks of: its whole, else its largest figure."""
    if any(e.key == PEOPLE for e in entries):
        return PEOPLE.status
    if len({e.key.status for e in entries}) > 1 and any(e.value.of is not None for e in entries):
        return PEOPLE.status
    widest = max(entries, key=lambda e: (e.key.population is None, counts.number(e.value) or 0))
    return widest.key.status


def _why(entries: Sequence[Entry]) -> str:
    """A contradiction in words, with its sum where parts exceed a whole."""
    told = [figure(e) for e in entries]
    if len(entries) == 1:
        return f"{told[0]} cannot be: a part is larger than its whole."
    if len({e.key for e in entries}) == 1:
        return f"{joined(told)} are figures for the same people at the same moment."
    exact = [e.exact or counts.bounds(e.value).low for e in entries]
    whole = _whole_of(entries)
    if whole is not None and len(entries) > 2:
        at = entries.index(whole)
        parts = [n for i, n in enumerate(exact) if i != at]
        total = f"{' + '.join(str(n) for n in parts)} = {sum(parts)}"
        others = [t for i, t in enumerate(told) if i != at]
        return f"{joined(others)} make {total}, more than {told[at]}."
    larger = _larger_whole(entries, whole)
    if larger:
        return f"{joined(told)} cannot hold together: {larger}."
    return f"{joined(told)} cannot hold together: a part cannot be larger than its whole."


def _larger_whole(entries: Sequence[Entry], whole: Entry | None) -> str | None:
    """Where a part itself fits, but the whole that it is told of does not: that, in words."""
    top = counts.bounds(whole.value).high if whole else None
    for entry in entries:
        told = entry.value.of
        if entry is whole or told is None or top is None or told <= top:
            continue
        if (counts.bounds(entry.value).low or 0) <= top:
            return f"a whole of {told} is more than {top}"
    return None


def _whole_of(entries: Sequence[Entry]) -> Entry | None:
    return next((e for e in entries if e.key == PEOPLE), None)
