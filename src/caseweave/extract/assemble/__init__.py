"""Assembly: from what the layers found to the mentions and claims of one report.

A topic without any event of an incident type gives no mention, unless the report sets it apart as a
case and counts its people; every claim names the
mention that it belongs to, but for statistics.
"""

from collections.abc import Iterator

import msgspec

from caseweave.extract.assemble._alone import alone_drafts, told_alone
from caseweave.extract.assemble._claims import actor_drafts, event_drafts, tells
from caseweave.extract.assemble._counted import count_drafts, pronoun_drafts
from caseweave.extract.assemble._dated import date_drafts
from caseweave.extract.assemble._destroyed import destroyed_drafts
from caseweave.extract.assemble._draft import Draft, seal
from caseweave.extract.assemble._frame import Frame, sentences_of
from caseweave.extract.assemble._no_place import without_false_places
from caseweave.extract.assemble._placed import (
    headed_place_drafts,
    loose_place_drafts,
    place_drafts,
)
from caseweave.extract.assemble._responses import response_drafts
from caseweave.extract.assemble._roles import Roles, find_roles
from caseweave.extract.assemble._same_place import with_same_places
from caseweave.extract.assemble._scene import scene_date_drafts, scene_place_drafts
from caseweave.extract.assemble._side_by_side import joint_drafts
from caseweave.extract.assemble._since import dated_from_later
from caseweave.extract.assemble._statements import housed, statement_drafts
from caseweave.extract.assemble._topics import Topics, find_topics
from caseweave.extract.assemble._types import type_by_words, type_of
from caseweave.extract.assemble._unlisted import with_unlisted
from caseweave.extract.assemble._victims import victim_drafts
from caseweave.extract.layers import EventFound, PeopleCount
from caseweave.extract.verify import verify
from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    Claim,
    CountValue,
    Evidence,
    Extraction,
    Mention,
    MentionEvent,
    content_id,
)
from caseweave.schema import IncidentType

__all__ = ["Frame", "assemble", "sentences_of"]


def assemble(frame: Frame, types: tuple[IncidentType, ...], extractor: str = "") -> Extraction:
    """The mentions and verified claims of one report, sorted by id."""
    frame = without_false_places(dated_from_later(frame))
    frame = with_same_places(with_unlisted(frame))
    roles = find_roles(frame)
    topics = find_topics(frame, roles)
    drafts = list(_drafts(frame, roles, topics))
    mentions = _mentions(frame, roles, topics, types)
    mentions |= _counted_mentions(frame, topics, types, drafts, mentions)
    claims: dict[str, Claim] = {}
    for draft in (housed(frame, topics, d, frozenset(mentions)) for d in drafts):
        if draft.topic is None:
            claim = seal(frame, draft, None)
        elif draft.topic in mentions:
            claim = seal(frame, draft, mentions[draft.topic].id)
        else:
            continue
        kept = claims.get(claim.id)
        if kept is None or claim.confidence > kept.confidence:
            claims[claim.id] = claim
    verified, dropped = verify(frame.report, _with_alternatives(list(claims.values())))
    held = {c.mention for c in verified}
    return Extraction(
        report=frame.report.id,
        mentions=tuple(sorted((m for m in mentions.values() if m.id in held), key=lambda m: m.id)),
        claims=tuple(sorted(verified, key=lambda c: c.id)),
        dropped=dropped,
        extractor=extractor,
    )


def _drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    yield from event_drafts(frame, topics)
    yield from count_drafts(frame, topics)
    yield from destroyed_drafts(frame)
    yield from pronoun_drafts(frame, topics)
    yield from alone_drafts(frame, topics)
    yield from joint_drafts(frame, topics)
    yield from told_alone(frame, topics)
    yield from date_drafts(frame, roles, topics)
    yield from place_drafts(frame, roles, topics)
    yield from loose_place_drafts(frame, roles, topics)
    yield from headed_place_drafts(frame, topics)
    yield from scene_date_drafts(frame, roles, topics)
    yield from scene_place_drafts(frame, roles, topics)
    yield from actor_drafts(frame, topics)
    yield from victim_drafts(frame, topics)
    yield from response_drafts(frame, topics)
    yield from statement_drafts(frame, topics)


