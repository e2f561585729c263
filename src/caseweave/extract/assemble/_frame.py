"""One report with all its annotations side by side: what the assembly of mentions reads.

A frame holds sentences in order; each knows its passage, events, counts, dates and places by
index. Nothing here decides anything.
"""

import bisect
from itertools import pairwise
from typing import Any

import msgspec

from caseweave.extract.layers import (
    Attributed,
    EventFound,
    Parsed,
    PeopleCount,
    Span,
    TimeExpression,
    Toponym,
)
from caseweave.extract.people.lexicon import lexicon
from caseweave.model import Report


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence: its span, the kind and number of its passage, and the indices that lie in it."""

    start: int
    end: int
    passage: int
    kind: str
    events: tuple[int, ...]
    counts: tuple[int, ...]
    times: tuple[int, ...]
    places: tuple[int, ...]


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A report and what the layers found in it.

    `group_of`: the group of each count, parts with their whole; `whole_of`: how many the whole of
    a part has, where a count's group is a part of another; `anaphors`: start, end and group of
    the pronouns and bare nouns that stand for one; `stands_for`: the count that tells how many
    such a pronoun or noun means.
    """

    report: Report
    parsed: Parsed
    sentences: tuple[Sentence, ...]
    events: tuple[EventFound, ...]
    counts: tuple[PeopleCount, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[Toponym, ...]
    said: tuple[Attributed, ...]
    group_of: dict[int, int]
    whole_of: dict[int, int]
    anaphors: tuple[tuple[int, int, int], ...]
    stands_for: dict[Span, int] = {}
    # What was worked out already: many ask for the same event's people.
    patients: dict[tuple[int, Span, tuple[Span, ...]], list[int]] = msgspec.field(
        default_factory=dict
    )

    def patients_of(self, event: EventFound) -> list[int]:
        """The counts that undergo an event; where a noun of descent does, those of its clause."""
        # Two kinds of event may be told by one word, of different people.
        key = (event.start, event.clause, event.patients)
        if key not in self.patients:
            self.patients[key] = self._patients_of(event)
        return self.patients[key]

    def _patients_of(self, event: EventFound) -> list[int]:
        spans = [_span(c) for c in self.counts]
        found = [
            i
            for i, s in enumerate(spans)
            if any(overlaps(s, p) for p in event.patients) and not self.is_whole(i, event)
        ]
        if found or not event.patients or any(self._names_people(p) for p in event.patients):
            return found
        return [i for i, s in enumerate(spans) if event.clause[0] <= s[0] < event.start]

    def is_whole(self, index: int, event: EventFound) -> bool:
        """Whether an event befalls the whole that a count is a part of, not the part.

        As in "four of the seven who were arrested": the words of the patient leave the four out.
        """
        count = self.counts[index]
        if count.best is None or (count.of is None and not self._is_part_of(count)):
            return False
        inside = [p for p in event.patients if count.start < p[0] and p[1] <= count.end]
        return bool(inside) and inside == [p for p in event.patients if overlaps(_span(count), p)]

    def _is_part_of(self, count: PeopleCount) -> bool:
        """Whether the words are a part of others: "nineteen of the migrants" who were seized."""
        words = self.words(_span(count)).lower().split()
        known = lexicon().words["determiners"]
        return any(a == "of" and b in known for a, b in pairwise(words))

    def _names_people(self, span: Span) -> bool:
        return any(overlaps((a, b), span) for a, b, _ in self.anaphors)

    def groups_in(self, span: Span) -> set[int]:
        """The groups of people that a span names, by number or by pronoun or bare noun."""
        by_number = {g for i, g in self.group_of.items() if overlaps(_span(self.counts[i]), span)}
        return by_number | {g for a, b, g in self.anaphors if overlaps((a, b), span)}

    def words(self, span: Span) -> str:
        """The text at a span."""
        return self.report.text[span[0] : span[1]]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds `offset`."""
        return max(0, bisect.bisect_right(self.sentences, offset, key=lambda s: s.start) - 1)

    def tokens_in(self, sentence: Sentence) -> list[Any]:
        """The spaCy tokens that begin in a sentence, in order."""
        passage = self.parsed.passages[sentence.passage]
        start, end = sentence.start - passage.offset, sentence.end - passage.offset
        span = passage.doc.char_span(start, end, alignment_mode="expand")
        return [t for t in span or () if start <= t.idx < end]

    def token_at(self, offset: int) -> Any | None:
        """The spaCy token at `offset`, or None between passages."""
        passages = self.parsed.passages
        at = bisect.bisect_right(passages, offset, key=lambda p: p.offset) - 1
        if at < 0 or offset >= passages[at].passage.end:
            return None
        place = offset - passages[at].offset
        span = passages[at].doc.char_span(place, place + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None


def _span(count: PeopleCount) -> Span:
    return count.start, count.end


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a code point."""
    return a[0] < b[1] and b[0] < a[1]


def _inside(items: Any, start: int, end: int) -> tuple[int, ...]:
    return tuple(i for i, x in enumerate(items) if start <= x.start < end)


def sentences_of(
    parsed: Parsed,
    events: tuple[EventFound, ...],
    counts: tuple[PeopleCount, ...],
    times: tuple[TimeExpression, ...],
    places: tuple[Toponym, ...],
) -> tuple[Sentence, ...]:
    """The sentences of all analysed passages, in order, with what lies in each."""
    found = []
    for number, passage in enumerate(parsed.passages):
        for span in passage.doc.sents:
            start, end = span.start_char + passage.offset, span.end_char + passage.offset
            found.append(
                Sentence(
                    start=start,
                    end=end,
                    passage=number,
                    kind=passage.passage.kind,
                    events=_inside(events, start, end),
                    counts=_inside(counts, start, end),
                    times=_inside(times, start, end),
                    places=_inside(places, start, end),
                )
            )
    return tuple(found)
