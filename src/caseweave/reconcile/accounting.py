"""Everyone accounted for: from the largest group to the last word on it, and who is left over.

Invariant: a question names only figures that claims give, and what would settle it. Rival figures
give rival questions; none is preferred.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice, product
from typing import NamedTuple

from caseweave.model import OpenQuestion
from caseweave.reconcile import counts
from caseweave.reconcile.days import days_of, in_words
from caseweave.reconcile.figures import bare, name_of, on, origins_of
from caseweave.reconcile.ledger import PEOPLE, Entry, Ledger
from caseweave.reconcile.settings import PASSING, settings
from caseweave.reconcile.wording import joined

_MOST_FINALS = 6
_MOST_WAYS = 64
_ANCHORS = {"", "held", "returned", "under_way", "arrived"}


class Story(NamedTuple):
    """The largest group, where all of it was last accounted for, and what is known after."""

    whole: int
    anchor: Entry
    full: tuple[Entry, ...]
    finals: tuple[tuple[Entry, ...], ...]

    @property
    def last(self) -> str | None:
        """The moment at which everyone was last accounted for (EDTF)."""
        known = [e.key.at for e in self.full if e.key.at]
        return known[-1] if known else self.anchor.key.at


def when(entry: Entry) -> tuple[date, date, int]:
    """Order of a figure: by its days; undated ones by the order of statuses, last."""
    span = days_of(entry.key.at)
    rule = settings().statuses.get(entry.key.status)
    order = rule.order if rule else -1
    return (span.low, span.high, order) if span else (date.max, date.max, order)


def kind_of(entry: Entry) -> str:
    """The class of an entry's status, empty for the whole."""
    rule = settings().statuses.get(entry.key.status)
    return rule.kind if rule else ""


def story(book: Ledger) -> Story | None:
    """The story of the largest group; None where no figure tells how many they were."""
    mine = [e for e in book.entries if e.key.population is None and _size(e) is not None]
    anchors = [e for e in mine if kind_of(e) in _ANCHORS and (e.key == PEOPLE or kind_of(e))]
    if not anchors:
        return None
    whole = max(_whole(e) for e in anchors)
    bearers = [e for e in anchors if _size(e) == whole]
    dated = [e for e in bearers if kind_of(e) and e.key.at]
    anchor = max(dated, key=when, default=None) or min(
        bearers or anchors, key=lambda e: (e.key != PEOPLE, -_whole(e), when(e))
    )
    states = sorted((e for e in mine if kind_of(e) and kind_of(e) not in PASSING), key=_timed)
    full = _fully_known(states, whole, anchor)
    since = max([when(e) for e in full], default=when(anchor)) if kind_of(anchor) else None
    settled = {e.key.at for e in full}
    later = [e for e in states if e is not anchor and e.key.at not in settled and _after(e, since)]
    if full and not any(e.key.at for e in later):
        later = []  # everyone is accounted for, and undated figures may tell any moment
    if _tells_of_some(book, anchor, {kind_of(e) for e in later}):
        later = []
    # Together they may be more than all: the undated ones then tell the same people once more.
    dated_later = [e for e in later if e.key.at]
    finals = tuple(_finals(later, whole)) or tuple(_finals(dated_later, whole))
    return Story(whole, anchor, full, finals)


def _tells_of_some(book: Ledger, anchor: Entry, later: set[str]) -> bool:
    """Whether the last figures leave the others where they were, so that nobody asks after them.

    Deaths, losses and flights among those held or sent back say nothing of the rest; deaths alone
    do so only where some were saved or missed, or all were in one danger.
    """
    if kind_of(anchor) in {"held", "returned"}:
        return later <= {"dead", "missing", "away"}
    at_risk = book.one_danger or any(kind_of(e) in {"missing", "free"} for e in book.entries)
    return later <= {"dead"} and not at_risk


def _timed(entry: Entry) -> tuple[tuple[date, date, int], int, tuple[str, ...]]:
    return when(entry), _size(entry) or 0, entry.claims


def _after(entry: Entry, since: tuple[date, date, int] | None) -> bool:
    return (
        since is None
        or when(entry)[0] > since[0]
        or (when(entry)[0] == since[0] and when(entry)[2] > since[2])
    )


def _size(entry: Entry) -> int | None:
    return counts.number(entry.value) if entry.value.qualifier in {"exact", "about"} else None


def _whole(entry: Entry) -> int:
    return max(_size(entry) or 0, entry.value.of or 0)


def _fully_known(states: Sequence[Entry], whole: int, anchor: Entry) -> tuple[Entry, ...]:
    """The last figures of one moment after the anchor's that add up to the whole."""
    start = when(anchor)[0] if anchor.key.at else date.min
    for moment in sorted({e.key.at for e in states if e.key.at}, key=_low, reverse=True):
        if _low(moment) <= start:
            continue
        told = [e for e in states if e.key.at == moment]
        for here in _one_of_each(told):
            if len(here) > 1 and sum(_size(e) or 0 for e in here) == whole:
                return here
    return ()


