"""A linear choice: each candidate has named features, the weights are one TOML table.

The candidate with the greatest sum is chosen; of equals the first in the order given.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

K = TypeVar("K")
Features = Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """The shipped weights by table; `evaluate.fit_summary` prints them."""
    text = (files("caseweave.extract.summary") / "weights.toml").read_text(encoding="utf-8")
    return {t: {n: float(w) for n, w in row.items()} for t, row in tomllib.loads(text).items()}


def total(features: Features, table: Mapping[str, float]) -> float:
    """The weighted sum; a feature without a weight says nothing."""
    return sum(table.get(name, 0.0) * value for name, value in features.items())


def best(offers: Sequence[tuple[K, Features]], table: Mapping[str, float]) -> K | None:
    """The candidate with the greatest sum; None without any."""
    if not offers:
        return None
    return max(offers, key=lambda offer: total(offer[1], table))[0]
