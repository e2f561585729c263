"""What two profiles have in common and where they differ, worked out once for a pair.

Symmetric: `compare(a, b)` and `compare(b, a)` hold the same facts.
"""

import math
from typing import TypeVar

import msgspec

from caseweave.gazetteer import distance_km
from caseweave.link._records import CountRange, MentionProfile, PlaceAt
from caseweave.link.words import contained, likeness

T = TypeVar("T")

# A date known to within this many days counts as exact (weekends, "overnight").
EXACT_DAYS = 3
# Places closer than this are one town (gazetteer points lie anywhere within a town).
SAME_PLACE_KM = 15.0
_TOTALS = frozenset({"people", "detained", "returned", "handed_over", "released", "rescued"})
_TOLLS = frozenset({"dead", "injured", "missing"})


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """A pair compared. None where one of the two does not tell.

    `day_gap`: days between the nearest dates of their parts, `part_gap`: of one and the same part
    where both know it exactly; `exact`: both of these known to
    within three days; `widest`: days of the vaguer one. `before`: days by which one happened
    after the other was already published. `km`: between the nearest fine places. `size`: people
    of the larger group of each (smaller first).
    """

    a: MentionProfile
    b: MentionProfile
    day_gap: int | None
    part_gap: int | None
    exact: bool
    widest: int
    published_gap: int | None
    before: int
    km: float | None
    shared_places: tuple[str, ...]
    shared_countries: tuple[str, ...]
    size: tuple[int, int] | None
    same_counts: tuple[CountRange, ...]
    other_counts: int
    text: float
    names: float
    title: float
    numbers: float
    phrases: float
    lead: float
    names_held: float
    text_held: float
    shared_rare: tuple[str, ...]
    shared_regions: tuple[str, ...]
    regions_differ: bool

    @property
    def near_in_time(self) -> float:
        """0 to 1: how near their days lie, by event or else by publication (e-fold in a week)."""
        gaps = [g for g in (self.day_gap, self.published_gap) if g is not None]
        return math.exp(-min(gaps) / 7) if gaps else 0.0


def compare(a: MentionProfile, b: MentionProfile) -> Facts:
    """The facts about a pair of profiles."""
    day_gap, exact, widest = _nearest_dates(a, b)
    published = None
    if a.published is not None and b.published is not None:
        published = abs(a.published - b.published)
    same, other = _same_counts(a, b)
    regions = regions_of(a), regions_of(b)
    return Facts(
        a=a,
        b=b,
        day_gap=day_gap,
        part_gap=_part_gap(a, b),
        exact=exact,
        widest=widest,
        published_gap=published,
        before=max(_after_publication(a, b), _after_publication(b, a)),
        km=_nearest_km(a, b),
        shared_places=_shared_places(a, b),
        shared_countries=shared(a.countries, b.countries),
        size=_sizes(a, b),
        same_counts=same,
        other_counts=other,
        text=likeness(a.terms, b.terms),
        names=likeness(a.names, b.names),
        title=likeness(a.title_terms, b.title_terms),
        numbers=likeness(a.numbers, b.numbers),
        phrases=likeness(a.phrases, b.phrases),
        lead=likeness(a.lead_terms, b.lead_terms),
        names_held=contained(a.names, b.names),
        text_held=contained(a.terms, b.terms),
        shared_rare=shared(a.rare, b.rare),
        shared_regions=shared(*regions),
        regions_differ=bool(regions[0] and regions[1]) and not shared(*regions),
    )


def shared(a: tuple[T, ...], b: tuple[T, ...]) -> tuple[T, ...]:
    """What both hold, in the order of the first."""
    if not a or not b:
        return ()
    other = set(b)
    return tuple(x for x in a if x in other)


