"""Figures of people that a phrase holds without counting them: "a triple murder", "a third victim".

Invariant: words and their numbers come from the table alone; a figure is told of the dead or of
those hit, of whom some may have died.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from caseweave.lang import profile

# Larger figures of charges count shots and not people.
_MOST_CHARGED = 20
# Whom a phrase's figure is of, the figure, and the kind of the phrase.
Phrase = tuple[str, int, str]
DEAD, HIT = "dead", "hit"


def phrases(text: str) -> tuple[Phrase, ...]:
    """The figures that phrases of a text hold, each once, in order of kind and place."""
    found = (*_multiples(text), *_ordinals(text), *_charges(text))
    return tuple(dict.fromkeys(found))


def _multiples(text: str) -> Iterator[Phrase]:
    """As in "a double homicide", "a triple shooting"; a murder-suicide has one dead more."""
    values = _table()["multiples"]
    for of, pattern in _multiple_patterns().items():
        for match in pattern.finditer(text):
            own = int(of == DEAD and match["own"] is not None)
            yield of, values[match["times"].lower()] + own, "multiple"


def _ordinals(text: str) -> Iterator[Phrase]:
    """As in "a third victim has died"."""
    dying = frozenset(_table()["ordinal"]["dying"])
    for match in _ordinal_pattern().finditer(text):
        told = set(match.group().lower().split())
        yield DEAD if told & dying else HIT, _table()["ordinals"][match["nth"].lower()], "ordinal"


def _charges(text: str) -> Iterator[Phrase]:
    """As in "two counts of murder", "five counts of attempted murder"."""
    hurting = frozenset(_table()["charges"]["hurting"])
    for match in _charge_pattern().finditer(text):
        number = match["number"].lower()
        figure = int(number) if number.isdigit() else _table()["numbers"][number]
        if 0 < figure <= _MOST_CHARGED:
            what = set(match["what"].lower().split())
            yield HIT if what & hurting else DEAD, figure, "charged"


def _table() -> dict[str, Any]:
    return profile("en", "figures_phrases")


@lru_cache(maxsize=1)
def _multiple_patterns() -> dict[str, re.Pattern[str]]:
    table = _table()
    times, own = _any_of(table["multiples"]), _any_of(table["nouns"]["and_own"])
    return {
        of: re.compile(
            rf"\b(?P<times>{times})[- ](?:{_any_of(table['nouns'][f'of_{of}'])})\b"
            rf"(?P<own>[- ]{own}\b)?",
            re.IGNORECASE,
        )
        for of in (DEAD, HIT)
    }


@lru_cache(maxsize=1)
def _ordinal_pattern() -> re.Pattern[str]:
    table = _table()
    nth = _any_of(table["ordinals"])
    people = _any_of(table["ordinal"]["people"])
    return re.compile(
        rf"\b(?P<nth>{nth}) (?:[\w-]+ ){{0,2}}?(?:{people})\b(?: [\w-]+){{0,4}}", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _charge_pattern() -> re.Pattern[str]:
    charges = _table()["charges"]
    grades = _any_of(charges["grades"])
    last = _any_of([*charges["killing"], *charges["hurting"]])
    return re.compile(
        rf"\b(?P<number>{_any_of(_table()['numbers'])}|\d{{1,2}}) (?:(?:{grades}) )?"
        rf"(?:{_any_of(charges['counts'])}) of (?P<what>(?:[\w-]+ ){{0,4}}?(?:{last}))\b",
        re.IGNORECASE,
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
