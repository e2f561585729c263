"""Totals told by an ordinal: "he is the twelfth survivor", "her body is the ninth".

Invariant: only what a form of "be" says of one person is read so, and only where the noun is a
state; "the third prisoner" by itself counts nobody.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import lexicon, singulars
from caseweave.extract.people.nouns import Counted
from caseweave.lang import profile

_HUMAN = 0.8
_SINGULAR = {"NN", "NNP", "PRP"}


@lru_cache(maxsize=4)
def _values(language: str) -> dict[str, int]:
    return {word: int(n) for word, n in profile(language, "people")["ordinal_values"].items()}


def find_ordinals(doc: Any, taken: list[tuple[int, int]]) -> list[Draft]:
    """Totals of one passage that an ordinal tells, outside the token ranges `taken`."""
    busy = {i for a, b in taken for i in range(a, b)}
    return [d for t in doc if (d := _total(t)) is not None and not busy & {*range(d.start, d.end)}]


def _total(noun: Any) -> Draft | None:
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return None
    one = [c for c in noun.head.children if c.dep_ == "nsubj" and c.tag_ in _SINGULAR]
    person = next(
        (p for f in singulars(noun.lower_) if (p := lexicon().persons.get(f)) is not None), None
    )
    best = next((n for c in noun.lefts if (n := _value(c.lower_)) is not None), None)
    told = any(c.lower_ == "the" for c in noun.lefts) and not any(
        c.dep_ == "neg" for c in noun.head.children
    )
    if not one or best is None or not told or person is None or person.status is None:
        return None
    start = noun.left_edge.i
    words = Counted(end=noun.i + 1, head=noun.i, person=person)
    return Draft(
        start=start,
        end=noun.i + 1,
        head=noun.i,
        low=best,
        best=best,
        high=best,
        noun=words,
        status=person.status,
        definite=True,
        human=_HUMAN,
    )


def _value(word: str) -> int | None:
    """The number of an ordinal in words or digits ("12th")."""
    digits = word[:-2]
    if digits.isdigit() and word[-2:] in {"st", "nd", "rd", "th"}:
        return int(digits)
    return _values("en").get(word)
