"""What the words that open a sentence set for all of it: "In 2017 nine men ...", "In Brod, ...".

Invariant: only a time or place behind words that bring one in, and never that of somebody's telling
("On Monday the ministry said that ...").
"""

from functools import lru_cache

import msgspec

from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._topic import Days, Scene, Topic, bounded, far, is_exact
from caseweave.extract.layers import EventFound, Toponym
from caseweave.lang import profile
from caseweave.model import day_bounds

_LEVELS = frozenset({"site", "city", "admin2"})
# Code points before an opening time or place: "Earlier this year, also in ".
_OPENING = 32


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """The days and places that open a sentence; empty where nothing does."""

    days: tuple[Days, ...] = ()
    towns: tuple[Toponym, ...] = ()
    countries: frozenset[str] = frozenset()


_NOTHING = Opening()


@lru_cache(maxsize=4)
def _before(language: str) -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in profile(language, "topics")["framing"].items()}


class Framing:
    """Reads how the sentences of one report open."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.before = _before(frame.report.language or "en")
        self.known: dict[int, Opening] = {}

    def of(self, sentence: Sentence) -> Opening:
        """The days and places that a sentence opens with."""
        if sentence.start not in self.known:
            self.known[sentence.start] = self._read(sentence)
        return self.known[sentence.start]

    def lent(
        self, event: EventFound, sentence: Sentence, scene: Scene, main: Topic, ago: float
    ) -> Scene:
        """The scene of an event with what opens its sentence, where it has none of its own.

        A time long before the main incident (`ago` days) is that of all that the sentence tells;
        a nearer one, or a place, only of what happened in the main incident too: people are moved
        on, and found, on other days and in other towns.
        """
        opening = self.of(sentence)
        days, towns, countries = scene.days, scene.towns, scene.countries
        alike = event.kind in main.days_of
        if not days and opening.days:
            distant = bool(main.days) and all(far(d, main.days, ago) for d in opening.days)
            days = opening.days if distant or alike else ()
        if not towns and alike and opening.towns:
            towns, countries = opening.towns, opening.countries
        told = scene.told or bool(days or towns)
        return msgspec.structs.replace(
            scene, days=days, towns=towns, countries=countries, told=told
        )

    def dated(self, sentence: Sentence, main: Topic) -> bool:
        """Whether a sentence opens with a day that is none of the main incident's."""
        days = [d for d in self.of(sentence).days if is_exact(d)]
        return bool(days and main.days) and all(far(d, main.days, 1) for d in days)

    def _read(self, sentence: Sentence) -> Opening:
        time = next((t for t in sentence.times if self._opens(sentence, t, "time")), None)
        place = next((p for p in sentence.places if self._opens(sentence, p, "place")), None)
        if time is None and place is None:
            return _NOTHING
        bounds = day_bounds(self.frame.times[time].edtf) if time is not None else None
        at = self.frame.places[place] if place is not None else None
        fine = at is not None and at.precision in _LEVELS and at.lat is not None
        return Opening(
            days=(bounds,) if bounds is not None else (),
            towns=(at,) if at is not None and fine else (),
            countries=frozenset({at.country} if at is not None and at.country else ()),
        )

    def _opens(self, sentence: Sentence, index: int, kind: str) -> bool:
        """Whether only words that bring in a time or a place stand before it."""
        found = self.frame.times[index] if kind == "time" else self.frame.places[index]
        if found.start - sentence.start > _OPENING:
            return False
        words = self.frame.words((sentence.start, found.start)).lower().split()
        if any(w.strip(".,:;") not in self.before[kind] for w in words):
            return False
        if isinstance(found, Toponym) and (found.demonym or not words):
            return False
        return not (kind == "time" and bounded(self.frame, index)) and not self._telling(
            found.start
        )

    def _telling(self, start: int) -> bool:
        """Whether what stands at an offset is when, or where, somebody said something."""
        token = self.frame.token_at(start)
        while token is not None and token.pos_ not in {"VERB", "AUX"} and token.head != token:
            token = token.head
        if token is None:
            return False
        passage = next(p for p in self.frame.parsed.passages if p.doc is token.doc)
        at = (passage.offset + token.idx, passage.offset + token.idx + len(token))
        return any(overlaps(cue, at) for a in self.frame.said for cue in a.cue)
