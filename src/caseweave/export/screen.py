"""Masks free text: what a mode does not know to be harmless is replaced by `[withheld]`.

Invariant: a banned word or phrase never passes, in any mode; in `strict` no word passes that is
not a known word, a number or the name of a country.
"""

import re
from collections.abc import Iterable
from typing import Literal

import msgspec

from caseweave.export.vocabulary import (
    Phrase,
    country_phrases,
    known_words,
    match_phrase,
    spans_of,
    words_of,
)

MASK = "[withheld]"
Mode = Literal["strict", "names", "loose"]
_LONGEST = 24  # words of a name of a file or title
# Numbers, and the export's own ids.
_OWN = re.compile(r"\d+|[CORA]\d+")


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """What may not stand and what may, as folded words.

    `words`: parts of withheld names; `phrases`: withheld names and places, joined without spaces.
    `admitted`: phrases that may stand beside known words (outlets, places of an amber export).
    """

    mode: Mode
    words: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    admitted: dict[Phrase, str] = {}

    def clean(self, text: str) -> str:
        """The text with each stretch that may not stand replaced by one mask."""
        spans = list(spans_of(text))
        folded = tuple(word for _, _, word in spans)
        kept = [self._kept(text[s:e], folded[i]) for i, (s, e, _) in enumerate(spans)]
        for i in range(len(folded)):
            found = self._admitted(folded, i)
            for j in range(i, i + found):
                kept[j] = kept[j] or folded[j] not in self.words
        for i in range(len(folded)):
            for j in range(i, i + self._banned(folded, i)):
                kept[j] = False
        return _masked(text, spans, kept)

    def passes(self, text: str) -> bool:
        """Whether nothing of the text has to be masked."""
        return MASK not in self.clean(text)

    def bans(self, text: str) -> bool:
        """Whether the text holds a withheld name or part of one, whatever else it holds."""
        return MASK in msgspec.structs.replace(self, mode="loose").clean(text)

    def _kept(self, word: str, folded: str) -> bool:
        capital = word[:1].isupper()
        if folded in self.words and (capital or folded not in known_words()):
            return False
        if self.mode == "loose" or folded in known_words() or _OWN.fullmatch(word):
            return True
        # A script without capitals tells no name from another word: it is masked.
        return self.mode == "names" and word[:1].islower()

    def _admitted(self, folded: Phrase, at: int) -> int:
        found = match_phrase(folded, at, country_phrases())
        own = match_phrase(folded, at, self.admitted)
        return max(found[0] if found else 0, own[0] if own else 0)

    def _banned(self, folded: Phrase, at: int) -> int:
        joined = ""
        longest = 0
        for size, word in enumerate(folded[at : at + _LONGEST], start=1):
            joined += word
            if joined in self.phrases:
                longest = size
        return longest


def joined(text: str) -> str:
    """A name as one folded word, so that spaces and hyphens make no difference."""
    return "".join(words_of(text))


def admit(texts: Iterable[str]) -> dict[Phrase, str]:
    """Texts as phrases for `Screen.admitted`."""
    return {phrase: "" for text in texts if (phrase := words_of(text))}


def _masked(text: str, spans: list[tuple[int, int, str]], kept: list[bool]) -> str:
    parts: list[str] = []
    done = 0
    hidden = False
    for (start, end, _), keep in zip(spans, kept, strict=True):
        between = text[done:start]
        if keep:
            parts += [between, text[start:end]]
        elif hidden and not between.strip(" -'’.\u200b"):
            pass
        else:
            parts += [between, MASK]
        hidden, done = not keep, end
    tail = text[done:]
    return "".join([*parts, tail])


def ordinary(text: str) -> bool:
    """Whether all words of a text are ordinary ones, or of a country's name."""
    words = words_of(text)
    at = 0
    while at < len(words):
        found = match_phrase(words, at, country_phrases())
        if found is None and words[at] not in known_words() and not words[at].isdigit():
            return False
        at += found[0] if found else 1
    return True
