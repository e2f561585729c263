"""Which pairs of mentions are worth scoring, through inverted indexes, never by all pairs.

A profile gives keys (day and place, month and country with count or kind, names, rare words,
quotations, copies); mentions that share a key are candidates. Each mention keeps the `COMPARED`
candidates that share most. The cost of one mention is bounded by its keys, whatever the store.
"""

import bisect
import heapq
import math
from collections.abc import Iterator, Sequence
from datetime import date

from caseweave.link._records import DateSpan, MentionProfile
from caseweave.link.cluster import COMPARED
from caseweave.link.compare import group_size

# Under a key held by more mentions than CROWD, each meets those BESIDE it in time only; a key held
# by more than MOB says nothing. So the work grows with the mentions, not with their square.
CROWD = 150
BESIDE = 30
MOB = 3000
# A date this vague is looked up by month, a more exact one by day.
_BY_DAY = 10
_MONTHS = 14
_CELL_DEGREES = 0.25
_RARE_WORDS = 14
_RARE_NAMES = 10


def candidates(profiles: Sequence[MentionProfile]) -> list[tuple[int, int]]:
    """Pairs of positions in `profiles` (smaller id first), sorted by id; a function of the set."""
    order = sorted(range(len(profiles)), key=lambda i: (_when(profiles[i]), profiles[i].id))
    looked_up = [keys(profiles[at]) for at in order]
    index: dict[str, list[int]] = {}
    reports: dict[str, list[int]] = {}
    for rank, at in enumerate(order):
        reports.setdefault(profiles[at].report, []).append(rank)
        for key, _ in looked_up[rank]:
            index.setdefault(key, []).append(rank)
    kept: set[tuple[str, str, int, int]] = set()
    for rank, at in enumerate(order):
        shares = _shares(rank, looked_up[rank], index)
        shares.update((r, math.inf) for c in profiles[at].copies for r in reports.get(c, []))
        for own in reports[profiles[at].report]:
            shares.pop(own, None)
        for other in heapq.nsmallest(COMPARED, shares, key=lambda r: (-shares[r], r)):
            a, b = sorted((at, order[other]), key=lambda i: profiles[i].id)
            kept.add((profiles[a].id, profiles[b].id, a, b))
    return [(a, b) for _, _, a, b in sorted(kept)]


def _when(p: MentionProfile) -> int:
    """The day by which mentions under a crowded key are ordered; undated ones come first."""
    return p.published or min((d.span.low for d in p.dates), default=0)


def _shares(
    rank: int, looked_up: Sequence[tuple[str, float]], index: dict[str, list[int]]
) -> dict[int, float]:
    """The others that share keys with one mention, with the summed worth of these keys."""
    shares: dict[int, float] = {}
    for key, worth in looked_up:
        ranks = index[key]
        if not 1 < len(ranks) <= MOB:
            continue
        if len(ranks) > CROWD:
            at = bisect.bisect_left(ranks, rank)
            ranks = ranks[max(0, at - BESIDE) : at + BESIDE + 1]
        weight = worth / math.log2(1 + len(index[key]))
        for other in ranks:
            shares[other] = shares.get(other, 0.0) + weight
    shares.pop(rank, None)
    return shares


def keys(p: MentionProfile) -> list[tuple[str, float]]:
    """The keys under which a mention is found, each with its worth; sorted, without doubles."""
    found = dict(_when_and_where(p))
    found.update((f"victim {v}", 4.0) for v in p.victims)
    found.update((f"victim {v.split()[-1]}", 2.0) for v in p.victims)
    found.update((f"person {v}", 3.0) for v in p.people)
    found.update((f"quote {q}", 2.0) for q in p.quotations[:: max(1, len(p.quotations) // 40)])
    found.update((f"name {n}", 1.0) for n in _heaviest(p.names, _RARE_NAMES))
    found.update((f"term {n}", 1.0) for n in _heaviest(p.terms, _RARE_WORDS))
    found.update((f"title {n}", 1.0) for n in _heaviest(p.title_terms, 6))
    return sorted(found.items())


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
    for cell in sorted(
        {c for place in p.places if place.fine for c in _cells(place.lat, place.lon)}
    ):
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
    first, last = date.fromordinal(span.low), date.fromordinal(span.high)
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
