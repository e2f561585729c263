"""The vocabulary of time: which words belong to which classes, from `lang/LANGUAGE/dates_words.toml`.

Invariant: every combination of classes that a token can have owns one symbol, so that a text is a
string of symbols and a pattern over classes is a regular expression over that string.
"""

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
    ("ANDAHALF",),
    ("ORDNUM",),
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
    ("CARDINAL",),
    ("YEARWORDS",),
    ("ORDINAL",),
    ("HOLIDAY",),
    ("WORD",),
)
_FIRST_SYMBOL = 0xE000  # the private use area: no symbol is a character of a pattern's syntax


class Word(msgspec.Struct, frozen=True):
    """What one word can be: its symbol, and the meaning under each of its classes."""

    symbol: str
    values: dict[str, Any]


class Vocabulary(msgspec.Struct, frozen=True):
    """All words of a language that speak of time."""

    words: dict[str, Word]
    symbols: dict[frozenset[str], str]
    phrases: dict[str, dict[str, Any]]

    def symbol(self, *classes: str) -> str:
        """The symbol of a token with exactly these classes."""
        return self.symbols[frozenset(classes)]

    def holding(self, name: str) -> str:
        """All symbols whose tokens can be of class `name`, as one string."""
        return "".join(s for classes, s in self.symbols.items() if name in classes)


@lru_cache(maxsize=16)
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of `language`; KeyError where it has no date words."""
    table = profile(language, "dates_words")
    meanings: dict[str, dict[str, Any]] = {}
    for name, entries in table.items():
        if name == "words":
            for plain, members in entries.items():
                for word in members:
                    meanings.setdefault(word, {})[plain] = word
        else:
            for word, meaning in entries.items():
                meanings.setdefault(word, {})[name] = meaning
    phrases = {w: m for w, m in meanings.items() if " " in w or "'" in w}
    single = {w: m for w, m in meanings.items() if w not in phrases}
    kinds = [frozenset(c) for c in _COMPUTED]
    kinds += [frozenset(m) for m in meanings.values()]
    symbols = {kind: chr(_FIRST_SYMBOL + i) for i, kind in enumerate(dict.fromkeys(kinds))}
    words = {w: Word(symbols[frozenset(m)], m) for w, m in single.items()}
    return Vocabulary(words, symbols, phrases)
