"""What a day is the day of: the act whose word stands nearest to it in its sentence.

Invariant: one act for each time, or none; of two words as near the one before the time wins. What
is a step after the deed in one report (an arrest after a shooting) is the deed in another.
"""

import re
from functools import lru_cache

from caseweave.lang import profile

_WORD = re.compile(r"[a-z\u2019']+")
# How many words before and after a time its act may stand.
_BEFORE, _AFTER = 14, 8
_BEHIND = 1.5  # a word after the time is so much farther away than one before it


@lru_cache(maxsize=4)
def _acts(language: str) -> dict[str, str]:
    """The act that a word tells."""
    table = profile(language, "dates_acts")
    return {word: act for act, words in table.items() for word in words}


def nearest(before: str, after: str, language: str) -> str | None:
    """The act nearest to a time, by the sentence's text before and after it, in lower case."""
    acts = _acts(language)
    ahead = _WORD.findall(before)[::-1][:_BEFORE]
    behind = _WORD.findall(after)[:_AFTER]
    found = [(float(n), acts[w]) for n, w in enumerate(ahead) if w in acts]
    found += [((n + 0.5) * _BEHIND, acts[w]) for n, w in enumerate(behind) if w in acts]
    return min(found, default=(0.0, None), key=lambda f: f[0])[1]


def deed(act: str | None, kinds: frozenset[str]) -> str:
    """The act as it counts for an incident whose events are of `kinds`: its `deed`, or another."""
    if act is None:
        return "none"
    return "deed" if act == "hurt" or _DEEDS.get(act) in kinds else act


_DEEDS = {"arrest": "detained"}  # the kind of event that an act is the deed of
