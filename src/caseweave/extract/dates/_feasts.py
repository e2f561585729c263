"""Feasts and their days in a year, by rules that the word lists name.

Invariant: pure calendar arithmetic; a feast of a lunar calendar may be seen a day earlier or later
in another country (`is_seen`), one outside of the calendar gives None.
"""

import calendar
import math
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from caseweave.extract.dates._context import Resolved

_SEEN = frozenset({"hijri"})  # begin when the moon is seen
_ISLAMIC_EPOCH = 227015  # proleptic Gregorian ordinal of 1 Muharram of year 1 (civil)
_ISLAMIC_YEARS = 33 / 32  # Islamic years in a solar one, near enough to find the year by


def is_seen(rule: str) -> bool:
    """Whether the day depends on a moon that is seen."""
    return rule.split(maxsplit=1)[0] in _SEEN


def lasts(rule: str) -> int:
    """The days that a feast lasts: more than one where the rule names a month ("Ramadan")."""
    name, *args = rule.split()
    return int(args[2]) if name == "hijri" and len(args) > 2 else 1


def feast_days(rule: str, resolved: Resolved) -> Resolved:
    """The reading of a feast with all its days, and about them where the moon tells the day."""
    first = resolved.moment.first if resolved.moment is not None else None
    days = lasts(rule)
    if first is None or (days == 1 and not is_seen(rule)):
        return resolved
    last = first + timedelta(days=days - 1)
    if days > 1:  # a stretch of days is no value of TIMEX3
        return msgspec.structs.replace(resolved, value=None, interval=f"{first}/{last}")
    return msgspec.structs.replace(resolved, interval=f"{first}~")


def holiday(rule: str, year: int) -> date | None:
    """The first day of a feast in `year`, by its rule.

    Rules: `MM-DD`, `nth MONTH WEEKDAY N [DAYS]` (so many days after it), `last MONTH WEEKDAY`,
    `easter DAYS` (Western, by the rule of Meeus, Jones and Butcher), `election` (United States),
    `hijri MONTH DAY [DAYS IT LASTS]` (the civil Islamic calendar, Reingold and Dershowitz 2001,
    chapter 6; the first in the year), `lunar DAYS` (days after the new year of
    the Chinese calendar).
    """
    name, *args = rule.split()
    if name == "nth":
        month, weekday, count, *after = (int(a) for a in args)
        first = date(year, month, 1)
        days = (weekday - first.isoweekday()) % 7 + 7 * (count - 1) + sum(after)
        return first + timedelta(days=days)
    if name == "last":
        month, weekday = (int(a) for a in args)
        end = date(year, month, calendar.monthrange(year, month)[1])
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    if name in _NAMED:
        return _NAMED[name](year, [int(a) for a in args])
    month, day = (int(p) for p in name.split("-"))
    return date(year, month, day)


def _election(year: int, args: list[int]) -> date:
    del args
    first = date(year, 11, 1)
    return first + timedelta(days=(1 - first.isoweekday()) % 7 + 1)


def _easter(year: int, args: list[int]) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(days=args[0])


def _hijri(year: int, args: list[int]) -> date | None:
    month, day = args[:2]
    start = max(1, int((year - 622) * _ISLAMIC_YEARS) - 1)
    for lunar in range(start, start + 4):
        months = math.ceil(29.5 * (month - 1)) + (lunar - 1) * 354 + (3 + 11 * lunar) // 30
        found = date.fromordinal(_ISLAMIC_EPOCH + months + day - 1)
        if found.year == year:
            return found
    return None


# Mean new moons (Meeus, Astronomical Algorithms, chapter 49, the largest terms), in days of the
# proleptic Gregorian ordinal and Universal Time; good to an hour between 1900 and 2100.
_MONTH_DAYS = 29.530588861
_NEW_MOON_2000 = 730125.59766
_BEIJING = 8 / 24


def _new_moon(k: int) -> float:
    century = k / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * k)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * century**2)
    node = math.radians(160.7108 + 390.67050284 * k)
    terms = (
        -0.40720 * math.sin(moon)
        + 0.17241 * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * node)
        + 0.00739 * math.sin(moon - sun)
        - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun)
    )
    return _NEW_MOON_2000 + _MONTH_DAYS * k + 0.00015437 * century**2 + terms


def _lunar(year: int, args: list[int]) -> date | None:
    """The new moon that falls between 21 January and 20 February in Beijing."""
    if not 1900 <= year <= 2100:
        return None
    low, high = date(year, 1, 21).toordinal(), date(year, 2, 20).toordinal()
    first = int((year - 2000) * 12.3685)
    moons = (int(_new_moon(first + i) + _BEIJING) for i in range(-1, 4))
    day = next((m for m in moons if low <= m <= high), None)
    return date.fromordinal(day + args[0]) if day is not None else None


_NAMED: dict[str, Callable[[int, list[int]], date | None]] = {
    "easter": _easter,
    "election": _election,
    "hijri": _hijri,
    "lunar": _lunar,
}
