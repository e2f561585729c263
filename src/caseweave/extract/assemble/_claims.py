"""Drafts of claims from events: what happened, and who did it.

An event that only tells what is usual gives none. Evidence is the clause, or the actor's name.
"""

from collections.abc import Iterator

from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import EventFound, PeopleCount, Span
from caseweave.extract.people.lexicon import singulars
from caseweave.lang import profile
from caseweave.model import CategoryValue, NameKind, NameValue

_ACTS = {"detained", "returned", "handed_over", "kidnapped", "killed", "injured", "attack"}
_HOLDS = {"detained", "kidnapped"}


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
