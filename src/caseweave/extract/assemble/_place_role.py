"""In what role a place stands, by the words that govern it: place, origin, goal, or on the way.

Invariant: a place that only names people or an office ("nationals of X", "the X embassy") or tells
where a witness lives has no role.
"""

from functools import lru_cache
from itertools import islice
from typing import Any

from caseweave.extract.people.lexicon import person
from caseweave.lang import profile

# Links of the parse inside a noun phrase, through which a place climbs to its preposition.
_INSIDE = {"compound", "poss", "appos", "amod", "nmod", "conj", "npadvmod", "pobj", "prep"}
# Words above a place's preposition that say what is there.
_NEAR = 1
_CLIMB = 6
_NAMING = {"compound", "amod", "nmod", "poss"}
_HUMAN = 0.5


@lru_cache(maxsize=4)
def tables(language: str) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Roles by preposition and by verb, and the kinds of event that move people."""
    table = profile(language, "roles")
    by_word = [
        {word: role for role, words in table[part].items() for word in words}
        for part in ("preposition", "verb")
    ]
    return by_word[0], by_word[1], frozenset(table["moves"]["kinds"])


@lru_cache(maxsize=16)
def _list(language: str, part: str) -> frozenset[str]:
    return frozenset(profile(language, "roles")[part]["words"])


@lru_cache(maxsize=4)
def _offices(language: str) -> frozenset[str]:
    parts = profile(language, "unlisted")["parts"]
    return frozenset(profile(language, "actors")["offices"]) - frozenset(parts)


def place_role(token: Any, language: str) -> str | None:
    """The role of the place whose root is `token`; none for where people are treated or live.

    As in "is at a hospital in X", "appeared in court in X", "lives in X".
    """
    role = _governed_role(token, language)
    if _names_facility(token, language):
        return None
    if role is None and _beside(token, language):
        return "place"
    return None if role == "place" and set_aside(token, language) else role


def _beside(token: Any, language: str) -> bool:
    """Whether "off" or "near" stands right before a name, whatever the parser made of it."""
    left = token.left_edge.i
    words = profile(language, "unlisted")["beside"]
    return left > 0 and token.pos_ == "PROPN" and token.doc[left - 1].lower_ in words


def _names_facility(token: Any, language: str) -> bool:
    """As in "taken to X General Hospital": a name before a noun for where people are treated."""
    current = token
    while current.dep_ in _NAMING and current.head.i > current.i:
        current = current.head
    return current is not token and current.lemma_.lower() in _list(language, "elsewhere")


def set_aside(token: Any, language: str) -> bool:
    """Whether a place is where people are treated, tried or live, or from where somebody calls."""
    elsewhere = _list(language, "elsewhere")
    if _names_facility(token, language):
        return True
    if token.head.lower_ == "from" and token.head.head.lemma_.lower() in _list(language, "calls"):
        return True
    above = islice((t for t in token.ancestors if t.pos_ != "ADP"), _NEAR)
    return any(t.lemma_.lower() in elsewhere for t in above)


def of_witness(token: Any, language: str, events: set[int]) -> bool:
    """Whether a place tells where one person is who acts without being part of an event.

    As in "a woman in X played us the call"; `events`: offsets of triggers in the token's passage.
    """
    holder = token.head.head
    if token.head.lower_ == "of":
        return False
    seat = holder.lemma_.lower() in _list(language, "seats")
    if token.dep_ == "pobj" and (seat or _kin(holder, language)):
        return True  # "the embassy in X"; "the families in X": where those live who miss somebody
    told_by = holder.dep_ == "pobj" and holder.head.dep_ == "agent"
    if token.dep_ != "pobj" or holder.tag_ != "NN" or not (told_by or holder.dep_ == "nsubj"):
        return False
    verb = holder.head.head if told_by else holder.head
    who = person(holder.lower_, holder.lemma_.lower(), language)
    return who is not None and who.population != "police" and verb.idx not in events


def _kin(holder: Any, language: str) -> bool:
    """Whether a noun names relatives: "the families", "two family members"."""
    named = (holder, *(c for c in holder.children if c.dep_ == "compound"))
    found = (person(t.lower_, t.lemma_.lower(), language) for t in named)
    return any(who is not None and who.group == "family" for who in found)


def _governed_role(token: Any, language: str) -> str | None:
    """The role that the governing preposition or verb gives a place."""
    current = token
    for _ in range(_CLIMB):
        current = _called(current, language)
        head = current.head
        if current.dep_ in _NAMING and _suffers(head, language):
            return "place"
        acts = current.dep_ in _NAMING and _acts(head, language)
        kept = _of_inmates(current, head, language) or _in_post(head, language)
        if head == current or (acts and not kept):
            return None
        if _on_frontier(head, language) or _of_inmates(current, head, language):
            current = head.head
            continue  # "near the border with X": the border's own preposition tells
        if head.pos_ == "ADP" or head.dep_ in {"prep", "agent"}:
            if head.lower_ != "of":
                return _by_preposition(head, language)
            told, role = _by_of(head.head, language)
            if told:
                return role
        elif head.pos_ == "VERB" and current.dep_ in {"dobj", "advmod", "npadvmod"}:
            return tables(language)[1].get(head.lemma_.lower())
        elif current.dep_ not in _INSIDE:
            break
        current = head
    return None


def _called(token: Any, language: str) -> Any:
    """What a name stands for: "what" in "at what is called X", "place" in "a place known as X"."""
    verb = token.head
    if token.dep_ != "oprd" or verb.lemma_.lower() not in _list(language, "calling"):
        return token
    return verb.head if verb.dep_ == "acl" else verb


def _by_of(noun: Any, language: str) -> tuple[bool, str | None]:
    """Whether "NOUN of X" tells the role of X by itself, and which."""
    if noun.lower_ in _list(language, "beside") or _suffers(noun, language):
        return True, "place"  # "20 km south of X", "the village of X was attacked"
    if noun.lower_ in _list(language, "ways") and noun.head.lower_ == "by":
        return True, "transit_place"
    if _acts(noun, language):
        return True, "origin_place" if _natives(noun, language) else None
    return False, None


def _on_frontier(preposition: Any, language: str) -> bool:
    """Whether a preposition ties a country to its border: "the border with X"."""
    held = preposition.head
    return preposition.lower_ == "with" and held.lemma_.lower() in _list(language, "frontiers")


def _of_inmates(token: Any, noun: Any, language: str) -> bool:
    """Whether a name stands before whom a site holds: "the X women's prison"."""
    site = noun.head.lower_ in profile(language, "unlisted")["sites"]
    return token.dep_ in _NAMING and noun.dep_ == "poss" and site


def _in_post(noun: Any, language: str) -> bool:
    """As in "at X Police Unit": an office whose premises are meant."""
    within = noun.dep_ == "pobj" and tables(language)[0].get(noun.head.lower_) == "place"
    return within and noun.lemma_.lower() in _list(language, "posts")


def _suffers(noun: Any, language: str) -> bool:
    """Whether a site is what something befalls: "the X camp was hit", "shelled the X crossing"."""
    site = noun.lower_ in profile(language, "unlisted")["sites"]
    struck = noun.dep_ in {"nsubjpass", "dobj"}
    return site and struck and noun.head.lemma_.lower() not in _list(language, "left_or_reached")


def _by_preposition(head: Any, language: str) -> str | None:
    if head.dep_ == "agent":
        return None  # "was sent back by X"
    if head.lower_ == "to" and head.head.lower_ == "back":
        return "destination"
    if head.lower_ == "from" and head.head.lemma_.lower() in _list(language, "calls"):
        return None
    held = head.head
    before = head.doc[head.i - 1].lower_ if head.i else ""
    if head.lower_ == "from" and {held.lower_, before} & _list(language, "distances"):
        return "place"  # "some 15 kilometres from X"
    role = tables(language)[0].get(head.lower_)
    start = held.dep_ == "pobj" and held.pos_ == "NOUN" and held.head.lower_ == "from"
    start = start and held.head.head.lemma_.lower() in _list(language, "sets_out")
    return "origin_place" if role == "place" and start else role  # "from a beach near X"


def _natives(noun: Any, language: str) -> bool:
    """Whether people of a place are people from there: "two families of X", not its governor."""
    who = person(noun.lower_, noun.lemma_.lower(), language)
    plain = who is not None and who.population is None and who.status is None
    return plain and noun.tag_ == "NNS" and noun.lemma_.lower() not in _offices(language)


def _acts(noun: Any, language: str) -> bool:
    """Whether a noun names people or an office, so that a name with it only says whose."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    who = person(noun.lower_, noun.lemma_.lower(), language)
    if who is not None and who.human > _HUMAN and not who.event:
        return True
    return noun.lemma_.lower() in _offices(language)
