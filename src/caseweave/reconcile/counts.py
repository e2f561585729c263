"""A count of people as bounds: what "about 10" or "at least 20" can be, and whether two hold.

Invariant: an exact number is one point; a vague one is never read as exact (ACLED; UCDP's low and
high).
"""

import math
from functools import lru_cache
from typing import NamedTuple

from caseweave.model import CountValue, Value
from caseweave.reconcile.settings import settings

_LEAST = {"at_least", "more_than"}


class Bounds(NamedTuple):
    """Inclusive integer bounds; `high` None where it is open."""

    low: int
    high: int | None

    def meets(self, other: "Bounds") -> bool:
        """Whether one number can lie in both."""
        return (other.high is None or self.low <= other.high) and (
            self.high is None or other.low <= self.high
        )

    def both(self, other: "Bounds") -> "Bounds":
        """The numbers that lie in both; only where they meet."""
        highs = [h for h in (self.high, other.high) if h is not None]
        return Bounds(max(self.low, other.low), min(highs) if highs else None)


def count_of(value: Value) -> CountValue:
    """The value of a claim that is known to count. Raises TypeError where it does not."""
    if not isinstance(value, CountValue):
        raise TypeError(f"a count is needed here, not {value!r}")
    return value


def number_of(value: Value) -> int | None:
    """The number that a value names; None where it is no count, or names none."""
    return number(value) if isinstance(value, CountValue) else None


def is_exact(value: CountValue) -> bool:
    """One number, with nothing in the words that makes it less than sure."""
    return value.qualifier == "exact" and number(value) is not None


def number(value: CountValue) -> int | None:
    """The number named: the best one, else the one bound that there is."""
    for found in (value.best, value.low, value.high):
        if found is not None:
            return found
    return None


@lru_cache(maxsize=8192)
def bounds(value: CountValue) -> Bounds:
    """What the words allow. A count without any number is open from zero.

    A count whose own bounds cross is read as the span of its numbers.
    """
    said = number(value)
    if said is None:
        return Bounds(0, None)
    if value.qualifier == "exact":
        return Bounds(said, said)
    low = min(n for n in (value.low, said) if n is not None)
    high = None if value.high is None else max(value.high, said)
    if value.qualifier == "about":
        rules = settings().numbers
        slack = max(rules.about_least, math.ceil(said * rules.about))
        return Bounds(max(0, min(low, said - slack)), max(said + slack, high or 0))
    if value.qualifier == "vague":
        least = min(low, 2) if low <= settings().numbers.vague_small else low
        return Bounds(least, None if high == low else high)
    if value.qualifier in _LEAST:
        return Bounds(low, None)
    if value.qualifier in {"at_most", "fewer_than"}:
        return Bounds(low if low < said else 0, said if high is None else high)
    return Bounds(low, high)


@lru_cache(maxsize=8192)
def hold_together(a: CountValue, b: CountValue) -> bool:
    """Whether both can be true of one group: bounds that meet, or a part and its whole."""
    if bounds(a).meets(bounds(b)):
        return True
    return _part_of(a, b) or _part_of(b, a)


def _part_of(part: CountValue, whole: CountValue) -> bool:
    """As "10 of the original 14" holds with 14."""
    if part.of is None:
        return False
    return bounds(whole).meets(Bounds(part.of, part.of)) and bounds(part).low <= part.of


def said(value: CountValue) -> str:
    """The number as a reader checks it: "13", "about 10", "10 of 14", "at least 20"."""
    named = number(value)
    if named is None:
        return value.words or "an unknown number"
    text = f"{named:,}"
    if value.qualifier == "range" and value.low is not None and value.high is not None:
        text = f"{value.low:,} to {value.high:,}"
    elif value.qualifier == "more_than":
        text = f"more than {named:,}"
    elif value.qualifier == "vague":
        text = value.words or f"some {named:,}"
    elif value.qualifier != "exact":
        text = f"{value.qualifier.replace('_', ' ')} {named:,}"
    return f"{text} of {value.of:,}" if value.of is not None else text