def shared_names(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the first that the second has too: equal, or one ends with or holds the other."""
    return tuple(x for x in a if any(_one_name(x, y) for y in b))


def _one_name(x: str, y: str) -> bool:
    if x == y:
        return True
    short, long = sorted((x.split(), y.split()), key=len)
    return bool(short) and len(short) < len(long) and long[-len(short) :] == short


def _nearest_dates(a: MentionProfile, b: MentionProfile) -> tuple[int | None, bool, int]:
    """The gap of the nearest two parts; among equals the same part, then the most exact pair."""
    best: tuple[int, int, int] | None = None
    for x in a.dates:
        for y in b.dates:
            wide = max(x.span.days, y.span.days)
            found = (x.span.gap(y.span), wide, 0 if x.part == y.part else 1)
            if best is None or found < best:
                best = found
    if best is None:
        return None, False, 0
    return best[0], best[1] <= EXACT_DAYS, best[1]


def _part_gap(a: MentionProfile, b: MentionProfile) -> int | None:
    """Days between the nearest exact dates of the same part."""
    gaps = [
        x.span.gap(y.span)
        for x in a.dates
        for y in b.dates
        if x.part == y.part and max(x.span.days, y.span.days) <= EXACT_DAYS
    ]
    return min(gaps) if gaps else None


def regions_of(p: MentionProfile) -> tuple[str, ...]:
    """The first-level divisions (states, provinces) of a mention's places, sorted."""
    return tuple(sorted({f"{x.admin1}, {x.country}" for x in p.places if x.admin1}))


def _after_publication(a: MentionProfile, b: MentionProfile) -> int:
    if not a.dates or b.published is None:
        return 0
    return max(0, min(d.span.low for d in a.dates) - b.published)


def km_between(a: PlaceAt, b: PlaceAt) -> float | None:
    """Great-circle distance of two places; None where coordinates are unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def _nearest_km(a: MentionProfile, b: MentionProfile) -> float | None:
    found = [
        km
        for x in a.places
        if x.fine
        for y in b.places
        if y.fine and (km := km_between(x, y)) is not None
    ]
    return min(found) if found else None


def _shared_places(a: MentionProfile, b: MentionProfile) -> tuple[str, ...]:
    found = {x.name for x in a.places if x.fine for y in b.places if y.fine and _one_place(x, y)}
    found |= {y.name for y in b.places if y.fine for x in a.places if x.fine and _one_place(x, y)}
    return tuple(sorted(found))


def _one_place(a: PlaceAt, b: PlaceAt) -> bool:
    if a.country and b.country and a.country != b.country:
        return False
    km = km_between(a, b)
    if km is not None:
        return km <= SAME_PLACE_KM
    return a.name.lower() == b.name.lower()


def group_size(profile: MentionProfile) -> int | None:
    """People of the mention's whole group: the largest total, part's whole or toll it tells."""
    totals = [c.of or c.low for c in profile.counts if c.attribute in _TOTALS]
    if not totals:
        totals = [c.low for c in profile.counts if c.attribute not in _TOTALS | _TOLLS]
    return max(totals) if totals else None


def _sizes(a: MentionProfile, b: MentionProfile) -> tuple[int, int] | None:
    x, y = group_size(a), group_size(b)
    if x is None or y is None or x <= 0 or y <= 0:
        return None
    return min(x, y), max(x, y)


def _same_counts(a: MentionProfile, b: MentionProfile) -> tuple[tuple[CountRange, ...], int]:
    """Counts of one attribute that both give alike, and how many attributes share no value."""
    theirs: dict[str, list[CountRange]] = {}
    for count in b.counts:
        theirs.setdefault(count.attribute, []).append(count)
    same, told, agreed = set(), set(), set()
    for x in a.counts:
        for y in theirs.get(x.attribute, []):
            told.add(x.attribute)
            if x.low == y.low and x.high == y.high:
                same.add(x)
                agreed.add(x.attribute)
            elif (x.high is None or y.low <= x.high) and (y.high is None or x.low <= y.high):
                agreed.add(x.attribute)
    return tuple(sorted(same, key=lambda c: (c.attribute, c.low))), len(told - agreed)
