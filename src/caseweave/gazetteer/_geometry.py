"""Distances and outlines on the sphere; pure arithmetic, degrees in, kilometres out.

Rings are sequences of (lon, lat); outlines are small enough for plain Python.
"""

import math
from collections.abc import Iterable, Sequence

EARTH_KM = 6371.0088  # IUGG mean radius
KM_PER_DEGREE = EARTH_KM * math.pi / 180
Point = tuple[float, float]


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2
    half += math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def inside(ring: Sequence[Point], lat: float, lon: float) -> bool:
    """Whether the point lies in the ring (even-odd rule)."""
    within = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y0 > lat) != (y1 > lat) and lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0:
            within = not within
        x0, y0 = x1, y1
    return within


def line_km(line: Iterable[Point], lat: float, lon: float) -> float:
    """Kilometres from the point to the nearest spot of the line (locally flat)."""
    shrink = max(0.01, math.cos(math.radians(lat)))
    best = math.inf
    previous: Point | None = None
    for x, y in line:
        turned = (x - lon + 540) % 360 - 180
        px, py = turned * shrink, y - lat
        if previous is None:
            best = min(best, px * px + py * py)
        else:
            best = min(best, _squared(previous, (px, py)))
        previous = (px, py)
    return math.sqrt(best) * KM_PER_DEGREE


def _squared(a: Point, b: Point) -> float:
    """Squared distance of the origin from the segment a-b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 or length > 1e4 else -(a[0] * dx + a[1] * dy) / length
    along = min(1.0, max(0.0, along))
    x, y = a[0] + along * dx, a[1] + along * dy
    return x * x + y * y


def centroid(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Centroid (lon, lat) of a ring and its area in square degrees scaled by the cosine."""
    area = cx = cy = 0.0
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        cross = x0 * y1 - x1 * y0
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
        x0, y0 = x1, y1
    if area == 0:
        return ring[0][0], ring[0][1], 0.0
    lat = cy / (3 * area)
    return cx / (3 * area), lat, abs(area) / 2 * math.cos(math.radians(lat))


def simplify(ring: Sequence[Point], tolerance: float) -> list[Point]:
    """Ramer-Douglas-Peucker over a closed ring; `tolerance` in degrees, ends kept."""
    keep = {0, len(ring) - 1}
    stack = [(0, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        far, where = 0.0, -1
        x0, y0 = ring[first]
        for i in range(first + 1, last):
            a = (x0 - ring[i][0], y0 - ring[i][1])
            b = (ring[last][0] - ring[i][0], ring[last][1] - ring[i][1])
            off = _squared(a, b)
            if off > far:
                far, where = off, i
        if far > tolerance * tolerance:
            keep.add(where)
            stack += [(first, where), (where, last)]
    return [ring[i] for i in sorted(keep)]
