"""Date, place and title of an incident, made from its findings.

Invariant: no word of a report enters the title; what is not known is left out of it.
"""

from collections.abc import Sequence
from datetime import date

from caseweave.gazetteer import gazetteer
from caseweave.model import (
    CategoryValue,
    DateValue,
    Finding,
    IncidentDate,
    PlaceValue,
)
from caseweave.reconcile import parties
from caseweave.reconcile.days import Days, days_of, in_words
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.places import fineness
from caseweave.reconcile.settings import settings, status_of_kind
from caseweave.reconcile.wording import joined
from caseweave.schema import load_types

_MOST_STATUSES = 3
_ASIDE = {"date.statement"}


def incident_date(docket: Docket, findings: Sequence[Finding]) -> IncidentDate | None:
    """The best date, and the span that the standing claims allow."""
    by_name = {f.attribute: f for f in findings if f.population is None}
    dated = [f for f in findings if f.rule == "date" and f.attribute not in _ASIDE]
    first = by_name.get("date")
    chosen = (
        [first]
        if first and _readable(docket, first)
        else [f for f in dated if _readable(docket, f)]
    )
    spans = [s for f in chosen for s in _readable(docket, f)] or _of_events(docket)
    if not spans:
        return None
    best = next((s for f in chosen if (s := _own(f))), None) or min(
        spans, key=lambda s: (s[0].length, s[0])
    )
    narrow = [s for s, _ in spans if best[0].meets(s)] if len(spans) > 1 else []
    low = min([best[0].low, *(s.low for s in narrow if s.length <= best[0].length)])
    high = max([best[0].high, *(s.high for s in narrow if s.length <= best[0].length)])
    if first is not None and first.verdict == "conflict":
        low, high = min(s.low for s, _ in spans), max(s.high for s, _ in spans)
    return IncidentDate(low=low.isoformat(), high=high.isoformat(), edtf=best[1])


def _of_events(docket: Docket) -> list[tuple[Days, str]]:
    """Without a claim of a date: the days of the events that the mentions tell."""
    days = {e.date for m in docket.mentions.values() for e in m.events if e.kind != "statement"}
    return sorted((span, d) for d in days if d is not None and (span := days_of(d)))


def _own(finding: Finding) -> tuple[Days, str] | None:
    value = finding.value
    if isinstance(value, DateValue) and value.edtf and (span := days_of(value.edtf)):
        return span, value.edtf
    return None


def _readable(docket: Docket, finding: Finding) -> list[tuple[Days, str]]:
    """The days that the claims of a finding assert."""
    found = []
    for claim in docket.claims:
        value = claim.value
        if claim.id in finding.claims and isinstance(value, DateValue) and value.edtf:
            span = days_of(value.edtf)
            if span and claim.stance == "asserts" and claim.alternative_of is None:
                found.append((span, value.edtf))
    return sorted(found)


def incident_place(docket: Docket, findings: Sequence[Finding]) -> PlaceValue | None:
    """The place found; in a conflict the one told most, then the finest."""
    finding = next((f for f in findings if f.attribute == "place"), None)
    if finding is None:
        return None
    if isinstance(finding.value, PlaceValue):
        return finding.value
    told: dict[str, tuple[set[str], PlaceValue]] = {}
    for claim in docket.claims:
        if claim.id in finding.claims and isinstance(claim.value, PlaceValue):
            key = f"{claim.value.country} {parties.tokens(claim.value.name)}"
            told.setdefault(key, (set(), claim.value))[0].add(docket.origin_of[claim.id])
    ranked = sorted(told.items(), key=lambda t: (-len(t[1][0]), -fineness(t[1][1]), t[0]))
    return ranked[0][1][1] if ranked else None


def title(
    docket: Docket,
    findings: Sequence[Finding],
    when: IncidentDate | None,
    where: PlaceValue | None,
) -> str:
    """As "9 people detained and released, Karsa, Bolivia, May 2031"."""
    parts = [_who_and_what(docket, findings), *_where(where), *_when(when)]
    text = ", ".join(p for p in parts if p)
    return text[:1].upper() + text[1:]


