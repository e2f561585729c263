"""One of several, told by what that person is: "One is a boy of 12", "The other is a woman".

Invariant: several people were told shortly before; the noun says a sort (woman, man, child).
"""

from collections.abc import Sequence
from typing import Any

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import read_noun
from caseweave.lang import word_sets

_HUMAN = 0.75
_PART = "included"
_SORTS = {"women", "men", "children", "infants"}
_SENTENCES_BACK = 2
_words = word_sets("people_bare", "described")


def find_described(doc: Any, drafts: Sequence[Draft], *, known: bool) -> list[Draft]:
    """Drafts of single people that a form of "be" describes. `known`: people told before."""
    busy = {i for d in drafts for i in range(d.start, d.end)}
    found = []
    for token in doc:
        if token.dep_ != "attr" or token.tag_ != "NN" or token.i in busy:
            continue
        if token.head.lemma_ not in lexicon().words["be"] or not _of_several(token.head):
            continue
        start = next((c.i for c in token.lefts if c.lower_ in lexicon().words["articles"]), None)
        counted = read_noun(doc, start + 1) if start is not None else None
        if start is None or counted is None or counted.person is None:
            continue
        group = counted.person.group or counted.group
        if group not in _SORTS or not (known or _several_told(doc, token, drafts)):
            continue
        found.append(
            Draft(
                start=start,
                end=counted.end,
                head=counted.head,
                low=1,
                best=1,
                high=1,
                noun=counted,
                group=group,
                reference=_PART,
                individual=True,
                human=_HUMAN,
            )
        )
    return found


def _of_several(verb: Any) -> bool:
    """Whether the subject is one of several: "one", "one of them", "the other", "the third"."""
    words = _words("en")
    for subject in verb.children:
        if subject.dep_ != "nsubj":
            continue
        before = {c.lower_ for c in subject.lefts}
        if subject.lower_ in words["one"]:
            return not before - words["definite"]
        if subject.lower_ in words["ordinals"] and before & words["definite"]:
            return not (before - words["definite"])
    return False


def _several_told(doc: Any, token: Any, drafts: Sequence[Draft]) -> bool:
    first = token.sent
    for _ in range(_SENTENCES_BACK):
        first = doc[first.start - 1].sent if first.start else first
    return any(d.best > 1 and first.start <= d.start < token.i for d in drafts)
