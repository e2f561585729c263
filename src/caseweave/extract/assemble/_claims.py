"""Drafts of claims from events: who, how many, when, where, by whom.

A count takes the status of the event that it undergoes; a count without an event tells the size of
the group. Evidence is the shortest span that carries the value.
"""

import re
from collections.abc import Iterator

import msgspec

from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._parts import collective, is_load, is_own, names_group, restated
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.factuality import factuality
from caseweave.extract.layers import EventFound, PeopleCount, Span, TimeExpression, Toponym
from caseweave.extract.people.lexicon import singulars
from caseweave.extract.syntax import verb_above
from caseweave.lang import profile
from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    CategoryValue,
    CountValue,
    DateValue,
    Factuality,
    NameKind,
    NameValue,
    PlaceValue,
    day_bounds,
)

_ACTS = {"detained", "returned", "handed_over", "kidnapped", "killed", "injured", "attack"}
_HOLDS = {"detained", "kidnapped"}
_VAGUE_DATES = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"}
_SURE = 0.5
_YEAR = re.compile(r"\d{4}(?=-)")


def event_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """One `event` claim an event that tells something of an incident's people."""
    for index, event in enumerate(frame.events):
        topic = topics.of_event.get(index)
        if topic is None or not tells(frame, event):
            continue
        yield Draft(
            topic=topic,
            attribute="event",
            value=CategoryValue(value=event.kind),
            span=event.clause,
            extractor="events",
            confidence=0.6 if event.nominal else 0.8,
            factuality=event.factuality,
        )


def tells(frame: Frame, event: EventFound) -> bool:
    """Whether an event is one of the incident's: not what usually happens to people like these."""
    if event.factuality != "hypothetical":
        return True
    return any(c.definite for c in patient_counts(frame, event))


def patient_counts(frame: Frame, event: EventFound) -> list[PeopleCount]:
    """The counts of people that undergo an event."""
    return [frame.counts[i] for i in frame.patients_of(event)]


def count_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """Head-counts: by event, by the noun's own status, by part, or of the group."""
    for index, count in enumerate(frame.counts):
        if count.human < _SURE:
            continue
        if count.statistic:
            yield _count_draft(frame, None, count, "statistic")
            continue
        told = restated(frame, index)
        topic = topics.of_count.get(told, 0)
        yield from _whole_drafts(frame, topics, index)
        attributes = _count_attributes(frame, told)
        for attribute, event in attributes:
            yield _count_draft(frame, topic, count, attribute, event)
        if count.group and f"people.{count.group}" in HEADCOUNT_ATTRIBUTES:
            yield _count_draft(frame, topic, count, f"people.{count.group}")
        elif (not attributes or is_load(count)) and names_group(frame, index):
            yield _count_draft(frame, topic, count, "people")


def _whole_drafts(frame: Frame, topics: Topics, index: int) -> Iterator[Draft]:
    """The whole of a part, by what befell it: seven detained in "four of the seven detained"."""
    count = frame.counts[index]
    for number, event in enumerate(frame.events):
        told = event.status in HEADCOUNT_ATTRIBUTES and tells(frame, event)
        if not told or event.status is None or not frame.is_whole(index, event):
            continue
        span = next(p for p in event.patients if count.start < p[0] and p[1] <= count.end)
        yield Draft(
            topic=topics.of_event.get(number, 0),
            attribute=event.status,
            value=CountValue(low=count.of, best=count.of, high=count.of, words=frame.words(span)),
            span=span,
            extractor="people",
            confidence=round(0.8 * count.human, 3),
            factuality=event.factuality,
        )


def _count_attributes(frame: Frame, index: int) -> list[tuple[str, EventFound | None]]:
    count = frame.counts[index]
    found: dict[str, EventFound | None] = {}
    for event in frame.events:
        if event.status is None or not tells(frame, event):
            continue
        if count.status == "dead" != event.status:
            continue  # bodies that are pulled from the sea are not rescued
        if index in frame.patients_of(event):
            attribute = event.status if event.status in HEADCOUNT_ATTRIBUTES else "people"
            kept = found.get(attribute)
            if kept is None or (kept.factuality != "happened" == event.factuality):
                found[attribute] = event
    if not found and not count.individual:
        hint = count.status or count.status_hint
        if hint in HEADCOUNT_ATTRIBUTES:
            found[hint] = None
    return list(found.items())


