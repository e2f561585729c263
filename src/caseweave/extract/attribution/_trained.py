"""A model that the user trained by `python -m caseweave.evaluate.fit_attribution --full`.

It judges every cue, and chooses source and content among what the sentence offers. Invariant: no
such model ships, none is fetched, and without one the rules and their named weights decide alone.
"""

import hashlib
import io
import math
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from caseweave.extract.attribution._candidate import Candidate, Page, cue_spans, pages
from caseweave.extract.attribution._lexicon import Lexicon, lexicon
from caseweave.extract.attribution._options import (
    ContentOption,
    SourceOption,
    content_options,
    source_options,
)
from caseweave.extract.attribution._spans import minus
from caseweave.extract.attribution._traits import (
    BITS,
    content_traits,
    cue_traits,
    hashed,
    source_traits,
)
from caseweave.extract.attribution._wide import propose_wide
from caseweave.extract.layers import Parsed, Span
from caseweave.model import CaseweaveError

Weights = NDArray[np.float32]
FORMAT = 1
SIZE = 1 << BITS
# A cue less likely than this (log-odds) is not looked at further.
FLOOR = -2.5
_SURE = 1e-6
_FORMS = {
    "child:ccomp": "clause",
    "child:xcomp": "infinitive",
    "child:prep:pobj": "preposition",
    "child:nsubjpass": "subject",
}


class Trained(msgspec.Struct, frozen=True):
    """Weights by hashed trait for cue, source and content; how their log-odds are blended.

    `blend`: weights of cue, source, content and a constant. `threshold`: the least probability that
    is kept. `digest`: SHA-256 of the file, hexadecimal.
    """

    cue: Weights
    source: Weights
    content: Weights
    blend: tuple[float, float, float, float]
    threshold: float
    digest: str


class Picked(msgspec.Struct, frozen=True):
    """The likeliest source and content of a cue, with the log-odds of each choice."""

    source: SourceOption
    content: ContentOption
    spans: tuple[Span, ...]
    odds: tuple[float, float]


class Weighing:
    """One candidate with its traits, made when they are asked for."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate

    @property
    def cue(self) -> tuple[Span, ...]:
        """The cue's words in the report."""
        return cue_spans(self.candidate)

    @property
    def at(self) -> int:
        """Where the cue's main word starts in the report."""
        return self.candidate.page.at(self.candidate.cue)

    @property
    def depth(self) -> int:
        """How many words stand above the cue in its tree."""
        return sum(1 for _ in self.candidate.cue.ancestors)

    @cached_property
    def cue_row(self) -> NDArray[np.int32]:
        """Places of the cue's traits."""
        return hashed(cue_traits(self.candidate))

    @cached_property
    def sources(self) -> list[SourceOption]:
        """The options for the source."""
        return source_options(self.candidate)

    @cached_property
    def source_rows(self) -> list[NDArray[np.int32]]:
        """Places of the traits of each option for the source."""
        return [
            hashed(source_traits(self.candidate, o, rank)) for rank, o in enumerate(self.sources)
        ]

    @cached_property
    def contents(self) -> list[ContentOption]:
        """The options for the content."""
        return content_options(self.candidate)

    @cached_property
    def content_rows(self) -> list[NDArray[np.int32]]:
        """Places of the traits of each option for the content."""
        return [
            hashed(content_traits(self.candidate, o, rank)) for rank, o in enumerate(self.contents)
        ]

    def pick(self, source: NDArray[Any], content: NDArray[Any]) -> Picked | None:
        """The likeliest source, then the likeliest content that is not all source."""
        scores = np.array([float(source[row].sum()) for row in self.source_rows])
        best = int(scores.argmax())
        chosen = self.sources[best]
        left = [minus(o.spans, chosen.spans) for o in self.contents]
        open_ = [i for i, spans in enumerate(left) if spans]
        if not open_:
            return None
        told = np.array([float(content[self.content_rows[i]].sum()) for i in open_])
        at = int(told.argmax())
        return Picked(
            source=chosen,
            content=self.contents[open_[at]],
            spans=left[open_[at]],
            odds=(_odds(scores, best), _odds(told, at)),
        )


def weighings(parsed: Parsed) -> list[Weighing]:
    """Everything in one report that may be a cue, in the order of the text."""
    words = lexicon(parsed.report.language or "en")
    return [Weighing(c) for page in pages(parsed) for c in propose_wide(page, words)]


def _odds(scores: NDArray[np.float64], best: int) -> float:
    """Log-odds of the softmax share of one score."""
    share = float(1.0 / np.exp(scores - scores[best]).sum())
    share = min(max(share, _SURE), 1.0 - _SURE)
    return math.log(share / (1.0 - share))


def judged(
    page: Page, words: Lexicon, trained: Trained
) -> Iterator[tuple[Candidate, Candidate, float]]:
    """Each cue as the rules read it, as the model reads it, and its probability."""
    for candidate in propose_wide(page, words):
        weighing = Weighing(candidate)
        score = float(trained.cue[weighing.cue_row].sum())
        picked = weighing.pick(trained.source, trained.content) if score > FLOOR else None
        if picked is None:
            yield candidate, candidate, 0.0
            continue
        a, b, c, constant = trained.blend
        total = a * score + b * picked.odds[0] + c * picked.odds[1] + constant
        yield candidate, chosen(candidate, picked), 1.0 / (1.0 + math.exp(-total))


def chosen(candidate: Candidate, picked: Picked) -> Candidate:
    """The candidate with the picked source and content."""
    source, content = picked.source, picked.content
    own = source.ruled or source.head is None
    how = candidate.how if source.ruled else "none" if source.head is None else "own"
    form = candidate.content_form if content.ruled else _form(content.way)
    return msgspec.structs.replace(
        candidate,
        source_head=source.head if not own or source.ruled else None,
        source=source.spans,
        how=how,
        content=picked.spans,
        content_form=form,
        content_head=content.head,
    )


def _form(way: str) -> str:
    if way.startswith("quote"):
        return "quote"
    if way.startswith(("host", "of", "lead", "rest")):
        return "host"
    return _FORMS.get(way, "object")


def load(path: Path) -> Trained:
    """The model in a file. Raises CaseweaveError where it is none, or of another format."""
    try:
        data = path.read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as table:
            held = {name: table[name] for name in table.files}
        if int(held["format"]) != FORMAT or int(held["bits"]) != BITS:
            raise CaseweaveError(
                f"{path} was made by another version; train it again with "
                "python -m caseweave.evaluate.fit_attribution --full DATA."
            )
        a, b, c, constant = (float(v) for v in held["blend"])
        return Trained(
            cue=held["cue"],
            source=held["source"],
            content=held["content"],
            blend=(a, b, c, constant),
            threshold=float(held["threshold"]),
            digest=hashlib.sha256(data).hexdigest(),
        )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CaseweaveError(
            f"{path} cannot be read as an attribution model ({error}); train it with "
            "python -m caseweave.evaluate.fit_attribution --full DATA."
        ) from error


def save(path: Path, trained: Trained) -> None:
    """Write a model; `digest` is not kept, it is the file's own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        np.savez_compressed(
            stream,
            format=np.int64(FORMAT),
            bits=np.int64(BITS),
            cue=trained.cue,
            source=trained.source,
            content=trained.content,
            blend=np.array(trained.blend),
            threshold=np.float64(trained.threshold),
        )
