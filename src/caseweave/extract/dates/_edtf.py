"""EDTF (ISO 8601-2) of a moment, for the case file: level 0 dates and intervals, seasons, `~`.

Invariant: an interval's ends are days or months of the moment itself; "late November" is its last
third, "early 2019" the first third of the year.
"""

from datetime import date

from caseweave.extract.dates._calendar import Moment, bounds

_THIRDS = {"START": 0, "MID": 1, "END": 2}
_SEASON_BASE = 20  # EDTF 21 spring, 22 summer, 23 autumn, 24 winter


def edtf(moment: Moment, mod: str | None = None) -> str | None:
    """`2019-11-23`, `2019-11`, `2019-22`, `2019-11-21/2019-11-30`; None where there is none."""
    if moment.era:
        return _before_christ(moment)
    if not 0 < moment.year <= 9999 or bounds(moment) is None:
        return None
    text = _third(moment, mod) if mod in _THIRDS else _plain(moment)
    return f"{text}~" if mod == "APPROX" and "/" not in text and not moment.clock else text


def _plain(moment: Moment) -> str:
    match moment.unit:
        case "day":
            return f"{moment.year:04d}-{moment.n:02d}-{moment.day:02d}"
        case "month":
            return f"{moment.year:04d}-{moment.n:02d}"
        case "year":
            return f"{moment.year:04d}"
        case "season":
            return f"{moment.year:04d}-{_SEASON_BASE + moment.n}"
    low, high = bounds(moment) or (date.min, date.max)
    size = {"decade": 4, "century": 4, "quarter": 7, "half": 7}.get(moment.unit, 10)
    return f"{low.isoformat()[:size]}/{high.isoformat()[:size]}"


def _third(moment: Moment, mod: str | None) -> str:
    part = _THIRDS[mod or "START"]
    if moment.unit == "month":
        low, high = bounds(moment) or (date.min, date.max)
        first = (low, low.replace(day=11), low.replace(day=21))[part]
        last = (low.replace(day=10), low.replace(day=20), high)[part]
        return f"{first}/{last}"
    if moment.unit == "year":
        return f"{moment.year:04d}-{4 * part + 1:02d}/{moment.year:04d}-{4 * part + 4:02d}"
    if moment.unit == "decade":
        years = ((0, 3), (4, 6), (7, 9))[part]
        return f"{moment.year + years[0]:04d}/{moment.year + years[1]:04d}"
    return _plain(moment)


def _before_christ(moment: Moment) -> str | None:
    """EDTF counts a year 0, so 1 BC is `0000` and 44 BC `-0043`."""
    year = 1 - moment.year
    text = f"-{-year:04d}" if year else "0000"
    if moment.unit == "year":
        return text
    return f"{text}-{moment.n:02d}" if moment.unit == "month" else None
