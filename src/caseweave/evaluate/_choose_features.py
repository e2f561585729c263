"""Which of many named features a choice model can do without: backward elimination.

Invariant: the same examples give the same names. A feature goes where setting its weight to zero
costs least by the curvature of the loss (Wald's test), a part of them at a time.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
# A feature that fewer rows hold is left out, and so large a part of the others goes at a time.
_LEAST_ROWS = 8
_PART = 0.12


class Table(msgspec.Struct, frozen=True):
    """Rows in groups: `held` a 0-1 matrix, `starts` where groups begin, `right` the right rows."""

    held: NDArray[np.float32]
    starts: NDArray[np.int64]
    right: NDArray[np.bool_]

    @classmethod
    def of(
        cls, groups: Sequence[Sequence[Sequence[int]]], right: Sequence[bool], size: int
    ) -> "Table":
        """`groups`: for each row of each group the places of its features, of `size`."""
        rows = [row for group in groups for row in group]
        held = np.zeros((len(rows), size), dtype=np.float32)
        for at, row in enumerate(rows):
            held[at, list(row)] = 1
        ends = np.cumsum([len(group) for group in groups])
        starts = np.concatenate([np.zeros(1, dtype=np.int64), ends[:-1]])
        return cls(held, starts, np.array(right, dtype=np.bool_))


def choose(table: Table, count: int, pull: float, fit: Callable[[list[int]], Matrix]) -> list[int]:
    """The places of the `count` features that are missed most, in rising order.

    `fit` gives the weights of the features at the given places, `pull` is its ridge.
    """
    kept = [int(i) for i in np.flatnonzero(table.held.sum(axis=0) >= _LEAST_ROWS)]
    while len(kept) > count:
        weights = fit(kept)
        curve = _curvature(table, kept, weights) + pull * np.eye(len(kept))
        loss = weights**2 / np.diag(np.linalg.inv(curve))
        gone = max(1, min(len(kept) - count, int(len(kept) * _PART)))
        least = {int(i) for i in np.argsort(loss, kind="stable")[:gone]}
        kept = [place for at, place in enumerate(kept) if at not in least]
    return kept


def _curvature(table: Table, kept: list[int], weights: Matrix) -> Matrix:
    """The second derivative of the loss: the spread among all rows less that among the right."""
    held = table.held[:, kept]
    score = np.asarray(held @ weights, dtype=np.float64)
    every = np.ones(len(score), dtype=np.bool_)
    return _spread(table, held, score, every) - _spread(table, held, score, table.right)


def _spread(
    table: Table, held: NDArray[np.float32], score: Matrix, among: NDArray[np.bool_]
) -> Matrix:
    sizes = np.diff(np.append(table.starts, len(score)))
    masked = np.where(among, score, -1e9)
    weight = np.exp(masked - np.repeat(np.maximum.reduceat(masked, table.starts), sizes))
    share = weight / np.repeat(np.add.reduceat(weight, table.starts), sizes)
    weighed = held * share[:, None].astype(np.float32)
    means = np.add.reduceat(weighed, table.starts, axis=0)
    return np.asarray(held.T @ weighed - means.T @ means, dtype=np.float64)
