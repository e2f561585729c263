"""People counted with an incident's who belong to another: "one of them is from another wreck".

Invariant: only what the words put in another matter is taken off; the figure they were counted in
stays a claim, as the most that it can be.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.lang import word_sets

OTHERS = "others"
_BACK = 2
_words = word_sets("people", "elsewhere")


def from_elsewhere(token: Any) -> bool:
    """Whether the counted people are said to be another incident's ("is from the other wreck")."""
    words, verb = _words("en"), token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_.lower() not in words["belonging"]:
        return False
    return any(
        matter.dep_ == "pobj" and _is_another(matter)
        for prep in verb.children
        if prep.dep_ in {"prep", "dative"} and prep.lower_ in words["links"]
        for matter in prep.children
    )


def _is_another(matter: Any) -> bool:
    words = _words("en")
    return matter.lemma_.lower() in words["matters"] and any(
        c.lower_ in words["another"] for c in matter.lefts
    )


def take_off(counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """The counts, with the figure that others were counted in as a bound."""
    found = list(counts)
    for at, count in enumerate(counts):
        if count.population != OTHERS or not count.best:
            continue
        whole = _counted_in(found[:at], count)
        if whole is not None:
            low = (found[whole].low or 0) - count.best
            found[whole] = msgspec.structs.replace(found[whole], low=low, qualifier="at_most")
    return found


def _counted_in(before: Sequence[PeopleCount], count: PeopleCount) -> int | None:
    """The last figure before, in the two sentences back, that is larger and exact."""
    sentences: list[tuple[int, int]] = []
    for at in range(len(before) - 1, -1, -1):
        old = before[at]
        if old.sentence not in sentences:
            sentences.append(old.sentence)
        if len(sentences) > _BACK:
            return None
        larger = old.best is not None and count.best is not None and old.best > count.best
        same = count.status in {None, old.status_hint, old.status}
        if larger and same and old.qualifier == "exact" and not old.statistic:
            return at
    return None
