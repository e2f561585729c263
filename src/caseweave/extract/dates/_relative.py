"""Expressions that count from another date: the publication ("last week") or the one told before.

Invariant: "the following day", "two days later", "that year" count from the date resolved last in
the order of the text (the narrative anchor); "yesterday", "next month", "a year ago" from the
publication, except in a narrative, where the date told last stands in its place.
"""

from datetime import date, timedelta

import msgspec

from caseweave.extract.dates import _absolute as absolute
from caseweave.extract.dates._absolute import moment
from caseweave.extract.dates._amounts import amount, duration_value, unit_of
from caseweave.extract.dates._calendar import (
    Moment,
    containing,
    day_of,
    of_day,
    shift,
    value,
)
from caseweave.extract.dates._context import Context, Resolved
from caseweave.extract.dates._feasts import holiday
from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token

_FROM_THE_TOLD = frozenset({"TOLD", "EARLIER", "BEFORE", "AFTER"})


def _base(found: Found, context: Context) -> tuple[Moment | None, str]:
    """What a directed expression counts from, and the anchor's name.

    "the following", "that", "before" count from the date told last, and so do "the next day" and
    "the next morning"; others from the publication, except in a narrative.
    """
    direction = found.groups["dir"].values.keys()
    told = bool(direction & _FROM_THE_TOLD) or ("NEXT" in direction and _of_a_day(found))
    told = told or ("NEXT" in direction and _in_the_story(found, context))
    if told and context.reference is None and "LAST" in direction and not _of_a_day(found):
        return context.published, "publication"  # "the previous quarter" where none is told
    if told or context.narrative:
        day = context.told_day() if _of_a_day(found) else None
        return day or context.reference, "narrative"
    return context.published, "publication"


def _in_the_story(found: Found, context: Context) -> bool:
    """`In 2008 it was shut, the next year sold`: with "the", of what was."""
    tokens, first = context.tokens, found.first
    article = "THE" in tokens[first].values and tokens[first + 1] is found.groups["dir"]
    before = tokens[first - 1].text if first else ""
    if not article or "unit" not in found.groups or before in context.cues.spans:
        return False
    return context.reference is not None and context.tense(first, found.last) == "past"


def _of_a_day(found: Found) -> bool:
    unit = found.groups.get("unit")
    return "part" in found.groups or (unit is not None and unit.values["UNIT"] in {"D", "N"})


def _meaning(token: Token, classes: tuple[str, ...]) -> int:
    """What a token means under the first of `classes` that it has."""
    return next(int(token.values[c]) for c in classes if c in token.values)


def _says(found: Found, context: Context, name: str) -> bool:
    return any(name in t.values for t in context.tokens[found.first : found.last])


