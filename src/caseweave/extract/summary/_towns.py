"""What the gazetteer knows of the towns that a report names: which lies in which, and how large.

A quarter is a town within the reach of a city with several times its people.
"""

import math
from collections.abc import Mapping
from functools import lru_cache

from caseweave.gazetteer import Place, distance_km, gazetteer
from caseweave.model import PlaceValue

# The least people, over QUARTER, of a city that a quarter is taken to lie in unsaid.
LARGE = 20_000
# A place within a city's reach is its quarter, where the city has this many times its people. The
# reach is that of a disc with so many people a square kilometre, as in large cities.
QUARTER, DENSITY = 4, 3000.0
# No quarter has more people than this.
_MOST = 200_000


def known(value: PlaceValue) -> Place | None:
    """The gazetteer's place of a value."""
    return gazetteer().by_geonameid(value.geonameid) if value.geonameid is not None else None


def holder(name: str, towns: Mapping[str, Place]) -> str | None:
    """The largest other town told within whose reach a town lies."""
    town = towns.get(name)
    if town is None:
        return None
    around = [
        (other.population, key)
        for key, other in sorted(towns.items())
        if key != name and larger(other, town) and within(town, other)
    ]
    return max(around)[1] if around else None


def larger(city: Place, town: Place) -> bool:
    """Whether a city has several times a town's people."""
    return city.population >= QUARTER * max(1, town.population)


@lru_cache(maxsize=4096)
def around(town: Place) -> Place | None:
    """The nearest city with several times a town's people, within whose reach it lies."""
    if town.population > _MOST:
        return None
    near = gazetteer().nearest_city(
        town.lat, town.lon, country=town.country, population=QUARTER * max(LARGE, town.population)
    )
    return near[0] if near and within(town, near[0]) else None


def within(town: Place, city: Place) -> bool:
    """Whether a town lies in a city's reach, in the same region."""
    away = distance_km(town.lat, town.lon, city.lat, city.lon)
    return (town.country, town.admin1) == (city.country, city.admin1) and away <= reach(city)


def reach(city: Place) -> float:
    """How far a city reaches, in kilometres."""
    return math.sqrt(city.population / (math.pi * DENSITY))
