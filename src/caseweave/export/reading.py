"""A finished export read back from its bytes: every stretch of text in it, and where it stands.

Invariant: nothing that a reader or a program could find in the file is left out: attributes,
comments, keys, metadata. Texts come unescaped, addresses also decoded.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import msgspec
import pypdfium2


class Stretch(msgspec.Struct, frozen=True):
    """A text of the file and where it stands, in words ("page 2", "line 14, column quote")."""

    where: str
    text: str


def stretches(data: bytes, format_name: str) -> tuple[Stretch, ...]:
    """All texts of a file of this format; what it hides in escapes is laid open."""
    readers = {"json": _json, "csv": _csv, "html": _html, "markdown": _markdown, "pdf": _pdf}
    found = list(readers[format_name](data))
    return tuple(Stretch(s.where, _open(s.text)) for s in found if s.text.strip())


def _open(text: str) -> str:
    """The text with escapes of HTML and addresses taken away, until none is left."""
    for _ in range(3):
        plain = unquote(html.unescape(text))
        if plain == text:
            break
        text = plain
    return text


def _json(data: bytes) -> Iterator[Stretch]:
    yield from _nodes(json.loads(data), "")


def _nodes(node: Any, path: str) -> Iterator[Stretch]:
    match node:
        case dict():
            for key, value in node.items():
                yield Stretch(f"{path}/{key}", key)
                yield from _nodes(value, f"{path}/{key}")
        case list():
            for number, value in enumerate(node):
                yield from _nodes(value, f"{path}/{number}")
        case None | bool():
            return
        case _:
            yield Stretch(path, str(node))


def _csv(data: bytes) -> Iterator[Stretch]:
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    head = rows[0] if rows else []
    for number, row in enumerate(rows, start=1):
        for at, cell in enumerate(row):
            column = head[at] if at < len(head) else str(at + 1)
            yield Stretch(f"line {number}, column {column}", cell)


class _Reader(HTMLParser):
    """Texts, attributes, comments and declarations, with their lines."""

    _BLOCKS = frozenset(
        [
            "p",
            "div",
            "li",
            "td",
            "th",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "dt",
            "dd",
            "title",
            "section",
            "table",
            "ul",
            "ol",
            "summary",
            "nav",
            "br",
            "footer",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Stretch] = []
        self._text: list[str] = []

    def _here(self) -> str:
        return f"line {self.getpos()[0]}"

    def flush(self) -> None:
        """End a stretch of running text."""
        self.found.append(Stretch(self._here(), "".join(self._text)))
        self._text = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag: its attributes, and the end of a text where it begins a block."""
        if tag in self._BLOCKS:
            self.flush()
        for name, value in attrs:
            self.found.append(Stretch(f"{self._here()}, attribute {name}", value or ""))

    def handle_endtag(self, tag: str) -> None:
        """The end of a block ends its text."""
        if tag in self._BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Running text."""
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self.found.append(Stretch(f"{self._here()}, comment", data))

    def handle_decl(self, decl: str) -> None:
        """A declaration."""
        self.found.append(Stretch(f"{self._here()}, declaration", decl))

    def handle_pi(self, data: str) -> None:
        """A processing instruction."""
        self.found.append(Stretch(f"{self._here()}, instruction", data))


def _html(data: bytes) -> Iterator[Stretch]:
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    reader.flush()
    yield from reader.found


# The signs that a backslash escapes (CommonMark 0.31, 2.4).
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def _markdown(data: bytes) -> Iterator[Stretch]:
    for number, line in enumerate(data.decode("utf-8").splitlines(), start=1):
        yield Stretch(f"line {number}", _ESCAPED.sub(r"\1", line))


def _pdf(data: bytes) -> Iterator[Stretch]:
    document = pypdfium2.PdfDocument(data)
    try:
        for key, value in document.get_metadata_dict(skip_empty=True).items():
            yield Stretch(f"metadata {key}", value)
        for item in document.get_toc():
            yield Stretch("outline", item.get_title())
        for number, page in enumerate(document, start=1):
            text = page.get_textpage().get_text_bounded()
            yield Stretch(f"page {number}", re.sub(r"\s+", " ", text.replace("\ufffe", "")))
    finally:
        document.close()
    # What is not compressed stands in the bytes: names of fonts, comments, an XMP packet.
    readable = re.findall(
        rb"[\x20-\x7e]{6,}", re.sub(rb"stream.*?endstream", b"", data, flags=re.DOTALL)
    )
    yield Stretch("the file's own structure", " ".join(part.decode("ascii") for part in readable))
