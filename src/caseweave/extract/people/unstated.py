"""Counts that the rules leave open or may misread: an encoder says what befell the people.

The rules come first: asked are counts without a state, numbers that no rule read, and counts whose
state hangs on words around them; of these last it gives another state only where it is surest.
Invariant: what the encoder adds is a count with the number's own span, and a state only where it is
as sure as the language's table wants; what the rules had read stays beside it.
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
from caseweave.extract.people.persons import is_told_of, unread_persons
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
    single: float
    person: float
    instead: float
    again: float
    unread: float
    people: float
    unreal: float
    states: frozenset[str]
    kinds: frozenset[str]
    towards: frozenset[str]
    most: int
    never: dict[str, frozenset[str]]


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
            if told is not None and one.count in found:
                found[found.index(one.count)] = told
            elif told is not None:
                found.append(told)
    return found


def _end(doc: Any, number: Number) -> int:
    last = doc[number.end - 1]
    return int(last.idx + len(last.text))


def _asked(doc: Any, sentence: Any, counts: Sequence[PeopleCount], offset: int) -> list[_Asked]:
    """The numbers of a sentence that no rule read, read without a state, or by their verb."""
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
        elif len(over) == 1 and _own(over[0], number):
            found.append(_Asked(number, over[0]))
    return found + _persons(doc, sentence, counts, offset)


def _persons(doc: Any, sentence: Any, counts: Sequence[PeopleCount], offset: int) -> list[_Asked]:
    """Single people of a sentence to whom no rule gives a state, by their first word ("a", "her").

    The encoder was shown them by that word.
    """
    at = {offset + t.idx: t.i for t in doc[sentence.start : sentence.end]}
    told = [
        c
        for c in counts
        if c.individual and not (c.name or c.population or c.status or c.hints)
        if c.start in at and is_told_of(doc[at[c.start]].head)
    ]
    told += unread_persons(doc, sentence, counts, offset)
    return [_Asked(_first_word(at[c.start]), c) for c in told]


def _first_word(i: int) -> Number:
    return Number(start=i, core=i, end=i + 1, low=1, best=1, high=1, kind="one")


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


def _own(count: PeopleCount, number: Number) -> bool:
    """Whether a count is of the incident's own people, and no noun of a state counts them."""
    own = count.population is None and not (count.individual or count.statistic or count.members)
    return own and not count.status and count.best == number.best


def _kept(hints: Sequence[str], state: str) -> bool:
    """Whether the rules say the same, or what may not be upgraded to that state."""
    never = _bounds("en").never
    return state in hints or any(state in never.get(h, ()) for h in hints)


def _wanted(doc: Any, number: Number, count: PeopleCount) -> float:
    """How sure the encoder must be of a state for a count that the rules read."""
    bounds = _bounds("en")
    if count.individual:
        return bounds.single if count.noun else bounds.person
    if count.hints:
        return bounds.instead
    return bounds.again if count.definite or _receives(doc, number) else bounds.known


def _told(doc: Any, offset: int, asked: _Asked, reading: Reading | None) -> PeopleCount | None:
    """The count as the encoder reads it, None where it is not sure enough."""
    bounds = _bounds("en")
    if reading is None:
        return None
    state = reading.label if reading.label in bounds.states else None
    doubtful = reading.unreal >= bounds.unreal or _hangs_on_unreal(doc[asked.number.end - 1])
    if asked.count is not None:
        sure = _wanted(doc, asked.number, asked.count)
        if state is None or reading.sure < sure or _kept(asked.count.hints, state):
            return None
        return msgspec.structs.replace(
            asked.count,
            status_hint=state,
            hints=(state,),
            hint_word=None,
            modal=asked.count.modal or doubtful,
            read="state",
            ruled=asked.count.hints,
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
