"""Bare numbers after the whole that they are parts of: "Of the fourteen taken, six were freed".

Invariant: the whole is told in the same sentence, before its parts, and is people.
"""

from typing import Any

import msgspec

from caseweave.extract.people.clause import clause_hints
from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import read_noun
from caseweave.extract.people.numbers import Number, numbers_within
from caseweave.lang import word_sets

_HUMAN = 0.85
_CERTAIN = 0.6
_ROLES = {"nsubj", "nsubjpass", "dobj", "conj", "attr", "appos"}


class _Whole(msgspec.Struct, frozen=True):
    """What the parts are of: how many where that is said, and the token where its words end."""

    best: int | None
    end: int
    status: str | None = None


_words = word_sets("people", "portions")


def read_portion(doc: Any, number: Number) -> Draft | None:
    """The number as a part of the whole that opens its sentence, else None."""
    token = doc[number.end - 1]
    if number.kind not in {"digits", "words", "one"} or token.dep_ not in _ROLES:
        return None
    counted = read_noun(doc, number.end)
    if counted is None or counted.person is not None:
        return None
    whole = _whole(doc, token.sent)
    if whole is None or number.start < whole.end:
        return None
    larger = whole.best is not None and whole.best > number.best
    if whole.best is not None and not larger:
        return None
    # "Of the injured, 19 are prisoners": what they are is said, the state is the whole's.
    described = doc[number.end].lemma_ in lexicon().words["be"] if number.end < len(doc) else False
    hint = whole.status if described and not clause_hints(doc, number.end) else None
    return draft(number, end=counted.end, noun=counted, of=whole.best, hint=hint, human=_HUMAN)


def _whole(doc: Any, sentence: Any) -> _Whole | None:
    """The people that the sentence opens with: "Of the fourteen", "Among those rescued"."""
    words = _words("en")
    i = sentence.start
    while i < sentence.end and (doc[i].is_punct or doc[i].is_space or doc[i].tag_ == "CC"):
        i += 1
    if i >= sentence.end or doc[i].lower_ not in words["opening"]:
        return None
    i += 1
    while i < sentence.end and doc[i].lower_ in lexicon().words["determiners"] - words["those"]:
        i += 1
    if i >= sentence.end:
        return None
    told = next((n for n in numbers_within(doc[i : i + 4]) if n.core <= 1), None)
    start = i + (told.end if told is not None else 0)
    counted = read_noun(doc, start)
    known = counted.person if counted is not None else None
    sure = known is not None and known.human >= _CERTAIN
    state = known.status if known is not None else None
    if told is None:
        return _Whole(None, start, state) if sure or doc[i].lower_ in words["those"] else None
    elided = counted is not None and counted.person is None
    return _Whole(told.best, start, state) if sure or elided else None
