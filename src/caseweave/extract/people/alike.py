"""Wholes of one sort: "29 people, all of them men", "the remaining five, all women of working age".

Invariant: the words say it of all of those counted right before, so the sort has the same number.
"""

from typing import Any

import msgspec

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import read_noun
from caseweave.lang import word_sets

_SORTS = {"women", "men", "children", "infants"}
_words = word_sets("people_bare", "alike")


def find_alike(doc: Any, drafts: list[Draft]) -> list[Draft]:
    """A draft of the sort for each count that is said to be all of it."""
    busy = {d.start for d in drafts}
    found = []
    for known in drafts:
        own = known.group or (known.noun and known.noun.person and known.noun.person.group)
        if known.best < 2 or own or known.individual or known.members:
            continue
        start = _opening(doc, known.end)
        if start is None or start[0] in busy:
            continue
        counted = read_noun(doc, start[1])
        sort = counted.person.group if counted is not None and counted.person is not None else None
        if counted is None or sort not in _SORTS or doc[counted.head].tag_ != "NNS":
            continue
        found.append(
            msgspec.structs.replace(
                known,
                start=start[0],
                end=counted.end,
                head=counted.head,
                noun=counted,
                group=sort,
                definite=True,
                reference=None,
                status=None,
                hint=None,
            )
        )
    return found


def _opening(doc: Any, i: int) -> tuple[int, int] | None:
    """Where "all of them" begins and where the sort's words begin, right behind a count."""
    words = _words("en")
    if i < len(doc) and doc[i].text in {",", "(", "-", "–", "—"}:
        i += 1
    if i >= len(doc) or doc[i].lower_ not in words["all"]:
        return None
    after = i + 1
    if after + 1 < len(doc) and doc[after].lower_ in lexicon().words["of"]:
        if doc[after + 1].lower_ not in words["these"]:
            return None
        after += 2
    while after < len(doc) and doc[after].tag_ == "RB":
        after += 1
    return (i, after) if after < len(doc) else None
