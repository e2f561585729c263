"""Matches that are no dates: ages, money, distances, scores, numbers of laws, flights, streets.

Invariant: a filter over one match and its neighbours; it never changes a match.
"""

from collections.abc import Callable

from caseweave.extract.dates._names import (
    Beside,
    heads_name,
    is_holiday_name,
    is_name,
    is_programme,
    is_vehicle,
    is_written_name,
    reject_words,
)
from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token

_COUNT_REACH = 3  # tokens from a number to what it counts
_DAYS = frozenset({"WEEKDAY", "MONTH", "DEICTIC", "ORDNUM", "CLOCK", "HOLIDAY", "DAYWORD"})
_CLOCKED = (_DAYS - {"CLOCK"}) | {"NUM", "ISO", "SLASH", "PART", "LOCAL", "HOURWORDS"}
_STREET_REACH = 5  # tokens of a street's name, with its stops
_SURELY_YEARS = 50  # "the 30s" without an apostrophe are degrees or shares, "the 60s" years
_MODERN = range(1900, 2101)  # years that need no preposition to be believed


def is_no_date(found: Found, tokens: list[Token], language: str) -> bool:
    """Whether the match is a number or a word of another kind."""
    check = _CHECKS.get(found.kind)
    if check is None:
        return False
    before = tokens[found.first - 1].text if found.first else ""
    after = tokens[found.last].text if found.last < len(tokens) else ""
    return check(Beside(found, tokens, reject_words(language), before, after))


def _duration(beside: Beside) -> bool:
    """Ages, and what only looks like a length of time (three-quarters, zero-day)."""
    groups, found = beside.found.groups, beside.found
    if "number" in groups and 0 in groups["number"].values.values():
        return True
    if "OLD" in beside.tokens[found.last - 1].values:
        return "vague" not in groups and beside.after not in beside.words["aged_things"]
    bare = "vague" in groups and "UNITS" in groups["vague"].values
    if bare and found.last - found.first == 1:
        told = beside.after in beside.words["after_vague"]  # "hours before the speech"
        matter = _before(beside, 2) in beside.words["before_length"]
        return matter or not (told or beside.before in beside.words["before_vague"])
    if _always(beside) or _as_many(beside) or _last_moment(beside):
        return True
    units = groups.get("units")
    inside = beside.tokens[found.first : found.last]
    if units is not None and units.values.get("UNITS") == "Q" and _hyphen(inside):
        return True
    if _fourth(beside):
        return True
    following = [t.text for t in beside.tokens[found.last : found.last + 2]]
    if beside.before in beside.words["before_age"]:
        return True
    return any(text in beside.words["age"] for text in following[:1]) or (
        len(following) == 2 and following[0] in "-–" and following[1] in beside.words["age"]
    )


def _before(beside: Beside, count: int) -> str:
    """The words right before the match, so many of them."""
    first = beside.found.first
    return " ".join(t.text for t in beside.tokens[max(0, first - count) : first])


def _last_moment(beside: Beside) -> bool:
    """`called off at the last minute`."""
    one = beside.found.groups.get("one")
    last = one is not None and "SHORTUNIT" in one.values
    return last and beside.before in beside.words["before_last_moment"]


def _always(beside: Beside) -> bool:
    """`24 hours a day, seven days a week`: always, no length and no rate."""
    first, last = beside.found.first, beside.found.last
    around = beside.tokens[max(0, first - 2) : last + 2]
    texts = [t.text for t in around]
    return any(" ".join(texts[i : i + 4]) in beside.words["always"] for i in range(len(texts) - 3))


def _as_many(beside: Beside) -> bool:
    """`the third in as many months`: a comparison."""
    number = beside.found.groups.get("number")
    return number is not None and f"{beside.before} {number.text}" in beside.words["comparison"]


def _fourth(beside: Beside) -> bool:
    """A quarter that is a share or a part of town: "a quarter of the men", "in some quarters"."""
    groups = beside.found.groups
    unit = groups.get("units") or groups.get("one")
    number = groups.get("number")
    if unit is None or number is None or unit.values.keys().isdisjoint({"UNIT", "UNITS"}):
        return False
    if "Q" not in (unit.values.get("UNIT"), unit.values.get("UNITS")):
        return False
    share = "UNIT" in unit.values or 3 in number.values.values()
    if share and beside.after in beside.words["of"]:
        return True
    return number.text in beside.words["some"]


