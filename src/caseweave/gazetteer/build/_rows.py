"""Turns source rows into the places and names of the data file; pure, sorted, no writing.

Invariant: the same sources give the same rows in the same order.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Any

from caseweave.gazetteer import _geometry
from caseweave.gazetteer._geometry import KM_PER_DEGREE
from caseweave.gazetteer._names import key
from caseweave.gazetteer._place import ALIAS, KINDS, MAIN, SHORTENED
from caseweave.gazetteer.build import _outlines, _points, _sources, _tables
from caseweave.gazetteer.build._regions import add_regions
from caseweave.gazetteer.build._row import Row, Rows

_LATIN_END = 0x250
_LATIN_MORE = range(0x1E00, 0x1F00)
_MARKS = frozenset("’‘ʻʼ–—\u0300\u0301\u0302\u0303\u0306\u0307\u0308\u030c\u0323\u0327\u0331")
_DISSOLVED = {"AN", "CS"}  # GeoNames still lists the Netherlands Antilles and Serbia and Montenegro
_SPECK = 0.02  # of the largest land: smaller islands do not stretch a country's extent
# A town so many times the median distance from its division's middle is looked at; it is a slip of
# the sources where it lies so many times nearer to a town of another division than of its own.
_FAR, _STRAY = 6.0, 3.0
_CODE_LENGTH = 4  # GeoNames lists airport and port codes (BOS, USBOS) as alternate names


# Languages whose place names English takes over letter by letter: other spellings of a small town
# there are transliterations into other alphabets and back, and only make false namesakes.
# fmt: off
_LETTER_BY_LETTER = frozenset({
    "en", "fr", "de", "es", "pt", "it", "nl", "pl", "cs", "sk", "sl", "hr", "hu", "ro", "sv", "da",
    "nb", "no", "fi", "et", "lv", "lt", "is", "lb",
})
# fmt: on
_ALIASES_FROM = 5000  # people; from this size their other names are kept all the same


def _plain_spelling(fact: dict[str, Any] | None) -> bool:
    first = (fact or {}).get("languages", "").split(",")[0].split("-")[0]
    return first in _LETTER_BY_LETTER


def collect() -> tuple[Rows, dict[int, tuple[int, int]], dict[str, dict[str, Any]]]:
    """All rows; for each one-degree cell its first and last city row; country facts by code."""
    rows = Rows()
    divisions = _sources.divisions()
    cities = sorted(_sources.cities(), key=lambda c: (cell(c.lat, c.lon), c.geonameid))
    first_division = len(cities) + 1
    facts = _country_facts(cities)
    capitals = {(c["iso"], key(c["capital"])) for c in facts.values() if c["capital"]}
    cells: dict[int, tuple[int, int]] = {}
    largest = _largest_of_name(cities)
    for city in cities:
        inside: list[int | None] = [None, None]
        for number in city.divisions:
            inside[0 if divisions[number - 1].level == 1 else 1] = first_division + number - 1
        capital = (city.country, key(city.name)) in capitals and largest[
            city.country, key(city.name)
        ] == city.geonameid
        row = rows.add(
            Row(city.geonameid, city.name, KINDS.index("city"), "capital" if capital else "",
                city.country, inside[0], inside[1], city.lat, city.lon, city.population, 0.0)
        )  # fmt: skip
        square = cell(city.lat, city.lon)
        cells[square] = (cells.get(square, (row, row))[0], row)
        if city.population >= _ALIASES_FROM or not _plain_spelling(facts.get(city.country)):
            for alias in latin(city.aliases):
                rows.call(row, alias, ALIAS)
    _add_divisions(rows, divisions, cities)
    _add_countries(rows, facts, cities)
    add_regions(rows)
    return rows, cells, facts


def cell(lat: float, lon: float) -> int:
    """The number of the one-degree square that holds the point."""
    return (math.floor(lat) + 90) * 360 + (math.floor(lon) + 180) % 360


def latin(names: Iterable[str]) -> list[str]:
    """Names in Latin letters that start like a name; codes and transliterations left out."""
    return sorted(
        {
            n
            for n in names
            if n[:1].isupper()
            and not (n.isupper() and len(n) <= _CODE_LENGTH + 1 and " " not in n)
            and all(ord(c) < _LATIN_END or ord(c) in _LATIN_MORE or c in _MARKS for c in n)
        }
    )


def _largest_of_name(cities: list[_sources.City]) -> dict[tuple[str, str], int]:
    best: dict[tuple[str, str], tuple[int, int]] = {}
    for city in cities:
        name = (city.country, key(city.name))
        best[name] = max(best.get(name, (-1, 0)), (city.population, city.geonameid))
    return {name: geonameid for name, (_, geonameid) in best.items()}


def _country_facts(cities: list[_sources.City]) -> dict[str, dict[str, Any]]:
    counted = Counter(c.country for c in cities)
    rows = [c for c in _sources.countries() if c["iso"] not in _DISSOLVED]
    return {c["iso"]: {**c, "towns": counted[c["iso"]]} for c in rows}


def _add_divisions(
    rows: Rows, divisions: list[_sources.Division], cities: list[_sources.City]
) -> None:
    first = len(rows.places) + 1
    towns: dict[int, list[_sources.City]] = {}
    for city in cities:
        for number in city.divisions:
            towns.setdefault(number, []).append(city)
    middle: dict[int, tuple[float, float]] = {}
    for number in range(1, len(divisions) + 1):
        found = _points.middle_of_towns((c.lat, c.lon) for c in towns.get(number, ()))
        if found:
            middle[number] = found
    middle |= _grounds(divisions, cities)
    named = {
        (c.country, key(c.name)): (c.lat, c.lon) for c in sorted(cities, key=lambda c: c.population)
    }
    for number, division in enumerate(divisions, start=1):
        parent = division.parent
        point = (
            middle.get(number)
            or (middle.get(parent) if parent else None)
            or _namesake(division, named)
        )
        kind = KINDS.index("admin1" if division.level == 1 else "admin2")
        people = sum(c.population for c in towns.get(number, ()))
        reach = _reach(point, towns.get(number, ()))
        row = rows.add(
            Row(division.geonameid, division.name, kind, "" if point else "nowhere",
                division.country, first + parent - 1 if parent else None, None,
                *(point or (0.0, 0.0)), people, reach)
        )  # fmt: skip
        if point is None:
            rows.forget(row, division.name)
            continue
        rows.call_shortened(row, division.name, SHORTENED)
        for alias in latin(division.aliases):
            rows.call(row, alias, ALIAS)
            rows.call_shortened(row, alias, ALIAS)


def _namesake(
    division: _sources.Division, named: dict[tuple[str, str], tuple[float, float]]
) -> tuple[float, float] | None:
    """The point of a town of the same country that bears one of the division's names."""
    names = [division.name, *division.aliases]
    return next(
        (named[division.country, key(n)] for n in names if (division.country, key(n)) in named),
        None,
    )


