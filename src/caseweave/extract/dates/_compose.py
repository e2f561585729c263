"""Neighbouring matches that make one expression, and the words beside it that belong to it.

Invariant: composing only widens spans; a part keeps its own reading and gains the whole (`within`)
or the time of day (`clock`). Which words may stand between is data (`joins` of the patterns).
"""

from collections.abc import Callable

import msgspec

from caseweave.extract.dates._patterns import Found, Grammar, Modifier

_CLOCKS = frozenset({"clock", "part"})
_PARTS_OF_YEAR = frozenset({"quarter", "season", "half", "holiday"})
_COUNTED = frozenset({"number", "vague"})
_REACH = 4  # tokens that a modifier may have

Link = Callable[[str], bool]


def compose(found: list[Found], symbols: str, grammar: Grammar) -> list[Found]:
    """The expressions of a text: neighbours joined, then modifiers taken in."""
    joined: list[Found] = []
    for match in found:
        right = match
        while joined:
            whole = _join(joined[-1], right, symbols, grammar)
            if whole is None:
                break
            joined.pop()
            right = whole
        joined.append(right)
    limits = [0, *(f.last for f in joined)]
    return [
        _modify(f, limit, symbols, grammar.modifiers)
        for f, limit in zip(
            _appose(_borrow(joined, symbols, grammar), symbols, grammar), limits, strict=False
        )
    ]


def _join(left: Found, right: Found, symbols: str, grammar: Grammar) -> Found | None:
    between = symbols[left.last : right.first]

    def link(name: str) -> bool:
        return grammar.joins[name].fullmatch(between) is not None

    for rule in _JOINING:
        whole = rule(left, right, link)
        if whole is not None:
            return msgspec.structs.replace(whole, first=left.first, last=right.last)
    return None


def _two_clocks(left: Found, right: Found, link: Link) -> Found | None:
    """`midnight Friday night`: the second part of the day adds nothing."""
    return left if right.kind == "part" and left.clock is not None and link("adjacent") else None


def _clock_and_day(left: Found, right: Found, link: Link) -> Found | None:
    """`noon on Friday`, `Saturday night`, `23 November at 4 p.m.`."""
    if left.clock is not None or right.clock is not None:
        return None
    if right.kind in _CLOCKS and _is_day(left) and link("day_clock"):
        return msgspec.structs.replace(left, clock=right)
    if left.kind in _CLOCKS and _is_day(right) and link("clock_day"):
        return msgspec.structs.replace(right, clock=left)
    return None


def _weekday_and_day(left: Found, right: Found, link: Link) -> Found | None:
    """`Monday, Oct. 19`: the date decides."""
    dated = right.kind == "lone_day" or (right.kind == "calendar" and "day" in right.groups)
    if not (dated and _is_weekday(left) and link("weekday_day")):
        return None
    groups = {**right.groups, "of_weekday": left.groups["weekday"]}
    return msgspec.structs.replace(right, groups=groups, clock=left.clock or right.clock)


def _part_and_year(left: Found, right: Found, link: Link) -> Found | None:
    """`June last year`, `the winter of 1812`, `this year's third quarter`."""
    if _is_year(left) and _part_of_year(right) and link("whole_part"):
        return msgspec.structs.replace(right, within=left)
    if not (_part_of_year(left) and left.within is None and _is_year(right)):
        return None
    if link("part_whole") or (link("part_in_whole") and right.kind != "calendar"):
        return msgspec.structs.replace(left, within=right)
    return None


def _week_and_day(left: Found, right: Found, link: Link) -> Found | None:
    """`Tuesday of last week`, `the week of March 2`."""
    if _is_weekday(left) and right.kind == "directed" and _unit(right) == "W" and link("of"):
        return msgspec.structs.replace(left, within=right)
    dated = right.kind == "calendar" and _is_day(right)
    if left.kind == "near_period" and dated and link("strictly_of"):
        return msgspec.structs.replace(left, within=right)
    this = right.kind == "directed" and _unit(right) == "M"
    if left.kind == "lone_day" and left.within is None and this and link("strictly_of"):
        return msgspec.structs.replace(left, within=right)  # "the 9th of this month"
    month = right.kind == "calendar" and "month" in right.groups
    if left.kind == "near_period" and month and _unit(left) == "M" and link("strictly_of"):
        return right  # "the month of May"
    return None


def _nth_and_whole(left: Found, right: Found, link: Link) -> Found | None:
    """`the second week of May`, `the last days of 2018`."""
    whole = right.kind == "season" or (
        right.kind == "calendar" and bool(right.groups.keys() & {"month", "year"})
    )
    part = left.kind == "nth" or (left.kind == "half" and "month" in right.groups)
    if not part or not whole or "day" in right.groups or not link("of_or_in"):
        return None
    return msgspec.structs.replace(left, within=right)


def _beside_and_day(left: Found, right: Found, link: Link) -> Found | None:
    """`the day after Christmas`, `the night before Friday's vote`, `the week before Easter`."""
    open_ = left.kind in {"beside", "around"} and left.within is None
    if open_ and _is_day(right) and link("beside"):
        return msgspec.structs.replace(left, within=right)
    return None


