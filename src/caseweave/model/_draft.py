"""What reading hands to cleaning: the original bytes, what was given apart, and blocks of text.

A draft is not a report yet: nothing in it has offsets, and nothing of it is stored but `data`.
"""

from typing import Literal

import msgspec

BlockKind = Literal[
    "text", "title", "heading", "paragraph", "quotation", "list_item", "caption", "furniture"
]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a report apart from its text; None where nothing was said.

    `published` is as written, not parsed. `id` is the article's own id in its archive.
    """

    id: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text and what its format says it is.

    `text` says nothing: lines still stand as they did, wrapped or not. `furniture` is what the
    reader itself knows to be no part of the report (a running head of a PDF).
    """

    kind: BlockKind
    text: str


class RawReport(msgspec.Struct, frozen=True, kw_only=True):
    """One report as it was read, before cleaning.

    `id`: `sha256:` and the hex digest of `data`, the original bytes (of an article in a JSON Lines
    file: its line without the line end). `given` was said by whoever delivered the report and wins;
    `page` is what the page's own markup says, which a syndicated page may get wrong.
    """

    id: str
    source: str
    media_type: str
    data: bytes
    given: Given = Given()
    page: Given = Given()
    blocks: tuple[Block, ...] = ()