def _count_draft(
    frame: Frame,
    topic: int | None,
    count: PeopleCount,
    attribute: str,
    event: EventFound | None = None,
) -> Draft:
    population = None if is_own(count, attribute) else count.population
    some = count.group and not collective(count)
    if population is None and some and not attribute.startswith("people"):
        population = count.group
    low, high, qualifier = count.low, count.high, count.qualifier
    some = some and (count.individual or attribute.startswith("people"))
    some = some and _partial(frame, count)
    if qualifier == "exact" and (some or count.reference == "besides"):
        high, qualifier = None, "at_least"
    words = frame.words((count.start, count.end))
    if attribute == "statistic":
        words = frame.words(_sentence_of(frame, count.start))
    return Draft(
        topic=topic,
        attribute=attribute,
        value=CountValue(
            low=low,
            best=count.best,
            high=high,
            qualifier=qualifier,
            of=count.of if count.of is not None else _whole(frame, count),
            population=population,
            words=words,
        ),
        span=(count.start, count.end),
        extractor="people",
        confidence=round(0.9 * count.human, 3),
        factuality=_count_factuality(count, event),
    )


def _count_factuality(count: PeopleCount, event: EventFound | None) -> Factuality:
    """The event's; without one, "feared dead" and "could be freed" are possible only."""
    if count.corrected:
        return "did_not_happen"
    if event is not None:
        return event.factuality
    return "possible" if count.modal else "happened"


def _whole(frame: Frame, count: PeopleCount) -> int | None:
    """The size of the group that "the nine" are a part of, where the report tells it."""
    index = next(i for i, c in enumerate(frame.counts) if c is count)
    whole = frame.whole_of.get(index) or _of_the_rest(frame, index)
    larger = whole is not None and count.best is not None and whole > count.best
    return whole if larger and not count.group and not count.statistic else None


def _of_the_rest(frame: Frame, index: int) -> int | None:
    """The whole of "the other seven" after "nine of the 16": what is left of it is their number."""
    count = frame.counts[index]
    if count.reference != "other" or not count.definite or index == 0:
        return None
    first = frame.counts[index - 1]
    whole, told = first.of, (first.best or 0) + (count.best or 0)
    return whole if whole == told else None


def _partial(frame: Frame, count: PeopleCount) -> bool:
    """Whether some of a sort are told, not all: "two women fainted" of a group with more women.

    Parts of a sum ("eight women and three men") and definite ones ("both women") are all of theirs.
    """
    if (count.best or 0) == 0 or (count.definite and count.reference != "other"):
        return False
    return not any((count.start, count.end) in c.members for c in frame.counts)


def _sentence_of(frame: Frame, offset: int) -> Span:
    sentence = frame.sentences[frame.sentence_at(offset)]
    return sentence.start, sentence.end


def date_drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    """`date.EVENT` for dated events, `date` for the first core event of each topic."""
    dated: set[int] = set()
    for index, time in enumerate(frame.times):
        if time.type not in {"DATE", "TIME"} or time.value in _VAGUE_DATES:
            continue
        for event_index in roles.times.get(index, ()):
            event = frame.events[event_index]
            topic = topics.of_event.get(event_index)
            if topic is None or not tells(frame, event):
                continue
            yield from _date_pair(frame, topic, time, f"date.{event.kind}", event)
            core = event.factuality == "happened" and event.kind not in _MARGINAL
            if topic not in dated and core:
                dated.add(topic)
                yield from _date_pair(frame, topic, time, "date", event)
        if index in roles.said_times:
            topic = topics.of_sentence[frame.sentence_at(time.start)]
            yield from _date_pair(frame, topic, time, "date.statement", None)
        elif index not in roles.times and _worth_telling(frame, time):
            topic = topics.of_sentence[frame.sentence_at(time.start)]
            yield from _date_pair(frame, topic, time, "date.mentioned", None, confidence=0.3)
    yield from _fallback_dates(frame, roles, topics, dated)


def _worth_telling(frame: Frame, time: TimeExpression) -> bool:
    """A day, week or month in a sentence about the people; a bare year is mostly background."""
    fine = time.edtf is None or len(time.edtf) > len("2019")
    return fine and _speaks_of_people(frame, time.start)


def _speaks_of_people(frame: Frame, offset: int) -> bool:
    """Whether the sentence at `offset` tells of an incident or of its people."""
    number = frame.sentence_at(offset)
    sentence = frame.sentences[number]
    telling = any(tells(frame, frame.events[e]) for e in sentence.events)
    return telling or bool(frame.groups_in((sentence.start, sentence.end)))