def _one_of_each(entries: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Each way to take one figure of every class; without rivals for a cell, the largest only."""
    rivals = any(len({_size(o) for o in entries if o.key == e.key}) > 1 for e in entries)
    if not rivals:
        yield tuple(_one_per_class(entries))
        return
    classes: dict[str, dict[int, Entry]] = {}
    for entry in entries:
        classes.setdefault(kind_of(entry), {}).setdefault(_size(entry) or 0, entry)
    options = [[classes[k][n] for n in sorted(classes[k])] for k in sorted(classes)]
    yield from islice(product(*options), _MOST_WAYS)


def _low(moment: str) -> date:
    span = days_of(moment)
    return span.low if span else date.max


def _one_per_class(entries: Sequence[Entry]) -> list[Entry]:
    largest: dict[str, Entry] = {}
    for entry in entries:
        kept = largest.get(kind_of(entry))
        if kept is None or (_size(entry) or 0) > (_size(kept) or 0):
            largest[kind_of(entry)] = entry
    return [largest[k] for k in sorted(largest)]


def _finals(later: Sequence[Entry], whole: int) -> Iterator[tuple[Entry, ...]]:
    """Each way to take the last figure of every class; rivals give several."""
    last: dict[str, list[Entry]] = {}
    for entry in _dated_first(later):
        last.setdefault(kind_of(entry), []).append(entry)
    for name in _moved_on(last):
        last.pop(name)
    ways: list[tuple[Entry, ...]] = [()]
    for name in sorted(last):
        options = _options(last[name])
        ways = [(*w, e) for w in ways for e in options][:_MOST_FINALS]
    for way in ways:
        if way and sum(_size(e) or 0 for e in way) <= whole:
            yield tuple(sorted(way, key=_timed))


def _dated_first(entries: Sequence[Entry]) -> list[Entry]:
    """Without the undated figures of a status that has dated ones: they may tell any moment."""
    dated = {e.key.status for e in entries if e.key.at}
    return [e for e in entries if e.key.at or e.key.status not in dated]


def _options(entries: Sequence[Entry]) -> list[Entry]:
    """One entry per number among the last figures of each status of a class."""
    found: dict[int, Entry] = {}
    rules = settings().statuses
    for status in sorted(
        {e.key.status for e in entries}, key=lambda s: (not rules[s].before, rules[s].order)
    ):
        mine = [e for e in entries if e.key.status == status]
        end = max(when(e)[:2] for e in mine)
        for entry in mine:
            if when(entry)[:2] == end:
                found.setdefault(_size(entry) or 0, entry)
    if len({e.key.status for e in found.values()}) > 1 and not _rivals_of_one_status(entries):
        return [found[max(found)]]
    return [found[n] for n in sorted(found)]


def _rivals_of_one_status(entries: Sequence[Entry]) -> bool:
    return any(
        len({_size(e) for e in entries if e.key == key}) > 1 for key in {e.key for e in entries}
    )


def _moved_on(last: dict[str, list[Entry]]) -> list[str]:
    """Classes whose people a later status took over ("released" after "detained")."""
    rules = settings().statuses
    gone = set()
    for name, entries in last.items():
        for other, later in last.items():
            taken = any(
                e.key.status in rules[n.key.status].before and when(n) > when(e)
                for e in entries
                for n in later
            )
            if other != name and taken:
                gone.add(name)
    return sorted(gone)


def questions(book: Ledger) -> tuple[OpenQuestion, ...]:
    """What the ledger leaves open, most telling first."""
    found = story(book)
    asked: list[OpenQuestion] = []
    if found is not None:
        asked += _left_over(found)
        asked += _more_than_before(book)
    asked += _rivals(book)
    if found is not None:
        asked += _last_seen(book)
    seen: dict[str, OpenQuestion] = {}
    for question in asked:
        seen.setdefault(question.question, question)
    return tuple(seen.values())


def _left_over(told: Story) -> Iterator[OpenQuestion]:
    """One question for figures of the same statuses, whichever of the rival ones holds."""
    asked: dict[tuple[str, str | None], list[tuple[Entry, ...]]] = {}
    for final in told.finals:
        if _rest(told, final) > 0:
            asked.setdefault((told.last or "", final[-1].key.at), []).append(final)
    for (last, at), ways in asked.items():
        first = ways[0]
        verb = "is" if _rest(told, first) == 1 else "are"
        when_ = f" after {_bare(last)}" if last else f" {on(at)}" if at else ""
        text = f"{_rest(told, first)} of the {whole_phrase(told)} {verb} not accounted for{when_}"
        text += f", if {_among(first)} {_verb(first)} among them"
        for other in ways[1:]:
            text += f"; or {_rest(told, other)} of the {_whole_name(told)}"
            text += f", if {_among(other)} {_verb(other)} among them"
        text += (
            f". To settle it: a count of all {told.whole}, or names, "
            "from somebody who knows what became of them."
        )
        rest_on = [told.anchor, *told.full, *(e for way in ways for e in way)]
        yield OpenQuestion(question=text, claims=_claims(rest_on))


def _rest(told: Story, final: Sequence[Entry]) -> int:
    return told.whole - sum(_size(e) or 0 for e in final)


def _among(final: Sequence[Entry]) -> str:
    return joined([f"the {_size(e)} {name_of(e)}" for e in final])


def _verb(final: Sequence[Entry]) -> str:
    return "is" if sum(_size(e) or 0 for e in final) == 1 else "are"


def _bare(moment: str) -> str:
    return in_words(moment)


def whole_phrase(told: Story) -> str:
    """As "23 sent back on 5 May 2031", "30 people"."""
    at = told.anchor.key.at if kind_of(told.anchor) else None
    return f"{_whole_name(told)}{f' {on(at)}' if at else ''}"


def _whole_name(told: Story) -> str:
    return f"{told.whole} {name_of(told.anchor) if kind_of(told.anchor) else 'people'}"


def _more_than_before(book: Ledger) -> Iterator[OpenQuestion]:
    """More released than were held last, and who the others are."""
    states = sorted(
        (e for e in book.entries if kind_of(e) and e.key.population is None and e.exact), key=_timed
    )
    for later in states:
        froms = settings().statuses[later.key.status].before
        before = [
            e for e in states if e.key.status in froms and e.key.at and when(e)[1] < when(later)[0]
        ]
        last = [e for e in before if when(e)[:2] == when(before[-1])[:2]] if before else []
        for source in last:
            more = (later.exact or 0) - (source.exact or 0)
            if more <= 0 or more >= (source.exact or 0):
                continue  # so many more are no part of those: another group is told
            away = _apart(states, source)
            others = joined([f"the {e.exact} {name_of(e)}" for e in away], "or")
            other = "somebody else" if more == 1 else "other people"
            guess = f"among {others}, or {other}" if away else other
            verb = "was" if more == 1 else "were"
            they = "that one" if more == 1 else "they"
            yield OpenQuestion(
                question=f"{more} of the {bare(later)} {verb} not among the {bare(source)}: "
                f"{verb} {they} {guess}? "
                f"To settle it: when and where {they} {verb} {name_of(source)}.",
                claims=_claims([later, source, *away]),
            )


def _apart(states: Sequence[Entry], source: Entry) -> list[Entry]:
    """Others known at the moment of a figure, in another class."""
    here = [e for e in states if e.key.at == source.key.at and kind_of(e) != kind_of(source)]
    return _one_per_class(here)


def _rivals(book: Ledger) -> Iterator[OpenQuestion]:
    """Two exact figures for one cell: one of them holds, or they are two groups."""
    for key in book.keys:
        by_number: dict[int, list[Entry]] = {}
        for entry in book.of(key):
            if entry.exact is not None:
                by_number.setdefault(entry.exact, []).append(entry)
        if len(by_number) < 2:
            continue
        exact = [e for n in sorted(by_number) for e in by_number[n]]
        options = [f"{n} ({origins_of(*by_number[n])})" for n in sorted(by_number)]
        name = name_of(exact[0])
        at = f" {on(key.at)}" if key.at else ""
        if key.population:
            name = key.population if name == "people" else f"{key.population} {name}"
        were = "Were there" if kind_of(exact[0]) == "" or "who " in name else "Were"
        yield OpenQuestion(
            question=f"{were} {joined(options, 'or')} {name}{at}, and are they the same group? "
            "To settle it: a list, or a count by somebody who saw the whole group.",
            claims=_claims(exact),
        )


def _last_seen(book: Ledger) -> Iterator[OpenQuestion]:
    """People last known held, hiding, missing or sent back."""
    states = sorted(
        (e for e in book.entries if kind_of(e) and e.key.population is None), key=_timed
    )
    waiting = [
        e for e in states if kind_of(e) in {"away", "missing", "returned", "held"} and _size(e)
    ]
    for entry in _latest(_dated_first(waiting)):
        later = [
            e
            for e in states
            if when(e) > when(entry) and kind_of(e) not in {kind_of(entry), *PASSING}
        ]
        if kind_of(entry) in {"held", "returned"} and later:
            continue
        at = f" after {_bare(entry.key.at)}" if entry.key.at else ""
        yield OpenQuestion(
            question=f"What became of the {_size(entry)} {name_of(entry)}{at}? "
            "To settle it: a later report that names where they are.",
            claims=entry.claims,
        )


def _latest(entries: Sequence[Entry]) -> list[Entry]:
    """The last figure of each class."""
    last: dict[str, Entry] = {}
    for entry in entries:
        kept = last.get(kind_of(entry))
        if kept is None or (when(entry)[:2], _size(entry) or 0) >= (
            when(kept)[:2],
            _size(kept) or 0,
        ):
            last[kind_of(entry)] = entry
    return sorted(last.values(), key=_timed)


def _claims(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(sorted({c for e in entries for c in e.claims}))
