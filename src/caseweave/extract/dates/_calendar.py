"""Calendar arithmetic: a `Moment` is a stretch of the calendar at one granularity.

Invariant: a moment's `value` is its TIMEX3 value and its `bounds` the first and last day, where the
proleptic Gregorian calendar has them (years 1 to 9999). Years before 1 are 1 - n BC.
"""

import calendar
from datetime import date, timedelta

import msgspec

UNITS = (
    "century",
    "decade",
    "year",
    "half",
    "quarter",
    "season",
    "month",
    "week",
    "weekend",
    "day",
)
SEASON_CODES = ("", "SP", "SU", "FA", "WI")
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


class Moment(msgspec.Struct, frozen=True):
    """A stretch of the calendar. `n` is the month, quarter, half, season (1 spring) or ISO week.

    A decade's or century's `year` is its first. `clock` is a TIMEX3 time (`TMO`, `T16:30`).
    `era` is True where the words name the era before Christ (`year` is then the year BC).
    """

    unit: str
    year: int
    n: int = 0
    day: int = 0
    clock: str = ""
    era: bool = False

    @property
    def first(self) -> date | None:
        """The first day, or None outside of years 1 to 9999."""
        found = bounds(self)
        return found[0] if found else None


def of_day(day: date, clock: str = "") -> Moment:
    """The moment of one day."""
    return Moment("day", day.year, day.month, day.day, clock)


def day_of(moment: Moment) -> date | None:
    """The date of a day, None for what is coarser or outside of the calendar."""
    if moment.unit != "day" or moment.era:
        return None
    try:
        return date(moment.year, moment.n, moment.day)
    except ValueError:
        return None


def containing(day: date, unit: str) -> Moment:
    """The `unit` that holds `day`."""
    if unit == "day":
        return of_day(day)
    if unit in {"week", "weekend"}:
        year, week, _ = day.isocalendar()
        return Moment(unit, year, week)
    if unit == "season":
        return Moment(
            "season", day.year, (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)[(day.month - 3) % 12]
        )
    if unit == "decade":
        return Moment("decade", day.year // 10 * 10)
    if unit == "century":
        return Moment("century", (day.year - 1) // 100 * 100)
    months = _MONTHS_IN[unit]
    return Moment(unit, day.year, 0 if unit == "year" else (day.month - 1) // months + 1)


def shift(moment: Moment, unit: str, count: int) -> Moment | None:
    """`moment` moved by `count` of `unit`, at its own granularity; None outside of the calendar."""
    if unit == "day" and moment.unit == "day":
        day = day_of(moment)
        return _moved(day, timedelta(days=count)) if day else None
    if unit == "week" and moment.unit in {"week", "weekend"}:
        first = moment.first
        moved = _moved(first, timedelta(weeks=count)) if first else None
        day = day_of(moved) if moved else None
        return containing(day, moment.unit) if day else None
    if unit == "week" and moment.unit == "day":
        return shift(moment, "day", 7 * count)
    years = {"year": 1, "decade": 10, "century": 100, "season": 1}.get(unit)
    if years is not None:
        return _year_shift(moment, count * years)
    if unit in _MONTHS_IN and moment.unit in {"month", "quarter", "half", "day"}:
        return _month_shift(moment, count * _MONTHS_IN[unit])
    return None


def _moved(day: date, by: timedelta) -> Moment | None:
    try:
        return of_day(day + by)
    except OverflowError:
        return None


def _year_shift(moment: Moment, years: int) -> Moment | None:
    year = moment.year - years if moment.era else moment.year + years
    if not 0 < year <= 9999:
        return None
    moved = msgspec.structs.replace(moment, year=year)
    if moment.unit == "day" and day_of(moved) is None and not moment.era:
        return msgspec.structs.replace(moved, day=28)
    return moved


def _month_shift(moment: Moment, months: int) -> Moment | None:
    step = 1 if moment.unit == "day" else _MONTHS_IN[moment.unit]
    index = moment.year * (12 // step) + moment.n - 1 + months // step
    year, n = index // (12 // step), index % (12 // step) + 1
    if not 0 < year <= 9999:
        return None
    if moment.unit == "day":
        last = calendar.monthrange(year, n)[1]
        return Moment("day", year, n, min(moment.day, last), moment.clock)
    return Moment(moment.unit, year, n)


def bounds(moment: Moment) -> tuple[date, date] | None:
    """First and last day (both inside); None where the calendar has none."""
    if moment.era or not 0 < moment.year < 9900:
        return None
    if moment.unit == "day":
        day = day_of(moment)
        return (day, day) if day else None
    if moment.unit in {"week", "weekend"}:
        try:
            monday = date.fromisocalendar(moment.year, moment.n, 1)
        except ValueError:
            return None
        start = monday if moment.unit == "week" else monday + timedelta(days=5)
        return start, monday + timedelta(days=6)
    if moment.unit == "season":
        return _months(moment.year, moment.n * 3, 3)
    if moment.unit in _MONTHS_IN:
        months = _MONTHS_IN[moment.unit]
        return _months(moment.year, (max(moment.n, 1) - 1) * months + 1, months)
    span = 10 if moment.unit == "decade" else 100
    start_year = moment.year + (1 if moment.unit == "century" else 0)
    return date(max(start_year, 1), 1, 1), date(start_year + span - 1, 12, 31)


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return date(year, month, 1), date(
        end_year, end_month, calendar.monthrange(end_year, end_month)[1]
    )


def value(moment: Moment) -> str:
    """The TIMEX3 value (TimeML 1.2.1): `2019`, `2019-11`, `2019-W47-WE`, `2019-Q3`, `199`, `18`."""
    year = f"BC{moment.year:04d}" if moment.era else f"{moment.year:04d}"
    match moment.unit:
        case "century":
            return f"BC{moment.year // 100:02d}" if moment.era else f"{moment.year // 100:02d}"
        case "decade":
            return year[:-1]
        case "year":
            return year
        case "half" | "quarter":
            return f"{year}-{'H' if moment.unit == 'half' else 'Q'}{moment.n}"
        case "season":
            return f"{year}-{SEASON_CODES[moment.n]}"
        case "month":
            return f"{year}-{moment.n:02d}"
        case "week" | "weekend":
            return f"{year}-W{moment.n:02d}{'-WE' if moment.unit == 'weekend' else ''}"
        case _:
            return f"{year}-{moment.n:02d}-{moment.day:02d}{moment.clock}"


def at_clock(moment: Moment, clock: str) -> Moment:
    """The same day at a time of day (`TMO`, `T16:30`)."""
    return msgspec.structs.replace(moment, clock=clock)
