"""Drafts of places: of events, by role, and of sentences that speak of an incident's people.

Evidence is the place's name; what the gazetteer does not know keeps its name alone.
"""

from collections.abc import Iterator
from typing import Any

from caseweave.extract.assemble._claims import tells
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._headed import headings, turned_to
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._topic import first_word
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.events import has_role, is_human
from caseweave.extract.factuality import factuality
from caseweave.extract.layers import Toponym
from caseweave.extract.syntax import objects, subjects, verb_above
from caseweave.gazetteer import gazetteer
from caseweave.lang import profile
from caseweave.model import Factuality, PlaceValue

_WIDE = {"country", "region", "sea"}
_HEADED, _LOOSE, _ASIDE = 0.5, 0.4, 0.2


def place_drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    """Places of events, by role; the narrowest names come from the gazetteer."""
    for index, held in sorted(roles.places.items()):
        place = frame.places[index]
        seen: set[tuple[int, str]] = set()
        for event_index, role in held:
            event = frame.events[event_index]
            topic = topics.of_event.get(event_index)
            if topic is None or not tells(frame, event) or (topic, role) in seen:
                continue
            seen.add((topic, role))
            yield Draft(
                topic=topic,
                attribute=role,
                value=place_value(place),
                span=(place.start, place.end),
                extractor="places",
                confidence=round(0.5 + 0.4 * place.score, 3),
                factuality=event.factuality,
            )


def headed_place_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """Places of lines that only name where and when."""
    heads = [
        (index, topic)
        for number, topic in headings(frame, topics).items()
        for index in frame.sentences[number].places
    ]
    for index, topic in sorted({*heads, *turned_to(frame, topics)[1].items()}):
        place = frame.places[index]
        if not place.demonym:
            yield Draft(
                topic=topic,
                attribute="place",
                value=place_value(place),
                span=(place.start, place.end),
                extractor="places",
                confidence=_HEADED,
                factuality="happened",
            )


def loose_place_drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    """Places of sentences that speak of an incident's people with a verb that is no event."""
    told = {i for i, role in roles.loose_places.items() if _is_told(frame, roles, i, role)}
    for index in sorted(told):
        draft = _loose_draft(frame, topics, index, roles.loose_places[index])
        if draft.factuality != "did_not_happen":
            yield draft
    for index in sorted(roles.aside - told - set(roles.places)):
        place = frame.places[index]
        fine = place.precision not in _WIDE
        if fine and _speaks_of_people(frame, frame.sentence_at(place.start)):
            yield _loose_draft(frame, topics, index, "place.mentioned")


def _is_told(frame: Frame, roles: Roles, index: int, role: str) -> bool:
    """Whether a place that no event governs is one of the incident's people."""
    place = frame.places[index]
    if _of_travellers(frame, place):
        return True
    number = frame.sentence_at(place.start)
    if index in roles.aside:
        return False
    fine = place.precision not in _WIDE
    beside = fine and role == "place" and _leads_on(frame, number)
    titled = fine and frame.sentences[number].kind == "title"
    return _speaks_of_people(frame, number) or _goes_on(frame, number) or beside or titled


def _loose_draft(frame: Frame, topics: Topics, index: int, role: str) -> Draft:
    place = frame.places[index]
    token = frame.token_at(place.start)
    return Draft(
        topic=topics.of_sentence[frame.sentence_at(place.start)],
        attribute=role,
        value=place_value(place),
        span=(place.start, place.end),
        extractor="places",
        confidence=_ASIDE if role == "place.mentioned" else _LOOSE,
        factuality=_factuality(frame, token, place),
    )


def _factuality(frame: Frame, token: Any, place: Toponym) -> Factuality:
    """How sure the verb above a place is; who comes from there, comes from there in any case."""
    if token is None:
        return "happened"
    of_people = token.head.pos_ == "ADP" and is_human(token.head.head)
    verb = verb_above(token)
    sentence = frame.sentences[frame.sentence_at(place.start)]
    title = sentence.kind == "title"
    offset = frame.parsed.passages[sentence.passage].offset
    said = any(c[0] <= offset + verb.idx < c[1] for a in frame.said for c in a.cue)
    return "happened" if of_people or said else factuality(verb, title=title)


def _speaks_of_people(frame: Frame, number: int) -> bool:
    """Whether a sentence tells an event or names a group."""
    sentence = frame.sentences[number]
    return bool(sentence.events) or bool(frame.groups_in((sentence.start, sentence.end)))


def _of_travellers(frame: Frame, place: Toponym) -> bool:
    """Whether the verb above a place tells of "them" or of what carries them ("the bus went")."""
    token = frame.token_at(max(place.start, place.end - 1))
    verb = verb_above(token) if token is not None else None
    if verb is None or verb.pos_ not in {"VERB", "AUX"}:
        return False
    if verb.dep_ == "pcomp":
        verb = verb_above(verb.head)  # "were put down at what is called X"
    lists = profile(frame.report.language or "en", "roles")["travellers"]
    known = {*lists["pronouns"], *lists["carriers"]}
    return any(
        t.lower_ in known or t.lemma_.lower() in known or _person(t)
        for t in (*subjects(verb), *objects(verb))
    )


def _person(noun: Any) -> bool:
    """Whether a noun names somebody of the incident's people: no official, no one by full name."""
    return noun.pos_ == "NOUN" and is_human(noun) and not has_role(noun)


def _leads_on(frame: Frame, number: int) -> bool:
    """Whether a dated sentence is followed, in its paragraph, by one that tells of the people."""
    sentence = frame.sentences[number]
    if number + 1 >= len(frame.sentences) or not sentence.times:
        return False
    same = sentence.passage == frame.sentences[number + 1].passage
    return same and _speaks_of_people(frame, number + 1)


def _goes_on(frame: Frame, number: int) -> bool:
    """Whether a sentence opens with a word for those that the one before it speaks of."""
    if not number or not _speaks_of_people(frame, number - 1):
        return False
    sentence = frame.sentences[number]
    same = sentence.passage == frame.sentences[number - 1].passage
    anaphors = profile(frame.report.language or "en", "topics")["anaphors"]
    words = frame.words((sentence.start, sentence.end))
    return same and first_word(words) in {*anaphors, "all"}


def place_value(place: Toponym) -> PlaceValue:
    """The value of a resolved place name."""
    return PlaceValue(
        name=_unshouted(place),
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        precision=place.precision,
        city=place.city,
    )


def _unshouted(place: Toponym) -> str:
    """The name, of a dateline in capitals ("OSK, Norland") as the gazetteer writes it."""
    if not place.name.isupper() or place.geonameid is None:
        return place.name
    known = gazetteer().by_geonameid(place.geonameid)
    names = (place.city, known.name if known else None)
    return next((n for n in names if n and n.upper() == place.name), place.name)
