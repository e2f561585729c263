"""Case files as self-contained pages: HTML without scripts or outside files, and Markdown.

These are the desk's own view, marked TLP:RED; only `caseweave export` lets anything out.
"""

from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from caseweave.export._page import CasePage
from caseweave.export._words import FACTUALITY, STANCES, VERDICTS, day, interval, name

# Lines of a part of the brief, and references of a line, that are shown unfolded.
_FOLDED = 7
_REFS = 6


def _load(template: str) -> str:
    return (files("caseweave.export") / "templates" / template).read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def _environment(*, html: bool) -> Environment:
    made = Environment(
        loader=FunctionLoader(_load),
        autoescape=html,  # noqa: S701  Markdown is escaped by `_line`
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "name": name, "anchor": _anchor, "line": _line}
    made.globals |= {
        "verdicts": VERDICTS,
        "stances": STANCES,
        "factuality": FACTUALITY,
        "interval": interval,
        "folded": _FOLDED,
        "refs": _REFS,
    }
    return made


def _anchor(identifier: str) -> str:
    """An id as an anchor: no colon, so that it needs no quoting in a style sheet."""
    return identifier.replace(":", "-")


def _line(text: str) -> str:
    """Text on one line, with every sign that Markdown would read as markup escaped."""
    flat = " ".join(text.split())
    for sign in ("\\", "`", "*", "_", "|", "<", ">", "[", "]", "#"):
        flat = flat.replace(sign, "\\" + sign)
    return flat


def render_html(page: CasePage) -> str:
    """The case file as one HTML page: no script, no outside file, no request."""
    # One number a claim in the whole page: that of its line in the list of evidence.
    numbers = {evidence.claim: place for place, evidence in enumerate(page.evidence, start=1)}
    template = _environment(html=True).get_template("case.html")
    return template.render(page=page, style=_load("case.css"), numbers=numbers)


def render_markdown(page: CasePage) -> str:
    """The case file as Markdown."""
    numbers = {evidence.claim: place for place, evidence in enumerate(page.evidence, start=1)}
    return _environment(html=False).get_template("case.md").render(page=page, numbers=numbers)