def _grounds(
    divisions: list[_sources.Division], cities: list[_sources.City]
) -> dict[int, tuple[float, float]]:
    """The middle of the ground of each first-level division."""
    towns: dict[str, list[tuple[float, float, int]]] = {}
    for city in cities:
        for number in city.divisions:
            if divisions[number - 1].level == 1:
                towns.setdefault(city.country, []).append((city.lat, city.lon, number))
    lands, _ = _sources.lands_and_seas()
    middle: dict[int, tuple[float, float]] = {}
    for land in lands:
        middle |= _points.middle_of_ground(land.rings, _at_home(towns.get(land.code, [])))
    return middle


def _at_home(towns: list[tuple[float, float, int]]) -> list[tuple[float, float, int]]:
    """Leaves out towns that the sources put in a division far away, by mistake.

    A remote town of a wide division (Kuujjuaq, Townsville) is none: it lies nearest to its own.
    """
    members: dict[int, list[tuple[float, float]]] = {}
    for lat, lon, number in towns:
        members.setdefault(number, []).append((lat, lon))
    middle = {
        number: (median(p[0] for p in points), median(p[1] for p in points))
        for number, points in members.items()
    }
    away = {
        number: median(_degrees(p, middle[number]) for p in points)
        for number, points in members.items()
    }
    return [
        town
        for town in towns
        if _degrees(town[:2], middle[town[2]]) <= _FAR * away[town[2]] + 1
        or _nearest(town, towns, own=True) <= _STRAY * _nearest(town, towns, own=False)
    ]