def _hyphen(tokens: list[Token]) -> bool:
    return any("HYPHEN" in t.values for t in tokens)


def _calendar(beside: Beside) -> bool:
    keys = beside.found.groups.keys()
    if _is_no_era(beside):
        return True
    if keys == {"year"}:
        return _year(beside)
    if keys == {"month"}:
        return _doubtful_month(beside)
    if keys == {"weekday"}:
        if beside.before in beside.words["before_name_day"]:
            return True
        determined = beside.before in beside.words["article"]
        return determined and beside.capital(beside.found.last)  # "The Sunday Courier"
    return False


def _doubtful_month(beside: Beside) -> bool:
    """A month's name that is also a verb, a name or a walk, without a word that makes it a date."""
    if beside.found.groups["month"].text not in beside.words["doubtful_month"]:
        return False
    if beside.before not in beside.words["before_doubtful_month"]:
        return True
    walk = beside.before in beside.words["article"] and beside.after in beside.words["after_walk"]
    return walk or beside.after in beside.words["after_doubtful_month"]


def _is_no_era(beside: Beside) -> bool:
    """`one ad`: an era after its year is written in capitals or with stops."""
    era = beside.found.groups.get("era")
    return era is not None and era.values["ERA"] > 0 and not era.shouted and "." not in era.text


def _year(beside: Beside) -> bool:
    token, words = beside.found.groups["year"], beside.words
    if _before(beside, 3) in words["before_bound_year"]:
        return False  # "until at least 2015"
    if beside.before in words["before_number"] or beside.after in words["percent"]:
        return True
    if _counts(beside):
        return True
    if "SHORTYEAR" in token.values:
        return beside.before not in words["before_short_year"]
    if _street(beside) or _code(beside) or _phone(beside) or is_vehicle(beside):
        return True
    if int(token.values.get("NUM", token.values.get("YEARWORDS", 0))) in _MODERN:
        return False
    if beside.capital(beside.found.last):
        return beside.before not in words["before_old_year"]
    return beside.before not in words["before_year"] and beside.after not in words["after_year"]


def _counts(beside: Beside) -> bool:
    """`2000 refugees`, `1500 to 2000 refugees`, `2000 Syrian refugees`, but `in 2015 refugees`."""
    last, tokens = beside.found.last, beside.tokens
    if beside.before in beside.words["year_surely"]:
        return False
    if last + 1 < len(tokens) and tokens[last].values.keys() & {"AND", "TO", "OR", "HYPHEN"}:
        last += 2 if "NUM" in tokens[last + 1].values else 0
    following = tokens[last : last + _COUNT_REACH]
    nouns = [i for i, t in enumerate(following) if "COUNTED" in t.values]
    return bool(nouns) and not any(t.values for t in following[: nouns[0]])


def _phone(beside: Beside) -> bool:
    """`555-1998`: digits that are no year, joined by a mark without a space."""
    first = beside.found.first
    if first < 2 or beside.before not in beside.words["joint"]:
        return False
    number, joint = beside.tokens[first - 2], beside.tokens[first - 1]
    joined = joint.start == number.end and joint.end == beside.tokens[first].start
    return joined and "YEARNUM" not in number.values and number.text.isdigit()


def _suffix(beside: Beside) -> bool:
    """`1926-28` goes on; `2011-08-S-045` is a code."""
    groups = beside.found.groups
    first, last = groups["year"].values["NUM"] % 100, groups["suffix"].values["NUM"]
    dash = beside.tokens[beside.found.first - 1]
    return bool(last <= first) or dash.end - dash.start > 1 or _code(beside)


def _code(beside: Beside) -> bool:
    """Part of a code: a tight hyphen after it, and another after what follows."""
    after = beside.tokens[beside.found.last : beside.found.last + 3]
    if len(after) < 2 or after[0].text != "-" or after[0].end - after[0].start != 1:
        return False
    again = len(after) == 3 and after[1].end == after[2].start and after[2].text == "-"
    return again or not after[1].values


