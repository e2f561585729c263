"""The plain tabs of a case: who responded and how, what it leaves open, and its history."""

from typing import Any

from litestar import Request, Response, get

from caseweave.case import open_questions
from caseweave.model import Claim, Incident
from caseweave.service.desk import View
from caseweave.web._render import page
from caseweave.web.pages._frame import heading

Asked = Request[Any, Any, Any]
_ORDER = ("denies", "disputes", "unaware", "declined", "unreachable", "asserts")
_KINDS = {
    "headcount": "People not accounted for",
    "conflict": "Accounts that cannot all hold",
    "check": "Checks that do not hold",
    "unknown": "Not established",
}


@get("/cases/{key:str}/responses", sync_to_thread=True)
def responses(request: Asked, view: View, key: str) -> Response[Any]:
    """Who was asked, who acted, who denies it, who could not be reached."""
    top = heading(view, key, "responses")
    rows = sorted(top.incident.responses, key=lambda r: (_ORDER.index(r.stance), r.who, r.act))
    return page(request, "responses.html", top=top, rows=rows, claims=_claims(view, top.incident))


@get("/cases/{key:str}/open", sync_to_thread=True)
def open_tab(request: Asked, view: View, key: str) -> Response[Any]:
    """Everything that somebody would have to settle, with the sentences that raise it."""
    top = heading(view, key, "open")
    asked = open_questions(top.incident)
    groups = [(label, [q for q in asked if q.kind == kind]) for kind, label in _KINDS.items()]
    return page(
        request,
        "open.html",
        top=top,
        groups=[(label, qs) for label, qs in groups if qs],
        claims=_claims(view, top.incident),
        reports=view.board.reports,
    )


@get("/cases/{key:str}/history", sync_to_thread=True)
def history(request: Asked, view: View, key: str) -> Response[Any]:
    """Everything that came into the log about this case: reports and decisions, latest first."""
    top = heading(view, key, "history")
    return page(
        request,
        "history.html",
        top=top,
        entries=list(reversed(view.newer(top.incident, 0))),
        stands={d.id for d in view.board.files.decisions},
        claims=view.board.claims,
        reports=view.board.reports,
        unattached={u.decision: u.because for u in view.board.files.unattached},
    )


def _claims(view: View, incident: Incident) -> dict[str, Claim]:
    files = view.case(incident)
    return {c.id: c for c in (*files.claims, *files.rejected)}


HANDLERS = (responses, open_tab, history)
