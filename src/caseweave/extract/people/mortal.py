"""Whether a wound or a life told of is a death: "fatally shot", "hit him, killing him".

Invariant: the words themselves say so; a wound that may yet kill stays a wound.
"""

from typing import Any

from caseweave.extract.people.lexicon import Lexicon

_SUBJECTS = {"nsubj", "csubj", "nsubjpass"}


def is_fatal(verb: Any, lex: Lexicon) -> bool:
    """As in "fatally shot", "beaten to death", "shot and killed", "hit him, killing him"."""
    either = any(c.lower_ in lex.words["or"] for c in verb.children if c.dep_ == "cc")
    for child in verb.children:
        if child.lower_ in lex.words["fatal"] or (child.lower_ == "dead" and not of_others(child)):
            return True
        if child.lower_ in lex.words["to"] and any(
            c.lower_ in lex.words["death_word"] for c in child.children
        ):
            return True
        killed = lex.object_verbs.get(child.lemma_.lower()) == "dead"
        if killed and child.dep_ in {"conj", "dep", "advcl"} and not either and _same(child):
            return True
    return False


def of_others(dead: Any) -> bool:
    """As in "eight shot, two dead": the word has people of its own."""
    return any(c.dep_ in {"nummod", "nsubj"} for c in dead.children)


def _same(verb: Any) -> bool:
    """Whether a second verb has the first one's patient: no object, or a pronoun."""
    objects = [c for c in verb.children if c.dep_ in _SUBJECTS | {"dobj"}]
    return all(c.tag_ == "PRP" for c in objects)


def is_ended(noun: Any, lex: Lexicon) -> bool:
    """A life counts as a death only where it is taken or lost; other nominals always."""
    return (
        noun.lemma_.lower() not in lex.words["lives"]
        or noun.head.lemma_.lower() in lex.words["taking"]
    )


def is_bereaved(prep: Any, lex: Lexicon) -> bool:
    """As in "mourn the loss of their son", "the loss of her brother": a death of one's kin."""
    loss = prep.head
    if loss.lemma_.lower() not in lex.words["losses"]:
        return False
    mourned = any(a.lemma_.lower() in lex.words["mourning"] for a in loss.ancestors)
    kin = any(
        c.lemma_.lower() in lex.kin and any(p.dep_ == "poss" for p in c.children)
        for c in prep.children
    )
    return mourned or kin
