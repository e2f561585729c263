"""By which words a report stands out among those around it, where all reports are at hand.

A word that all the reports of a topic hold says nothing about which of its incidents is told. The
result is a function of the set of profiles and pairs. Linking in a store does without it: there a
pair's score must not change when a third report arrives.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from caseweave.link._records import Contrast, MentionProfile

# Added to the number of neighbours with a word, so that none divides by zero.
_SMOOTH = 0.5


def contrasted(
    profiles: Sequence[MentionProfile], pairs: Iterable[tuple[int, int]]
) -> list[MentionProfile]:
    """The profiles with their `contrast`; `pairs` are positions of those that are compared."""
    near: dict[int, set[int]] = defaultdict(set)
    for i, j in pairs:
        near[i].add(j)
        near[j].add(i)
    return [
        msgspec.structs.replace(p, contrast=_contrast(p, [profiles[j] for j in sorted(near[i])]))
        for i, p in enumerate(profiles)
    ]


def _contrast(p: MentionProfile, beside: Sequence[MentionProfile]) -> Contrast:
    return Contrast(
        names=standing_out(p.names, [q.names for q in beside]),
        terms=standing_out(p.terms, [q.terms for q in beside]),
        title=standing_out(p.title_terms, [q.title_terms for q in beside]),
        lead=standing_out(p.lead_terms, [q.lead_terms for q in beside]),
    )


def standing_out(
    words: Mapping[str, float], beside: Sequence[Mapping[str, float]]
) -> dict[str, float]:
    """`words` times their rarity among themselves and `beside`, of unit length.

    Words that none beside holds are left out: they cannot be shared.
    """
    held = Counter(w for other in beside for w in other if w in words)
    size = len(beside) + 1
    kept = {
        w: v * math.log((size + 1) / (held[w] + 1 + _SMOOTH)) for w, v in words.items() if held[w]
    }
    length = math.sqrt(sum(v * v for v in kept.values()))
    return {w: v / length for w, v in kept.items()} if length else {}
