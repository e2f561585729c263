"""The vocabulary of time: which words belong to which classes (`lang/LANGUAGE/dates_words.toml`).

Invariant: every combination of classes that a token can have owns one symbol, so that a text is a
string of symbols and a pattern over classes is a regular expression over that string.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.lang import profile

# Classes that the tokeniser computes from digits, and the combinations that occur.
_COMPUTED = (
    ("NUM",),
    ("NUM", "NUM2"),
    ("NUM", "NUM2", "DAYNUM"),
    ("NUM", "DAYNUM"),
    ("NUM", "YEARNUM", "FOURDIGITS"),
    ("NUM", "FOURDIGITS"),
    ("NUM", "HUNDREDS"),
    ("FRACTION",),
    ("PARTNUM",),
    ("ANDAHALF",),
    ("ORDNUM",),
    ("QUARTERNUM",),
    ("CLOCK",),
    ("COMPACT",),
    ("DECADENUM",),
    ("SHORTYEAR",),
    ("ISO",),
    ("SLASH",),
    ("HYPHEN",),
    ("COMMA",),
    ("POSS",),
    ("STOP",),
    ("BREAK",),
    ("MARK",),
    ("OPEN",),
    ("CARDINAL",),
    ("YEARWORDS",),
    ("ORDINAL",),
    ("HOLIDAY",),
    ("WORD",),
)
_PARTS = re.compile(r"['’]s\b|[^\W\d_]+|[^\w\s]")
_FIRST_SYMBOL = 0xE000  # the private use area: no symbol is a character of a pattern's syntax


class Word(msgspec.Struct, frozen=True):
    """What one word can be: its symbol, and the meaning under each of its classes."""

    symbol: str
    values: dict[str, Any]


Phrase = tuple[tuple[str, ...], dict[str, Any]]


class Vocabulary(msgspec.Struct, frozen=True):
    """All words of a language that speak of time.

    `phrases`: names of several tokens (holidays) by their first, the longest first.
    `also_words`, `need_number`, `abbreviations`: names that a capital alone does not prove.
    """

    words: dict[str, Word]
    symbols: dict[frozenset[str], str]
    phrases: dict[str, tuple[Phrase, ...]]
    also_words: frozenset[str]
    need_number: frozenset[str]
    abbreviations: frozenset[str]

    def symbol(self, *classes: str) -> str:
        """The symbol of a token with exactly these classes."""
        return self.symbols[frozenset(classes)]

    def holding(self, name: str) -> str:
        """All symbols whose tokens can be of class `name`, as one string."""
        return "".join(s for classes, s in self.symbols.items() if name in classes)


@lru_cache(maxsize=16)
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of `language`; KeyError where it has no date words."""
    table = dict(profile(language, "dates_words"))
    spelling = table.pop("spelling")
    meanings = _meanings(table)
    kinds = [*(frozenset(c) for c in _COMPUTED), *(frozenset(m) for m in meanings.values())]
    symbols = {kind: chr(_FIRST_SYMBOL + i) for i, kind in enumerate(dict.fromkeys(kinds))}
    parts = {word: tuple(_PARTS.findall(word)) for word in meanings}
    phrases: dict[str, list[Phrase]] = {}
    for word in sorted(meanings, key=lambda w: -len(parts[w])):
        if len(parts[word]) > 1 and (" " in word or "." not in parts[word][1:2]):
            phrases.setdefault(parts[word][0], []).append((parts[word], meanings[word]))
    return Vocabulary(
        {word: Word(symbols[frozenset(m)], m) for word, m in meanings.items()},
        symbols,
        {first: tuple(entries) for first, entries in phrases.items()},
        frozenset(spelling["also_words"]),
        frozenset(spelling["need_number"]),
        frozenset(spelling["abbreviations"]),
    )


def _meanings(table: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """For each word its meaning by class."""
    meanings: dict[str, dict[str, Any]] = {}
    for name, entries in table.items():
        if name == "words":
            for plain, members in entries.items():
                for word in members:
                    meanings.setdefault(word, {})[plain] = word
        else:
            for word, meaning in entries.items():
                meanings.setdefault(word, {})[name] = meaning
    return meanings
