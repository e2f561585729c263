"""Expressions that name a place in the calendar, whole or in part ("23 November", "Tuesday").

Invariant: what the words leave out comes from the whole they stand in, from the date before them
(in a narrative) or from the publication date, in that order; never from the clock.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from caseweave.extract.dates._calendar import (
    Moment,
    bounds,
    containing,
    day_of,
    of_day,
    shift,
    value,
)
from caseweave.extract.dates._context import Context, Resolved
from caseweave.extract.dates._feasts import feast_days, holiday
from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tense import Tense
from caseweave.extract.dates._tokens import Token

_AHEAD = 10  # a two-digit year lies at most so many years after the publication
_PIVOT = 2029  # and without one not after this (POSIX strptime turns at 69; news looks back)


def moment(found: Moment | None, anchor: str, *others: Moment | None) -> Resolved:
    """The resolution to `found`."""
    if found is None:
        return Resolved(value=None)
    return Resolved(
        value=value(found), moment=found, anchor=anchor, others=tuple(o for o in others if o)
    )


def calendar(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """A calendar expression from its named parts."""
    groups = found.groups
    if is_known(found):
        return moment(of_day(date.fromisoformat(found.options["known"])), "explicit")
    if "iso" in groups:
        return _iso(groups["iso"].text)
    if "slash" in groups:
        return _numeric(groups["slash"].text, context)
    if "weekday" in groups:
        return _weekday(groups["weekday"].values["WEEKDAY"], found, context, whole)
    year = year_of(groups, context)
    month = _month(groups["month"]) if "month" in groups else None
    day = day_number(groups["day"]) if "day" in groups else None
    era = "era" in groups and groups["era"].values["ERA"] < 0
    if month is None:
        if year is None:
            return Resolved(value=None)
        return moment(Moment("year", year, era=era), "explicit")
    if year is not None:
        return moment(_month_day(year, month, day, era=era), "explicit")
    return incomplete(lambda y: _month_day(y, month, day), found, context, whole)


def is_known(found: Found) -> bool:
    """Whether the day is known to all without its year ("the Sept. 11 attacks", "9/11")."""
    if found.kind == "named_day":
        return True
    if "known" not in found.options or "year" in found.groups:
        return False
    month, day = found.groups["month"].values["MONTH"], day_number(found.groups["day"])
    return str(found.options["known"]).endswith(f"-{month:02d}-{day:02d}")


_MONTHS = ("MONTH", "FOREIGN_MONTH", "ROMAN_MONTH")


def _month(token: Token) -> int:
    return int(next(token.values[n] for n in _MONTHS if n in token.values))


def _month_day(year: int, month: int, day: int | None, *, era: bool = False) -> Moment | None:
    if day is None:
        return Moment("month", year, month, era=era)
    found = Moment("day", year, month, day, era=era)
    return found if era or day_of(found) else None


def day_number(token: Token) -> int:
    for name in ("DAYNUM", "ORDINAL"):
        if name in token.values:
            return int(token.values[name])
    return int("".join(c for c in token.text if c.isdigit()))


def year_of(groups: dict[str, Token], context: Context) -> int | None:
    token = groups.get("year")
    if token is None:
        return None
    if "SHORTYEAR" in token.values or ("NUM2" in token.values and "era" not in groups):
        return two_digit_year(int(token.text[-2:]), context)
    number = token.values.get("NUM", token.values.get("YEARWORDS", token.values.get("CARDINAL")))
    return int(number) if number is not None and float(number).is_integer() else None


def two_digit_year(short: int, context: Context) -> int:
    """The century of `'98`: not more than a few years after the publication."""
    base = context.published or context.reference
    latest = base.year + _AHEAD if base else _PIVOT
    year = latest // 100 * 100 + short
    return year - 100 if year > latest else year


def incomplete(
    of_year: Callable[[int], Moment | None], found: Found, context: Context, whole: Moment | None
) -> Resolved:
    """What lacks only its year: `of_year` gives it for a year."""
    if whole is not None:
        inside = of_year(whole.year)
        if inside is not None and whole.era:
            inside = msgspec.structs.replace(inside, era=True)
        return moment(inside, "explicit")
    base = context.reference if context.narrative or context.published is None else None
    if base is not None and (context.narrative or base.unit in {"day", "month"}):
        anchored = _near_reference(of_year, context.told_within(base))
        if anchored is not None:
            return moment(anchored, "narrative")
    if context.published is None:
        return Resolved(value=None)
    if context.day is None:
        return moment(of_year(context.published.year), "publication")
    tense = context.tense(found.first, found.last)
    if tense == "past" and context.cues.limited(context.tokens, found.first):
        tense = None
    loose = context.cues.attributive(context.tokens, found.first, found.last)
    if context.cues.approached(context.tokens, found.first):
        loose, tense = True, "future"
    ranked = by_tense(of_year, context.day, tense, _LOOSELY if loose else _AGAINST_TENSE)
    if ranked:
        continued = _of_story(of_year, found, context, ranked[0])
        if continued is not None and (tense != "future" or continued.year > context.day.year):
            return moment(continued, "narrative", ranked[0])
    nearest = ranked[0].first if ranked else None
    far = nearest is not None and abs((nearest - context.day).days) > _SURELY_NEAR
    if far and "of_weekday" in found.groups:
        number = found.groups["of_weekday"].values["WEEKDAY"]
        fitting = _on_weekday(of_year, number, context.day)
        ranked = [fitting, *ranked] if fitting and fitting != ranked[0] else ranked
    return moment(ranked[0], "publication", *ranked[1:2]) if ranked else Resolved(value=None)


_NEW_YEAR = 320  # a step back of more days than this goes to the next year (December, January)


def _near_reference(of_year: Callable[[int], Moment | None], base: Moment) -> Moment | None:
    """The reading in the year of the date told last; a narrative goes over the New Year forward."""
    same = of_year(base.year)
    if same is None or base.era:
        return msgspec.structs.replace(same, era=True) if same else None
    start = base.first
    if start is None or same.first is None or base.unit in {"year", "decade", "century"}:
        return same
    later = of_year(base.year + 1)
    return later if later and (start - same.first).days > _NEW_YEAR else same


_JUST_NOW = 30  # days
_THESE_DAYS = 2  # days around the publication that no story of another year takes
_GOES_ON = 60  # days that a story of another year goes on after the date told last


def _of_story(
    of_year: Callable[[int], Moment | None], found: Found, context: Context, other: Moment
) -> Moment | None:
    """The reading that goes on with a story of another year, where it beats the `other` one.

    It does where the story's date is nearer to it than the publication to the other reading, which
    lies more than a month away (reports look at what was just now), or within a paragraph.
    """
    story, day = context.story_at(found.first), context.day
    going_on = _near_reference(of_year, story) if story is not None else None
    start, low = (m.first if m is not None else None for m in (story, going_on))
    if going_on is None or start is None or low is None or day is None:
        return None
    if "of_weekday" in found.groups and low.isoweekday() != _weekday_number(found):
        return None
    days, away = (low - start).days, _days_between(other, day)
    looks_on = (
        other.first or day
    ) > day  # "the June 18 march", told in a story of last year's June
    if days > _GOES_ON or days < (-_JUST_NOW if looks_on else 0):
        return None
    days = abs(days)
    same = context.same_paragraph(found.first) and days <= _JUST_NOW and away > _THESE_DAYS
    return going_on if same or (away > _JUST_NOW and days < away) else None


def _weekday_number(found: Found) -> int:
    return int(found.groups["of_weekday"].values["WEEKDAY"])


def _days_between(found: Moment, day: date) -> int:
    low, high = bounds(found) or (day, day)
    return max((low - day).days, (day - high).days, 0)


_BESIDE = 2  # tokens between a day and the weekday said of it: ", a"
_YEARS_TO_A_WEEKDAY = (0, -1, 1, -2, -3, -4, -5)
_SURELY_NEAR = 60  # days within which a weekday that does not fit is a slip of the report


def _on_weekday(of_year: Callable[[int], Moment | None], number: int, day: date) -> Moment | None:
    """The reading in the nearest year in which the day is that weekday ("Saturday, Sept. 12")."""
    options = (of_year(day.year + k) for k in _YEARS_TO_A_WEEKDAY)
    days = ((m, day_of(m)) for m in options if m)
    return next((m for m, d in days if d and d.isoweekday() == number), None)


_AGAINST_TENSE = 8.0  # a day against the tense counts as this many with it
_LOOSELY = 2.0  # the same where the day tells which thing is meant ("before the June 4 election")
_UNTENSED_AHEAD = 2.0  # without a tense, a day ahead counts as this many back: news looks back


def by_tense(
    of_year: Callable[[int], Moment | None], day: date, tense: Tense, against: float
) -> list[Moment]:
    """Readings around the publication day, the likeliest first: the nearest that fits the tense.

    `against`: how many days with the tense one against it counts.
    """
    options = [m for m in (of_year(day.year + k) for k in (0, -1, 1)) if m and m.first]

    def cost(found: Moment) -> float:
        low, high = bounds(found) or (day, day)
        if low <= day <= high:
            return 0
        ahead = low > day
        days = (low - day).days if ahead else (day - high).days
        if tense is None:
            return days * (_UNTENSED_AHEAD if ahead else 1.0)
        return days * (against if ahead == (tense == "past") else 1.0)

    return sorted(options, key=cost)


def _weekday(number: int, found: Found, context: Context, whole: Moment | None) -> Resolved:
    if whole is not None and whole.first:
        return moment(of_day(whole.first + timedelta(days=number - 1)), "publication")
    base = None
    reference = day_of(context.reference) if context.reference else None
    if reference is not None and reference.isoweekday() == number and _apposed(found, context):
        return moment(of_day(reference), "narrative")
    if context.narrative or context.day is None:
        if reference is None or not context.narrative:
            return Resolved(value=None)
        base = reference
        ahead = base + timedelta(days=(number - base.isoweekday()) % 7)
        return moment(of_day(ahead), "narrative", of_day(ahead - timedelta(days=7)))
    return _around(number, found, context, context.reported_on(found.first) or context.day)


def _apposed(found: Found, context: Context) -> bool:
    """`On the 14th, a Sunday`: whether a weekday only says which one the day before it was."""
    between = [t.text for t in context.tokens[context.told_at : found.first + 1]]
    return between[:2] == [",", "a"] and found.first - context.told_at <= _BESIDE


def _around(number: int, found: Found, context: Context, day: date) -> Resolved:
    """The weekday before or after the publication; on that weekday itself the day of publication.

    "ahead of Tuesday's vote" is the nearer of the two, "put off until Tuesday" the next one.
    """
    back = day - timedelta(days=(day.isoweekday() - number) % 7)
    ahead = day + timedelta(days=(number - day.isoweekday()) % 7)
    if context.cues.awaited(context.tokens, found.first):
        ahead = day + timedelta(days=(number - day.isoweekday() - 1) % 7 + 1)
        return moment(of_day(ahead), "publication", of_day(back))
    after = context.cues.aftermath_of(context.tokens, found.first, found.last)
    if context.cues.approached(context.tokens, found.first) or context.cues.undecided(
        context.tokens, found.first, found.last
    ):
        later = ahead - day <= day - back
    else:
        tense = context.tense(found.first, found.last)
        nearer = _UNTENSED_AHEAD * (ahead - day).days < (day - back).days
        if tense == "past" and (ahead - day).days == 1 and not context.own_day:
            # tomorrow, or six days ago
            tense = context.cues.surely(context.tokens, found.first, found.last)
            tense = "future" if context.in_wire_lead(found.first) else tense
        nearer = nearer and not context.own_day
        later = not after and (tense == "future" or (tense is None and nearer))
    if back == ahead:
        return moment(of_day(day), "publication", of_day(day + timedelta(days=7)))
    first, second = (ahead, back) if later else (back, ahead)
    return moment(of_day(first), "publication", of_day(second))


def _iso(text: str) -> Resolved:
    day, _, clock = text.upper().partition("T")
    year, month, number = (int(p) for p in day.split("-"))
    found = Moment("day", year, month, number, f"T{clock[:5]}" if clock else "")
    if day_of(found) is None:
        return Resolved(value=None)
    kind: Literal["DATE", "TIME"] = "TIME" if clock else "DATE"
    return Resolved(value=value(found), moment=found, anchor="explicit", kind=kind)


def _numeric(text: str, context: Context) -> Resolved:
    """`11/23/2019`, `23.11.2019`, `2/3/2019`: both readings where both are possible.

    With slashes the order of the text's other dates is read, else the month first; with dots the
    day first; unless only the other reading is a date or lies before the publication.
    """
    separator = next(c for c in text if not c.isdigit())
    parts = text.split(separator)
    a, b, c = (int(p) for p in parts)
    if len(parts[0]) == 4:
        return moment(_month_day(a, b, c) if 1 <= b <= 12 else None, "explicit")
    if len(parts[0]) > 2:
        return Resolved(value=None)
    year = c if len(parts[2]) == 4 else two_digit_year(c, context)
    pairs = [(b, a), (a, b)] if separator == "." or context.day_first else [(a, b), (b, a)]
    options = [_month_day(year, m, d) for m, d in pairs if 1 <= m <= 12]
    real = list(dict.fromkeys(o for o in options if o))
    if context.day is not None:
        real.sort(key=lambda m: (m.first or date.max) > (context.day or date.max))
    return moment(real[0], "explicit", *real[1:]) if real else Resolved(value=None)


def lone_day(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`on the 12th`: of the month told last, or of the publication's."""
    base = whole or context.reference or context.published
    day = day_number(found.groups["day"])
    if "of_weekday" in found.groups and base is not None and base.first is not None:
        return _weekday_and_number(base.first, found.groups["of_weekday"].values["WEEKDAY"], day)
    if base is None or base.unit not in {"day", "month"}:
        return Resolved(value=None)
    found_day = _month_day(base.year, base.n, day)
    published = context.published
    past = not context.narrative and context.tense(found.first, found.last) == "past"
    if past and found_day is not None and published is not None and published.unit == "day":
        found_day = _not_after(found_day, day, published)
    return moment(found_day, "narrative")


