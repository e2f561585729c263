"""A report: one document as an outlet published it at a time; its id is its bytes' SHA-256."""

from typing import Literal

import msgspec

from caseweave.model._claim import Evidence

PassageKind = Literal[
    "title", "byline", "dateline", "paragraph", "quotation", "caption", "boilerplate"
]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the cleaned text, `text[start:end]`. Passages do not overlap and are in order."""

    kind: PassageKind
    start: int
    end: int


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """When the report came out. `value` in EDTF; `evidence` None where the date was given apart."""

    value: str
    precision: Literal["day", "month", "year", "minute"]
    evidence: Evidence | None = None


class Copy(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Another report that this one's text copies: `score` 0-1 is containment of word runs."""

    report: str
    kind: Literal["identical", "reprint", "near_copy", "excerpt"]
    score: float
    because: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A cleaned report. `text` begins with the title (a `title` passage) and a blank line.

    `id`: `sha256:` and the hex digest of the original bytes (of a JSON Lines report: of its line).
    `source`: path relative to the input folder, or URL, or `FILE#ID`; `sources`: all, in order.
    """

    id: str
    source: str
    sources: tuple[str, ...] = ()
    media_type: str
    language: str | None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    dateline: str | None = None
    published: Published | None = None
    text: str
    passages: tuple[Passage, ...] = ()
    copies: tuple[Copy, ...] = ()
