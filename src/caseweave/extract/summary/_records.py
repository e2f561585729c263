"""The records of a summary, and how a value is taken from the claims that tell it.

Every value names the claims that it rests on.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from caseweave.model import Claim, CountValue, DateValue, PlaceValue

# Figures killed and injured with how likely each pair is (0-1), in rising order of the figures.
Tolls = tuple[tuple[int, int, float], ...]
# What a claim may say of its happening to be used.
TOLD = frozenset({"happened", "unknown"})


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A value and the ids of the claims that it rests on, in the order of the text."""

    value: DateValue | PlaceValue | CountValue
    claims: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What one report tells of its main incident; None where it does not say.

    `place` is the city where one is told, else the finest place; the others are head-counts.
    `killed_sure`, `injured_sure`: 0-1, how likely the figure, or nobody where there is none, is
    beside the others that the report offers; 1 where it was not weighed. `tolls`: the same for
    each pair of figures, nobody among them, that any of its words suggest.
    """

    report: str
    date: Chosen | None = None
    place: Chosen | None = None
    killed: Chosen | None = None
    injured: Chosen | None = None
    captured: Chosen | None = None
    killed_sure: float = 1.0
    injured_sure: float = 1.0
    tolls: Tolls = ()


def shares_of(tolls: Tolls, at: int) -> dict[int, float]:
    """How likely each figure is over all of the other status. `at`: 0 killed, 1 injured."""
    found: dict[int, float] = defaultdict(float)
    for *figures, share in tolls:
        found[int(figures[at])] += share
    return found


def chosen(claims: Iterable[Claim]) -> Chosen | None:
    """The value of the surest of the claims, resting on all of them; None without a claim."""
    found = list(claims)
    if not found:
        return None
    value = max(found, key=lambda c: c.confidence).value
    if not isinstance(value, DateValue | PlaceValue | CountValue):
        return None
    return Chosen(value=value, claims=tuple(c.id for c in found))
