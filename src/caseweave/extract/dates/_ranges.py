"""Two dates that the words make one stretch: "from Monday to Wednesday", "the night of 4-5 May".

Invariant: both ends stay expressions of their own; only their years or weeks are brought in order,
and a night told by two days spans both.
"""

from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from caseweave.extract.dates._calendar import day_of, shift, value
from caseweave.extract.dates._context import Resolved
from caseweave.extract.dates._patterns import Found, Grammar

_LISTED = 3  # days from one weekday of a list to the next, at most
_WEEK = 7
_NEXT = timedelta(days=2)  # a list of days goes on to the very next one
_NIGHT = ("TNI", "TEV")


class Read(NamedTuple):
    """An expression with its reading."""

    found: Found
    resolved: Resolved


def ordered(reads: list[Read], symbols: str, rules: Grammar) -> list[Read]:
    """The readings with the first end of each range not after its second."""
    given = list(reads)
    for i in range(len(given) - 1):
        left, right = given[i], given[i + 1]
        if _lists(left.found, right.found, symbols, rules):
            given[i], given[i + 1] = _one_after_another(left, right)
        elif _ranges(left.found, right.found, symbols, rules):
            into = rules.joins["range"].fullmatch(symbols[left.found.last : right.found.first])
            morning = {"", "TMO"} if into else {""}
            resolved = _night(left, right, morning) or _before(left, right)
            given[i] = Read(left.found, resolved)
            given[i + 1] = _within_a_week(given[i], right, symbols, rules)
    return given


def _ranges(left: Found, right: Found, symbols: str, rules: Grammar) -> bool:
    between = symbols[left.last : right.first]
    if rules.joins["range"].fullmatch(between):
        return True
    opening = symbols[max(0, left.first - 2) : left.first]
    opened = rules.joins["range_opening"].search(opening) is not None
    night = left.clock is not None
    return (opened or night) and rules.joins["range_and"].fullmatch(between) is not None


def _lists(left: Found, right: Found, symbols: str, rules: Grammar) -> bool:
    """`Thursday and Friday`, `Thursday or Friday`."""
    days = all(f.kind == "calendar" and f.groups.keys() == {"weekday"} for f in (left, right))
    days = days and left.clock is None  # "the night between Monday and Tuesday" is one
    return days and rules.joins["either"].fullmatch(symbols[left.last : right.first]) is not None


def _one_after_another(left: Read, right: Read) -> tuple[Read, Read]:
    """The weekdays of a list in their order: the second after the first, by less than a week.

    Which of the two gives way: the one whose other reading restores the order with less haste.
    """
    low, high = left.resolved.moment, right.resolved.moment
    day, last = day_of(low) if low else None, day_of(high) if high else None
    if low is None or high is None or day is None or last is None or last > day:
        return left, right
    if (last - day).days % 7 > _LISTED:  # "Friday and Thursday": the later one first
        return left, right
    on = right.resolved.others[:1]
    if on and day_of(on[0]) == last + timedelta(days=7) and last + timedelta(days=7) - day < _NEXT:
        resolved = msgspec.structs.replace(
            right.resolved, moment=on[0], value=value(on[0]), others=(high,)
        )
        return left, Read(right.found, resolved)
    return Read(left.found, _before(left, right)), right


def _night(left: Read, right: Read, ends: set[str]) -> Resolved | None:
    """`the night of 4-5 May`, `Monday night into Tuesday morning`: from the one day into the other.

    `ends`: the times of day that the second end may have.
    """
    low, high = _day(left.resolved), _day(right.resolved)
    moment = left.resolved.moment
    next_day = right.resolved.moment
    early = next_day is not None and next_day.clock in ends
    night = moment is not None and moment.clock in _NIGHT and early
    if not night or low is None or high is None or high - low != timedelta(days=1):
        return None
    return msgspec.structs.replace(left.resolved, interval=f"{low}/{high}")


def _before(left: Read, right: Read) -> Resolved:
    """The left end, a week or year earlier where it would lie after the right one."""
    low, high = _first(left.resolved), _first(right.resolved)
    moment = left.resolved.moment
    seen_from_now = left.resolved.anchor == right.resolved.anchor == "publication"
    if not seen_from_now or moment is None or low is None or high is None or low <= high:
        return left.resolved
    unit = "week" if "weekday" in left.found.groups else "year"
    moved = shift(moment, unit, -1)
    if moved is None or (moved.first or date.max) > high:
        return left.resolved
    moved = msgspec.structs.replace(moved, clock=moment.clock)
    return msgspec.structs.replace(
        left.resolved, moment=moved, value=value(moved), others=(moment,)
    )


def _within_a_week(left: Read, right: Read, symbols: str, rules: Grammar) -> Read:
    """`from 9 p.m. Wednesday until 6 a.m. Thursday`: the first Thursday after that Wednesday."""
    opening = symbols[max(0, left.found.first - 2) : left.found.first]
    weekdays = all("weekday" in r.found.groups for r in (left, right))
    low, high, last = _first(left.resolved), _first(right.resolved), right.resolved.moment
    if not (weekdays and rules.joins["range_from"].search(opening)):
        return right
    if last is None or low is None or high is None or (high - low).days <= _WEEK:
        return right
    moved = shift(last, "week", -1)
    if moved is None:
        return right
    moved = msgspec.structs.replace(moved, clock=last.clock)
    resolved = msgspec.structs.replace(
        right.resolved, moment=moved, value=value(moved), others=(last,)
    )
    return Read(right.found, resolved)


def _first(resolved: Resolved) -> date | None:
    """The first day of a day or month."""
    moment = resolved.moment
    return moment.first if moment is not None and moment.unit in {"day", "month"} else None


def _day(resolved: Resolved) -> date | None:
    return day_of(resolved.moment) if resolved.moment is not None else None
