"""The encoder's arithmetic: embeddings, attention, feed-forward, in plain arrays.

The form is BERT's (Devlin et al. 2019) with post-norm layers. Invariant: no state, no randomness;
32-bit floats throughout, so that the order of sums is the only thing a machine can change.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_TINY = np.float32(1e-12)
_ROOT = np.float32(np.sqrt(0.5))


def encode(
    weights: Mapping[str, Floats], numbers: list[int], heads: int, asked: Sequence[int]
) -> Floats:
    """The hidden states of the `asked` pieces of a row: array of pieces asked by width.

    All pieces are read in every layer; the last one is computed for those asked about alone.
    """
    rows = np.asarray(numbers, dtype=np.int64)
    words = weights["words"][rows].astype(np.float32) * weights["words_scale"][rows, None]
    state = words + weights["places"][: len(rows)] + weights["kind"]
    state = _norm(state, weights["norm_w"], weights["norm_b"])
    layer = 0
    while f"{layer + 1}.q_w" in weights:
        state = _layer(weights, f"{layer}.", state, state, heads)
        layer += 1
    return _layer(weights, f"{layer}.", state[list(asked)], state, heads)


def _layer(
    weights: Mapping[str, Floats], name: str, state: Floats, around: Floats, heads: int
) -> Floats:
    """The next states of the pieces `state`, which look at the pieces `around`."""

    def linear(part: str, given: Floats) -> Floats:
        return given @ weights[f"{name}{part}_w"] + weights[f"{name}{part}_b"]

    def split(given: Floats) -> Floats:
        return given.reshape(len(given), heads, -1).transpose(1, 0, 2)

    query, key, value = (
        split(linear("q", state)),
        split(linear("k", around)),
        split(linear("v", around)),
    )
    scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
    seen = softmax(scores) @ value
    joined = seen.transpose(1, 0, 2).reshape(state.shape)
    state = _norm(state + linear("o", joined), weights[f"{name}norm1_w"], weights[f"{name}norm1_b"])
    inner = linear("out", _gelu(linear("in", state)))
    return _norm(state + inner, weights[f"{name}norm2_w"], weights[f"{name}norm2_b"])


def _norm(given: Floats, weight: Floats, bias: Floats) -> Floats:
    middle = given.mean(axis=-1, keepdims=True)
    spread = given.var(axis=-1, keepdims=True)
    normed: Floats = (given - middle) / np.sqrt(spread + _TINY) * weight + bias
    return normed


def softmax(given: Floats) -> Floats:
    """Each last row as probabilities."""
    top = np.exp(given - given.max(axis=-1, keepdims=True))
    shared: Floats = top / top.sum(axis=-1, keepdims=True)
    return shared


def _gelu(given: Floats) -> Floats:
    """The value times P(X <= value); error function by Abramowitz and Stegun 7.1.26."""
    x = np.abs(given) * _ROOT
    t = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * x)
    # In place, for these are the largest arrays: their size costs more than the arithmetic.
    series: Floats = np.full_like(t, 1.061405429)
    for step in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series *= t
        series += np.float32(step)
    series *= t
    x *= -x
    series *= np.exp(x, out=x)
    # What is left of one is the error function; it takes the value's sign.
    erf = np.copysign(np.subtract(np.float32(1), series, out=series), given, out=series)
    erf += np.float32(1)
    erf *= given
    erf *= np.float32(0.5)
    return erf
