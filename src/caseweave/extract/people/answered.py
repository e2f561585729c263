"""Numbers that answer a question or go on with a toll: "How many are missing?" "Four, they say".

Invariant: only a number without a noun takes its state from the sentence before, and only where no
words of its own give it one.
"""

from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import lexicon, singulars
from caseweave.extract.people.nouns import read_noun
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.reject import rejected
from caseweave.lang import profile
from caseweave.schema import vessel_nouns

_HUMAN = 0.75
_WHOLE = "people"
# Tokens at the head of an answer in which its number stands: after a name and a colon.
_OPENING = 7
_TOLL_SENTENCES = 2


class Asked(msgspec.Struct, frozen=True):
    """The state that was asked after; `series`: a toll told by day, for so many sentences more."""

    status: str
    series: int = 0


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, Any]:
    return dict(profile(language, "people")["asked"])


def find_answers(
    doc: Any, drafts: list[Draft], asked: Asked | None
) -> tuple[list[Draft], Asked | None]:
    """The drafts with those that answer, and what the last sentence asks after."""
    found = list(drafts)
    numbers = find_numbers(doc)
    for sentence in doc.sents:
        if _is_label(sentence):
            continue
        inside = [n for n in numbers if sentence.start <= n.start < sentence.end]
        if asked is not None:
            for number in inside:
                _answer(doc, sentence, number, asked, found)
        going_on = asked is not None and asked.series > 1
        told = _asks(sentence, bare=not inside)
        if told is None and going_on and asked is not None:
            told = msgspec.structs.replace(asked, series=asked.series - 1)
        asked = told
    return sorted(found, key=lambda d: d.start), asked


def _is_label(sentence: Any) -> bool:
    """Whether a turn's name alone passes for a sentence ("SAVVA:")."""
    last = [t for t in sentence if not t.is_space][-1:]
    return len(sentence) < _OPENING and bool(last) and last[0].text == ":"


def _answer(doc: Any, sentence: Any, number: Number, asked: Asked, found: list[Draft]) -> None:
    """Put the number among the drafts, or give its draft the state, where it answers."""
    if number.kind in {"zero", "both"} or rejected(doc, number):
        return
    opens = number.start - sentence.start < _OPENING
    if not (opens or asked.series or _names(doc, number)):
        return
    for at, known in enumerate(found):
        if known.start < number.end and number.start < known.end:
            bare = known.noun is None or known.noun.person is None
            if bare and known.status is None and not status_hints(doc[known.head]):
                found[at] = msgspec.structs.replace(
                    known, hint=asked.status, reference=None, human=max(known.human, _HUMAN)
                )
            return
    counted = read_noun(doc, number.end)
    if _names(doc, number) or (counted is not None and counted.person is None):
        found.append(draft(number, hint=asked.status, human=_HUMAN))


def _names(doc: Any, number: Number) -> bool:
    after = doc[number.end] if number.end < len(doc) else None
    return after is not None and after.lemma_.lower() in _words("en")["names"]


def _asks(sentence: Any, *, bare: bool) -> Asked | None:
    """What a sentence asks after: "how many were taken", "And the missing?", a toll without one."""
    words = _words("en")
    for token in sentence:
        if token.lower_ in words["many"] and token.i and token.nbor(-1).lower_ in words["how"]:
            counted = token.head if token.dep_ == "amod" else token
            hints = status_hints(counted) or status_hints(token)
            status = hints[0].status if hints else _named(sentence) or _aboard(sentence)
            return Asked(status) if status is not None else None
    if sentence[-1].text == "?" and len(sentence) <= words["shortest"]:
        status = _named(sentence)
        return Asked(status) if status is not None else None
    tolls = [t for t in sentence if t.lemma_.lower() in lexicon().words["tolls"]]
    if bare and tolls and _changes(tolls[0]):
        return Asked("dead", _TOLL_SENTENCES)
    return None


def _aboard(sentence: Any) -> str | None:
    """As in "how many were on the boat": all of the people are asked after."""
    carrying = any(t.lemma_.lower() in vessel_nouns() for t in sentence)
    words = {t.lower_ for t in sentence}
    return _WHOLE if carrying or words & frozenset(_words("en")["in_all"]) else None


def _named(sentence: Any) -> str | None:
    """The state that a noun or adjective of the sentence says."""
    lex = lexicon()
    for token in sentence:
        if token.tag_ in {"VBZ", "VBP"}:
            continue  # "what remains" are no remains
        for form in singulars(token.lower_):
            known = lex.persons.get(form)
            status = lex.predicates.get(form) or (known.status if known is not None else None)
            if status is not None:
                return status
    return None


def _changes(toll: Any) -> bool:
    """Whether the toll is said to move: "has risen", "keeps climbing"."""
    changing = lexicon().words["toll_verbs"]
    above = (toll.head, toll.head.head)
    be = lexicon().words["be"]
    moved = any(v.lemma_.lower() in changing and v.lemma_ not in be for v in above)
    return moved and toll.dep_ in {"nsubj", "nsubjpass"}
