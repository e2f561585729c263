"""The first and last day that an EDTF date allows, as proleptic Gregorian ordinals."""

import calendar
import re
from datetime import date

_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_PART = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?[~?%]?$")


def day_bounds(edtf: str | None) -> tuple[int, int] | None:
    """Bounds of an EDTF level 0 date, season or interval; None for None, open or odd ones."""
    if not edtf:
        return None
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        low, high = _part(first), _part(last)
        return (low[0], high[1]) if low and high and low[0] <= high[1] else None
    return _part(edtf)


def _part(text: str) -> tuple[int, int] | None:
    match = _PART.match(text)
    if match is None:
        return None
    year, month, day = (int(g) if g else None for g in match.groups())
    if year is None or not 1 <= year <= 9998:
        return None
    try:
        if month is None:
            return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        if month in _SEASONS:
            first, last = _SEASONS[month]
            end_year = year + (last < first)
            end = calendar.monthrange(end_year, last)[1]
            return date(year, first, 1).toordinal(), date(end_year, last, end).toordinal()
        if day is None:
            end = calendar.monthrange(year, month)[1]
            return date(year, month, 1).toordinal(), date(year, month, end).toordinal()
        at = date(year, month, day).toordinal()
    except (ValueError, calendar.IllegalMonthError):
        return None
    return at, at
