"""What leaves the store as files to read: case files as HTML and Markdown.

`build` writes these for the desk alone. Whatever leaves the desk goes through `make`: redaction
first, then a format, then the leak check.
"""

from caseweave.export._page import (
    Beside,
    Block,
    CasePage,
    Cell,
    Column,
    Evidence,
    Group,
    Ledger,
    Mark,
    Note,
    Row,
    Source,
    Stage,
    blocks_of,
)
from caseweave.export._render import render_html, render_markdown
from caseweave.export._words import day
from caseweave.export.formats import FORMATS
from caseweave.export.leaks import Leak, LeakError
from caseweave.export.making import Made, check_name, make, recheck
from caseweave.export.records import Item, Records, Ruling
from caseweave.export.redact import Redaction, preview, redact
from caseweave.export.shared import Shared

__all__ = [
    "FORMATS",
    "Beside",
    "Block",
    "CasePage",
    "Cell",
    "Column",
    "Evidence",
    "Group",
    "Item",
    "Leak",
    "LeakError",
    "Ledger",
    "Made",
    "Mark",
    "Note",
    "Records",
    "Redaction",
    "Row",
    "Ruling",
    "Shared",
    "Source",
    "Stage",
    "blocks_of",
    "check_name",
    "day",
    "make",
    "preview",
    "recheck",
    "redact",
    "render_html",
    "render_markdown",
]
