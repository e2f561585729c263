"""Time limits that reports state about an incident: "within days", "by Friday".

Invariant: a day is given only where the words and the report's own day give it; a limit without
one keeps its words. Only a sentence that tells something of the incident is read.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from caseweave.model import Claim, DateValue, Deadline
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.settings import words

_HOURS = 24
_WEEK = 7


class _Cues(NamedTuple):
    limit: re.Pattern[str]
    vague: re.Pattern[str]
    still_to_come: re.Pattern[str]
    over: re.Pattern[str]


def deadlines(docket: Docket) -> tuple[Deadline, ...]:
    """The limits told, by their last day; those without one after them, in order of report."""
    by_sentence: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in docket.claims:
        by_sentence[docket.lineage.root(claim.report), docket.sentence(claim)].append(claim)
    found: dict[tuple[str, str | None], Deadline] = {}
    for (_, sentence), claims in sorted(by_sentence.items()):
        for one in _told(docket, sentence, claims):
            found.setdefault((one.words.casefold(), one.by), one)
    return tuple(sorted(found.values(), key=_order))


def _order(one: Deadline) -> tuple[date, str, str]:
    span = days_of(one.by)
    return span.high if span else date.max, one.told or "~", one.words


def _told(docket: Docket, sentence: str, claims: Sequence[Claim]) -> Iterator[Deadline]:
    cues = _cues()
    if not cues.still_to_come.search(sentence) and not _feared(claims):
        return
    told = docket.day(claims[0])
    for pattern in (cues.limit, cues.vague):
        for match in pattern.finditer(sentence):
            yield Deadline(
                words=match[0].strip(),
                by=_last_day(match, told, claims) if pattern is cues.limit else None,
                told=told,
                over=bool(cues.over.search(sentence)),
                claims=tuple(sorted(c.id for c in claims)),
            )


def _feared(claims: Sequence[Claim]) -> bool:
    """Whether the sentence tells something as still open."""
    return any(c.factuality in {"possible", "future"} for c in claims)


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    """The cues of `reconcile.toml`, compiled.

    `limit` has a group for the number and unit of a span, or for a weekday, or none.
    """
    table = words("deadlines")
    within, by, units, days, modal, over, vague, numbers, names = (
        "|".join(sorted(table[n], key=len, reverse=True))
        for n in (
            "within",
            "by",
            "units",
            "weekdays",
            "still_to_come",
            "over",
            "vague",
            "numbers",
            "months",
        )
    )
    count = rf"(?:(?P<number>\d{{1,3}}|{numbers})\s+)?(?:\w+\s+)?(?P<unit>{units})s?"
    month = rf"\d{{1,2}}\s+(?:{names})|(?:{names})\.?\s+\d{{1,2}}"
    day = rf"(?:(?:the\s+end\s+of\s+)?(?P<weekday>{days})|{month})"
    return _Cues(
        limit=re.compile(rf"\b(?:(?:{within})\s+{count}|(?:{by})\s+{day})\b", re.IGNORECASE),
        vague=re.compile(rf"\b(?:{vague})\b", re.IGNORECASE),
        still_to_come=re.compile(rf"\b(?:{modal})\b", re.IGNORECASE),
        over=re.compile(rf"\b(?:{over})\b", re.IGNORECASE),
    )


def _last_day(match: re.Match[str], told: str | None, claims: Sequence[Claim]) -> str | None:
    """A date claim inside the words; else reckoned from the day of the report."""
    stated = match[0].casefold()
    for claim in claims:
        value = claim.value
        if not isinstance(value, DateValue) or not value.words or not days_of(value.edtf):
            continue
        if value.words.casefold() in stated:
            return value.edtf
    start = days_of(told)
    if start is None or not start.exact:
        return None
    if match["weekday"]:
        wanted = [d.casefold() for d in words("deadlines")["weekdays"]]
        ahead = (wanted.index(match["weekday"].casefold()) - start.low.weekday()) % _WEEK
        return (start.low + timedelta(days=ahead)).isoformat()
    number = _number(match["number"])
    if number is None or not match["unit"]:
        return None
    return _after(start.low, number, match["unit"].casefold())


def _number(text: str | None) -> int | None:
    if not text:
        return None
    if text.isdigit():
        return int(text)
    found: int | None = words("deadlines")["numbers"].get(text.casefold())
    return found


def _after(start: date, number: int, unit: str) -> str | None:
    """The last day of a span in hours, days or weeks; longer units give no day."""
    days = {"hour": -(-number // _HOURS), "day": number, "week": number * _WEEK}.get(unit)
    return None if days is None else (start + timedelta(days=days)).isoformat()
