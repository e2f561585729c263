"""How the reports of one incident together tell a head-count: a linear choice of three features.

A figure is as likely as the reports make it on the mean; that a report of the last day tells of
more people speaks against it, and against nobody most: the dead do not come back, and first
reports miss people. Invariant: one report, or reports of one day, are a plain mean of shares.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from caseweave.extract.summary import Shares

FEATURES = ("share", "more_later", "nobody_more_later")
_DIGITS = 6


def features(shares: Sequence[Shares], days: Sequence[str | None]) -> dict[int, tuple[float, ...]]:
    """The FEATURES of every figure that a report gives a share.

    `shares`: of each report its figures with how sure it is of each, 0-1; `days`: the ISO days of
    publication in the same order, none where they are not known.
    """
    told = [dict(s) for s in shares]
    figures = sorted({f for of in told for f in of})
    last = max((d for d in days if d), default=None)
    late = [of for of, d in zip(told, days, strict=False) if d == last]
    several = len({d for d in days if d}) > 1
    found: dict[int, tuple[float, ...]] = {}
    for figure in figures:
        share = sum(of.get(figure, 0.0) for of in told) / len(told)
        more = max((_above(of, figure) for of in late), default=0.0) if several else 0.0
        found[figure] = (share, more, more if figure == 0 else 0.0)
    return found


def _above(of: Mapping[int, float], figure: int) -> float:
    return sum(share for f, share in sorted(of.items()) if f > figure)


def voted(status: str, shares: Sequence[Shares], days: Sequence[str | None]) -> int:
    """The figure that speaks for itself best; of equals the smaller, 0 without reports.

    `status`: "killed" or "injured".
    """
    weigh = weights()[status]
    scores = {
        figure: round(sum(w * v for w, v in zip(weigh, values, strict=True)), _DIGITS)
        for figure, values in features(shares, days).items()
    }
    return max(scores, key=lambda figure: (scores[figure], -figure), default=0)


@lru_cache(maxsize=1)
def weights() -> dict[str, tuple[float, ...]]:
    """For each status the weights of FEATURES, as `fit_votes` printed them."""
    text = (files("caseweave.evaluate") / "votes.toml").read_text(encoding="utf-8")
    return {s: tuple(w[n] for n in FEATURES) for s, w in tomllib.loads(text).items()}
