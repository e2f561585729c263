"""Which pairs of mentions are worth scoring, through inverted indexes, never by all pairs.

A profile gives keys (day and place, month and country with count or kind, names, rare words,
quotations, copies); mentions that share a key are candidates. Each mention keeps the `COMPARED`
candidates that share most; keys held by too many mentions say nothing and are passed over.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date

from caseweave.link._records import DateSpan, MentionProfile
from caseweave.link.cluster import COMPARED
from caseweave.link.compare import group_size

# Keys held by more mentions than this are passed over.
CROWD = 400
# A date this vague is looked up by month, a more exact one by day.
_BY_DAY = 10
_MONTHS = 14
_CELL_DEGREES = 0.25
_RARE_WORDS = 14
_RARE_NAMES = 10


def candidates(profiles: Sequence[MentionProfile]) -> list[tuple[int, int]]:
    """Pairs of positions in `profiles` (smaller id first), sorted by id; a function of the set."""
    order = sorted(range(len(profiles)), key=lambda i: profiles[i].id)
    index: dict[str, list[int]] = {}
    weight: dict[str, float] = {}
    for rank, at in enumerate(order):
        for key, worth in keys(profiles[at]):
            index.setdefault(key, []).append(rank)
            weight[key] = worth
    shares = _shares(index, weight, len(order))
    reports: dict[str, list[int]] = {}
    for rank, at in enumerate(order):
        reports.setdefault(profiles[at].report, []).append(rank)
    for rank, at in enumerate(order):
        for other in (r for c in profiles[at].copies for r in reports.get(c, [])):
            shares[rank][other] = shares[other][rank] = math.inf
    kept: set[tuple[int, int]] = set()
    for rank, shared in enumerate(shares):
        mine = profiles[order[rank]].report
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        best = [(r, w) for r, w in best if profiles[order[r]].report != mine][:COMPARED]
        kept.update((min(rank, r), max(rank, r)) for r, _ in best)
    return [(order[a], order[b]) for a, b in sorted(kept)]


def _shares(
    index: dict[str, list[int]], weight: dict[str, float], size: int
) -> list[dict[int, float]]:
    """For each mention, the others that share keys with the summed worth of these keys."""
    shares: list[dict[int, float]] = [{} for _ in range(size)]
    for key, ranks in sorted(index.items()):
        if not 1 < len(ranks) <= CROWD:
            continue
        worth = weight[key] / math.log2(1 + len(ranks))
        for i, a in enumerate(ranks):
            for b in ranks[i + 1 :]:
                shares[a][b] = shares[b][a] = shares[a].get(b, 0.0) + worth
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
