"""Word pieces: how the encoder's vocabulary cuts a text, each piece with where it stands.

Greedy longest match from the left within words (Schuster and Nakajima 2012; Wu et al. 2016), lower
case, accents off. Invariant: pieces come in order and their offsets are code points of the text.
"""

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

UNKNOWN = "[UNK]"
_LONGEST = 100


class Piece(NamedTuple):
    """A piece's number in the vocabulary and the span of text that it stands for."""

    number: int
    start: int
    end: int


def cut(text: str, vocabulary: Mapping[str, int]) -> list[Piece]:
    """The pieces of a text; a word that cannot be cut is one unknown piece."""
    found: list[Piece] = []
    for start, end in _words(text):
        found.extend(_pieces(text, start, end, vocabulary))
    return found


def _words(text: str) -> list[tuple[int, int]]:
    """Runs of letters and digits, and each mark by itself."""
    found: list[tuple[int, int]] = []
    start = -1
    for i, sign in enumerate(text):
        mark = _is_mark(sign)
        if start >= 0 and (sign.isspace() or mark):
            found.append((start, i))
            start = -1
        if mark:
            found.append((i, i + 1))
        elif start < 0 and not sign.isspace() and unicodedata.category(sign) not in {"Cc", "Cf"}:
            start = i
    if start >= 0:
        found.append((start, len(text)))
    return found


def _is_mark(sign: str) -> bool:
    code = ord(sign)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or unicodedata.category(sign).startswith("P")


def _plain(sign: str) -> str:
    """A letter in lower case without its accents; may be empty."""
    parts = unicodedata.normalize("NFD", sign.lower())
    return "".join(p for p in parts if unicodedata.category(p) not in {"Mn", "Cc", "Cf"})


def _pieces(text: str, start: int, end: int, vocabulary: Mapping[str, int]) -> list[Piece]:
    plain: list[str] = []
    places: list[int] = []
    for i in range(start, end):
        for letter in _plain(text[i]):
            plain.append(letter)
            places.append(i)
    word = "".join(plain)
    if not word:
        return []
    unknown = [Piece(vocabulary[UNKNOWN], start, end)]
    if len(word) > _LONGEST:
        return unknown
    found: list[Piece] = []
    at = 0
    while at < len(word):
        to = next(
            (
                to
                for to in range(len(word), at, -1)
                if ("##" if at else "") + word[at:to] in vocabulary
            ),
            at,
        )
        if to == at:
            return unknown
        number = vocabulary[("##" if at else "") + word[at:to]]
        found.append(Piece(number, places[at], places[to - 1] + 1))
        at = to
    return found
