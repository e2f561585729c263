"""Logistic regression over hashed traits, by L-BFGS, for models that a user trains.

Invariant: the same rows in the same order give the same weights; nothing is drawn at random.
Liu and Nocedal 1989, "On the limited memory BFGS method"; backtracking after Armijo.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
_MEMORY = 8
_SHRINK = 0.5
_DESCENT = 1e-4
_SMALL = 1e-5
_SETTLED = 1e-7  # the share of the loss below which a step gains nothing more


class Rows(msgspec.Struct, frozen=True):
    """Rows of a sparse 0-1 matrix: the places of row `i` are `places[starts[i]:starts[i + 1]]`."""

    places: Any
    starts: Any

    @classmethod
    def of(cls, rows: list[NDArray[np.int32]]) -> "Rows":
        """The rows laid end to end; none may be empty."""
        sizes = np.array([len(r) for r in rows], dtype=np.int64)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
        places = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int32)
        return cls(places, starts)

    def packed(self) -> tuple["Rows", NDArray[np.int64]]:
        """The same rows over the places that occur only, and those places."""
        used, packed = np.unique(self.places, return_inverse=True)
        return Rows(packed.astype(np.int32), self.starts), used.astype(np.int64)

    def times(self, weights: Vector) -> Vector:
        """The sum of each row's weights."""
        return np.asarray(np.add.reduceat(weights[self.places], self.starts[:-1]))

    def back(self, values: Vector, size: int) -> Vector:
        """For each place the sum of the values of the rows that hold it."""
        spread = np.repeat(values, np.diff(self.starts))
        summed: Vector = np.bincount(self.places, weights=spread, minlength=size).astype(np.float64)
        return summed


def fit(rows: Rows, truth: Vector, size: int, penalty: float, steps: int = 60) -> Vector:
    """Weights that make `truth` (0 or 1) likeliest, less `penalty` / 2 times their square."""
    packed, used = rows.packed()

    def loss(weights: Vector) -> tuple[float, Vector]:
        score = packed.times(weights)
        softplus = np.logaddexp(0.0, score) - truth * score
        chance = 0.5 * (1 + np.tanh(score / 2))
        gradient = packed.back(chance - truth, len(used)) + penalty * weights
        return float(softplus.sum() + penalty / 2 * weights @ weights), gradient

    return _spread(minimised(loss, np.zeros(len(used)), steps), used, size)


def _spread(weights: Vector, used: NDArray[np.int64], size: int) -> Vector:
    spread = np.zeros(size)
    spread[used] = weights
    return spread


class Choices(msgspec.Struct, frozen=True):
    """Rows in groups, of which one is to be chosen; group `i` begins at row `starts[i]`."""

    rows: Rows
    starts: Any

    @classmethod
    def of(cls, groups: list[list[NDArray[np.int32]]]) -> "Choices":
        """The groups laid end to end; none may be empty."""
        sizes = np.array([len(g) for g in groups], dtype=np.int64)
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
        return cls(Rows.of([r for g in groups for r in g]), starts)

    def shares(self, score: Vector) -> Vector:
        """The softmax of the scores within each group."""
        sizes = np.diff(self.starts)
        top = np.repeat(np.maximum.reduceat(score, self.starts[:-1]), sizes)
        weight = np.exp(score - top)
        return np.asarray(weight / np.repeat(np.add.reduceat(weight, self.starts[:-1]), sizes))


def fit_choice(
    choices: Choices, truth: Vector, size: int, penalty: float, steps: int = 60
) -> Vector:
    """Weights under which the right rows of each group are likeliest together.

    Groups without a right row must be left out.
    """
    sizes = np.diff(choices.starts)
    packed, used = choices.rows.packed()

    def loss(weights: Vector) -> tuple[float, Vector]:
        share = choices.shares(packed.times(weights))
        right = np.add.reduceat(share * truth, choices.starts[:-1])
        right = np.maximum(right, 1e-12)
        gradient = share - share * truth / np.repeat(right, sizes)
        value = -float(np.log(right).sum()) + penalty / 2 * float(weights @ weights)
        return value, packed.back(gradient, len(used)) + penalty * weights

    return _spread(minimised(loss, np.zeros(len(used)), steps), used, size)


def minimised(loss: Callable[[Vector], tuple[float, Vector]], x: Vector, steps: int) -> Vector:
    """Where a smooth loss, given with its gradient, is least, from `x` in so many steps."""
    value, gradient = loss(x)
    first = float(np.linalg.norm(gradient)) or 1.0
    known: deque[tuple[Vector, Vector, float]] = deque(maxlen=_MEMORY)
    for _ in range(steps):
        direction = _direction(gradient, known)
        slope = float(gradient @ direction)
        size = 1.0 if known else 1.0 / first
        while True:
            moved = x + size * direction
            moved_value, moved_gradient = loss(moved)
            if moved_value <= value + _DESCENT * size * slope or size < _SMALL**2:
                break
            size *= _SHRINK
        step, change = moved - x, moved_gradient - gradient
        curve = float(step @ change)
        if curve > 0:
            known.append((step, change, 1.0 / curve))
        gain = value - moved_value
        x, value, gradient = moved, moved_value, moved_gradient
        if float(np.linalg.norm(gradient)) < _SMALL * first or gain <= _SETTLED * abs(value):
            break
    return x


def _direction(gradient: Vector, known: deque[tuple[Vector, Vector, float]]) -> Vector:
    """The two loops of L-BFGS."""
    q = gradient.copy()
    kept = []
    for step, change, rho in reversed(known):
        a = rho * float(step @ q)
        q -= a * change
        kept.append(a)
    if known:
        step, change, rho = known[-1]
        q *= 1.0 / (rho * float(change @ change))
    for (step, change, rho), a in zip(known, reversed(kept), strict=True):
        q += step * (a - rho * float(change @ q))
    return -q
