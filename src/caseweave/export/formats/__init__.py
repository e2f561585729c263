"""An export laid out in a format: the same bytes for the same export, and nothing but its records.

Invariant: a format adds fixed words only. `FORMATS` maps a format's name to how it is written.
"""

from collections.abc import Callable
from functools import lru_cache

import msgspec

from caseweave.export.formats.page import html, markdown
from caseweave.export.formats.spreadsheet import csv
from caseweave.export.formats.structure import json
from caseweave.export.shared import Shared


class Format(msgspec.Struct, frozen=True):
    """How a format is written, and the ending of its files."""

    write: Callable[[Shared], bytes]
    ending: str


def pdf(shared: Shared) -> bytes:
    """The export as PDF; what draws it is loaded only here, as most commands never need it."""
    from caseweave.export.formats.portable import written  # noqa: PLC0415

    return written(shared)


FORMATS: dict[str, Format] = {
    "json": Format(json, ".json"),
    "csv": Format(csv, ".csv"),
    "html": Format(html, ".html"),
    "markdown": Format(markdown, ".md"),
    "pdf": Format(pdf, ".pdf"),
}


@lru_cache(maxsize=8)
def blank(format_name: str) -> bytes:
    """An export of nothing: what the format says by itself."""
    empty = Shared(
        version="", tlp="TLP:RED", audience="", as_of=None, notes=(), sources=(), cases=(),
        withheld=(),
    )  # fmt: skip
    return FORMATS[format_name].write(empty)
