"""People without a number that a bare figure is of: "A busload was driven off. Aides say 27".

Invariant: only people of whom a state is told as a fact shortly before; their number is unknown.
"""

from typing import Any

import msgspec

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import is_demonym, lexicon, person
from caseweave.extract.people.restated import CORRECTING, RESTATED, TAKEN_BACK

_BACK = 45
_SENTENCES_BACK = 2
_SURE = 0.6
_FIGURES = {RESTATED, CORRECTING, TAKEN_BACK}
_ROLES = {"nsubj", "nsubjpass", "dobj", "pobj", "ROOT"}


def with_antecedents(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """The drafts, each figure with the state of the people told without a number before it."""
    found = []
    for known in drafts:
        bare = known.reference in _FIGURES and known.hint is None and known.status is None
        state = _state_before(doc, known.start) if bare else None
        found.append(msgspec.structs.replace(known, hint=state) if state is not None else known)
    return found


def _state_before(doc: Any, i: int) -> str | None:
    """The state of the nearest uncounted people before token `i`, in its sentence or two before."""
    first = doc[i].sent
    for _ in range(_SENTENCES_BACK):
        first = doc[first.start - 1].sent if first.start else first
    for token in reversed(doc[max(first.start, i - _BACK) : i]):
        if not _uncounted(token):
            continue
        hints = [h for h in status_hints(token) if not (h.modal or h.beside)]
        if hints:
            return hints[0].status
    return None


def _uncounted(token: Any) -> bool:
    """A plural of people, or a group of them, without a number before it."""
    if token.dep_ not in _ROLES or any(c.like_num for c in token.lefts):
        return False
    if token.tag_ not in {"NNS", "NNPS"}:
        return token.tag_ == "NN" and token.lemma_.lower() in lexicon().collectives
    known = person(token.lower_, token.lemma_.lower())
    if known is None:
        return is_demonym(token.lower_) is not None
    return known.human >= _SURE and known.population is None and not known.event
