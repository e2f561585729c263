"""What is known of one incident of a report while it is read, and what an event tells of itself.

An event's scene is its own words only: its kind, exact days and towns, never the main incident's.
"""

import re

import msgspec

from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.layers import PeopleCount, Toponym
from caseweave.gazetteer import distance_km
from caseweave.lang import profile
from caseweave.model import day_bounds

Days = tuple[int, int]
# Roles of a place that tell where an event was; the others tell where people came from or went.
_AT = ("place", "transit_place")
FINE = frozenset({"site", "city"})
_LEVELS = FINE | {"admin2"}
_BEFORE = 12  # code points before a time in which the word that bounds it stands


class Topic(msgspec.Struct):
    """One incident: grows sentence by sentence. `days_of`: exact days by kind of event.

    `by_issue`: the only day known is that on which the report appeared.
    """

    key: int
    last_sentence: int
    set_apart: bool = False
    by_issue: bool = False
    counts: set[int] = msgspec.field(default_factory=set)
    nouns: set[str] = msgspec.field(default_factory=set)
    countries: set[str] = msgspec.field(default_factory=set)
    agents: set[str] = msgspec.field(default_factory=set)
    days: list[Days] = msgspec.field(default_factory=list)
    days_of: dict[str, list[Days]] = msgspec.field(default_factory=dict)
    towns: list[Toponym] = msgspec.field(default_factory=list)
    groups: set[int] = msgspec.field(default_factory=set)


class Topics(msgspec.Struct, frozen=True, kw_only=True):
    """The topic of each sentence, event and count; `count` topics; `main`: those reported as news.

    Topic 0 is the main one; a round-up has several. `labelled`: those that the report itself sets
    apart as cases, so that people alone make one, even without an event that is known.
    """

    of_sentence: tuple[int, ...]
    of_event: dict[int, int]
    of_count: dict[int, int]
    count: int
    main: frozenset[int] = frozenset({0})
    labelled: frozenset[int] = frozenset()


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """When, where and by whom one event was, as far as its own words tell."""

    days: tuple[Days, ...]
    towns: tuple[Toponym, ...]
    countries: frozenset[str]
    agents: frozenset[str]
    told: bool


def scene_of(frame: Frame, roles: Roles, index: int, sentence: Sentence) -> Scene:
    """The scene of an event; a town after its trigger counts where no role was found for it."""
    event = frame.events[index]
    times, places = roles.of_event(index)
    bounds = (day_bounds(frame.times[t].edtf) for t in times if not bounded(frame, t))
    happened = event.factuality == "happened"
    days = tuple(b for b in bounds if b is not None and not (happened and _ahead(frame, b)))
    at = [frame.places[p] for p, role in places if role in _AT]
    if not any(p.precision in FINE for p in at):
        at += _loose_towns(frame, roles, index, sentence)
    return Scene(
        days=days,
        towns=tuple(p for p in at if p.precision in _LEVELS and p.lat is not None),
        countries=frozenset(p.country for p in at if p.country),
        agents=frozenset(k for span in event.agents if (k := agent_key(frame, span))),
        told=bool(days or places or at or event.agents),
    )


def _ahead(frame: Frame, days: Days) -> bool:
    """Whether days lie after the report: "remanded to 25 March" tells of no day that was."""
    published = frame.report.published
    known = day_bounds(published.value) if published else None
    return known is not None and days[0] > known[1] + 1


def scenes_of(frame: Frame, roles: Roles, numbers: range) -> dict[int, Scene]:
    """The scene of each event; two events of one verb ("taken into custody") share theirs."""
    found: dict[int, Scene] = {}
    known: dict[int, Scene] = {}
    for sentence in (frame.sentences[n] for n in numbers):
        for event in sentence.events:
            scene = found[event] = scene_of(frame, roles, event, sentence)
            start = frame.events[event].start
            if scene.days or start not in known:
                known[start] = scene
    for event, scene in found.items():
        beside = known[frame.events[event].start]
        if beside.days and not scene.days and not scene.towns:
            found[event] = beside
    return found


