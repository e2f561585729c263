"""Names that only hold a word of time: "USA Today", "the Daily Herald", "a 2004 Honda".

Invariant: reads a match and its neighbours; a text in capitals throughout shows no names.
"""

from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token
from caseweave.lang import profile

Words = dict[str, frozenset[str]]
_PLAIN = frozenset({"COUNTED"})  # what a word that speaks of no time may be


class Beside(msgspec.Struct, frozen=True):
    """A match with the words around it."""

    found: Found
    tokens: list[Token]
    words: Words
    before: str
    after: str

    def capital(self, i: int) -> bool:
        """Whether token `i` is written with a capital."""
        return 0 <= i < len(self.tokens) and self.tokens[i].capital


@lru_cache(maxsize=16)
def reject_words(language: str) -> Words:
    table: dict[str, Any] = profile(language, "dates_cues")["reject"]
    return {name: frozenset(words) for name, words in table.items()}


def is_vehicle(beside: Beside) -> bool:
    """`a 2004 Honda`, `his silver 1998 Ford`: the year in which a vehicle was made."""
    following = beside.tokens[beside.found.last : beside.found.last + 2]
    made = any(t.capital and t.text in beside.words["makes"] for t in following)
    dated = beside.before in beside.words["before_year"] - beside.words["article"]
    return made and not dated


def is_name(beside: Beside) -> bool:
    """Capitalised right after another capitalised word: part of a name ("Harbour Daily")."""
    first = beside.found.first
    if not first or not beside.capital(first) or not beside.capital(first - 1):
        return False
    before = beside.tokens[first - 1]
    if beside.tokens[first].shouted:  # "USA TODAY", but no name in a text in capitals
        around = [
            *beside.tokens[max(0, first - 2) : first - 1],
            *beside.tokens[beside.found.last :][:1],
        ]
        alone = before.shouted and len(around) > 1 and not any(t.shouted for t in around)
        return alone and not before.values
    return beside.tokens[first].start - before.end == 1 and not before.values


def heads_name(beside: Beside) -> bool:
    """Written with a capital before another: "the Daily Herald", "21st Century Ferries"."""
    last = beside.tokens[beside.found.last - 1]
    following = beside.tokens[beside.found.last : beside.found.last + 1]
    written = last.capital and not last.shouted
    return written and any(t.capital and t.values.keys() <= _PLAIN for t in following)


def is_written_name(beside: Beside) -> bool:
    """Written with a capital inside a sentence: "the People's Daily"."""
    token, first = beside.tokens[beside.found.first], beside.found.first
    if not token.capital or token.shouted or not first:
        return False
    return beside.tokens[first - 1].values.keys().isdisjoint({"STOP", "BREAK", "MARK", "OPEN"})


def is_holiday_name(beside: Beside) -> bool:
    """Part of a name: "the Easter Rising", "Operation Ramadan"."""
    following = beside.tokens[beside.found.last : beside.found.last + 1]
    named = any(t.capital and not t.values and not t.shouted for t in following)
    return "year" not in beside.found.groups and (named or is_name(beside))


def is_programme(beside: Beside) -> bool:
    """`Channel Two's This Week`: a title after its owner, written with capitals."""
    first, last = beside.tokens[beside.found.first], beside.tokens[beside.found.last - 1]
    written = first.capital and last.capital and not first.shouted
    return written and beside.before in beside.words["possessive"]
