"""Sentences of which the report itself says afterwards that they told of something else.

As in "Three guards were held near Brod. They are not connected with our case."; "That was another
boat". Invariant: only sentences of the same paragraph, or of the one before that it answers, and
none that the main incident opens.
"""

import re
from functools import lru_cache

from caseweave.extract.assemble._frame import Frame
from caseweave.lang import profile

# Sentences of a paragraph before the one that says so which may tell of the other case.
_BACK = 3


@lru_cache(maxsize=4)
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(profile(language, "topics")["disclaimed"])


def disclaimed(frame: Frame) -> frozenset[int]:
    """Where the sentences start that tell of another case, by a later word of the report."""
    pattern = _pattern(frame.report.language or "en")
    found: set[int] = set()
    for number, sentence in enumerate(frame.sentences):
        found_here = pattern.match(frame.words((sentence.start, sentence.end)).strip().lower())
        if found_here is None:
            continue
        back = range(max(0, number - _BACK), number)
        passages = {sentence.passage}
        if found_here["speaker"]:  # an answer opens a paragraph of its own
            passages.add(frame.sentences[max(0, number - 1)].passage)
        near = [n for n in back if frame.sentences[n].passage in passages]
        near = [n for n in near if frame.sentences[n].kind != "title"]
        told = [n for n in near if frame.sentences[n].events or frame.sentences[n].counts]
        found |= {frame.sentences[n].start for n in told}
        found |= {sentence.start} if told else set()
    return frozenset(found)
