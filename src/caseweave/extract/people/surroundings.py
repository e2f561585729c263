"""Phrases that mean a status only in the right surroundings: "picked up" at sea or by the police.

The phrases and the words of the surroundings are data (`schema/events.toml`). Invariant: a phrase
without its surroundings means nothing here, so that no reading is stronger than its words.
"""

from functools import lru_cache
from itertools import product
from typing import Any

import msgspec

from caseweave.extract.syntax import agents, is_passive, words_below
from caseweave.schema import EventKind, contexts, event_kinds


class _Entry(msgspec.Struct, frozen=True):
    needed: frozenset[str]
    context: str
    kind: EventKind


def expand(phrase: str) -> list[list[str]]:
    """A phrase with alternatives, spelled out: "put|place bus" is two phrases."""
    return [list(words) for words in product(*(part.split("|") for part in phrase.split()))]


@lru_cache(maxsize=8)
def _table(types: tuple[str, ...] | None) -> dict[str, tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = {}
    for kind in event_kinds(types):
        for context, phrases in sorted(kind.near.items()):
            for first, *rest in (words for phrase in phrases for words in expand(phrase)):
                found.setdefault(first, []).append(_Entry(frozenset(rest), context, kind))
    return {first: tuple(entries) for first, entries in found.items()}


def kind_near(verb: Any, types: tuple[str, ...] | None = None) -> EventKind | None:
    """The kind of event that a verb's phrase and its surroundings tell of its patient, if any."""
    entries = _table(types).get(verb.lemma_.lower(), ())
    below = words_below(verb) if entries else set()
    return next((e.kind for e in entries if e.needed <= below and _holds(verb, e.context)), None)


def _holds(verb: Any, name: str) -> bool:
    """Whether the doers, or else the clause or the sentence, have a word of the context."""
    context = contexts()[name]
    words = frozenset(context.words)
    rival = frozenset(contexts()[context.rival].words) if context.rival else frozenset[str]()
    doers = {w for a in agents(verb) for t in (a, *a.lefts) for w in (t.lower_, t.lemma_.lower())}
    if doers & frozenset(context.never_by) or (context.yields and doers & rival):
        return False
    if doers & words:
        return True
    if doers & rival:
        return False
    around = {w for t in verb.sent for w in (t.lower_, t.lemma_.lower())}
    if context.scope == "doer":
        return not doers and is_passive(verb) and not around & rival
    if context.scope == "sentence":
        return bool(around & words)
    return any(t.lower_ in words or t.lemma_.lower() in words for t in verb.subtree)
