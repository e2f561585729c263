"""People told side by side whom one event befalls: "the driver and two passengers were shot".

The number of all of them stands in no word of its own; the evidence is the whole enumeration.
Invariant: each part is one person or an exact figure of the incident's own people, and one at
least is a single person; figures told side by side are summed in `people`.
"""

from collections.abc import Iterator
from itertools import pairwise

from caseweave.extract.assemble._alone import one_person
from caseweave.extract.assemble._claims import tells
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._parts import is_own
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import EventFound, PeopleCount, Span
from caseweave.extract.people.lexicon import lexicon
from caseweave.model import HEADCOUNT_ATTRIBUTES, CountValue

_CONFIDENCE = 0.6
_SURE = 0.5
# Code points between two people that are told side by side, their ages and callings among them.
_APART = 60
_EXACT = {"exact", "about"}


def joint_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """A head-count of all whom an event befalls, where its words tell them one by one."""
    for number, event in enumerate(frame.events):
        told = event.status in HEADCOUNT_ATTRIBUTES and tells(frame, event)
        if len(event.patients) < 2 or event.status is None or not told:
            continue
        spans = sorted(event.patients)
        parts = [_part(frame, event, span) for span in spans]
        singles = sum(best == 1 for best, _ in parts)
        if not singles or not all(best for best, _ in parts) or not _enumerated(frame, spans):
            continue
        best = sum(n for n, _ in parts)
        place = spans[0][0], spans[-1][1]
        yield Draft(
            topic=topics.of_event.get(number, 0),
            attribute=event.status,
            value=CountValue(
                low=best,
                best=best,
                high=best,
                qualifier="about" if any(about for _, about in parts) else "exact",
                words=frame.words(place),
            ),
            span=place,
            extractor="people",
            confidence=_CONFIDENCE,
            factuality=event.factuality,
        )


def _part(frame: Frame, event: EventFound, span: Span) -> tuple[int, bool]:
    """How many the words of one patient tell, and whether only about so many; none: 0."""
    counts = [c for c in frame.counts if overlaps(span, (c.start, c.end)) and c.human >= _SURE]
    if not counts:
        person = one_person(frame, span)
        return int(person is not None and person.population is None), False
    if len(counts) > 1 or counts[0].members or not _fits(counts[0], event):
        return 0, False
    return counts[0].best or 0, counts[0].qualifier == "about"


def _fits(count: PeopleCount, event: EventFound) -> bool:
    own = count.population is None or is_own(count, event.status or "")
    return own and not count.statistic and count.of is None and count.qualifier in _EXACT


def _enumerated(frame: Frame, spans: list[Span]) -> bool:
    """Whether "and" joins the last two, and nothing long stands between any of them."""
    gaps = [frame.words((a[1], b[0])) for a, b in pairwise(spans)]
    joined = set(gaps[-1].lower().split()) & lexicon().words["joining"]
    return bool(joined) and all(len(g) <= _APART for g in gaps)
