"""Drafts of head-counts of one: people told by name, pronoun or noun, and what befell them.

As in "His brother was released", "She has not been seen since". No number carries the value, so
the evidence is who it is with what befell them. Invariant: only an event that is told as a fact
makes one, and beside a larger group it is so many at least.
"""

from collections.abc import Iterator
from typing import Any

from caseweave.extract.assemble._claims import tells
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._parts import is_own
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import EventFound, PeopleCount, Span
from caseweave.extract.people.lexicon import Person, lexicon, person
from caseweave.model import HEADCOUNT_ATTRIBUTES, CountValue

_SURE = 0.5
_CONFIDENCE = 0.5
_BESIDE = "besides"
# How sure a count of one must be where no event tells of the person.
_TOLD = 0.75
_INITIALS = 5
_NO_PERSONS = {"ORG", "FAC", "GPE", "PRODUCT", "WORK_OF_ART"}
# Code points of evidence at most; further apart, the person's own words stand for both.
_LONGEST = 120
_SINGULAR = {"NN", "NNP", "PRP", "JJ", "CD", "DT"}
# States that "they entered", "they left" give, which one person's doings seldom tell of.
_PASSING = {"entered", "in_transit"}


def alone_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """A head-count of one for each event that befalls one person whom no count tells."""
    for number, event in enumerate(frame.events):
        status = event.status
        if status not in HEADCOUNT_ATTRIBUTES or status is None or status in _PASSING:
            continue
        if event.nominal or event.factuality != "happened" or not tells(frame, event):
            continue
        topic = topics.of_event.get(number, 0)
        yield from _with_others(frame, topic, event)
        for span in event.patients:
            people = None if _counted(frame, span) else one_person(frame, span)
            if people is None or not _own(people, status):
                continue
            yield _draft(frame, topics, topic, event, span)


