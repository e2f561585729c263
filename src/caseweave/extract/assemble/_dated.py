"""Drafts of dates: `date.EVENT` for dated events, `date` for the incident, and days only mentioned.

A date that cannot be resolved keeps its words and no value. Evidence is the date's words.
"""

import re
from collections.abc import Iterator

import msgspec

from caseweave.extract.assemble._claims import patient_counts, tells
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._headed import headings, turned_to
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import EventFound, TimeExpression
from caseweave.extract.syntax import verb_above
from caseweave.lang import profile
from caseweave.model import DateValue, day_bounds

_VAGUE_DATES = {"PRESENT_REF", "PAST_REF", "FUTURE_REF"}
_YEAR = re.compile(r"\d{4}(?=-)")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]\.?m\.?)?")
_LAST_WORD = re.compile(r"([A-Za-z]+)[^A-Za-z]*$")
# Moves before the event itself do not date the incident.
_MARGINAL = {"departed", "entered", "released", "resettled", "third_country"}
_TOLD = {"paragraph", "quotation"}
_DAY, _MONTH = len("2019-01-01"), len("2019-01")
# From here a number of people is a year's or a country's, not an incident's.
_MANY = 500
_HEADED, _NAMED, _PASSING = 0.5, 0.3, 0.2
# Code points before a date in which the words that bound it stand.
_WORDS = 24


def date_drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    """`date.EVENT` for dated events, `date` for the first core event of each topic."""
    dated: set[int] = set()
    headed = headings(frame, topics)
    turned = turned_to(frame, topics)[0]
    for index, time in enumerate(frame.times):
        if not _is_day(frame, time):
            continue
        number = frame.sentence_at(time.start)
        topic = topics.of_sentence[number]
        head = turned.get(index, headed.get(number))
        if head is not None:
            yield from _date_pair(frame, head, time, "date", None, confidence=_HEADED)
            dated.add(head)
            continue
        told = list(_event_dates(frame, roles, topics, index, dated))
        yield from told
        if index in roles.said_times:
            if not _of_period(frame, time):
                yield from _date_pair(frame, topic, time, "date.statement", None)
        elif not told and (sure := _mentioned(frame, roles, index)):
            yield from _date_pair(frame, topic, time, "date.mentioned", None, confidence=sure)
    yield from _fallback_dates(frame, roles, topics, dated)


def _event_dates(
    frame: Frame, roles: Roles, topics: Topics, index: int, dated: set[int]
) -> Iterator[Draft]:
    """The dates of the events that a time belongs to; the first core one dates its topic."""
    time = frame.times[index]
    for event_index in roles.times.get(index, ()):
        event = frame.events[event_index]
        topic = topics.of_event.get(event_index)
        lasting = profile(frame.report.language or "en", "dated")["lasting"]["kinds"]
        begun = _bounded(frame, time) and event.kind not in lasting
        vague = _in_figures(frame, time.start) and len(time.edtf or "") < _DAY
        if topic is None or begun or vague or not tells(frame, event):
            continue
        yield from _date_pair(frame, topic, time, f"date.{event.kind}", event)
        core = event.factuality == "happened" and event.kind not in _MARGINAL
        if topic not in dated and core:
            dated.add(topic)
            yield from _date_pair(frame, topic, time, "date", event)


def _mentioned(frame: Frame, roles: Roles, index: int) -> float:
    """How surely a time that dates no event is worth telling; 0 where it is not.

    One that only begins or ends what an event tells is a day that is named all the same.
    """
    time = frame.times[index]
    if index in roles.times and not (_bounded(frame, time) and len(time.edtf or "") >= _DAY):
        return 0.0
    return _worth_telling(frame, time)


def _is_day(frame: Frame, time: TimeExpression) -> bool:
    """Whether a time may date what is told: no "now", no hour that heads an entry.

    No length of time, save one that is counted from a day ("it is five days since they came").
    """
    counted = time.type == "DURATION" and len(time.edtf or "") == _DAY
    if time.type not in {"DATE", "TIME"} and not counted:
        return False
    if time.value in _VAGUE_DATES or _still(frame, time):
        return False
    opens = any(p.offset == time.start for p in frame.parsed.passages)
    return not (opens and _CLOCK.fullmatch(frame.words((time.start, time.end))))


