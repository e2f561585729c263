"""Numbers whose noun is left out: "the 11 were freed", "killed two", "3 shot", "two others".

Invariant: such a number counts people only where a verb, a predicate, the words that refer back, or
a figure told before says so.
"""

from typing import Any

import msgspec

from caseweave.extract.people.ages import young_group
from caseweave.extract.people.collective import read_collective
from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import Person, lexicon, person
from caseweave.extract.people.nouns import Counted
from caseweave.extract.people.numbers import Number

_ROLES = {"nsubj", "nsubjpass", "dobj", "attr", "oprd"}
_BACKWARD_ROLES = _ROLES | {"pobj", "conj", "poss", "appos"}
_SURE = 0.6
_ABOARD = 0.8
_TAGS = {"CD", "JJ", "DT", "NN", "NNS"}


class Reference(msgspec.Struct, frozen=True):
    """How a phrase begins: its first token, whether it refers back, the word that changes it."""

    start: int
    definite: bool
    word: str | None


def read_elided(
    doc: Any, number: Number, counted: Counted, left: Reference, known: frozenset[int]
) -> Draft | None:
    """The number as people, where its surroundings say so. `known`: figures of people before it."""
    token = doc[number.end - 1]
    reference = left.word or counted.reference
    following = doc[counted.end] if counted.end < len(doc) else None
    predicated = _predicated(following)
    if number.kind == "one" and reference is None and not (predicated or _struck(token)):
        return None
    collective = read_collective(doc, number)
    if collective is not None:
        return collective
    found = draft(
        number,
        start=left.start,
        end=counted.end,
        head=token.i,
        noun=counted,
        definite=left.definite,
        reference=reference,
    )
    if predicated and not _noun_ahead(doc, counted.end + 1):
        return _with_predicate(found, following)
    if _aboard(doc, counted.end):
        people = Counted(end=counted.end, head=token.i, person=Person(lemma="person"))
        return msgspec.structs.replace(found, noun=people, human=_ABOARD)
    stated = _stated(doc, counted.end)
    if stated is not None and token.dep_ == "conj":
        # The parser joins "and 16" to the noun before, and leaves the verb without a subject.
        return msgspec.structs.replace(found, status=stated, human=0.7)
    said = complement(token)
    if said is not None:
        return msgspec.structs.replace(found, end=number.end, noun=said, human=0.9)
    human = _human(token, number, left.definite, known)
    return msgspec.structs.replace(found, human=human) if human is not None else None


def _aboard(doc: Any, at: int) -> bool:
    """As in "with 101 aboard", "36 who were on board": what a vessel carries are people."""
    known = lexicon().words
    after = [t for t in doc[at : at + 4] if t.lemma_ not in known["who"] | known["be"]]
    words = [t.lower_ for t in after[:2]]
    aboard = bool(words) and words[0] in known["aboard"]
    return aboard or " ".join(words) in known["on_board"]


def _predicated(following: Any) -> bool:
    """Whether a status word follows ("3 shot"); "fired one shot" is a noun."""
    if following is None or following.lower_ not in lexicon().predicates:
        return False
    if following.lower_ in lexicon().words["fatal"]:
        # "four were shot, one fatally", but not "one fatally ill patient".
        after = following.nbor(1) if following.i + 1 < len(following.doc) else None
        return after is None or after.is_punct
    noun = following.tag_ == "NN" and following.lower_ in lexicon().words["shots"]
    # A headline opens with "Two shot"; inside a sentence it is what somebody fired.
    first = following.i - 1 == following.sent.start
    opens = first and (following.dep_ in {"ROOT", "nsubj", "dep"} or _and_more(following))
    return following.tag_ != "RB" and (opens or not noun)


def _and_more(participle: Any) -> bool:
    """As in "2 shot and wounded": a participle with another of a status."""
    return any(
        c.dep_ == "conj" and c.tag_ == "VBN" and c.lower_ in lexicon().predicates
        for c in participle.children
    )


