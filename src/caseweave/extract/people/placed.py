"""What the words that govern a counted noun say of its people: a status, and where they are.

Invariant: a place gives a status only where the tables say what it is for ("in custody", "to a
removal centre"); being somewhere is no status by itself.
"""

from typing import Any

import msgspec

from caseweave.extract.people.lexicon import Lexicon
from caseweave.extract.syntax import hyphenated, no_longer
from caseweave.lang import word_sets


class Hint(msgspec.Struct, frozen=True):
    """A status, the word that gives it, whether that word is negated, modal or only tried.

    `included`: the noun is named as one of others ("six, including a child"); `beside`: together
    with others, who are not counted in it ("was seized with three colleagues").
    """

    status: str
    word: str
    modal: bool = False
    included: bool = False
    beside: bool = False


Hints = list[Hint]
_words = word_sets("people_bare", "captors")


def unreal(verb: Any, lex: Lexicon) -> bool:
    """Whether the word is negated, modal ("could have"), or complement of a verb of trying."""
    if no_longer(verb):
        return True
    for child in verb.children:
        if negates(child) or (child.dep_ == "aux" and child.lower_ in lex.words["modals"]):
            return True
    infinitive = any(c.dep_ == "aux" and c.lower_ in lex.words["to"] for c in verb.children)
    if infinitive and verb.dep_ in {"acl", "advcl", "relcl"}:
        return True
    governor = verb.head
    tried = verb.dep_ in {"xcomp", "pcomp", "ccomp"} and verb.tag_ in {"VB", "VBG"}
    if tried and verb.dep_ == "pcomp":
        governor = governor.head
    return tried and governor.lemma_.lower() in lex.words["irreal"]


def negates(child: Any) -> bool:
    """Whether a word below a verb negates it, and not a phrase behind a comma (", not 17")."""
    behind = child.i > child.head.i and child.nbor(-1).is_punct
    return child.dep_ == "neg" and not behind


def out_of(prep: Any, lex: Lexicon) -> Hints:
    """As in "are out of prison": free of what would hold them."""
    held = [
        o
        for p in prep.children
        if p.lower_ in lex.words["of"]
        for o in p.children
        if o.dep_ == "pobj"
    ]
    left = [o for o in held if lex.placed.get(o.lemma_.lower()) == "detained"]
    if prep.lower_ not in lex.words["out"] or not left:
        return []
    return [Hint("released", left[0].lemma_.lower(), unreal(prep.head, lex))]


def placed(prep: Any, lex: Lexicon) -> Hints:
    """As in "in custody", "to a removal centre", "in intensive care"."""
    if prep.lower_ not in lex.words["into"]:
        return []
    for obj in prep.children:
        if obj.dep_ != "pobj":
            continue
        lemma, before = obj.lemma_.lower(), {c.lower_ for c in obj.lefts}
        lemma = hyphenated(obj) if obj.i and obj.nbor(-1).text == "-" else lemma
        if lemma in lex.words["wards"] and before & lex.words["medical"]:
            return [Hint("injured", lemma, unreal(prep.head, lex))]
        if lemma in lex.words["shelters"] and before & lex.words["secret"]:
            return [Hint("in_hiding", lemma, unreal(prep.head, lex))]
        if lemma in lex.words["sites"] and before & lex.words["closed"]:
            return [Hint("detained", lemma, unreal(prep.head, lex))]
        if lemma in lex.words["body_parts"] and before & lex.words["broken"]:
            return [Hint("injured", lemma, unreal(prep.head, lex))]
        if lemma in _words("en")["captors"] and prep.lower_ in _words("en")["with"]:
            return [Hint("detained", lemma, unreal(prep.head, lex))]
        if lemma in lex.placed:
            return [Hint(lex.placed[lemma], lemma, unreal(prep.head, lex))]
    return []
