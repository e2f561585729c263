"""What two profiles have in common and where they differ, worked out once for a pair.

Symmetric: `compare(a, b)` and `compare(b, a)` hold the same facts.
"""

import math
from functools import cached_property, lru_cache
from typing import TypeVar

import msgspec

from caseweave.gazetteer import distance_km
from caseweave.link._records import CountRange, DatedPart, MentionProfile, PlaceAt
from caseweave.link.figures import exact_totals, same_counts, sizes
from caseweave.link.spots import is_country, key
from caseweave.link.words import likeness, overlap, stem

T = TypeVar("T")

# A date known to within this many days counts as exact (weekends, "overnight").
EXACT_DAYS = 3
# Places closer than this are one town (gazetteer points lie anywhere within a town).
SAME_PLACE_KM = 15.0
# A shorter word of a name is an initial.
_LEAST_LETTERS = 3
# A smaller number of people stands in too many reports to tell them apart.
TELLING = 3
_MONTH = 31
# Tuples shorter than this are searched faster as they are.
_FEW = 6
# The day of the whole; other parts are named after what happened.
_WHOLE = "date"


class Facts(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A pair compared. None where one of the two does not tell.

    `day_gap`: days between the nearest dates of their parts, `part_gap`: of one and the same part
    where both know it exactly; `exact`: both known to within three days; `widest`: days of the
    vaguer one; `stages`: the nearest are of two parts. `before`: days by which one happened
    after the other was already published. `km`: between the nearest fine places. `size`: people
    of the larger group of each (smaller first).
    """

    a: MentionProfile
    b: MentionProfile
    day_gap: int | None
    part_gap: int | None
    exact: bool
    widest: int
    stages: bool
    published_gap: int | None
    before: int
    km: float | None
    shared_places: tuple[str, ...]
    shared_countries: tuple[str, ...]
    other_country: bool
    mentioned: tuple[str, ...]
    told: bool
    size: tuple[int, int] | None
    sizes_exact: bool
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

    @cached_property
    def copied(self) -> bool:
        """Whether both are the main mention of reports of which one copies the other's text."""
        a, b = self.a, self.b
        both_main = a.role == "main" and b.role == "main"
        return both_main and (b.report in a.copies or a.report in b.copies)

    @cached_property
    def totals_differ(self) -> bool:
        """Whether both count the same people exactly, and no such number is shared."""
        ours, theirs = exact_totals(self.a), exact_totals(self.b)
        both = ours.keys() & theirs.keys()
        return bool(both) and not any(ours[k] & theirs[k] for k in both)

    @cached_property
    def dated_counts(self) -> tuple[CountRange, ...]:
        """Telling figures that both give exactly for what they date, not far apart, alike."""
        if self.other_country:
            return ()
        told = [c for c in self.same_counts if c.low == c.high and c.low >= TELLING]
        return tuple(c for c in told if _part_overlaps(self.a, self.b, c.attribute))

    @cached_property
    def shared_spots(self) -> tuple[str, ...]:
        """Spots of both: one's scene that the other names, or a small place."""
        a, b = self.a, self.b
        both = set(shared(a.small, b.small))
        both |= (set(a.spots) & scenes(b)) | (set(b.spots) & scenes(a))
        if not any(x.fine for x in a.places) or not any(x.fine for x in b.places):
            both |= scenes(a) & scenes(b)
        return tuple(sorted(both))

    @cached_property
    def days_named(self) -> tuple[str, ...]:
        """Days of a month that both name, or that one names and the other dates its event to."""
        a, b = self.a, self.b
        both = {*shared(a.days_named, b.days_named)}
        both |= {*shared(a.days_named, b.days_dated), *shared(a.days_dated, b.days_named)}
        return tuple(sorted(both))

    @cached_property
    def spots_differ(self) -> bool:
        """Whether both name a scene, of which neither is named by the other at all."""
        a, b = self.a, self.b
        if self.km is not None or self.shared_spots:
            return False
        return _scene_unnamed(a, b) and _scene_unnamed(b, a)

    @cached_property
    def near_in_time(self) -> float:
        """0 to 1: how near their days lie, by event or else by publication (e-fold in a week)."""
        gaps = [g for g in (self.day_gap, self.published_gap) if g is not None]
        return math.exp(-min(gaps) / 7) if gaps else 0.0


def compare(a: MentionProfile, b: MentionProfile) -> Facts:
    """The facts about a pair of profiles."""
    day_gap, exact, widest, stages = _nearest_dates(a, b)
    part_gap = _part_gap(a, b)
    if part_gap is not None and part_gap > 1:
        # One and the same thing on two days outweighs any vague date that covers both.
        day_gap, exact, stages = part_gap, True, False
    published = None
    if a.published is not None and b.published is not None:
        published = abs(a.published - b.published)
    same, other = same_counts(a, b)
    regions = a.regions, b.regions
    shared_regions = shared(*regions)
    countries = _shared_countries(a, b)
    mentioned, told = _mentioned(a, b)
    size, sizes_exact = sizes(a, b)
    text, text_held = overlap(a.terms, b.terms)
    names, names_held = overlap(a.names, b.names)
    return Facts(
        a=a,
        b=b,
        day_gap=day_gap,
        part_gap=part_gap,
        exact=exact,
        widest=widest,
        stages=stages,
        published_gap=published,
        before=max(_after_publication(a, b), _after_publication(b, a)),
        km=_nearest_km(a, b, shared_regions),
        shared_places=_shared_places(a.places, b.places),
        shared_countries=countries,
        other_country=bool(a.countries and b.countries and not countries and not told),
        mentioned=mentioned,
        told=told,
        size=size,
        sizes_exact=sizes_exact,
        same_counts=same,
        other_counts=other,
        text=text,
        names=names,
        title=likeness(a.title_terms, b.title_terms),
        numbers=likeness(a.numbers, b.numbers),
        phrases=likeness(a.phrases, b.phrases),
        lead=likeness(a.lead_terms, b.lead_terms),
        names_held=names_held,
        text_held=text_held,
        shared_rare=shared(a.rare, b.rare),
        shared_regions=shared_regions,
        regions_differ=bool(regions[0] and regions[1]) and not shared_regions,
    )


def shared(a: tuple[T, ...], b: tuple[T, ...]) -> tuple[T, ...]:
    """What both hold, in the order of the first."""
    if not a or not b:
        return ()
    if len(b) < _FEW:
        return tuple([x for x in a if x in b])
    other = set(b)
    return tuple([x for x in a if x in other])


def shared_names(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the first that the second has too: equal, or one opens or ends with the other."""
    if not a or not b:
        return ()
    return tuple([x for x in a if any(_one_name(x, y) for y in b)])


def different_victims(a: MentionProfile, b: MentionProfile) -> bool:
    """Whether both name victims and neither's passages name one of the other's, in any part."""
    ours, theirs = _told_names(a.victims), _told_names(b.victims)
    if not ours or not theirs or shared_names(ours, theirs):
        return False
    return not (_named_in(ours, b) or _named_in(theirs, a))


def _told_names(victims: tuple[str, ...]) -> tuple[str, ...]:
    """Names of which a word is told: "G. E." may be anybody's."""
    return tuple(name for name in victims if any(_is_word(w) for w in name.split()))


def _is_word(part: str) -> bool:
    return any(len(run) >= _LEAST_LETTERS for run in part.split("."))


def _named_in(victims: tuple[str, ...], other: MentionProfile) -> bool:
    """Whether the last word of a name that is no initial stands in the other's passages."""
    last = (next(w for w in reversed(name.split()) if _is_word(w)) for name in victims)
    return any(stem(word) in other.names for word in last)


def _one_name(x: str, y: str) -> bool:
    if x == y:
        return True
    short, long = sorted((x.split(), y.split()), key=len)
    if not short or len(short) == len(long):
        return False
    first = len(short) > 1 and long[: len(short)] == short  # of two surnames only one
    return first or long[-len(short) :] == short


def _nearest_dates(a: MentionProfile, b: MentionProfile) -> tuple[int | None, bool, int, bool]:
    """The gap of the nearest two dates, whether exact, days of the vaguer, whether of two parts.

    Among equals the most exact pair, then the same part, then two parts.
    """
    best: tuple[int, int, int] | None = None
    for x in a.dates:
        low, high = x.span.low, x.span.high
        for y in b.dates:
            left, right = y.span.low, y.span.high
            gap = low - right if low > right else left - high if left > high else 0
            if best is not None and gap > best[0]:
                continue
            wide = 1 + max(high - low, right - left)
            other = 2 if _WHOLE in (x.part, y.part) else 1
            found = (gap, wide, 0 if x.part == y.part else other)
            if best is None or found < best:
                best = found
    if best is None:
        return None, False, 0, False
    return best[0], best[1] <= EXACT_DAYS, best[1], best[2] == 1


def _part_gap(a: MentionProfile, b: MentionProfile) -> int | None:
    """Days between the nearest exact dates of the same part.

    The day of the whole agrees with that of any part; it differs only from a day of the whole that
    is no part's own (one report's whole is an arrest, the other's the release after it).
    """
    found: int | None = None
    ours, theirs = _known_to(a, b), _known_to(b, a)
    for x in ours:
        if x.span.days > EXACT_DAYS:
            continue
        for y in theirs:
            if y.span.days > EXACT_DAYS:
                continue
            gap = x.span.gap(y.span)
            if gap and (x.part != y.part or (x.part == _WHOLE and _copied(x, y, a, b))):
                continue
            if x.part != y.part and _WHOLE not in (x.part, y.part):
                continue
            found = gap if found is None else min(found, gap)
    return found


def _part_overlaps(a: MentionProfile, b: MentionProfile, part: str) -> bool:
    """Whether both date a part, to a month at least, and their dates overlap."""
    both = [
        (x.span, y.span)
        for x in a.dates
        for y in b.dates
        if x.part == y.part == part and max(x.span.days, y.span.days) <= _MONTH
    ]
    return any(x.gap(y) == 0 for x, y in both)


def _known_to(p: MentionProfile, other: MentionProfile) -> list[DatedPart]:
    """The dated parts that the other report can have known, where it can have known some.

    People are held again, or moved, after the first report: that is no other day for what it told.
    """
    known = [d for d in p.dates if other.published is None or d.span.low <= other.published]
    return known if any(d.part != _WHOLE for d in known) else list(p.dates)


def _copied(x: DatedPart, y: DatedPart, a: MentionProfile, b: MentionProfile) -> bool:
    """Whether a day of the whole is only that of a part, in one of the mentions."""
    return any(d.part != _WHOLE and d.span in (x.span, y.span) for p in (a, b) for d in p.dates)


def _after_publication(a: MentionProfile, b: MentionProfile) -> int:
    """Days from the publication of `b` to the earliest day of `a`, of what both tell.

    A release can follow the report of the arrest; the arrest itself cannot.
    """
    if b.published is None or not any(d.span.low > b.published for d in a.dates):
        return 0
    if len(_known_to(a, b)) < len(a.dates):
        return 0
    parts = {d.span for d in a.dates if d.part != _WHOLE}
    told = [
        d.span.low
        for d in a.dates
        if (d.span not in parts if d.part == _WHOLE else not b.kinds or d.part in b.kinds)
    ]
    return max(0, min(told) - b.published) if told else 0


def km_between(a: PlaceAt, b: PlaceAt) -> float | None:
    """Great-circle distance of two places; None where coordinates are unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return _km(a.lat, a.lon, b.lat, b.lon)


@lru_cache(maxsize=200_000)
def _km(*ends: float) -> float:
    return distance_km(*ends)


def _nearest_km(a: MentionProfile, b: MentionProfile, regions: tuple[str, ...]) -> float | None:
    """Between the nearest towns; where regions are shared, of these regions alone."""
    found = [
        km
        for x in _towns(a.places, regions)
        for y in _towns(b.places, regions)
        if (km := km_between(x, y)) is not None
    ]
    return min(found) if found else None


def _towns(places: tuple[PlaceAt, ...], regions: tuple[str, ...]) -> list[PlaceAt]:
    fine = [x for x in places if x.fine]
    return [x for x in fine if f"{x.admin1}, {x.country}" in regions] if regions else fine


def _shared_places(a: tuple[PlaceAt, ...], b: tuple[PlaceAt, ...]) -> tuple[str, ...]:
    if not a or not b:
        return ()
    found: set[str] = set()
    for x in a:
        if x.fine:
            for y in b:
                if y.fine and _one_place(x, y):
                    found |= {x.name, y.name}
    return tuple(sorted(found))


def _mentioned(a: MentionProfile, b: MentionProfile) -> tuple[tuple[str, ...], bool]:
    """Towns that one of them only names; whether the other tells that it happened there."""
    found = (
        *_shared_places(a.places, b.mentioned),
        *_shared_places(a.mentioned, b.places),
    )
    if found:
        return tuple(sorted(set(found))), True
    return _shared_places(a.mentioned, b.mentioned), False


def _shared_countries(a: MentionProfile, b: MentionProfile) -> tuple[str, ...]:
    """Countries of both, of which at least one tells that it happened there where it tells any."""
    at_a = {p.country for p in a.places if p.country}
    at_b = {p.country for p in b.places if p.country}
    both = shared(a.countries, b.countries)
    if not at_a or not at_b:
        return both
    return tuple(c for c in both if c in at_a or c in at_b)


def scenes(p: MentionProfile) -> set[str]:
    """The towns, districts and places of unknown size where the mention tells that it happened."""
    return {key(x.name) for x in p.places if x.fine or x.lat is None or not is_country(x.name)}


def _scene_unnamed(p: MentionProfile, other: MentionProfile) -> bool:
    """Whether a mention names a scene of which no word stands among the other's names."""
    told = scenes(p) | set(p.small)
    return bool(told) and not any(w in other.names for name in told for w in name.split())


def _one_place(a: PlaceAt, b: PlaceAt) -> bool:
    if a.country and b.country and a.country != b.country:
        return False
    km = km_between(a, b)
    if km is not None:
        return km <= SAME_PLACE_KM
    return key(a.name) == key(b.name)