def _who_and_what(docket: Docket, findings: Sequence[Finding]) -> str:
    whole = {f.attribute: f for f in findings if f.population is None}
    told = [(_told(docket, whole, s), s) for s in settings().statuses]
    most = sorted(((n, s) for n, s in told if n), reverse=True)[:_MOST_STATUSES]
    shown = sorted((s for _, s in most), key=lambda s: settings().statuses[s].order)
    counted = [f for a, f in whole.items() if (a == "people" or a in shown) and f.low is not None]
    sized = _sized(whole.get("people"), counted)
    size = f"{_range(sized)} {_noun(sized)}" if sized else ""
    own = [s for s in shown if s in whole and _range(whole[s]) not in {"", _range(sized)}]
    done = joined([settings().statuses[s].done for s in shown if s not in own])
    if not shown:
        types = [t.title for t in load_types() if t.name == docket.linked.type]
        done = "" if size else (types[0] if types else docket.linked.type)
    head = f"{size} {done}".strip()
    told_apart = ", ".join(f"{_range(whole[s])} {settings().statuses[s].done}" for s in own)
    if not told_apart:
        return head
    return f"{head}{';' if done else ':'} {told_apart}"


def _told(docket: Docket, whole: dict[str, Finding], name: str) -> int:
    """How many claims tell as fact that people came to this status."""
    kinds = {k for k, s in status_of_kind().items() if s == name} | {name}
    finding = whole.get(name)
    if finding is not None and (finding.high == 0 or finding.verdict == "unknown"):
        finding = None
    events = whole["event"].claims if "event" in whole else ()
    counted = finding.claims if finding is not None else ()
    told = 0
    for claim in docket.claims:
        fact = (claim.stance, claim.factuality) == ("asserts", "happened")
        event = isinstance(claim.value, CategoryValue) and claim.value.value in kinds
        told += fact and (claim.id in counted or (event and claim.id in events))
    return told


def _sized(people: Finding | None, counted: Sequence[Finding]) -> Finding | None:
    """What tells how many: the whole, unless it is not told or fewer than have one status."""
    largest = max(counted, key=lambda f: (_top(f), f.best or f.low or 0, f.attribute), default=None)
    if people is None or people.low is None:
        return max(counted, key=lambda f: (f.best or f.low or 0, f.attribute), default=None)
    return people if largest is None or _top(largest) <= _top(people) else largest


def _top(found: Finding) -> int:
    """The largest number that `_range` shows; a figure open above is as large as its least."""
    if found.best is not None and found.verdict != "conflict":
        return found.best
    return found.high or found.low or 0


def _range(found: Finding | None) -> str:
    """As "9", "11 to 14", "at least 20"; empty where no number is told."""
    if found is None or found.low is None:
        return ""
    open_figure = found.best is None or found.verdict == "conflict"
    if open_figure and found.low != found.high:
        return f"{found.low:,} to {found.high:,}" if found.high else f"at least {found.low:,}"
    return f"{found.low if found.best is None else found.best:,}"


def _noun(found: Finding | None) -> str:
    return "person" if _range(found) == "1" else "people"


def _where(place: PlaceValue | None) -> list[str]:
    if place is None:
        return []
    country = gazetteer().country(place.country) if place.country else None
    if country is None or parties.tokens(country.name) == parties.tokens(place.name):
        return [place.name]
    return [place.name, country.name]


def _when(when: IncidentDate | None) -> list[str]:
    """The month, or the year where no month is known."""
    if when is None:
        return []
    low, high = date.fromisoformat(when.low), date.fromisoformat(when.high)
    if (low.year, low.month) == (high.year, high.month):
        return [in_words(f"{low.year:04d}-{low.month:02d}")]
    if low.year == high.year:
        span = days_of(when.edtf)
        if span and (span.low.month == span.high.month):
            return [in_words(f"{span.low.year:04d}-{span.low.month:02d}")]
        return [f"{low.year}"]
    return [in_words(when.edtf)]
