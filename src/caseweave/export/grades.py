"""How far each claim may go: its kinds, the lowest level that shows it, and what analysts ruled.

Invariants: a withheld value is withheld wherever its incident tells it; a release never brings a
value below the floor of its kinds; a release without a reason does nothing.
"""

import re
from collections.abc import Iterable, Mapping

import msgspec

from caseweave.export.levels import needed, rank, reaches, strictest
from caseweave.export.places import is_exact
from caseweave.export.records import Records, Ruling
from caseweave.export.vocabulary import words_of
from caseweave.model import (
    Claim,
    CountValue,
    DateValue,
    NameValue,
    PlaceValue,
    Report,
    TextValue,
)
from caseweave.schema.sharing import Level, sharing

_STOP = re.compile(r"[.!?][\"'”’)\]]*\s|\n")
CONTEXT = frozenset({"brokers", "shelters"})


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """What decides about one claim. `level` None: no export shows it."""

    claim: str
    kinds: tuple[str, ...]
    level: Level | None
    ruling: Ruling | None = None

    def shown(self, level: Level) -> bool:
        """Whether an export at `level` shows the value whole."""
        return self.level is not None and reaches(level, self.level)

    def coarse(self, level: Level) -> bool:
        """Whether it shows no more than the country."""
        return not self.shown(level) and self.level is not None and self.kinds == ("exact_places",)


def grades(records: Records) -> dict[str, Grade]:
    """The grade of each claim, by id."""
    types = {i.id: i.type for i in records.incidents}
    reports = {r.id: r for r in records.reports}
    kinds = {c.id: kinds_of(c, reports.get(c.report)) for c in records.claims}
    kinds = _with_small_groups(records.claims, _with_context(records.claims, kinds))
    rulings = _spread(records)
    return {
        c.id: _grade(c.id, kinds[c.id], types.get(c.incident or "", ""), rulings.get(c.id))
        for c in records.claims
    }


def _grade(claim: str, kinds: tuple[str, ...], incident_type: str, ruling: Ruling | None) -> Grade:
    level: Level | None = strictest([needed(k, incident_type) for k in kinds])
    if ruling is not None and ruling.act == "withhold":
        return Grade(claim=claim, kinds=("withheld", *kinds), level=None, ruling=ruling)
    if ruling is not None and applies(ruling):
        floors = [sharing().kinds[k].floor for k in kinds]
        released: Level = strictest([*floors, ruling.level or "clear"])
        if level is not None and rank(released) < rank(level):
            level = released
    return Grade(claim=claim, kinds=kinds, level=level, ruling=ruling)


def applies(ruling: Ruling) -> bool:
    """Whether a release is one: it says why."""
    return ruling.act == "withhold" or bool(ruling.reason and ruling.reason.strip())


def kinds_of(claim: Claim, report: Report | None) -> tuple[str, ...]:
    """The kinds of a claim, by its attribute, the type of its value and its sentence."""
    named = sharing().attributes.get(claim.attribute)
    found = [named] if named and not _coarse_mention(named, claim) else []
    value = claim.value
    if isinstance(value, PlaceValue) and is_exact(value):
        found.append("exact_places")
    if isinstance(value, CountValue) and value.population is not None:
        found.append("family")
    if isinstance(value, TextValue):
        found.append("quotes")
    if report is not None:
        found += context_of(sentence_at(report.text, claim.evidence.start, claim.evidence.end))
    return tuple(dict.fromkeys(found))


def _coarse_mention(kind: str, claim: Claim) -> bool:
    """A country that is only mentioned is no exact place."""
    value = claim.value
    return kind == "exact_places" and isinstance(value, PlaceValue) and not is_exact(value)


def context_of(sentence: str) -> list[str]:
    """`brokers` and `shelters`, where a sentence tells of them."""
    words = words_of(sentence)
    context = sharing().context
    found = [] if context.brokers.isdisjoint(words) else ["brokers"]
    phrases = [words_of(p) for p in context.shelter_phrases]
    told = any(words[i : i + len(p)] == p for p in phrases for i in range(len(words)))
    return [*found, "shelters"] if told or not context.shelters.isdisjoint(words) else found


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence around a span; stops of abbreviations may cut it short."""
    low = max((m.end() for m in _STOP.finditer(text, 0, start)), default=0)
    last = _STOP.search(text, max(start, end - 1))
    return text[low : last.end() if last else len(text)].strip()


def _with_small_groups(
    claims: Iterable[Claim], kinds: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """A make-up with one small part is small as a whole: else the part is what is left over."""
    claims = tuple(claims)
    parts = {c.id: c for c in claims if "family" in kinds[c.id]}
    small = {c.incident for c in parts.values() if _few(c)}
    return {
        c.id: (*kinds[c.id], "small_groups")
        if c.id in parts and c.incident in small
        else kinds[c.id]
        for c in claims
    }


def _with_context(
    claims: Iterable[Claim], kinds: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """A place told as that of a shelter or a guide is theirs in every other sentence too."""
    claims = tuple(claims)
    told: dict[tuple[object, ...], set[str]] = {}
    for claim in claims:
        if isinstance(claim.value, PlaceValue) and is_exact(claim.value):
            for key in value_keys(claim):
                told.setdefault(key, set()).update(CONTEXT.intersection(kinds[claim.id]))
    spread = {c.id: {k for key in value_keys(c) for k in told.get(key, ())} for c in claims}
    return {c.id: tuple(dict.fromkeys([*kinds[c.id], *sorted(spread[c.id])])) for c in claims}


def _few(claim: Claim) -> bool:
    value = claim.value
    number = (value.high or value.best) if isinstance(value, CountValue) else None
    return number is not None and 0 < number < sharing().small_groups.fewer_than


def _spread(records: Records) -> dict[str, Ruling]:
    """Rulings by claim, spread to the claims of the incident that tell the same value."""
    claims = {c.id: c for c in records.claims}
    by_value: dict[tuple[object, ...], Ruling] = {}
    for ruling in records.rulings:
        claim = claims.get(ruling.claim)
        if claim is None or ruling.part != "value":
            continue
        for key in value_keys(claim):
            before = by_value.get(key)
            if before is None or before.act != "withhold":
                by_value[key] = ruling
    spread: dict[str, Ruling] = {}
    for claim in claims.values():
        found = [by_value[key] for key in value_keys(claim) if key in by_value]
        chosen = next((r for r in found if r.act == "withhold"), found[0] if found else None)
        if chosen is not None:
            spread[claim.id] = chosen
    return spread


def value_keys(claim: Claim) -> list[tuple[object, ...]]:
    """What makes two claims tell the same value: a place or name anywhere, else in the incident."""
    value, home = claim.value, claim.incident
    match value:
        case PlaceValue():
            keys: list[tuple[object, ...]] = [("place", words_of(value.name))]
            return [*keys, ("place", value.geonameid)] if value.geonameid else keys
        case NameValue(text=text) | TextValue(text=text):
            return [("name", words_of(text))]
        case CountValue():
            number = (value.low, value.best, value.high)
            return [(home, claim.attribute, value.population, number)]
        case DateValue():
            return [(home, claim.attribute, value.edtf or value.words)]
        case _:
            return [(home, claim.attribute, claim.id)]
