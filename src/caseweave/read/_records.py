"""What discovery finds and what a reader is.

A reader turns one found file into raw reports; it never writes, never fetches, never guesses.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from caseweave.model import Block, Given, RawReport, Refusal


class FoundFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file to read. `source` is its path relative to the input folder, with `/`.

    `max_bytes` is the limit it was found under: of the file, or of one line where a reader streams.
    """

    path: Path
    source: str
    size: int
    max_bytes: int


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """One input format. Plug-ins offer one as an entry point of the group `caseweave.readers`.

    `extensions` are lower case with the dot. `sniff` tells from the first 2,048 bytes whether a
    file of no known extension is of this format. `streams`: the size limit holds for each report
    in the file, not for the file.
    """

    media_type: str
    extensions: tuple[str, ...]
    read: Callable[[FoundFile], Iterator[RawReport | Refusal]]
    sniff: Callable[[bytes], bool] | None = None
    streams: bool = False


def bytes_id(data: bytes) -> str:
    """The id of a report: `sha256:` and the hex digest of its original bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def raw_report(
    found: FoundFile, data: bytes, media_type: str, blocks: list[Block], page: Given | None = None
) -> RawReport:
    """The raw report that is all of one file."""
    return RawReport(
        id=bytes_id(data),
        source=found.source,
        media_type=media_type,
        data=data,
        page=page or Given(),
        blocks=tuple(b for b in blocks if b.text.strip()),
    )
