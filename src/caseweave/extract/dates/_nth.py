"""Parts of a month, season or year told by their order: "the second week of May", "the last days".

Invariant: such a part resolves only within the whole that the words name beside it; a week of a
month is counted from its first day (days 1 to 7, 8 to 14 ...), the last one back from its end.
"""

from datetime import date, timedelta

from caseweave.extract.dates import _periods as periods
from caseweave.extract.dates._amounts import amount, duration_value, unit_of
from caseweave.extract.dates._calendar import Moment, bounds, containing, of_day, value
from caseweave.extract.dates._context import Context, Resolved
from caseweave.extract.dates._edtf import edtf
from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token

_WEEK = 7
_SATURDAY = 6
_HALF_MONTH = 15  # the last day of a month's first half
_NOTHING = Resolved(value=None)


def nth(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """The part of `whole`; unresolved where the whole has no such part."""
    del context
    around = bounds(whole) if whole is not None else None
    count = _count(found.groups["nth"])
    if whole is None or around is None or count == 0:
        return _NOTHING
    if "number" in found.groups:
        return _edge_of(around, found, count)
    if "weekday" in found.groups:
        return _day(_nth_weekday(around, int(found.groups["weekday"].values["WEEKDAY"]), count))
    if "units" in found.groups:
        return _edge(whole, around, unit_of(str(found.groups["units"].values["UNITS"]))[0], count)
    unit, size = unit_of(str(found.groups["unit"].values["UNIT"]))
    return _nth_unit(whole, around, unit, count) if size == 1 else _NOTHING


def _nth_unit(whole: Moment, around: tuple[date, date], unit: str, count: int) -> Resolved:
    """`the second week of May`, `the last weekend in May`, `the last day of 2018`."""
    if unit == "day":
        low, high = around
        return _day(high if count < 0 else _inside(low + timedelta(days=count - 1), around))
    if unit == "week":
        return _nth_week(whole, around, count)
    if unit == "weekend":
        saturday = _nth_weekday(around, _SATURDAY, count)
        found_weekend = containing(saturday, "weekend") if saturday else None
        return _at(found_weekend) if found_weekend else _NOTHING
    return _of_year(whole, unit, count)


def _count(token: Token) -> int:
    """1 for first, -1 for last, 0 where the word is no place in an order."""
    if token.values.keys() & {"LAST", "FINAL"}:
        return -1
    for name in ("ORDINAL", "ORDNUM"):
        if name in token.values:
            return int("".join(c for c in str(token.values[name]) if c.isdigit()))
    return 0


def _inside(day: date, around: tuple[date, date]) -> date | None:
    return day if around[0] <= day <= around[1] else None


def _day(day: date | None) -> Resolved:
    if day is None:
        return _NOTHING
    return _at(of_day(day))


def _at(found: Moment) -> Resolved:
    return Resolved(value=value(found), moment=found, anchor="explicit")


def _nth_weekday(around: tuple[date, date], number: int, count: int) -> date | None:
    low, high = around
    if count < 0:
        return high - timedelta(days=(high.isoweekday() - number) % _WEEK)
    first = low + timedelta(days=(number - low.isoweekday()) % _WEEK)
    return _inside(first + timedelta(weeks=count - 1), around)


def _nth_week(whole: Moment, around: tuple[date, date], count: int) -> Resolved:
    low, high = around
    first = high - timedelta(days=_WEEK - 1) if count < 0 else low + timedelta(weeks=count - 1)
    if _inside(first, around) is None:
        return _NOTHING
    last = min(high, first + timedelta(days=_WEEK - 1))
    return Resolved(value=value(whole), moment=whole, anchor="explicit", interval=f"{first}/{last}")


_IN_YEAR = {"month": 12, "quarter": 4}


def _of_year(whole: Moment, unit: str, count: int) -> Resolved:
    size = _IN_YEAR.get(unit, 0)
    number = size if count < 0 else count
    if whole.unit != "year" or not 1 <= number <= size:
        return _NOTHING
    found = Moment(unit, whole.year, number)
    return Resolved(value=value(found), moment=found, anchor="explicit")


def _edge_of(around: tuple[date, date], found: Found, count: int) -> Resolved:
    """`the last ten days of May`, `the first two weeks of June`."""
    unit, size = unit_of(str(found.groups["units"].values["UNITS"]))
    number = amount(found.groups["number"])
    days = {"day": 1, "week": _WEEK}.get(unit, 0) * size * int(number or 0)
    if not days or count not in {1, -1}:
        return _NOTHING
    low, high = around
    span = timedelta(days=days - 1)
    first, last = (low, low + span) if count == 1 else (high - span, high)
    length = duration_value(str(found.groups["units"].values["UNITS"]), number)
    return Resolved(value=length, kind="DURATION", anchor="explicit", interval=f"{first}/{last}")


def half(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the second half of May`; of a year, as its own unit."""
    if whole is None or whole.unit != "month":
        return periods.half(found, context, whole)
    around = bounds(whole)
    first = _count(found.groups["nth"]) == 1
    if around is None:
        return _NOTHING
    low, high = around
    middle = low.replace(day=_HALF_MONTH)
    return _inside_of(whole, (low, middle) if first else (middle + timedelta(days=1), high))


def _inside_of(whole: Moment, edge: tuple[date, date]) -> Resolved:
    text = f"{edge[0]}/{edge[1]}"
    return Resolved(value=value(whole), moment=whole, anchor="explicit", interval=text)


_EDGES = {"day": 10, "week": 28}  # days that "the last days", "the first weeks" of a year are


def _edge(whole: Moment, around: tuple[date, date], unit: str, count: int) -> Resolved:
    """`the first days of May`, `the last weeks of 2018`: of a month and by months a third."""
    if count not in {1, -1}:
        return _NOTHING
    part = edtf(whole, "START" if count == 1 else "END")
    if whole.unit == "year" and unit in _EDGES:
        low, high = around
        span = timedelta(days=_EDGES[unit] - 1)
        part = f"{low}/{low + span}" if count == 1 else f"{high - span}/{high}"
    return Resolved(value=value(whole), moment=whole, anchor="explicit", interval=part)
