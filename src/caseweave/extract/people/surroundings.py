"""Phrases that mean a status only in the right surroundings: "picked up" at sea or by the police.

The phrases and the words of the surroundings are data (`schema/events.toml`). Invariant: a phrase
without its surroundings means nothing here, so that no reading is stronger than its words.
"""

from functools import lru_cache
from itertools import product
from typing import Any

import msgspec

from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.syntax import agents, is_passive, objects, passive_chain, words_below
from caseweave.gazetteer import gazetteer
from caseweave.schema import EventKind, contexts, event_kinds, idioms

# What a passive without a goal has beside it at most: helpers, time, place and the doer.
_PLAIN = {"auxpass", "aux", "nsubjpass", "nsubj", "npadvmod", "advmod", "punct", "mark", "cc"}
_PLAIN_TOO = {"conj", "agent", "advcl", "dep", "parataxis", "relcl", "intj"}


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


@lru_cache(maxsize=1)
def _idioms() -> dict[str, tuple[frozenset[str], ...]]:
    found: dict[str, list[frozenset[str]]] = {}
    for first, *rest in (words for phrase in idioms() for words in expand(phrase)):
        found.setdefault(first, []).append(frozenset(rest))
    return {verb: tuple(needed) for verb, needed in found.items()}


def is_idiom(verb: Any) -> bool:
    """Whether a verb stands in a phrase that tells no event: "caught off guard"."""
    entries = _idioms().get(verb.lemma_.lower(), ())
    if not entries:
        return False
    doers = {c.lemma_.lower() for c in verb.children if c.dep_ == "nsubj"}
    below = words_below(verb) | doers
    return any(needed <= below for needed in entries)


def kind_near(verb: Any, types: tuple[str, ...] | None = None) -> EventKind | None:
    """The kind of event that a verb's phrase and its surroundings tell of its patient, if any.

    A plain active without an object ("they walked over the border") tells none.
    """
    entries = _table(types).get(verb.lemma_.lower(), ())
    if not entries or not _suffered(verb):
        return _bare(verb, types)
    below = words_below(verb)
    near = next((e.kind for e in entries if e.needed <= below and _holds(verb, e.context)), None)
    return near or _bare(verb, types)


@lru_cache(maxsize=2)
def _phrases() -> dict[str, tuple[tuple[frozenset[str], EventKind, str], ...]]:
    """The plain phrases of kinds of event with a status: words below, kind, role of the people."""
    found: dict[str, list[tuple[frozenset[str], EventKind, str]]] = {}
    for kind in event_kinds(None):
        if kind.status is None or kind.needs_word or kind.needs_place:
            continue
        for role, listed in (("object", kind.object_phrases), ("subject", kind.subject_phrases)):
            for first, *rest in (words for phrase in listed for words in expand(phrase)):
                found.setdefault(first, []).append((frozenset(rest), kind, role))
    return {
        first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()
    }


def kind_told(verb: Any, role: str) -> EventKind | None:
    """The kind of event that a verb's plain phrase tells of what stands in `role`, if any."""
    entries = _phrases().get(verb.lemma_.lower(), ())
    below = words_below(verb) if entries else set()
    return next((k for needed, k, of in entries if of == role and needed <= below), None)


def _suffered(verb: Any) -> bool:
    """Whether somebody undergoes what the verb tells, or is in the state that it says."""
    if verb.lemma_.lower() in lexicon().words["states"]:
        return True
    return is_passive(verb) or bool(objects(verb)) or verb.tag_ == "VBN"


def _taken(verb: Any) -> bool:
    """As in "they lined up the boys, and took nine": people take so many, and no noun says what."""
    held = [c for c in verb.children if c.dep_ == "dobj"]
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    many = all(c.tag_ == "CD" and _of_people(c) for c in held)
    plural = any(d.lower_ in lexicon().words["plural_pronouns"] or d.tag_ == "NNS" for d in doers)
    return bool(held) and many and plural and verb.tag_ == "VBD"


def _of_people(number: Any) -> bool:
    """Whether nothing but whose people they are stands with a number: "took 35 of our people"."""
    below = [t for t in number.subtree if t != number]
    return not below or (
        below[0].lower_ in lexicon().words["of"]
        and all(t.dep_ in {"prep", "poss", "pobj", "det"} for t in below)
        and any(t.lower_ in lexicon().persons or t.tag_ == "PRP" for t in below)
    )


@lru_cache(maxsize=8)
def _bare_verbs(types: tuple[str, ...] | None) -> dict[str, EventKind]:
    return {verb: kind for kind in event_kinds(types) for verb in kind.bare}


def _bare(verb: Any, types: tuple[str, ...] | None) -> EventKind | None:
    """As in "seven of them were taken", "the two who were kept": no goal, no complement."""
    kind = _bare_verbs(types).get(verb.lemma_.lower())
    if kind is None or not (_taken(verb) or (verb.tag_ == "VBN" and is_passive(verb))):
        return None
    lists = contexts()["bare"]
    for child in verb.children:
        if child.dep_ == "dobj" and _taken(verb):
            continue
        if child.dep_ == "prep" and child.lower_ in lists.words:
            continue
        plain = child.dep_ in _PLAIN | _PLAIN_TOO and child.lower_ not in lists.never_by
        if not plain:
            return None
    return kind


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
    if context.abroad:
        return _abroad(verb)
    # "were driven to the border and pushed across": the first verb's goal is the second's too.
    whole = verb.head if verb.dep_ == "conj" and passive_chain(verb) else verb
    below = {w for t in whole.subtree for w in (t.lower_, t.lemma_.lower())}
    if below & frozenset(context.unless) or not words:
        return not below & frozenset(context.unless)
    around = {w for t in verb.sent for w in (t.lower_, t.lemma_.lower())}
    if context.scope == "doer":
        return not doers and is_passive(verb) and not around & rival
    return bool((around if context.scope == "sentence" else below) & words)


def stands_at(token: Any, name: str) -> bool:
    """Whether the sentence of a token has a word of the context."""
    words = frozenset(contexts()[name].words)
    return any(t.lower_ in words or t.lemma_.lower() in words for t in token.sent)


def _abroad(verb: Any) -> bool:
    """Whether a preposition of the verb governs the name of a country."""
    return any(
        place.dep_ == "pobj" and gazetteer().country_by_name(_name(place)) is not None
        for moving in (verb, *(c for c in verb.children if c.dep_ in {"xcomp", "ccomp"}))
        for prep in moving.children
        if prep.dep_ in {"prep", "advmod", "prt", "dative"}
        for inner in (prep, *prep.children)
        if inner.pos_ in {"ADP", "ADV"}
        for place in inner.children
    )


def _name(place: Any) -> str:
    """The proper nouns that a place is named by: "South Sudan"."""
    return " ".join(t.text for t in place.subtree if t.dep_ == "compound" or t == place)
