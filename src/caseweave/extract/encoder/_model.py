"""The trained encoder of a language: its file, its labels, and the question that it answers.

The file is `lang/LANGUAGE/states.npz`, written by `python -m caseweave.evaluate.fit_states` and
described in `docs/models/states.md`. It is read once a process, on first use.
"""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from caseweave.extract.encoder._layers import Floats, encode, softmax
from caseweave.extract.encoder._pieces import cut

# Pieces before the sentence asked about, and of the sentence itself.
BEFORE, WITHIN = 40, 88


class Reading(msgspec.Struct, frozen=True):
    """What a number is taken for: `label`, its probability, and how surely the words are unreal.

    `unreal`: 0-1, denied, planned or only feared ("would send back 40"). Probabilities are rounded
    to three places.
    """

    label: str
    sure: float
    unreal: float


class _Held(msgspec.Struct, frozen=True):
    weights: Mapping[str, Floats]
    vocabulary: Mapping[str, int]
    labels: tuple[str, ...]
    heads: int
    name: str


@lru_cache(maxsize=2)
def _held(language: str) -> _Held:
    path = files("caseweave.lang") / language / "states.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as table:
        about = json.loads(str(table["about"]))
        words = bytes(table["vocabulary"]).decode("utf-8").split("\n")
        arrays = {n: table[n] for n in table.files if n not in {"about", "vocabulary"}}
    weights = {n: _floats(n, arrays) for n in arrays if not n.endswith("_scale")}
    weights["words_scale"] = arrays["words_scale"].astype(np.float32)
    return _Held(
        weights=weights,
        vocabulary={w: i for i, w in enumerate(words)},
        labels=tuple(about["labels"]),
        heads=about["heads"],
        name=about["name"],
    )


def _floats(name: str, arrays: Mapping[str, Floats]) -> Floats:
    """A matrix as it is computed with: whole numbers times their column's scale; words stay whole.

    The table of words is large and a passage needs few rows of it.
    """
    if name == "words" or f"{name}_scale" not in arrays:
        return arrays[name] if name == "words" else arrays[name].astype(np.float32)
    scaled = arrays[name].astype(np.float32) * arrays[f"{name}_scale"].astype(np.float32)
    return np.ascontiguousarray(scaled)


def labels(language: str = "en") -> tuple[str, ...]:
    """The labels that the encoder tells apart."""
    return _held(language).labels


def model_name(language: str = "en") -> str:
    """Name and version of the weights, for the manifest."""
    return _held(language).name


def read_numbers(
    text: str, sentence: tuple[int, int], numbers: Sequence[tuple[int, int]], language: str = "en"
) -> list[Reading | None]:
    """What each number of a sentence counts; `text` is the passage, spans are offsets in it.

    None for a number that lies beyond what the encoder reads of a long sentence.
    """
    held = _held(language)
    before = cut(text[: sentence[0]], held.vocabulary)[-BEFORE:]
    within = [
        (number, start + sentence[0], end + sentence[0])
        for number, start, end in cut(text[sentence[0] : sentence[1]], held.vocabulary)[:WITHIN]
    ]
    opening, closing = held.vocabulary["[CLS]"], held.vocabulary["[SEP]"]
    row = [opening, *(p.number for p in before), *(n for n, _, _ in within), closing]
    first = 1 + len(before)
    places = [
        [first + i for i, (_, a, b) in enumerate(within) if a < end and start < b]
        for start, end in numbers
    ]
    asked = sorted({place for at in places for place in at})
    if not asked:
        return [None for _ in numbers]
    state = encode(held.weights, row, held.heads, asked)
    return [
        _reading(held, state[[asked.index(place) for place in at]].mean(axis=0)) if at else None
        for at in places
    ]


def _reading(held: _Held, state: Floats) -> Reading:
    chances = softmax(state @ held.weights["label_w"] + held.weights["label_b"])
    unreal = 1 / (1 + np.exp(-(state @ held.weights["unreal_w"] + held.weights["unreal_b"])))
    best = int(np.argmax(chances))
    return Reading(held.labels[best], round(float(chances[best]), 3), round(float(unreal[0]), 3))
