"""Who knows of nothing and who was told nothing: "knew of no others", "nobody reported it to me".

Invariant: of people who are lost the report tells; they are not unaware.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._sources import SUBJECTS, child, is_passive
from caseweave.extract.events import is_human

_SUBJECT = SUBJECTS | {"nsubjpass"}


def knows_of_none(verb: Token, words: Lexicon) -> bool:
    """As "knew of no others", "has heard of nobody"."""
    if verb.lemma_.lower() not in words.stances["knowing_of"] or is_passive(verb):
        return False
    for prep in verb.rights:
        thing = (
            child(prep, frozenset({"pobj"})) if prep.lower_ in words.stance["known_of"] else None
        )
        if thing is not None and (
            thing.lower_ in words.negatives
            or any(k.lower_ in words.negatives for k in thing.children if k.i < thing.i)
        ):
            return True
    return False


def uninformed(verb: Token, words: Lexicon) -> Token | None:
    """Who was not told by anybody: "nobody has reported it to me"."""
    subject = child(verb, _SUBJECT)
    if subject is None or subject.lower_ not in words.negatives:
        if subject is None or subject.lower_ != "one" or subject.i == 0:
            return None
        if subject.nbor(-1).lower_ not in words.negatives:
            return None
    if verb.lemma_.lower() not in words.stances["informing"]:
        return None
    told = child(verb, frozenset({"dobj", "dative"}))
    if told is None or told.lower_ in words.pronouns["neuter"]:
        to = next((k for k in verb.rights if k.lower_ == "to"), None)
        told = child(to, frozenset({"pobj"})) if to is not None else None
    return told if told is not None and told.lower_ in words.stances["informed"] else None


def is_lost(verb: Token, words: Lexicon) -> bool:
    """Of people who "have never been heard of again" the report tells; they are not unaware."""
    heard = verb.lemma_ in words.grammar["hearing"] | words.stance["knowing"]
    if not heard or not is_passive(verb):
        return False
    lost = child(verb, _SUBJECT)
    people = lost is not None and (lost.like_num or lost.pos_ == "PRON" or is_human(lost))
    return people and not any(
        t.lemma_ == "know" and any(k.lower_ in words.pronouns["own"] for k in t.children)
        for t in verb.sent
    )


def to_come(verb: Token, words: Lexicon) -> bool:
    """Whether somebody only will not know."""
    modal = words.grammar["futures"] | {"would"}
    return any(k.lower_ in modal for k in verb.children if k.dep_ == "aux")
