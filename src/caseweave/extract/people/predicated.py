"""Adjectives and participles that predicate a status: "are dead", "left five dead", "12 missing".

Invariant: only a word of the tables gives a status here, and never one that is an active verb.
"""

from typing import Any

from caseweave.extract.people.lexicon import Lexicon, lexicon
from caseweave.extract.people.mortal import is_fatal
from caseweave.extract.people.placed import Hint, Hints, unreal
from caseweave.extract.people.surroundings import is_idiom

_SUBJECTS, _ROW_LINKS = {"nsubj", "nsubjpass", "csubj", "expl"}, {"conj", "appos", "compound"}
_FINITE, _STATES = {"VBD", "VBZ", "VBP", "MD"}, {"VBN", "VBD", "JJ", "NN", "NNS"}
_ROW = 6


def predicate(token: Any, lex: Lexicon) -> Hint:
    """The status of a predicate word; wounds that kill are deaths."""
    status = lex.predicates[token.lower_]
    if status == "injured" and is_fatal(token, lex):
        status = "dead"
    return Hint(status, token.lower_, unreal(token, lex))


def after(token: Any, lex: Lexicon) -> Hints:
    """The adjective right after the noun ("five dead"), however the parse hangs it."""
    for following in token.doc[token.i + 1 : token.i + 3]:
        if following.tag_ == "RB" and _done_to_others(following.head):
            break
        if following.lower_ in lex.predicates and not acting(following):
            return [predicate(following, lex)]
        if following.tag_ not in {"RB", "NNS", "NN", "JJ"}:
            break
    return []


def foretold(token: Any, lex: Lexicon) -> Hints:
    """The state that opens a sentence: "Also killed was ...", "Found dead inside were ..."."""
    copula = _copula_before(token)
    if copula is None:
        return []
    for word in token.doc[token.sent.start : copula.i]:
        if word.lower_ in lex.predicates and word.tag_ in _STATES:
            return [predicate(word, lex)]
        if word.dep_ in _SUBJECTS or word.tag_ in _FINITE:
            return []
    return []


def _copula_before(token: Any) -> Any | None:
    """The form of "be" behind whose sentence's opening a noun stands, through a row of nouns."""
    for _ in range(_ROW):
        if token.dep_ not in _ROW_LINKS:
            break
        token = token.head
    verb = token.head
    if token.dep_ not in _SUBJECTS | {"attr"} or verb.i > token.i:
        return None
    helpers = [verb, *(c for c in verb.children if c.dep_ == "auxpass")]
    be = [h for h in helpers if h.lemma_ in lexicon().words["be"] and h.i < token.i]
    return be[-1] if be else None


def acting(verb: Any) -> bool:
    """Whether a predicate word is an active verb here ("he shot the girl")."""
    if is_idiom(verb):
        return True
    if verb.tag_ not in {"VBD", "VBP", "VB"}:
        return False
    return has_object(verb) or any(
        c.dep_ == "nsubj" and c.tag_ in {"PRP", "WP"} for c in verb.children
    )


def _done_to_others(verb: Any) -> bool:
    """As in "he fatally shot her", but not "himself": the adverb tells of the object."""
    own = any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in verb.children)
    return verb.pos_ == "VERB" and verb.tag_ != "VBN" and has_object(verb) and not own


def has_object(verb: Any) -> bool:
    """Whether the verb, or one coordinated with it, has an object or a clause for one."""
    chain = [verb, *(c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB")]
    # "were driven off and sent home": where to is no object, nor is a clause before the verb.
    return any(
        (c.dep_ == "dobj" or (c.dep_ in {"ccomp", "xcomp"} and c.i > v.i))
        and c.lower_ not in lexicon().words["homeward"]
        for v in chain
        for c in v.children
    )
