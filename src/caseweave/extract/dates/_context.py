"""What surrounds an expression: the publication date, the dates before it, the tense of its clause.

Invariant: nothing here reads the clock; without a publication date `day` is None and only explicit
dates and distances from them resolve.
"""

import re
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import msgspec

from caseweave.extract.dates._calendar import Moment, day_of
from caseweave.extract.dates._tokens import Token
from caseweave.lang import profile

Tense = Literal["past", "future"] | None
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T(\d\d:\d\d))?")


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """What an expression means. `value` None: unresolved. `others`: other readings, likelier first.

    `bounds` is an EDTF text where the moment and its mod do not give it.
    """

    value: str | None
    moment: Moment | None = None
    anchor: str = "none"
    others: tuple[Moment, ...] = ()
    kind: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
    mod: str | None = None


class Context(msgspec.Struct, kw_only=True):
    """The state of the walk through one text; `references` are the dates resolved so far."""

    tokens: list[Token]
    published: Moment | None
    narrative: bool
    cues: "Cues"
    references: list[Moment] = []

    @property
    def day(self) -> date | None:
        """The publication day, None where it is unknown or coarser."""
        return day_of(self.published) if self.published else None

    @property
    def reference(self) -> Moment | None:
        """The date resolved last, in the order of the text."""
        return self.references[-1] if self.references else None

    def tense(self, first: int, last: int) -> Tense:
        """The tense of the clause around tokens `first` to `last`, by the nearest cue."""
        return self.cues.tense(self.tokens, first, last)


class Cues(msgspec.Struct, frozen=True):
    """Words that tell tense, and how far they reach (tokens)."""

    past: frozenset[str]
    not_past: frozenset[str]
    endings: tuple[str, ...]
    modals: frozenset[str]
    prospects: frozenset[str]
    prospects_to: frozenset[str]
    prospect_links: frozenset[str]
    ahead: frozenset[str]
    earliest: frozenset[str]
    limits: frozenset[str]
    story: frozenset[str]
    reach: int

    def tense(self, tokens: list[Token], first: int, last: int) -> Tense:
        """The tense of the verb that governs the expression, by the words before it, else after.

        "as early as Friday" looks ahead whatever the verb; "had been scheduled" back.
        """
        if (
            first >= 2
            and tokens[first - 1].text == "as"
            and tokens[first - 2].text in self.earliest
        ):
            return "future"
        start = max(0, first - self.reach)
        for i in range(first - 1, start - 1, -1):
            if tokens[i].values.keys() & {"STOP", "BREAK"}:
                break
            found = self._verb(tokens, i)
            if found:
                return found
        for i in range(last, min(len(tokens), last + self.reach)):
            if tokens[i].values.keys() & {"STOP", "BREAK"}:
                break
            found = self._verb(tokens, i, governs=False)
            if found:
                return found
        return None

    def limited(self, tokens: list[Token], first: int) -> bool:
        """Whether a word of limit stands right before ("by", "until")."""
        return first > 0 and tokens[first - 1].text in self.limits

    def _verb(self, tokens: list[Token], i: int, *, governs: bool = True) -> Tense:
        """The tense that the word at `i` tells, with the auxiliaries before it."""
        token = tokens[i]
        word = token.text
        if "MONTH" in token.values:
            return None
        before = [t.text for t in tokens[max(0, i - 3) : i]]
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if word in self.modals:
            return "past" if after == "have" else "future"
        if word in self.ahead or (governs and self._looks_ahead(word, after)):
            return "past" if "had" in before else "future"
        if word in self.past or (
            word.endswith(self.endings) and len(word) > 4 and word not in self.not_past
        ):
            if "be" in before:
                return "future"
            return "past"
        return None

    def _looks_ahead(self, word: str, after: str) -> bool:
        if word in self.prospects_to:
            return after == "to"
        return word in self.prospects and after in self.prospect_links


@lru_cache(maxsize=16)
def cues(language: str) -> Cues:
    """The tense cues of `language`."""
    table: dict[str, Any] = profile(language, "dates_cues")["tense"]
    words = {
        n: frozenset(table[n])
        for n in (
            "past",
            "not_past",
            "modals",
            "prospects",
            "prospects_to",
            "prospect_links",
            "ahead",
            "earliest",
            "limits",
            "story",
        )
    }
    return Cues(**words, endings=tuple(table["past_endings"]), reach=table["reach"])


def publication(published: str | None) -> Moment | None:
    """The publication date as a moment: a day, month or year; None where unknown or no date."""
    match = _PUBLISHED.match(published or "")
    if match is None:
        return None
    year, month, day, clock = match.groups()
    if day:
        moment = Moment("day", int(year), int(month), int(day), f"T{clock}" if clock else "")
        return moment if day_of(moment) else None
    return Moment("month", int(year), int(month)) if month else Moment("year", int(year))
