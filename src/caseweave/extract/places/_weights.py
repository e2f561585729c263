"""The weights of this room's features, from `weights.toml`: one place for every number."""

import tomllib
from functools import lru_cache
from importlib.resources import files

import msgspec

from caseweave.extract.places import _features, _offers


class Weights(msgspec.Struct, frozen=True):
    """`spot` in the order of `_offers.NAMES`, `resolve` in that of `_features.NAMES`."""

    spot: tuple[float, ...]
    spot_threshold: float
    resolve: tuple[float, ...]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The shipped weights."""
    text = (files("caseweave.extract.places") / "weights.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return Weights(
        spot=tuple(float(table["spot"][name]) for name in _offers.NAMES),
        spot_threshold=float(table["spot"]["threshold"]),
        resolve=tuple(float(table["resolve"][name]) for name in _features.NAMES),
    )
