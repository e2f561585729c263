"""Figures over a period: "recorded 54 abductions", "against 3,100 last year", "we now count 88".

Such a figure is a statistic and nobody's head-count. Invariant: without a word for a period, or a
statistic that it is compared with, nothing is read as one here.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import read_noun
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.reject import rejected
from caseweave.extract.people.statistics import is_statistic
from caseweave.lang import profile

_HUMAN = 0.7
_REACH = 6
_CLIMB = 5
# Fewer than so many of something tell of cases at hand, not of a period.
_FEW = 10


class _Words(msgspec.Struct, frozen=True):
    nouns: frozenset[str]
    recording: frozenset[str]
    comparing: frozenset[str]
    period: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(language: str) -> _Words:
    table = profile(language, "people")["totals"]
    return _Words(
        nouns=frozenset(table["nouns"]),
        recording=frozenset(table["recording"]),
        comparing=frozenset(table["comparing"]),
        period=re.compile(table["period"]),
    )


def find_totals(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with those that are totals marked and those that nobody else reads added."""
    found = list(drafts)
    compared = False
    numbers = [n for n in find_numbers(doc) if n.kind in {"digits", "words"}]
    if not numbers:
        return sorted(found, key=lambda d: d.start)
    for sentence in doc.sents:
        period = has_period(sentence.text)
        within = (n for n in numbers if sentence.start <= n.start < sentence.end)
        inside = [n for n in within if not _barred(doc, n)]
        before = compared
        compared = False
        for number in inside:
            at = next(
                (i for i, d in enumerate(found) if d.start < number.end and number.start < d.end),
                None,
            )
            total = period and (
                _recorded(doc, number, found[at] if at is not None else None)
                or ((compared or before) and _compared(doc, number))
            )
            if not total:
                compared |= at is not None and is_statistic(doc, found[at])
                continue
            compared = True
            if at is not None:
                found[at] = msgspec.structs.replace(
                    found[at], statistic=True, reference=None, definite=False
                )
            else:
                found.append(draft(number, end=_end(doc, number), statistic=True, human=_HUMAN))
    return sorted(found, key=lambda d: d.start)


def has_period(text: str) -> bool:
    """Whether words name a stretch of months or years that figures are told of."""
    return _words("en").period.search(text.lower()) is not None


def _barred(doc: Any, number: Number) -> bool:
    """Whether the number is a date, an age, money or a share, or has a noun of none of these."""
    if rejected(doc, number):
        return True
    after = doc[number.end] if number.end < len(doc) else None
    return after is not None and after.lower_ in lexicon().words["after"]


def _recorded(doc: Any, number: Number, known: Draft | None) -> bool:
    """As in "recorded 54 abductions": a verb of keeping records governs cases or people."""
    head = doc[number.end - 1]
    noun = _noun(doc, number)
    if noun is not None and noun.lemma_.lower() not in _words("en").nouns:
        return bool(known is not None and _verb(noun) and number.best >= lexicon().large)
    if noun is None and not (known is not None and (known.statistic or _numbered(known))):
        return False
    if number.best < _FEW or (known is not None and known.definite):
        return False
    return _verb(noun if noun is not None else head)


def _numbered(known: Draft) -> bool:
    """As in "the number of journalists who left since 2018 is 283": people, and no state."""
    return known.noun is not None and known.noun.person is not None and known.status is None


def _verb(token: Any) -> bool:
    """Whether a verb of keeping records is right above the token."""
    for _ in range(_CLIMB):
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token.lemma_.lower() in _words("en").recording
        if token.head is token:
            return False
    return False


def _noun(doc: Any, number: Number) -> Any | None:
    """The noun after the number, adjectives passed over: "54 separate abductions"."""
    for token in doc[number.end : number.end + 4]:
        if token.tag_ in {"NNS", "NNPS"}:
            return token
        if token.tag_ not in {"JJ", "NN", "VBN", "VBG", "HYPH", "NNP"}:
            return None
    return None


def _compared(doc: Any, number: Number) -> bool:
    """As in "against 3,100 last year", "down from 10,400", "in 2022 it was 934", "we count 88"."""
    counted = read_noun(doc, number.end)
    if counted is None or counted.person is not None:
        return False
    before = {t.lower_ for t in doc[max(0, number.start - _REACH) : number.start]}
    return bool(before & _words("en").comparing) or _verb(doc[number.end - 1])


def _end(doc: Any, number: Number) -> int:
    noun = _noun(doc, number)
    return noun.i + 1 if noun is not None and noun.i - number.end < _REACH else number.end
