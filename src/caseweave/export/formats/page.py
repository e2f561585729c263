"""The case sheet as HTML and Markdown: one page, no script, no outside file, no request.

The templates are the shared sheet's own and see `shared` records only, so that a field which is
added to the desk's page never goes out by itself.
"""

import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from caseweave.export._words import FACTUALITY, STANCES, VERDICTS, day, interval, name
from caseweave.export.shared import Shared

# Signs with a meaning inside a line of Markdown (CommonMark 0.31, and GitHub's tables).
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!@$^])")
# What begins a list or a rule where it stands first, and what begins an address.
_LEAD = re.compile(r"^(\d*)([.)+=-])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www|javascript|data)([:.])")


def html(shared: Shared) -> bytes:
    """The export as one HTML page."""
    style = _load("sheet.css")
    page = _environment(escape=True).get_template("sheet.html")
    return page.render(export=shared, style=style).encode("utf-8")


def markdown(shared: Shared) -> bytes:
    """The export as CommonMark with tables."""
    page = _environment(escape=False).get_template("sheet.md")
    text = page.render(export=shared)
    return (re.sub(r"\n{3,}", "\n\n", text).strip() + "\n").encode("utf-8")


def _load(template: str) -> str:
    return (files("caseweave.export") / "templates" / template).read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def _environment(*, escape: bool) -> Environment:
    made = Environment(
        loader=FunctionLoader(_load),
        autoescape=escape,  # noqa: S701  Markdown is escaped by `line`
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "name": name, "line": line, "anchor": anchor}
    made.globals |= {
        "verdicts": VERDICTS,
        "stances": STANCES,
        "factuality": FACTUALITY,
        "interval": interval,
    }
    return made


def anchor(identifier: str) -> str:
    """An export's id as an anchor: `C1.O2` as `C1-O2`."""
    return identifier.replace(".", "-")


def line(text: object) -> str:
    """A text on one line of Markdown, with every sign escaped that could be markup there.

    Bare addresses are broken too, as many readers turn them into links.
    """
    flat = _MARKUP.sub(r"\\\1", " ".join(str(text).split()))
    return _ADDRESS.sub(r"\1\\\2", _LEAD.sub(r"\1\\\2", flat))
