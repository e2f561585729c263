"""A state told once for people who are counted side by side: "three women, one man injured".

Invariant: the word stands right behind the whole enumeration; a member that words of its own give
a state keeps it.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import lexicon

_PARTICIPLES = {"VBN", "VBD", "JJ"}
# Between the enumeration and its word: "was", "both", "were all".
_LINKS = {"AUX", "ADV", "PRON"}
_REACH = 3
_PAIR = 2


def with_joint_states(doc: Any, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; those of an enumeration without a state have the one told behind it."""
    found = list(drafts)
    at = {_span(doc, d): i for i, d in enumerate(found) if not d.members}
    for total in [d for d in found if d.members]:
        members = [at[span] for span in total.members if span in at]
        each = [found[i] for i in members]
        status = _common(doc, each) or _behind(doc, total.end) or _wounded(doc, each)
        if status is None or any(_told(doc, found[i]) not in {None, status} for i in members):
            continue
        for i in [*members, found.index(total)]:
            if _told(doc, found[i]) is None:
                found[i] = msgspec.structs.replace(found[i], status=status)
    return found


def _common(doc: Any, members: Sequence[Draft]) -> str | None:
    """The state that words give each of single people told side by side, none another."""
    told = {_told(doc, m) for m in members}
    return told.pop() if len(told) == 1 and all(m.individual for m in members) else None


def _wounded(doc: Any, members: Sequence[Draft]) -> str | None:
    """As in "found a man and a girl suffering from wounds": told behind the last of them."""
    if len(members) < _PAIR or not all(m.individual for m in members):
        return None
    told = {_told(doc, m) for m in members[:-1]}
    behind = any(c.dep_ in {"prep", "acl"} for c in doc[members[-1].head].rights)
    hurt = behind and _told(doc, members[-1]) == "injured"
    return "injured" if told == {None} and hurt else None


def _span(doc: Any, d: Draft) -> tuple[int, int]:
    last = doc[d.end - 1]
    return int(doc[d.start].idx), int(last.idx + len(last.text))


def _told(doc: Any, d: Draft) -> str | None:
    hints = status_hints(doc[d.head])
    return d.status or d.hint or (hints[0].status if hints else None)


def _behind(doc: Any, at: int) -> str | None:
    """The status of the participle or adjective right behind, with no object of its own."""
    for token in doc[at : at + _REACH]:
        status = lexicon().predicates.get(token.lower_)
        if status is not None and token.tag_ in _PARTICIPLES:
            return None if any(c.dep_ == "dobj" for c in token.children) else status
        if token.pos_ not in _LINKS:
            return None
    return None
