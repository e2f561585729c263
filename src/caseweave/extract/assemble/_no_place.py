"""Names that the words around them show to be no places: a month in a date, somebody's surname.

Invariant: only single words go, and never one that stands behind "in" or "near".
"""

import msgspec

from caseweave.extract.assemble._frame import Frame, overlaps, sentences_of
from caseweave.extract.layers import Toponym
from caseweave.lang import word_sets

_words = word_sets("places")
# Words of a person's full name.
_FULL = 2
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def without_false_places(frame: Frame) -> Frame:
    """The frame without the places that are months or surnames."""
    persons = _surnames(frame)
    dropped = {i for i, p in enumerate(frame.places) if _is_none(frame, p, persons)}
    if not dropped:
        return frame
    places = tuple(p for i, p in enumerate(frame.places) if i not in dropped)
    sentences = sentences_of(frame.parsed, frame.events, frame.counts, frame.times, places)
    return msgspec.structs.replace(frame, places=places, sentences=sentences)


def _surnames(frame: Frame) -> frozenset[str]:
    """The words of full names of people ("Bala Shaba"), as the recogniser finds them."""
    return frozenset(
        token.text
        for passage in frame.parsed.passages
        for entity in passage.doc.ents
        if entity.label_ == "PERSON" and len(entity) >= _FULL
        for token in entity
        if token.text[:1].isupper()
    )


def _is_none(frame: Frame, place: Toponym, persons: frozenset[str]) -> bool:
    words = frame.words((place.start, place.end))
    if " " in words or place.demonym:
        return False
    if any(overlaps((place.start, place.end), (t.start, t.end)) for t in frame.times):
        return True
    token = frame.token_at(place.start)
    if token is None or words not in persons:
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    located = _words(frame.report.language or "en")["located"]
    return before not in located and token.dep_ in _SUBJECTS and token.head.pos_ == "VERB"
