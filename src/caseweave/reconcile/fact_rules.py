"""Rules for what is no number: dates, places, actors, events, free words.

Invariant: coarser and finer tellings of one thing hold together; different actors stand side by
side, and one is never dropped because another origin denies it.
"""

from collections.abc import Callable, Sequence

from caseweave.model import (
    CategoryValue,
    DateValue,
    NameValue,
    PlaceValue,
    TextValue,
    Value,
    Verdict,
)
from caseweave.reconcile import counts, parties
from caseweave.reconcile.alike import Kind
from caseweave.reconcile.days import days_of, in_words
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.origins import name_key, value_key
from caseweave.reconcile.outcome import Outcome
from caseweave.reconcile.places import can_be_one, fineness, same_place
from caseweave.reconcile.readings import Group, Reading, reaches
from caseweave.reconcile.settings import status_of_kind
from caseweave.reconcile.verdicts import Judgement, judge
from caseweave.reconcile.wording import accounts, because, joined

Fineness = Callable[[Value], int]


def said(value: Value) -> str:
    """A value in a sentence."""
    if isinstance(value, DateValue):
        return in_words(value.edtf) if value.edtf else f'"{value.words}"'
    if isinstance(value, PlaceValue):
        return value.name
    if isinstance(value, CategoryValue):
        return value.value.replace("_", " ")
    if isinstance(value, NameValue | TextValue):
        return parties.display(value.text)
    return counts.said(value)


def _dates_hold(a: Value, b: Value) -> bool:
    if not (isinstance(a, DateValue) and isinstance(b, DateValue)):
        return True
    one, other = days_of(a.edtf), days_of(b.edtf)
    return one is None or other is None or one.meets(other)


def _days_hold(a: Value, b: Value) -> bool:
    """For the incident as a whole, which lasts: only two days stated as such exclude each other."""
    spans = [days_of(v.edtf) for v in (a, b) if isinstance(v, DateValue)]
    return _dates_hold(a, b) or not all(s is not None and s.exact for s in spans)


def _places_hold(a: Value, b: Value) -> bool:
    return not (isinstance(a, PlaceValue) and isinstance(b, PlaceValue)) or can_be_one(a, b)


def _same(a: Value, b: Value) -> bool:
    return value_key(a) == value_key(b)


def _same_place(a: Value, b: Value) -> bool:
    return isinstance(a, PlaceValue) and isinstance(b, PlaceValue) and same_place(a, b)


DATES = Kind(same=_same, holds=_dates_hold, said=said)
DAYS = Kind(same=_same, holds=_days_hold, said=said)
PLACES = Kind(same=_same_place, holds=_places_hold, said=said)
NAMES = Kind(same=_same, holds=lambda _a, _b: True, said=said)


def date_rule(docket: Docket, group: Group) -> Outcome:
    """The finest date that all can share; two days that cannot be the same conflict."""
    known = tuple(r for r in group.held if isinstance(r.value, DateValue) and days_of(r.value.edtf))
    unresolved = tuple(r for r in group.held if r not in known)
    group = group._replace(held=known, aside=group.aside + unresolved)
    judged = judge(docket, group, DAYS if group.attribute == "date" else DATES)
    text = because(group, judged, DATES)
    if not known:
        words = next((r.value for r in unresolved if isinstance(r.value, DateValue)), None)
        return Outcome("unknown", text, words, standing=unresolved)
    return Outcome(judged.verdict, text, _best(judged, DATES, _shortness), standing=judged.standing)


def _shortness(value: Value) -> int:
    found = days_of(value.edtf) if isinstance(value, DateValue) else None
    return -(found.length * 2 - found.exact) if found else -(10**6)


def place_rule(docket: Docket, group: Group) -> Outcome:
    """The finest place; a containing place holds with it, one too far away conflicts."""
    judged = judge(docket, group, PLACES)
    text = because(group, judged, PLACES)
    return Outcome(judged.verdict, text, _best(judged, PLACES, _detail), standing=judged.standing)


def _detail(value: Value) -> int:
    return fineness(value) if isinstance(value, PlaceValue) else 0


def _best(judged: Judgement, kind: Kind, fine: Fineness) -> Value | None:
    """What most reports can share; of that the finest, then what most say. None between rivals."""
    ranked = sorted(_weights(judged.standing, kind, fine), reverse=True)
    if not ranked:
        return None
    if judged.verdict == "conflict":
        sides = {r.claim.id for pair in judged.rivals for r in pair}
        rivals = [w for w in ranked if w[-1] in sides]
        if len(rivals) > 1 and rivals[0][0] == rivals[1][0]:
            return None
        ranked = rivals or ranked
    values = {r.claim.id: r.value for r in judged.standing}
    return values[ranked[0][-1]]


