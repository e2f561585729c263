"""Where the main incident was by its title, and whether a sentence counts people elsewhere.

Invariant: a home, a speaker's town or a country is no place of the main incident; a sentence is of
another place only where its town and its day both are none of the main incident's.
"""

from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._same_place import may_be_town
from caseweave.extract.assemble._topic import FINE, Days, Topic, far, km_apart
from caseweave.extract.layers import Toponym
from caseweave.lang import profile

# Code points before a place in which the word stands that says what it is to those told of.
_BEFORE = 12


def first_town(frame: Frame, numbers: list[int]) -> list[Toponym]:
    """The town that the sentences (of a title) name first, unless it is a home or a speaker's."""
    for number in numbers:
        for index in frame.sentences[number].places:
            place = frame.places[index]
            town = may_be_town(place) and place.lat is not None and not place.demonym
            if town and not _aside(frame, place):
                return [place]
    return []


def _aside(frame: Frame, place: Toponym) -> bool:
    """Whether a place is only where a speaker is, or where people come from or go to."""
    span = (place.start, place.end)
    if any(overlaps(span, s) for a in frame.said for s in a.source):
        return True
    words = frame.report.text[max(0, place.start - _BEFORE) : place.start].lower().split()
    ways = profile(frame.report.language or "en", "topics")["framing"]["ways"]
    return bool(words) and words[-1] in ways


def elsewhere(
    frame: Frame, sentence: Sentence, main: Topic, days: tuple[Days, ...], km: float
) -> bool:
    """Whether all towns and days that a sentence names are none of the main incident's."""
    named = [frame.places[p] for p in sentence.places]
    towns = tuple(
        p for p in named if p.precision in FINE and p.lat is not None and not _aside(frame, p)
    )
    apart = km_apart(towns, main.towns)
    if apart is None or apart < km or not days or main.by_issue:
        return False
    return bool(main.days) and all(far(d, main.days, 1) for d in days)
