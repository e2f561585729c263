"""The day of an event that another one is told to come after: "two days after the boat sank".

Invariant: only what the words bound is dated: by the day that the other clause bears, or, where it
tells what is so now or time is counted in months and years, by the report's own day, as "about".
"""

import re
from datetime import date, timedelta

import msgspec

from caseweave.extract.assemble._frame import Frame, Sentence
from caseweave.extract.layers import TimeExpression
from caseweave.model import day_bounds

_DURATION = re.compile(r"P(\d{1,3})([DWMY])")
_AFTER = re.compile(r"\s+after\b")
_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Y": 12}
_PRESENT = frozenset({"VBZ", "VBP"})


def dated_from_later(frame: Frame) -> Frame:
    """The frame with such durations turned into the dates of the events after them."""
    times = tuple(_dated(frame, t) for t in frame.times)
    return frame if times == frame.times else msgspec.structs.replace(frame, times=times)


def _dated(frame: Frame, time: TimeExpression) -> TimeExpression:
    found = _DURATION.fullmatch(time.value or "") if time.type == "DURATION" else None
    if found is None or not _AFTER.match(frame.report.text, time.end):
        return time
    sentence = frame.sentences[frame.sentence_at(time.start)]
    if not _tells_event(frame, sentence, time):
        return time
    anchor, own = _anchor(frame, sentence, time)
    if anchor is None:
        return time
    number, unit = int(found[1]), found[2]
    if unit in _MONTHS:
        edtf = _months_before(anchor, number * _MONTHS[unit])
    elif own or _tells_now(frame, sentence):
        day = date.fromordinal(anchor) - timedelta(days=number * _DAYS[unit])
        edtf = day.isoformat() if own and unit == "D" else f"{day.isoformat()}~"
    else:
        return time
    return msgspec.structs.replace(time, type="DATE", edtf=edtf, anchor="narrative")


def _months_before(anchor: int, months: int) -> str:
    day = date.fromordinal(anchor)
    at = day.year * 12 + day.month - 1 - months
    return f"{at // 12:04d}-{at % 12 + 1:02d}~"


def _tells_event(frame: Frame, sentence: Sentence, time: TimeExpression) -> bool:
    """Whether the clause that "after" opens tells an event, and bears no day of its own."""
    end = _clause_end(frame, sentence, time.end)
    told = any(time.end < frame.events[e].start < end for e in sentence.events)
    dated = any(time.end < frame.times[t].start < end for t in sentence.times)
    return told and not dated


def _clause_end(frame: Frame, sentence: Sentence, start: int) -> int:
    comma = frame.report.text.find(",", start, sentence.end)
    return comma if comma >= 0 else sentence.end


def _anchor(frame: Frame, sentence: Sentence, time: TimeExpression) -> tuple[int | None, bool]:
    """The day that the duration is counted back from, and whether the sentence itself gives it."""
    for index in sentence.times:
        other = frame.times[index]
        days = day_bounds(other.edtf)
        if other is not time and days is not None and days[0] == days[1]:
            return days[0], True
    published = frame.report.published
    days = day_bounds(published.value) if published else None
    return (days[0] if days is not None and days[0] == days[1] else None), False


def _tells_now(frame: Frame, sentence: Sentence) -> bool:
    """Whether the sentence's main verb is in the present."""
    passage = frame.parsed.passages[sentence.passage]
    for token in passage.doc:
        at = passage.offset + token.idx
        if sentence.start <= at < sentence.end and token.dep_ == "ROOT":
            finite = (token, *(c for c in token.children if c.dep_ in {"aux", "auxpass"}))
            return any(t.tag_ in _PRESENT and t.lemma_ != "have" for t in finite)
    return False
