"""Scores for near copies: how many altered texts are found, at one false pair in a hundred.

Invariant: copies are made in memory from the data's own texts, the same ones in every run, and no
text is ever written out.
"""

import hashlib
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from caseweave.clean import containment, find_copies, fingerprints
from caseweave.evaluate._linking_documents import Document, load
from caseweave.model import Passage, Report

# How many texts are altered, each in five ways; how many pairs written apart set the threshold.
TEXTS, APART = 120, 6000
FALSE_SHARE = 0.01
SEED = 7
_LEAST_WORDS = 120
_CHANGED = 0.06
# The floor: MinHash over runs of three words with so many permutations (Broder 1997).
_PERMUTATIONS, _RUN = 64, 3
_FURNITURE = (
    "Home | News | Sport | Weather\n\nSign up for alerts\n\n",
    "\n\nShare this page\n\nMost read today\n\nTerms of use\n\nAll rights reserved",
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")

Alter = Callable[[str, str, random.Random], str]


def run(data: Path, predictions: Path | None = None) -> dict[str, float]:
    """Recall in per cent by kind of change, of containment (`ours.*`) and MinHash (`minhash.*`).

    `data`: a folder of `docs.jsonl` and `links.jsonl`. The threshold of each method is the one
    that FALSE_SHARE of the pairs of different incidents reach. `predictions`: written, a line for
    each altered text: its kind, the `doc` it was made of, and the texts that `build` would call its
    originals (`copies_of`). Raises FileNotFoundError where the data is not there.
    """
    documents = [d for d in load(data) if len(d.text.split()) >= _LEAST_WORDS]
    lines: list[dict[str, Any]] = []
    scores = score(documents, lines)
    if predictions is not None:
        predictions.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    return scores


def score(documents: Sequence[Document], lines: list[dict[str, Any]]) -> dict[str, float]:
    """The recall of both methods on altered texts of `documents`; `lines` receives the finds."""
    rng = random.Random(SEED)  # noqa: S311 - no secret
    chosen = rng.sample(list(documents), min(TEXTS, len(documents)))
    scores: dict[str, float] = {"texts": float(len(chosen))}
    methods: tuple[tuple[str, Callable[[str], Any], Callable[[Any, Any], float]], ...] = (
        ("ours", fingerprints, _contained),
        ("minhash", minhash, _same_share),
    )
    for name, sketch, alike in methods:
        sketches = {d.id: sketch(d.text) for d in chosen}
        apart = [
            alike(sketches[a.id], sketches[b.id])
            for i, a in enumerate(chosen)
            for b in chosen[i + 1 :]
            if not set(a.incidents) & set(b.incidents)
        ][:APART]
        limit = threshold(apart)
        scores[f"{name}.threshold"] = round(limit, 4)
        for kind, alter in sorted(ALTERED.items()):
            found = 0
            for number, document in enumerate(chosen):
                other = chosen[(number + 1) % len(chosen)].text
                made = alter(document.text, other, random.Random(f"{SEED}{document.id}"))  # noqa: S311
                found += alike(sketches[document.id], sketch(made)) > limit
            scores[f"{name}.{kind}"] = round(100 * found / len(chosen), 1)
    return scores | _as_built(chosen, lines)


def _as_built(chosen: Sequence[Document], lines: list[dict[str, Any]]) -> dict[str, float]:
    """Recall of `find_copies` at its own limits, and its false pairs per cent of those apart."""
    scores: dict[str, float] = {}
    for kind, alter in sorted(ALTERED.items()):
        texts = {d.id: d.text for d in chosen}
        sources = {}
        for number, document in enumerate(chosen):
            other = chosen[(number + 1) % len(chosen)].text
            made = alter(document.text, other, random.Random(f"{SEED}{document.id}"))  # noqa: S311
            texts[f"{document.id}+"] = made
            sources[f"{document.id}+"] = document.id
        found = find_copies(_report(name, text) for name, text in texts.items())
        hits = 0
        for made, original in sources.items():
            of = [c.report for c in found.get(made, ())]
            lines.append({"kind": kind, "doc": original, "copies_of": sorted(of)})
            hits += original in of
        scores[f"find_copies.{kind}"] = round(100 * hits / len(chosen), 1)
    found = find_copies(_report(d.id, d.text) for d in chosen)
    incidents = {d.id: set(d.incidents) for d in chosen}
    false = sum(not incidents[a] & incidents[c.report] for a, cs in found.items() for c in cs)
    scores["find_copies.false_pairs"] = round(100 * false / max(1, len(chosen) ** 2), 3)
    return scores


def _report(name: str, text: str) -> Report:
    return Report(
        id=name,
        source=name,
        media_type="text/plain",
        language="en",
        text=text,
        passages=(Passage(kind="paragraph", start=0, end=len(text)),),
    )


def threshold(apart: Sequence[float]) -> float:
    """The least value that at most FALSE_SHARE of the values exceed; 0 where there are none."""
    ordered = sorted(apart, reverse=True)
    return ordered[int(FALSE_SHARE * len(ordered))] if ordered else 0.0


def _contained(a: frozenset[int], b: frozenset[int]) -> float:
    small, large = sorted((a, b), key=len)
    return containment(small, large)


def minhash(text: str) -> tuple[int, ...]:
    """The smallest hash of the text's runs of words under each permutation."""
    words = re.findall(r"[^\W_]+", text.casefold())
    runs = {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
    hashes = [int.from_bytes(hashlib.blake2b(r.encode(), digest_size=8).digest()) for r in runs]
    rng = random.Random(SEED)  # noqa: S311 - no secret
    prime = (1 << 61) - 1
    lines = [(rng.randrange(1, prime), rng.randrange(prime)) for _ in range(_PERMUTATIONS)]
    return tuple(min((a * h + b) % prime for h in hashes) for a, b in lines)


def _same_share(a: tuple[int, ...], b: tuple[int, ...]) -> float:
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def cut_short(text: str, _: str, __: random.Random) -> str:
    """The first third of the sentences."""
    sentences = _SENTENCE.split(text)
    return " ".join(sentences[: max(3, len(sentences) // 3)])


def other_furniture(text: str, _: str, __: random.Random) -> str:
    """The text between a page's head and foot."""
    return _FURNITURE[0] + text + _FURNITURE[1]


def words_changed(text: str, other: str, rng: random.Random) -> str:
    """The text with 6% of its words replaced by words of another text."""
    words = other.split()
    return re.sub(
        r"\S+", lambda m: rng.choice(words) if rng.random() < _CHANGED else m.group(), text
    )


def half_merged(text: str, other: str, _: random.Random) -> str:
    """The first half of the text and the first half of another."""
    halves = (_SENTENCE.split(t) for t in (text, other))
    return " ".join(s for h in halves for s in h[: max(1, len(h) // 2)])


def two_sentences(text: str, other: str, rng: random.Random) -> str:
    """Another text into which the two longest of a few sentences of this one are carried."""
    sentences = _SENTENCE.split(text)
    drawn = rng.sample(sentences, min(6, len(sentences)))
    carried = sorted(drawn, key=lambda s: (-len(s), s))[:2]
    theirs = _SENTENCE.split(other)
    middle = len(theirs) // 2
    return " ".join([*theirs[:middle], *carried, *theirs[middle:]])


ALTERED: dict[str, Alter] = {
    "cut_short": cut_short,
    "furniture": other_furniture,
    "half_merged": half_merged,
    "two_sentences": two_sentences,
    "words_changed": words_changed,
}
