"""Counts whose state no rule found: an encoder reads the passage and says what befell the people.

The rules come first and are never overruled: asked are only counts without a state and numbers that
no rule read. Invariant: what the encoder adds is a count with the number's own span, and a state
only where it is as sure as the language's table wants.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.encoder import Reading, read_numbers
from caseweave.extract.layers import ParsedPassage, PeopleCount
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import read_noun
from caseweave.extract.people.numbers import Number, find_numbers
from caseweave.extract.people.placed import unreal
from caseweave.extract.people.reject import rejected
from caseweave.lang import profile

_PEOPLE = "people"
# Characters before a sentence that the encoder is shown; it takes fewer pieces than these.
_BACK = 400
_HUMAN = 0.85
_MODIFYING = {"nummod", "amod", "compound", "quantmod", "nmod"}
_OPENING = frozenset(",(;")
_CLOSING = frozenset(",);.")


class _Bounds(msgspec.Struct, frozen=True):
    known: float
    again: float
    unread: float
    people: float
    unreal: float
    states: frozenset[str]
    kinds: frozenset[str]
    towards: frozenset[str]
    most: int


@lru_cache(maxsize=4)
def _bounds(language: str) -> _Bounds:
    return msgspec.convert(profile(language, "people_unstated"), _Bounds)


class _Asked(msgspec.Struct, frozen=True):
    """A number of the passage, and the count that the rules made of it."""

    number: Number
    count: PeopleCount | None


def with_read_states(
    text: str, passage: ParsedPassage, counts: Sequence[PeopleCount]
) -> list[PeopleCount]:
    """The counts of a passage, those without a state with what the encoder reads.

    `text`: the report's, of which the passage and the counts carry offsets.
    """
    found = list(counts)
    doc, offset = passage.doc, passage.offset
    for sentence in doc.sents:
        asked = _asked(doc, sentence, found, offset)
        if not asked:
            continue
        start = offset + sentence.start_char
        shown = max(0, start - _BACK)
        spans = [
            (offset + doc[a.number.core].idx - shown, _end(doc, a.number) + offset - shown)
            for a in asked
        ]
        end = offset + sentence.end_char
        read = read_numbers(text[shown:end], (start - shown, end - shown), spans)
        for one, reading in zip(asked, read, strict=True):
            told = _told(doc, offset, one, reading)
            if told is not None and one.count is not None:
                found[found.index(one.count)] = told
            elif told is not None:
                found.append(told)
    return found


def _end(doc: Any, number: Number) -> int:
    last = doc[number.end - 1]
    return int(last.idx + len(last.text))


def _asked(doc: Any, sentence: Any, counts: Sequence[PeopleCount], offset: int) -> list[_Asked]:
    """The numbers of a sentence that no rule read, or read without a state."""
    bounds = _bounds("en")
    found: list[_Asked] = []
    for number in find_numbers(doc):
        if not sentence.start <= number.core < sentence.end:
            continue
        if number.kind not in bounds.kinds or not 0 < number.best <= bounds.most:
            continue
        start, end = offset + doc[number.core].idx, offset + _end(doc, number)
        over = [c for c in counts if c.start < end and start < c.end]
        if not over and not (rejected(doc, number) or _marks(doc, number)):
            # A noun that the rules do not know as people is nearly always a thing.
            if read_noun(doc, number.end) is not None:
                found.append(_Asked(number, None))
        elif len(over) == 1 and _open(over[0], number):
            found.append(_Asked(number, over[0]))
    return found


def _marks(doc: Any, number: Number) -> bool:
    """Whether a figure numbers a paragraph ("4. Burials"), stands alone or is an aside ("B, 40,").

    Such figures say nothing by their sentence.
    """
    token, sentence = doc[number.core], doc[number.core].sent
    words = [t for t in sentence if not (t.is_punct or t.is_space)]
    behind = doc[number.end].text if number.end < len(doc) else "."
    opens = all(t.is_punct or t.is_space for t in doc[sentence.start : number.core])
    aside = number.core > sentence.start and doc[number.core - 1].text in _OPENING
    return (
        len(words) == number.end - number.core
        or (aside and behind in _CLOSING)
        or (token.text.isdigit() and opens and behind in {".", ")"})
    )


def _hangs_on_unreal(token: Any) -> bool:
    """Whether the nearest verb above is negated, modal, or only wanted, as the rules read it."""
    verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    return verb is not None and unreal(verb, lexicon())


def _receives(doc: Any, number: Number) -> bool:
    """Whether people stand behind "to" or "by": rather who got or did it than whom it befell."""
    phrase = doc[number.end - 1]
    while phrase.dep_ in _MODIFYING and phrase.head.i > phrase.i:
        phrase = phrase.head
    return phrase.dep_ in {"pobj", "agent"} and phrase.head.lower_ in _bounds("en").towards


def _open(count: PeopleCount, number: Number) -> bool:
    """Whether a count of the incident's own people has no state yet."""
    told = count.status or count.status_hint or count.hints
    own = count.population is None and not (count.individual or count.statistic or count.members)
    return own and not told and count.best == number.best


def _told(doc: Any, offset: int, asked: _Asked, reading: Reading | None) -> PeopleCount | None:
    """The count as the encoder reads it, None where it is not sure enough."""
    bounds = _bounds("en")
    if reading is None:
        return None
    state = reading.label if reading.label in bounds.states else None
    doubtful = reading.unreal >= bounds.unreal or _hangs_on_unreal(doc[asked.number.end - 1])
    if asked.count is not None:
        doubted = asked.count.definite or _receives(doc, asked.number)
        sure = bounds.again if doubted else bounds.known
        if state is None or reading.sure < sure:
            return None
        return msgspec.structs.replace(
            asked.count,
            status_hint=state,
            hints=(state,),
            modal=asked.count.modal or doubtful,
            read="state",
        )
    sure = bounds.unread if state is not None else bounds.people
    if reading.sure < sure or (state is None and reading.label != _PEOPLE):
        return None
    number, sentence = asked.number, doc[asked.number.core].sent
    return PeopleCount(
        start=offset + doc[number.start].idx,
        end=offset + _end(doc, number),
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        head=offset + doc[number.end - 1].head.idx,
        human=round(_HUMAN * reading.sure, 2),
        status_hint=state,
        hints=(state,) if state is not None else (),
        modal=doubtful,
        read="number",
        sentence=(offset + sentence.start_char, offset + sentence.end_char),
    )