def told_alone(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """A head-count of one for each person whose state the words around tell, and no event.

    As in the entries of a list of names, "My brother jumped from the second lorry".
    """
    told = {(d.topic, d.attribute, d.span[0]) for d in alone_drafts(frame, topics)}
    for index, count in enumerate(frame.counts):
        status = count.status or count.status_hint
        sure = count.human >= (_SURE if count.definite else _TOLD)
        if not (count.individual and sure) or count.modal or count.statistic:
            continue
        if status not in HEADCOUNT_ATTRIBUTES or status is None or status in _PASSING:
            continue
        if not _sure(frame, count):
            continue
        topic = topics.of_count.get(index, 0)
        befell = any(e.status == status and index in frame.patients_of(e) for e in frame.events)
        others = count.population is not None and not is_own(count, status)
        if befell or others or (topic, status, count.start) in told:
            continue
        yield _one_of(frame, topics, topic, status, (count.start, count.end))


def _sure(frame: Frame, count: PeopleCount) -> bool:
    """Whether the words surely mean one person: no place taken for a name, no minority."""
    known = lexicon().persons.get(count.noun or "")
    place = any(overlaps((count.start, count.end), (p.start, p.end)) for p in frame.places)
    return (known is None or known.human == 1) and not (place and count.noun is None)


def _draft(frame: Frame, topics: Topics, topic: int, event: EventFound, span: Span) -> Draft:
    first, last = sorted((span, (event.start, event.end)))
    if last[1] - first[0] <= _LONGEST:
        span = first[0], last[1]
    return _one_of(frame, topics, topic, event.status or "people", span)


def _one_of(frame: Frame, topics: Topics, topic: int, status: str, span: Span) -> Draft:
    """One person in a state; so many at least where the incident has more."""
    whole = _larger(frame, topics, topic)
    return Draft(
        topic=topic,
        attribute=status,
        value=CountValue(
            low=1,
            best=1,
            high=None if whole else 1,
            qualifier="at_least" if whole else "exact",
            words=frame.words(span),
        ),
        span=span,
        extractor="people",
        confidence=_CONFIDENCE,
    )


def _with_others(frame: Frame, topic: int, event: EventFound) -> Iterator[Draft]:
    """As in "was arrested with his wife and three children": the one and the companions together.

    Only where one person is told, and those who were with them by number.
    """
    if len(event.patients) != 1 or event.status is None:
        return
    span = event.patients[0]
    sentence = frame.sentences[frame.sentence_at(event.start)]
    beside = [
        c
        for i in sentence.counts
        if ((c := frame.counts[i]).reference == _BESIDE and event.status in c.hints)
        or (not c.hints and span[1] <= c.start and _own_kin(frame, c))
        if c.qualifier == "exact" and not overlaps((c.start, c.end), span)
    ]
    most = max(beside, key=lambda c: (c.best or 0, -c.start), default=None)
    one = one_person(frame, span) is not None or _is_single(frame, span)
    if most is None or most.best is None or not one:
        return
    whole = most.best + 1
    place = min(span[0], most.start), max(span[1], most.end)
    yield Draft(
        topic=topic,
        attribute=event.status,
        value=CountValue(low=whole, best=whole, high=whole, words=frame.words(place)),
        span=place,
        extractor="people",
        confidence=_CONFIDENCE,
        factuality=event.factuality,
    )


def _own_kin(frame: Frame, count: PeopleCount) -> bool:
    """As in "was seized at the airport with his wife and two children": kin who were with them."""
    lex, first = lexicon(), frame.token_at(count.start)
    if first is None or not first.i or first.lower_ not in lex.words["possessives"]:
        return False
    return first.nbor(-1).lower_ in lex.words["with"]


def _is_single(frame: Frame, span: Span) -> bool:
    """Whether a count of one person stands in the words, and no other."""
    found = [c for c in frame.counts if overlaps(span, (c.start, c.end))]
    return len(found) == 1 and found[0].individual


def _counted(frame: Frame, span: Span) -> bool:
    """Whether a count that makes claims of its own stands in the words."""
    return any(overlaps(span, (c.start, c.end)) and c.human >= _SURE for c in frame.counts) or any(
        overlaps(span, (a, b)) for a, b, _ in frame.anaphors
    )


def one_person(frame: Frame, span: Span) -> Person | None:
    """What is known of the one person that the words name; None where they name more, or things."""
    token = _head(frame, span)
    if token is None or token.tag_ not in _SINGULAR:
        return None
    lex, word = lexicon(), token.lower_
    if token.tag_ == "PRP":
        befell = word in lex.words["first_person"] and token.dep_ == "nsubjpass"
        known_one = befell or word in lex.words["single_pronouns"]
        return Person(lemma="person") if known_one else None
    if token.ent_type_ == "PERSON" or _initials(token):
        return Person(lemma="person")
    known = person(word, token.lemma_.lower())
    if known is None or known.event or known.lemma in lex.words["masses"]:
        return None
    if word in lex.words["crowds"] or word in lex.collectives or known.status == "dead":
        return None
    if any(c.lower_[:-2].isdigit() for c in token.lefts):
        return None  # "the 49th person to have died" counts all of them
    left = {c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}}
    determined = bool(left - lex.words["general"]) or token.dep_ == "conj"
    # "her helper", "the helper who": an ending alone is not sure to be a person's.
    sure = known.human == 1 or bool(left & lex.words["possessives"]) or _who(token)
    return known if determined and sure and token.ent_type_ not in _NO_PERSONS else None


def _who(token: Any) -> bool:
    return any(t.lower_ in lexicon().words["who"] for t in token.doc[token.i + 1 : token.i + 3])


def _initials(token: Any) -> bool:
    """As in "H. was swept away", "Ms K.": a name of which only letters are given."""
    return bool(token.tag_ == "NNP" and len(token.text) <= _INITIALS and "." in token.text)


def _head(frame: Frame, span: Span) -> Any | None:
    """The token of the words that governs the others."""
    first, last = frame.token_at(span[0]), frame.token_at(span[1] - 1)
    if first is None or last is None or first.doc is not last.doc:
        return None
    return first.doc[first.i : last.i + 1].root


def _own(people: Person, status: str) -> bool:
    """Whether the person is the incident's own: no officer, no suspect."""
    probe = PeopleCount(start=0, end=1, low=1, best=1, high=1, population=people.population)
    return people.population is None or is_own(probe, status)


def _larger(frame: Frame, topics: Topics, topic: int) -> bool:
    """Whether the incident has more people, so that the one is not all of them."""
    return any(
        (c.best or 0) > 1
        and not (c.statistic or c.population)
        and topics.of_count.get(i, 0) == topic
        and c.human >= _SURE
        for i, c in enumerate(frame.counts)
    )