def _still(frame: Frame, time: TimeExpression) -> bool:
    """Whether the words only say that something goes on: "in prison to this day"."""
    words = " ".join(frame.report.text[max(0, time.start - _WORDS) : time.end].lower().split())
    return words.endswith(tuple(profile(frame.report.language or "en", "dated")["still"]["words"]))


def _bounded(frame: Frame, time: TimeExpression) -> bool:
    """Whether a date begins or ends a stretch of time: "since January"."""
    words = profile(frame.report.language or "en", "dated")["bounds"]["words"]
    return _before(frame, time) in words


def _before(frame: Frame, time: TimeExpression) -> str:
    """The word right before a time, in lower case."""
    found = _LAST_WORD.search(frame.report.text[max(0, time.start - _WORDS) : time.start])
    return found[1].lower() if found else ""


def _of_period(frame: Frame, time: TimeExpression) -> bool:
    """Whether a time beside a verb of saying is the period that figures are told of."""
    year = time.edtf is not None and len(time.edtf) < _MONTH
    spans = profile(frame.report.language or "en", "dated")["spans"]["words"]
    span = _bounded(frame, time) or _before(frame, time) in spans
    return year or span or _in_figures(frame, time.start)


def _in_figures(frame: Frame, offset: int) -> bool:
    """Whether the sentence at `offset` tells totals: of a year, of a border, of a country."""
    sentence = frame.sentences[frame.sentence_at(offset)]
    counts = [frame.counts[c] for c in sentence.counts]
    return any(c.statistic or (c.best or 0) >= _MANY for c in counts)


def _worth_telling(frame: Frame, time: TimeExpression) -> float:
    """How surely a time that no event claims is worth telling; 0 where it is not.

    A day, week or month beside the people; a day that anything else is told of. A bare year is
    mostly background, and so are the periods of statistics.
    """
    size = len(time.edtf) if time.edtf else _DAY
    if size < _MONTH or (_bounded(frame, time) and _in_figures(frame, time.start)):
        return 0.0
    if _speaks_of_people(frame, time.start):
        return _NAMED
    sentence = frame.sentences[frame.sentence_at(time.start)]
    aside = (_bounded(frame, time) and size < _DAY) or _in_figures(frame, time.start)
    if sentence.kind not in _TOLD or time.edtf is None or aside:
        return 0.0
    token = frame.token_at(time.start)
    told = token is not None and verb_above(token).pos_ in {"VERB", "AUX"}
    told = told or (size >= _DAY and _in_brackets(frame, time))
    near = size >= _DAY or _passage_tells(frame, sentence.passage)
    return _PASSING if told and near and _names_day(frame, time) else 0.0


def _in_brackets(frame: Frame, time: TimeExpression) -> bool:
    """Whether a day stands alone in brackets behind what it dates: "First convoy (14 April)"."""
    text = frame.report.text
    return text[time.start - 1 : time.start] == "(" and text[time.end : time.end + 1] == ")"


def _names_day(frame: Frame, time: TimeExpression) -> bool:
    """Whether the words of a time name its day; "at 13:40" tells the hour of a day told before."""
    words = frame.words((time.start, time.end)).lower()
    known = profile(frame.report.language or "en", "scene")["days"]
    months = any(w[:3] in known for w in re.findall(r"[a-z]{3,}", words))
    naming = profile(frame.report.language or "en", "dated")["naming"]["words"]
    return time.type in {"DATE", "DURATION"} or months or any(n in words for n in naming)


def _passage_tells(frame: Frame, passage: int) -> bool:
    """Whether any sentence of a passage tells of an incident or of its people."""
    return any(s.passage == passage and _speaks_of_people(frame, s.start) for s in frame.sentences)


def _speaks_of_people(frame: Frame, offset: int) -> bool:
    """Whether the sentence at `offset` tells of an incident or of its people."""
    number = frame.sentence_at(offset)
    sentence = frame.sentences[number]
    telling = any(tells(frame, frame.events[e]) for e in sentence.events)
    return telling or bool(frame.groups_in((sentence.start, sentence.end)))


