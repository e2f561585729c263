"""The audit page, for administrators: who saw, changed and exported what; latest first."""

from typing import Any

from litestar import Request, Response, get

from caseweave.model import AUDIT_ACTS, day_bounds
from caseweave.service.desk import Desk
from caseweave.service.people import AuditWanted, note
from caseweave.web._door import Person
from caseweave.web._render import page

Asked = Request[Any, Any, Any]
_ON_A_PAGE = 100
_FIELDS = ("by", "act", "subject", "since", "until")


@get("/audit", sync_to_thread=True)
def audit(request: Asked, desk: Desk, who: Person) -> Response[str]:
    """One page of the audit; fields of the query narrow it, `before` turns the page."""
    given = {k: request.query_params.get(k, "").strip() for k in _FIELDS}
    wanted = wanted_of(given)
    before = request.query_params.get("before", "")
    number = int(before) if before.isdecimal() and len(before) < 16 else None
    entries = desk.store.audit.entries(wanted, number, _ON_A_PAGE + 1)
    faults = list(desk.store.audit.faults())
    head = desk.store.audit.entries(limit=1)
    note(desk, who.name, "read_audit", "", ", ".join(f"{k} {v}" for k, v in given.items() if v))
    return page(
        request,
        "access/audit.html",
        entries=entries[:_ON_A_PAGE],
        more=entries[_ON_A_PAGE - 1].seq if len(entries) > _ON_A_PAGE else None,
        given=given,
        acts=AUDIT_ACTS,
        faults=faults,
        head=head[0] if head else None,
    )


def wanted_of(given: dict[str, str]) -> AuditWanted:
    """What a query asks for; a day that is none is passed over."""
    act = next((a for a in AUDIT_ACTS if a == given["act"]), None)
    return AuditWanted(
        by=given["by"] or None,
        act=act,
        subject=given["subject"] or None,
        since=_day(given["since"]),
        until=_day(given["until"]),
    )


def _day(words: str) -> str | None:
    return words if len(words) == 10 and day_bounds(words) is not None else None


HANDLERS = (audit,)
