"""The tense of the clause around a time expression, without a parser: words that tell it.

Invariant: reads tokens only; None where no word within reach tells.
"""

from functools import lru_cache
from typing import Any, Literal

import msgspec

from caseweave.extract.dates._tokens import Token
from caseweave.lang import profile

Tense = Literal["past", "future"] | None
_AUXILIARIES = 3  # words before a verb in which its auxiliaries stand
_SHORTEST = 4  # a verb in "-ed" has more letters ("need", "shed" have not)


class Cues(msgspec.Struct, frozen=True):
    """Words that tell tense, and how far they reach (tokens)."""

    past: frozenset[str]
    not_past: frozenset[str]
    modals: frozenset[str]
    possible: frozenset[str]
    prospects: frozenset[str]
    prospects_to: frozenset[str]
    prospect_links: frozenset[str]
    ahead: frozenset[str]
    earliest: frozenset[str]
    be: frozenset[str]
    had: frozenset[str]
    have: frozenset[str]
    infinitive: frozenset[str]
    limits: frozenset[str]
    story: frozenset[str]
    endings: tuple[str, ...]
    reach: int

    def tense(self, tokens: list[Token], first: int, last: int) -> Tense:
        """The tense of the verb that governs the expression, by the words before it, else after.

        "as early as Friday" looks ahead whatever the verb; "had been scheduled" back. Beside a noun
        ("Friday's ruling", "the Friday night fire") words of mere possibility tell nothing.
        """
        if " ".join(t.text for t in tokens[max(0, first - 2) : first]) in self.earliest:
            return "future"
        beside = _beside_noun(tokens, first, last)
        before = range(first - 1, max(0, first - self.reach) - 1, -1)
        after = range(last, min(len(tokens), last + self.reach))
        for indexes in (before, after):
            for i in indexes:
                if tokens[i].values.keys() & {"STOP", "BREAK"}:
                    break
                found = self._verb(tokens, i, governs=indexes is before)
                if found and not (beside and tokens[i].text in self.possible):
                    return found
        return None

    def limited(self, tokens: list[Token], first: int) -> bool:
        """Whether a word of limit stands right before ("by", "until")."""
        return first > 0 and tokens[first - 1].text in self.limits

    def _verb(self, tokens: list[Token], i: int, *, governs: bool) -> Tense:
        """The tense that the word at `i` tells, with the auxiliaries before it."""
        word = tokens[i].text
        if "MONTH" in tokens[i].values:
            return None
        before = {t.text for t in tokens[max(0, i - _AUXILIARIES) : i]}
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if word in self.modals or word in self.possible:
            return "past" if after in self.have else None if after == "-" else "future"
        if word in self.ahead or (governs and self._looks_ahead(word, after)):
            return "past" if before & self.had else "future"
        regular = word.endswith(self.endings) and len(word) > _SHORTEST
        if word in self.past or (regular and word not in self.not_past):
            return "future" if before & self.be else "past"
        return None

    def _looks_ahead(self, word: str, after: str) -> bool:
        if word in self.prospects_to:
            return after in self.infinitive
        return word in self.prospects and after in self.prospect_links


def _beside_noun(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the expression stands before a noun as its attribute."""
    after = tokens[last] if last < len(tokens) else None
    if after is None:
        return False
    if "POSS" in after.values:
        return True
    ahead = tokens[max(0, first - 2) : first]
    return not after.values and any(t.values.keys() & {"THE", "A"} for t in ahead)


_WORD_LISTS = tuple(n for n in Cues.__struct_fields__ if n not in {"endings", "reach"})


@lru_cache(maxsize=16)
def cues(language: str) -> Cues:
    """The tense cues of `language`."""
    table: dict[str, Any] = profile(language, "dates_cues")["tense"]
    words = {n: frozenset(table[n]) for n in _WORD_LISTS}
    return Cues(**words, endings=tuple(table["past_endings"]), reach=table["reach"])
