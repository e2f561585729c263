"""Country outlines made small: thinned to about a kilometre, each point marked coast or border."""

import math
import struct
import zlib
from collections.abc import Sequence

from caseweave.gazetteer._geometry import Point, centroid, simplify

TOLERANCE = 0.01  # degrees; Natural Earth 1:10m is itself no finer
SCALE = 10_000
BORDER_DEGREES = 0.06  # another country's outline nearer than this (about 6 km): a land border
SMALLEST_RING = 4
GROUP_DEGREES = 3.0


def pack(rings: Sequence[Sequence[Point]], foreign: "Neighbourhood", code: str) -> bytes:
    """Compressed: ring count, then per ring its length and (lon, lat, coast flag) triples."""
    out = bytearray()
    kept = [simplify(ring, TOLERANCE) for ring in rings]
    kept = [
        ring if len(ring) >= SMALLEST_RING else list(raw)
        for ring, raw in zip(kept, rings, strict=True)
    ]
    out += struct.pack("<I", len(kept))
    for ring in kept:
        out += struct.pack("<I", len(ring))
        for lon, lat in ring:
            out += struct.pack("<ii", round(lon * SCALE), round(lat * SCALE))
        out += bytes(0 if foreign.near(lon, lat, code) else 1 for lon, lat in ring)
    return zlib.compress(bytes(out), 9)


def boxes(rings: Sequence[Sequence[Point]]) -> list[tuple[float, float, float, float]]:
    """South, west, north, east of each group of land, largest land first.

    Rings less than `GROUP_DEGREES` apart are a group; specks are left to the group they lie in.
    """
    found: list[tuple[float, tuple[float, float, float, float]]] = []
    for ring in rings:
        xs, ys = [p[0] for p in ring], [p[1] for p in ring]
        box, size = (min(ys), min(xs), max(ys), max(xs)), centroid(ring)[2]
        merged = [f for f in found if _apart(f[1], box) < GROUP_DEGREES]
        for size_there, there in merged:
            found.remove((size_there, there))
            box = (
                min(box[0], there[0]), min(box[1], there[1]),
                max(box[2], there[2]), max(box[3], there[3]),
            )  # fmt: skip
            size = max(size, size_there)
        found.append((size, box))
    ordered = sorted(found, key=lambda f: (-f[0], f[1]))
    return [tuple(round(v, 3) for v in box) for _, box in ordered]  # type: ignore[misc]


def _apart(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    south, north = max(a[0], b[0]), min(a[2], b[2])
    west, east = max(a[1], b[1]), min(a[3], b[3])
    return max(south - north, west - east, 0.0)


class Neighbourhood:
    """Every country's outline points in small squares, to ask whether a foreign one is near."""

    def __init__(self, lands: Sequence[tuple[str, Sequence[Sequence[Point]]]]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[str, float, float]]] = {}
        for code, rings in lands:
            for ring in rings:
                for lon, lat in ring:
                    self._squares.setdefault(self._square(lon, lat), []).append((code, lon, lat))

    @staticmethod
    def _square(lon: float, lat: float) -> tuple[int, int]:
        return math.floor(lon / BORDER_DEGREES), math.floor(lat / BORDER_DEGREES)

    def near(self, lon: float, lat: float, code: str) -> bool:
        """Whether another country's outline passes within `BORDER_DEGREES`."""
        x, y = self._square(lon, lat)
        return any(
            other != code and abs(olon - lon) < BORDER_DEGREES and abs(olat - lat) < BORDER_DEGREES
            for i in (x - 1, x, x + 1)
            for j in (y - 1, y, y + 1)
            for other, olon, olat in self._squares.get((i, j), ())
        )
