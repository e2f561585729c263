"""Dates as page furniture writes them: strict forms with a year, never relative, never the clock.

`3/4/2020` has two readings; the caller says which order the page uses, or the date keeps only what
both readings share.
"""

import re
from calendar import monthrange, weekday
from functools import lru_cache
from typing import Literal

import msgspec

from caseweave.clean._lexicon import lexicon

Order = Literal["day_first", "month_first"]
Precision = Literal["day", "month", "year", "minute"]

# Two-digit years: 50 to 99 are of the last century (POSIX draws its line at 69; no web page, but
# many a wire archive, is older).
_CENTURY_PIVOT = 50
_EARLIEST, _LATEST = 1900, 2099
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TIME = (
    r"(?:(?P<h>\d{1,2})[:.](?P<mi>\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<ap>[ap]\.?m\b\.?)?"
    r"|(?P<h2>\d{1,2})\s*(?P<ap2>[ap]\.?m\b\.?))"
)
_TIME_AFTER = re.compile(rf"(?:\s*[,|·•@/–—-]|\s+at\b)*\s*{_TIME}", re.IGNORECASE)
_TIME_BEFORE = re.compile(
    rf"\b{_TIME}(?:\s*[A-Z]{{2,5}}\b)?(?:\s?[+-]\d{{1,2}}(?::?\d{{2}})?)?"
    r"(?:\s*[,|·•/–—-]|\s+on\b|\s+[A-Z]{3,9}\b\.?)*\s*$",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s?(?P<z>Z|[+-]\d{2}:?\d{2})\b")


class PageDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date in a line: `value` EDTF, with the time to the minute where the page gives it.

    `start` and `end` are offsets in the line. `other` is the second reading of a date in numbers
    whose order could not be told; `value` is then only the year (or the month where both share it).
    """

    start: int
    end: int
    value: str
    precision: Precision
    other: bool = False


@lru_cache(maxsize=4)
def _forms(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    month = rf"(?P<m>{lexicon(language).month_names})\b\.?"
    nth = r"(?:st|nd|rd|th)?"
    forms = {
        "iso": r"\b(?P<y>\d{4})-(?P<mn>\d{2})-(?P<d>\d{2})(?!\d)",
        "year_first": r"\b(?P<y>\d{4})[/.](?P<mn>\d{1,2})[/.](?P<d>\d{1,2})\b",
        "month_first": rf"\b{month} ?(?P<d>\d{{1,2}}){nth}(?:,|\s)\s*(?P<y>\d{{4}})"
        r"(?:\b|(?=\d{1,2}:\d\d))",
        "day_first": rf"\b(?P<d>\d{{1,2}}){nth}(?: day)?(?: of)?[ -]{month}[ ,-]+"
        r"(?P<y>\d{4}|['’]?\d{2})\b(?!:)",
        "numbers": r"\b(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)"
        r"(?P<y>\d{4}|\d{2})\b(?![/.-]\d)",
        # 12-IX-2023, as offices of many countries write.
        "roman": r"\b(?P<d>\d{1,2})[-./ ](?P<m>X?I{1,3}|I?[VX]|VI{1,3})[-./ ](?P<y>\d{4})\b",
        "month": rf"\b{month},? (?P<y>\d{{4}})\b",
    }
    return tuple((name, re.compile(form, re.IGNORECASE)) for name, form in forms.items())


def find_page_dates(
    line: str, order: Order | None = None, language: str = "en"
) -> tuple[PageDate, ...]:
    """Every full date in `line`, left to right; nearer forms win where two overlap."""
    found: list[PageDate] = []
    # An impossible date is used up too: its month and year are no date of their own.
    used: list[tuple[int, int]] = []
    for name, form in _forms(language):
        for match in form.finditer(line):
            if any(match.start() < end and start < match.end() for start, end in used):
                continue
            used.append(match.span())
            date = _read(name, match, order, language)
            if date:
                found.append(_with_time(date, line))
    return tuple(sorted(found, key=lambda f: f.start))


def parse_date(words: str, order: Order | None = None) -> PageDate | None:
    """The one date of a field that holds a date: any form above, `20200104`, or RFC 5322."""
    text = words.strip()
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", text)
    if compact:
        text = "-".join(compact.groups())
    elif re.fullmatch(r"\d{4}(-\d{2})?", text) and _EARLIEST <= int(text[:4]) <= _LATEST:
        if len(text) == 4:
            return PageDate(start=0, end=4, value=text, precision="year")
        if 1 <= int(text[5:]) <= 12:
            return PageDate(start=0, end=7, value=text, precision="month")
    dates = find_page_dates(text, order)
    return dates[0] if dates else None


def observed_order(lines: list[str]) -> Order | None:
    """The order of day and month in numbers, where a date of the page can be read one way only."""
    pattern = dict(_forms("en"))["numbers"]
    first = second = 0
    for line in lines:
        for match in pattern.finditer(line):
            first += 12 < int(match["a"]) <= 31
            second += 12 < int(match["b"]) <= 31
    if first and not second:
        return "day_first"
    return "month_first" if second and not first else None


def _read(name: str, match: re.Match[str], order: Order | None, language: str) -> PageDate | None:
    year = _year(match["y"])
    if name == "numbers":
        return _read_numbers(match, year, order, language)
    if name == "month":
        month = lexicon(language).months[match["m"].lower()]
        return _date(match, f"{year:04d}-{month:02d}", "month")
    if name in {"iso", "year_first"}:
        month = int(match["mn"])
    elif name == "roman":
        month = _ROMAN.index(match["m"].upper()) + 1
    else:
        month = lexicon(language).months[match["m"].lower()]
    day = int(match["d"])
    if not _valid(year, month, day):
        return None
    return _date(match, f"{year:04d}-{month:02d}-{day:02d}", "day")


def _read_numbers(
    match: re.Match[str], year: int, order: Order | None, language: str
) -> PageDate | None:
    """A date in numbers; the day of the week beside it or the page's order tells two readings."""
    a, b = int(match["a"]), int(match["b"])
    padded = match["s"] == "." and len(match["a"]) == len(match["b"]) == 2
    if len(match["y"]) == 2 and match["s"] != "/" and not padded:
        return None
    readings = {"month_first": (a, b), "day_first": (b, a)}
    if match["s"] == ".":
        # Dots part the numbers of a date where the day goes first (CLDR, short dates).
        order = "day_first"
    valid = {o: md for o, md in readings.items() if _valid(year, *md)}
    if not valid:
        return None
    distinct = sorted(set(valid.values()))
    told = [md for md in distinct if weekday(year, *md) == _weekday_beside(match, language)]
    if len(distinct) == 2 and len(told) == 1:
        distinct = told
    elif len(distinct) == 2 and order in valid:
        distinct = [valid[order]]
    if len(distinct) == 2:
        date = _date(match, f"{year:04d}", "year")
        return msgspec.structs.replace(date, other=True)
    month, day = distinct[0]
    return _date(match, f"{year:04d}-{month:02d}-{day:02d}", "day")


def _weekday_beside(match: re.Match[str], language: str) -> int | None:
    """0 (Monday) to 6 where the day of the week stands right before the date."""
    names = lexicon(language).page["dates"]["weekday_names"]
    before = re.search(r"([^\W\d_]{3,})[.,]?\s*$", match.string[: match.start()])
    short = before.group(1).lower()[:3] if before else ""
    return names.index(short) if short in names else None


def _date(match: re.Match[str], value: str, precision: Precision) -> PageDate:
    return PageDate(start=match.start(), end=match.end(), value=value, precision=precision)


def _year(digits: str) -> int:
    number = int(digits.lstrip("'’"))
    if len(digits.lstrip("'’")) == 2:
        return number + (1900 if number >= _CENTURY_PIVOT else 2000)
    return number


def _valid(year: int, month: int, day: int) -> bool:
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12):
        return False
    return 1 <= day <= monthrange(year, month)[1]


def _with_time(date: PageDate, line: str) -> PageDate:
    """The date with the time of day that stands beside it, where one does."""
    if date.precision != "day":
        return date
    rest = line[date.end :]
    iso = re.match(r"[T ]", rest)
    match = _TIME_AFTER.match(rest[1:] if iso and rest[0] == "T" else rest)
    start, end = date.start, date.end
    if match:
        end += match.end() + (1 if iso and rest[0] == "T" else 0)
    else:
        match = _TIME_BEFORE.search(line[: date.start])
        if not match:
            return date
        start = match.start()
    clock = _clock(match)
    if clock is None:
        return date
    offset = _OFFSET.match(line[end:]) if end > date.end else None
    zone = ""
    if offset:
        end += offset.end()
        zone = offset["z"] if ":" in offset["z"] or offset["z"] == "Z" else _colon(offset["z"])
    value = f"{date.value}T{clock}:00{zone}"
    return PageDate(start=start, end=end, value=value, precision="minute")


def _colon(zone: str) -> str:
    return f"{zone[:3]}:{zone[3:]}"


def _clock(match: re.Match[str]) -> str | None:
    hour = int(match["h"] or match["h2"])
    minute = int(match["mi"] or 0)
    half = (match["ap"] or match["ap2"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
