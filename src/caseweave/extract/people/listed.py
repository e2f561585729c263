"""People of a list of names: "Anna Petrova, 34, nurse. No news." "Ivan Lodi (27): released in May".

Invariant: an entry opens its passage with a name and an age, and a few words behind them say what
became of the one named; a sentence about somebody is no entry.
"""

import re
from functools import lru_cache
from typing import Any

from caseweave.extract.people.ages import ADULT
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.placed import placed
from caseweave.lang import profile

_HUMAN = 0.8
# Letters, initials and small particles of a name; then an age, which parts a list from prose.
_ENTRY = re.compile(
    r"^\W{0,4}(?:\d{1,3}[.)]\s+)?"
    r"(?P<name>[^\W\d_][\w.'’-]*(?:\s+(?:[a-z]{2,3}\s+)?[^\W\d_][\w.'’-]*){1,4})"
    r"(?:,\s+|\s*\()(?:aged?\s+)?(?P<age>\d{1,2})\b\)?"
)
# Tokens behind the age in which the state must stand.
_REACH = 16
# A piece that tells a state opens with its word, a preposition or a "no"; an occupation does not.
_OPENING = {"VBN", "VBD", "VBG", "JJ", "IN", "DT", "RB", "NN", "NNP", "UH", "VB"}


@lru_cache(maxsize=4)
def _silences(language: str) -> frozenset[tuple[str, ...]]:
    phrases = profile(language, "people_bare")["entries"]["silence"]
    return frozenset(tuple(p.split()) for p in phrases)


def find_listed(doc: Any, taken: list[tuple[int, int]]) -> list[Draft]:
    """The person of a passage that is an entry of a list, where the entry tells a state."""
    match = _ENTRY.match(doc.text)
    capitals = match is not None and all(match["name"].split()[at][0].isupper() for at in (0, -1))
    if match is None or not capitals:
        return []
    span = doc.char_span(*match.span("name"), alignment_mode="expand")
    behind = doc.char_span(match.start("age"), match.end("age"), alignment_mode="expand")
    if span is None or behind is None or any(a < span.end and span.start < b for a, b in taken):
        return []
    if span[0].tag_ not in {"NNP", "NNPS"}:
        return []  # "In November Anna Petrova, 34, died there"
    # "Karsk, 6 May", "On Monday, 13 men": behind an age stands a stop.
    parted = behind.end < len(doc) and doc[behind.end].is_punct
    status = _state(doc, behind.end) if parted else None
    if status is None:
        return []
    return [
        Draft(
            start=span.start,
            end=behind.end,
            head=span.end - 1,
            low=1,
            best=1,
            high=1,
            status=status,
            group="children" if int(match["age"]) < ADULT else None,
            individual=True,
            name=span.text,
            human=_HUMAN,
        )
    ]


def _state(doc: Any, i: int) -> str | None:
    """What the words behind an entry's age say: the first piece that opens with a state."""
    for piece in _pieces(doc, i):
        first = piece[0]
        if first.tag_ == "PRP" or first.lemma_.lower() in lexicon().words["speaking"]:
            return None
        if first.tag_ in _OPENING and (state := _of_piece(piece)) is not None:
            return state
    return None


def _pieces(doc: Any, i: int) -> list[list[Any]]:
    """The words behind an entry's age, parted by stops, commas and dashes."""
    found: list[list[Any]] = [[]]
    for token in doc[i : i + _REACH]:
        if token.is_punct:
            found.append([])
        else:
            found[-1].append(token)
    return [piece for piece in found if piece]


def _of_piece(piece: list[Any]) -> str | None:
    lex = lexicon()
    words = tuple(t.lower_ for t in piece)
    if any(words[: len(p)] == p for p in _silences("en")):
        return "missing"
    state = lex.predicates.get(words[0]) or lex.subject_verbs.get(piece[0].lemma_.lower())
    if state is not None:
        return state
    held = (placed(t, lex) for t in piece if t.pos_ == "ADP")
    return next((h[0].status for h in held if h), None)