def _fallback_dates(frame: Frame, roles: Roles, topics: Topics, dated: set[int]) -> Iterator[Draft]:
    """A topic whose core events carry no date takes the first date told of it.

    Of what a verb tells before what only a noun names ("the handover of nine men on Monday").
    """
    for nominal, marginal in ((False, False), (False, True), (True, True)):
        for number, sentence in enumerate(frame.sentences):
            topic = topics.of_sentence[number]
            told = [frame.events[e] for e in sentence.events if topics.of_event.get(e) == topic]
            if topic in dated or not any(_tells_it(frame, e, nominal=nominal) for e in told):
                continue
            for index in sentence.times:
                held = [frame.events[e].kind for e in roles.times.get(index, ())]
                aside = bool(held) and set(held) <= _MARGINAL and not marginal
                aside = aside or (nominal and len(frame.times[index].edtf or "") < _DAY)
                if not aside and _may_date(frame, roles, index):
                    dated.add(topic)
                    time = frame.times[index]
                    yield from _date_pair(frame, topic, time, "date", None, confidence=0.4)
                    break


def _may_date(frame: Frame, roles: Roles, index: int) -> bool:
    """Whether a time may be the day of what its sentence tells."""
    time = frame.times[index]
    other = index in roles.said_times or index in roles.apart or _bounded(frame, time)
    figures = _in_figures(frame, time.start)
    return bool(time.edtf) and _is_day(frame, time) and not other and not figures


def _tells_it(frame: Frame, event: EventFound, *, nominal: bool) -> bool:
    """Whether an event tells what happened: by a verb, or by a noun with those it befell."""
    happened = event.factuality == "happened" and event.nominal == nominal
    return happened and (not nominal or any(c.best for c in patient_counts(frame, event)))


def _date_pair(
    frame: Frame,
    topic: int,
    time: TimeExpression,
    attribute: str,
    event: EventFound | None,
    *,
    confidence: float = 0.8,
) -> Iterator[Draft]:
    words = frame.words((time.start, time.end))
    told = event.factuality if event is not None else "happened"
    edtf = _not_ahead(frame, time) if told == "happened" else time.edtf
    edtf = None if _only_meant(frame, time) else edtf
    ahead = _too_late(frame, edtf) and event is None
    draft = Draft(
        topic=topic,
        attribute=attribute,
        value=DateValue(edtf=edtf, words=words),
        span=(time.start, time.end),
        extractor="dates",
        confidence=confidence if edtf else _NAMED,
        factuality="future" if ahead else told,
    )
    yield draft
    for reading in time.alternatives[:1]:
        days = _YEAR.sub("", edtf or "?")
        another_year = _YEAR.sub("", reading) in {days, days.split("/")[0]}
        late = _too_late(frame, reading) and draft.factuality == "happened"
        if reading != edtf and not another_year and not late:
            value = DateValue(edtf=reading, words=words)
            yield msgspec.structs.replace(
                draft, value=value, confidence=0.3, alternative_of=f"{attribute}:{time.start}"
            )


def _only_meant(frame: Frame, time: TimeExpression) -> bool:
    """Whether a time is one that the words only point at: "the night in question"."""
    after = frame.report.text[time.end : time.end + _WORDS].lower().strip()
    words = profile(frame.report.language or "en", "dated")["meant"]["words"]
    return time.type == "TIME" and not _names_day(frame, time) and after.startswith(tuple(words))


def _not_ahead(frame: Frame, time: TimeExpression) -> str | None:
    """The reading of a day after "since" that can be meant: not one after the report."""
    passed = profile(frame.report.language or "en", "dated")["bounds"]["passed"]
    if not _too_late(frame, time.edtf) or _before(frame, time) not in passed:
        return time.edtf
    before = [r for r in time.alternatives if not _too_late(frame, r)]
    return before[0] if before else time.edtf


def _too_late(frame: Frame, reading: str | None) -> bool:
    """Whether a reading lies after the report that tells it."""
    published = frame.report.published
    known = day_bounds(published.value) if published else None
    read = day_bounds(reading)
    return known is not None and read is not None and read[0] > known[1]
