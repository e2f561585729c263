"""Looks up places, countries, borders and directions in the packed data file, read only.

Invariant: the file is opened immutable and never written; every answer is a pure function of it.
"""

import math
import sqlite3
import struct
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

from caseweave.gazetteer import _outline
from caseweave.gazetteer._geometry import KM_PER_DEGREE, Point, distance_km
from caseweave.gazetteer._names import key
from caseweave.gazetteer._place import KINDS, MAIN, Candidate, Country, Place

_COLUMNS = (
    "p.row, p.geonameid, p.name, p.kind, p.feature, p.country, p.admin1, p.admin2, "
    "p.lat, p.lon, p.population, p.radius, p.countries, a.name, b.name"
)
_JOINED = "place p LEFT JOIN place a ON a.row = p.admin1 LEFT JOIN place b ON b.row = p.admin2"
_CELL_LIMIT = 12  # degrees searched around a point for a town: wider than the emptiest land
_KEPT = 50_000  # places held in memory, about 20 MB


class Gazetteer:
    """The places of the world. Open with `gazetteer()`; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._rows: dict[int, Place] = {}
        self._row_of: dict[int, int] = {}  # by GeoNames id, of places read so far
        self._countries: dict[str, Country] = {
            code: msgspec.json.decode(facts, type=Country)
            for code, facts in self._base().execute("SELECT code, facts FROM country ORDER BY code")
        }
        self._country_names = self._name_countries()
        self._outline = lru_cache(maxsize=256)(self._load_outline)
        self._found = lru_cache(maxsize=20000)(self._find)

    def _base(self) -> sqlite3.Connection:
        base: sqlite3.Connection | None = getattr(self._local, "base", None)
        if base is None:
            base = sqlite3.connect(f"{self._path.as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.base = base
        return base

    # Names

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """All places that bear `name`, own names first, then countries and larger ones."""
        return self._found(key(name))

    def lookup(self, name: str) -> list[Place]:
        """The places that bear `name`: main names before other names, then by importance."""
        return [c.place for c in self.candidates(name)]

    def by_geonameid(self, geonameid: int) -> Place | None:
        """The place with this GeoNames id; fast for places that were looked up by name before."""
        row = self._row_of.get(geonameid)
        if row is None:
            base = self._base()
            found = base.execute("SELECT row FROM place WHERE geonameid = ?", (geonameid,))
            row = next((r for (r,) in found), None)
        return self.place(row) if row is not None else None

    def place(self, row: int) -> Place:
        """The place of a row number (`Place.admin1_row`). Raises KeyError where there is none."""
        return self._places([row])[row]

    def sources(self) -> str:
        """Where the data comes from and under which licences, to be shown with a map or export."""
        return str(
            self._base().execute("SELECT value FROM meta WHERE name = 'sources'").fetchone()[0]
        )

    # Countries

    def country(self, code: str) -> Country | None:
        """The country with an ISO 3166 alpha-2 code."""
        return self._countries.get(code.upper())

    def countries(self) -> tuple[Country, ...]:
        """All countries and territories, by code."""
        return tuple(self._countries.values())

    def country_by_name(self, name: str) -> Country | None:
        """The country that bears this name (English or other), or None."""
        code = self._country_names.get(key(name))
        return self._countries[code] if code else None

    def borders(self, a: str, b: str) -> bool:
        """Whether two countries share a land border."""
        return b.upper() in self.neighbours(a)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """The codes of the countries that share a land border with `code`."""
        found = self.country(code)
        return found.borders if found else ()

    # Where

    def nearest_city(
        self, lat: float, lon: float, *, country: str | None = None, population: int = 0
    ) -> tuple[Place, float] | None:
        """The nearest populated place and the kilometres to it; None in the emptiest seas.

        `country` keeps to one country, `population` to places of at least so many people.
        """
        best: tuple[float, int] | None = None
        for reach in range(_CELL_LIMIT + 1):
            for row, there_lat, there_lon in self._towns_on_square(
                lat, lon, reach, country, population
            ):
                away = distance_km(lat, lon, there_lat, there_lon)
                if best is None or (away, row) < best:
                    best = (away, row)
            shrink = math.cos(math.radians(min(89.0, abs(lat) + reach)))
            if best and best[0] <= reach * KM_PER_DEGREE * shrink:
                break
        return (self.place(best[1]), best[0]) if best else None

    def border_countries_near(self, place: Place, km: float) -> list[tuple[str, float]]:
        """The other countries whose land lies within `km`, nearest first, with the distance.

        Across water too; `borders` tells whether the two share a land border.
        """
        found = []
        for code in self._countries:
            if code == place.country or not self._near(code, place.lat, place.lon, km):
                continue
            away = _outline.km_to_land(self._outline(code), place.lat, place.lon, km)
            if away <= km:
                found.append((code, round(away, 1)))
        return sorted(found, key=lambda f: (f[1], f[0]))

    def is_coastal(self, place: Place, km: float = 15.0) -> bool:
        """Whether the place lies within `km` of its country's sea coast."""
        if place.country is None:
            return place.kind == "sea"
        rings = self._outline(place.country)
        return _outline.km_to_coast(rings, place.lat, place.lon, km) <= km

    def is_on_island(self, place: Place) -> bool:
        """Whether the land that the place stands on is sea on all sides (and no continent)."""
        if place.country is None:
            return place.feature == "island"
        rings = self._outline(place.country)
        return _outline.on_island(rings, place.lat, place.lon)

    def offset(self, place: Place, country: str) -> tuple[float, float] | None:
        """How far east and north of a country's middle a place lies, in halves of its extent.

        -1 to 1 within the extent of the country's mainland, so that a place near the western edge
        of a wide country is west. None for an unknown country.
        """
        found = self.country(country)
        return _offset(place, found.bounds) if found is not None else None

    # Inside

    def _find(self, found: str) -> tuple[Candidate, ...]:
        row = self._base().execute("SELECT bearers FROM name WHERE key = ?", (found,)).fetchone()
        if row is None:
            return ()
        packed = struct.unpack(f"<{len(row[0]) // 4}I", row[0])
        places = self._places([p >> 2 for p in packed])
        candidates = [Candidate(places[p >> 2], p & 3) for p in packed]
        return tuple(sorted(candidates, key=_order))

    def _places(self, rows: list[int]) -> dict[int, Place]:
        if len(self._rows) > _KEPT:
            self._rows = {}
        missing = [r for r in rows if r not in self._rows]
        for i in range(0, len(missing), 500):
            part = missing[i : i + 500]
            marks = ",".join("?" * len(part))
            lines = self._base().execute(
                f"SELECT {_COLUMNS} FROM {_JOINED} WHERE p.row IN ({marks})",  # noqa: S608
                part,
            )
            for line in lines:
                place = self._rows[line[0]] = _place(line)
                if place.geonameid is not None:
                    self._row_of[place.geonameid] = place.row
        return {r: self._rows[r] for r in rows}

    def _towns_on_square(
        self, lat: float, lon: float, reach: int, country: str | None, population: int
    ) -> list[tuple[int, float, float]]:
        """Towns of the cells on the edge of the square `reach` cells around the point's."""
        y0, x0 = math.floor(lat) + 90, math.floor(lon) + 180
        base, towns = self._base(), []
        for y in range(max(0, y0 - reach), min(179, y0 + reach) + 1):
            step = 1 if abs(y - y0) == reach else max(1, 2 * reach)
            for x in range(x0 - reach, x0 + reach + 1, step):
                span = base.execute(
                    "SELECT first, last FROM cell WHERE cell = ?", (y * 360 + x % 360,)
                ).fetchone()
                if span:
                    towns += base.execute(
                        "SELECT row, lat / 1e4, lon / 1e4 FROM place WHERE row BETWEEN ? AND ?"
                        " AND population >= ? AND (?4 IS NULL OR country = ?4)",
                        (*span, population, country),
                    ).fetchall()
        return towns

    def _near(self, code: str, lat: float, lon: float, km: float) -> bool:
        boxes = self._countries[code].boxes or [r.bounds for r in self._outline(code)]
        return any(_outline.gap_km(box, lat, lon) <= km for box in boxes)

    def outlines(self, code: str) -> tuple[tuple[tuple[Point, ...], _outline.Bounds], ...]:
        """The rings of a country (ISO 3166 alpha-2), each with its bounds, to draw a map from.

        Points are (longitude, latitude) in degrees; empty where the country has no outline.
        """
        return tuple((ring.points, ring.bounds) for ring in self._outline(code))

    def _load_outline(self, code: str) -> tuple[_outline.Ring, ...]:
        row = self._base().execute("SELECT outline FROM country WHERE code = ?", (code,)).fetchone()
        return _outline.unpack(row[0]) if row and row[0] else ()

    def _name_countries(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for main in (True, False):
            for country in sorted(self._countries.values(), key=lambda c: -c.population):
                for name in country.names[:1] if main else country.names[1:]:
                    names.setdefault(key(name), country.code)
        return names


def _offset(place: Place, bounds: tuple[float, float, float, float]) -> tuple[float, float]:
    """East and north, across 180 degrees too; `bounds`: south, west, north, east."""
    south, west, north, east = bounds
    dx = (place.lon - (west + east) / 2 + 540) % 360 - 180
    dy = place.lat - (south + north) / 2
    return dx / max(0.01, (east - west) / 2), dy / max(0.01, (north - south) / 2)


_KIND_ORDER = {"country": 0, "region": 1, "sea": 1}


def _order(candidate: Candidate) -> tuple[int, int, int, int]:
    place = candidate.place
    kind = _KIND_ORDER.get(place.kind, 2) if candidate.rank == MAIN else 2
    return candidate.rank, kind, -place.population, place.row


def _place(line: tuple) -> Place:  # type: ignore[type-arg]
    (
        row,
        geonameid,
        name,
        kind,
        feature,
        country,
        admin1,
        admin2,
        lat,
        lon,
        people,
        radius,
        countries,
        one,
        two,
    ) = line
    return Place(
        row=row,
        geonameid=geonameid,
        name=name,
        kind=KINDS[kind],
        feature=feature or "",
        country=country,
        admin1=one,
        admin2=two,
        admin1_row=admin1,
        admin2_row=admin2,
        lat=lat / 1e4,
        lon=lon / 1e4,
        population=people or 0,
        radius_km=float(radius or 0),
        countries=tuple(countries.split("|")) if countries else (),
    )


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the package, opened once per process."""
    return Gazetteer(Path(str(files("caseweave.gazetteer") / "data" / "places.sqlite")))
