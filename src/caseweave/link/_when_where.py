"""Features of time and place.

Each is 0 to 1; an unknown date or place is never taken for a difference.
"""

import math

from caseweave.link._feature import Family
from caseweave.link.compare import Facts

WHEN_WHERE = Family()
# Kilometres between two towns that are no suburbs of each other.
_TOWNS_APART = 25
# What is left of days apart between two stages of one incident.
_STAGES = 0.5


@WHEN_WHERE.says("both date it to the same day")
def same_day(f: Facts) -> float:
    """1 where both date the same part exactly (within three days) and the dates overlap."""
    return float(f.part_gap == 0)


@WHEN_WHERE.says("both name the same day")
def shared_day(f: Facts) -> float:
    """1 where an exact day is named by both, but for different parts of what they tell."""
    return float(f.day_gap == 0 and f.exact and f.part_gap != 0)


@WHEN_WHERE.says("they date the same thing {f.part_gap} days apart")
def parts_apart(f: Facts) -> float:
    """Grows with the days between exact dates of the same part: .63 at four days, 0 at one."""
    return 1 - math.exp(-(f.part_gap - 1) / 3) if f.part_gap else 0.0


@WHEN_WHERE.says("their dates are {f.part_gap} days apart")
def days_near(f: Facts) -> float:
    """Falls from 1 by e in four days between exact dates of the same part that do not overlap."""
    return math.exp(-f.part_gap / 4) if f.part_gap else 0.0


@WHEN_WHERE.says("their dates, as far as told, overlap")
def dates_overlap(f: Facts) -> float:
    """Nearest dates overlap but one is vague; .57 for a month, .44 for a year."""
    if f.day_gap != 0 or f.exact:
        return 0.0
    return 1 / (1 + math.log10(max(1, f.widest)) / 2)


@WHEN_WHERE.says("their dates, as far as told, are {f.day_gap} days apart")
def dates_follow(f: Facts) -> float:
    """Vague nearest dates do not overlap: falls from 1 by e in thirty days."""
    return math.exp(-f.day_gap / 30) if f.day_gap and not f.exact else 0.0


@WHEN_WHERE.says("their dates are far apart ({f.day_gap} days)")
def dates_apart(f: Facts) -> float:
    """Grows with the days between the nearest dates: .63 at two weeks, .99 at two months.

    Half of it where these are of two things, an arrest and an expulsion: one follows on the other.
    """
    apart = 1 - math.exp(-f.day_gap / 14) if f.day_gap else 0.0
    return apart * _STAGES if f.stages else apart


@WHEN_WHERE.says("one of them gives no date")
def undated(f: Facts) -> float:
    """1 where at least one of the two has no resolved date."""
    return float(f.day_gap is None)


@WHEN_WHERE.says("the reports came out {f.published_gap} days apart")
def published_near(f: Facts) -> float:
    """Falls from 1 by e in a week between the days of publication."""
    return math.exp(-f.published_gap / 7) if f.published_gap is not None else 0.0


@WHEN_WHERE.says("the reports came out within the same months")
def published_months(f: Facts) -> float:
    """Falls from 1 by e in ninety days between the days of publication."""
    return math.exp(-f.published_gap / 90) if f.published_gap is not None else 0.0


@WHEN_WHERE.says("the reports came out {f.published_gap} days apart")
def published_apart(f: Facts) -> float:
    """Logarithm of the days between publications, 1 at a year and more."""
    if f.published_gap is None:
        return 0.0
    return min(1.0, math.log1p(f.published_gap) / math.log1p(365))


@WHEN_WHERE.says("a report came out {f.before} days before the other's event")
def told_before(f: Facts) -> float:
    """1 where one report came out more than a day before the earliest date of the other."""
    return min(1.0, max(0, f.before - 1) / 3)


@WHEN_WHERE.says("both tell of {places}")
def same_place(f: Facts) -> float:
    """1 where both name the same town, or towns within 15 km."""
    return float(bool(f.shared_places))


