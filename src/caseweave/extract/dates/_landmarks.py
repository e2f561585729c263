"""Dates told by another date: "the day after Christmas", "two years ago today", "Easter week".

Invariant: each moves or widens a date that the words name beside it; where they name none ("the day
after the strike") it stays unresolved, save that a day right before it is the same day ("May 3, the
day after the strike").
"""

from datetime import date, timedelta

from caseweave.extract.dates import _absolute as absolute
from caseweave.extract.dates._absolute import moment
from caseweave.extract.dates._amounts import amount, unit_of
from caseweave.extract.dates._calendar import Moment, containing, day_of, of_day, shift
from caseweave.extract.dates._context import Context, Resolved
from caseweave.extract.dates._patterns import Found


def named_day(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`9/11`: a day known by its name."""
    del context, whole
    return moment(of_day(date.fromisoformat(found.groups["named"].values["NAMED_DAY"])), "explicit")


def beside(found: Found, context: Context | None, whole: Moment | None) -> Resolved:
    """`the day after Christmas`, `the night before Friday's vote`, `the week before Christmas`.

    And `May 3, the day before the vote`: the day that stands right before it.
    """
    del context
    clock = str(found.groups["part"].values["PART"]) if "part" in found.groups else ""
    day = day_of(whole) if whole is not None else None
    if day is None:
        return Resolved(value=None, kind="TIME" if clock else "DATE")
    sign = int(found.options["sign"])
    if "unit" in found.groups:
        unit, _ = unit_of(found.groups["unit"].values["UNIT"])
        return moment(shift(containing(day, unit), unit, sign), "explicit")
    days = 0 if found.options.get("apposed") else sign
    resolved = moment(of_day(day + timedelta(days=days), clock), "explicit")
    return Resolved(
        value=resolved.value,
        moment=resolved.moment,
        anchor=resolved.anchor,
        kind="TIME" if clock else "DATE",
    )


def back_from(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`two years ago today`, `a year ago this week`: the date beside it, moved back."""
    del context
    return _from_whole(found, whole, -1)


def onward(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`a week from Friday`: the weekday to come, moved on."""
    day = day_of(whole) if whole is not None else None
    if day is not None and context.day is not None and day < context.day:
        whole = of_day(day + timedelta(days=7))
    return _from_whole(found, whole, 1)


def _from_whole(found: Found, whole: Moment | None, sign: int) -> Resolved:
    units = found.groups["units"]
    unit, size = unit_of(
        next(units.values[name] for name in ("UNITS", "UNIT") if name in units.values)
    )
    number = amount(found.groups.get("number")) or 0
    if whole is None or whole.first is None or not number or number % 1:
        return Resolved(value=None)
    first = shift(of_day(whole.first), unit, sign * int(number) * size)
    if first is None or first.first is None:
        return Resolved(value=None)
    return moment(containing(first.first, whole.unit), "publication")


_FEW = {"day": (1, 7), "week": (7, 30)}  # days that "a few days", "several weeks" may be


def off_feast(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`two days after Christmas`; "a few days after the new year" is the week after it."""
    del context
    values = next(found.groups[n].values for n in ("units", "vague") if n in found.groups)
    unit, size = unit_of(next(values[n] for n in ("UNITS", "UNIT") if n in values))
    day, number = day_of(whole) if whole is not None else None, amount(found.groups.get("number"))
    sign = int(found.options["sign"])
    if day is None:
        return Resolved(value=None)
    if number is None:
        if unit not in _FEW:
            return Resolved(value=None)
        near, far = (day + timedelta(days=sign * d) for d in _FEW[unit])
        return Resolved(
            value=None, anchor="explicit", interval=f"{min(near, far)}/{max(near, far)}"
        )
    moved = (
        shift(containing(day, unit), unit, sign * int(number) * size) if number % 1 == 0 else None
    )
    return moment(moved, "explicit")


def before_last(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the week before last`: two back from the publication's."""
    del whole
    unit, size = unit_of(found.groups["unit"].values["UNIT"])
    if context.day is None or size != 1 or unit in {"hour", "minute", "second", "season", "night"}:
        return Resolved(value=None)
    return moment(shift(containing(context.day, unit), unit, -2), "publication")


def holiday_week(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`Easter week`, `Thanksgiving week`: the week that holds the day."""
    day = absolute.feast(found, context, whole)
    if day.moment is None or day.moment.first is None:
        return Resolved(value=None)
    return moment(containing(day.moment.first, "week"), day.anchor)
