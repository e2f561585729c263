"""Durations, sets, clock times, parts of the day and vague references.

Invariant: these need no calendar, except that a clock time stands on the day told beside or before
it; a vague amount is `X`, never a guess.
"""

import re
from datetime import date, timedelta

from caseweave.extract.dates._calendar import Moment, at_clock, day_of, of_day, value
from caseweave.extract.dates._context import Context, Resolved
from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token

# Of each unit's code the granularity, and how many of it make the unit.
_UNITS = {
    "TS": ("second", 1),
    "TM": ("minute", 1),
    "TH": ("hour", 1),
    "D": ("day", 1),
    "N": ("night", 1),
    "W": ("week", 1),
    "WE": ("weekend", 1),
    "2W": ("week", 2),
    "M": ("month", 1),
    "Q": ("quarter", 1),
    "SX": ("season", 1),
    "6M": ("half", 1),
    "Y": ("year", 1),
    "10Y": ("decade", 1),
    "100Y": ("century", 1),
    "1000Y": ("century", 10),
}


def unit_of(code: str) -> tuple[str, int]:
    """The granularity of a unit's code, and how many of it make the unit."""
    return _UNITS[code]


def amount(token: Token | None) -> float | None:
    """The number that a token says; None where it is vague (`several`)."""
    if token is None:
        return None
    for name in ("NUM", "CARDINAL", "FRACTION", "YEARWORDS"):
        if name in token.values:
            return float(token.values[name])
    if "QUANTITY" in token.values:
        text = str(token.values["QUANTITY"])
        return None if text == "X" else float(text)
    return 1.0 if "A" in token.values else 0.5 if "HALF" in token.values else None


_VAGUE = {"10Y": "DE", "100Y": "CE", "1000Y": "ML"}  # TimeML: decades, centuries, millennia
_FINER = {"Y": ("M", 12), "TH": ("M", 60), "TM": ("S", 60)}  # how a half of the unit is written
_CODE = re.compile(r"(T?)(\d*)([A-Z]+)")


def duration_value(code: str, number: float | None) -> str:
    """`P3M`, `PT2H`, `PXY`, `P50Y` for five decades; half units in the next smaller one."""
    match = _CODE.fullmatch("D" if code == "N" else code)
    time, multiple, letter = match.groups() if match else ("", "", code)
    if number is None:
        return f"P{time}X{_VAGUE.get(code, letter)}"
    number *= int(multiple or 1)
    whole, rest = divmod(number, 1)
    finer, size = _FINER.get(time + letter, ("", 0))
    if rest and size and (rest * size).is_integer():
        head = f"{int(whole)}{letter}" if whole else ""
        return f"P{time}{head}{int(rest * size)}{finer}"
    return f"P{time}{int(number) if number.is_integer() else number}{letter}"


def _code(token: Token) -> str:
    names = ("UNITS", "UNIT", "LONG_ONE", "LONG_VAGUE")
    return str(next(token.values[n] for n in names if n in token.values))


