"""Which incident of a report each sentence, event and count belongs to.

A report is about one incident (topic 0) until the words say otherwise: a new indefinite group, a
distant date, another country or agent, "another", "the 2013 case". The reasons are weighed with the
numbers of `lang/en/topics.toml`; below the threshold a sentence stays with the main line.
"""

from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.layers import EventFound, PeopleCount
from caseweave.lang import profile
from caseweave.model import day_bounds

_LEAD_SENTENCES = 4
# Code points at the head of a sentence in which its subject stands.
_OPENING = 60
_WEEK = 7


class Topic(msgspec.Struct):
    """What is known of one incident while reading: grows sentence by sentence."""

    key: int
    counts: set[int]
    nouns: set[str]
    countries: set[str]
    agents: set[str]
    days: list[tuple[int, int]]
    last_sentence: int
    groups: set[int]


class Topics(msgspec.Struct, frozen=True, kw_only=True):
    """The topic of each sentence, event and count; `count` topics; 0 is the main one."""

    of_sentence: tuple[int, ...]
    of_event: dict[int, int]
    of_count: dict[int, int]
    count: int


@lru_cache(maxsize=4)
def _lists(language: str) -> dict[str, Any]:
    return profile(language, "topics")


def find_topics(frame: Frame, roles: Roles) -> Topics:
    """Split a report into its incidents."""
    reader = _Reader(frame, roles, _lists(frame.report.language or "en"))
    return reader.read()


