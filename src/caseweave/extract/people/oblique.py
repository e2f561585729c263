"""People who stand behind a preposition of the phrase that tells what befell them.

As in "put the cuffs on 14 students", "slit the throats of three men", "asylum was granted to six".
The phrases are data (`oblique` of `schema/events.toml`). Invariant: all words of the phrase stand
below one verb, and the people are the object of its last word.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.surroundings import expand
from caseweave.extract.syntax import conjuncts, words_below
from caseweave.schema import EventKind, event_kinds

_Entry = tuple[frozenset[str], str, EventKind]
_LINKS = {"prep", "pobj", "dobj", "nsubjpass", "dative", "advmod", "prt", "agent", "xcomp", "oprd"}
_DEPTH = 4


@lru_cache(maxsize=8)
def _table(types: tuple[str, ...] | None) -> dict[str, tuple[_Entry, ...]]:
    """By the verb's lemma: the words below it, the last preposition, the kind."""
    found: dict[str, list[_Entry]] = {}
    for kind in event_kinds(types):
        for first, *rest in (words for phrase in kind.oblique for words in expand(phrase)):
            entry = (frozenset(rest[:-1]), rest[-1], kind)
            found.setdefault(first, []).append(entry)
    return {
        verb: tuple(sorted(entries, key=lambda e: -len(e[0]))) for verb, entries in found.items()
    }


def kind_behind(
    verb: Any, types: tuple[str, ...] | None = None
) -> tuple[EventKind, list[Any]] | None:
    """The kind of event that a verb's phrase tells of those behind its preposition, and those."""
    entries = _table(types).get(verb.lemma_.lower(), ())
    if not entries:
        return None
    below = words_below(verb) | {
        form
        for c in verb.children
        if c.dep_ == "nsubjpass"
        for form in (c.lemma_.lower(), c.lower_)
    }
    for needed, preposition, kind in entries:
        if needed <= below and (people := _behind(verb, preposition, needed, _DEPTH)):
            return kind, people
    return None


def _behind(token: Any, preposition: str, needed: frozenset[str], depth: int) -> list[Any]:
    """The objects of the nearest such preposition below a token, outside the words needed."""
    for child in token.children:
        # "Of the two, one was let go" is no "let go of".
        behind = child.i > token.i and child.dep_ in {"prep", "dative", "agent", "advmod"}
        if behind and child.lower_ == preposition:
            held = [o for o in child.children if o.dep_ == "pobj"]
            if held and not any(o.lemma_.lower() in needed for o in held):
                return [x for o in held for x in conjuncts(o)]
    if depth:
        for child in token.children:
            if child.dep_ in _LINKS and (found := _behind(child, preposition, needed, depth - 1)):
                return found
    return []


def kind_above(preposition: Any) -> tuple[EventKind, Any] | None:
    """The kind of event that the phrase above a preposition tells of its object, and the verb."""
    above = preposition.head
    for _ in range(_DEPTH):
        if above.pos_ in {"VERB", "AUX"}:
            told = kind_behind(above)
            mine = told is not None and any(o.head == preposition for o in told[1])
            return (told[0], above) if told is not None and mine else None
        if above.head == above:
            break
        above = above.head
    return None