@WHEN_WHERE.says("their places lie {km} km apart")
def place_near(f: Facts) -> float:
    """Falls from 1 by e in 60 km between the nearest places that are not the same."""
    return math.exp(-f.km / 60) if f.km is not None and not f.shared_places else 0.0


@WHEN_WHERE.says("their places are far apart ({km} km)")
def places_apart(f: Facts) -> float:
    """Grows with the distance of the nearest places: .63 at 150 km; 0 where one names both."""
    if f.km is None or f.shared_places or f.shared_spots or f.told:
        return 0.0
    return 1 - math.exp(-f.km / 150)


@WHEN_WHERE.says("they name different towns as the place")
def other_town(f: Facts) -> float:
    """1 where both tell a town of the event, these lie apart, and neither names the other's."""
    named = f.mentioned or f.shared_spots
    return float(f.km is not None and f.km > _TOWNS_APART and not named)


@WHEN_WHERE.says("both name {mentioned}")
def mentioned_place(f: Facts) -> float:
    """Another town than the scene is shared: 1 where one tells of it, .5 where both name it."""
    if f.shared_places or not f.mentioned:
        return 0.0
    return 1.0 if f.told else 0.5


@WHEN_WHERE.says("both name {spots} as a place")
def shared_spot(f: Facts) -> float:
    """1 where one names the other's scene in passing, or both a place that no gazetteer has."""
    return float(bool(f.shared_spots) and not f.shared_places and not f.mentioned)


@WHEN_WHERE.says("each names another place")
def other_spot(f: Facts) -> float:
    """1 where both name a scene, one at least is in no gazetteer, and neither names the other's."""
    return float(f.spots_differ and not f.shared_places and not f.mentioned)


@WHEN_WHERE.says("both name {days}")
def day_named(f: Facts) -> float:
    """A day of a month that both name in their words: .5, or 1 where one of them names no other."""
    if not f.days_named:
        return 0.0
    return 1.0 if min(len(f.a.days_named), len(f.b.days_named)) == 1 else 0.5


@WHEN_WHERE.says("both name the same place and {days}")
def place_and_day(f: Facts) -> float:
    """1 where both name one day of a month and one place, scene or not."""
    placed = f.shared_places or f.mentioned or f.shared_spots
    return float(bool(f.days_named) and bool(placed))


@WHEN_WHERE.says("both tell of {regions}")
def same_region(f: Facts) -> float:
    """1 where both name a place in one state or province."""
    return float(bool(f.shared_regions))


@WHEN_WHERE.says("their places lie in different states or provinces")
def other_region(f: Facts) -> float:
    """1 where both name states or provinces (or places in them), and neither these nor a scene."""
    return float(f.regions_differ and not (f.told or f.shared_spots))


@WHEN_WHERE.says("one names a place within the other's country ({countries})")
def place_within(f: Facts) -> float:
    """1 where one tells a town and the other only the country (or region) that it lies in."""
    coarse = [not any(x.fine for x in p.places) for p in (f.a, f.b)]
    return float(bool(f.shared_countries) and coarse[0] != coarse[1])


@WHEN_WHERE.says("both tell of {countries}")
def same_country(f: Facts) -> float:
    """1 where their countries (of the event or the route) meet, and neither names a town."""
    fine = any(x.fine for p in (f.a, f.b) for x in p.places)
    return float(bool(f.shared_countries) and not fine)


@WHEN_WHERE.says("they share no country")
def other_country(f: Facts) -> float:
    """1 where both tell countries, none of them shared, and no town or spot is shared either."""
    return float(f.other_country and not f.shared_spots)


@WHEN_WHERE.says("one of them gives no place")
def unplaced(f: Facts) -> float:
    """1 where at least one of the two names no place at all."""
    return float(any(not p.countries and not p.places for p in (f.a, f.b)))


@WHEN_WHERE.says("same place and near in time")
def place_in_time(f: Facts) -> float:
    """Same town, falling by e with each week."""
    return f.near_in_time if f.shared_places else 0.0