def _street(beside: Beside) -> bool:
    """The number or name of a street: a street's word within the next capitalised words."""
    last = beside.found.last
    for token in beside.tokens[last : last + _STREET_REACH]:
        if token.text in beside.words["street"]:
            return True
        if not token.capital and token.values.keys().isdisjoint({"NUM", "ORDNUM", "STOP"}):
            return False
    return False


def _decade(beside: Beside) -> bool:
    """People "in their 30s", and bare tens without "the" or an apostrophe ("mid-40s", "60s")."""
    token, found = beside.found.groups["decade"], beside.found
    digits = "".join(c for c in token.text if c.isdigit())
    if len(digits) != 2 or not token.text[0].isdigit():
        return False
    if int(digits) < _SURELY_YEARS or beside.before in beside.words["of_a_scale"]:
        return True
    return not any("THE" in t.values for t in beside.tokens[max(0, found.first - 2) : found.last])


def _set(beside: Beside) -> bool:
    titled = "word" in beside.found.groups and (heads_name(beside) or is_written_name(beside))
    return titled or is_name(beside) or _always(beside) or _paper(beside)


def _paper(beside: Beside) -> bool:
    """`the weekly Horizonte`, `a weekly newspaper`: what is printed."""
    word = beside.found.groups.get("word")
    if word is None or "SET_ADJECTIVE" not in word.values:
        return False
    return beside.capital(beside.found.last) or beside.after in beside.words["papers"]


def _beside_day(beside: Beside) -> bool:
    """`a year to the day after the fire`: how long, no day."""
    after = beside.found.options["sign"] > 0
    return after and beside.before in beside.words["before_exact_day"]


def _part(beside: Beside) -> bool:
    """Greetings, "night and day", names."""
    following = [t.text for t in beside.tokens[beside.found.last : beside.found.last + 2]]
    phrase = " ".join(following) in beside.words["after_part"]
    return phrase or beside.before in beside.words["before_greeting"] or is_name(beside)


def _season(beside: Beside) -> bool:
    if "year" in beside.found.groups:
        return False
    if _street(beside):
        return True
    if beside.found.groups["season"].text not in beside.words["doubtful_season"]:
        return False
    nexts = beside.tokens[beside.found.last + 1 : beside.found.last + 2]
    of_year = any("YEARNUM" in t.values for t in nexts)
    return beside.before not in beside.words["before_season"] or (
        beside.after in beside.words["of"] and not of_year
    )


def _near_period(beside: Beside) -> bool:
    """`Worker of the Year`: a unit written as a name; "carried the day"."""
    unit = beside.found.groups.get("unit")
    if unit is None:
        return False
    following = [t.text for t in beside.tokens[beside.found.last : beside.found.last + 2]]
    if " ".join(following) in beside.words["after_day"]:
        return True
    idiom = unit.values.get("UNIT") == "D" and beside.before in beside.words["before_idiom"]
    return idiom or (unit.capital and not unit.shouted)


def _deictic(beside: Beside) -> bool:
    """A name, or a time of that kind ("a better today", "imagine a tomorrow")."""
    if beside.before in beside.words["of"] and beside.found.groups["word"].values["DEICTIC"] == "1":
        return True  # "the leaders of tomorrow"
    titled = beside.before in beside.words["article"] and heads_name(beside)  # "The Tonight Show"
    kind = beside.before in beside.words["before_kind"]
    if titled or kind or is_name(beside) or is_programme(beside):
        return True
    following = [t.text for t in beside.tokens[beside.found.last : beside.found.last + 2]]
    owns = bool(following) and following[0] in beside.words["possessive"]
    now = beside.found.groups["word"].values["DEICTIC"] != "-1"  # "yesterday's market" is a day's
    return now and owns and following[-1] in beside.words["of_our_time"]


