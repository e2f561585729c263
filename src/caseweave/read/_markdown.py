"""Markdown (CommonMark through markdown-it), with an optional head of `key: value` lines.

The words stay as they are; only marks of markup go.
"""

import re
from collections.abc import Iterator
from typing import Any

from caseweave.model import Block, BlockKind, Given, RawReport, Refusal
from caseweave.read._encoding import decode
from caseweave.read._plain import undecodable
from caseweave.read._records import FoundFile, Reader, raw_report

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_NAMES = {
    "title": "title",
    "date": "published",
    "published": "published",
    "author": "author",
    "authors": "author",
    "outlet": "outlet",
    "publisher": "outlet",
    "source": "outlet",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """One report; its head, where it has one, counts as the page's own word."""
    data = found.path.read_bytes()
    text = decode(data)
    if text is None:
        yield undecodable(found.source)
        return
    text = text.replace("\r\n", "\n")
    front = _FRONT.match(text)
    page = Given()
    if front:
        fields = _FIELD.findall(front.group(1))
        page = Given(
            **{_NAMES[k.lower()]: v.strip("\"'[]") for k, v in fields if k.lower() in _NAMES}
        )
        text = text[front.end() :]
    yield raw_report(found, data, "text/markdown", markdown_blocks(text), page)


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, in order; raw HTML in it is left out."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - heavy

    blocks: list[Block] = []
    inside: list[str] = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.nesting == 1:
            inside.append(token.type + (token.tag if token.type == "heading_open" else ""))
        elif token.nesting == -1:
            inside.pop()
        elif token.type == "inline":
            pictures = all(c.type == "image" for c in token.children or ())
            kind: BlockKind = "caption" if pictures else _kind(inside)
            blocks.extend(Block(kind=kind, text=t) for t in _inline(token) if t.strip())
        elif token.type in {"fence", "code_block"}:
            blocks.append(Block(kind="text", text=token.content))
    return blocks


def _kind(inside: list[str]) -> BlockKind:
    if "heading_openh1" in inside:
        return "title"
    if any(i.startswith("heading_open") for i in inside):
        return "heading"
    if "blockquote_open" in inside:
        return "quotation"
    if "list_item_open" in inside or "table_open" in inside:
        return "list_item"
    return "paragraph"


def _inline(token: Any) -> list[str]:
    """The words of an inline token, split at hard line breaks; pictures give their caption."""
    lines = [""]
    for child in token.children or ():
        if child.type == "hardbreak":
            lines.append("")
        elif child.type == "softbreak":
            lines[-1] += " "
        elif child.type in {"text", "code_inline", "image"}:
            lines[-1] += child.content
    return lines


READER = Reader(media_type="text/markdown", extensions=(".md", ".markdown"), read=read)
