"""Passages with numbers labelled in place: `{{detained:Nine}} were held for {{none:two}} days`.

A line is a passage, or a whole report with a tab between its paragraphs. A label may end in `?`
(denied, planned, feared) or join two with `+`. Invariant: what `windows` gives
has no braces left, and every span is the number's own in the text beside it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from caseweave.model import CaseweaveError

LABELS = (
    "none", "people", "officers", "stat", "detained", "released", "returned", "handed_over", "dead",
    "missing", "injured", "rescued", "fled", "entered", "in_hiding",
)  # fmt: skip
# Of each file one passage in so many is kept out of training, with all its windows.
HELD_EVERY = 10
_MARK = re.compile(r"\{\{([a-z_?+]+):([^{}]*)\}\}")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[\"“‘(\[]?[A-Z0-9])|\t+")


class Labelled(msgspec.Struct, frozen=True):
    """A number of a window: its span, its labels and whether the words are unreal."""

    start: int
    end: int
    labels: tuple[str, ...]
    unreal: bool


class Window(msgspec.Struct, frozen=True):
    """A text that ends with a sentence, where that sentence starts, and its labelled numbers."""

    text: str
    sentence: int
    numbers: tuple[Labelled, ...]


def passages_of(path: Path) -> Iterator[list[Window]]:
    """The windows of each passage of a file. Raises CaseweaveError with the line that is not so."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield windows(line.strip())
            except ValueError as wrong:
                raise CaseweaveError(f"{path}, line {number}: {wrong}. Mend the label.") from None


def parted(path: Path) -> tuple[list[Window], list[Window]]:
    """The windows of a file that are for training, and those kept out. Errors as `passages_of`."""
    passages = list(passages_of(path))
    kept = [w for held in passages[::HELD_EVERY] for w in held]
    return [w for n, held in enumerate(passages) if n % HELD_EVERY for w in held], kept


def windows(line: str) -> list[Window]:
    """One window for each sentence that has numbers, with all text before it."""
    text, numbers = _unmarked(line)
    ends = [m.end() for m in _SENTENCE_END.finditer(text)] + [len(text)]
    # No sentence ends inside what is labelled ("Rev. Tolan").
    ends = [e for e in ends if not any(n.start < e < n.end for n in numbers)]
    found: list[Window] = []
    start = 0
    for end in ends:
        inside = tuple(n for n in numbers if start <= n.start < end)
        if inside:
            found.append(Window(text[:end], start, inside))
        start = end
    return found


def _unmarked(line: str) -> tuple[str, list[Labelled]]:
    text, at, numbers = "", 0, []
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        told, words = mark.group(1), mark.group(2)
        names = tuple(n.rstrip("?") for n in told.split("+"))
        unknown = [n for n in names if n not in LABELS]
        if unknown:
            raise ValueError(f"no label {unknown[0]}")
        numbers.append(Labelled(len(text), len(text) + len(words), names, "?" in told))
        text += words
        at = mark.end()
    text += line[at:]
    if "{{" in text or "}}" in text:
        raise ValueError("braces that do not close")
    return text, numbers
