"""What leaves the store as files to read: case files as HTML and Markdown.

`build` writes these for the desk alone. Redacted exports come through this room as well.
"""

from caseweave.export._page import (
    Block,
    CasePage,
    Cell,
    Column,
    Evidence,
    Mark,
    Row,
    Source,
    blocks_of,
)
from caseweave.export._render import render_html, render_markdown
from caseweave.export._words import day

__all__ = [
    "Block",
    "CasePage",
    "Cell",
    "Column",
    "Evidence",
    "Mark",
    "Row",
    "Source",
    "blocks_of",
    "day",
    "render_html",
    "render_markdown",
]
