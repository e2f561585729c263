"""Turns of phrase around a verb: patterns of the language tables, matched on the parse.

A pattern is the verb's lemma and words that stand below it in its own clause, in any order; "not"
before it asks for a negation there. Invariant: no pattern reaches into what the clause holds.
"""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from caseweave.extract.analysed import Token

_ELSEWHERE = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "nsubj", "csubj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_AUXILIARY = frozenset({"aux", "auxpass", "neg", "preconj", "cc"})
_COMPLEMENTS = frozenset({"xcomp", "acomp", "prep", "attr", "advmod"})

Words = frozenset[str]


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """`negated`: asks for a negation; `slots`: of each a word must be there."""

    negated: bool
    slots: tuple[Words, ...]


Patterns = dict[str, tuple[Pattern, ...]]


def patterns(lines: Iterable[str]) -> Patterns:
    """The patterns of a table by the lemma of their verb, in the order of the table."""
    found: dict[str, list[Pattern]] = {}
    for line in lines:
        words = line.split()
        negated = words[0] == "not"
        verbs, *rest = words[1:] if negated else words
        pattern = Pattern(negated=negated, slots=tuple(frozenset(w.split("|")) for w in rest))
        for verb in verbs.split("|"):
            found.setdefault(verb, []).append(pattern)
    return {verb: tuple(kept) for verb, kept in found.items()}


def matches(verb: Token, known: Patterns, negatives: Words) -> bool:
    """Whether one of the patterns stands around the verb."""
    lemma = verb.lemma_.lower()
    if lemma not in known:
        return False
    words = below(verb)
    denied = is_negated(verb, negatives)
    return any(
        (denied or not p.negated) and all(slot & words for slot in p.slots) for p in known[lemma]
    )


@lru_cache(maxsize=256)
def below(verb: Token) -> Words:
    """Forms and lemmas of the verb's own clause, without its subject and the clauses in it.

    A noun with "no" stands there as "no_noun" too.
    """
    found: set[str] = set()
    for token in clause_tokens(verb):
        found |= {token.lower_, token.lemma_.lower()}
        if any(k.lower_ == "no" for k in token.children):
            found.add(f"no_{token.lemma_.lower()}")
    return frozenset(found)


def clause_tokens(verb: Token) -> list[Token]:
    """The tokens below the verb in its own clause, infinitives among them, subjects not."""
    found: list[Token] = []
    waiting = [k for k in verb.children if _inside(k)]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting += [k for k in token.children if _inside(k)]
    return sorted(found, key=lambda t: t.i)


def _inside(token: Token) -> bool:
    if token.dep_ in {"relcl", "acl"}:
        # "nothing to say", "in a position to confirm"
        return token.tag_ == "VB" and any(k.lower_ == "to" for k in token.children)
    if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"}:
        return token.tag_ == "VB"
    return token.dep_ not in _ELSEWHERE


def is_negated(verb: Token, negatives: Words) -> bool:
    """Whether the verb, what hangs on it, or a "nobody" as its subject negates the clause."""
    for kid in verb.children:
        if kid.dep_ == "neg" or (kid.dep_ in _AUXILIARY | {"advmod"} and kid.lower_ in negatives):
            return True
        if kid.dep_ in _SUBJECTS | {"dobj"} and _none(kid, negatives):
            return True
        if kid.dep_ in _COMPLEMENTS and any(
            k.dep_ in {"neg", "preconj"} and k.lower_ != "only" for k in kid.children
        ):
            return True
    return False


def _none(noun: Token, negatives: Words) -> bool:
    near = [noun, *(k for k in noun.children if k.i < noun.i)]
    return any(t.lower_ in negatives or t.dep_ == "neg" for t in near)


def is_perfect(verb: Token) -> bool:
    """Whether an active verb has a "has" of its own: "was let go and has refused to speak"."""
    helpers = [k for k in verb.children if k.dep_ in {"aux", "auxpass"}]
    have = any(k.lemma_ == "have" for k in helpers)
    return have and not any(k.dep_ == "auxpass" for k in helpers)
