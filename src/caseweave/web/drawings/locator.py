"""A locator map from the gazetteer's outlines: which places a case names, and whose land they are.

Equirectangular about the middle of the window; outlines are thinned to what a screen can show.
Data: Natural Earth (public domain) and GeoNames (CC BY 4.0), through `caseweave.gazetteer`.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from caseweave.gazetteer import gazetteer
from caseweave.model import Claim, PlaceValue

WIDTH, HEIGHT = 960.0, 560.0
_LEAST_SPAN = 7.0  # degrees: never closer than a few provinces
_PAD = 0.35
_ROOM = 2600.0  # square screen units that a name needs
_THIN = 0.8  # screen units between two points worth drawing
Point = tuple[float, float]
_AREAS = frozenset({"country", "region", "sea", "admin1"})


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place on the map. `roles` are the attributes it stands for; `area`: not a point at all."""

    x: float
    y: float
    name: str
    detail: str
    roles: tuple[str, ...]
    claims: tuple[str, ...]
    area: bool
    label_x: float
    label_y: float
    left: bool


class Land(msgspec.Struct, frozen=True, kw_only=True):
    """One country's land in the window as an SVG path; `named`: a claim names it."""

    code: str
    name: str
    path: str
    named: bool
    x: float | None = None
    y: float | None = None


class LocatorDrawing(msgspec.Struct, frozen=True, kw_only=True):
    """The map; `unplaced` are names that no place could be found for."""

    width: float
    height: float
    lands: tuple[Land, ...]
    spots: tuple[Spot, ...]
    capitals: tuple[tuple[float, float, str], ...]
    scale_km: int
    scale_width: float
    unplaced: tuple[tuple[str, tuple[str, ...]], ...]


class _Window:
    """Degrees to screen units."""

    def __init__(self, points: Sequence[Point]) -> None:
        lons, lats = [p[0] for p in points], [p[1] for p in points]
        middle = (min(lats) + max(lats)) / 2
        self._shrink = math.cos(math.radians(middle))
        across = max((max(lons) - min(lons)) * (1 + 2 * _PAD) * self._shrink, _LEAST_SPAN)
        along = max((max(lats) - min(lats)) * (1 + 2 * _PAD), _LEAST_SPAN)
        self.scale = min(WIDTH / across, HEIGHT / along)
        self._lon = (min(lons) + max(lons)) / 2
        self._lat = middle
        half_lon, half_lat = WIDTH / 2 / self.scale / self._shrink, HEIGHT / 2 / self.scale
        self.west, self.east = self._lon - half_lon, self._lon + half_lon
        self.south, self.north = middle - half_lat, middle + half_lat

    def at(self, lon: float, lat: float) -> Point:
        x = WIDTH / 2 + (lon - self._lon) * self._shrink * self.scale
        return x, HEIGHT / 2 - (lat - self._lat) * self.scale

    def holds(self, bounds: tuple[float, float, float, float]) -> bool:
        south, west, north, east = bounds
        return not (
            east < self.west or west > self.east or north < self.south or south > self.north
        )


def draw_locator(claims: Iterable[Claim]) -> LocatorDrawing | None:
    """The map of all places that these claims name; None where none can be put on a map."""
    found: dict[tuple[float, float], list[Claim]] = {}
    lost: dict[str, list[str]] = {}
    for claim in claims:
        value = claim.value
        if not isinstance(value, PlaceValue):
            continue
        if value.lat is None or value.lon is None:
            lost.setdefault(value.name, []).append(claim.id)
        else:
            found.setdefault((value.lon, value.lat), []).append(claim)
    if not found:
        return None
    window = _Window(_of_interest(found))
    km = _round_km(WIDTH / 6 / window.scale * 111.19)
    return LocatorDrawing(
        width=WIDTH,
        height=HEIGHT,
        lands=tuple(_lands(window, _where_it_happened(found))),
        spots=tuple(_spots(window, found)),
        capitals=tuple(_capitals(window, {_place(c).name for cs in found.values() for c in cs})),
        scale_km=km,
        scale_width=km / 111.19 * window.scale,
        unplaced=tuple((name, tuple(ids)) for name, ids in sorted(lost.items())),
    )


def _place(claim: Claim) -> PlaceValue:
    if not isinstance(claim.value, PlaceValue):
        raise TypeError(claim.id)
    return claim.value


def _where_it_happened(found: dict[Point, list[Claim]]) -> set[str]:
    """The countries that a claim on the place of the incident names."""
    every = (c for claims in found.values() for c in claims if c.attribute == "place")
    return {_place(c).country or "" for c in every}


def _of_interest(found: dict[Point, list[Claim]]) -> list[Point]:
    """The points that the window is drawn about: where it happened, before what is mentioned."""
    near = [
        p
        for p, claims in found.items()
        if any(
            c.attribute in {"place", "origin_place", "transit_place"}
            and _place(c).precision not in _AREAS
            for c in claims
        )
    ]
    return near or list(found)


