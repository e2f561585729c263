"""Who can speak: a slideshow, a bus or a number that stands where a speaker would is none.

Named people, offices, organisations, outlets and documents pass; of the unnamed only nouns for
people. The attribution layer finds speakers by their place in the sentence; this looks at the noun.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.events import is_human
from caseweave.extract.layers import Attributed, Parsed, Speaker
from caseweave.lang import profile


def can_speak(parsed: Parsed, said: Attributed) -> bool:
    """Whether the speaker of an attribution is somebody; one with no chain speaks for nobody."""
    # without a cue it is the layout that gives the words to somebody
    return not said.chain or not said.cue or _somebody(parsed, said.chain[-1])


def _somebody(parsed: Parsed, speaker: Speaker) -> bool:
    if not any(c.isalpha() for c in speaker.name):
        return False
    if speaker.kind != "anonymous":
        return True
    parts = speaker.name.split()
    if len(parts) > 1 and all(p[:1].isupper() for p in parts):
        return True  # a proper name, whatever the parser takes its words for
    head = _head(parsed, speaker)
    counted = head is not None and head.pos_ == "NUM" and len(parts) > 1  # "the 14"
    return head is None or head.pos_ == "PRON" or counted or is_human(head) or _source(head)


def _source(head: Any) -> bool:
    """Nouns for whoever gave the word: "sources", "accounts", and posts ("the district head")."""
    return head.lemma_.lower() in _voices()


@lru_cache(maxsize=1)
def _voices() -> frozenset[str]:
    speakers = profile("en", "reporting_speakers")
    kinds = speakers["kinds"]
    return frozenset((*speakers["voices"]["words"], *kinds["role"], *kinds["anonymous"]))


def _head(parsed: Parsed, speaker: Speaker) -> Any | None:
    for passage in parsed.passages:
        if passage.offset <= speaker.start < passage.passage.end:
            span = passage.doc.char_span(
                speaker.start - passage.offset,
                speaker.end - passage.offset,
                alignment_mode="expand",
            )
            return span.root if span is not None and len(span) else None
    return None
