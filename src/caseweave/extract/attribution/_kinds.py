"""What a source phrase names: a coarse type for scoring, and the contract's kind of speaker.

Both look at the head noun, its named-entity label and the words of its name; never at a list of
particular people or groups.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.model import AttributionKind

# Shorter words in -s are no plurals worth the cut ("news", "gas").
_SHORTEST = 4
_BY_ENTITY = {
    "ORG": "organisation", "NORP": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_TYPES = ("anonymous", "office", "organisation", "outlet", "document")


def source_type(head: Token | None, words: Lexicon) -> str:
    """A coarse type of the source's head, for scoring."""
    if head is None:
        return "none"
    pronoun = _pronoun_type(head, words)
    if pronoun is not None:
        return pronoun
    if head.ent_type_ == "PERSON":
        return "person"
    if is_corps(head, words):
        return "office"
    lemma = head.lemma_.lower()
    for kind in _TYPES:
        if lemma in words.kinds[kind]:
            return "people" if kind == "anonymous" else kind
    if lemma in words.kinds["role"] and head.pos_ == "NOUN":
        return "people"  # "the hospital's director"
    known = _BY_ENTITY.get(head.ent_type_)
    return known or ("proper" if head.pos_ == "PROPN" else _thing(head))


def _thing(head: Token) -> str:
    if apposed_name(head) is not None:
        return "organisation"
    return "thing_plural" if head.tag_ == "NNS" else "thing"


def apposed_name(head: Token, *, body: bool = False) -> Token | None:
    """The name beside a noun for a body: "a telephone line, Hill Link,"."""
    if head.tag_ != "NN":
        return None
    others = {"GPE"} if body else {"PERSON", "GPE"}
    for kid in head.children:
        if kid.dep_ == "appos" and kid.pos_ == "PROPN" and kid.ent_type_ not in others:
            return kid
    return None


def _pronoun_type(head: Token, words: Lexicon) -> str | None:
    lower = head.lower_
    for group in ("masculine", "feminine"):
        if lower in words.pronouns[group]:
            return "pronoun_person"
    if lower in words.pronouns["own"]:
        return "pronoun_own"
    if lower in words.pronouns["you"]:
        return "pronoun_you"
    if lower in words.pronouns["plural"]:
        return "pronoun_they"
    if lower in words.pronouns["neuter"]:
        return "pronoun_it"
    if lower == "who":
        return "relative_person"
    if lower in words.pronouns["relative"]:
        return "relative_thing"
    return "pronoun_other" if head.pos_ in {"PRON", "DET", "NUM"} else None


def speaker_kind(head: Token, words: Lexicon) -> AttributionKind:
    """The kind of speaker that a noun phrase names, by its head noun, then by its name's words."""
    if head.pos_ == "NUM":
        return "anonymous"
    if is_masthead(head, words) or is_called_body(head, words):
        return "outlet" if is_masthead(head, words) else "organisation"
    body = head.pos_ == "NOUN" and head.lemma_.lower() in words.kinds["organisation"]
    if head.ent_type_ == "PERSON" or (_apposed_person(head) and not body):
        return "named"
    lemma = _singular(head)
    if lemma in words.kinds["collective"]:
        return _of_members(head, words)
    if lemma in words.kinds["anonymous"] and head.pos_ != "PROPN":
        return "office" if is_corps(head, words) else "anonymous"
    by_noun = _by_head_noun(head, lemma, words)
    if by_noun is not None:
        return by_noun
    if head.pos_ == "PROPN" or head.ent_type_:
        return _by_name(head, words)
    return "anonymous"


def is_corps(head: Token, words: Lexicon) -> bool:
    """Whether "guard" is a body: "the coast guard", and not "a civil guard" or "coast guards"."""
    if head.lower_ != "guard" or head.i == 0:
        return False
    one = any(k.lower_ in {"a", "an", "one", "another"} for k in head.lefts)
    return not one and head.nbor(-1).lower_ in words.grammar["corps"]


def _singular(head: Token) -> str:
    """The lemma; the parser leaves names in the plural as they are ("the Armed Forces")."""
    lemma = str(head.lemma_).lower()
    return lemma.removesuffix("s") if head.tag_ == "NNPS" and len(lemma) > _SHORTEST else lemma


def is_masthead(head: Token, words: Lexicon) -> bool:
    """Whether a name ends as outlets' names do and has an article: "the Orla Gazette"."""
    if head.pos_ != "PROPN" or head.text not in words.names["outlet"]:
        return False
    return any(k.dep_ in {"det", "amod"} for k in head.children)


def is_called_body(head: Token, words: Lexicon) -> bool:
    """Whether a name's apposition says that it is a body: "Lake Spring, a rights group"."""
    if head.pos_ != "PROPN" or head.dep_ in {"compound", "appos"}:
        return False
    for kid in head.children:
        if kid.dep_ == "appos" and kid.pos_ == "NOUN" and kid.tag_ == "NN" and kid.i > head.i:
            return kid.lemma_.lower() in words.kinds["organisation"]
    return False


def _of_members(head: Token, words: Lexicon) -> AttributionKind:
    """A group "of diplomats" is people; "a human rights group" is a body, "a number" is neither."""
    if head.lemma_.lower() in words.kinds["amount"]:
        return "anonymous"
    for of in head.children:
        if of.dep_ == "prep" and of.lower_ == "of":
            for member in of.children:
                if member.lemma_.lower() in words.kinds["anonymous"]:
                    return "anonymous"
    return "organisation"


def _apposed_person(head: Token) -> bool:
    return any(k.dep_ == "appos" and k.ent_type_ == "PERSON" for k in head.children)


def _by_head_noun(head: Token, lemma: str, words: Lexicon) -> AttributionKind | None:
    compounds = {k.text for k in head.children if k.dep_ == "compound"}
    if head.pos_ == "PROPN" and {head.text, *compounds} & words.names["outlet"]:
        return "outlet"
    if lemma in words.kinds["document"] and head.ent_type_ != "ORG":
        return "document"
    if {lemma, head.lower_} & words.kinds["outlet"]:
        return "outlet"
    before = {k.lower_ for k in head.children if k.dep_ in {"compound", "amod", "nmod"}}
    if lemma in words.kinds["news_body"] and before & words.kinds["news_word"]:
        return "outlet"
    if compounds & words.names["organisation"]:
        return "organisation"
    if lemma in words.kinds["office"]:
        return "office"
    if lemma in words.kinds["organisation"]:
        return "organisation"
    return None


def _by_name(head: Token, words: Lexicon) -> AttributionKind:
    """A proper name: its own words tell; a country or city that speaks is its government."""
    name = {head.text, *(k.text for k in head.children if k.dep_ in {"compound", "amod", "nmod"})}
    for kind in ("outlet", "office", "organisation", "document"):
        if name & words.names[kind]:
            return kind
    if head.ent_type_ in {"GPE", "LOC"}:
        return "office"
    if head.ent_type_ == "NORP" or head.tag_ == "NNPS":
        return "anonymous"
    if head.ent_type_ == "ORG":
        return "organisation"
    return "named" if head.ent_type_ in {"", "PERSON"} else "organisation"
