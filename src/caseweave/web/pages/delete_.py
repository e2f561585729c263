"""Delete a report: what goes and what stays is shown before, a tombstone afterwards.

Nothing is deleted without a reason and without the box that says that it is for good.
"""

from typing import Any

from litestar import Request, Response, Router, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from caseweave.model import CaseweaveError
from caseweave.service.desk import Desk, Intakes, View, delete_report, short, would_go
from caseweave.web._door import Person
from caseweave.web._forms import form_of
from caseweave.web._render import page
from caseweave.web.pages.decide_ import must

Asked = Request[Any, Any, Any]


@get("/reports/{key:str}/delete", sync_to_thread=True)
def confirm(request: Asked, view: View, desk: Desk, key: str) -> Response[str]:
    """What a deletion would take with it, what would stay, and the form to do it."""
    reach = would_go(desk, view, key)
    decided = {e.id: e for e in view.board.decided}
    return page(
        request,
        "delete.html",
        report=reach.report,
        own=[decided[d] for d in reach.own if d in decided],
        shared=[decided[d] for d in reach.shared if d in decided],
        copies=[view.board.reports[r] for r in reach.copies if r in view.board.reports],
        claims=view.claims_of_report(reach.report.id),
        told=view.incidents_of_report(reach.report.id),
        known=view.board.claims,
    )


@post("/reports/{key:str}/delete")
async def delete(request: Asked, view: View, desk: Desk, who: Person, key: str) -> Response[Any]:
    """Delete the report for good, then show its tombstone."""
    form = await form_of(request)
    must(request, who, "delete", None)
    if not form.text("sure"):
        raise CaseweaveError(
            "Nothing was deleted: tick the box that says that it cannot be undone."
        )
    reason = form.text("reason")
    done = await sync_to_thread(delete_report, desk, view, key, who.name, reason)
    intakes: Intakes = request.app.state["intakes"]
    intakes.forget()
    said = "" if done.rewritten else "&waits=1"
    return Redirect(f"/deleted?of={short(done.tombstone.report)}{said}", status_code=303)


@get("/deleted", sync_to_thread=True)
def deleted(request: Asked, view: View, of: str = "", waits: str = "") -> Response[str]:
    """The tombstones of all reports that were deleted, the latest first."""
    stones = [e.record for e in reversed(view.board.deleted)]
    return page(request, "deleted.html", stones=stones, of=of, waits=bool(waits))


# In a router, as two handlers have one path (see `AccountsDoor.handlers`).
HANDLERS = (Router(path="/", route_handlers=[confirm, delete, deleted]),)