def _spots(window: _Window, found: dict[Point, list[Claim]]) -> list[Spot]:
    spots: list[Spot] = []
    taken: list[Point] = []
    for (lon, lat), claims in sorted(found.items(), key=lambda item: -len(item[1])):
        x, y = window.at(lon, lat)
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            continue
        place = _place(claims[0])
        left = x > WIDTH * 0.8
        label_y = _free_height(taken, x, y)
        taken.append((x, label_y))
        roles = tuple(dict.fromkeys(c.attribute for c in claims))
        spots.append(
            Spot(
                x=round(x, 1),
                y=round(y, 1),
                name=place.name,
                detail=", ".join(w for w in (place.admin1, place.country) if w),
                roles=roles,
                claims=tuple(c.id for c in claims),
                area=place.precision in _AREAS,
                label_x=round(x - 10 if left else x + 10, 1),
                label_y=round(label_y + 4, 1),
                left=left,
            )
        )
    return spots


def _free_height(taken: Sequence[Point], x: float, y: float) -> float:
    """A height for the label on which no other lies, near its own."""
    for step in (0, -16, 16, -32, 32, -48, 48):
        if all(abs(y + step - ty) > 14 or abs(x - tx) > 150 for tx, ty in taken):
            return y + step
    return y


def _lands(window: _Window, named: set[str]) -> list[Land]:
    lands = []
    for country in gazetteer().countries():
        paths = []
        for points, bounds in _rings(country.code):
            if window.holds(bounds):
                path = _path(window, points)
                if path:
                    paths.append(path)
        if paths:
            spot = _roomiest(window, country.code)
            lands.append(
                Land(
                    code=country.code,
                    name=country.name,
                    path="".join(paths),
                    named=country.code in named,
                    x=round(spot[0], 1) if spot else None,
                    y=round(spot[1], 1) if spot else None,
                )
            )
    return lands


def _roomiest(window: _Window, code: str) -> Point | None:
    """Where the country's name has most room in the window; None where it has next to none."""
    best: tuple[float, Point] | None = None
    for points, bounds in _rings(code):
        if not window.holds(bounds):
            continue
        ring = _clipped([window.at(lon, lat) for lon, lat in points])
        if len(ring) < 3:
            continue
        area, x, y = _centre(ring)
        if best is None or area > best[0]:
            best = (area, (x, y))
    if best is None or best[0] < _ROOM:
        return None
    x, y = best[1]
    return min(max(x, 70.0), WIDTH - 70), min(max(y, 20.0), HEIGHT - 50)


def _centre(ring: Sequence[Point]) -> tuple[float, float, float]:
    """Area and centroid of a ring on the screen."""
    area = cx = cy = 0.0
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        cross = x0 * y1 - x1 * y0
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
        x0, y0 = x1, y1
    if area == 0:
        return 0.0, ring[0][0], ring[0][1]
    return abs(area) / 2, cx / (3 * area), cy / (3 * area)


def _capitals(window: _Window, told: set[str]) -> Iterable[tuple[float, float, str]]:
    """The capitals in the window, for bearings, where no claim names them anyway."""
    for country in gazetteer().countries():
        if not country.capital or country.capital in told:
            continue
        if not window.holds(country.bounds):
            continue
        towns = gazetteer().lookup(country.capital)
        place = next((p for p in towns if p.country == country.code and p.kind == "city"), None)
        if place is None:
            continue
        x, y = window.at(place.lon, place.lat)
        if 0 <= x <= WIDTH - 60 and 12 <= y <= HEIGHT:
            yield round(x, 1), round(y, 1), country.capital


Bounds = tuple[float, float, float, float]


@lru_cache(maxsize=256)
def _rings(code: str) -> tuple[tuple[tuple[Point, ...], Bounds], ...]:
    return gazetteer().outlines(code)


def _path(window: _Window, points: Sequence[Point]) -> str:
    """The ring clipped to a little more than the window, and thinned."""
    drawn = _clipped([window.at(lon, lat) for lon, lat in points])
    kept: list[Point] = []
    for x, y in drawn:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _THIN:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"


def _clipped(ring: list[Point]) -> list[Point]:
    """Sutherland and Hodgman's clipping (1974) to the window with a margin."""
    margin = 20.0
    for axis, limit, keep_less in (
        (0, -margin, False),
        (0, WIDTH + margin, True),
        (1, -margin, False),
        (1, HEIGHT + margin, True),
    ):
        ring = _half(ring, axis, limit, keep_less=keep_less)
        if not ring:
            break
    return ring


def _half(ring: list[Point], axis: int, limit: float, *, keep_less: bool) -> list[Point]:
    kept: list[Point] = []
    before = ring[-1]
    for point in ring:
        inside = (point[axis] <= limit) == keep_less
        was_inside = (before[axis] <= limit) == keep_less
        if inside != was_inside:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            other = 1 - axis
            cut = before[other] + part * (point[other] - before[other])
            kept.append((limit, cut) if axis == 0 else (cut, limit))
        if inside:
            kept.append(point)
        before = point
    return kept


def _round_km(km: float) -> int:
    size = 10 ** math.floor(math.log10(max(km, 1)))
    return int(max(s * size for s in (1, 2, 5) if s * size <= max(km, 1)))
