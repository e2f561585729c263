"""The records of the gazetteer: a place, a candidate for a name, a country."""

from typing import Literal

import msgspec

from caseweave.model import PlaceValue

Kind = Literal["city", "admin1", "admin2", "country", "region", "sea"]
KINDS: tuple[Kind, ...] = ("city", "admin1", "admin2", "country", "region", "sea")
# How a name belongs to a place: its own name; that name without its generic word ("Laurel" for
# "Laurel County"); another name; a code or abbreviation.
MAIN, SHORTENED, ALIAS, CODE = range(4)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place. `country`: ISO 3166 alpha-2; `lat`, `lon`: degrees, WGS 84.

    `kind`: city (any populated place), admin1, admin2, country, region, sea. `feature` says more
    for the last two (continent, island, river, lake, mountains, desert, strait, gulf, ocean ...)
    and for a city (`capital` of its country). `admin1`, `admin2`: names, with their row numbers in
    `admin1_row`, `admin2_row`; `row` is this place's own (stable within one data file only).
    `population`: people, 0 where unknown; for an area the sum over its towns where GeoNames has
    none. `radius_km`: about how far an area reaches, 0 for a city.
    """

    row: int
    geonameid: int | None
    name: str
    kind: Kind
    feature: str = ""
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin1_row: int | None = None
    admin2_row: int | None = None
    lat: float
    lon: float
    population: int = 0
    radius_km: float = 0.0
    countries: tuple[str, ...] = ()

    def told_as(self, name: str) -> PlaceValue:
        """The value of a claim that names this place so; without a `city`, which words tell."""
        return PlaceValue(
            name=name,
            country=self.country,
            admin1=self.admin1,
            lat=self.lat,
            lon=self.lon,
            geonameid=self.geonameid,
            precision=self.kind,
        )


class Candidate(msgspec.Struct, frozen=True):
    """A place that bears a name, and how: MAIN, SHORTENED, ALIAS or CODE."""

    place: Place
    rank: int


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A country or territory with an ISO code. `names`: English name first, then others.

    `borders`: codes with which it shares a land border. `continent`: AF, AN, AS, EU, NA, OC, SA.
    `bounds`: south, west, north, east of its mainland; `boxes`: the same of each group of land.
    """

    code: str
    iso3: str
    geonameid: int
    name: str
    names: tuple[str, ...]
    capital: str
    continent: str
    population: int
    area_km2: float
    borders: tuple[str, ...]
    row: int
    lat: float
    lon: float
    bounds: tuple[float, float, float, float]
    boxes: tuple[tuple[float, float, float, float], ...] = ()
