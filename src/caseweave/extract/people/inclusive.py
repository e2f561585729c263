"""Those of whom a state is told by whom they are among: "the dead include three children".

Invariant: the subject of the including verb names the state by itself ("those arrested").
"""

from typing import Any

from caseweave.extract.people.lexicon import Lexicon, singulars
from caseweave.extract.people.placed import Hint, Hints, unreal
from caseweave.lang import word_sets

_words = word_sets("people_bare", "inclusive")


def included_in(token: Any, lex: Lexicon) -> Hints:
    """The state of those told of whom the noun `token` is named as some, else none."""
    verb = _including(token)
    if verb is None:
        return []
    for subject in verb.children:
        status = _state(subject, lex) if subject.dep_ == "nsubj" else None
        if status is not None:
            return [Hint(status, subject.lower_, unreal(verb, lex), included=True)]
    return []


def _including(token: Any) -> Any | None:
    """The verb "include" above a noun, through the nouns that it is coordinated with."""
    node = token
    while node.dep_ in {"conj", "appos"} and node.head.i < node.i:
        node = node.head
    held = node.dep_ in {"dobj", "attr"} and node.head.lemma_.lower() in _words("en")["including"]
    return node.head if held else None


def _state(noun: Any, lex: Lexicon) -> str | None:
    if noun.lower_ in lex.words["those"]:
        told = (lex.predicates.get(c.lower_) for c in noun.rights if c.dep_ == "acl")
        return next((s for s in told if s is not None), None)
    known = next((lex.persons[f] for f in singulars(noun.lower_) if f in lex.persons), None)
    return lex.predicates.get(noun.lower_) or (known.status if known is not None else None)
