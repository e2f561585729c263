"""The walk through a text: tokens, patterns, composition, filters, then resolution in text order.

Invariant: the result depends on the text, the publication date and the language alone.
"""

from collections.abc import Callable, Sequence
from datetime import date

from caseweave.extract.dates import _absolute as absolute
from caseweave.extract.dates import _amounts as amounts
from caseweave.extract.dates import _landmarks as landmarks
from caseweave.extract.dates import _periods as periods
from caseweave.extract.dates import _relative as relative
from caseweave.extract.dates._anchors import anchored
from caseweave.extract.dates._calendar import Moment, at_clock, bounds, of_day, value
from caseweave.extract.dates._clocks import with_days
from caseweave.extract.dates._compose import compose
from caseweave.extract.dates._context import Context, Resolved, publication
from caseweave.extract.dates._edtf import edtf
from caseweave.extract.dates._headings import entry_times, headings, updates
from caseweave.extract.dates._narrative import is_narrative, leads_on
from caseweave.extract.dates._nth import half, nth
from caseweave.extract.dates._orders import day_first
from caseweave.extract.dates._patterns import Found, grammar, scan
from caseweave.extract.dates._ranges import Read, ordered
from caseweave.extract.dates._reject import is_no_date, is_told_only
from caseweave.extract.dates._tense import cues
from caseweave.extract.dates._tokens import tokenise
from caseweave.extract.layers import TimeExpression
from caseweave.model import Passage

_RESOLVERS: dict[str, Callable[[Found, Context, Moment | None], Resolved]] = {
    "calendar": absolute.calendar,
    "suffix_year": periods.suffix_year,
    "lone_day": absolute.lone_day,
    "decade": periods.decade,
    "century": periods.century,
    "quarter": periods.quarter,
    "half": half,
    "season": periods.season,
    "holiday": absolute.feast,
    "fiscal_year": periods.fiscal_year,
    "of_period": periods.of_period,
    "deictic": relative.deictic,
    "directed": relative.directed,
    "shift": relative.distance,
    "comparison": relative.comparison,
    "near_period": relative.near_period,
    "weekend": relative.weekend,
    "year_end": relative.year_end,
    "duration": amounts.duration,
    "set": amounts.recurrence,
    "reference": amounts.reference,
    "part": amounts.time_of_day,
    "clock": amounts.time_of_day,
    "nth": nth,
    "named_day": landmarks.named_day,
    "beside": landmarks.beside,
    "around": landmarks.beside,
    "back_from": landmarks.back_from,
    "onward": landmarks.onward,
    "off_feast": landmarks.off_feast,
    "before_last": landmarks.before_last,
    "holiday_week": landmarks.holiday_week,
}
_HEAD = frozenset({"boilerplate", "byline", "dateline"})  # lines above a text
_NOTED = 7  # days within which a report is brought up to date by a note of a weekday
# Parts that are dates only beside the whole that they belong to.
_PARTS = frozenset({"half", "nth", "around", "onward"})


def find_dates(
    text: str,
    *,
    published: str | None,
    passages: Sequence[Passage] = (),
    narrative: bool | None = None,
    language: str = "en",
) -> tuple[TimeExpression, ...]:
    """The time expressions of `text`, in order, without overlap; offsets in code points.

    `published`: ISO 8601 or EDTF day, month or year; None where unknown, and then relative
    expressions keep value and EDTF None, unless the lines above the text tell its day. `passages`:
    boilerplate among them is passed over.
    `narrative`: whether dates without a year belong to the story told (history) rather than to the
    days around the publication; None finds out. KeyError where the language has no date tables.
    """
    rules = grammar(language)
    tokens = tokenise(text, rules.words)
    symbols = "".join(t.symbol for t in tokens)
    found = [f for f in scan(tokens, symbols, rules.rules) if not is_no_date(f, tokens, language)]
    found = [f for f in compose(found, symbols, rules) if f.kind not in _PARTS or f.within]
    day = publication(published)
    words = cues(language)
    told = is_narrative(found, day, tokens, words.speech) if narrative is None else narrative
    if not told:
        found = [f for f in found if not is_told_only(f, tokens, language)]
    context = Context(
        tokens=tokens, published=day, narrative=told, cues=words, day_first=day_first(found)
    )
    if day is None:
        context.published = _own_day(found, passages, context)
        context.own_day = context.published is not None
    skipped = [(p.start, p.end) for p in passages if p.kind == "boilerplate"]
    starts = [(f, tokens[f.first].start) for f in found]
    kept = [f for f, start in starts if not any(s <= start < e for s, e in skipped)]
    heads = frozenset() if told else headings(kept, tokens, text)
    context.entries = frozenset() if told else entry_times(kept, tokens, text)
    notes = {} if told else updates(kept, tokens, text)
    reads = _read_all(kept, heads, notes, context)
    reads = anchored(ordered(reads, symbols, rules), tokens, words)
    reads = with_days(reads, tokens, words)
    return tuple(_expression(read, context) for read in reads)


