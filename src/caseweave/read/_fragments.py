"""Text that may be HTML: a cell of a table, the summary or content of a feed's entry.

A fragment is all main text, so nothing is chosen from it: each block keeps its words, marks go.
"""

import html
import re
from typing import Any

from caseweave.model import Block, BlockKind, Given
from caseweave.read._html import html_blocks

_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_MARKUP = re.compile(
    r"</?(?:p|div|br|a|b|strong|i|em|span|ul|ol|li|blockquote|h[1-6]|img|figure|table|section"
    r"|article)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_KINDS: dict[str, BlockKind] = {
    "li": "list_item",
    "td": "list_item",
    "th": "list_item",
    "figcaption": "caption",
    "blockquote": "quotation",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}
_BREAKS = frozenset(_KINDS) | {
    *("p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "dl"),
    *("dt", "dd", "table", "tr", "figure", "pre", "hr", "br"),
}
_UNREAD = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "form", "button", "svg", "head"}
)


def written_blocks(words: str, source: str) -> tuple[list[Block], Given]:
    """The blocks of `words`: a whole page as `html_blocks` reads it, a fragment, or plain text.

    Raises RefusedInputError, naming `source`, for a page of too many elements.
    """
    if _PAGE.search(words[:4096]):
        return html_blocks(words, source)
    if _MARKUP.search(words):
        return fragment_blocks(words), Given()
    return [Block(kind="text", text=html.unescape(words))], Given()


def fragment_blocks(markup: str) -> list[Block]:
    """The blocks of an HTML fragment, in order. Broken markup is read as browsers do."""
    import lxml.html  # noqa: PLC0415 - heavy

    try:
        tree = lxml.html.document_fromstring(f"<html><body>{markup.replace(chr(0), '')}")
    except (lxml.etree.ParserError, ValueError):
        return []
    pieces: list[tuple[BlockKind, list[str]]] = [("paragraph", [])]
    _walk(tree, pieces)
    texts = ((kind, _SPACE.sub(" ", "".join(words)).strip()) for kind, words in pieces)
    return [Block(kind=kind, text=text) for kind, text in texts if text]


def _walk(tree: Any, pieces: list[tuple[BlockKind, list[str]]]) -> None:
    """Gather the words of each block; a stack of its own, since markup nests without an end."""
    pending: list[tuple[Any, BlockKind, bool]] = [(tree, "paragraph", False)]
    while pending:
        node, kind, leaving = pending.pop()
        name = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            if name in _BREAKS:
                pieces.append((kind, []))
            pieces[-1][1].append(node.tail or "")
            continue
        own = _KINDS.get(name, kind)
        pending.append((node, kind, True))
        if not name or name in _UNREAD:
            continue
        if name in _BREAKS:
            pieces.append((own, []))
        pieces[-1][1].append(node.text or "")
        pending.extend((child, own, False) for child in reversed(node))
