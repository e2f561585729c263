"""Drafts of places: of events, by role, and of sentences that speak of an incident's people.

Evidence is the place's name; what the gazetteer does not know keeps its name alone.
"""

from collections.abc import Iterator

from caseweave.extract.assemble._claims import tells
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._headed import headings, turned_to
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._topic import first_word
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.factuality import factuality
from caseweave.extract.layers import Toponym
from caseweave.extract.syntax import verb_above
from caseweave.lang import profile
from caseweave.model import PlaceValue

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
                confidence=round(0.5 + 0.4 * min(1.0, max(0.0, place.score)), 3),
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
    for index, role in sorted(roles.loose_places.items()):
        number = frame.sentence_at(frame.places[index].start)
        fine = frame.places[index].precision not in _WIDE
        beside = fine and role == "place" and _leads_on(frame, number)
        if _speaks_of_people(frame, number) or _goes_on(frame, number) or beside:
            draft = _loose_draft(frame, topics, index, role)
            if draft.factuality != "did_not_happen":
                yield draft
    for index in sorted(roles.aside - set(roles.loose_places) - set(roles.places)):
        place = frame.places[index]
        fine = place.precision not in _WIDE
        if fine and _speaks_of_people(frame, frame.sentence_at(place.start)):
            yield _loose_draft(frame, topics, index, "place.mentioned")


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
        factuality=factuality(verb_above(token)) if token is not None else "happened",
    )


def _speaks_of_people(frame: Frame, number: int) -> bool:
    """Whether a sentence tells an event or names a group."""
    sentence = frame.sentences[number]
    return bool(sentence.events) or bool(frame.groups_in((sentence.start, sentence.end)))


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
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        precision=place.precision,
        city=place.city,
    )
