"""Figures of a series: "rose from 31 in 2020 to 52 in 2021", "91 such returns", "a town of 12,000".

Told by the words right around a number (`lang/en/series.toml`); such a figure is a statistic and
nobody's head-count. Invariant: what names one day is never read as one here.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.nouns import read_noun
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.reject import rejected
from caseweave.lang import profile

_HUMAN = 0.7
# Fewer than so many of something are cases at hand; so many figures make a series.
_FEW, _SEVERAL = 10, 2
# How far behind a figure its own period stands, in characters.
_NEAR = 24
_MONTH, _MONTHS = 30, 12


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, re.Pattern[str]]:
    table = profile(language, "series")
    return {key: re.compile(form, re.IGNORECASE) for key, form in table.items()}


def find_series(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with those of a series marked as statistics and those nobody reads added."""
    found = list(drafts)
    numbers = [n for n in find_numbers(doc) if n.kind in {"digits", "words"}]
    for sentence in doc.sents if numbers else ():
        inside = [n for n in numbers if sentence.start <= n.start < sentence.end]
        inside = [n for n in inside if not rejected(doc, n)]
        for number in inside:
            if not _in_series(doc, sentence, number, inside):
                continue
            at = next((i for i, d in enumerate(found) if _meets(d, number)), None)
            if at is None:
                found.append(draft(number, statistic=True, human=_HUMAN))
            elif not (found[at].definite or found[at].individual):
                found[at] = msgspec.structs.replace(found[at], statistic=True, reference=None)
    return sorted(found, key=lambda d: d.start)


def _meets(known: Draft, number: Number) -> bool:
    return known.start < number.end and number.start < known.end


def _in_series(doc: Any, sentence: Any, number: Number, inside: list[Number]) -> bool:
    words, text = _words("en"), sentence.text
    if words["one_day"].search(text):
        return False
    start, last = doc[number.start].idx - sentence.start_char, doc[number.end - 1]
    before, behind = text[:start], text[last.idx + len(last.text) - sentence.start_char :]
    if words["dwellers"].search(before):
        return read_noun(doc, number.end) is None or number.best >= _FEW
    if _of_place_or_period(text, before, behind):
        return True
    if number.best < _FEW:
        return False
    if words["spread"].match(behind):
        return True
    kept = _of_records(text, before, behind) or _compared(text, before, behind, inside)
    return kept or _stretched(doc, text, behind, number)


def _of_place_or_period(text: str, before: str, behind: str) -> bool:
    """What a place holds, a line of totals, a few cases of a period of reporting."""
    words = _words("en")
    if words["built"].search(text) and words["holds"].search(before):
        return True
    if words["headed"].search(text) and words["counted"].match(behind):
        return True
    cases = words["kept"].search(before) and words["cases"].match(behind)
    return bool(cases and words["reporting"].search(text))


def _of_records(text: str, before: str, behind: str) -> bool:
    """As in "the tally reached 91 in May", "documented 54 such returns"."""
    words = _words("en")
    spans = words["period"].search(text) or words["long"].search(text)
    if spans and (words["tally"].search(before) or words["number_of"].search(before)):
        return True
    kept, cases = words["kept"].search(before), words["cases"].match(behind)
    if kept and (words["such"].match(behind) or (spans and cases)):
        return True
    return bool(spans and cases and words["held"].search(behind))


def _compared(text: str, before: str, behind: str, inside: list[Number]) -> bool:
    """One of two figures and more, of two periods: "from 31 in 2020 to 52 in 2021"."""
    words = _words("en")
    if words["against"].search(before) and words["period"].search(behind[:_NEAR]):
        return True
    if len([n for n in inside if n.best >= _FEW]) < _SEVERAL:
        return False
    own = words["period"].search(behind[:_NEAR]) is not None
    periods = len(words["period"].findall(text))
    if words["changing"].search(text) and own and periods >= _SEVERAL:
        return True
    return words["earlier"].search(text) is not None and periods > 0


def _stretched(doc: Any, text: str, behind: str, number: Number) -> bool:
    """Counted over a stretch of months: "between January and April, 77 reporters"."""
    counted = read_noun(doc, number.end)
    people = counted is not None and counted.person is not None
    if not (people or _words("en")["cases"].match(behind)):
        return False
    return _words("en")["stretch"].search(text) is not None or _a_month_apart(text)


def _a_month_apart(text: str) -> bool:
    """Whether two days between which something is counted lie a month apart or more."""
    found = _words("en")["days"].search(text)
    if found is None:
        return False
    months = profile("en", "people")["reject"]["months"]
    first, last = (months.index(found[i].lower()) for i in (2, 4))
    span = _MONTH * ((last - first) % _MONTHS) + int(found[3]) - int(found[1])
    return bool(span >= _MONTH)