def _weights(
    standing: Sequence[Reading], kind: Kind, fine: Fineness
) -> list[tuple[int, int, int, int, int, str]]:
    """For each value: reports that it holds with, fineness, origins and claims, place in text."""
    first: dict[tuple[object, ...], Reading] = {}
    for reading in sorted(standing, key=lambda r: (r.claim.evidence.start, r.claim.id)):
        first.setdefault(value_key(reading.value), reading)
    found = []
    for key, reading in first.items():
        alike = [r for r in standing if value_key(r.value) == key]
        shared = {r.claim.report for r in standing if kind.holds(r.value, reading.value)}
        found.append(
            (
                len(shared),
                fine(reading.value),
                len({r.origin for r in alike}),
                len(alike),
                -reading.claim.evidence.start,
                reading.claim.id,
            )
        )
    return found


def actor_rule(docket: Docket, group: Group) -> Outcome:
    """Different names hold side by side; one denied by or unknown to another origin conflicts."""
    kind = NAMES._replace(said=_one_name_each(group))
    judged = judge(docket, group, kind)
    disputed = list(judged.denied) + _unknown_to_another(docket, group, judged.standing)
    verdict = _named_verdict(docket, judged, bool(disputed))
    text = because(group, judged._replace(verdict=verdict), kind)
    if verdict == "conflict":
        text = _disputed_in_words(judged.standing, disputed, kind)
    value = None if verdict == "conflict" else _best(judged, NAMES, lambda _: 0)
    return Outcome(verdict, text, value, standing=judged.standing)


def _one_name_each(group: Group) -> Callable[[Value], str]:
    """Each actor by the fullest of its names ("U.S. diplomats" for "US officials")."""
    fullest: dict[tuple[object, ...], str] = {}
    for reading in group.every:
        name = said(reading.value)
        kept = fullest.get(value_key(reading.value), "")
        fullest[value_key(reading.value)] = max(kept, name, key=lambda n: (len(n), n))
    return lambda value: fullest.get(value_key(value), said(value))


def _named_verdict(docket: Docket, judged: Judgement, disputed: bool) -> Verdict:
    if not judged.standing:
        return "unknown"
    names = {value_key(r.value) for r in judged.standing}
    if judged.denied or (disputed and len(names) > 1):
        return "conflict"
    if len(names) > 1:
        return "compatible"
    independent = {docket.independent(r.origin) for r in judged.standing}
    return "agreed" if len(independent) > 1 else "single"


def _unknown_to_another(
    docket: Docket, group: Group, standing: Sequence[Reading]
) -> list[tuple[Reading, Reading]]:
    """Pairs of a named actor and another origin's "knew nothing of it"."""
    found = []
    for held in standing:
        for other in (*group.against, *group.aside):
            if other.claim.stance != "unaware" or other.origin == held.origin:
                continue
            named = isinstance(other.value, NameValue) and isinstance(held.value, NameValue)
            alike = named and name_key(other.value) == name_key(held.value)  # type: ignore[arg-type]
            if alike or reaches(docket, other.claim, held.claim, group.rule):
                found.append((held, other))
    return found


def _disputed_in_words(
    standing: Sequence[Reading], disputed: Sequence[tuple[Reading, Reading]], kind: Kind
) -> str:
    told = accounts(standing, kind.said)
    parts = []
    for held, other in disputed:
        verb = "knew nothing of" if other.claim.stance == "unaware" else "denies"
        day = in_words(other.day) if other.day else "undated"
        text = f"{other.name} {verb} that of {kind.said(held.value)} ({day})"
        if text not in parts:
            parts.append(text)
    return f"{told} are named; {joined(parts)}."


def event_rule(docket: Docket, group: Group) -> Outcome:
    """What happened: the event most origins tell; one that another origin denies conflicts."""
    told = tuple(r for r in group.held if _happens(r.value))
    if told:
        rest = tuple(r for r in group.held if r not in told)
        group = group._replace(held=told, aside=(*group.aside, *rest))
    judged = judge(docket, group, NAMES)
    text = because(group, judged, NAMES)
    return Outcome(
        judged.verdict, text, _best(judged, NAMES, lambda _: 0), standing=judged.standing
    )


def _happens(value: Value) -> bool:
    """Whether a category names what happened rather than that somebody spoke."""
    return not isinstance(value, CategoryValue) or value.value in status_of_kind()


def text_rule(docket: Docket, group: Group) -> Outcome:
    """Free words stand side by side."""
    return event_rule(docket, group)
