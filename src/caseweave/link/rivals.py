"""Two incidents of one report are two: a mention elsewhere can be only one of them.

Where a mention scores as one incident with two mentions of one report, it stays with the one whose
days, places and people fit better; its score with the other falls. What is better matched with
another mention of the mention's own report is no rival. A function of the scored pairs.
"""

from collections.abc import Iterable, Mapping

import msgspec

from caseweave.link._records import ScoredPair

# Log-odds by which one must fit better; below that the clusters decide.
_CLEARLY = 0.5
# What is left of the score with the one that fits worse: too little to join two mentions, not
# enough to keep apart two clusters whose other pairs are as one.
LOST = 0.25


def told_apart(
    pairs: Iterable[ScoredPair], report_of: Mapping[str, str], threshold: float
) -> list[ScoredPair]:
    """The pairs; those that lose to a rival of the same report with no more than the score LOST."""
    held = list(pairs)
    likely: dict[tuple[str, ...], list[ScoredPair]] = {}
    for pair in held:
        if pair.score >= threshold and pair.impossible is None:
            reports = sorted(report_of.get(m, m) for m in (pair.a, pair.b))
            likely.setdefault(tuple(reports), []).append(pair)
    lost = {found for rivals in likely.values() if len(rivals) > 1 for found in _lost(rivals)}
    return [
        msgspec.structs.replace(pair, score=LOST) if (pair.a, pair.b) in lost else pair
        for pair in held
    ]


def _lost(pairs: list[ScoredPair]) -> set[tuple[str, str]]:
    """Of the likely pairs of two reports those that lose to one that stands, the best first."""
    taken: dict[str, float] = {}
    lost: set[tuple[str, str]] = set()
    for pair in sorted(pairs, key=lambda p: (-p.fit, p.a, p.b)):
        best = max(taken.get(pair.a, pair.fit), taken.get(pair.b, pair.fit))
        if pair.fit < best - _CLEARLY:
            lost.add((pair.a, pair.b))
            continue
        for one in (pair.a, pair.b):
            taken.setdefault(one, pair.fit)
    return lost
