"""How likely a candidate is an attribution: a logistic regression over named features.

The weights are a readable list in `lang/LANGUAGE/reporting_weights.toml`; the score of a candidate
is the sum of the weights of its features, so every decision can be explained by them.
"""

import math
from functools import lru_cache

import msgspec

from caseweave.extract.attribution._candidate import Candidate
from caseweave.extract.attribution._features import features
from caseweave.lang import profile

NESTED = frozenset({"inside_telling", "dep:ccomp"})


class Model(msgspec.Struct, frozen=True, kw_only=True):
    """`weights` by feature name; `threshold`: the least probability that is kept."""

    weights: dict[str, float]
    threshold: float


@lru_cache(maxsize=8)
def model(language: str = "en") -> Model:
    """The weights of one language. Raises KeyError where it has none."""
    table = profile(language, "reporting_weights")
    return Model(weights=dict(table["weights"]), threshold=float(table["threshold"]))


def reasons(candidate: Candidate, weighing: Model) -> tuple[tuple[str, float], ...]:
    """The candidate's features with their weights, the heaviest first."""
    found = ((name, weighing.weights.get(name, 0.0)) for name in features(candidate))
    return tuple(sorted(found, key=lambda pair: (-abs(pair[1]), pair[0])))


def probability(
    candidate: Candidate, weighing: Model, besides: frozenset[str] = frozenset()
) -> float:
    """Between 0 and 1; the features named in `besides` are left out of the sum."""
    total = sum(w for name, w in reasons(candidate, weighing) if name not in besides)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
