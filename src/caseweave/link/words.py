"""Words of a text as weighted, unit-length vectors, without any corpus at hand.

The same words always weigh the same, so that a pair's score never depends on other reports.
A frequency table may be given instead (`Rarity`), frozen, where one was made.
"""

import math
import re
import tomllib
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|\n\s*|[“\"])\s*$")
_PHRASE = re.compile(r"\b([A-Z][\w'’-]+)(?=[ ]([A-Z][\w'’-]+))")
# A word's length stands in for its rarity where no table is given: short words are common words
# (Zipf's law of abbreviation; Piantadosi and others 2011).
_FULL_WEIGHT_LENGTH = 8
_RUN = 5


class Rarity(msgspec.Struct, frozen=True):
    """How rare words are: inverse document frequencies over `documents` texts, frozen."""

    documents: int
    found_in: Mapping[str, int]

    def weight(self, word: str) -> float:
        """Smoothed inverse document frequency, natural logarithm; a word never seen is rarest."""
        return math.log((1 + self.documents) / (1 + self.found_in.get(word, 0))) + 1.0


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """The word lists of linking (`schema/linking_words.toml`)."""
    path = files("caseweave.schema") / "linking_words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Words that say nothing about which incident a text tells."""
    return frozenset(tables()["stop"].split())


def plain(word: str) -> str:
    """The word without accents: outlets keep them or not ("Orvé")."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word in lower case without accents, possessive and plural endings."""
    word = plain(word).lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def terms(text: str, rarity: Rarity | None = None) -> dict[str, float]:
    """Content words of `text`, weighted by (1 + ln frequency) times rarity, of unit length."""
    words = (stem(w) for w in _TOKEN.findall(text) if not w[0].isdigit())
    return weigh((w for w in words if len(w) > 1 and w not in stop_words()), rarity)


def names(text: str, rarity: Rarity | None = None) -> dict[str, float]:
    """Capitalised words of `text` that do not merely begin a sentence, of unit length."""
    return weigh((stem(w) for w in capitalised(text)), rarity)


def phrases(text: str, rarity: Rarity | None = None) -> dict[str, float]:
    """Neighbouring capitalised words as pairs ("dale orren", "elm street"), of unit length."""
    return weigh((f"{stem(a)} {stem(b)}" for a, b in _PHRASE.findall(text)), rarity)


def capitalised(text: str) -> list[str]:
    """Words with a capital that are not only there because a sentence begins, in order."""
    kept = []
    for found in _TOKEN.finditer(text):
        word = found.group()
        if not word[0].isupper() or word.lower() in stop_words() or len(word) < 2:
            continue
        before = text[max(0, found.start() - 6) : found.start()]
        if _SENTENCE_START.search(before) and not text[found.end() :].lstrip()[:1].isupper():
            continue
        kept.append(word)
    return kept


def numbers(text: str, rarity: Rarity | None = None) -> dict[str, float]:
    """Figures of two digits and more ("45", "13500"), of unit length."""
    found = (w.replace(",", "") for w in _TOKEN.findall(text) if w[0].isdigit() and len(w) > 1)
    return weigh((w for w in found if not re.fullmatch(r"(?:19|20)\d\d", w)), rarity)


def vocabulary(text: str) -> set[str]:
    """Every word, figure and pair of capitalised words, as the vectors name them."""
    tokens = _TOKEN.findall(text)
    found = {w.replace(",", "") if w[0].isdigit() else stem(w) for w in tokens}
    return found | {f"{stem(a)} {stem(b)}" for a, b in _PHRASE.findall(text)}


def weigh(words: Iterable[str], rarity: Rarity | None = None) -> dict[str, float]:
    """A vector of unit length from words; sorted by word so that sums are the same everywhere."""
    counted = Counter(words)
    raw = {w: (1 + math.log(n)) * _weight(w, rarity) for w, n in sorted(counted.items())}
    length = math.sqrt(sum(v * v for v in raw.values()))
    return {w: v / length for w, v in raw.items()} if length else {}


def _weight(word: str, rarity: Rarity | None) -> float:
    if rarity is not None:
        return rarity.weight(word)
    return 0.5 + min(len(word), _FULL_WEIGHT_LENGTH) / _FULL_WEIGHT_LENGTH


def ages(text: str) -> tuple[int, ...]:
    """Ages told in `text`, sorted, each once."""
    found = (m for pattern in tables()["ages"] for m in re.findall(pattern, text))
    return tuple(sorted({int(m) for m in found if 0 < int(m) < 120}))


def composition(text: str) -> tuple[str, ...]:
    """Which of women, men, girls, boys, infants and so on `text` tells of, sorted."""
    groups: dict[str, list[str]] = tables()["composition"]
    told = {w.lower() for w in _TOKEN.findall(text)}
    return tuple(sorted(g for g, listed in groups.items() if told & set(listed)))


def chain_cues(text: str) -> tuple[str, ...]:
    """Which ties to another incident `text` names (`retaliation`, `unconnected`), sorted."""
    cues: dict[str, list[str]] = tables()["chains"]
    lower = text.lower()
    return tuple(
        sorted(k for k, said in cues.items() if any(re.search(rf"\b{c}\b", lower) for c in said))
    )


def rarest(phrase_words: Mapping[str, float], most: int = 25) -> tuple[str, ...]:
    """The heaviest words of a vector, sorted by word."""
    best = sorted(phrase_words.items(), key=lambda item: (-item[1], item[0]))[:most]
    return tuple(sorted(w for w, _ in best))


def quotation_prints(text: str) -> tuple[int, ...]:
    """Fingerprints (CRC-32) of every run of five words inside quotation marks, sorted."""
    prints: set[int] = set()
    for left, right in tables()["quotes"]:
        pattern = f"{re.escape(left)}([^{re.escape(left + right)}\n]{{20,1200}}){re.escape(right)}"
        for quoted in re.findall(pattern, text):
            prints.update(_runs([w.lower() for w in _TOKEN.findall(quoted)]))
    return tuple(sorted(prints))


def _runs(words: list[str]) -> Iterable[int]:
    for i in range(len(words) - _RUN + 1):
        yield zlib.crc32(" ".join(words[i : i + _RUN]).encode())


def overlap(a: Mapping[str, float], b: Mapping[str, float]) -> tuple[float, float]:
    """Cosine of two unit-length vectors, and how much of one the other covers (the larger share).

    Summed in the order of the words, so that it is the same both ways and on every machine.
    """
    if not a or not b:
        return 0.0, 0.0
    if len(b) < len(a):
        a, b = b, a
    both = [(v, b[w]) for w, v in a.items() if w in b]
    held = max(sum([x * x for x, _ in both]), sum([y * y for _, y in both]))
    return min(1.0, sum([x * y for x, y in both])), min(1.0, held)


def likeness(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two vectors of unit length, 0 to 1."""
    if not a or not b:
        return 0.0
    if len(b) < len(a):
        a, b = b, a
    return min(1.0, sum([v * b[w] for w, v in a.items() if w in b]))
