"""Under which keys a mention is looked up: day and place, month and kind, names, rare words.

Keys are functions of one profile; mentions that share one may be one incident. Each key has a
worth: how much sharing it says before its rarity is known.
"""

import hashlib
import math
from collections.abc import Iterator
from datetime import date

from caseweave.link._records import DateSpan, MentionProfile
from caseweave.link.compare import scenes
from caseweave.link.figures import group_size

# A date this vague is looked up by month, a more exact one by day.
_BY_DAY = 10
_MONTHS = 14
_CELL_DEGREES = 0.25
_RARE_WORDS = 14
_RARE_NAMES = 10
_TITLE_WORDS = 6
_SPOTS = 6
_QUOTED_RUNS = 24


def when(p: MentionProfile) -> int:
    """The day by which mentions under one key are ordered; undated ones come first."""
    return p.published or min((d.span.low for d in p.dates), default=0)


def keys(p: MentionProfile) -> list[tuple[str, float]]:
    """The keys under which a mention is found, each with its worth; sorted, without doubles."""
    found = dict(_when_and_where(p))
    found.update((f"victim {v}", 4.0) for v in p.victims)
    found.update((f"victim {v.split()[-1]}", 2.0) for v in p.victims)
    found.update((f"person {v}", 3.0) for v in p.people)
    step = max(1, len(p.quotations) // _QUOTED_RUNS)
    found.update((f"quote {q}", 2.0) for q in p.quotations[::step])
    found.update((f"name {n}", 1.0) for n in _heaviest(p.names, _RARE_NAMES))
    found.update((f"term {n}", 1.0) for n in _heaviest(p.terms, _RARE_WORDS))
    found.update((f"spot {s}", 1.0) for s in _told_spots(p))
    found.update((f"title {n}", 1.0) for n in _heaviest(p.title_terms, _TITLE_WORDS))
    return sorted(found.items())


def _told_spots(p: MentionProfile) -> list[str]:
    """Where it happened, as the words name it: a place that no gazetteer has, or not as a town."""
    return list(dict.fromkeys((*p.spots[:_SPOTS], *sorted(scenes(p)))))[:_SPOTS]


def number_of(key: str) -> int:
    """A key as a 64-bit number, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")


def _heaviest(words: dict[str, float], most: int) -> list[str]:
    return [w for w, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))[:most]]


def _when_and_where(p: MentionProfile) -> Iterator[tuple[str, float]]:
    size = group_size(p)
    sizes = [] if size is None or size <= 0 else _size_bands(size)
    times = sorted({t for d in p.dates for t in _months(d.span)})
    if not times and p.published is not None:
        times = list(_months(DateSpan(p.published - 31, p.published)))
    for country in p.countries or ("",):
        for time in times or ["undated"]:
            for band in sizes:
                yield f"{time} {country} size {band}", 2.0
            for kind in p.kinds:
                yield f"{time} {country} kind {kind}", 1.0
            yield f"{time} {country}", 0.5
        for band in sizes:
            yield f"{country} size {band}", 0.5
    days = sorted({t for d in p.dates for t in _days(d.span)})
    if not days and p.published is not None:
        days = [f"d{p.published - back}" for back in range(3)]
    yield from ((day, 0.6) for day in days)
    told = [place for place in (*p.places, *p.mentioned) if place.fine]
    for cell in sorted({c for place in told for c in _cells(place.lat, place.lon)}):
        for day in days:
            yield f"{day} {cell}", 3.0
        for time in times:
            yield f"{time} {cell}", 1.5
        yield cell, 0.5


def _size_bands(size: int) -> list[int]:
    """Overlapping bands of half an octave, so that 11, 13 and 14 meet in one."""
    at = math.log2(size) * 2
    return [math.floor(at), math.floor(at) + 1]


def _months(span: DateSpan) -> Iterator[str]:
    first, last = date.fromordinal(max(1, span.low)), date.fromordinal(max(1, span.high))
    low, high = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    if high - low <= _MONTHS:
        yield from (f"m{m}" for m in range(low, high + 2))


def _days(span: DateSpan) -> Iterator[str]:
    if span.days <= _BY_DAY:
        yield from (f"d{day}" for day in range(span.low, span.high + 2))


def _cells(lat: float | None, lon: float | None) -> Iterator[str]:
    """The cell of a grid and of the grid moved by half a cell: near places meet in one of them."""
    if lat is None or lon is None:
        return
    for move, grid in ((0.0, "g"), (0.5, "h")):
        y, x = math.floor(lat / _CELL_DEGREES + move), math.floor(lon / _CELL_DEGREES + move)
        yield f"{grid}{y}:{x}"
