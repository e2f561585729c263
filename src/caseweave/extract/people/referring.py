"""Bare numbers that refer back: "the remaining 33", "the other five", "all four", "leaving two".

Invariant: such a number counts people only where people were told before and no counted things
stand nearer; it says nothing of their state by itself.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.bare import of_things, people_before
from caseweave.extract.people.clause import clause_after
from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.elided import Reference
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import Counted
from caseweave.extract.people.numbers import Number
from caseweave.lang import profile

_HUMAN = 0.7
_KINDS = {"digits", "words"}
_REST = "remaining"
_LEFT = {_REST, "other"}
_PART = "included"
_SUBJECTS = {"nsubj", "nsubjpass"}
_PAIR = 2


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in profile(language, "people_bare")["referring"].items()}


def read_referring(
    doc: Any, number: Number, counted: Counted, left: Reference, known: frozenset[int]
) -> Draft | None:
    """The number as people told before, where the words before it refer back, else None."""
    if number.kind not in _KINDS or number.best < _PAIR or not _bare(doc, number.end):
        return None
    if of_things(doc, number.start) or not (known or people_before(doc, number.start)):
        return None
    if _leaves(doc, number):
        return draft(number, noun=counted, reference=_REST, human=_HUMAN)
    rest = left.word in _LEFT and (left.definite or left.word == _REST)
    part = any(n > number.best for n in known)
    if not (rest or (left.definite and _acts(doc, number) and (part or _named(doc, number)))):
        return None
    return draft(
        number,
        start=left.start,
        end=counted.end,
        noun=counted,
        definite=True,
        reference=left.word or (_PART if part else None),
        human=_HUMAN,
    )


def _bare(doc: Any, i: int) -> bool:
    """Whether the number has no noun behind it: "the other 33 were", "the remaining five,"."""
    if i >= len(doc):
        return True
    token = doc[i]
    joined = token.text in {"-", "–", "/", "'", "%"} and not doc[i - 1].whitespace_
    return not joined and token.tag_ not in {"NN", "NNS", "NNP", "NNPS", "CD", "POS"}


def _leaves(doc: Any, number: Number) -> bool:
    """As in "leaving two with their captors", "which would leave eight"."""
    before = doc[number.start - 1] if number.start else None
    if before is None or before.lemma_.lower() not in _words("en")["leaving"]:
        return False
    tense = before.tag_ in {"VBG", "VB", "VBZ", "VBD"}
    after = doc[number.end] if number.end < len(doc) else None
    return tense and (
        after is None or after.is_punct or after.lower_ in _words("en")["with"] | _states()
    )


def _states() -> frozenset[str]:
    return frozenset(lexicon().predicates) | lexicon().words["unseen"]


def _acts(doc: Any, number: Number) -> bool:
    """Whether the number is the subject of a clause: "the four set out", "all six were held"."""
    token = doc[number.end - 1]
    clause = clause_after(doc, number.end)
    return clause is not None and (token.dep_ in _SUBJECTS or clause.passive)


def _named(doc: Any, number: Number) -> bool:
    """Whether several persons were named before, so that "the four" may be those."""
    return len({e.text for e in doc[: number.start].ents if e.label_ == "PERSON"}) > 1
