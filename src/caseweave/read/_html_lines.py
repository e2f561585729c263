"""The short lines between a saved page's heading and its first paragraph, as a reader sees them.

Main-text extraction drops them; they say who published, who wrote and of what day. Menus, asides
and feet are none, and nothing below the first paragraph is.
"""

import re
from typing import Any

_SPACE = re.compile(r"\s+")
# So many elements after the heading are looked at; a line has so many words at most.
_ELEMENTS, _LINE_WORDS = 24, 30
_APART = (
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "script",
    "style",
    "noscript",
    "ul",
    "ol",
    "table",
    "figure",
)
_BLOCKS = (
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
)


def heading_lines(tree: Any) -> list[str]:
    """The lines under the page's heading, in order, each once."""
    apart = " or ".join(f"ancestor-or-self::{name}" for name in _APART)
    inner = " or ".join(f".//{name}" for name in _BLOCKS)
    found: list[str] = []
    query = (
        "(//h1|//h2)[1]/following::*[self::p or self::div or self::span or self::time"
        f" or self::address or self::h2 or self::h3][not({apart})][not({inner})][not(ancestor::p)]"
    )
    for node in tree.xpath(query)[:_ELEMENTS]:
        line = _SPACE.sub(" ", " ".join(node.itertext())).strip()
        if len(line.split()) > _LINE_WORDS:
            break
        if line and not any(line in known for known in found):
            found.append(line)
    return found