# Moves before the event itself do not date the incident.
_MARGINAL = {"departed", "entered", "released", "resettled", "third_country"}


def _fallback_dates(frame: Frame, roles: Roles, topics: Topics, dated: set[int]) -> Iterator[Draft]:
    """A topic whose core events carry no date takes the first date told of it."""
    for number, sentence in enumerate(frame.sentences):
        topic = topics.of_sentence[number]
        told = [frame.events[e] for e in sentence.events if topics.of_event.get(e) == topic]
        if topic in dated or not any(e.factuality == "happened" and not e.nominal for e in told):
            continue
        for index in sentence.times:
            time = frame.times[index]
            usable = time.type in {"DATE", "TIME"} and time.value not in _VAGUE_DATES
            other = index in roles.said_times or index in roles.apart
            if usable and time.edtf and not other and topic not in dated:
                dated.add(topic)
                yield from _date_pair(frame, topic, time, "date", None, confidence=0.4)


def _date_pair(
    frame: Frame,
    topic: int,
    time: TimeExpression,
    attribute: str,
    event: EventFound | None,
    *,
    confidence: float = 0.8,
) -> Iterator[Draft]:
    words = frame.words((time.start, time.end))
    draft = Draft(
        topic=topic,
        attribute=attribute,
        value=DateValue(edtf=time.edtf, words=words),
        span=(time.start, time.end),
        extractor="dates",
        confidence=confidence if time.edtf else 0.3,
        factuality=event.factuality if event is not None else "happened",
    )
    yield draft
    for reading in time.alternatives[:1]:
        another_year = _YEAR.sub("", reading) == _YEAR.sub("", time.edtf or "?")
        if reading != time.edtf and not another_year and not _too_late(frame, draft, reading):
            value = DateValue(edtf=reading, words=words)
            yield msgspec.structs.replace(
                draft, value=value, confidence=0.3, alternative_of=f"{attribute}:{time.start}"
            )


def _too_late(frame: Frame, draft: Draft, reading: str) -> bool:
    """Whether a reading would put what happened after the report that tells it."""
    published = frame.report.published
    known = day_bounds(published.value) if published else None
    read = day_bounds(reading)
    late = known is not None and read is not None and read[0] > known[1]
    return late and draft.factuality == "happened"


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


def loose_place_drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    """Places of sentences that speak of an incident's people with a verb that is no event."""
    for index, role in sorted(roles.loose_places.items()):
        place = frame.places[index]
        sentence = frame.sentences[frame.sentence_at(place.start)]
        if not sentence.events and not frame.groups_in((sentence.start, sentence.end)):
            continue
        token = frame.token_at(place.start)
        yield Draft(
            topic=topics.of_sentence[frame.sentence_at(place.start)],
            attribute=role,
            value=place_value(place),
            span=(place.start, place.end),
            extractor="places",
            confidence=0.4,
            factuality=factuality(verb_above(token)) if token is not None else "happened",
        )


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


def actor_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """Who did it (`actor`), and who holds the people (`custodian`)."""
    for index, event in enumerate(frame.events):
        topic = topics.of_event.get(index)
        if topic is None or event.kind not in _ACTS or not tells(frame, event):
            continue
        for span in event.agents:
            kind = name_kind(frame, span)
            for attribute in ("actor", "custodian") if event.kind in _HOLDS else ("actor",):
                yield Draft(
                    topic=topic,
                    attribute=attribute,
                    value=NameValue(text=frame.words(span), kind=kind),
                    span=span,
                    extractor="events",
                    confidence=0.7,
                    factuality=event.factuality,
                )


def name_kind(frame: Frame, span: Span) -> NameKind:
    """What kind of actor a phrase names, from the recogniser and the demonyms inside."""
    token = frame.token_at(span[1] - 1)
    label = token.ent_type_ if token is not None else ""
    if label == "PERSON":
        return "person"
    in_state = any(overlaps((p.start, p.end), span) for p in frame.places)
    if label in {"GPE", "NORP"} or in_state or _acts_for_state(frame, span):
        return "government"
    return "organisation" if label == "ORG" else "group"


def _acts_for_state(frame: Frame, span: Span) -> bool:
    """Whether a phrase names police, soldiers or an office, of whatever state."""
    lists = profile(frame.report.language or "en", "actors")
    words = [w.lower().strip(",.'’") for w in frame.words(span).split()]
    named = any(form in lists["state"] for w in words for form in singulars(w))
    return named and not any(w in lists["not_state"] for w in words)
