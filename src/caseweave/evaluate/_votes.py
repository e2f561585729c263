"""How the reports of one incident together tell its head-counts: a linear choice of a few features.

The killed and the injured are chosen as a pair, for a report that tells the one tells the other of
the same people: a pair is as likely as the reports make it on the geometric mean. That a report of
the last day tells of more people speaks against a figure, and against nobody most: the dead do not
come back, and first reports miss people. Invariant: without days, or with one, the mean decides.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from caseweave.extract.summary import Tolls, shares_of

FEATURES = (
    "told_together",
    "killed_more_later",
    "nobody_killed_more_later",
    "injured_more_later",
    "nobody_injured_more_later",
)
# What a pair that a report does not offer counts beside its likely ones: reports may be cut short.
UNTOLD = 0.01
_DIGITS = 6

Pair = tuple[int, int]


def features(told: Sequence[Tolls], days: Sequence[str | None]) -> dict[Pair, tuple[float, ...]]:
    """The FEATURES of every pair of a figure killed and a figure injured that reports suggest.

    `told`: of each report its pairs with how sure it is of each, 0-1; `days`: the ISO days of
    publication in the same order, none where they are not known.
    """
    likely = [{(k, i): share for k, i, share in of} for of in told]
    last = max((d for d in days if d), default=None)
    several = len({d for d in days if d}) > 1
    late = [of for of, d in zip(told, days, strict=False) if several and d == last]
    above = [_above([shares_of(of, at) for of in late], _figures(told, at)) for at in (0, 1)]
    found: dict[Pair, tuple[float, ...]] = {}
    for k in _figures(told, 0):
        for i in _figures(told, 1):
            shares = np.array([of.get((k, i), 0.0) for of in likely])
            together = float(np.log(shares + UNTOLD).mean())
            later = [
                x for f, of in zip((k, i), above, strict=True) for x in (of[f], of[f] * (not f))
            ]
            found[k, i] = (together, *later)
    return found


def _figures(told: Sequence[Tolls], at: int) -> list[int]:
    return sorted({int(one[at]) for of in told for one in of})


def _above(late: Sequence[Mapping[int, float]], figures: Sequence[int]) -> dict[int, float]:
    """How surely any of the last reports tells of more than each figure."""
    return {
        figure: max((sum(s for f, s in sorted(of.items()) if f > figure) for of in late), default=0)
        for figure in figures
    }


def voted(told: Sequence[Tolls], days: Sequence[str | None]) -> Pair:
    """The pair that speaks for itself best; of equals the smaller, nobody without reports."""
    held = features(told, days)
    return best(list(held), np.array(list(held.values())), weights()) if held else (0, 0)


def best(pairs: Sequence[Pair], rows: NDArray[np.float64], weigh: NDArray[np.float64]) -> Pair:
    """The first of the pairs, in rising order, whose row weighs most."""
    return pairs[int(np.argmax(np.round(rows @ weigh, _DIGITS)))]


@lru_cache(maxsize=1)
def weights() -> NDArray[np.float64]:
    """The weights of FEATURES, as `fit_votes` printed them."""
    text = (files("caseweave.evaluate") / "votes.toml").read_text(encoding="utf-8")
    held = tomllib.loads(text)
    return np.array([held[n] for n in FEATURES], dtype=np.float64)
