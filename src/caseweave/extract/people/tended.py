"""People who are treated, found and cared for, or towed in: states told by what is done for them.

Invariant: the words must say the care ("gave them water"); to be found is no rescue by itself.
"""

from typing import Any

from caseweave.lang import word_sets
from caseweave.schema import vessel_nouns

# The word behind the state of people whose vessel is towed in.
TOWED = "tow"
_words = word_sets("people", "tending")
_medics = word_sets("people_bare", "treating")


def is_treated(verb: Any) -> bool:
    """As in "eight are still being treated", but not "were treated well"."""
    words = _words("en")
    if verb.lemma_.lower() not in words["treating"]:
        return False
    helpers = {c.dep_ for c in verb.children}
    passive = verb.tag_ == "VBN" and ("auxpass" in helpers or verb.dep_ in {"acl", "conj"})
    manner = any(
        c.lower_ in words["manner"] for c in verb.children if c.dep_ in {"advmod", "prep", "acomp"}
    )
    return (passive or _by_medics(verb)) and not manner


def is_foreseen(verb: Any) -> bool:
    """As in "is expected to be okay", "to make a full recovery": somebody is hurt now."""
    words = _words("en")
    if verb.lemma_.lower() not in words["foreseeing"]:
        return False
    ends = (c for later in verb.children if later.dep_ == "xcomp" for c in later.children)
    return any(c.dep_ in {"acomp", "dobj", "attr"} and c.lower_ in words["well"] for c in ends)


def _by_medics(verb: Any) -> bool:
    """As in "the hospital has since treated 22 people"."""
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    return any(d.lemma_.lower() in _medics("en")["doers"] for d in doers)


def is_cared_for(verb: Any) -> bool:
    """As in "herders found them and gave them water"."""
    words = _words("en")
    if verb.lemma_.lower() not in words["finding"]:
        return False
    return any(
        c.dep_ == "dobj" and c.lemma_.lower() in words["care"]
        for giving in verb.children
        if giving.dep_ in {"conj", "advcl"} and giving.lemma_.lower() in words["giving"]
        for c in giving.children
    )


def came_with(verb: Any) -> Any | None:
    """As in "walked into a clinic with a gunshot wound": the word "with", behind how one came."""
    if verb.lemma_.lower() not in _words("en")["coming"]:
        return None
    return next((c for c in _behind(verb) if c.lower_ in _words("en")["bearing"]), None)


def _behind(verb: Any) -> list[Any]:
    """What follows a verb or the place it leads to: "at the clinic with a wound"."""
    places = [o for c in verb.rights if c.dep_ == "prep" for o in c.children if o.dep_ == "pobj"]
    return [c for at in (verb, *places) for c in at.rights]


def comes_for_care(verb: Any) -> bool:
    """As in "showed up at a hospital to be treated for a wound"."""
    words = _words("en")
    return verb.lemma_.lower() in words["coming"] and any(
        c.dep_ in {"advcl", "xcomp", "relcl"}
        and c.lemma_.lower() in words["treating"]
        and any(h.dep_ == "auxpass" for h in c.children)
        for c in _behind(verb)
    )


def is_towed(token: Any) -> bool:
    """As in "a trawler towed a boat with 58 people into port", but not "towed back out to sea"."""
    verb = _carrier(token)
    if verb is None or verb.lemma_.lower() not in _words("en")["towing"]:
        return False
    below = {t.lower_ for c in verb.children for t in (c, *c.children)}
    vessels = {c.lemma_.lower() for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}}
    return bool(vessels & vessel_nouns()) and not below & _words("en")["away"]


def _carrier(token: Any) -> Any | None:
    """The verb of which the vessel that carries the people is the object."""
    link = token.head
    aboard = token.dep_ == "pobj" and link.lower_ in _words("en")["aboard"]
    carried = token.dep_ == "dobj" and link.lemma_.lower() in _words("en")["carrying"]
    if not (aboard or carried):
        return None
    above = link.head
    return above if above.pos_ == "VERB" else above.head
