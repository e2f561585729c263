"""Which sentences of a report tell its main incident: the titles and where the telling begins.

Invariant: the titles are always of the lead; what follows it is of the same paragraph.
"""

from caseweave.extract.assemble._frame import Frame

# Sentences of the first paragraph that tell the main incident: the first whatever its words.
_LEAD_SENTENCES = 3
# An event told this many sentences after the people were first counted is no lead any more.
_LATE = 6


def lead_of(frame: Frame) -> tuple[frozenset[int], frozenset[int]]:
    """Titles with the first sentence that tells an event, and what follows in its paragraph."""
    sentences = frame.sentences
    titles = {n for n, s in enumerate(sentences) if s.kind == "title"}
    told = [n for n, s in enumerate(sentences) if n not in titles and s.events]
    if not told:
        return frozenset(titles), frozenset()
    first = _counted_first(frame, titles, told[0])
    follows = sentences[first + 1 : first + _LEAD_SENTENCES]
    same = {first + 1 + n for n, s in enumerate(follows) if s.passage == sentences[first].passage}
    return frozenset({*titles, first}), frozenset(same)


def _counted_first(frame: Frame, titles: set[int], told: int) -> int:
    """The sentence that tells an event, or one far before it that counts the title's people."""
    if not any(frame.sentences[n].counts for n in titles):
        return told
    counted = [n for n, s in enumerate(frame.sentences) if n not in titles and s.counts]
    return counted[0] if counted and told - counted[0] >= _LATE else told
