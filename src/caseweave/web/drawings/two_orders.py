"""The timeline in both orders at once: when things happened on the left, when known on the right.

A line joins the two; one that falls steeply came to light late. Undated entries stand last.
"""

from collections.abc import Sequence

import msgspec

from caseweave.case import timeline
from caseweave.model import Incident, TimelineEntry, day_bounds

STEP, TOP, LEFT, RIGHT, WIDTH = 27.0, 30.0, 420.0, 900.0, 1290.0


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `y1` where it stands by when it happened, `y2` by when it was first reported."""

    y1: float
    y2: float
    entry: TimelineEntry
    days: int | None


class TwoOrders(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing; `known` are the days on the right with their height."""

    width: float
    height: float
    left: float
    right: float
    lines: tuple[Joined, ...]
    known: tuple[tuple[float, str | None, int], ...]


def draw_two_orders(incident: Incident) -> TwoOrders | None:
    """The drawing of an incident's timeline; None where it has none."""
    happened = timeline(incident)
    if not happened:
        return None
    days = _known_days(timeline(incident, as_known=True))
    height = TOP + STEP * len(happened)
    gap = (height - TOP) / len(days)
    place = {day: TOP + gap * (n + 0.5) for n, day in enumerate(days)}
    lines = tuple(
        Joined(
            y1=TOP + STEP * (n + 0.5),
            y2=place[entry.first_reported],
            entry=entry,
            days=_apart(entry),
        )
        for n, entry in enumerate(happened)
    )
    counts = {day: sum(e.first_reported == day for e in happened) for day in days}
    return TwoOrders(
        width=WIDTH,
        height=height + 8,
        left=LEFT,
        right=RIGHT,
        lines=lines,
        known=tuple((place[d], d, counts[d]) for d in days),
    )


def _known_days(entries: Sequence[TimelineEntry]) -> list[str | None]:
    return list(dict.fromkeys(e.first_reported for e in entries))


def _apart(entry: TimelineEntry) -> int | None:
    """Whole days from when it can last have happened to when it was first reported."""
    one, other = day_bounds(entry.at), day_bounds(entry.first_reported)
    return max(0, other[0] - one[1]) if one and other else None
