"""A value as a person types it: `11`, `about 10`, `2019-11-23`, `Mong Cai`; or as JSON."""

import re

import msgspec

from caseweave.gazetteer import gazetteer
from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    CaseweaveError,
    CategoryValue,
    CountValue,
    DateValue,
    NameValue,
    PlaceValue,
    Qualifier,
    TextValue,
    Value,
    day_bounds,
    decode,
)

_PLACES = frozenset({"place", "origin_place", "destination", "transit_place"})
_NAMES = frozenset(
    {"actor", "custodian", "victim", "helped_by", "requested_from", "credited", "blamed"}
)
_COUNT = re.compile(
    r"^(?P<word>about|at least|more than|at most|fewer than)?\s*(?P<low>[\d,]+)"
    r"(?:\s*(?:-|to)\s*(?P<high>[\d,]+))?(?:\s+of\s+(?P<of>[\d,]+))?$",
    re.IGNORECASE,
)


def value_from_words(attribute: str, words: str, like: Value | None = None) -> Value:
    """The value that `words` mean for `attribute`; `like`: a value of the kind that is wanted.

    Raises CaseweaveError that says how such a value is written.
    """
    if words.lstrip().startswith("{"):
        try:
            given: Value = decode(words, Value)  # type: ignore[arg-type]
        except msgspec.DecodeError as error:
            raise CaseweaveError(f"{words!r} is no value: {error}.") from error
        return given
    family = attribute.split(".", 1)[0]
    if isinstance(like, CountValue) or attribute in (*HEADCOUNT_ATTRIBUTES, "statistic"):
        return _count(words, like.population if isinstance(like, CountValue) else None)
    if isinstance(like, DateValue) or family in {"date", "published"}:
        return _date(words)
    if isinstance(like, PlaceValue) or attribute in _PLACES:
        return _place(words)
    if isinstance(like, NameValue) or attribute in _NAMES:
        kind = like.kind if isinstance(like, NameValue) else "organisation"
        return NameValue(text=words, kind=kind)
    if isinstance(like, CategoryValue) or attribute == "event":
        return CategoryValue(value=words.strip().replace(" ", "_"))
    return TextValue(text=words)


def _count(words: str, population: str | None) -> CountValue:
    match = _COUNT.match(words.strip())
    if match is None:
        raise CaseweaveError(
            f"{words!r} is no number of people. Write 11, about 10, more than 30, 8-12 or 10 of 14."
        )
    low = _number(match["low"])
    top = _number(match["high"]) if match["high"] else None
    qualifier: Qualifier = "exact"
    bounds: tuple[int | None, int | None] = (low, top if top is not None else low)
    match (match["word"] or "").lower():
        case "about":
            qualifier = "about"
        case "at least":
            qualifier, bounds = "at_least", (low, None)
        case "more than":
            qualifier, bounds = "more_than", (low + 1, None)
        case "at most":
            qualifier, bounds = "at_most", (0, low)
        case "fewer than":
            qualifier, bounds = "fewer_than", (0, low - 1)
        case _ if top is not None:
            qualifier = "range"
    return CountValue(
        low=bounds[0],
        best=low,
        high=bounds[1],
        qualifier=qualifier,
        of=_number(match["of"]) if match["of"] else None,
        population=population,
        words=words,
    )


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _date(words: str) -> DateValue:
    if day_bounds(words.strip()) is None:
        raise CaseweaveError(
            f"{words!r} is no date. Write 2019-11-23, 2019-11, 2019, or 2019-11-23/2019-11-28."
        )
    return DateValue(edtf=words.strip(), words=words)


def _place(words: str) -> PlaceValue:
    """`NAME` or `NAME, COUNTRY CODE`; the best-known place of that name in that country."""
    name, _, code = (part.strip() for part in words.partition(","))
    for place in gazetteer().lookup(name):
        if not code or place.country == code.upper():
            return place.told_as(name)
    return PlaceValue(name=name, country=code.upper() or None)
