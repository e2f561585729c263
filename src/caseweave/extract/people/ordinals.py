"""What an ordinal tells: "he is the twelfth survivor", "her body is the ninth", "the ninth died".

Invariant: a total is only what a form of "be" says of one person, by a noun of a state; one of
those told is only whom a state befalls. "The third prisoner" by itself counts nobody.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import lexicon, singulars
from caseweave.extract.people.nouns import Counted
from caseweave.lang import profile

_HUMAN, _ONE = 0.8, 0.7
_ROLES = {"nsubj", "nsubjpass", "dobj"}
_PART = "included"
_SINGULAR = {"NN", "NNP", "PRP"}


@lru_cache(maxsize=4)
def _values(language: str) -> dict[str, int]:
    return {word: int(n) for word, n in profile(language, "people")["ordinal_values"].items()}


def find_ordinals(
    doc: Any, taken: list[tuple[int, int]], known: frozenset[int] = frozenset()
) -> list[Draft]:
    """What an ordinal tells in one passage, outside the token ranges `taken`: a total, or one.

    `known`: figures of people told before, of which "the ninth" may be the last.
    """
    busy = {i for a, b in taken for i in range(a, b)}
    found = [d for t in doc if (d := _total(t) or _one(t, known)) is not None]
    return [d for d in found if not busy & {*range(d.start, d.end)}]


def _one(token: Any, known: frozenset[int]) -> Draft | None:
    """As in "The ninth is still missing": one of those told, by what befell them."""
    best = _value(token.lower_)
    if best is None or token.dep_ not in _ROLES or not token.i:
        return None
    article = token.nbor(-1)
    if article.lower_ not in lexicon().words["demonstratives_of_one"] or not known:
        return None
    hints = status_hints(token)
    if not hints or max(known) < best:
        return None
    return Draft(
        start=article.i,
        end=token.i + 1,
        head=token.i,
        low=1,
        best=1,
        high=1,
        of=best if best in known else None,
        definite=True,
        reference=_PART,
        human=_ONE,
    )


def _total(noun: Any) -> Draft | None:
    if noun.dep_ != "attr" or noun.head.lemma_ not in lexicon().words["be"]:
        return None
    one = [c for c in noun.head.children if c.dep_ == "nsubj" and c.tag_ in _SINGULAR]
    person = next(
        (p for f in singulars(noun.lower_) if (p := lexicon().persons.get(f)) is not None), None
    )
    best = next((n for c in noun.lefts if (n := _value(c.lower_)) is not None), None)
    told = any(c.lower_ in lexicon().words["the"] for c in noun.lefts) and not any(
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
