"""Events in the order of happening, each with the day on which it was first reported.

Invariant: an entry rests on claims; an unresolved day comes last and is not guessed.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from caseweave.model import CategoryValue, Claim, CountValue, DateValue, TimelineEntry
from caseweave.reconcile import counts
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.settings import settings, status_of_kind, words
from caseweave.reconcile.wording import joined

Slot = tuple[str, str | None]
# Of one day, what happened comes before the statuses it led to, and words about it last.
_FIRST, _LAST = -1, 99
_MOST_TELLERS = 3
# A day that is named in passing is the day of nothing that the report tells, as is the day on
# which an outlet itself writes.
_NO_EVENT = {"mentioned"}


def timeline(docket: Docket) -> tuple[TimelineEntry, ...]:
    """Entries sorted by their days, then by the order of statuses."""
    slots = _slots(docket)
    dated = {kind for kind, at in slots if at is not None}
    entries = [
        _entry(docket, slot, claims)
        for slot, claims in slots.items()
        if slot[1] is not None or slot[0] not in dated or _counted(docket, claims)
    ]
    return tuple(sorted(entries, key=lambda e: (_when(e.at), _rank(e), e.event)))


def _counted(docket: Docket, ids: set[str]) -> bool:
    """Whether a number is told: what stands on its day already needs no bare word without one."""
    return any(isinstance(c.value, CountValue) for c in docket.claims if c.id in ids)


def _when(at: str | None) -> tuple[date, date]:
    span = days_of(at)
    return (span.low, span.high) if span else (date.max, date.max)


def _rank(entry: TimelineEntry) -> int:
    orders = [settings().statuses[f].order for f in entry.findings if f in settings().statuses]
    if "date.statement" in entry.findings or entry.event == "statement":
        return _LAST
    return min(orders, default=_FIRST)


def _slots(docket: Docket) -> dict[Slot, set[str]]:
    """Claims by kind of event and day; undated ones join the only day their kind has."""
    found: dict[Slot, set[str]] = defaultdict(set)
    for claim in docket.claims:
        if claim.stance != "asserts" or claim.alternative_of or claim.factuality != "happened":
            continue
        for slot in _slots_of(docket, claim):
            own = slot[0] == "statement" and docket.origin(claim).kind == "outlet"
            if slot[0] not in _NO_EVENT and not own:
                found[slot].add(claim.id)
    days: dict[str, set[str]] = defaultdict(set)
    for kind, at in found:
        if at is not None:
            days[kind].add(at)
    merged: dict[Slot, set[str]] = defaultdict(set)
    for (kind, at), claims in found.items():
        merged[kind, _finest(at, days[kind])] |= claims
    return merged


def _finest(at: str | None, days: Iterable[str]) -> str | None:
    """A coarser day joins the one finer day inside it; an unknown one joins an only day."""
    mine = days_of(at)
    inside = []
    for day in sorted(days):
        span = days_of(day)
        if span and (mine is None or (mine.meets(span) and span.length < mine.length)):
            inside.append(day)
    return inside[0] if len(inside) == 1 else at


def _slots_of(docket: Docket, claim: Claim) -> list[Slot]:
    if isinstance(claim.value, DateValue) and claim.attribute.startswith("date."):
        return [(_kind(claim.attribute.removeprefix("date.")), claim.value.edtf)]
    if claim.attribute == "event" and isinstance(claim.value, CategoryValue):
        if claim.value.value == "statement":
            return []  # its sentence may name the day of anything: only a day of its own counts
        return [(_kind(claim.value.value), docket.event_day(claim))]
    if isinstance(claim.value, CountValue) and claim.attribute in settings().statuses:
        if claim.value.population is None and settings().rule_of(claim.attribute).rule == "count":
            return [(claim.attribute, docket.moment.get(claim.id))]
        return [(claim.attribute, docket.event_day(claim) or docket.moment.get(claim.id))]
    return []


def _kind(name: str) -> str:
    return status_of_kind().get(name, name)


def _entry(docket: Docket, slot: Slot, ids: set[str]) -> TimelineEntry:
    kind, at = slot
    claims = [c for c in docket.claims if c.id in ids]
    days = sorted(d for c in claims if (d := docket.day(c)))
    return TimelineEntry(
        at=at,
        event=_words(docket, kind, claims),
        findings=tuple(sorted({c.attribute for c in claims})),
        claims=tuple(sorted(ids)),
        first_reported=days[0] if days else None,
    )


def _words(docket: Docket, kind: str, claims: list[Claim]) -> str:
    """As "14 people detained", "released", "statement of Ada Moor"."""
    rule = settings().statuses.get(kind)
    if kind == "statement":
        return f"statement of {_tellers(docket, claims)}"
    name = rule.done if rule else words("events").get(kind, kind.replace("_", " "))
    told = [c.value for c in claims if isinstance(c.value, CountValue) and not c.value.population]
    numbers = sorted({n for v in told if (n := counts.number(v)) is not None})
    if not numbers:
        return str(name)
    if len(numbers) == 1:
        one = max(told, key=lambda v: (counts.is_exact(v), v.of is not None))
        noun = "person" if numbers[0] == 1 and not one.of else "people"
        text = counts.said(one)
        return f"{text} {noun} {name}" if text[-1:].isdigit() else f"{text} {name}"
    return f"{' or '.join(f'{n:,}' for n in numbers)} people {name}"


def _tellers(docket: Docket, claims: list[Claim]) -> str:
    names = sorted({docket.origin(c).name for c in claims})
    if len(names) > _MOST_TELLERS:
        names = [*names[: _MOST_TELLERS - 1], f"{len(names) - _MOST_TELLERS + 1} others"]
    return joined(names)
