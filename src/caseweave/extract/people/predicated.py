"""Adjectives and participles that predicate a status: "are dead", "left five dead", "12 missing".

Invariant: only a word of the tables gives a status here, and never one that is an active verb.
"""

from typing import Any

from caseweave.extract.people.lexicon import Lexicon, lexicon
from caseweave.extract.people.mortal import is_fatal
from caseweave.extract.people.placed import Hint, Hints, unreal
from caseweave.extract.people.surroundings import is_idiom


def predicate(token: Any, lex: Lexicon) -> Hint:
    """The status of a predicate word; wounds that kill are deaths."""
    status = lex.predicates[token.lower_]
    if status == "injured" and is_fatal(token, lex):
        status = "dead"
    return Hint(status, token.lower_, unreal(token, lex))


def after(token: Any, lex: Lexicon) -> Hints:
    """The adjective right after the noun ("five dead"), however the parse hangs it."""
    for following in token.doc[token.i + 1 : token.i + 3]:
        if following.lower_ in lex.predicates and not acting(following):
            return [predicate(following, lex)]
        if following.tag_ not in {"RB", "NNS", "NN", "JJ"}:
            break
    return []


def acting(verb: Any) -> bool:
    """Whether a predicate word is an active verb here ("he shot the girl")."""
    if is_idiom(verb):
        return True
    if verb.tag_ not in {"VBD", "VBP", "VB"}:
        return False
    return has_object(verb) or any(
        c.dep_ == "nsubj" and c.tag_ in {"PRP", "WP"} for c in verb.children
    )


def has_object(verb: Any) -> bool:
    """Whether the verb, or one coordinated with it, has an object or a clause for one."""
    chain = [verb, *(c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB")]
    # "were driven off and sent home": where to is no object.
    return any(
        c.dep_ in {"dobj", "ccomp", "xcomp"} and c.lower_ not in lexicon().words["homeward"]
        for v in chain
        for c in v.children
    )
