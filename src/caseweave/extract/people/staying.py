"""Those who remain as they were: "Thirteen remain at the station", "two are still with them".

The words say no state, only that it goes on. Invariant: the state is one told before of more people
and one that lasts; where none was told, the words say nothing.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.clause import clause_after
from caseweave.lang import word_sets

# Stands for the state of the whole until `settle` knows it.
STAYS = "stays"
_BACK = 8
_words = word_sets("people_bare", "staying")


def stays(doc: Any, end: int) -> bool:
    """Whether the clause behind a counted phrase says only that they are still where they were."""
    clause = clause_after(doc, end)
    if clause is not None and _is_left(clause.verb):
        return not (clause.denied or clause.unreal)
    if clause is None or clause.passive or clause.denied or clause.unreal:
        return False
    words, verb = _words("en"), clause.verb
    after = [t.lower_ for t in doc[verb.i + 1 : verb.i + 3]]
    where = bool(after) and (after[0] in words["where"] or after[-1] in words["where"])
    behind = [t.lower_ for t in doc[verb.i + 1 : verb.i + 5]]
    if any(a in words["where"] and b in words["nowhere"] for a, b in pairwise(behind)):
        return False  # "are still at large"
    if verb.lemma_.lower() in words["verbs"]:
        return where
    still = any(t.lower_ in words["still"] for t in doc[end : verb.i + 2])
    return verb.lemma_.lower() in words["being"] and still and where


def _is_left(verb: Any) -> bool:
    """As in "so that seven are left": nothing more is said of them."""
    if verb.lower_ not in _words("en")["left"] or verb.nbor(-1).lemma_ not in _words("en")["being"]:
        return False
    return verb.i + 1 == len(verb.doc) or verb.nbor(1).text in {".", ",", ";"}


def settle(counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """The counts, those who stay with the lasting state that was told of more people before."""
    found = list(counts)
    for at, count in enumerate(found):
        if count.status_hint != STAYS:
            continue
        told = [
            old
            for old in found[max(0, at - _BACK) : at]
            if not (old.individual or old.statistic or old.modal)
            and (old.best or 0) > (count.best or 0)
        ]
        lasting = _words("en")["lasting"]
        state = next(
            (h for old in reversed(told) for h in (old.status, *old.hints) if h in lasting), None
        )
        found[at] = msgspec.structs.replace(
            count,
            status_hint=state,
            hints=(state,) if state is not None else (),
            hint_word=count.hint_word if state is not None else None,
        )
    return found