class _Reader:
    """Reads a frame from top to bottom, keeping the topics found so far."""

    def __init__(self, frame: Frame, roles: Roles, lists: dict[str, Any]) -> None:
        self.frame = frame
        self.roles = roles
        self.lists = lists
        self.weights: dict[str, float] = lists["weights"]
        self.topics = [_new_topic(0, 0)]
        self.of_event: dict[int, int] = {}
        self.of_count: dict[int, int] = {}
        self._seed_main()

    def _seed_main(self) -> None:
        body = [s for s in self.frame.sentences if s.kind != "byline"]
        for sentence in body[:_LEAD_SENTENCES]:
            for event in sentence.events:
                self._learn(self.topics[0], event)
            for count in sentence.counts:
                self._learn_count(self.topics[0], count)
        published = self.frame.report.published
        bounds = day_bounds(published.value) if published else None
        if bounds and not self.topics[0].days:
            self.topics[0].days.append(bounds)

    def read(self) -> Topics:
        of_sentence: list[int] = []
        current = 0
        for number, sentence in enumerate(self.frame.sentences):
            if number and sentence.passage != self.frame.sentences[number - 1].passage:
                current = self._after_break(sentence, current)
            lead = sentence.kind == "title" or number < _LEAD_SENTENCES
            current = self._sentence(number, sentence, current, lead=lead)
            of_sentence.append(current)
        return Topics(
            of_sentence=tuple(of_sentence),
            of_event=self.of_event,
            of_count=self.of_count,
            count=len(self.topics),
        )

    def _after_break(self, sentence: Sentence, current: int) -> int:
        """At a new paragraph the main line resumes, unless the people spoken of go on."""
        if current == 0:
            return 0
        named = self._by_count(sentence)
        if named is not None:
            return named
        first = self.frame.words((sentence.start, sentence.end)).split()
        if first and first[0].lower() in self.lists["anaphors"] and not sentence.counts:
            return current
        return 0

    def _by_count(self, sentence: Sentence) -> int | None:
        """The topic whose people a definite number in the sentence names again."""
        for group in sorted(self._named_again(sentence)):
            for topic in reversed(self.topics[1:]):
                if group in topic.groups:
                    return topic.key
        for index in sentence.counts:
            count = self.frame.counts[index]
            for topic in reversed(self.topics):
                if count.definite and count.best in topic.counts and (count.best or 0) > 1:
                    return topic.key
        return None

    def _named_again(self, sentence: Sentence) -> set[int]:
        """The groups that a sentence opens with: "They ...", "The two men ..."."""
        opening = (sentence.start, min(sentence.end, sentence.start + _OPENING))
        return {
            group
            for start, end, group in self.frame.anaphors
            if overlaps((start, end), opening)
            and self.frame.words((start, end)).lower().split()[0] in self.lists["definite"]
        }

    def _sentence(self, number: int, sentence: Sentence, current: int, *, lead: bool) -> int:
        named = self._by_count(sentence)
        topic = named if named is not None else current
        chosen: list[int] = []
        for index in sentence.events:
            event = self.frame.events[index]
            if any(c.statistic for c in self._patient_counts(event)):
                continue  # a total of many years is no event of this incident
            key = self._told_with(index, sentence, topic)
            apart = [k for k in chosen if k != 0]
            key = apart[0] if apart else key
            joined = key != topic
            if not lead and not joined and event.factuality in {"happened", "did_not_happen"}:
                other = self._otherness(event, index, sentence)
                if other >= self.weights["threshold"]:
                    key = self._other_topic(event, index, number, topic)
                elif named is None and self._definite_main(event):
                    key = 0
            self.of_event[index] = key
            chosen.append(key)
            self._learn(self.topics[key], index)
            self.topics[key].last_sentence = number
        result = chosen[0] if chosen else topic
        for index in sentence.counts:
            self.of_count[index] = self._count_topic(index, sentence, result)
            self._learn_count(self.topics[self.of_count[index]], index)
        return result

    def _told_with(self, index: int, sentence: Sentence, default: int) -> int:
        """Events of one sentence that befall the same people belong together."""
        own = self.frame.events[index].patients
        for earlier in sentence.events:
            if earlier >= index:
                break
            theirs = self.frame.events[earlier].patients
            if earlier in self.of_event and any(overlaps(a, b) for a in own for b in theirs):
                return self.of_event[earlier]
        return default

    def _count_topic(self, index: int, sentence: Sentence, default: int) -> int:
        count = self.frame.counts[index]
        for event in sentence.events:
            spans = (*self.frame.events[event].patients, self.frame.events[event].clause)
            told = any(overlaps((count.start, count.end), p) for p in spans)
            if told and event in self.of_event:
                return self.of_event[event]
        return default

    def _definite_main(self, event: EventFound) -> bool:
        return any(
            c.definite and c.best in self.topics[0].counts for c in self._patient_counts(event)
        )

    def _patient_counts(self, event: EventFound) -> list[PeopleCount]:
        return [self.frame.counts[i] for i in self.frame.patients_of(event)]

    def _otherness(self, event: EventFound, index: int, sentence: Sentence) -> float:
        """How strongly the words set this event apart from the main incident."""
        main = self.topics[0]
        score = self._by_patients(event, main)
        times, places = self.roles.of_event(index)
        bounds = [day_bounds(self.frame.times[t].edtf) for t in times]
        days = [b for b in bounds if b is not None]
        named_other = event.status is None and self._named_other(event)
        by_days = self._by_days(days, main)
        score += max(by_days, 0.0) if named_other else by_days
        if named_other:
            score += self.weights["other_word"]
        countries = {self.frame.places[p].country for p, r in places if r == "place"} - {None}
        if countries and main.countries and not countries & main.countries:
            score += self.weights["other_country"]
        agents = {self._agent_key(a) for a in event.agents} - {""}
        known = main.agents or main.countries
        if agents and known and not agents & known:
            score += self.weights["other_agent"]
        words = self.frame.words((sentence.start, sentence.end)).lower()
        if any(cue in words for cue in self.lists["other_cues"]):
            score += self.weights["cue_word"]
        if not self._refers_back(event, sentence):
            score += self.weights["fresh"]
        if not (times or places or event.agents or self._named_other(event)):
            # "45 people were rescued": a part of the main group, not a scene of its own.
            score += self.weights["no_scene"]
        return score

    def _by_days(self, days: list[tuple[int, int]], main: Topic) -> float:
        """Far from every day of the main incident, or a day close to one of them."""
        if not days or not main.days:
            return 0.0
        if all(_far(d, main.days, self.weights["distant_days"]) for d in days):
            return self.weights["distant_date"]
        exact = [d for d in days if d[1] - d[0] <= _WEEK]
        near = any(not _far(d, main.days, self.weights["near_days"]) for d in exact)
        return self.weights["near_date"] if near else 0.0

    def _named_other(self, event: EventFound) -> bool:
        """Whether the words call the group, the boat or the attack another one."""
        others = self.lists["other_reference"]
        if any(c.reference in others for c in self._patient_counts(event)):
            return True
        if event.status is not None:
            return False
        named = " ".join(self.frame.words(s) for s in (*event.patients, event.clause)[:1]).lower()
        return any(w in named.split()[:3] for w in (*others, *self.lists["ordinal_others"]))

    def _refers_back(self, event: EventFound, sentence: Sentence) -> bool:
        """Whether the words before the trigger name the people of the main incident again."""
        before = (sentence.start, event.start)
        return bool(self.frame.groups_in(before) & self.topics[0].groups)

    def _by_patients(self, event: EventFound, main: Topic) -> float:
        score = 0.0
        for count in self._patient_counts(event):
            if count.reference in self.lists["other_reference"]:
                score += self.weights["other_word"]
            elif count.definite or count.of is not None:
                score += self.weights["definite"]
            elif count.best in main.counts and (not count.noun or count.noun in main.nouns):
                score += self.weights["same_count"]
            else:
                score += self.weights["new_indefinite"]
                if count.noun and main.nouns and count.noun not in main.nouns:
                    score += self.weights["conflicting_count"]
            break
        return score

    def _agent_key(self, span: tuple[int, int]) -> str:
        """An agent by its country where a place or demonym names one, else by its words."""
        for place in self.frame.places:
            if overlaps((place.start, place.end), span) and place.country:
                return place.country
        return ""

    def _other_topic(self, event: EventFound, index: int, number: int, current: int) -> int:
        """The background topic that the event continues, or a new one."""
        values = {c.best for c in self._patient_counts(event)}
        groups = {g for p in event.patients for g in self.frame.groups_in(p)}
        times, _ = self.roles.of_event(index)
        days = [b for b in (day_bounds(self.frame.times[t].edtf) for t in times) if b]
        for topic in reversed(self.topics[1:]):
            same_people = bool(values & topic.counts or groups & topic.groups)
            near = number - topic.last_sentence <= 1 and not values and topic.key == current
            if same_people or near:
                if days and topic.days and all(_far(d, topic.days, 31) for d in days):
                    continue
                return topic.key
        self.topics.append(_new_topic(len(self.topics), number))
        return len(self.topics) - 1

    def _learn(self, topic: Topic, index: int) -> None:
        event = self.frame.events[index]
        times, places = self.roles.of_event(index)
        for time in times:
            bounds = day_bounds(self.frame.times[time].edtf)
            if bounds and event.factuality == "happened":
                topic.days.append(bounds)
        topic.countries |= {
            c for p, r in places if r == "place" and (c := self.frame.places[p].country)
        }
        topic.agents |= {a for span in event.agents if (a := self._agent_key(span))}

    def _learn_count(self, topic: Topic, index: int) -> None:
        count = self.frame.counts[index]
        if count.individual and count.name:
            return  # a speaker or a minister is nobody of the incident's people
        if count.best is not None and count.population is None:
            topic.counts.add(count.best)
            if count.of is not None:
                topic.counts.add(count.of)
        if count.noun:
            topic.nouns.add(count.noun)
        group = self.frame.group_of.get(index)
        if group is not None:
            topic.groups.add(group)


def _new_topic(key: int, sentence: int) -> Topic:
    return Topic(key, set(), set(), set(), set(), [], sentence, set())


def _far(days: tuple[int, int], known: list[tuple[int, int]], limit: float) -> bool:
    """Whether an interval of days lies further than `limit` days from each known one."""
    return all(days[0] - high > limit or low - days[1] > limit for low, high in known)
