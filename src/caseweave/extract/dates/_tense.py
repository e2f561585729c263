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
_PERFECT = 5  # and "had" before a word that looks ahead ("had been due to expire")
_CLOSE = 5  # words before a day in which the verb stands that surely governs it
_OPENING = 3  # words before a day that still opens its sentence ("And on Monday")
_TOLD_ON = 2  # words before a day in which a verb of speaking tells whose day it is
_CLAUSE = 9  # words before "until" in which its verb stands
_NO_VALUES: dict[str, Any] = {}
_NOTHING = Token(0, 0, "", "", {})  # what stands behind the last token
_SHORTEST = 4  # a verb in "-ed" has more letters ("need", "shed" have not)


class Cues(msgspec.Struct, frozen=True):
    """Words that tell tense, and how far they reach (tokens)."""

    past: frozenset[str]
    not_past: frozenset[str]
    modals: frozenset[str]
    possible: frozenset[str]
    prospects: frozenset[str]
    prospects_to: frozenset[str]
    objects: frozenset[str]
    prospect_links: frozenset[str]
    ahead: frozenset[str]
    earliest: frozenset[str]
    be: frozenset[str]
    had: frozenset[str]
    have: frozenset[str]
    infinitive: frozenset[str]
    limits: frozenset[str]
    starts: frozenset[str]
    elapsed: frozenset[str]
    beside_elapsed: frozenset[str]
    spans: frozenset[str]
    farthest: frozenset[str]
    approaching: frozenset[str]
    arranged: frozenset[str]
    rearranged: frozenset[str]
    terms: frozenset[str]
    stands: frozenset[str]
    conditions: frozenset[str]
    agreed: frozenset[str]
    nobody: frozenset[str]
    was_not: frozenset[str]
    lasting: frozenset[str]
    speech: frozenset[str]
    reporting: frozenset[str]
    determiners: frozenset[str]
    bound: frozenset[str]
    unbound: frozenset[str]
    short: frozenset[str]
    deadline: frozenset[str]
    no_deadline: frozenset[str]
    story: frozenset[str]
    refusable: frozenset[str]
    denying: frozenset[str]
    aftermath: frozenset[str]
    causes: frozenset[str]
    entering: frozenset[str]
    effects: frozenset[str]
    being: frozenset[str]
    now: frozenset[str]
    common: frozenset[str]
    inflections: tuple[str, ...]
    endings: tuple[str, ...]
    adverbs: tuple[str, ...]
    reach: int

    def tense(self, tokens: list[Token], first: int, last: int) -> Tense:
        """The tense of the verb that governs the expression, by the words before it, else after.

        "as early as Friday" looks ahead whatever the verb; "had been scheduled" back. Beside a noun
        ("Friday's ruling", "the Friday night fire") words of mere possibility tell nothing.
        """
        two = " ".join(t.text for t in tokens[max(0, first - 2) : first])
        if two in self.earliest or self._is_set_for(tokens, first):
            return "future"
        if two in self.farthest:
            return "past"
        beside = self.attributive(tokens, first, last)
        before = range(first - 1, max(0, first - self.reach) - 1, -1)
        after = range(last, min(len(tokens), last + 2 * self.reach))
        if self._arranged_for(tokens, first):
            return "future"
        return self._nearest(tokens, before, governs=True, beside=beside) or self._nearest(
            tokens, after, governs=False, beside=beside
        )

    def surely(self, tokens: list[Token], first: int, last: int) -> Tense:
        """The tense of a verb close before, or behind a day that opens its sentence.

        None of what is an attribute.
        """
        if self.attributive(tokens, first, last):
            return None
        start = first - _OPENING
        if start < 0 or any(self.ends(tokens, i) for i in range(start, first)):
            return self.tense(tokens, first, last)
        close = range(first - 1, max(0, first - _CLOSE) - 1, -1)
        return self._nearest(tokens, close, governs=True, beside=False)

    def _nearest(
        self, tokens: list[Token], indexes: range, *, governs: bool, beside: bool
    ) -> Tense:
        """The tense that the nearest verb tells, up to the end of the sentence."""
        for i in indexes:
            if self.ends(tokens, i):
                break
            if not governs and self._is_expected(tokens, i):
                return "future"
            found = self._verb(tokens, i, governs=governs)
            if found and not (beside and tokens[i].text in self.possible):
                return found
        return None

    def _is_expected(self, tokens: list[Token], i: int) -> bool:
        """`by Tuesday the river was expected to fall`: what was expected lies ahead."""
        words = [t.text for t in tokens[i : i + 3]]
        expected = len(words) == 3 and words[1] in self.prospects | self.prospects_to
        return expected and words[0] in self.being and words[2] in self.infinitive

    def _arranged_for(self, tokens: list[Token], first: int) -> bool:
        """`set a hearing for May 2`: a term, whatever the tense of the setting."""
        if not first or tokens[first - 1].text not in self.terms:
            return False
        verbs = self.arranged if tokens[first - 1].text not in self.infinitive else self.rearranged
        return any(t.text in verbs for t in self._clause(tokens, first))

    def undecided(self, tokens: list[Token], first: int, last: int) -> bool:
        """Whether the day may lie on either side, so that the nearer one is meant.

        "said Friday's vote will decide" (a vote to come or one held), "the march planned for
        Saturday was called off".
        """
        if first and "POSS" in _values(tokens, last) and tokens[first - 1].text in self.speech:
            after = range(last, min(len(tokens), last + self.reach))
            return self._nearest(tokens, after, governs=False, beside=False) == "future"
        overtaken = last < len(tokens) and tokens[last].text in self.past
        return overtaken and self._arranged_for(tokens, first)

    def ends(self, tokens: list[Token], i: int) -> bool:
        """Whether a sentence ends at `i`; the stop of "U.S. troops" or "Mr. Okello" ends none."""
        values = tokens[i].values.keys()
        if "BREAK" in values or "STOP" not in values:
            return "BREAK" in values
        if tokens[i].text != "." or i == 0 or tokens[i - 1].end != tokens[i].start:
            return True
        before, after = tokens[i - 1].text, tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None:
            return True
        if "COMMA" in after.values or (after.text[:1].isalpha() and not after.capital):
            return False  # "in Gary, Ind., on Friday"
        lower = after.start == tokens[i].end or not (after.capital or "BREAK" in after.values)
        return not (before in self.short or (len(before) == 1 and before.isalpha() and lower))

    def attributive(self, tokens: list[Token], first: int, last: int) -> bool:
        """Whether the expression stands before a noun as its attribute ("the June 4 election")."""
        after = tokens[last] if last < len(tokens) else None
        if after is None:
            return False
        if "POSS" in after.values:
            return True
        ahead = tokens[max(0, first - 2) : first]
        return not after.values and any(t.values.keys() & {"THE", "A"} for t in ahead)

    def awaited(self, tokens: list[Token], first: int) -> bool:
        """Whether a word within the sentence sets the day as a term to come ("put off until")."""
        if first < 2 or tokens[first - 1].text not in self.deadline:
            return False
        before = tokens[first - 2]
        opening = not before.values.keys().isdisjoint({"STOP", "BREAK", "MARK"})
        if opening or before.text in self.no_deadline:
            return False
        return not any(t.text in self.was_not for t in self._clause(tokens, first))

    def _is_set_for(self, tokens: list[Token], first: int) -> bool:
        """`the vote is Friday`, `the funeral is on Friday`: a present that tells what comes."""
        before = first - 1
        if before > 0 and "ON" in tokens[before].values:
            before -= 1
        return before > 0 and tokens[before].text in self.stands

    def approached(self, tokens: list[Token], first: int) -> bool:
        """Whether the words before lead up to the day ("ahead of Tuesday's vote")."""
        words = [t.text for t in tokens[max(0, first - 3) : first] if "THE" not in t.values]
        return " ".join(words[-2:]) in self.approaching

    def limited(self, tokens: list[Token], first: int) -> bool:
        """Whether a word of limit stands right before ("by", "until"), not after what lasted."""
        if not first or tokens[first - 1].text not in self.limits:
            return False
        return not any(t.text in self.lasting for t in self._clause(tokens, first))

    def _clause(self, tokens: list[Token], first: int) -> list[Token]:
        """The words of the same sentence before the expression, a clause's length of them."""
        start = first
        while start > max(0, first - _CLAUSE) and not self.ends(tokens, start - 1):
            start -= 1
        return tokens[start:first]

    def aftermath_of(self, tokens: list[Token], first: int, last: int) -> bool:
        """`after Friday's fire`, `asked about Friday's fire`: of what was, whatever is to come."""
        owns = last < len(tokens) and "POSS" in tokens[last].values
        return owns and first > 0 and tokens[first - 1].text in self.aftermath

    def since(self, tokens: list[Token], first: int) -> bool:
        """Whether a word right before tells that the day lies behind ("since")."""
        return first > 0 and tokens[first - 1].text in self.starts

    def elapsed_since(self, tokens: list[Token], first: int, last: int) -> bool:
        """`it is five days since`: whether a length is counted from an event to the publication."""
        behind = tokens[last].text if last < len(tokens) else ""
        if first and tokens[first - 1].text in self.beside_elapsed:
            first -= 1
        before = " ".join(t.text for t in tokens[max(0, first - 2) : first])
        return before in self.elapsed and behind in self.starts

    def spoken(self, tokens: list[Token], first: int) -> bool:
        """`a relative said on Wednesday`: whether a day is only that of somebody's telling."""
        return any(t.text in self.reporting for t in tokens[max(0, first - _TOLD_ON) : first])

    def _verb(self, tokens: list[Token], i: int, *, governs: bool) -> Tense:
        """The tense that the word at `i` tells, with the auxiliaries before it."""
        word = tokens[i].text
        if "MONTH" in tokens[i].values:
            return None
        if any(self._refused(tokens, j) for j in range(max(0, i - _AUXILIARIES), i + 1)):
            return "past"
        before = {t.text for t in tokens[max(0, i - _AUXILIARIES) : i]}
        long_before = {t.text for t in tokens[max(0, i - _PERFECT) : i]}
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if governs and word in self.infinitive and i and tokens[i - 1].text in self.bound:
            return None if after in self.unbound else "future"
        if word in self.modals or word in self.possible:
            owned = word in self.modals and i > 0 and tokens[i - 1].text in self.determiners
            noun = after == "-" or owned  # "against their will"
            return "past" if after in self.have else None if noun else "future"
        if word in self.ahead and self._is_attribute(tokens, i, after):
            return None
        conditional = governs and word in self.conditions
        if word in self.ahead or conditional or self._looks_ahead(tokens, i, governs=governs):
            return "past" if long_before & self.had else "future"
        beside = i > 0 and tokens[i - 1].text in self.determiners  # "the planned visit" tells none
        regular = word.endswith(self.endings) and len(word) > _SHORTEST and not beside
        stands = regular and i > 0 and tokens[i - 1].text in self.stands  # "is closed" tells none
        if not stands and (word in self.past or (regular and word not in self.not_past)):
            return "future" if before & self.be else "past"
        return None

    def _is_attribute(self, tokens: list[Token], i: int, after: str) -> bool:
        """`the hastily planned trip`, `killed due to the cold`: no look ahead."""
        before = tokens[i - 1].text if i else ""
        cause = tokens[i].text in self.causes and after in self.infinitive
        return before.endswith(self.adverbs) or (cause and before not in self.being)

    def _refused(self, tokens: list[Token], i: int) -> bool:
        """`could not be reached`, `would not say`, `no one could`: what was, not what may be."""
        if tokens[i].text not in self.refusable:
            return False
        if tokens[i].text.endswith("n't"):
            return True
        around = [*tokens[max(0, i - _AUXILIARIES) : i], *tokens[i + 1 : i + 2]]
        return any(t.text in self.denying for t in around) or self._of_nobody(tokens, i)

    def _of_nobody(self, tokens: list[Token], i: int) -> bool:
        """`Neither the driver nor his wife could be found`: a long subject that denies."""
        for j in range(i - 1, max(0, i - self.reach) - 1, -1):
            if self.ends(tokens, j):
                return False
            if tokens[j].text in self.nobody:
                return True
        return False

    def _looks_ahead(self, tokens: list[Token], i: int, *, governs: bool) -> bool:
        """Whether a word looks ahead; behind the day only in the present ("plans to", no noun)."""
        word = tokens[i].text
        if word in self.entering:  # "takes effect Jan. 1"
            return any(t.text in self.effects for t in tokens[i + 1 : i + 3])
        after, then = (t.text for t in [*tokens[i + 1 : i + 3], *[_NOTHING] * 2][:2])
        if not governs:
            return word in self.now and after in self.infinitive
        if word in self.agreed and i and tokens[i - 1].text in self.stands:
            return True
        if word in self.prospects_to:
            return after in self.infinitive and then not in self.objects
        if word in self.prospects and i and tokens[i - 1].text in self.stands:
            return True  # "rain is expected Friday"
        return word in self.prospects and after in self.prospect_links


def _values(tokens: list[Token], i: int) -> dict[str, Any]:
    return tokens[i].values if i < len(tokens) else _NO_VALUES


_NO_SETS = frozenset({"endings", "inflections", "adverbs", "reach"})
_WORD_LISTS = tuple(n for n in Cues.__struct_fields__ if n not in _NO_SETS)


@lru_cache(maxsize=16)
def cues(language: str) -> Cues:
    """The tense cues of `language`."""
    table: dict[str, Any] = profile(language, "dates_cues")["tense"]
    words = {n: frozenset(table[n]) for n in _WORD_LISTS}
    endings, adverbs = tuple(table["past_endings"]), tuple(table["adverb_endings"])
    inflections = tuple(table["inflections"])
    return Cues(
        **words, endings=endings, inflections=inflections, adverbs=adverbs, reach=table["reach"]
    )