def _own_day(
    found: Sequence[Found], passages: Sequence[Passage], context: Context
) -> Moment | None:
    """The last day that the lines above a text tell of it ("No. 9, week of 20-26 May 2023").

    Only lines that are no part of the report itself: a title's day is an event's.
    """
    text = min((p.start for p in passages if p.kind == "paragraph"), default=0)
    lines = [(p.start, p.end) for p in passages if p.kind in _HEAD and p.end <= text]
    days = []
    for item in found:
        start = context.tokens[item.first].start
        if item.kind != "calendar" or not any(s <= start < e for s, e in lines):
            continue
        resolved = _resolve(item, context)
        day = resolved.moment.first if resolved.moment and resolved.moment.unit == "day" else None
        if day is not None and resolved.anchor == "explicit":
            days.append(day)
    return of_day(max(days)) if days else None


def _read_all(
    found: Sequence[Found], heads: frozenset[int], notes: dict[int, int], context: Context
) -> list[Read]:
    """The readings in the order of the text; under a day that heads entries, seen from that day.

    `notes`: the days of later notes, and the offset up to which the words are seen from them.
    """
    published = seen_from = context.published
    until = 0
    reads = []
    for item in found:
        if _looks_back(item, context):
            continue
        if until and context.tokens[item.first].start >= until:
            context.published, until = seen_from, 0
        heading = item.first in heads
        context.published = published if heading else context.published
        read = _read(item, context)
        reads.append(read)
        day = read.resolved.moment.first if read.resolved.moment else None
        if heading and day is not None and (context.day is None or day <= context.day):
            context.published = seen_from = of_day(day)
        elif day is not None and item.first in notes and _follows(day, context):
            context.published, until = of_day(day), notes[item.first]
    return reads


def _follows(day: date, context: Context) -> bool:
    """Whether a later note's day is the day of the report or one of the days right after it."""
    return context.day is not None and 0 <= (day - context.day).days < _NOTED


def _looks_back(found: Found, context: Context) -> bool:
    """Whether a word that looks ahead ("soon") stands in a clause that tells what was."""
    return bool(found.options.get("ahead")) and context.tense(found.first, found.last) == "past"


def _read(found: Found, context: Context) -> Read:
    resolved = _resolve(found, context)
    moment = resolved.moment
    dated = resolved.kind in {"DATE", "TIME"} and not absolute.is_known(found)
    if dated and moment is not None and leads_on(found, moment, context):
        spoken = context.cues.spoken(context.tokens, found.first)
        explicit = resolved.anchor == "explicit"
        context.tell(moment, found.last, explicit=explicit, spoken=spoken)
    return Read(found, resolved)


def _expression(read: Read, context: Context) -> TimeExpression:
    found, resolved = read
    mod = found.mod or found.options.get("mod")
    others = (edtf(o, mod) for o in resolved.others)
    return TimeExpression(
        start=context.tokens[found.first].start,
        end=context.tokens[found.last - 1].end,
        type=resolved.kind,
        value=resolved.value,
        mod=mod,
        edtf=_edtf(read, mod, context),
        alternatives=tuple(o for o in others if o),
        anchor=resolved.anchor,
    )


def _edtf(read: Read, mod: str | None, context: Context) -> str | None:
    found, moment, day = read.found, read.resolved.moment, context.day
    if moment is None or read.resolved.interval is not None:
        return read.resolved.interval
    if found.toward == "publication" and day is not None and moment.unit != "day":
        low, high = bounds(moment) or (day, day)
        if low < day < high:
            return f"{low}/{day}" if mod == "START" else f"{day}/{high}"
    return edtf(moment, mod)


def _resolve(found: Found, context: Context) -> Resolved:
    whole = _resolve(found.within, context).moment if found.within is not None else None
    resolved = _RESOLVERS[found.kind](found, context, whole)
    if found.clock is None:
        return resolved
    code = amounts.clock_code(found.clock)
    if code is None or resolved.moment is None or resolved.moment.unit != "day":
        return Resolved(
            value=resolved.value, moment=resolved.moment, anchor=resolved.anchor, kind="TIME"
        )
    moment = at_clock(resolved.moment, code)
    return Resolved(
        value=value(moment),
        moment=moment,
        anchor=resolved.anchor,
        others=resolved.others,
        kind="TIME",
    )
