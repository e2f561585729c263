"""Particulars by which an incident is told from the next one beside it.

Streets, hours, people with their ages, days named: functions of one text; what it does not tell is
empty.
"""

import re
from functools import lru_cache
from typing import Any

from caseweave.link import words

# Streets, hours and people of one text that are kept, the first in it.
_MOST_STREETS, _MOST_HOURS, _MOST_PARTIES = 8, 2, 10
_WORD = r"(?:[A-Z][\w'’]+|[A-Z]{1,2}\.?|\d{1,3}(?:st|nd|rd|th))"
_HALF_DAY = 12
_LAST_DAY, _MOST_DAYS = 31, 12
# Characters of title and first lines.
_FIRST = 250
_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


@lru_cache(maxsize=1)
def _street() -> tuple[re.Pattern[str], frozenset[str]]:
    """A name before a word for street or after "block of"; the words that are no part of a name."""
    table = words.tables()["streets"]
    kinds = "|".join(table["kinds"])
    name = rf"{_WORD}(?: {_WORD}){{0,3}}"
    pattern = rf"(?:{table['block']} ({name}))|(?:({name}) (?i:{kinds})\b)"
    return re.compile(pattern), frozenset([*table["kinds"], *table["directions"]])


def streets(text: str) -> tuple[str, ...]:
    """Names of streets without "north", "street" and so on, in the order of the text, once each."""
    pattern, beside = _street()
    found: dict[str, None] = {}
    for block, named in pattern.findall(text):
        parts = [w.strip(".").lower() for w in (block or named).split()]
        kept = [w for w in parts if w not in beside and w not in words.stop_words()]
        if kept:
            found.setdefault(" ".join(kept))
    return tuple(list(found)[:_MOST_STREETS])


def hours(text: str) -> tuple[int, ...]:
    """Minutes of the day of the first times that `text` tells ("about 9:10 p.m.")."""
    found = []
    for hour, minute, half in re.findall(words.tables()["hours"], text):
        if 0 < int(hour) <= _HALF_DAY:
            at = (int(hour) % _HALF_DAY + _HALF_DAY * (half == "p")) * 60 + int(minute or 0)
            found.append(at)
    return tuple(found[:_MOST_HOURS])


def parties(text: str) -> tuple[str, ...]:
    """Last names of people who are told with their age, sorted."""
    found: dict[str, None] = {}
    for pattern in words.tables()["parties"]:
        for name in re.findall(pattern, text):
            parts = [w.strip(".") for w in name.split()]
            last = next((w for w in reversed(parts) if w not in _SUFFIXES), "")
            if len(last) > 1 and last.lower() not in words.stop_words():
                found.setdefault(words.stem(last))
    return tuple(sorted(list(found)[:_MOST_PARTIES]))


def weekdays(text: str) -> tuple[str, ...]:
    """Days of the week named in `text`, sorted."""
    told = set(re.findall(r"[A-Z][a-z]+", text))
    return tuple(sorted(told & set(words.tables()["weekdays"])))


@lru_cache(maxsize=1)
def _days() -> tuple[re.Pattern[str], dict[str, int]]:
    """A day of a month in either order."""
    months = words.tables()["months"]
    number = {name[:3].lower(): at for at, name in enumerate(months, start=1)}
    name = "|".join(f"{m[:3]}(?:{m[3:]})?" if len(m) > 3 else m for m in months)
    name = name.replace("Sep(?:tember)?", "Sept?(?:ember)?")
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    found = rf"\b(?:{day}(?: of)? ({name})\b|({name})\.? {day}\b(?![\d:]))"
    return re.compile(found), number


def days_named(text: str) -> tuple[str, ...]:
    """Days of a month named in `text`, as "04-23", sorted."""
    pattern, number = _days()
    found = set()
    for early, month, named, late in pattern.findall(text):
        day = int(early or late)
        if 0 < day <= _LAST_DAY:
            found.add(f"{number[(month or named)[:3].lower()]:02d}-{day:02d}")
    return tuple(sorted(found)[:_MOST_DAYS])


def of(text: str, opening: str) -> dict[str, Any]:
    """The particulars of a text, as the fields of a profile; `opening` is how it begins."""
    return {
        "streets": streets(text),
        "hours": hours(text),
        "parties": parties(text),
        "weekdays": weekdays(opening),
        "lead_names": tuple(words.names(opening)),
        "lead_numbers": tuple(words.numbers(opening)),
        "first_ages": words.ages(text[:_FIRST]),
        "days_named": days_named(text),
    }