def _length_and_feast(left: Found, right: Found, link: Link) -> Found | None:
    """`two days after Christmas`, `a few weeks before Easter`."""
    if (
        left.kind != "duration"
        or right.kind != "holiday"
        or left.groups.keys().isdisjoint(_COUNTED)
    ):
        return None
    for name, sign in (("after", 1), ("before", -1)):
        if link(name):
            options = {**left.options, "sign": sign}
            return msgspec.structs.replace(left, kind="off_feast", within=right, options=options)
    return None


def _ago_and_now(left: Found, right: Found, link: Link) -> Found | None:
    """`two years ago today`, `a year ago this month`, `a week ago Monday`, `a week from Friday`."""
    ago = left.kind == "shift" and "dir" in left.groups and "AGO" in left.groups["dir"].values
    now = right.kind == "deictic" or (right.kind == "directed" and _unit(right) is not None)
    near = "dir" not in right.groups or "THIS" in right.groups["dir"].values
    if ago and near and (now or _is_weekday(right)) and link("adjacent"):
        return msgspec.structs.replace(left, kind="back_from", within=right)
    if left.kind == "onward" and left.within is None and _is_weekday(right) and link("adjacent"):
        return msgspec.structs.replace(left, within=right)
    return None


_JOINING = (
    _beside_and_day,
    _length_and_feast,
    _ago_and_now,
    _two_clocks,
    _clock_and_day,
    _weekday_and_day,
    _part_and_year,
    _week_and_day,
    _nth_and_whole,
)


def _unit(found: Found) -> str | None:
    token = found.groups.get("unit")
    return str(token.values["UNIT"]) if token is not None else None


def _is_day(found: Found) -> bool:
    keys = found.groups.keys()
    if found.kind == "calendar":
        return bool(keys & {"day", "weekday", "iso", "slash"})
    if found.kind == "directed":
        return bool(keys & {"weekday", "holiday", "part"}) or _unit(found) in {"D", "N"}
    return found.kind in {"deictic", "lone_day", "holiday"}


def _is_weekday(found: Found) -> bool:
    return found.kind == "calendar" and found.groups.keys() == {"weekday"}


def _part_of_year(found: Found) -> bool:
    if "year" in found.groups:
        return False
    return found.kind in _PARTS_OF_YEAR or (found.kind == "calendar" and "month" in found.groups)


def _is_year(found: Found) -> bool:
    keys = found.groups.keys()
    if found.within is not None or found.clock is not None:
        return False
    if found.kind == "calendar":
        return "year" in keys and "month" not in keys
    if keys & {"weekday", "month", "season", "part", "holiday"}:
        return False
    return found.kind in {"directed", "near_period", "fiscal_year"} and _unit(found) in {None, "Y"}


def _borrow(found: list[Found], symbols: str, grammar: Grammar) -> list[Found]:
    """Gives the year of the last of a list to those before it ("in April and June 1955")."""
    given = list(found)
    for i in range(len(given) - 2, -1, -1):
        left, right = given[i], given[i + 1]
        if left.within is not None or not _part_of_year(left):
            continue
        if grammar.joins["list"].fullmatch(symbols[left.last : right.first]):
            year = right if "year" in right.groups else right.within
            dated = "month" in right.groups or right.kind in _PARTS_OF_YEAR
            given[i] = msgspec.structs.replace(left, within=year) if dated else left
    return given


def _appose(found: list[Found], symbols: str, grammar: Grammar) -> list[Found]:
    """Gives "the day after the vote" the day that stands right before it ("May 3, the day ...")."""
    given = list(found)
    for i in range(1, len(given)):
        left, right = given[i - 1], given[i]
        if right.kind != "beside" or right.within is not None or not _is_day(left):
            continue
        if grammar.joins["apposition"].fullmatch(symbols[left.last : right.first]):
            options = {**right.options, "apposed": True}
            given[i] = msgspec.structs.replace(right, within=left, options=options)
    return given


def kind_type(found: Found) -> str:
    """DATE, TIME, DURATION, SET, or SHIFT (a date told as a distance)."""
    if found.kind in {"duration", "set"}:
        return found.kind.upper()
    if found.kind == "shift":
        return "SHIFT"
    if found.clock is not None or found.kind in _CLOCKS or "part" in found.groups:
        return "TIME"
    return "DATE"


def _modify(found: Found, limit: int, symbols: str, modifiers: tuple[Modifier, ...]) -> Found:
    """Takes in the longest modifier that ends where the expression begins."""
    if found.kind == "reference":
        return found
    of_type = kind_type(found)
    best: tuple[int, Modifier] | None = None
    for modifier in modifiers:
        if of_type not in modifier.types or symbols[found.first] in modifier.unless:
            continue
        match = modifier.before.search(symbols, max(limit, found.first - _REACH), found.first)
        if match and match.end() == found.first and (best is None or match.start() < best[0]):
            best = (match.start(), modifier)
    if best is None:
        return found
    return msgspec.structs.replace(found, first=best[0], mod=best[1].mod, toward=best[1].toward)
