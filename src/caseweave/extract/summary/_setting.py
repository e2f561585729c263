"""What the text around an offset says: where it stands, and what its sentence speaks of.

Reads the report's own words only; every answer is a set of names that features are made of.
"""

import bisect
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.lang import profile
from caseweave.model import Mention, Report
from caseweave.schema import load_types

# From this weight on an event of the type is what the incident is about.
CORE = 0.8
_LISTS = ("court", "arrest", "mourning", "treated", "home", "saying", "hurt")
_ORDINALS = ("first", "second", "third")
# A stop behind a whole word: what abbreviations end in is shorter.
_AFTER_STOP = re.compile(
    r"(?:\b[a-z]{3,}|\b[A-Z][a-z]{4,}|\d|[\"”’)])[.!?][\"”’)]*\s+(?=[\"“A-Z0-9])"
)


@lru_cache(maxsize=4)
def words(language: str) -> dict[str, Any]:
    """The word lists of a language, those of scenes too."""
    lists = {**profile(language, "scene"), **profile(language, "summary")}
    return {n: frozenset(v) if isinstance(v, list) else re.compile(v) for n, v in lists.items()}


@lru_cache(maxsize=32)
def event_weights(incident_type: str) -> dict[str, float]:
    """How far each kind of event speaks for an incident of the type."""
    return load_types((incident_type,))[0].events


class Setting(msgspec.Struct, frozen=True):
    """A report with the spans of its passages' sentences and of what its main mention tells."""

    report: Report
    lists: dict[str, Any]
    told: tuple[tuple[int, int], ...]
    ranks: dict[int, str]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    known: dict[int, frozenset[str]]

    @classmethod
    def of(cls, report: Report, main: Mention) -> "Setting":
        """The setting of a report's main mention."""
        weight = event_weights(main.type)
        told = (e.evidence for e in main.events if weight.get(e.kind, 0.0) >= CORE)
        spans = [s for p in report.passages for s in _sentences(report.text, p.start, p.end)]
        return cls(
            report,
            words(report.language or "en"),
            tuple((e.start, e.end) for e in told),
            _ranks(report),
            tuple(a for a, _ in spans),
            tuple(b for _, b in spans),
            {},
        )

    def standing(self, offset: int) -> str:
        """title, dateline, first, second, third, later (paragraph), or other (no paragraph)."""
        for passage in self.report.passages:
            if passage.start <= offset < passage.end:
                return self.ranks[passage.start]
        return "other"

    def in_headline(self, offset: int) -> bool:
        """Whether an offset lies in a paragraph that reads like a headline."""
        told = (p for p in self.report.passages if p.start <= offset < p.end)
        return any(
            p.kind == "paragraph" and is_headline(self.report.text[p.start : p.end]) for p in told
        )

    def sentence(self, offset: int) -> tuple[int, int]:
        """The bounds of the sentence at an offset."""
        at = bisect.bisect_right(self.starts, offset) - 1
        return (self.starts[at], self.ends[at]) if at >= 0 else (0, len(self.report.text))

    def before(self, offset: int) -> str:
        """The sentence's text before an offset, in lower case."""
        return self.report.text[self.sentence(offset)[0] : offset].lower()

    def after(self, offset: int) -> str:
        """The sentence's text from an offset on."""
        return self.report.text[offset : max(offset, self.sentence(max(0, offset - 1))[1])]

    def speaks_of(self, offset: int) -> frozenset[str]:
        """What the sentence at an offset speaks of: names of word lists, `tells`, `pluperfect`."""
        start, end = self.sentence(offset)
        if start not in self.known:
            self.known[start] = frozenset(self._speaks(start, end))
        return self.known[start]

    def _speaks(self, start: int, end: int) -> set[str]:
        text = self.report.text[start:end].lower()
        found = set(re.findall(r"[a-z’']+", text))
        names = {name for name in _LISTS if found & self.lists[name]}
        if any(cue in text for cue in self.lists["earlier"]):
            names.add("earlier")
        if any(a < end and start < b for a, b in self.told):
            names.add("tells")
        if self.lists["past_perfect"].search(text):
            names.add("pluperfect")
        if self.lists["clock"].search(text):
            names.add("clocked")
        if found & {"happened", "occurred", "responded", "called", "dispatched", "took"}:
            names.add("occurs")
        return names


def _ranks(report: Report) -> dict[int, str]:
    """The standing of each passage by its start."""
    ranks: dict[int, str] = {}
    paragraphs = 0
    for passage in report.passages:
        if passage.kind in {"paragraph", "quotation"}:
            ranks[passage.start] = _ORDINALS[paragraphs] if paragraphs < len(_ORDINALS) else "later"
            paragraphs += 1
        else:
            ranks[passage.start] = passage.kind if passage.kind in _HEADS else "other"
    return ranks


def is_headline(line: str) -> bool:
    """Whether a paragraph reads like a headline: short, its long words capitalised, no stop."""
    words: list[str] = re.findall(r"[^\W\d_]{4,}", line)
    if len(words) < _LEAST_WORDS or len(line) > _LONGEST or line.rstrip()[-1:] in _STOPS:
        return False
    capitals = sum(w[0].isupper() for w in words)
    return capitals >= _CAPITALS * len(words)


# A headline within a text: at least so many longer words, at most so many code points, and this
# share of its longer words with a capital.
_LEAST_WORDS, _LONGEST, _CAPITALS = 3, 140, 0.75
_STOPS = frozenset('.!?:;,)"”’…')
_HEADS = {"title", "dateline"}


def _sentences(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The sentences of a passage by their stops; an abbreviation ends none."""
    cuts = [start + m.end() for m in _AFTER_STOP.finditer(text[start:end])]
    return list(zip([start, *cuts], [*cuts, end], strict=True))
