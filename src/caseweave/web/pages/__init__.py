"""The desk's pages, a module for each; a page reads a view, arranges it and fills its template."""

from typing import Any

from caseweave.web.pages import (
    bring_,
    case_,
    decide_,
    delete_,
    drawn_,
    export_,
    known_,
    links_,
    me_,
    queue_,
    reader_,
    record_,
    reports_,
    search_,
    sheet_,
    sign_,
    sources_,
)

HANDLERS: tuple[Any, ...] = (
    *queue_.HANDLERS,
    *case_.HANDLERS,
    *drawn_.HANDLERS,
    *record_.HANDLERS,
    *known_.HANDLERS,
    *links_.HANDLERS,
    *sheet_.HANDLERS,
    *export_.HANDLERS,
    *sign_.HANDLERS,
    *decide_.HANDLERS,
    *reader_.HANDLERS,
    *reports_.HANDLERS,
    *delete_.HANDLERS,
    *sources_.HANDLERS,
    *search_.HANDLERS,
    *bring_.HANDLERS,
    *me_.HANDLERS,
)
