"""Whether an event that looks new is told of the main incident all the same, or the reverse.

A sum of named reasons beside `_otherness`, weighed in `lang/en/topics.toml`: the first paragraph
behind an update tells the title again; "the arrest" is the one told; a capture told after the
expulsion is its beginning; somebody named for the first time, on another day, is somebody else.
"""

from collections.abc import Iterator

from caseweave.extract.assemble._divided import Part
from caseweave.extract.assemble._frame import Frame, Sentence
from caseweave.extract.assemble._otherness import Otherness
from caseweave.extract.assemble._topic import (
    Days,
    Scene,
    Topic,
    far,
    is_exact,
    patients_of,
)
from caseweave.extract.layers import EventFound

_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
# So many words of a title, and this part of them, make a sentence that tells it again.
_SHARED, _SHARE = 3, 0.5
_MONTH = 31


class Retold:
    """Looks twice at the events of one part that are weighed against its main incident."""

    def __init__(self, frame: Frame, apart: Otherness, part: Part) -> None:
        self.frame = frame
        self.apart = apart
        self.weights = apart.weights
        titles = [frame.sentences[n] for n in sorted(part.titles)]
        self.title = frozenset(w for s in titles for w in self._content(s))

    def of(self, index: int, sentence: Sentence, scene: Scene, main: Topic) -> float:
        """What speaks for another incident (positive) or for the main one (negative)."""
        event = self.frame.events[index]
        dated = self._dated_apart(event, scene, main)
        if self._new_person(index, main, dated=dated):
            return self.weights["new_person"]
        if dated or self.apart.cued(index, sentence) or self.apart.named_other(index):
            return 0.0
        score = self.weights["title_again"] * self._retells(sentence)
        score += self.weights["known_event"] * self._known(event, main)
        score += self.weights["first_date"] * self._first_date(event, scene, main)
        return score + self.weights["new_phase"] * self._phase(event, scene, main)

    def _first_date(self, event: EventFound, scene: Scene, main: Topic) -> bool:
        """Whether an event like the main one, of which no day was told yet, has a day in the news.

        As in a report of people held whose second paragraph says when they were caught.
        """
        if not main.by_issue or any(main.days_of.values()) or event.kind not in main.days_of:
            return False
        issue = min(low for low, _ in main.days)
        return bool(scene.days) and all(0 <= issue - d[1] <= _MONTH for d in scene.days)

    def _dated_apart(self, event: EventFound, scene: Scene, main: Topic) -> bool:
        """Whether its days are none of the main incident's, or long before or after all of them."""
        known = main.days_of.get(event.kind, [])
        if not scene.days:
            return False
        ago = self.weights["distant_days"]
        if main.days and all(far(d, main.days, ago) for d in scene.days):
            return True
        if all(_within(d, main.days) for d in scene.days):
            return False  # "on 7 August" of those who died "last August"
        return bool(known) and all(far(d, known, 1) for d in scene.days)

    def _new_person(self, index: int, main: Topic, *, dated: bool) -> bool:
        """Whether one who is named for the first time undergoes what others did on another day."""
        event = self.frame.events[index]
        known = main.days_of.get(event.kind, [])
        if not dated or not known:
            return False
        limit = self.weights["near_days"]
        for count in patients_of(self.frame, index):
            if not count.individual or not count.name or count.population is not None:
                continue
            before = self.frame.report.text[: count.start]
            new = not any(word in before for word in count.name.split() if len(word) > 1)
            return new and all(far(d, known, limit) for d in self._days(index))
        return False

    def _days(self, index: int) -> tuple[tuple[int, int], ...]:
        number = self.frame.sentence_at(self.frame.events[index].start)
        return self.apart.days_in(self.frame.sentences[number])

    def _retells(self, sentence: Sentence) -> bool:
        """Whether a sentence holds most of what the titles say."""
        both = self.title & frozenset(self._content(sentence))
        return len(both) >= _SHARED and len(both) >= _SHARE * len(self.title)

    def _known(self, event: EventFound, main: Topic) -> bool:
        """Whether a noun names, as known, an event of a kind that was told ("the arrest")."""
        if not event.nominal or event.kind not in main.days_of:
            return False
        token = self.frame.token_at(event.start)
        words = [c.lower_ for c in token.lefts] if token is not None else []
        return any(w in self.apart.lists["known"] for w in words)

    def _phase(self, event: EventFound, scene: Scene, main: Topic) -> bool:
        """Whether one more step on people's way is told without a day, town or country."""
        bare = not (scene.days or scene.towns or scene.countries)
        steps = self.apart.lists["phases"]
        new = event.kind in steps and event.kind not in main.days_of
        return bare and new and any(kind in steps for kind in main.days_of)

    def _content(self, sentence: Sentence) -> Iterator[str]:
        passage = self.frame.parsed.passages[sentence.passage]
        for token in passage.doc:
            inside = sentence.start <= token.idx + passage.offset < sentence.end
            if inside and token.pos_ in _CONTENT and not token.is_stop:
                yield token.lemma_.lower()


def _within(days: Days, known: list[Days]) -> bool:
    """Whether days lie in a stretch, of a month at most, in which the main incident was."""
    stretches = [(low, high) for low, high in known if not is_exact((low, high))]
    return any(
        low <= days[0] and days[1] <= high and high - low <= _MONTH for low, high in stretches
    )