def duration(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`five years`, `a week`, `several months`, `the past two days`."""
    del whole
    groups = found.groups
    for name in ("units", "vague", "one"):
        if name in groups:
            token = groups[name]
            break
    code = _code(token)
    number = amount(groups.get("number")) if name == "units" else 1.0 if name == "one" else None
    number = found.options.get("times", number)
    if number is not None and "fraction" in groups:
        number += 0.5
    begun = _begun(found, code, number, context)
    anchor = "publication" if begun else "none"
    return Resolved(
        value=duration_value(code, number), kind="DURATION", interval=begun, anchor=anchor
    )


_DAYS_IN = {"D": 1, "W": 7}


def _begun(found: Found, code: str, number: float | None, context: Context) -> str | None:
    """The day of which it is told how long ago it is ("it is five days since they came")."""
    counted = context.cues.elapsed_since(context.tokens, found.first, found.last)
    if not counted or context.narrative or context.day is None or code not in _DAYS_IN:
        return None
    if number is None or not number.is_integer():
        return None
    day = context.day - timedelta(days=int(number) * _DAYS_IN[code])
    return f"{day}" if code == "D" else f"{day}~"


def recurrence(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`every day`, `each Thursday`, `daily`, `Tuesday nights`, `per month`."""
    del context, whole
    groups = found.groups
    if "value" in found.options:
        return Resolved(value=str(found.options["value"]), kind="SET")
    if "word" in groups:
        return Resolved(
            value=str(
                next(
                    groups["word"].values[c]
                    for c in ("SET_WORD", "SET_DAILY")
                    if c in groups["word"].values
                )
            ),
            kind="SET",
        )
    if "weekday" in groups:
        token = groups["weekday"]
        number = token.values.get("WEEKDAY", token.values.get("WEEKDAYS"))
        part = groups.get("part")
        code = str(part.values.get("PART", part.values.get("PARTS"))) if part else ""
        return Resolved(value=f"XXXX-WXX-{number}{code}", kind="SET")
    if "month" in groups:
        return Resolved(value=f"XXXX-{groups['month'].values['MONTH']:02d}", kind="SET")
    if "season" in groups:
        return Resolved(
            value=f"XXXX-{('SP', 'SU', 'FA', 'WI')[groups['season'].values['SEASON'] - 1]}",
            kind="SET",
        )
    if "part" in groups:
        return Resolved(value=f"XXXX-XX-XX{groups['part'].values['PART']}", kind="SET")
    token = groups.get("unit") or groups["units"]
    code = _code(token)
    number = (
        amount(groups["number"]) if "number" in groups else float(found.options.get("every", 1))
    )
    return Resolved(value=duration_value(code, number), kind="SET")


def reference(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """`now`, `recently`, `the future`."""
    del context, whole
    word = found.groups.get("word")
    if "told" in found.options:
        return Resolved(value=None)
    if word is None:
        return Resolved(value=str(found.options["value"]))
    for name in ("REF", "REF_AHEAD", "REF_ADJECTIVE", "REF_NARRATIVE", "DATEWORD"):
        if name in word.values:
            return Resolved(value=str(word.values[name]))
    return Resolved(value=None)


def clock_code(found: Found) -> str | None:
    """`T16:30`, `TMO` of a clock time or part of the day; None where it is no time."""
    groups = found.groups
    if "code" in found.options:
        return str(found.options["code"])
    if found.kind == "part":
        token = groups.get("part") or groups["mid"]
        return str(token.values["PART"])
    token = groups["clock"]
    digits = [int(d) for d in re.findall(r"\d+", token.text)] or [int(amount(token) or 0)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if "FOURDIGITS" in token.values:
        hour, minute = divmod(int(token.values["NUM"]), 100)
    hour = _half_day(hour, token, groups)
    if hour > 24 or minute > 59:
        return None
    return f"T{hour:02d}:{minute:02d}"


def _half_day(hour: int, token: Token, groups: dict[str, Token]) -> int:
    """The hour of 24 where the words say which half of the day."""
    marker = groups.get("ampm")
    afternoon = (marker is not None and marker.values["AMPM"] == 12) or (
        "COMPACT" in token.values and "p" in token.text
    )
    morning = (marker is not None and marker.text.startswith("a")) or (
        "COMPACT" in token.values and "a" in token.text
    )
    part = groups.get("part")
    if part is not None and part.values["PART"] in {"TAF", "TEV", "TNI"}:
        afternoon = True
    if afternoon and hour < 12:
        return hour + 12
    return 0 if morning and hour == 12 else hour


def time_of_day(found: Found, context: Context, whole: Moment | None) -> Resolved:
    """A clock time or part of the day by itself: on the day told last, or on the publication's."""
    del whole
    code = clock_code(found)
    if code is None:
        return Resolved(value=None, kind="TIME")
    any_day = found.last - found.first == 1 and "ANYTIME" in context.tokens[found.first].values
    if any_day:  # "at night": of no day in particular; "they were freed at dusk": of the day told
        day_told = _of_the_sun(found, context)
        anchor = "narrative" if day_told else "none"
        return Resolved(value=f"XXXX-XX-XX{code}", kind="TIME", interval=day_told, anchor=anchor)
    was = not context.narrative and context.tense(found.first, found.last) == "past"
    entry = found.first in context.entries
    told = None if entry else context.told_day(context.day if was else None)
    base = told or (None if context.narrative else context.published)
    if base is None or day_of(base) is None:
        return Resolved(value=f"XXXX-XX-XX{code}", kind="TIME")
    day, night = at_clock(base, code), _night_before(found, base, context)
    anchor = "publication" if base is context.published else "narrative"
    told_value = value(at_clock(of_day(night[0]), code)) if night else value(day)
    interval = f"{night[0]}/{night[1]}" if night else None
    return Resolved(value=told_value, moment=day, anchor=anchor, kind="TIME", interval=interval)


def _of_the_sun(found: Found, context: Context) -> str | None:
    """The day of a dawn or dusk that was: the one told last, else the publication's."""
    base = context.told_day() or (None if context.narrative else context.published)
    day = day_of(base) if base is not None else None
    sun = "SUN" in context.tokens[found.first].values
    past = sun and context.tense(found.first, found.last) == "past"
    return str(day) if past and day is not None else None


def _night_before(found: Found, base: Moment, context: Context) -> tuple[date, date] | None:
    """`overnight` in the report of a day: the night that led to it, by its two days."""
    part = found.groups.get("part")
    night = part is not None and "OVERNIGHT" in part.values
    if not night or context.day is None or day_of(base) != context.day:
        return None
    if context.tense(found.first, found.last) == "future":
        return None
    return context.day - timedelta(days=1), context.day
