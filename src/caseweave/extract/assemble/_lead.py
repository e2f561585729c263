"""Which sentences of a report tell its main incident: the titles and where the telling begins.

Invariant: the titles are always of the lead; what follows it is of the same paragraph.
"""

from caseweave.extract.assemble._divided import Part
from caseweave.extract.assemble._frame import Frame

# Sentences of the first paragraph that tell the main incident: the first whatever its words.
_LEAD_SENTENCES = 3
# An event told this many sentences after the people were first counted is no lead any more.
_LATE = 6


def lead_of(frame: Frame, part: Part) -> tuple[frozenset[int], frozenset[int]]:
    """Titles with the first sentence that tells an event, and what follows in its paragraph."""
    sentences, titles = frame.sentences, part.titles
    told = [n for n in part.numbers if n not in titles and sentences[n].events]
    if not told:
        return titles, frozenset()
    first = _counted_first(frame, part, told[0])
    follows = range(first + 1, min(first + _LEAD_SENTENCES, part.numbers.stop))
    same = {n for n in follows if sentences[n].passage == sentences[first].passage}
    return titles | {first}, frozenset(same)


def _counted_first(frame: Frame, part: Part, told: int) -> int:
    """The sentence that tells an event, or one far before it that counts the title's people."""
    if not any(frame.sentences[n].counts for n in part.titles):
        return told
    counted = [n for n in part.numbers if n not in part.titles and frame.sentences[n].counts]
    return counted[0] if counted and told - counted[0] >= _LATE else told
