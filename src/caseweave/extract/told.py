"""Events that only the words around a number tell: "the fate of six is unknown".

A count whose words give its people a status tells an event of that status where no verb or noun of
`schema/events.toml` told one. Invariant: at most one event a count, and none beside another of the
same status in its sentence.
"""

from typing import Any

from caseweave.extract.factuality import factuality
from caseweave.extract.layers import EventFound, Parsed, ParsedPassage, PeopleCount
from caseweave.extract.syntax import clause, verb_above
from caseweave.schema import EventKind, event_kinds

_BY_NOUN = frozenset({"dead", "missing"})  # "three corpses", "twenty missing"
# What a verb of moving says alone, as "arrive" and "return" do, is told where a place is named.
_ONLY_WITH_A_PLACE = frozenset({"entered", "returned", "fled", "resettled"})


def with_told(
    parsed: Parsed,
    events: tuple[EventFound, ...],
    counts: tuple[PeopleCount, ...],
    types: tuple[str, ...] | None = None,
) -> tuple[EventFound, ...]:
    """The events, and one for each count whose status none of them tells; in order of place."""
    kinds = {k.status: k for k in reversed(event_kinds(types)) if k.status is not None}
    found = list(events)
    for count in counts:
        kind = kinds.get(count.status_hint or "")
        if kind is None or not _tells(count) or _is_told(count, found):
            continue
        event = _event(parsed, count, kind)
        if event is not None:
            found.append(event)
    return tuple(sorted(found, key=lambda e: (e.start, e.end)))


def _tells(count: PeopleCount) -> bool:
    own = count.population is None and not count.statistic and not count.background
    said = (count.hint_word is not None or count.status in _BY_NOUN) and not count.modal
    return own and said and count.status_hint not in _ONLY_WITH_A_PLACE and bool(count.best)


def _is_told(count: PeopleCount, events: list[EventFound]) -> bool:
    return any(
        e.status == count.status_hint and e.start < count.sentence[1] and count.sentence[0] < e.end
        for e in events
    )


def _event(parsed: Parsed, count: PeopleCount, kind: EventKind) -> EventFound | None:
    passage = next((p for p in parsed.passages if p.offset <= count.start < p.passage.end), None)
    token = _governor(passage, count) if passage is not None else None
    if passage is None or token is None:
        return None
    verb = verb_above(token)
    low, high = clause(verb)
    offset = passage.offset
    low, high = min(low + offset, count.start), max(high + offset, count.end)
    sentence = (count.sentence[0], count.sentence[1])
    return EventFound(
        start=verb.idx + offset,
        end=verb.idx + len(verb.text) + offset,
        kind=kind.kind,
        type="",
        status=kind.status,
        clause=(low, high),
        sentence=sentence,
        patients=((count.start, count.end),),
        factuality=factuality(verb, title=passage.passage.kind == "title"),
    )


def _governor(passage: ParsedPassage, count: PeopleCount) -> Any | None:
    """The word that governs the counted noun, in the parse."""
    place = count.head - passage.offset
    span = passage.doc.char_span(place, place + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None