def _nearest(
    town: tuple[float, float, int], towns: list[tuple[float, float, int]], *, own: bool
) -> float:
    """Degrees to the nearest other town of the same division, or of another."""
    return min(
        (_degrees(town[:2], t[:2]) for t in towns if (t[2] == town[2]) == own and t != town),
        default=math.inf,
    )


def _degrees(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.hypot(a[0] - b[0], (a[1] - b[1]) * math.cos(math.radians(a[0])))


def _reach(point: tuple[float, float] | None, towns: Iterable[_sources.City]) -> float:
    """Kilometres to the farthest town, in round tens."""
    if point is None:
        return 0.0
    shrink = math.cos(math.radians(point[0]))
    far = max(
        (math.hypot(t.lat - point[0], (t.lon - point[1]) * shrink) for t in towns), default=0.0
    )
    return float(round(min(far * KM_PER_DEGREE, 2000), -1))


def _add_countries(
    rows: Rows, facts: dict[str, dict[str, Any]], cities: list[_sources.City]
) -> None:
    lands, _ = _sources.lands_and_seas()
    outline = {land.code: land for land in lands}
    towns: dict[str, list[_sources.City]] = {}
    for city in cities:
        towns.setdefault(city.country, []).append(city)
    given = {
        line[0]: (float(line[1]), float(line[2]))
        for line in _tables.table("countries.tsv")
        if line[1]
    }
    extra = _names_in_use()
    for code, fact in sorted(facts.items()):
        point = given.get(code)
        if point is None and code in outline:
            point = _points.middle_of_rings(outline[code].rings)
        if point is None:
            point = _points.middle_of_towns((c.lat, c.lon) for c in towns.get(code, ()))
        reach = _reach(point, towns.get(code, ()))
        row = rows.add(
            Row(fact["geonameid"], fact["name"], KINDS.index("country"), "", code, None, None,
                *(point or (0.0, 0.0)), fact["population"], reach)
        )  # fmt: skip
        fact["row"], fact["point"] = row, point or (0.0, 0.0)
        fact["boxes"] = _outlines.boxes(outline[code].rings) if code in outline else []
        fact["bounds"] = (
            _mainland(outline[code].rings)
            if code in outline
            else _bounds(towns.get(code, ())) or (*fact["point"], *fact["point"])
        )
        for name in latin(fact["names"]):
            rows.call(row, name, MAIN if "," not in name else ALIAS)
        for name in extra.get(code, ()):
            rows.call(row, name, MAIN)
        fact["names"] = [*fact["names"], *extra.get(code, ())]


def _names_in_use() -> dict[str, list[str]]:
    """Our own other names of countries by code: those in use, then those that they bore before."""
    names: dict[str, list[str]] = {}
    for line in _tables.table("countries.tsv"):
        names[line[0]] = line[3].split("|") if len(line) > 3 else []
    for code, name, _ in _tables.table("former.tsv"):
        names.setdefault(code, []).append(name)
    return names


def _mainland(
    rings: Sequence[Sequence[tuple[float, float]]],
) -> tuple[float, float, float, float]:
    """South, west, north, east of the largest group of land, without its specks."""
    sizes = [_geometry.centroid(ring)[2] for ring in rings]
    large = [r for r, size in zip(rings, sizes, strict=True) if size >= _SPECK * max(sizes)]
    return _outlines.boxes(large)[0]


def _bounds(towns: Iterable[_sources.City]) -> tuple[float, float, float, float] | None:
    points = [(t.lat, t.lon) for t in towns]
    if not points:
        return None
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return min(lats), min(lons), max(lats), max(lons)