def _end_of_row(beside: Beside) -> bool:
    """`the last year of his term`, `the last day I worked`: the end of a row, no look back."""
    groups, tokens = beside.found.groups, beside.tokens
    if "unit" not in groups or groups["dir"].text not in beside.words["final"]:
        return False
    article = "THE" in tokens[beside.found.first].values
    return article and beside.after in beside.words["goes_on"]


def _directed(beside: Beside) -> bool:
    """A name, or a title in quotation marks ("This Week")."""
    unit = beside.found.groups.get("unit")
    titled = unit is not None and unit.capital and not unit.shouted
    if _end_of_row(beside):
        return True
    quoted = titled and beside.before in beside.words["quote"]
    return quoted or is_name(beside) or is_programme(beside)


def is_told_only(found: Found, tokens: list[Token], language: str) -> bool:
    """Whether only a history dates its events so; in news such words name no time."""
    if found.options.get("narrative"):
        return True
    before = tokens[found.first - 1].text if found.first else ""
    attribute = _of_no_day(found, tokens) and before not in reject_words(language)["before_part"]
    return attribute or _is_idle(found) or _is_title(found, tokens)


def _of_no_day(found: Found, tokens: list[Token]) -> bool:
    """A part of the day by itself: a time only where something happens then ("at dawn").

    "a pre-dawn raid", "the morning show" and "as dawn broke" name none.
    """
    words = tokens[found.first : found.last]
    compound = found.mod is not None and any("HYPHEN" in t.values for t in words)
    if found.kind != "part" or not (len(words) == 1 or compound):  # "an early-morning raid"
        return False
    around = tokens[max(0, found.first - 2) : found.last + 1]
    alone = "ANYTIME" in tokens[found.last - 1].values
    return alone and not any(t.values.keys() & _DAYS for t in around)


def _is_idle(found: Found) -> bool:
    """`the day` by itself, with no word that says which part or which day of the story."""
    unit = found.groups.get("unit")
    bare = found.kind == "near_period" and not (found.mod or found.toward or found.within)
    whole = bare and "mod" not in found.options
    return whole and unit is not None and unit.values.get("UNIT") == "D"


def _is_title(found: Found, tokens: list[Token]) -> bool:
    """A season or part of the day within a name: "Winter Games", "the Dawn newspaper".

    In a history such names date their events ("the Spring Offensive"), in news they do not.
    """
    if found.kind not in {"season", "part"} or "year" in found.groups or found.within is not None:
        return False
    token = found.groups.get("season") or found.groups.get("part")
    if token is None or not token.capital or token.shouted:
        return False
    before = tokens[found.first - 1] if found.first else None
    opening = before is None or bool(before.values.keys() & {"STOP", "BREAK", "MARK", "HYPHEN"})
    following = tokens[found.last : found.last + 2]
    if following and "OF" in following[0].values:
        following = following[1:]  # "the Spring of Hope"
    named = bool(following) and following[0].capital and not following[0].values
    return named or not opening


def _clock(beside: Beside) -> bool:
    """`3:27 Watch the boats come in`: the length of a recording, or a score.

    A clock without a half of the day is believed after a preposition or beside a day.
    """
    found = beside.found
    token = found.groups.get("clock")
    if token is None or "CLOCK" not in token.values:
        return False
    around = beside.tokens[max(0, found.first - 2) : found.last + 2]
    if "." in token.text and beside.tokens[max(0, found.first - 2)].text in beside.words["priced"]:
        return True  # "closed at 12.40"
    whole = not found.groups.keys().isdisjoint({"ampm", "part"}) or found.last - found.first > 1
    dated = any(t.values.keys() & _CLOCKED for t in around)
    return not (whole or dated or beside.before in beside.words["before_clock"])


_CHECKS: dict[str, Callable[[Beside], bool]] = {
    "duration": _duration,
    "calendar": _calendar,
    "suffix_year": _suffix,
    "decade": _decade,
    "part": _part,
    "clock": _clock,
    "season": _season,
    "holiday": is_holiday_name,
    "century": heads_name,
    "deictic": _deictic,
    "set": _set,
    "reference": is_name,
    "directed": _directed,
    "near_period": _near_period,
    "beside": _beside_day,
}
