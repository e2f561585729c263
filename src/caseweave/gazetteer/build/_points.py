"""One representative point for areas that the sources give without coordinates.

A first-level division's point is the middle of its ground: each spot of the country's land counts
for the division of its nearest town, so that an empty north weighs as it does on a map. Smaller
divisions take the middle of their towns.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from caseweave.gazetteer._geometry import Point, centroid, inside

_SQUARES_PER_DEGREE = 5
_SPOTS_ACROSS = 60  # a country's ground is sampled at about this many spots across
_STEP = (0.03, 0.4)  # degrees: no finer, no coarser
_CHUNK = 2000


def middle_of_towns(points: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
    """(lat, lon): mean over fifth-of-a-degree squares with a town, each at the mean of its towns.

    Each square counts once, so that a crowded corner does not pull the point.
    """
    squares: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for lat, lon in points:
        square = (math.floor(lat * _SQUARES_PER_DEGREE), math.floor(lon * _SQUARES_PER_DEGREE))
        squares.setdefault(square, []).append((lat, lon))
    if not squares:
        return None
    spread = [sq for _, sq in sorted(squares.items())]
    base = spread[0][0][1]
    lats = [sum(p[0] for p in sq) / len(sq) for sq in spread]
    # Longitudes are taken relative to the first, so that a country across 180 degrees stays whole.
    lons = [sum((p[1] - base + 540) % 360 - 180 for p in sq) / len(sq) for sq in spread]
    lon = (sum(lons) / len(lons) + base + 540) % 360 - 180
    return sum(lats) / len(lats), lon


def middle_of_rings(rings: Sequence[Sequence[Point]]) -> tuple[float, float]:
    """(lat, lon): the centroid of the largest ring, moved to its inside where it falls out."""
    largest = max(rings, key=lambda ring: centroid(ring)[2])
    lon, lat, _ = centroid(largest)
    if inside(largest, lat, lon):
        return lat, lon
    spans = _stretches([largest], lat)
    if not spans:
        return lat, lon
    west, east = max(spans, key=lambda s: s[1] - s[0])
    return lat, (west + east) / 2


def middle_of_ground(
    rings: Sequence[Sequence[Point]], towns: Sequence[tuple[float, float, int]]
) -> dict[int, tuple[float, float]]:
    """For each division number in `towns` (lat, lon, division) the middle of its ground."""
    spots = np.array(list(_spots(rings)))
    if not len(spots) or not towns:
        return {}
    lats, lons = np.array([t[0] for t in towns]), np.array([t[1] for t in towns])
    owner = np.array([t[2] for t in towns])
    nearest = np.empty(len(spots), dtype=int)
    for i in range(0, len(spots), _CHUNK):
        part = spots[i : i + _CHUNK]
        dy = part[:, :1] - lats
        dx = ((part[:, 1:] - lons + 540) % 360 - 180) * np.cos(np.radians(part[:, :1]))
        nearest[i : i + _CHUNK] = np.argmin(dx * dx + dy * dy, axis=1)
    owned = owner[nearest]
    middle = {}
    for division in sorted(set(owned.tolist())):
        mine = spots[owned == division]
        base = mine[0, 1]
        # A spot stands for less ground nearer a pole.
        ground = np.cos(np.radians(mine[:, 0]))
        turned = (mine[:, 1] - base + 540) % 360 - 180
        lat = float(np.average(mine[:, 0], weights=ground))
        lon = float(np.average(turned, weights=ground)) + float(base)
        middle[division] = (round(lat, 4), round((lon + 540) % 360 - 180, 4))
    return middle


def _spots(rings: Sequence[Sequence[Point]]) -> Iterator[tuple[float, float]]:
    """An even grid of (lat, lon) over the land, row by row."""
    lats = [y for ring in rings for _, y in ring]
    step = min(_STEP[1], max(_STEP[0], (max(lats) - min(lats)) / _SPOTS_ACROSS))
    lat = min(lats) + step / 2
    while lat < max(lats):
        for west, east in _stretches(rings, lat):
            lon = math.ceil(west / step) * step
            while lon < east:
                yield lat, lon
                lon += step
        lat += step


def _stretches(rings: Sequence[Sequence[Point]], lat: float) -> list[tuple[float, float]]:
    """Where the parallel `lat` runs over land: (west, east) pairs."""
    crossings = sorted(
        (x1 - x0) * (lat - y0) / (y1 - y0) + x0
        for ring in rings
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (y0 > lat) != (y1 > lat)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=False))
