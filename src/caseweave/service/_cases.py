"""The seam to `export`: a page and a sheet for each incident, where that room can render them."""

from collections.abc import Callable
from importlib import import_module

from caseweave.case import CaseFiles
from caseweave.model import Incident

Render = Callable[[CaseFiles, Incident], str]
_FORMATS = {"html": "render_html", "md": "render_markdown"}


def case_name(incident: str) -> str:
    """An incident's id as a file name."""
    return incident.replace(":", "-")


def renderer(kind: str) -> Render | None:
    """How to render a case file as `html` or `md`, or None where `export` cannot yet."""
    return getattr(import_module("caseweave.export"), _FORMATS[kind], None)


def rendered_cases(files: CaseFiles) -> dict[str, bytes]:
    """`cases/ID.html` and `cases/ID.md` for each incident, by name."""
    found = {kind: renderer(kind) for kind in _FORMATS}
    return {
        f"cases/{case_name(incident.id)}.{kind}": render(files, incident).encode("utf-8")
        for incident in files.incidents
        for kind, render in found.items()
        if render is not None
    }