def _not_after(found: Moment, day: int, published: Moment) -> Moment | None:
    """`on the 24th` in a report of the 3rd that tells what was: of the month before.

    So it is where the date told last lies ahead ("bail until 1 June. He died on the 17th").
    """
    month = Moment("month", published.year, published.n)
    before = shift(month, "month", -1)
    for option in (found, *(_month_day(m.year, m.n, day) for m in (month, before) if m)):
        if option and option.first and published.first and option.first <= published.first:
            return option
    return found


_MONTHS_AROUND = range(-11, 3)  # among which "Monday the 13th" is looked for


def _weekday_and_number(base: date, number: int, day: int) -> Resolved:
    """`Monday the 13th`: the month nearest to the date told last in which the two agree."""
    months = (shift(Moment("month", base.year, base.month), "month", k) for k in _MONTHS_AROUND)
    options = [_month_day(m.year, m.n, day) for m in months if m is not None]
    fitting = [o for o in options if o and o.first and o.first.isoweekday() == number]
    fitting.sort(key=lambda o: abs(((o.first or base) - base).days))
    return moment(fitting[0] if fitting else None, "narrative")


def feast(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """A holiday, of its year or of the year that context gives."""
    rule = str(found.groups["holiday"].values["HOLIDAY"])

    def of_year(year: int) -> Moment | None:
        day = holiday(rule, year) if 0 < year <= 9999 else None
        return of_day(day) if day else None

    if "year" in found.groups:
        resolved = moment(of_year(year_of(found.groups, context) or 1), "explicit")
    else:
        resolved = incomplete(of_year, found, context, whole)
    return feast_days(rule, resolved)


def enclosing(day: date, unit: str) -> Resolved:
    """The `unit` that holds a day told elsewhere ("the week of March 2")."""
    return moment(containing(day, unit), "explicit")
