"""Stretches of the calendar longer than a day that words name: decades, quarters, seasons.

Invariant: as of days, what the words leave out comes from the whole, the date before or the
publication; a firm's quarter without a year is the one under way or the nearest.
"""

from collections.abc import Callable
from datetime import date

from caseweave.extract.dates._absolute import (
    day_number,
    incomplete,
    moment,
    two_digit_year,
    year_of,
)
from caseweave.extract.dates._calendar import Moment, containing, shift
from caseweave.extract.dates._context import Context, Resolved
from caseweave.extract.dates._patterns import Found

_DECADES = 1900  # from here on "the 1900s" are as often ten years as a hundred


def suffix_year(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """The second year of `1926-28`."""
    del context, whole
    year = int(found.groups["year"].values["YEARNUM"])
    last = int(found.groups["suffix"].values["NUM"])
    if last <= year % 100:
        return Resolved(value=None)
    return moment(Moment("year", year // 100 * 100 + last), "explicit")


def decade(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the 1990s`, `the '80s`, `the nineties`."""
    del whole
    token = found.groups["decade"]
    if "DECADE" in token.values:
        return moment(Moment("decade", two_digit_year(token.values["DECADE"], context)), "explicit")
    digits = "".join(c for c in token.text if c.isdigit())
    if len(digits) == 3:
        era = "era" in found.groups and found.groups["era"].values["ERA"] < 0
        return moment(
            Moment("decade", int(digits), era=era) if "era" in found.groups else None, "explicit"
        )
    year = int(digits) if len(digits) == 4 else two_digit_year(int(digits), context)
    if year % 100 == 0 and year < _DECADES:  # "the 1800s" are the century
        return moment(Moment("century", year), "explicit")
    return moment(Moment("decade", year), "explicit")


def century(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the 19th century`: TIMEX3 `18`."""
    del context, whole
    number = day_number(found.groups["nth"])
    era = "era" in found.groups and found.groups["era"].values["ERA"] < 0
    return moment(Moment("century", (number - 1) * 100, era=era), "explicit")


def _part(unit: str, size: int) -> Callable[[Found, Context, Moment | None], Resolved]:
    def resolve(found: Found, context: Context, whole: Moment | None) -> Resolved:
        nth = found.groups["nth"]
        number = size if nth.values.keys() & {"LATTER", "LAST"} else day_number(nth)
        if not 1 <= number <= size:
            return Resolved(value=None)
        if "year" in found.groups:
            return moment(Moment(unit, year_of(found.groups, context) or 1, number), "explicit")
        if unit == "quarter" and whole is None and context.day and not context.narrative:
            return _fiscal(found, context, context.day, number)
        result = incomplete(lambda y: Moment(unit, y, number), found, context, whole)
        if "shift" in found.groups and result.moment:
            back = Moment(unit, result.moment.year - 1, number)
            return moment(back, result.anchor)
        return result

    return resolve


def _fiscal(found: Found, context: Context, day: date, number: int) -> Resolved:
    """A quarter without a year in news: the one under way or the nearest; firms look back."""
    here = containing(day, "quarter")
    ahead = {"future": 1.0, "past": 4.0}.get(context.tense(found.first, found.last) or "", 2.0)

    def cost(m: Moment) -> float:
        steps = (m.year - here.year) * 4 + m.n - here.n
        return steps * ahead if steps > 0 else -steps

    options = sorted((Moment("quarter", day.year + k, number) for k in (0, -1, 1)), key=cost)
    best = options[0]
    if "shift" in found.groups:
        best = Moment("quarter", best.year - 1, number)
    return moment(best, "publication", *options[1:2])


quarter = _part("quarter", 4)
half = _part("half", 2)


def season(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`spring`, `the winter of 1812`, `summer 2015`."""
    number = found.groups["season"].values["SEASON"]
    if "year" in found.groups:
        era = "era" in found.groups and found.groups["era"].values["ERA"] < 0
        return moment(
            Moment("season", year_of(found.groups, context) or 1, number, era=era), "explicit"
        )
    return incomplete(lambda y: Moment("season", y, number), found, context, whole)


def fiscal_year(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`fiscal 1990`: the year as named."""
    del whole
    year = year_of(found.groups, context)
    return moment(Moment("year", year) if year else None, "explicit")


def of_period(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the 1988 period`: the same part of that year as the one told last."""
    del whole
    year = year_of(found.groups, context)
    base = context.reference
    if year and base and base.unit in {"quarter", "half"}:
        return moment(Moment(base.unit, year, base.n), "narrative")
    if year and context.day and "QUARTERWORD" in context.tokens[found.last - 1].values:
        last = shift(containing(context.day, "quarter"), "quarter", -1)
        return moment(Moment("quarter", year, last.n) if last else None, "publication")
    return moment(Moment("year", year) if year else None, "explicit")
