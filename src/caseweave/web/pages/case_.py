"""The case page: the accounts side by side, and the evidence of one claim beside them."""

from typing import Any

from litestar import Request, Response, get

from caseweave.service.desk import View
from caseweave.web._render import page
from caseweave.web.pages._accounts import sheet
from caseweave.web.pages._evidence import pane
from caseweave.web.pages._frame import heading


@get("/cases/{key:str}", sync_to_thread=True)
def accounts_tab(
    request: Request[Any, Any, Any],
    view: View,
    key: str,
    claim: str | None = None,
    since: int | None = None,
) -> Response[Any]:
    """The accounts of a case; `claim` opens one in the pane, `since` tells what was just done."""
    top = heading(view, key, "", since)
    files = view.case(top.incident)
    shown = pane(view, view.claim(claim)) if claim else None
    return page(
        request,
        "case.html",
        top=top,
        sheet=sheet(files, top.incident),
        pane=shown,
        files=files,
    )


@get("/claims/{key:str}/pane", sync_to_thread=True)
def evidence_pane(request: Request[Any, Any, Any], view: View, key: str) -> Response[str]:
    """The evidence of one claim, to be put beside the table."""
    shown = pane(view, view.claim(key))
    return page(request, "pane.html", pane=shown, position=view.position, locked=_locked(view, key))


def _locked(view: View, key: str) -> bool:
    incident = view.claim(key).incident
    return incident is not None and view.marks(incident).locked


HANDLERS = (accounts_tab, evidence_pane)
