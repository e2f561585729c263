"""The reports: a list of all, and each original as it came, which never runs anything.

An original page is shown under a policy of its own: a sandbox without scripts, forms or the
desk's origin, and nothing may be fetched for it.
"""

from collections import Counter
from typing import Any

import msgspec
from litestar import Request, Response, get

from caseweave.model import Report
from caseweave.service.desk import Desk, NotHereError, View
from caseweave.service.people import KEPT_BACK
from caseweave.web._render import page

Asked = Request[Any, Any, Any]
PER_PAGE = 60
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
# What a browser may show in the sandbox; everything else is only handed over as a file.
_SHOWN = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain; charset=utf-8",
    "text/markdown": "text/plain; charset=utf-8",
    "application/json": "text/plain; charset=utf-8",
}
_PDF = "application/pdf"


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list of reports."""

    report: Report
    claims: int
    cases: int
    arrived: str | None
    unread: bool


@get("/reports", sync_to_thread=True)
def reports(
    request: Asked, view: View, q: str = "", outlet: str = "", number: int = 1
) -> Response[str]:
    """All reports, the latest published first; filtered by words in the title, and by outlet."""
    words = q.casefold().split()
    every = view.reports
    found = [
        r
        for r in every
        if all(w in f"{r.title} {r.outlet} {r.source}".casefold() for w in words)
        and outlet in ("", r.outlet or "-")
    ]
    pages = max(1, -(-len(found) // PER_PAGE))
    number = min(max(1, number), pages)
    shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
    unread = set(view.board.files.unread)
    return page(
        request,
        "reports.html",
        rows=[_listed(view, r, unread) for r in shown],
        outlets=Counter(r.outlet or "-" for r in every).most_common(15),
        total=len(every),
        deleted=len(view.board.deleted),
        found=len(found),
        words=words,
        find=q,
        outlet=outlet,
        number=number,
        pages=pages,
    )


def _listed(view: View, report: Report, unread: set[str]) -> Listed:
    came = view.arrived(report.id)
    return Listed(
        report=report,
        claims=len(view.claims_of_report(report.id)),
        cases=len(view.incidents_of_report(report.id)),
        arrived=came.at[:10] if came else None,
        unread=report.id in unread,
    )


@get("/reports/{key:str}/original", sync_to_thread=True)
def original(view: View, desk: Desk, key: str) -> Response[bytes]:
    """The original page in a sandbox, or the PDF; anything else as a file to keep."""
    report = view.report(key)
    data = _data(desk, report)
    shown = _SHOWN.get(report.media_type)
    if shown is None and report.media_type != _PDF:
        return _as_file(report, data)
    policy = SANDBOX if shown else "default-src 'none'; frame-ancestors 'self'"
    return Response(
        data,
        media_type=shown or _PDF,
        headers={
            "content-security-policy": policy,
            "content-disposition": "inline",
            "x-frame-options": "SAMEORIGIN",
        },
    )


@get("/reports/{key:str}/file", sync_to_thread=True)
def as_file(view: View, desk: Desk, key: str) -> Response[bytes]:
    """The original bytes, to be kept as a file."""
    report = view.report(key)
    return _as_file(report, _data(desk, report))


def _data(desk: Desk, report: Report) -> bytes:
    if report.source == KEPT_BACK:
        raise NotHereError("The original of this report is kept back: it tells more than you see.")
    data = desk.original(report.id)
    if data is None:
        raise NotHereError("The original of this report is not in the store.")
    return data


def _as_file(report: Report, data: bytes) -> Response[bytes]:
    name = f"report-{report.id.removeprefix('sha256:')[:16]}.bin"
    return Response(
        data,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )


HANDLERS = (reports, original, as_file)