def bounded(frame: Frame, time: int) -> bool:
    """Whether a time only begins or ends a stretch: "the ninth death since 2021"."""
    start = frame.times[time].start
    words = frame.report.text[max(0, start - _BEFORE) : start].lower().split()
    return (
        bool(words)
        and words[-1] in profile(frame.report.language or "en", "dated")["bounds"]["words"]
    )


def _loose_towns(frame: Frame, roles: Roles, index: int, sentence: Sentence) -> list[Toponym]:
    """The town that follows an event's trigger before the next event of its sentence."""
    event = frame.events[index]
    ends = [frame.events[e].start for e in sentence.events if frame.events[e].start > event.start]
    until = min(ends, default=sentence.end)
    for i in sentence.places:
        place = frame.places[i]
        if event.start < place.start < until and not place.demonym and place.precision in FINE:
            return [place] if roles.loose_places.get(i) in _AT else []
    return []


def agent_key(frame: Frame, span: tuple[int, int]) -> str:
    """An agent by its country where a place or demonym names one; else nothing."""
    for place in frame.places:
        if overlaps((place.start, place.end), span) and place.country:
            return place.country
    return ""


def learn_event(topic: Topic, frame: Frame, index: int, scene: Scene) -> None:
    """Add what an event tells to its topic."""
    event = frame.events[index]
    if event.factuality == "happened":
        topic.days.extend(scene.days)
        exact = [d for d in scene.days if is_exact(d)]
        topic.days_of.setdefault(event.kind, []).extend(exact)
    topic.towns.extend(scene.towns)
    topic.countries |= scene.countries
    topic.agents |= scene.agents


def learn_count(topic: Topic, frame: Frame, index: int) -> None:
    """Add the people of a count to their topic."""
    count = frame.counts[index]
    if count.individual and count.name:
        return  # a speaker or a minister is nobody of the incident's people
    if count.best is not None and count.population is None:
        topic.counts.add(count.best)
        if count.of is not None:
            topic.counts.add(count.of)
    if count.noun:
        topic.nouns.add(count.noun)
    group = frame.group_of.get(index)
    if group is not None:
        topic.groups.add(group)


def patients_of(frame: Frame, index: int) -> list[PeopleCount]:
    """The counts that undergo an event, groups before single persons."""
    found = [frame.counts[i] for i in frame.patients_of(frame.events[index])]
    return sorted(found, key=lambda c: c.individual and (c.best or 1) <= 1)


# Days that an exact date may span: a night, a weekend.
_EXACT = 2


def is_exact(days: Days) -> bool:
    """Whether an interval is a day, a night or a weekend."""
    return days[1] - days[0] <= _EXACT


def far(days: Days, known: list[Days], limit: float) -> bool:
    """Whether an interval lies further than `limit` days from each known one."""
    return all(days[0] - high > limit or low - days[1] > limit for low, high in known)


def km_apart(towns: tuple[Toponym, ...], known: list[Toponym]) -> float | None:
    """Kilometres between the nearest of two lists of towns; 0 where one lies in the other."""
    found = [_km(a, b) for a in towns for b in known]
    return min(found) if found else None


def _km(a: Toponym, b: Toponym) -> float:
    if b.name in {a.name, a.city} or b.city == a.name:
        return 0.0
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def goes_along(frame: Frame, index: int, other: int, scene: Scene) -> bool:
    """Whether an event without a day or town hangs on another: "broke up, killing twelve"."""
    event, before = frame.events[index], frame.events[other]
    token = frame.token_at(event.start)
    hangs = token is not None and token.dep_ in {"advcl", "acl"} and token.tag_ == "VBG"
    return hangs and before.start < event.start and not (scene.days or scene.towns)


def same_opening(scene: Scene, other: Scene) -> bool:
    """Whether an event has the other's days and no place of its own: one sentence tells both."""
    return bool(scene.days) and scene.days == other.days and not (scene.towns or scene.countries)


def after_colon(frame: Frame, index: int, sentence: Sentence) -> bool:
    """As in "the second in a week: on Monday 24 people ...": the rest tells of the other case."""
    return ":" in frame.words((sentence.start, frame.counts[index].start))


_WORD = re.compile(r"[^\W_]+")


def first_word(words: str) -> str:
    """The first word, in lower case; empty where there is none."""
    found = _WORD.search(words)
    return found.group().lower() if found else ""
