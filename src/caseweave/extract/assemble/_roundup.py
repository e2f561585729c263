"""What is news in a part of a report: its main incident, or in a round-up several of them.

Invariant: a part whose title tells an event or counts people has one main incident.
"""

from collections import Counter

from caseweave.extract.assemble._divided import Part
from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._topic import Topic, far
from caseweave.model import day_bounds

_MONTH = 31
# Topics further apart than this are no round-up of one period.
_PERIOD = 60
# A round-up tells so many incidents, and none of them in more than half of its sentences.
_BLOCKS = 3


def is_silent(frame: Frame, part: Part) -> bool:
    """Whether no title tells an event or counts people: a round-up, or a background first."""
    titles = [frame.sentences[n] for n in part.titles]
    return not any(s.events or s.counts for s in titles)


def newest(frame: Frame, topics: list[Topic]) -> int:
    """The topic that is news where the one told first is long past; else 0."""
    published = frame.report.published
    day = day_bounds(published.value) if published else None
    first = topics[0].days
    if day is None or not first or any(not far(d, [day], _MONTH) for d in first):
        return 0
    news = [t.key for t in topics[1:] if any(not far(d, [day], _MONTH) for d in t.days)]
    return news[0] if news else 0


def main_topics(
    frame: Frame, part: Part, topics: list[Topic], of_event: dict[int, int]
) -> frozenset[int]:
    """Topic 0, or in a round-up all that open a paragraph without being set beside another."""
    if not is_silent(frame, part):
        return frozenset({0})
    sentences = [frame.sentences[n] for n in part.numbers]
    opening: dict[int, int] = {}
    for sentence in sentences:
        told = [of_event[e] for e in sentence.events if e in of_event]
        if told and sentence.passage not in opening.values():
            opening.setdefault(told[0], sentence.passage)
    found = {0} | {
        k for k in opening if not topics[k].set_apart and _one_period(topics[k], topics[0])
    }
    telling = [s for s in sentences if s.events and s.events[0] in of_event]
    shares = Counter(of_event[s.events[0]] for s in telling)
    even = max(shares.values(), default=0) * 2 <= sum(shares.values())
    return frozenset(found) if even and len(found) >= _BLOCKS else frozenset({0})


def _one_period(topic: Topic, main: Topic) -> bool:
    return (
        not topic.days or not main.days or any(not far(d, main.days, _PERIOD) for d in topic.days)
    )
