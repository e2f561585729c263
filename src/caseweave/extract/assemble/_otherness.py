"""How strongly the words of an event set it apart from the main incident of its report.

A sum of named reasons, weighed with `lang/en/topics.toml`; what the words leave out says nothing.
"""

import re
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.assemble._disclaimed import disclaimed
from caseweave.extract.assemble._elsewhere import elsewhere
from caseweave.extract.assemble._frame import Frame, Sentence
from caseweave.extract.assemble._framing import Framing
from caseweave.extract.assemble._same_people import (
    by_pronoun,
    continues,
    near_number,
    other_noun,
    said_in,
    same_number,
    ties,
)
from caseweave.extract.assemble._topic import (
    Scene,
    Topic,
    bounded,
    far,
    first_word,
    is_exact,
    km_apart,
    patients_of,
)
from caseweave.extract.layers import PeopleCount
from caseweave.lang import profile
from caseweave.model import day_bounds


@lru_cache(maxsize=4)
def lists(language: str) -> dict[str, Any]:
    """The words and weights that set incidents apart."""
    return profile(language, "topics")


class Otherness:
    """Weighs events of one report against its main incident."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.lists = lists(frame.report.language or "en")
        self.weights: dict[str, float] = self.lists["weights"]
        self.cues = [c.lower() for c in self.lists["other_cues"]]
        self.after = re.compile(self.lists["after_cue"])
        self.thing = re.compile(self.lists["other_thing"])
        self.dated = re.compile(self.lists["dated_case"])
        self.series = re.compile(self.lists["announced_series"])
        self.carried = re.compile(self.lists["carried_others"])
        self.case = re.compile(self.lists["other_case"])
        self.introduced = re.compile(self.lists["introduced"])
        self.distinct = re.compile(self.lists["distinct"])
        self.partitive = re.compile(self.lists["partitive"])
        self.ties = ties(frame.report.language or "en")
        self.disclaimed = disclaimed(frame)
        self.framing = Framing(frame)

    @property
    def threshold(self) -> float:
        """From here an event is of another incident."""
        return self.weights["threshold"]

    def framed(
        self, index: int, sentence: Sentence, scene: Scene, main: Topic, *, announced: bool
    ) -> Scene:
        """The scene of an event with the day and place that open its sentence.

        `announced`: another case was said to follow, so any day of the sentence is its own.
        """
        event = self.frame.events[index]
        scene = self.framing.lent(event, sentence, scene, main, self.weights["distant_days"])
        days = self.days_in(sentence) if announced and not scene.days else ()
        return msgspec.structs.replace(scene, days=days, told=True) if days else scene

    def of(self, index: int, sentence: Sentence, scene: Scene, main: Topic) -> float:
        """The sum of what sets the event apart (positive) or ties it to `main` (negative)."""
        cued = self._told_apart(sentence) or self._dated_case(sentence, main)
        follows = self.follows(index, sentence)
        if cued and not scene.days:
            scene = msgspec.structs.replace(scene, days=self.days_in(sentence))
        named = self.named_other(index)
        moved = self._moved(sentence, scene, main)
        vessel = self._new_vessel(index, main)
        redated = self._redated(index, scene, main)
        redated = redated or self._opened(index, sentence, main, vessel=vessel)
        distinct = self._distinct(index, sentence)
        told = cued or follows or distinct
        redated *= told or not self._remain(index)
        placed = bool(moved or scene.days or scene.towns or scene.countries)
        placed = placed or bool(self.days_in(sentence)) or not said_in(self.frame, sentence)
        opens = bool(self.framing.of(sentence).days) and self.distant(scene, main)
        apart = bool(redated) or told or opens
        away = bool(moved and self.framing.of(sentence).towns)
        score = self._by_patients(index, main, apart=apart or away, placed=placed, away=away)
        score = max(score, 0.0) if follows or distinct else score
        score += self.weights["distinct"] * distinct
        words = self.frame.words((sentence.start, sentence.end)).lower()
        score += self.weights["other_case"] * (self.case.search(words) is not None)
        score += self.weights["cue_word"] * cued + self.weights["other_word"] * named
        score += self.weights["follows"] * follows
        score += self.weights["unlike_day"] * self._unlike_day(index, scene, main)
        score += moved + redated + self.weights["new_vessel"] * vessel
        abroad = bool(scene.countries and main.countries and not scene.countries & main.countries)
        score += self.weights["other_country"] * abroad
        free = bool(named or told or redated or moved or abroad or vessel)
        score += self._by_days(scene, main, free=free)
        known = main.agents or main.countries
        if scene.agents and known and not scene.agents & known:
            score += self.weights["other_agent"]
        if not self._refers_back(index, sentence, main):
            score += self.weights["fresh"]
        if not (scene.told or named or told):
            # "45 people were rescued": a part of the main group, not a scene of its own.
            score += self.weights["no_scene"]
        return score

    def distant(self, scene: Scene, main: Topic) -> bool:
        """Whether all days of a scene lie far from every day of the main incident."""
        limit = self.weights["distant_days"]
        return bool(scene.days and main.days) and all(far(d, main.days, limit) for d in scene.days)

    def _opened(self, index: int, sentence: Sentence, main: Topic, *, vessel: bool) -> float:
        """What a day that opens the sentence says of an event like the main one, without a day.

        The news may tell the day of its own event late; not so of a boat that is new.
        """
        kind = self.frame.events[index].kind
        if kind not in main.days_of or main.days_of[kind] or kind in self.lists["outcomes"]:
            return 0.0
        sure = vessel or not main.by_issue
        return self.weights["opened"] * (sure and self.framing.dated(sentence, main))

    def _remain(self, index: int) -> bool:
        """Whether the people of an event were there before ("nine people remain in custody")."""
        event = self.frame.events[index]
        counted = patients_of(self.frame, index)[:1]
        return any(continues(self.frame, c, event, self.ties) for c in counted)

    def cued(self, index: int, sentence: Sentence) -> bool:
        """Whether words around the event announce another case, or say that it follows one."""
        told = self._told_apart(sentence) or self._distinct(index, sentence)
        return told or self.follows(index, sentence)

    def _distinct(self, index: int, sentence: Sentence) -> bool:
        """Whether the words before the event say that it is another one ("nothing to do with")."""
        event = self.frame.events[index]
        people = [p[0] for p in event.patients[:1] if p[0] < sentence.end]
        before = self.frame.words((sentence.start, max([event.start, *people]))).lower()
        return self.distinct.search(before) is not None

    def _told_apart(self, sentence: Sentence) -> bool:
        if sentence.start in self.disclaimed:
            return True
        words = self.frame.words((sentence.start, sentence.end)).lower()
        if any(cue in words for cue in self.cues) or self.thing.search(words) is not None:
            return True
        new = self.introduced.search(words)
        return new is not None and self._newly_placed(sentence, sentence.start + new.start())

    def _dated_case(self, sentence: Sentence, main: Topic) -> bool:
        """Whether the words name a case by its month or year ("in the August case"), not ours."""
        words = self.frame.words((sentence.start, sentence.end)).lower()
        days = self.days_in(sentence) if self.dated.search(words) else ()
        limit = self.weights["near_days"]
        return bool(days and main.days) and all(far(d, main.days, limit) for d in days)

    def announces(self, sentence: Sentence) -> bool:
        """Whether the sentence says that there was another case, which the next one may tell."""
        words = self.frame.words((sentence.start, sentence.end)).lower()
        named = any(cue in words for cue in self.lists["announcing"])
        named = named or self.distinct.search(words) is not None
        return named or self.series.search(words) is not None

    def days_in(self, sentence: Sentence) -> tuple[tuple[int, int], ...]:
        """The days that the sentence names."""
        bounds = (day_bounds(e) for t in sentence.times if (e := self.frame.times[t].edtf))
        return tuple(b for b in bounds if b is not None)

    def counts_others(self, sentence: Sentence, main: Topic, *, announced: bool) -> bool:
        """Whether a sentence without an event counts the people of another case.

        As in "In an earlier one, two guards were cleared of beating nine men in March".
        """
        if announced or self.series.search(
            self.frame.words((sentence.start, sentence.end)).lower()
        ):
            return True
        if self.carries_others(sentence) or sentence.start in self.disclaimed:
            return True
        days = self.days_in(sentence)
        if days and self._names_other(sentence):
            return True
        limit = self.weights["near_days"]
        distant = bool(days and main.days) and all(far(d, main.days, limit) for d in days)
        if elsewhere(self.frame, sentence, main, days, self.weights["other_town_km"]):
            return True
        abroad = self.framing.of(sentence).countries
        if abroad and main.countries and not abroad & main.countries and not sentence.events:
            return True
        return distant and (self._told_apart(sentence) or self._of_past(sentence, main, days))

    def _names_other(self, sentence: Sentence) -> bool:
        """Whether the words name another thing ("another raft was found with 29 men on board")."""
        words = self.frame.words((sentence.start, sentence.end)).lower()
        return self.thing.search(words) is not None or self.distinct.search(words) is not None

    def beside_at(self, sentence: Sentence) -> int | None:
        """Where in a sentence what is told of another case begins, by its own words; else None."""
        found = self.distinct.search(self.frame.words((sentence.start, sentence.end)).lower())
        return sentence.start + found.end() if found is not None else None

    def set_beside(self, index: int, sentence: Sentence) -> bool:
        """Whether a count stands behind words that set it beside the case ("confuse with the")."""
        start = self.frame.counts[index].start
        before = self.frame.words((sentence.start, start)).lower()
        return sentence.start in self.disclaimed or self.distinct.search(before) is not None

    def carries_others(self, sentence: Sentence) -> bool:
        """Whether another boat or group is told of with its people: "a second boat, with 42"."""
        words = self.frame.words((sentence.start, sentence.end)).lower()
        return self.carried.search(words) is not None

    def other_at(self, sentence: Sentence) -> int | None:
        """Where a sentence begins to tell of another thing ("the fate of another boat, which")."""
        words = self.frame.words((sentence.start, sentence.end)).lower()
        found = self.carried.search(words) or self.thing.search(words)
        return sentence.start + found.start() if found is not None else None

    def _of_past(self, sentence: Sentence, main: Topic, days: tuple[tuple[int, int], ...]) -> bool:
        """Whether people nobody has spoken of are told of a time past ("In 2019 seven ...")."""
        span = (sentence.start, sentence.end)
        first = first_word(self.frame.words(span))
        tied = first in self.lists["definite"] or self.frame.groups_in(span) & main.groups
        stretch = any(bounded(self.frame, t) for t in sentence.times)
        ago = self.weights["distant_days"]
        past = all(far(d, main.days, ago) for d in days)
        return bool(main.counts) and past and not (tied or stretch)

    def _new_vessel(self, index: int, main: Topic) -> bool:
        """Whether a boat is told as a new one where the wreck of the main one was told already."""
        event = self.frame.events[index]
        if event.kind not in main.days_of or event.nominal or event.kind != "shipwreck":
            return False
        known = self.lists["indefinite"]
        return any(first_word(self.frame.words(p)) in known for p in event.patients[:1])

    def follows(self, index: int, sentence: Sentence) -> bool:
        """Whether the event is what another one came after ("came two days after a boat sank").

        Not where it is named as known ("two days after the arrest"), or nothing came before it.
        """
        event = self.frame.events[index]
        before = self.frame.words((sentence.start, event.start)).lower()
        cues = list(self.after.finditer(before))
        if not cues:
            return False
        cue = cues[-1]
        deictic = first_word(before) in self.lists["deictic"]
        if first_word(before[cue.end() :]) in self.lists["definite"]:
            return deictic and self._newly_placed(sentence, event.start)
        at = sentence.start + cue.start()
        told = any(self.frame.events[e].start < at for e in sentence.events)
        return told or deictic

    def _newly_placed(self, sentence: Sentence, start: int) -> bool:
        """Whether a place told behind an offset of a sentence is named for the first time."""
        known = self.frame.report.text[: sentence.start].lower()
        places = [self.frame.places[p] for p in sentence.places]
        return any(
            p.start >= start and not p.demonym and p.name.lower() not in known for p in places
        )

    def named_other(self, index: int) -> bool:
        """Whether the words call the boat or the attack another one ("the second wreck")."""
        event = self.frame.events[index]
        others = self.lists["other_reference"]
        counted = patients_of(self.frame, index)
        if event.status is not None:
            # "seventeen others were expelled": a number that only the words around it count.
            bare = " ".join(self.frame.words(p) for p in event.patients[:1]).lower()
            another = bare in self.lists["bare_others"] or self.thing.match(bare) is not None
            return not counted and another
        if any(c.reference in others for c in counted):
            return True
        spans = (*event.patients, event.clause)
        named = " ".join(self.frame.words(s) for s in spans[:1]).lower()
        return any(w in named.split()[:3] for w in (*others, *self.lists["ordinal_others"]))

    def _by_patients(
        self, index: int, main: Topic, *, apart: bool, placed: bool, away: bool
    ) -> float:
        """What the people of the event say.

        `apart`: its scene is another one already; `placed`: it has a day or place of its own;
        `away`: another town opens its sentence, so that no chain of numbers ties new people.
        """
        counted = patients_of(self.frame, index)
        if not counted:
            return self.weights["definite"] if by_pronoun(self.frame, index) else 0.0
        count = counted[0]
        if self._of_main(count, main) and not away:
            return self.weights["definite"]
        if count.population is not None:
            return 0.0  # suspects, officers and rescuers are no second group
        if count.reference in self.lists["other_reference"]:
            return 0.0 if count.definite else self.weights["other_people"]
        if count.definite or count.of is not None or self.is_part(count):
            return self.weights["definite"]
        if not apart and continues(self.frame, count, self.frame.events[index], self.ties):
            return self.weights["definite"]
        return self._by_number(count, main, apart=apart, placed=placed)

    def _by_number(self, count: PeopleCount, main: Topic, *, apart: bool, placed: bool) -> float:
        """What an indefinite group says that nothing but its number may tie to the main one."""
        if not main.counts and not apart:
            return 0.0  # the first people that the report counts
        if not apart and same_number(count, main, self.ties):
            return self.weights["same_count"]
        if not (apart or placed) and near_number(count, main, self.ties):
            return self.weights["near_count"]
        clash = other_noun(count, main, self.ties, placed=placed)
        return self.weights["new_indefinite"] + clash * self.weights["conflicting_count"]

    def is_part(self, count: PeopleCount) -> bool:
        """Whether a number is a part of people told before: "eight of the passengers"."""
        words = self.frame.words((count.start, count.end)).lower()
        return count.reference == "included" or self.partitive.search(words) is not None

    def _of_main(self, count: PeopleCount, main: Topic) -> bool:
        """Whether the words tie a group of another number to the main one ("14", "10 of them").

        A group of the same number may be tied to it by the number alone: that says nothing here.
        """
        groups = self.frame.groups_in((count.start, count.end))
        return bool(groups & main.groups) and count.best not in main.counts

    def _by_days(self, scene: Scene, main: Topic, *, free: bool) -> float:
        """Far from every day of the main incident, or close to one (`free`: that ties nothing)."""
        if not scene.days or not main.days:
            return 0.0
        if self.distant(scene, main):
            return self.weights["distant_date"]
        if free:
            return 0.0
        exact = [d for d in scene.days if d[1] - d[0] <= _WEEK]
        near = any(not far(d, main.days, self.weights["near_days"]) for d in exact)
        return self.weights["near_date"] if near else 0.0

    def _redated(self, index: int, scene: Scene, main: Topic) -> float:
        """An event of the main one's kind, on another exact day. Deaths go on for days."""
        kind = self.frame.events[index].kind
        known = main.days_of.get(kind, [])
        exact = [d for d in scene.days if is_exact(d)]
        if not known or not exact or kind in self.lists["outcomes"]:
            return 0.0
        if any(not far(d, known, 1) for d in exact):
            return 0.0
        long = all(far(d, known, self.weights["near_days"]) for d in exact)
        return self.weights["other_day"] + 0.5 * long

    def _unlike_day(self, index: int, scene: Scene, main: Topic) -> bool:
        """Another group, told without tying it to the main one, on a day of its own."""
        group = patients_of(self.frame, index)[:1]
        if not group or group[0].definite or group[0].of is not None or group[0].population:
            return False
        if main.by_issue and not any(main.days_of.values()):
            return False  # the news tells what happened days ago
        days = [d for d in scene.days if d[1] - d[0] <= _MONTH]
        known = main.days_of.get(self.frame.events[index].kind) or main.days
        return bool(days and known) and all(far(d, known, 1) for d in days)

    def _moved(self, sentence: Sentence, scene: Scene, main: Topic) -> float:
        """The event was in another town. A hospital elsewhere is no other incident."""
        km = km_apart(scene.towns, main.towns)
        if km is None or km < self.weights["other_town_km"]:
            return 0.0
        words = self.frame.words((sentence.start, sentence.end)).lower().split()
        if any(w.strip(".,;:") in self.lists["aftermath"] for w in words):
            return 0.0
        return self.weights["other_town"]

    def _refers_back(self, index: int, sentence: Sentence, main: Topic) -> bool:
        """Whether the words before the trigger name the people of the main incident again."""
        event = self.frame.events[index]
        groups = self.frame.groups_in((sentence.start, event.start))
        return bool(groups & main.groups)


_WEEK, _MONTH = 7, 31
