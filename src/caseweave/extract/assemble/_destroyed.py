"""Homes that were destroyed, so many: "set fire to 40 huts". A statistic, and nobody's head-count.

Invariant: a verb of destroying governs the homes; a number of homes alone tells nothing.
"""

from collections.abc import Iterator
from typing import Any

from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.reject import rejected
from caseweave.lang import word_sets
from caseweave.model import CountValue

_CONFIDENCE = 0.6
_CLIMB = 3
_DESCRIBING = 2  # words between the number and the homes
_KINDS = {"digits", "words"}
_words = word_sets("people_bare", "destroyed")


def destroyed_drafts(frame: Frame) -> Iterator[Draft]:
    """A statistic for each number of homes of which a verb says that they were destroyed."""
    counted = [(c.start, c.end) for c in frame.counts]
    for passage in frame.parsed.passages:
        doc = passage.doc
        for number in find_numbers(doc):
            noun = _homes(doc, number) if number.kind in _KINDS and number.best > 1 else None
            if noun is None or rejected(doc, number) or not _destroyed(noun):
                continue
            start = passage.offset + doc[number.start].idx
            span = start, passage.offset + noun.idx + len(noun.text)
            if not any(overlaps(span, c) for c in counted):
                yield _draft(frame, number, span)


def _draft(frame: Frame, number: Number, span: tuple[int, int]) -> Draft:
    return Draft(
        topic=None,
        attribute="statistic",
        value=CountValue(
            low=number.low,
            best=number.best,
            high=number.high,
            qualifier=number.qualifier,
            words=frame.words(span),
        ),
        span=span,
        extractor="people",
        confidence=_CONFIDENCE,
    )


def _homes(doc: Any, number: Number) -> Any | None:
    """The plural of homes that a number counts: "forty mud huts"."""
    for token in doc[number.end : number.end + _DESCRIBING + 1]:
        if token.tag_ == "NNS":
            return token if token.lemma_.lower() in _words("en")["homes"] else None
        if token.tag_ not in {"JJ", "NN"}:
            return None
    return None


def _destroyed(noun: Any) -> bool:
    """Whether a verb right above says that they were destroyed, or set on fire."""
    words = _words("en")
    above = {t.lemma_.lower() for t in list(noun.ancestors)[:_CLIMB] if t.pos_ == "VERB"}
    fire = any(t.lower_ in words["fire"] for t in noun.sent)
    return bool(above & words["destroying"]) or (fire and bool(above & words["setting"]))
