"""Events that a negated verb tells: "have not been found", "never came home", "did not survive".

The phrases are data (`denied` and `denied_subject` of `schema/events.toml`). Invariant: a verb that
is not itself negated tells nothing here, nor one that an "until" or a mere purpose follows.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.placed import negates
from caseweave.extract.people.surroundings import expand
from caseweave.extract.syntax import is_passive, no_longer, words_below
from caseweave.lang import word_sets
from caseweave.schema import EventKind, event_kinds

_Entry = tuple[frozenset[str], EventKind, bool]


@lru_cache(maxsize=8)
def _table(types: tuple[str, ...] | None) -> dict[str, tuple[_Entry, ...]]:
    """By the verb's lemma: the words below it, the kind, whether the people are its subject."""
    found: dict[str, list[_Entry]] = {}
    for kind in event_kinds(types):
        for active, listed in ((False, kind.denied), (True, kind.denied_subject)):
            for first, *rest in (words for phrase in listed for words in expand(phrase)):
                found.setdefault(first, []).append((frozenset(rest), kind, active))
    return {verb: tuple(entries) for verb, entries in found.items()}


_words = word_sets("factuality", "denying")


def kind_denied(verb: Any, types: tuple[str, ...] | None = None) -> EventKind | None:
    """The kind of event that a negated verb tells of its subject, None where it tells none."""
    entries = _table(types).get(verb.lemma_.lower(), ())
    if not entries or not _negated(verb) or _limited(verb):
        return None
    below, passive = words_below(verb), is_passive(verb)
    return next(
        (
            kind
            for needed, kind, active in entries
            if active is not passive and needed <= below and (active or _lasting(verb))
        ),
        None,
    )


def _negated(verb: Any) -> bool:
    never = _words("en")["never"]
    if any(negates(c) or c.lower_ in never for c in verb.children):
        return True
    if no_longer(verb):
        return True  # "are no longer alive"
    return yet_to_be(verb)


def yet_to_be(verb: Any) -> bool:
    """As in "have yet to be found", "are yet to return", "failed to come home"."""
    above, words = verb.head, _words("en")
    if verb.dep_ != "xcomp" or above == verb:
        return False
    if above.lemma_.lower() in words["failing"]:
        return True
    helper = above.lemma_ in words["awaiting"]
    return helper and any(c.lower_ in words["yet"] for v in (above, verb) for c in v.children)


def _lasting(verb: Any) -> bool:
    """Whether it still is so: a perfect, an "again", a "never", a "could not be"."""
    lasting = _words("en")["lasting"]
    return yet_to_be(verb) or any(
        c.lower_ in lasting or c.lemma_.lower() in lasting for c in verb.children
    )


def _limited(verb: Any) -> bool:
    """As in "did not arrive until noon", "have not been seen by a doctor"."""
    limiting = _words("en")["limiting"]
    return any(
        c.lower_ in limiting for c in verb.children if c.dep_ in {"prep", "advmod", "agent", "mark"}
    ) or any(t.lower_ in limiting for c in verb.children if c.dep_ == "advcl" for t in c.children)
