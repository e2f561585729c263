"""Counts of people whose age makes them children: "four of them aged 12 to 16", "three under 18".

Source of the bound: Convention on the Rights of the Child, article 1 (below eighteen).
Invariant: an age makes nobody a child unless every age told of the group is below the bound.
"""

from typing import Any

from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.numbers import numbers_within
from caseweave.lang import word_sets

ADULT = 18
INFANT_YEARS = 2
_words = word_sets("people", "ages")


def young_group(token: Any) -> str | None:
    """`children` or `infants` where the words around a counted token say that all are so young."""
    limits = [n for p in _preps(token) if p.lower_ in _words("en")["below"] for n in _ages(p)]
    if limits and max(limits) <= ADULT:
        return "infants" if max(limits) <= INFANT_YEARS else "children"
    told = [n for c in token.rights if _is_aged(c) for n in _ages(c)]
    if not told or max(told) >= ADULT:
        return None
    return "infants" if max(told) < INFANT_YEARS else "children"


def _is_aged(modifier: Any) -> bool:
    return modifier.dep_ in {"acl", "amod", "advcl"} and modifier.lower_ in _words("en")["aged"]


def _preps(token: Any) -> list[Any]:
    """The prepositions on the token itself, and those that a form of "be" says of it."""
    found = [c for c in token.rights if c.dep_ == "prep"]
    if token.dep_ == "nsubj" and token.head.lemma_ in lexicon().words["be"]:
        for child in token.head.rights:
            if child.dep_ == "prep":
                found.append(child)
            elif child.dep_ == "acomp" and child.lower_ in _words("en")["younger"]:
                found.extend(c for c in child.rights if c.dep_ == "prep")
    return found


def _ages(top: Any) -> list[int]:
    """The numbers below a word, where they are ages: bare, or of a year or an age."""
    tokens = list(top.subtree)
    span = top.doc[tokens[0].i : tokens[-1].i + 1]
    plain = all(_may_stand(t) for t in span if t.i != top.i)
    return [n.best for n in numbers_within(span)] if plain else []


def _may_stand(token: Any) -> bool:
    return bool(
        token.tag_ not in {"NN", "NNS", "NNP", "NNPS"} or token.lower_ in _words("en")["units"]
    )
