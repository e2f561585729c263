"""The head-count drawn: a lane for each status, moments from left to right, people as height.

What is certain is solid, what the bounds leave open is hatched. Bands between bars are drawn only
where one status follows from another (`follows.toml`) or the same status is told again; they say
that these may be the same people, and never that they are.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import msgspec

from caseweave.model import Cell, HeadCount, day_bounds

LEFT, TOP, BAR, GAP = 132.0, 34.0, 26.0, 12.0
TALLEST, LEAST = 56.0, 4.0
WIDEST, NARROWEST, FULL = 230.0, 138.0, 1160.0
_NO_DATE = "no date"


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: its solid part (`sure`) and its hatched part (`open`) are heights from below."""

    x: float
    y: float
    width: float
    sure: float
    open: float
    status: str
    label: str
    title: str
    endless: bool
    dated: bool
    claims: tuple[str, ...]
    whole: float | None = None


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """People who may be the same in two bars, as an SVG path; `kept`: the status stays."""

    path: str
    kept: bool


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """One status: its middle line and name."""

    y: float
    height: float
    status: str
    unknown: bool


class PeopleDrawing(msgspec.Struct, frozen=True, kw_only=True):
    """The whole drawing, in user units. `moments`: x of the middle of a column, and its date."""

    width: float
    height: float
    lanes: tuple[Lane, ...]
    moments: tuple[tuple[float, str | None], ...]
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    total: str | None