def _mentions(
    frame: Frame, roles: Roles, topics: Topics, types: tuple[IncidentType, ...]
) -> dict[int, Mention]:
    """One mention a topic that tells an event; topic 0, of title and lead, is main."""
    found: dict[int, Mention] = {}
    for key in range(topics.count):
        events = [i for i, t in sorted(topics.of_event.items()) if t == key]
        telling = [i for i in events if tells(frame, frame.events[i])]
        if not telling:
            continue
        kind = type_of(frame, topics, key, types) or _as_main(frame, topics, telling, types)
        if kind is None:
            continue
        anchor = frame.events[telling[0]]
        found[key] = Mention(
            id=content_id("mention", frame.report.id, anchor.start, anchor.kind),
            report=frame.report.id,
            role="main" if key in topics.main else "background",
            type=kind,
            events=tuple(_mention_event(frame, roles, i) for i in telling),
        )
    return found


def _as_main(
    frame: Frame, topics: Topics, telling: list[int], types: tuple[IncidentType, ...]
) -> str | None:
    """The report's own type for a case that tells little, else the one that knows its events."""
    usual = type_of(frame, topics, 0, types)
    events = [frame.events[i] for i in telling if frame.events[i].factuality == "happened"]
    fit = {t.name: max((t.events.get(e.kind, 0.0) for e in events), default=0.0) for t in types}
    if usual is not None and fit[usual]:
        return usual
    grouped = any(c.population is None and (c.best or 0) > 1 for e in events for c in _of(frame, e))
    best = max(sorted(fit), key=lambda name: fit[name], default=None)
    return best if grouped and best is not None and fit[best] else None


def _of(frame: Frame, event: EventFound) -> list[PeopleCount]:
    return [frame.counts[i] for i in frame.patients_of(event)]


def _counted_mentions(
    frame: Frame,
    topics: Topics,
    types: tuple[IncidentType, ...],
    drafts: list[Draft],
    found: dict[int, Mention],
) -> dict[int, Mention]:
    """One mention a case that the report sets apart and of which it tells people, but no event.

    So has the main incident where others are set apart from it.
    """
    usual = next((found[k].type for k in sorted(found)), None)
    more: dict[int, Mention] = {}
    cases = topics.labelled | (topics.main if topics.count > 1 else frozenset())
    for key in sorted(cases - set(found)):
        starts = [d.span[0] for d in drafts if d.topic == key and _tells_people(d)]
        starts += _groups(frame, topics, key)
        kind = type_by_words(frame, topics, key, types) or usual
        if not starts or kind is None:
            continue
        more[key] = Mention(
            id=content_id("mention", frame.report.id, min(starts), "people"),
            report=frame.report.id,
            role="main" if key in topics.main else "background",
            type=kind,
        )
    return more


def _groups(frame: Frame, topics: Topics, key: int) -> list[int]:
    """Where a case counts people, whatever became of them ("two of the sixteen have rung")."""
    told = [frame.counts[i] for i, topic in sorted(topics.of_count.items()) if topic == key]
    return [
        c.start
        for c in told
        if c.population is None and not (c.statistic or c.individual) and (c.best or 0) > 1
    ]


def _tells_people(draft: Draft) -> bool:
    """Whether a draft counts the people of an incident, more than one and no officers."""
    value = draft.value
    if not isinstance(value, CountValue) or draft.attribute not in HEADCOUNT_ATTRIBUTES:
        return False
    return value.population is None and (value.best or 0) > 1


def _mention_event(frame: Frame, roles: Roles, index: int) -> MentionEvent:
    event = frame.events[index]
    times, places = roles.of_event(index)
    dates = [frame.times[t].edtf for t in times if frame.times[t].edtf]
    names = [frame.places[p].name for p, _ in places]
    return MentionEvent(
        kind=event.kind,
        evidence=Evidence.at(frame.report.text, *event.clause),
        date=dates[0] if dates else None,
        place=names[0] if names else None,
    )


def _with_alternatives(claims: list[Claim]) -> list[Claim]:
    """Point an alternative reading to the claim of the first reading of the same words."""
    first = {f"{c.attribute}:{c.evidence.start}": c.id for c in claims if c.alternative_of is None}
    return [
        c
        if c.alternative_of is None
        else msgspec.structs.replace(c, alternative_of=first.get(c.alternative_of))
        for c in claims
    ]
