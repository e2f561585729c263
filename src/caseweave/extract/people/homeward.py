"""Who came home by themselves: let go where they were held before, else simply back.

"Eight men were seized at the market. Three came home on Friday": released. Invariant: only people
who go home of themselves, and only where the last state told of as many was one of being held.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.syntax import words_below
from caseweave.lang import word_sets

# The word that stands for "came home", "returned to her family", and the state that it tells.
HOMEWARD, HOME = "homeward", "returned"
_LET_GO = "released"
_BACK = 12
_words = word_sets("people_bare", "homeward")


def goes_home(verb: Any) -> bool:
    """Whether people go to where they live, and not to their country of their own will."""
    words, below = _words("en"), words_below(verb)
    back = verb.lemma_.lower() in words["coming"] and not below.isdisjoint(words["back"])
    return (back or not below.isdisjoint(words["homes"])) and below.isdisjoint(words["unless"])


def come_home(counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """The counts; those who went home after they were held or lost are released."""
    found = list(counts)
    for at, count in enumerate(found):
        if count.hint_word != HOMEWARD or count.status_hint != HOME:
            continue
        if _held_before(found[max(0, at - _BACK) : at], count):
            kept = tuple(h for h in count.hints if h not in {HOME, _LET_GO})
            found[at] = msgspec.structs.replace(
                count, status_hint=_LET_GO, hints=(_LET_GO, *kept), hint_word=_LET_GO
            )
    return found


def _held_before(before: Sequence[PeopleCount], count: PeopleCount) -> bool:
    """Whether the last state told of as many people, or of these, is that of being held."""
    own = [h for h in count.hints if h != HOME]
    if own:
        return own[0] in _words("en")["held"]
    for old in reversed(before):
        if old.statistic or old.modal or (old.best or 0) < (count.best or 0):
            continue
        state = next((h for h in (*old.hints, old.status) if h in _words("en")["telling"]), None)
        if state is not None:
            return state in _words("en")["held"]
    return False
