"""How values of one kind are compared, and whether two readings speak of the same moment.

Invariant: symmetric, but for a figure of one exact day beside one of a vague time.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import msgspec

from caseweave.model import CountValue, Value
from caseweave.reconcile.days import Days, days_of
from caseweave.reconcile.readings import Group, Reading


class Kind(NamedTuple):
    """How values of one kind are compared and said.

    `beside`: whether two readings hold together though their values do not, for the way in which
    they are told; `told` is what of that way it looks at.
    """

    same: Callable[[Value, Value], bool]
    holds: Callable[[Value, Value], bool]
    said: Callable[[Value], str]
    size: Callable[[Value], int | None] = lambda _: None
    beside: Callable[[Reading, Reading], bool] = lambda _a, _b: False
    told: Callable[[Reading], object] = lambda _: None

    def hold(self, a: Reading, b: Reading) -> bool:
        """Whether both readings can be true."""
        return self.holds(a.value, b.value) or self.beside(a, b)


def alike_as(group: Group, kind: Kind, reading: Reading) -> tuple[object, ...]:
    """All that decides what a reading holds with: readings alike in it are compared once."""
    value = reading.value
    if isinstance(value, CountValue):
        value = msgspec.structs.replace(value, words="")
    moment = None if group.rule.rule == "toll" else reading.moment
    return value, moment, reading.event, kind.told(reading)


def same_moment(group: Group, a: Reading, b: Reading) -> bool:
    """Whether two readings can speak of one moment (of one event, for places)."""
    if group.rule.rule == "toll":
        return True
    if group.rule.rule == "place":
        return _same_event(group, a, b)
    if group.attribute == "date" and None not in (a.event, b.event) and a.event != b.event:
        return False  # the day of the arrest and the day of the release
    one, other = days_of(a.moment), days_of(b.moment)
    return one is None or other is None or _widened(one).meets(_widened(other))


def surely_same_moment(group: Group, a: Reading, b: Reading) -> bool:
    """As `same_moment`; but a figure of one day is not replaced by one of "early March"."""
    one, other = days_of(a.moment), days_of(b.moment)
    apart = one is not None and other is not None and one.exact != other.exact
    return same_moment(group, a, b) and (group.rule.rule != "count" or not apart)


def _same_event(group: Group, a: Reading, b: Reading) -> bool:
    """A way has many places: only those told of one kind of event can exclude each other.

    Places told of no event do so only where no place is told of one.
    """
    untied = a.event is None and all(r.event is None for r in group.held)
    return a.event == b.event and (a.event is not None or untied)


def _widened(days: Days) -> Days:
    """A coarse moment ("last month") is less than sure by its own length on either side."""
    slack = timedelta(0 if days.exact else days.length)
    try:
        return Days(days.low - slack, days.high + slack, exact=False)
    except OverflowError:
        return days