@lru_cache(maxsize=1)
def _statuses() -> Mapping[str, Mapping[str, Any]]:
    text = (files("caseweave.schema") / "attributes.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Any]] = tomllib.loads(text)["statuses"]
    return found


@lru_cache(maxsize=1)
def _follows() -> Mapping[str, Sequence[str]]:
    text = (files("caseweave.web.drawings") / "follows.toml").read_text(encoding="utf-8")
    found: Mapping[str, Sequence[str]] = tomllib.loads(text)["follows"]
    return found


def _sources(status: str) -> Sequence[str]:
    """The statuses from which people of this one may have come."""
    told: Sequence[str] = _statuses().get(status, {}).get("from", ())
    return tuple(dict.fromkeys((*told, *_follows().get(status, ()))))


def draw_people(headcount: HeadCount) -> PeopleDrawing | None:
    """The drawing of the incident's own people; None where no status has a figure."""
    cells = [
        c
        for c in headcount.cells
        if c.population is None
        and (c.status in _statuses() or (c.status == "unknown" and c.high != 0))
    ]
    if not cells:
        return None
    most = max((c.high or c.best or c.low or 1) for c in cells) or 1
    order = sorted({c.status for c in cells}, key=_lane_order)
    columns = _columns(cells)
    total = next((c for c in headcount.cells if c.status == "people" and not c.population), None)
    most = max(most, (total.high or total.low) if total else 0)
    scale = _Scale(
        columns=tuple(columns),
        column=min(WIDEST, max(NARROWEST, FULL / len(columns))),
        most=most,
        whole=round(_tall(total.high, most), 1) if total and total.high else None,
    )
    lanes = _lanes(order, cells, most)
    bars = [_bar(c, scale, lanes) for c in _one_each(cells)]
    return PeopleDrawing(
        width=LEFT + scale.column * len(columns) + 20,
        height=lanes[order[-1]].y + lanes[order[-1]].height + 20,
        lanes=tuple(lanes[s] for s in order),
        moments=tuple((scale.middle(at), None if at == _NO_DATE else at) for at in columns),
        bars=tuple(bars),
        bands=tuple(_bands(bars, order)),
        total=bounds_words(total) if total else None,
    )


def bounds_words(cell: Cell) -> str:
    """`11 to 14`, `at least 3`, `about` nothing: only what the bounds say."""
    if cell.high is None:
        return f"at least {cell.low:,}"
    if cell.low == cell.high:
        return f"{cell.low:,}"
    return f"{cell.low:,} to {cell.high:,}"


def _lane_order(status: str) -> tuple[int, str]:
    return (int(_statuses().get(status, {}).get("order", 99)), status)


def _columns(cells: Sequence[Cell]) -> list[str]:
    def key(at: str) -> tuple[int, int]:
        return day_bounds(None if at == _NO_DATE else at) or (9_999_999, 9_999_999)

    return sorted({c.at or _NO_DATE for c in cells}, key=lambda at: (key(at), at))


def _one_each(cells: Sequence[Cell]) -> list[Cell]:
    """One cell for each status and moment: of several scenarios the widest bounds."""
    found: dict[tuple[str, str | None], Cell] = {}
    for cell in cells:
        key = (cell.status, cell.at)
        other = found.get(key)
        found[key] = cell if other is None else _joined(other, cell)
    return list(found.values())


def _joined(a: Cell, b: Cell) -> Cell:
    high = None if a.high is None or b.high is None else max(a.high, b.high)
    return msgspec.structs.replace(
        a,
        low=min(a.low, b.low),
        high=high,
        best=a.best if a.best == b.best else None,
        claims=tuple(dict.fromkeys((*a.claims, *b.claims))),
    )


def _lanes(order: Sequence[str], cells: Sequence[Cell], most: int) -> dict[str, Lane]:
    lanes, y = {}, TOP
    for status in order:
        top = max(_tall(c.high or c.best or c.low, most) for c in cells if c.status == status)
        height = max(top, _tall(most, most)) + 20
        name = "not accounted for" if status == "unknown" else status
        lanes[status] = Lane(y=y, height=height, status=name, unknown=status == "unknown")
        y += height + GAP
    return lanes


def _tall(people: int, most: int) -> float:
    return max(LEAST, TALLEST * people / most) if people else 0.0


class _Scale(msgspec.Struct, frozen=True, kw_only=True):
    columns: tuple[str, ...]
    column: float
    most: int
    whole: float | None

    def middle(self, at: str | None) -> float:
        return LEFT + self.column * (self.columns.index(at or _NO_DATE) + 0.5)


def _bar(cell: Cell, scale: _Scale, lanes: Mapping[str, Lane]) -> Bar:
    lane, most = lanes[cell.status], scale.most
    middle = scale.middle(cell.at)
    sure = _tall(cell.low, most)
    whole = _tall(cell.high if cell.high is not None else max(cell.low, cell.best or 0), most)
    words = bounds_words(cell)
    said = "not accounted for" if cell.status == "unknown" else cell.status.replace("_", " ")
    return Bar(
        x=middle - BAR,
        y=lane.y + lane.height,
        width=2 * BAR,
        sure=round(sure, 1),
        open=round(max(0.0, whole - sure), 1),
        status=cell.status,
        label=words,
        title=f"{words} {said}",
        endless=cell.high is None,
        dated=cell.at is not None,
        claims=cell.claims,
        whole=scale.whole,
    )


def _bands(bars: Sequence[Bar], order: Sequence[str]) -> list[Band]:
    by_lane: dict[str, list[Bar]] = {s: [] for s in order}
    for bar in sorted(bars, key=lambda b: b.x):
        by_lane[bar.status].append(bar)
    bands = []
    for status, lane in by_lane.items():
        # An undated figure comes after nothing.
        dated = [b for b in lane if b.dated]
        bands += [_band(a, b, kept=True) for a, b in pairwise(dated)]
        if dated:
            first = dated[0]
            before = [b for s in _sources(status) for b in by_lane.get(s, ()) if b.x < first.x]
            # The latest figure before it: of two at one moment the one that is named first.
            latest = max(before, key=lambda b: b.x, default=None)
            bands += [_band(latest, first, kept=False)] if latest else []
    return bands


def _band(a: Bar, b: Bar, *, kept: bool) -> Band:
    """Between the right edge of one bar and the left of another, as high as the lower one."""
    height = min(a.sure + a.open, b.sure + b.open)
    x1, x2 = a.x + a.width, b.x
    bend = (x2 - x1) / 2
    top1, top2 = a.y - height, b.y - height
    path = (
        f"M{x1:.1f} {top1:.1f}C{x1 + bend:.1f} {top1:.1f} {x2 - bend:.1f} {top2:.1f} {x2:.1f} "
        f"{top2:.1f}V{b.y:.1f}C{x2 - bend:.1f} {b.y:.1f} {x1 + bend:.1f} {a.y:.1f} {x1:.1f} "
        f"{a.y:.1f}Z"
    )
    return Band(path=path, kept=kept)
