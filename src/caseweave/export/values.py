"""Values at a level: rebuilt from closed lists, numbers and dates, never with a report's words.

Invariant: a category, attribute, population, status or date that is not of the known form does
not pass; below its level a place is its country.
"""

import re
from functools import lru_cache

from caseweave.export._words import day
from caseweave.export._words import name as plain_name
from caseweave.export.labels import Labels
from caseweave.export.places import generalised, is_exact, place_words, plain
from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    CategoryValue,
    Claim,
    CountValue,
    DateValue,
    NameValue,
    PlaceValue,
    Value,
    day_bounds,
)
from caseweave.schema import event_kinds
from caseweave.schema.sharing import sharing

_EDTF = re.compile(r"^[\dT:/.~?Z-]+$")
_PLACES = frozenset({"place", "origin_place", "destination", "transit_place", "place.mentioned"})
_NAMES = frozenset({"actor", "custodian", "victim", "helped_by"})
_PARTIES = frozenset({"requested_from", "credited", "blamed"})
_OTHERS = frozenset({"event", "statistic", "date"})
_POPULATIONS = frozenset({"suspects", "crew", "rescuers", "earlier group", "police", "attackers"})
_QUALIFIED = {
    "about": "about {}",
    "at_least": "at least {}",
    "more_than": "more than {}",
    "at_most": "at most {}",
    "fewer_than": "fewer than {}",
}


@lru_cache(maxsize=1)
def known_attributes() -> frozenset[str]:
    """Every attribute that an export knows; others do not pass below the level of names."""
    dates = {f"date.{k.kind}" for k in event_kinds()} | {"date.mentioned", "date.statement"}
    kinds = dates | {f"date.{name}" for name in HEADCOUNT_ATTRIBUTES}
    return frozenset({*HEADCOUNT_ATTRIBUTES, *_PLACES, *_NAMES, *_PARTIES, *_OTHERS, *kinds})


@lru_cache(maxsize=1)
def known_events() -> frozenset[str]:
    """The kinds of event."""
    return frozenset({k.kind for k in event_kinds()} | {"statement", "comment"})


def attribute(name: str, labels: Labels) -> str | None:
    """The attribute's name, or None where it is not a known one."""
    if name in known_attributes() or labels.screen.mode == "loose":
        return name if labels.screen.passes(name.replace("_", " ")) else None
    return None


def attribute_label(name: str, population: str | None = None) -> str:
    """An attribute in words: `people, women`; `date of arrival`."""
    words = plain_name(name)
    return f"{words} ({population})" if population else words


def population(name: str | None, labels: Labels) -> str | None:
    """Whom a count counts, from the closed list; `others` for what is not in it."""
    if name is None:
        return None
    known = name in _POPULATIONS or name.casefold() in sharing().composition.words
    return name if known or labels.screen.mode == "loose" else "others"


def edtf(text: str | None) -> str | None:
    """A date of the known form, or None."""
    if not text or not _EDTF.match(text) or day_bounds(text) is None:
        return None
    return text


def shared_value(claim: Claim, labels: Labels, *, whole: bool) -> Value | None:
    """The value as the export shows it; None where nothing of it may stand."""
    match claim.value:
        case CountValue() as count:
            return CountValue(
                low=count.low,
                best=count.best,
                high=count.high,
                qualifier=count.qualifier,
                of=count.of,
                population=population(count.population, labels),
            )
        case DateValue(edtf=text):
            return DateValue(edtf=edtf(text))
        case PlaceValue() as place:
            return shared_place(place, whole=whole)
        case NameValue() as name:
            said = labels.actor(name, claim.evidence)
            return NameValue(text=said, kind=name.kind) if said else None
        case CategoryValue(value=word):
            known = word in known_events() or labels.screen.mode == "loose"
            return CategoryValue(value=word if known else "other")
        case text:
            return type(text)(text=labels.screen.clean(text.text))


def shared_place(place: PlaceValue, *, whole: bool) -> PlaceValue | None:
    """A place whole, or its country; None where no country is known."""
    if whole and is_exact(place):
        return place
    return generalised(place) if is_exact(place) else plain(place)


def said(value: Value | None) -> str:
    """A shared value as a reader says it."""
    match value:
        case None:
            return "unknown"
        case CountValue():
            return _count(value)
        case DateValue(edtf=text):
            return day(text) if text else "a date that is not resolved"
        case PlaceValue():
            return place_words(value)
        case CategoryValue(value=word):
            return plain_name(word)
        case _:
            return value.text


def _count(value: CountValue) -> str:
    number = value.best if value.best is not None else value.low
    if value.qualifier == "range" and value.low is not None and value.high is not None:
        words = f"{value.low:,} to {value.high:,}"
    elif number is None or value.qualifier == "vague":
        words = _bounds(value)
    else:
        words = _QUALIFIED.get(value.qualifier, "{}").format(f"{number:,}")
    if value.of is not None:
        words += f" of {value.of:,}"
    return f"{words} ({value.population})" if value.population else words


def _bounds(value: CountValue) -> str:
    if value.low is not None and value.high is not None:
        return f"{value.low:,} to {value.high:,}, in vague words"
    if value.low is not None:
        return f"{value.low:,} or more, in vague words"
    return "an unknown number"
