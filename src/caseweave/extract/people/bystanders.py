"""People counted who are not the incident's: who was asked, who works for the source, who did it.

"We sat down with fourteen people", "is run by 30 volunteers", "six men in uniform dragged him out".
Invariant: the words around the count say so; a noun that names them otherwise is left alone.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.syntax import is_passive
from caseweave.lang import word_sets

# Who were counted by mistake: nobody's head-count.
MISCOUNTED = "miscounted"
_CLIMB = 3
_words = word_sets("people", "bystanders")


def population_beside(head: Any, found: Draft) -> str | None:
    """Whose the counted are, by what they do or by what is done with them; None: not said."""
    if _miscounted(head):
        return MISCOUNTED
    if _does(head, found):
        return "attackers"
    if _works(head):
        return "staff"
    if found.definite or found.of is not None:
        return None
    if _asked(head) or _tells(head, found):
        return "interviewees"
    if _seen(head):
        return "crowd"
    return "relatives" if _had(head, found) else None


def hand_on(counts: Sequence[PeopleCount]) -> list[PeopleCount]:
    """The counts, "one of them" with the population of those that it is of ("three suspects")."""
    found = list(counts)
    for at, count in enumerate(found):
        bare = count.reference == "included" and count.noun is None and count.population is None
        if not bare or count.individual or not at or count.group is not None:
            continue
        whole = found[at - 1]
        near = whole.sentence == count.sentence and not whole.individual
        if near and whole.population is not None and (whole.best or 0) > (count.best or 0):
            found[at] = msgspec.structs.replace(count, population=whole.population)
    return found


def _asked(head: Any) -> bool:
    """As in "we sat down with 14 people", "our staff interviewed two men"."""
    words, verb = _words("en"), head.head
    if head.dep_ == "dobj":
        return verb.lemma_.lower() in words["asking"] and not is_passive(verb)
    if head.dep_ != "pobj" or verb.lower_ not in words["with"]:
        return False
    above = verb.head
    for _ in range(_CLIMB):
        if above.lemma_.lower() in words["speaking_with"] and not is_passive(above):
            return True
        if above.pos_ != "ADP" or above.head is above:
            return False
        above = above.head
    return False


def _tells(head: Any, found: Draft) -> bool:
    """As in "two grandmothers told me": they speak to the one who writes."""
    noun = found.noun
    if head.dep_ != "nsubj" or (noun is not None and noun.person and noun.person.status):
        return False
    verb = head.head
    told = [c for c in verb.children if c.dep_ in {"dobj", "dative"}]
    return verb.lemma_.lower() in _words("en")["telling"] and any(
        t.lower_ in _words("en")["writer"]
        or any(c.lower_ in _words("en")["writers_own"] for c in t.lefts)
        for t in told
    )


def _seen(head: Any) -> bool:
    """As in "some 200 people protested outside the court"."""
    return head.dep_ == "nsubj" and head.head.lemma_.lower() in _words("en")["crowding"]


def _miscounted(head: Any) -> bool:
    """As in "two sailors had been counted by mistake", "one of the dead was listed twice"."""
    words, verb = _words("en"), head.head
    if head.dep_ != "nsubjpass" or verb.lemma_.lower() not in words["counting"]:
        return False
    return any(
        t.lower_ in words["mistaken"]
        for c in verb.children
        if c.dep_ in {"advmod", "prep", "npadvmod", "agent"}
        for t in c.subtree
    )


def _works(head: Any) -> bool:
    """As in "is run by 30 volunteers", "is staffed by two lawyers"."""
    prep = head.head
    return (
        head.dep_ == "pobj"
        and prep.lower_ in lexicon().words["by"]
        and prep.head.lemma_.lower() in _words("en")["running"]
    )


def _had(head: Any, found: Draft) -> bool:
    """As in "he has two small girls", "a father of three children": kin of one person."""
    noun = found.noun
    group = noun.person.group if noun is not None and noun.person is not None else None
    if group not in {"children", "infants", "family"}:
        return False
    verb = head.head
    if head.dep_ == "dobj" and verb.lemma_.lower() in _words("en")["having"]:
        return any(
            c.dep_ == "nsubj" and (c.lower_ in lexicon().words["single_pronouns"])
            for c in verb.children
        )
    parent = verb.head
    known = any(c.lower_ in lexicon().words["the"] for c in parent.lefts)
    return (
        head.dep_ == "pobj"
        and verb.lower_ in lexicon().words["of"]
        and parent.lemma_.lower() in _words("en")["parents"]
        and not known
    )


def _does(head: Any, found: Draft) -> bool:
    """As in "six men beat him", "was seized by four men", "men in masks": who did it."""
    noun = found.noun
    people = noun.person if noun is not None else None
    if people is None or people.lemma not in _words("en")["doers"] or found.of is not None:
        return False
    if noun is not None and noun.nationality is not None:
        return False
    return _dressed(head) or _harms(head) or (not found.definite and _drove_up(head))


def _drove_up(head: Any) -> bool:
    """As in "six men came in two cars", "four men burst in"."""
    words, verb = _words("en"), head.head
    if head.dep_ != "nsubj" or head.lemma_.lower() not in words["men"]:
        return False
    lemma = verb.lemma_.lower()
    riding = {o.lemma_.lower() for c in verb.children for o in c.children if o.dep_ == "pobj"}
    return lemma in words["bursting"] or (
        lemma in words["coming"] and bool(riding & words["vehicles"])
    )


def _dressed(head: Any) -> bool:
    """As in "eight men in rubber boots", "five men with rifles", but not "with frostbite"."""
    words = _words("en")
    return any(
        prep.dep_ == "prep"
        and prep.lower_ in words["clad"]
        and any(o.dep_ == "pobj" and o.lemma_.lower() in words["wearing"] for o in prep.children)
        for prep in head.rights
    )


def _harms(head: Any) -> bool:
    """Whether they do to others what makes these dead, hurt or held."""
    lex, verb, dep = lexicon(), head.head, head.dep_
    if dep == "pobj" and verb.lower_ in lexicon().words["by"] and verb.dep_ == "agent":
        verb, dep = verb.head, "nsubj"
        return lex.object_verbs.get(verb.lemma_.lower()) in _words("en")["harm"]
    if dep != "nsubj" or is_passive(verb):
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    personal = any(
        o.tag_ == "PRP" or o.ent_type_ == "PERSON" or o.lemma_.lower() in lex.persons
        for o in objects
    )
    harm = lex.object_verbs.get(verb.lemma_.lower()) in _words("en")["harm"]
    return personal and (harm or verb.lemma_.lower() in _words("en")["seizing"])
