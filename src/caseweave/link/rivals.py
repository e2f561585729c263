"""Two incidents of one report are two: a mention elsewhere can be only one of them.

Where a mention scores as one incident with two mentions of one report, it stays with the one whose
days, places and people fit better; its score with the other falls. A function of the scored pairs.
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
    likely: dict[tuple[str, str], list[int]] = {}
    for n, pair in enumerate(held):
        if pair.score >= threshold and pair.impossible is None:
            for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
                likely.setdefault((one, report_of.get(other, other)), []).append(n)
    lost: set[int] = set()
    for rivals in likely.values():
        best = max(held[n].fit for n in rivals)
        lost.update(n for n in rivals if held[n].fit < best - _CLEARLY)
    return [
        msgspec.structs.replace(pair, score=LOST) if n in lost else pair
        for n, pair in enumerate(held)
    ]
