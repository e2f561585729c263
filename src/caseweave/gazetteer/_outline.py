"""Country outlines as the data file holds them: where a point lies to a border or a coast.

Natural Earth 1:10m thinned to about a kilometre: good for "which border, how far", no finer.
"""

import math
import struct
import zlib
from collections.abc import Iterator

import msgspec

from caseweave.gazetteer._geometry import KM_PER_DEGREE, Point, inside, line_km

_SCALE = 10_000
_CONTINENT_DEGREES = 35.0  # Australia spans 40; Greenland, the largest island, 24 north to south


Bounds = tuple[float, float, float, float]  # south, west, north, east, in degrees


class Ring(msgspec.Struct, frozen=True):
    """One closed line of (lon, lat); `coast[i]` says whether point i has no other country near."""

    points: tuple[Point, ...]
    coast: tuple[bool, ...]
    bounds: Bounds

    def coasts(self) -> Iterator[tuple[Point, ...]]:
        """The stretches of the line that are coast."""
        start = None
        for i, flag in enumerate((*self.coast, False)):
            if flag and start is None:
                start = i
            elif not flag and start is not None:
                yield self.points[start:i]
                start = None


def unpack(packed: bytes) -> tuple[Ring, ...]:
    """The rings of one country."""
    data = zlib.decompress(packed)
    (count,) = struct.unpack_from("<I", data)
    at = 4
    rings = []
    for _ in range(count):
        (length,) = struct.unpack_from("<I", data, at)
        flat = struct.unpack_from(f"<{2 * length}i", data, at + 4)
        at += 4 + 8 * length
        coast = tuple(flag == 1 for flag in data[at : at + length])
        at += length
        xs = [x / _SCALE for x in flat[::2]]
        ys = [y / _SCALE for y in flat[1::2]]
        bounds = (min(ys), min(xs), max(ys), max(xs))
        rings.append(Ring(tuple(zip(xs, ys, strict=True)), coast, bounds))
    return tuple(rings)


def contains(rings: tuple[Ring, ...], lat: float, lon: float) -> bool:
    """Whether the point lies on the country's land (holes are rings too: even-odd)."""
    return sum(_in_bounds(r, lat, lon) and inside(r.points, lat, lon) for r in rings) % 2 == 1


def km_to_land(rings: tuple[Ring, ...], lat: float, lon: float, within: float = math.inf) -> float:
    """Kilometres to the country's land, 0 inside; inf where it is farther than `within`."""
    if contains(rings, lat, lon):
        return 0.0
    return min(
        (line_km(r.points, lat, lon) for r in rings if gap_km(r.bounds, lat, lon) <= within),
        default=math.inf,
    )


def km_to_coast(rings: tuple[Ring, ...], lat: float, lon: float, within: float = math.inf) -> float:
    """Kilometres to the country's coast; inf where it has none within `within`."""
    return min(
        (
            line_km(stretch, lat, lon)
            for r in rings
            if gap_km(r.bounds, lat, lon) <= within
            for stretch in r.coasts()
        ),
        default=math.inf,
    )


def _in_bounds(ring: Ring, lat: float, lon: float) -> bool:
    south, west, north, east = ring.bounds
    return south <= lat <= north and west <= lon <= east


def on_island(rings: tuple[Ring, ...], lat: float, lon: float) -> bool:
    """Whether the land at (or nearest to) the point is a ring of coast alone, below a continent."""
    near = min(rings, key=lambda r: line_km(r.points, lat, lon), default=None)
    held = [r for r in rings if _in_bounds(r, lat, lon) and inside(r.points, lat, lon)]
    ring = held[0] if held else near
    if ring is None:
        return False
    south, west, north, east = ring.bounds
    return all(ring.coast) and max(north - south, east - west) < _CONTINENT_DEGREES


def gap_km(bounds: Bounds, lat: float, lon: float) -> float:
    """Kilometres between the point and a box: never more than to what the box holds."""
    south, west, north, east = bounds
    dy = max(south - lat, 0.0, lat - north)
    dx = max(west - lon, 0.0, lon - east)
    if dx > 180:
        dx = max(0.0, min(abs(lon + 360 - east), abs(west - (lon - 360))))
    shrink = math.cos(math.radians(min(89.0, abs(lat) + dy)))
    return math.hypot(dy, dx * shrink) * KM_PER_DEGREE * 0.99
