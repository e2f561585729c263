"""One part of a report read from top to bottom: which incident each sentence tells.

The part is about one incident (topic 0) until the words say otherwise: a new indefinite group, a
distant date, another day or town for the same kind of event, "another", "the 2013 case". Below the
threshold a sentence stays with the main line.
"""

from caseweave.extract.assemble._divided import Part, heading_of
from caseweave.extract.assemble._elsewhere import first_town
from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._lead import lead_of
from caseweave.extract.assemble._otherness import Otherness
from caseweave.extract.assemble._retold import Retold
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._roundup import is_silent, main_topics, newest
from caseweave.extract.assemble._sections import turns
from caseweave.extract.assemble._topic import (
    FINE,
    Topic,
    Topics,
    after_colon,
    far,
    first_word,
    goes_along,
    learn_count,
    learn_event,
    patients_of,
    same_opening,
    scenes_of,
)
from caseweave.extract.layers import Toponym
from caseweave.model import day_bounds

_REAL = frozenset({"happened", "did_not_happen"})
# Code points at the head of a sentence in which its subject stands.
_OPENING = 60
_MONTH = 31
# The topic of people of another case of which the report tells no event: it has no mention.
_OTHERS = -1


class Reader:
    """Reads a part from top to bottom, keeping the topics found so far."""

    def __init__(self, frame: Frame, roles: Roles, part: Part) -> None:
        self.frame = frame
        self.part = part
        self.silent = is_silent(frame, part)
        self.swap = 0
        self.apart = Otherness(frame)
        self.retold = Retold(frame, self.apart, part)
        self.scenes = scenes_of(frame, roles, part.numbers)
        self.topics = [Topic(0, 0)]
        self.of_event: dict[int, int] = {}
        self.of_count: dict[int, int] = {}
        self.announced = self.announced_days = False
        self.remembered = False
        self.turns = turns(frame)
        self.turned: dict[str, int] = {}
        self.others: list[int] = []
        self.lead, self.after_lead = lead_of(frame, part)
        self._seed_main()

    def _seed_main(self) -> None:
        """The main incident as title and lead tell it; an anniversary's day is not its own."""
        for number in sorted(self.lead):
            sentence = self.frame.sentences[number]
            for event in sentence.events:
                words = self.frame.words((sentence.start, self.frame.events[event].start))
                past = self.apart.after.search(words.lower()) is not None
                self.remembered |= past
                if not past:
                    learn_event(self.topics[0], self.frame, event, self.scenes[event])
            for count in sentence.counts:
                learn_count(self.topics[0], self.frame, count)
        for place in heading_of(self.frame, self.part) if self.part.numbers.start else []:
            self._learn_place(self.frame.places[place])
        published = self.frame.report.published
        bounds = day_bounds(published.value) if published else None
        if bounds and not self.topics[0].days and not self.remembered:
            self.topics[0].days.append(bounds)
            self.topics[0].by_issue = True
        lead = [self.frame.sentences[n] for n in sorted(self.lead)]
        named = (self.frame.places[p].country for s in lead for p in s.places)
        if self.topics[0].countries:
            self.topics[0].countries |= {c for c in named if c}
        if not self.topics[0].towns:
            self.topics[0].towns += first_town(self.frame, sorted(self.part.titles))

    def _learn_place(self, place: Toponym) -> None:
        if place.country:
            self.topics[0].countries.add(place.country)
        if place.precision in FINE and place.lat is not None:
            self.topics[0].towns.append(place)

    def read(self) -> Topics:
        of_sentence: list[int] = []
        current = 0
        for number in self.part.numbers:
            sentence = self.frame.sentences[number]
            if (
                number > self.part.numbers.start
                and sentence.passage != self.frame.sentences[number - 1].passage
            ):
                current = self._after_break(sentence, current)
            if sentence.passage in self.turns:
                current = self._in_turn(number, sentence)
            else:
                current = self._sentence(number, sentence, current)
            of_sentence.append(current)
        swap = self.swap = newest(self.frame, self.topics) if self.silent else 0
        order = {0: swap, swap: 0}
        return Topics(
            of_sentence=tuple(
                t if n in self.part.titles else order.get(t, t)
                for t, n in zip(of_sentence, self.part.numbers, strict=True)
            ),
            of_event={e: order.get(t, t) for e, t in self.of_event.items()},
            of_count={c: order.get(t, t) for c, t in self.of_count.items()},
            count=len(self.topics),
            main=frozenset({0})
            if swap
            else main_topics(self.frame, self.part, self.topics, self.of_event),
            labelled=frozenset({*self.turned.values(), *self.others}) - {swap},
        )

    def in_order(self) -> list[Topic]:
        """The topics by the numbers that `read` gave them."""
        found = list(self.topics)
        found[0], found[self.swap] = found[self.swap], found[0]
        return found

    def _after_break(self, sentence: Sentence, current: int) -> int:
        """At a new paragraph the main line resumes, unless the people spoken of go on."""
        if current == 0:
            return 0
        named = self._by_count(sentence)
        if named is not None:
            return named
        first = first_word(self.frame.words((sentence.start, sentence.end)))
        if current in self.turned.values() and first in self.apart.lists["deictic"]:
            return 0  # "It would be a mistake to ..." is the writer's own line again
        pointing = first in self.apart.lists["anaphors"] and not self._describes(sentence)
        return current if pointing and not sentence.counts else 0

    def _describes(self, sentence: Sentence) -> bool:
        """Whether the first word is told whom it means: "those who were freed"."""
        token = self.frame.token_at(sentence.start)
        return token is not None and any(c.dep_ in {"relcl", "acl", "prep"} for c in token.children)

    def _by_count(self, sentence: Sentence) -> int | None:
        """The topic whose people a definite number in the sentence names again."""
        for group in sorted(self._named_again(sentence)):
            for topic in reversed(self.topics[1:]):
                if group in topic.groups and group not in self.topics[0].groups:
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
            and first_word(self.frame.words((start, end))) in self.apart.lists["definite"]
        }

    def _sentence(self, number: int, sentence: Sentence, current: int) -> int:
        named = self._by_count(sentence)
        topic = named if named is not None else current
        lead = number in self.lead
        left = [] if lead else self._set_apart(number, sentence, topic)
        chosen: list[int] = []
        for index in sentence.events:
            if index in self.of_event or self._statistic(index):
                if index in self.of_event:
                    chosen.append(self.of_event[index])
                continue  # a total of many years is no event of this incident
            key = self._told_with(index, sentence, topic)
            if left and (
                not self.scenes[index].told
                or goes_along(self.frame, index, left[-1], self.scenes[index])
                or same_opening(self.scenes[index], self.scenes[left[-1]])
            ):
                key = self._beside(index, left)
            elif named is None and key == topic and not lead and self._definite_main(index):
                key = 0
            chosen.append(key)
            self._keep(index, key, number)
        result = chosen[0] if chosen else topic
        free = not (lead or left)
        result = self._place_counts(number, sentence, result, free=free)
        self.announced = self.apart.announces(sentence)
        self.announced_days = self.announced and bool(self.apart.days_in(sentence))
        return result

    def _place_counts(self, number: int, sentence: Sentence, result: int, *, free: bool) -> int:
        """Give each count its topic; the sentence's topic, which people of another case move."""
        others = free and self.apart.counts_others(
            sentence, self.topics[0], announced=self.announced
        )
        aside = [i for i in sentence.counts if others and self._untied(i, sentence)]
        apart = self._others(aside, sentence, number)
        if apart != _OTHERS and (
            all(self.of_event.get(e) == apart for e in sentence.events)
            or after_colon(self.frame, aside[0], sentence)
        ):
            result = apart
        for index in sentence.counts:
            if index in aside:
                self.of_count[index] = apart
                continue
            self.of_count[index] = self._count_topic(index, sentence, result)
            learn_count(self.topics[self.of_count[index]], self.frame, index)
        return result

    def _in_turn(self, number: int, sentence: Sentence) -> int:
        """All of a paragraph that turns to a case of its own is told of that case."""
        name = self.frame.words(self.turns[sentence.passage]).lower()
        if name not in self.turned and self._vacant() and not any(self.topics[0].days_of):
            self.turned[name] = 0  # nothing was told yet: the first case is the main one
        if name not in self.turned:
            self.turned[name] = len(self.topics)
            self.topics.append(Topic(len(self.topics), number))
        key = self.turned[name]
        for index in sentence.events:
            if index not in self.of_event and not self._statistic(index):
                self._keep(index, key, number)
        for index in sentence.counts:
            self.of_count[index] = key
            learn_count(self.topics[key], self.frame, index)
        return key

    def _others(self, counts: list[int], sentence: Sentence, number: int) -> int:
        """The topic of people of another case: one of its own where a day is given for them."""
        told = [self.frame.counts[i] for i in counts]
        people = any(
            c.population is None and not (c.statistic or c.individual) and (c.best or 0) > 1
            for c in told
        )
        dated = self.apart.days_in(sentence) or self.announced_days
        dated = dated or sentence.start in self.apart.disclaimed
        if not people or not (dated or self.apart.carries_others(sentence)):
            return _OTHERS
        other = self.apart.other_at(sentence)
        self.topics.append(Topic(len(self.topics), number, set_apart=True))
        self.others.append(len(self.topics) - 1)
        for event in sentence.events:
            start = self.frame.events[event].start
            after = start > self.frame.counts[counts[0]].start and not self.scenes[event].told
            if event in self.of_event and (after or (other is not None and start > other)):
                self.of_event[event] = self.others[-1]
        return self.others[-1]

    def _untied(self, index: int, sentence: Sentence) -> bool:
        """Whether nothing ties a count to the main incident: no event, figure or group of it.

        At another time an equal figure ties nothing.
        """
        count = self.frame.counts[index]
        if any(index in self.frame.patients_of(self.frame.events[e]) for e in sentence.events):
            return False
        if self.apart.set_beside(index, sentence):
            return True
        main, days = self.topics[0], self.apart.days_in(sentence)
        if count.definite or count.of is not None or self.apart.is_part(count):
            return False
        ago = self.apart.weights["distant_days"]
        if days and main.days and all(far(d, main.days, ago) for d in days):
            return True
        same = count.best in main.counts and not self.announced
        return not same and self.frame.group_of.get(index) not in main.groups

    def _keep(self, index: int, key: int, number: int) -> None:
        self.of_event[index] = key
        if key == 0 and self._vacant() and self.scenes[index].days:
            self.topics[0].days.clear()
            self.topics[0].by_issue = False
        if number not in self.lead:
            learn_event(self.topics[key], self.frame, index, self.scenes[index])
        self.topics[key].last_sentence = number

    def _set_apart(self, number: int, sentence: Sentence, topic: int) -> list[int]:
        """The events of a sentence that tell of another incident than the main one, placed."""
        left: list[int] = []
        for index in sentence.events:
            event = self.frame.events[index]
            if event.factuality not in _REAL or self._statistic(index):
                continue
            main, scene = self.topics[0], self.scenes[index]
            scene = self.apart.framed(index, sentence, scene, main, announced=self.announced)
            other = self.apart.of(index, sentence, scene, main)
            other += self.retold.of(index, sentence, scene, main)
            if self.announced and scene.told:
                other += self.apart.weights["cue_word"]
            if self._opens_block(number) and scene.told:
                other += self.apart.weights["block"]
            joined = self._told_with(index, sentence, topic)
            if number in self.after_lead and not self.silent:
                other -= self.apart.weights["in_lead"]
            cued = self.apart.cued(index, sentence) or self.apart.named_other(index)
            free = cued or self.announced or self.apart.distant(scene, main)
            if topic == 0 and not free and self._goes_on(number):
                outcome = event.kind in self.apart.lists["outcomes"]
                other += self.apart.weights["continues"] * (2 if outcome else 1)
            if self._vacant() and not cued:
                continue
            if other >= self.apart.threshold and joined in {topic, 0}:
                self.scenes[index] = scene
                key = self._other_topic(index, number, topic)
                self.topics[key].set_apart |= cued or self.announced
                self._keep(index, key, number)
                left.append(index)
        return left

    def _goes_on(self, number: int) -> bool:
        """Whether the sentence before, in the same paragraph, tells an event or counts people."""
        before = self.frame.sentences[number - 1] if number else None
        here = self.frame.sentences[number].passage
        same = before is not None and before.passage == here
        return before is not None and same and bool(before.events or before.counts)

    def _vacant(self) -> bool:
        """Whether nothing is known yet of the main incident but the day of the report."""
        main = self.topics[0]
        return main.by_issue and not (main.counts or main.towns)

    def _opens_block(self, number: int) -> bool:
        """Whether a sentence is the first of its paragraph that tells an event, in a round-up."""
        sentences = self.frame.sentences
        before = sentences[self.part.numbers.start : number]
        passage = sentences[number].passage
        return self.silent and not any(s.passage == passage and s.events for s in before)

    def _beside(self, index: int, left: list[int]) -> int:
        """An event without a scene goes with the one set apart before it, or opens its sentence."""
        event = self.frame.events[index]
        before = [e for e in left if self.frame.events[e].start < event.start]
        if before:
            return self.of_event[before[-1]]
        words = self.frame.words((event.clause[0], event.start))
        definite = first_word(words) in self.apart.lists["definite"]
        return 0 if definite or self.apart.after.search(words) else self.of_event[left[0]]

    def _statistic(self, index: int) -> bool:
        """Whether an event is that of a total, or itself what a total counts ("800 arrests")."""
        start = self.frame.events[index].start
        counted = any(c.statistic and c.start <= start < c.end for c in self.frame.counts)
        return counted or any(c.statistic for c in patients_of(self.frame, index))

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

    def _definite_main(self, index: int) -> bool:
        return any(
            c.definite and c.best in self.topics[0].counts for c in patients_of(self.frame, index)
        )

    def _other_topic(self, index: int, number: int, current: int) -> int:
        """The background topic that the event continues, or a new one."""
        event = self.frame.events[index]
        values = {c.best for c in patients_of(self.frame, index) if (c.best or 0) > 1}
        groups = {g for p in event.patients for g in self.frame.groups_in(p)}
        days = self.scenes[index].days
        for topic in reversed(self.topics[1:]):
            same_people = bool(values & topic.counts or groups & topic.groups)
            uncounted = not (values and topic.counts)
            near = number - topic.last_sentence <= 1 and uncounted and topic.key == current
            same_sentence = number == topic.last_sentence
            if same_people or near or same_sentence:
                limit = 1 if event.kind in topic.days_of else _MONTH
                known = topic.days_of.get(event.kind) or topic.days
                if days and known and all(far(d, known, limit) for d in days):
                    continue
                return topic.key
        self.topics.append(Topic(len(self.topics), number))
        return len(self.topics) - 1
