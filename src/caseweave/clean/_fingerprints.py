"""Fingerprints of a text: winnowed hashes of runs of five words, the same on every machine.

Source: Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting",
SIGMOD 2003. Any shared run of `RUN + WINDOW - 1` words gives at least one shared fingerprint.
"""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

RUN = 5
WINDOW = 4

_WORD = re.compile(r"[^\W_]+")
# A Mersenne prime and a base for the polynomial over word hashes: additions in place of hashing
# every run again.
_PRIME = (1 << 61) - 1
_BASE = 1_000_003


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") % _PRIME


def fingerprints(text: str) -> frozenset[int]:
    """The winnowed five-word runs of `text` as 61-bit numbers; case and punctuation do not count.

    A text of fewer than five words has one fingerprint, of all its words; one without words none.
    """
    found = [_word_hash(w) for w in _WORD.findall(text.casefold())]
    return frozenset(_winnow(_runs(found)))


def _runs(words: Sequence[int]) -> list[int]:
    """A hash of each run of `RUN` words, in order."""
    if not words:
        return []
    size = min(RUN, len(words))
    lead = pow(_BASE, size - 1, _PRIME)
    value = 0
    hashes: list[int] = []
    for i, word in enumerate(words):
        if i >= size:
            value -= words[i - size] * lead
        value = (value * _BASE + word) % _PRIME
        if i >= size - 1:
            # Mixed, so that the smallest of a window is not the run of the smallest word.
            hashes.append((value * 0x9E3779B97F4A7C15) % _PRIME)
    return hashes


def _winnow(hashes: Sequence[int]) -> set[int]:
    """The smallest hash of every window of `WINDOW` neighbours."""
    if len(hashes) <= WINDOW:
        return set(hashes) if len(hashes) == 1 else {min(hashes)} if hashes else set()
    return {min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1)}


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of `a` that stands in `b`, 0 to 1; 0 where `a` is empty."""
    return len(a & b) / len(a) if a else 0.0
