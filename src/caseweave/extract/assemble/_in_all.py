"""Counts with a state that tell the size of the group as well: "kidnapped 23 passengers".

Invariant: only the largest figure for an incident's own people, or another figure for the same
ones; a state that befalls some of a group (the dead, the freed) never tells how many there were.
"""

from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._some import of_these
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.lexicon import lexicon
from caseweave.lang import word_sets

_SURE = 0.5
_words = word_sets("people", "in_all")


def tells_all(frame: Frame, topics: Topics, index: int, states: set[str]) -> bool:
    """Whether a count in these states is all of the incident's people, as far as is told.

    A title says what befell them; the text below it tells how many they were.
    """
    count = frame.counts[index]
    told = states and states <= _words("en")["states"]
    if not (told and _sizes(count)) or of_these(frame, count):
        return False
    sentence = frame.sentences[frame.sentence_at(count.start)]
    said = frame.words((sentence.start, sentence.end)).lower().split()
    if sentence.kind == "title" or not _words("en")["staying"].isdisjoint(said):
        return False
    if _of_a_group(frame, count):
        return True
    own = [c for c in _of_topic(frame, topics, index) if _counts_own(c)]
    again = count.definite and count.restates is None
    if again and any(c.best == count.best and c.start < count.start for c in own):
        return False
    ended = any(_words("en")["ends"] & {c.status, *c.hints[:1]} and c.of is None for c in own)
    if ended and states & _words("en")["outcomes"]:
        return False
    figures = [c.best or 0 for c in own if c.restates is None]
    return (count.best or 0) >= max(figures, default=0) or count.restates is not None


def _of_a_group(frame: Frame, count: PeopleCount) -> bool:
    """As in "a group of 41 people who were held": the words are a group's size."""
    first = frame.token_at(count.start)
    if first is None or first.i < 2 or first.nbor(-1).lower_ not in lexicon().words["of"]:
        return False
    return first.nbor(-2).lemma_.lower() in _words("en")["groups"]


def _sizes(count: PeopleCount) -> bool:
    """A figure for a group: no part of one, nobody alone, no others than the incident's people."""
    part = count.of is not None or count.reference in _words("en")["parts"]
    aside = count.individual or count.population is not None or count.statistic or count.modal
    told = count.noun is not None or bool(count.members) or count.restates is not None
    vague = count.qualifier == "vague" or (count.best or 0) < 2
    return told and not (part or aside or vague or count.group == "family")


def _counts_own(count: PeopleCount) -> bool:
    other = count.population is not None or count.statistic or count.human < _SURE
    return not (other or count.individual)


def _of_topic(frame: Frame, topics: Topics, index: int) -> list[PeopleCount]:
    topic = topics.of_count.get(index, 0)
    return [c for i, c in enumerate(frame.counts) if topics.of_count.get(i, 0) == topic]
