"""EDTF dates as spans of days, compared and said in words. What cannot be read is None."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_PART = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.Z+-]*)?([~?%]?)")
# Months of EDTF's level 1 seasons (21 spring .. 24 winter), northern half-year.
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_SEASON_NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
# How many days "about" reaches on either side of a day, a month, a year.
_SLACK = {3: 3, 2: 15, 1: 180}
_OPEN = {"", ".."}


class Days(NamedTuple):
    """Inclusive span of days; `exact` where it is one day and nothing says "about"."""

    low: date
    high: date
    exact: bool

    def meets(self, other: "Days") -> bool:
        """Whether the two can be the same day."""
        return self.low <= other.high and other.low <= self.high

    @property
    def length(self) -> int:
        """Days covered."""
        return (self.high - self.low).days + 1


@lru_cache(maxsize=8192)
def days_of(edtf: str | None) -> Days | None:
    """The days of an EDTF date, season or interval; None where it is unknown or no such day."""
    if not edtf:
        return None
    ends = edtf.split("/")
    spans = [None if e.strip() in _OPEN else _part(e.strip()) for e in ends]
    known = [s for s in spans if s is not None]
    if not known or any(
        s is None and e.strip() not in _OPEN for s, e in zip(spans, ends, strict=True)
    ):
        return None
    low, high = known[0].low, known[-1].high
    if low > high:
        return None
    return Days(low, high, len(ends) == 1 and known[0].exact)


def impossible(edtf: str | None) -> bool:
    """Whether the text has the shape of a date but names no day of the calendar, or runs back."""
    if not edtf or days_of(edtf):
        return False
    return all(_PART.fullmatch(e.strip()) or e.strip() in _OPEN for e in edtf.split("/"))


def _part(text: str) -> Days | None:
    found = _PART.fullmatch(text)
    if not found or int(found[1]) < 1:
        return None
    year, month, day = (int(g) if g else None for g in found.group(1, 2, 3))
    try:
        low, high = _bounds(int(year or 0), month, day)
        slack = _SLACK[1 + (month is not None) + (day is not None)] if found[4] in {"~", "%"} else 0
        return Days(
            low - timedelta(slack), high + timedelta(slack), day is not None and not found[4]
        )
    except (ValueError, OverflowError):
        return None


def _bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    first, last = _SEASONS.get(month, (month, month))
    end_year = year + (last < first)
    return date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1])


def in_words(edtf: str | None) -> str:
    """The date for a reader: "28 November 2019", "November 2019", "20 to 30 November 2019"."""
    if not edtf:
        return "an unknown day"
    parts = [p.strip() for p in edtf.split("/")]
    if len(parts) == 1:
        return _words(parts[0])
    start, end = (None if p in _OPEN else p for p in (parts[0], parts[-1]))
    if start is None:
        return f"up to {_words(str(end))}"
    if end is None:
        return f"from {_words(start)}"
    first, last = _words(start).split(" "), _words(end).split(" ")
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    return f"{' '.join(first[: len(first) - shared])} to {' '.join(last)}"


def _words(part: str) -> str:
    found = _PART.fullmatch(part)
    if not found:
        return part
    year, month, day, mark = found.group(1, 2, 3, 4)
    # EDTF counts a year 0: -0043 is 44 BC.
    said = f"{1 - int(year)} BC" if int(year) < 1 else year
    if month and int(month) in _SEASON_NAMES:
        said = f"{_SEASON_NAMES[int(month)]} {said}"
    elif month and 1 <= int(month) <= 12:
        said = f"{calendar.month_name[int(month)]} {said}"
        said = f"{int(day)} {said}" if day else said
    return f"about {said}" if mark in {"~", "%"} else said