def _stated(doc: Any, i: int) -> str | None:
    """The status in "are still missing", "remain missing" from token `i` on, by word order."""
    if i >= len(doc) or doc[i].lemma_ not in lexicon().words["be"] | lexicon().words["stay"]:
        return None
    rest = [t for t in doc[i + 1 : i + 4] if t.tag_ != "RB" and not t.is_space]
    return lexicon().predicates.get(rest[0].lower_) if rest else None


def _noun_ahead(doc: Any, i: int) -> bool:
    return i < len(doc) and doc[i].tag_ in {"NN", "NNS"}


def _with_predicate(found: Draft, following: Any) -> Draft:
    """The status word joins the span unless it is the clause's finite verb."""
    verb = following.tag_ == "VBD" and not following.text[0].isupper()
    return msgspec.structs.replace(
        found,
        end=found.end + (0 if verb else 1),
        status=lexicon().predicates[following.lower_],
        human=0.85,
    )


def complement(token: Any) -> Counted | None:
    """As in "nine were women": the noun that a form of "be" says the number is."""
    if token.dep_ == "conj" and (sort := _sort_behind(token)) is not None:
        return sort
    if token.dep_ != "nsubj" or token.head.lemma_ not in lexicon().words["be"]:
        return None
    if any(c.dep_ in {"neg", "aux"} for c in token.head.children):
        return None
    for child in token.head.children:
        people = person(child.lower_, child.lemma_.lower()) if child.dep_ == "attr" else None
        if people is not None and child.tag_ == "NNS":
            return Counted(end=token.i + 1, head=token.i, person=people)
    return None


def _sort_behind(token: Any) -> Counted | None:
    """As in "19 are men and eight are women": the parser joins the eight to "men"."""
    tail = token.doc[token.i + 1 : token.i + 4]
    if len(tail) < 2 or tail[0].lemma_ not in lexicon().words["be"] or tail[1].tag_ != "NNS":
        return None
    people = person(tail[1].lower_, tail[1].lemma_.lower())
    ends = len(tail) < 3 or tail[2].is_punct or tail[2].pos_ in {"CCONJ", "ADP"}
    if people is None or not ends:
        return None
    return Counted(end=token.i + 1, head=token.i, person=people)


def _struck(token: Any) -> bool:
    verb = token.head
    if token.dep_ in {"nsubj", "nsubjpass"}:
        # "Two died and one is missing", but not "one may die of it".
        hints = status_hints(token)
        general = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in lexicon().words["be"]
        return bool(hints) and not hints[0].modal and not general
    return (
        token.dep_ in {"dobj", "nsubjpass"}
        and verb.lemma_.lower() in lexicon().words["human_verbs"]
    )


def _human(token: Any, number: Number, definite: bool, known: frozenset[int]) -> float | None:
    """How surely a number without a noun counts people; None where nothing says so."""
    told = number.best in known
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is not None and following.lower_ in lexicon().words["who"]:
        return 0.85
    if token.dep_ in _ROLES and (token.tag_ in _TAGS or number.kind == "one"):
        hints = status_hints(token)
        if token.head.lemma_.lower() in lexicon().words["human_verbs"]:
            return 0.85 if hints else 0.7
        if hints:
            return 0.7
    if definite and number.best > 1 and token.dep_ in _BACKWARD_ROLES:
        return 0.75 if told else None
    if _existing(token) and (known or _people_before(token)):
        return 0.6
    if young_group(token) is not None and (known or _people_before(token)):
        return 0.6
    return 0.6 if token.dep_ == "conj" and told else None


def _existing(token: Any) -> bool:
    """As in "there were five": a bare number that is said to be."""
    verb = token.head
    be = verb.lemma_ in lexicon().words["be"]
    bare = token.dep_ == "attr" and be and token.right_edge == token
    return bare and any(c.dep_ == "expl" for c in verb.children)


def _people_before(token: Any) -> bool:
    """Whether the sentence before speaks of people, if only by a pronoun."""
    start = token.sent.start
    if not start:
        return False
    before = token.doc[start - 1].sent
    return any(
        t.lower_ in lexicon().words["people_pronouns"]
        or (
            t.tag_ == "NNS"
            and (p := person(t.lower_, t.lemma_.lower())) is not None
            and p.human > _SURE
        )
        for t in before
    )
