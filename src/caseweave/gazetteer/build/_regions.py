"""Regions, continents and seas: our own table first, then what the sources name besides."""

import math

from caseweave.gazetteer._geometry import KM_PER_DEGREE
from caseweave.gazetteer._names import key
from caseweave.gazetteer._place import KINDS, MAIN
from caseweave.gazetteer.build import _points, _sources, _tables
from caseweave.gazetteer.build._row import Row, Rows

_WET = frozenset({"sea", "ocean", "gulf", "bay", "strait", "channel", "sound"})
_CONTINENT_KM = 3000.0
_WIDEST_KM = 6000


def add_regions(rows: Rows) -> None:
    """Adds every region and sea once; a name that our table holds is not taken from a source."""
    listed = _add_own(rows)
    for fact in _sources.continents():
        if key(fact["name"]) not in listed:
            where = float(fact["lat"]), float(fact["lng"])
            _add(rows, fact["name"], "continent", where, (_CONTINENT_KM, "", fact["geonameId"]))
            listed.add(key(fact["name"]))
    _, seas = _sources.lands_and_seas()
    for name, rings in seas:
        if key(name) not in listed:
            listed.add(key(name))
            lat, lon = _points.middle_of_rings(rings)
            reach = min(_reach(rings, lat, lon), _WIDEST_KM)
            called = name.title() if name.isupper() else name
            _add(rows, called, "sea", (round(lat, 4), round(lon, 4)), (reach, "", None))


def _add_own(rows: Rows) -> set[str]:
    listed = set()
    for line in _tables.table("regions.tsv"):
        name, feature, lat, lon, radius, *more = line
        countries, others = [*more, "", ""][:2]
        row = _add(rows, name, feature, (float(lat), float(lon)), (float(radius), countries, None))
        listed.add(key(name))
        for other in filter(None, others.split("|")):
            rows.call(row, other, MAIN)
            listed.add(key(other))
    return listed


def _add(
    rows: Rows,
    name: str,
    feature: str,
    where: tuple[float, float],
    about: tuple[float, str, int | None],
) -> int:
    kind = KINDS.index("sea" if feature in _WET else "region")
    radius, countries, geonameid = about
    return rows.add(
        Row(geonameid, name, kind, feature, None, None, None, *where, 0, radius, countries)
    )


def _reach(rings: list[tuple[tuple[float, float], ...]], lat: float, lon: float) -> float:
    """Kilometres to the farthest point of the rings, in round tens."""
    shrink = math.cos(math.radians(lat))
    far = max(math.hypot(y - lat, (x - lon) * shrink) for ring in rings for x, y in ring)
    return float(round(far * KM_PER_DEGREE, -1))