def deictic(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`yesterday`, `today`, `tonight`."""
    del whole
    days, _, clock = str(found.groups["word"].values["DEICTIC"]).partition(" ")
    if context.day is None:
        return Resolved(value=None, kind="TIME" if clock else "DATE")
    day = of_day(context.day + timedelta(days=int(days) + found.options.get("days", 0)), clock)
    return Resolved(
        value=value(day), moment=day, anchor="publication", kind="TIME" if clock else "DATE"
    )


_WEEK_KNOWN = frozenset({"day", "week", "weekend"})  # what "that Friday" may count from


def directed(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`last week`, `next Friday`, `this morning`, `that year`, `the following day`."""
    del whole
    groups = found.groups
    direction = groups["dir"]
    step = _meaning(direction, ("LAST", "NEXT", "THIS", "THAT", "EARLIER", "BEFORE", "AFTER"))
    base, anchor = _base(found, context)
    if base is None:
        night = "part" in groups or ("unit" in groups and groups["unit"].values["UNIT"] == "N")
        return Resolved(value=None, kind="TIME" if night else "DATE")
    if "unit" in groups:
        return _unit(found, base, step, anchor)
    day = base.first
    if day is None:
        return Resolved(value=None)
    if "weekday" in groups and base.unit not in _WEEK_KNOWN:
        return Resolved(value=None)
    if "weekday" in groups:
        near = "PASTWORD" in direction.values  # "this past Monday" is the last one, however near
        return _named_weekday(groups["weekday"].values["WEEKDAY"], day, step, anchor, near=near)
    if "part" in groups:
        return _named_part(found, day, step, anchor)
    return _named(found, day, step, anchor)


def _unit(found: Found, base: Moment, step: int, anchor: str) -> Resolved:
    unit, count = unit_of(found.groups["unit"].values["UNIT"])
    if unit in {"hour", "minute", "second", "season"}:
        return Resolved(value=None)
    if unit == "night":
        return _clocked(day_of(base), step, "TNI", anchor)
    if base.era:
        return moment(shift(base, unit, step), anchor) if unit == "year" else Resolved(value=None)
    if base.unit in {"year", "decade", "century"} and unit not in {"year", "decade", "century"}:
        return Resolved(value=None)
    day = base.first
    if day is None:
        return Resolved(value=None)
    if base.unit == "month" and unit == "day":
        return Resolved(value=None)
    start = containing(day, "week" if unit == "fortnight" else unit)
    return moment(shift(start, "week" if unit == "weekend" else start.unit, step * count), anchor)


def _clocked(day: date | None, step: int, clock: str, anchor: str) -> Resolved:
    if day is None:
        return Resolved(value=None, kind="TIME")
    found = of_day(day + timedelta(days=step), clock)
    return Resolved(value=value(found), moment=found, anchor=anchor, kind="TIME")


def _named_part(found: Found, day: date, step: int, anchor: str) -> Resolved:
    code = str(found.groups["part"].values["PART"])
    return _clocked(day, step, code, anchor)


# "last Friday" on a Saturday is the week before's; on a Monday it is three days ago. Seen in 700
# dated news reports (GVA): four in five within two days, none beyond.
_TOO_NEAR = 2


def _named_weekday(number: int, day: date, step: int, anchor: str, *, near: bool) -> Resolved:
    back = day - timedelta(days=(day.isoweekday() - number - 1) % 7 + 1)
    ahead = day + timedelta(days=(number - day.isoweekday() - 1) % 7 + 1)
    week = timedelta(days=7)
    if step < 0 and not near and (day - back).days <= _TOO_NEAR:
        return moment(of_day(back - week), anchor, of_day(back))
    if step < 0:
        return moment(of_day(back), anchor, of_day(back - week))
    if step > 0:
        return moment(of_day(ahead), anchor, of_day(ahead + week))
    same = day - timedelta(days=day.isoweekday() - number)
    return moment(of_day(same), anchor)


def _named(found: Found, day: date, step: int, anchor: str) -> Resolved:
    """`last May`, `this summer`, `next Christmas`."""
    groups = found.groups

    def of_year(year: int) -> Moment | None:
        if "month" in groups:
            return Moment("month", year, groups["month"].values["MONTH"])
        if "season" in groups:
            return Moment("season", year, groups["season"].values["SEASON"])
        feast = holiday(str(groups["holiday"].values["HOLIDAY"]), year)
        return of_day(feast) if feast else None

    options = [m for m in (of_year(day.year + k) for k in (-2, -1, 0, 1, 2)) if m and m.first]
    here = next((i for i, m in enumerate(options) if m.year == day.year), 0)
    if step == 0:
        return moment(options[here], anchor)
    if step < 0:
        past = [m for m in options if _ends_before(m, day)]
        return moment(past[-1], anchor, *past[-2:-1]) if past else Resolved(value=None)
    later = [m for m in options if (m.first or day) > day]
    return moment(later[0], anchor, *later[1:2]) if later else Resolved(value=None)


def _ends_before(found: Moment, day: date) -> bool:
    start = found.first
    return start is not None and start <= day and containing(day, found.unit) != found


def distance(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`two weeks ago` (from the publication), `three days later` (from the date told last)."""
    del whole
    groups = found.groups
    unit, size = unit_of(
        next(groups["units"].values[c] for c in ("UNITS", "UNIT") if c in groups["units"].values)
    )
    names = ("AGO", "EARLIER", "LATER", "BEFORE", "AFTER")
    sign = found.options.get("sign") or _meaning(groups["dir"], names)
    told = found.options["base"] == "reference" or context.narrative
    base = context.reference if told else context.published
    if told and unit in {"day", "night", "week"}:
        base = context.told_day(acted=sign < 0) or base
    anchor = "narrative" if told else "publication"
    number = amount(groups["number"]) if "number" in groups else None
    if "number" not in groups and "UNIT" in groups["units"].values:
        number = 1.0
    if number is not None and "fraction" in groups:
        number += 0.5
    if unit in {"hour", "minute", "second"}:  # no clock to count from: its length alone is known
        code = next(v for n, v in groups["units"].values.items() if n in {"UNITS", "UNIT"})
        return Resolved(value=duration_value(code, number), kind="DURATION")
    if number is None:
        return Resolved(value="PAST_REF" if sign < 0 else "FUTURE_REF")
    if base is None and told and unit == "year":  # "up from four a year earlier"
        base, anchor = context.published, "publication"
    if base is None:
        return Resolved(value=None)
    if unit in _YEARS_IN:
        unit, number = "year", number * _YEARS_IN[unit]
    if unit == "year" and number % 1 and base.unit in {"day", "month"}:
        moved = shift(base, "month", round(number * _MONTHS) * sign)
        return moment(Moment("year", moved.year) if moved else None, anchor)
    count = round(number * size) * sign
    resolved = moment(_moved(base, unit, count, context), anchor)
    if told and unit == "week" and resolved.moment is not None and base.first is not None:
        about = base.first + timedelta(days=7 * count)  # "found a week later": seven days or so
        return msgspec.structs.replace(resolved, interval=f"{about}~")
    return resolved


_MONTHS = 12
_YEARS_IN = {"decade": 10, "century": 100}


def _moved(base: Moment, unit: str, count: int, context: Context) -> Moment | None:
    """`base` at the granularity of `unit` moved by `count`; a quarter stays a quarter by years."""
    if unit == "year":
        period = _period(context)
        if period is not None and abs(count) == 1:
            return shift(period, "year", count)
        return shift(Moment("year", base.year, era=base.era), "year", count)
    if base.era or base.first is None:
        return None
    if unit in {"decade", "century"}:
        return shift(Moment("year", base.year), unit, count)
    if base.unit in {"year", "decade", "century"} or (base.unit == "month" and unit != "month"):
        return None
    if unit in {"day", "night"}:
        day = day_of(base)
        return of_day(day + timedelta(days=count)) if day else None
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if unit == "weekend":
        unit = "week"
    return shift(containing(base.first, unit), unit, count)


_RECENT = 6  # how many dates back a quarter still tells that the text speaks of quarters


def _period(context: Context) -> Moment | None:
    """The last completed quarter that the text speaks of, where it does."""
    recent = [m for m in context.references[-_RECENT:] if m.unit == "quarter"]
    if context.day is not None:
        here = containing(context.day, "quarter")
        recent = [m for m in recent if (m.year, m.n) < (here.year, here.n)]
    return max(recent, key=lambda m: (m.year, m.n), default=None)


def comparison(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the year-earlier quarter`: the quarter told last, a year before."""
    del whole
    period = _period(context)
    if period is None and _says(found, context, "QUARTERWORD"):
        period = _last_quarter(context)
    if period is None:
        base = context.published
        return moment(shift(Moment("year", base.year), "year", -1) if base else None, "publication")
    return moment(shift(period, "year", -1), "narrative")


def _last_quarter(context: Context) -> Moment | None:
    if context.day is None:
        return None
    return shift(containing(context.day, "quarter"), "quarter", -1)


def near_period(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the quarter`, `the week`, `the latest period`, `the full year`, `the week of March 2`."""
    unit_token = found.groups.get("unit")
    unit = unit_of(unit_token.values["UNIT"])[0] if unit_token else "quarter"
    if whole is not None and whole.first:
        return absolute.enclosing(whole.first, unit)
    if unit == "quarter":
        told = None if _says(found, context, "LATEST") else _period(context)
        period = told or _last_quarter(context)
        return moment(period, "narrative")
    if unit == "day" and not found.toward and _clause_follows(found, context):
        return Resolved(value=None)
    base = context.reference if context.narrative else context.published
    base = base or context.reference
    if unit == "month":
        base = context.month_at(found.first) or base
    if unit == "year" and base:
        return moment(Moment("year", base.year, era=base.era), "publication")
    if base is None or base.first is None or (base.unit not in {"day", "month"}):
        return Resolved(value=None)
    if base.unit == "month" and unit != "month":
        return Resolved(value=None)
    return moment(
        containing(base.first, unit), "narrative" if base is context.reference else "publication"
    )


def _clause_follows(found: Found, context: Context) -> bool:
    """`the day he left`, `the day of the strike`: told by an event, not by the calendar."""
    after = context.tokens[found.last] if found.last < len(context.tokens) else None
    return after is not None and (
        not after.values or not after.values.keys().isdisjoint({"CLOSED", "THE", "A", "OF", "WHEN"})
    )


def weekend(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`the weekend`: the last one, or the next where the clause looks ahead; `Easter weekend`."""
    del whole
    if "holiday" in found.groups:
        return _beside_holiday(found, context)
    base = context.reference if context.narrative else context.published
    if base is None or day_of(base) is None or base.first is None:
        return Resolved(value=None)
    here = containing(base.first, "weekend")
    past = here if base.first.isoweekday() >= 6 else shift(here, "week", -1)
    if context.tense(found.first, found.last) == "future":
        return moment(here, "publication", past)
    return moment(past, "publication", here)


def _beside_holiday(found: Found, context: Context) -> Resolved:
    """The weekend nearest to a holiday: a Monday or Tuesday has it before, later days after."""
    day = absolute.feast(found, context, None)
    if day.moment is None or day.moment.first is None:
        return Resolved(value=None)
    first = day.moment.first
    here = containing(first, "weekend")
    early = first.isoweekday() <= _AFTER_WEEKEND
    return moment(shift(here, "week", -1) if early else here, day.anchor)


_AFTER_WEEKEND = 2  # Tuesday


def year_end(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`year-end`: the last day of the year, of the one before after "since"."""
    base = whole or (context.reference if context.narrative else context.published)
    if base is None or base.era:
        return Resolved(value=None)
    past = whole is None and context.cues.since(context.tokens, found.first)
    return moment(Moment("day", base.year - past, 12, 31), "publication")
