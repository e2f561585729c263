"""States that a verb tells only with the words below it: "dragged from their homes", "at large".

The phrases are data (`people_states` of a language). Invariant: every part of a phrase must stand
below the verb; a negated verb has phrases of its own and none of the others.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.placed import negates
from caseweave.extract.people.surroundings import expand
from caseweave.extract.syntax import words_below
from caseweave.lang import profile

_BARE = {"IN", "RP"}
_Phrases = dict[str, tuple[tuple[frozenset[str], str], ...]]


@lru_cache(maxsize=8)
def _table(role: str, language: str = "en") -> _Phrases:
    """By the verb's lemma: the words that must stand below it, the longest first, and the state."""
    found: dict[str, list[tuple[frozenset[str], str]]] = {}
    for status, phrases in profile(language, "people_states")[role].items():
        for first, *rest in (words for phrase in phrases for words in expand(phrase)):
            found.setdefault(first, []).append((frozenset(rest), status))
    return {
        verb: tuple(sorted(entries, key=lambda e: (-len(e[0]), sorted(e[0]), e[1])))
        for verb, entries in found.items()
    }


def told_by_phrase(verb: Any, role: str) -> str | None:
    """The state that a verb and the words below it give to those in `role`: object or subject."""
    negated = is_denied(verb)
    entries = _table("denied" if negated else role).get(verb.lemma_.lower(), ())
    if not entries or (negated and role == "object"):
        return None
    # "are still at large": a preposition without an object is no complement to the parser.
    near = [t for c in verb.children for t in (c, *c.lefts)]
    below = words_below(verb) | {t.lower_ for t in near if t.tag_ in _BARE}
    return next((status for needed, status in entries if needed <= below), None)


def is_denied(verb: Any) -> bool:
    """Whether the verb itself is negated: "did not", "never"."""
    never = profile("en", "factuality")["denying"]["never"]
    return any(negates(c) or c.lower_ in never for c in verb.children)
