"""What the audit is told: one table of pages and acts, read after an answer that went well.

On one machine without accounts nobody is watched: the log itself holds every decision.
"""

from urllib.parse import parse_qs

from litestar import Litestar
from litestar.concurrency import sync_to_thread
from litestar.types import Message, Scope

from caseweave.model import AuditAct
from caseweave.service.people import note
from caseweave.web._door import Door, Session

ACTS: dict[tuple[str, str], AuditAct] = {
    ("GET", "/cases/*"): "saw",
    ("GET", "/cases/*/*"): "saw",
    ("GET", "/cases/*/versions/*"): "saw",
    ("GET", "/reports/*"): "saw",
    ("GET", "/reports/*/original"): "saw",
    ("GET", "/reports/*/file"): "saw",
    ("GET", "/claims/*/pane"): "saw",
    ("GET", "/search"): "searched",
    ("POST", "/cases/*/decide"): "decided",
    ("POST", "/cases/*/mark"): "decided",
    ("POST", "/cases/*/links/record"): "decided",
    ("POST", "/claims/*/decide"): "decided",
    ("POST", "/undo"): "decided",
    ("POST", "/cases/*/sign/now"): "signed_off",
    ("POST", "/bring-in"): "added_reports",
    ("POST", "/export/file"): "exported",
}


def act_of(method: str, template: str) -> AuditAct | None:
    """What a page is to the audit; `template` is its path as Litestar names it."""
    parts = ["*" if "{" in p else p for p in template.strip("/").split("/")]
    known = ("/" + "/".join(parts), "/" + "/".join([*parts[:-1], "*"]))
    return next((ACTS[method, k] for k in known if (method, k) in ACTS), None)


async def tell(message: Message, scope: Scope) -> None:
    """Write what somebody did into the audit, once it is known that it was answered."""
    if message["type"] != "http.response.start" or message["status"] >= 400:
        return
    door: Door | None = scope["state"].get("door")
    session: Session | None = scope["state"].get("session")
    act = act_of(str(scope.get("method")), str(scope.get("path_template", "")))
    if door is None or door.local or session is None or act is None:
        return
    parts = scope["path"].strip("/").split("/")
    query = parse_qs(scope["query_string"].decode("latin-1"))
    detail = query.get("q", [""])[0] if act == "searched" else "/".join(parts[2:])
    subject = parts[1] if len(parts) > 1 and act != "exported" else ""
    desk = Litestar.from_scope(scope).state["desk"]
    await sync_to_thread(note, desk, session.person.name, act, subject, detail)
