"""Lines that only name where and when: "2. Ostrava, 6 May." heads what follows with its scene.

Invariant: a heading has no verb, a place and a day that is not the report's own; it dates and
places the incident that the sentences after it tell.
"""

from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._sections import days_of, turns
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import Span, TimeExpression, Toponym
from caseweave.model import day_bounds

_LONGEST = 14  # words of such a line
_REACH = 8  # sentences after it that may tell the event
_MONTH = len("2019-01")


def headings(frame: Frame, topics: Topics) -> dict[int, int]:
    """The sentences that are such lines, with the topic that each heads."""
    lines = [n for n, s in enumerate(frame.sentences) if _is_heading(frame, s)]
    found = {}
    for place, number in enumerate(lines):
        until = lines[place + 1] if place + 1 < len(lines) else len(frame.sentences)
        topic = _headed(frame, topics, number + 1, min(until, number + 1 + _REACH))
        if topic is not None:
            found[number] = topic
    return found


def turned_to(frame: Frame, topics: Topics) -> tuple[dict[int, int], dict[int, int]]:
    """The times and the places that a paragraph names as it turns to a case, with its topic.

    A time counts right after the name, or where the report gives the name that day elsewhere.
    """
    times: dict[int, int] = {}
    places: dict[int, int] = {}
    for passage, span in turns(frame).items():
        number = next(n for n, s in enumerate(frame.sentences) if s.passage == passage)
        sentence, topic = frame.sentences[number], topics.of_sentence[number]
        named = [p for p in sentence.places if overlaps(_at(frame.places[p]), span)]
        places |= dict.fromkeys(named, topic)
        known = days_of(frame, frame.words(span))
        times |= {t: topic for t in sentence.times if frame.times[t].edtf in known}
    return times, places


def _at(named: Toponym | TimeExpression) -> Span:
    return named.start, named.end


def _headed(frame: Frame, topics: Topics, first: int, until: int) -> int | None:
    """The topic of the first event told in a stretch of sentences, else of its first people."""
    for sentence in frame.sentences[first:until]:
        told = [topics.of_event[e] for e in sentence.events if e in topics.of_event]
        if told:
            return told[0]
    for number in range(first, until):
        sentence = frame.sentences[number]
        if frame.groups_in((sentence.start, sentence.end)):
            return topics.of_sentence[number]
    return None


def _named(frame: Frame, sentence: Sentence) -> list[Toponym | TimeExpression]:
    """The places and times of a sentence."""
    return [
        *(frame.places[p] for p in sentence.places),
        *(frame.times[t] for t in sentence.times),
    ]


def _is_heading(frame: Frame, sentence: Sentence) -> bool:
    if sentence.kind != "paragraph" or not sentence.times or not sentence.places:
        return False
    if all(frame.places[p].demonym for p in sentence.places):
        return False
    offset = frame.parsed.passages[sentence.passage].offset
    tokens = frame.tokens_in(sentence)
    if len(tokens) > _LONGEST or any(t.pos_ in {"VERB", "AUX"} for t in tokens):
        return False
    named = [(x.start, x.end) for x in _named(frame, sentence)]
    things = [offset + t.idx for t in tokens if t.pos_ == "NOUN"]
    if any(not any(a <= at < b for a, b in named) for at in things):
        return False  # "Monday: the burials in X" tells something
    published = frame.report.published
    own = day_bounds(published.value) if published else None
    days = [frame.times[t].edtf for t in sentence.times]
    return all(d is not None and len(d) >= _MONTH and day_bounds(d) != own for d in days)
