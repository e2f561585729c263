"""Made stores: a few reports with their analysis, told again in other worlds.

Each world has its own words (letters moved, lengths and offsets kept), days, places and ids; short
words, kinds and counts are those of all. So a store of any size keeps the shape of the first
reports, and no world copies another. Nothing is random.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.model import Extraction, Report

Told = tuple[Report, Extraction]

# Shorter words are those of all worlds; most common words are short.
_WORD = re.compile(r"[A-Za-z]{5,}")
_STEPS = (1, 3, 5, 7, 9, 11, 15, 17, 19, 21, 23, 25)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = 12
_IDS = frozenset({"id", "report", "mention", "alternative_of", "claim"})
_WORDS = frozenset(
    {"text", "title", "outlet", "author", "dateline", "quote", "prefix", "suffix", "words", "name"}
    | {"source", "sources", "speaker", "city", "place"}
)
_DATES = frozenset({"edtf", "date"})


def worlds(first: Sequence[Told], size: int) -> Iterator[Told]:
    """`size` reports with their analysis, world after world; the first world is as it was told."""
    for n in range(size):
        yield told_in(first[n % len(first)], n // len(first))


def told_in(told: Told, world: int) -> Told:
    """One report as it is told in another world."""
    report, extraction = told
    if world == 0:
        return told
    plain = _moved(msgspec.to_builtins(report), "", world)
    plain["copies"] = []
    return (
        msgspec.convert(plain, Report),
        msgspec.convert(_moved(msgspec.to_builtins(extraction), "", world), Extraction),
    )


def _moved(value: Any, field: str, world: int) -> Any:
    if isinstance(value, dict):
        if "edtf" not in value and "precision" in value and isinstance(value.get("value"), str):
            value = {**value, "value": _days(value["value"], world)}
        found = {k: _moved(v, k, world) for k, v in value.items()}
        if isinstance(found.get("lat"), float) and isinstance(found.get("lon"), float):
            found["lat"] = (found["lat"] + 90 + world * 17.3) % 170 - 85
            found["lon"] = (found["lon"] + 180 + world * 41.7) % 360 - 180
        return found
    if isinstance(value, list | tuple):
        return [_moved(v, field, world) for v in value]
    if not isinstance(value, str):
        return value
    if field in _IDS:
        kind, _, rest = value.partition(":")
        return f"{kind}:{hashlib.sha256(f'{rest}/{world}'.encode()).hexdigest()[: len(rest)]}"
    if field in _DATES:
        return _days(value, world)
    return _WORD.sub(lambda m: _word(m.group(), world), value) if field in _WORDS else value


@lru_cache(maxsize=100_000)
def _word(word: str, world: int) -> str:
    """The word with every letter moved; each world its own way, some three hundred in all."""
    step, move = _STEPS[world // 25 % len(_STEPS)], 1 + world % 25
    return "".join(
        chr(base + ((ord(c) - base) * step + move) % 26)
        for c in word
        for base in (97 if c.islower() else 65,)
    )


def _days(edtf: str, world: int) -> str:
    """Every full day in an EDTF date, moved by the world's days."""
    days = timedelta(days=world * 263 % (_YEARS * 365))

    def moved(found: re.Match[str]) -> str:
        try:
            return (date.fromisoformat(found.group()) + days).isoformat()
        except ValueError:
            return found.group()

    return _DAY.sub(moved, edtf)
