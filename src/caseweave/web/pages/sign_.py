"""Sign-off: who holds the case, who reviewed it, and the second person who signs a version."""

from typing import Any, cast

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from caseweave.model import CaseweaveError
from caseweave.service import Moment
from caseweave.service.desk import (
    SHARING_LEVELS,
    Clash,
    Desk,
    MarkKind,
    NotHereError,
    View,
    digest_of,
    mark,
    short,
    sign,
)
from caseweave.web._door import Action, Person
from caseweave.web._forms import Form, form_of
from caseweave.web._render import page
from caseweave.web.pages._accounts import sheet
from caseweave.web.pages._frame import heading
from caseweave.web.pages.decide_ import clash_page, must

Asked = Request[Any, Any, Any]


@get("/cases/{key:str}/sign", sync_to_thread=True)
def sign_tab(request: Asked, view: View, who: Person, key: str) -> Response[Any]:
    """Where the case stands in review, and what this person can do about it."""
    top = heading(view, key, "sign")
    since = top.marks.versions[-1].position if top.marks.versions else None
    newer = view.newer(top.incident, since + 1) if since is not None else ()
    return page(
        request,
        "sign.html",
        top=top,
        newer=newer,
        levels=SHARING_LEVELS,
        mine=who.name in top.marks.deciders,
        unreviewed=_unreviewed(view, key),
    )


def _unreviewed(view: View, key: str) -> int:
    files = view.case(view.incident(key))
    decided = {r.claim for r in files.reviews if r.state is not None}
    return sum(c.id not in decided for c in files.claims)


@post("/cases/{key:str}/mark")
async def mark_case(request: Asked, view: View, desk: Desk, who: Person, key: str) -> Response[Any]:
    """Hold or let go, set the sharing level, say that it was reviewed, ask for sign-off, reopen."""
    form = await form_of(request)
    incident = view.incident(key)
    must(request, who, "decide", incident.id)
    kind, said = _mark_of(form, who)
    await sync_to_thread(mark, desk, incident, kind, who.name, said)
    return Redirect(f"/cases/{short(incident.id)}/sign", status_code=303)


def _mark_of(form: Form, who: Person) -> tuple[MarkKind, str]:
    kind = form.text("kind")
    match kind:
        case "hold":
            return "holder", who.name
        case "let_go":
            return "holder", ""
        case "sharing":
            level = form.text("level")
            if level not in SHARING_LEVELS:
                raise CaseweaveError(f"{level!r} is no TLP 2.0 level.")
            return "sharing", level
        case "reviewed" | "asked" | "reopened":
            return cast("MarkKind", kind), form.text("note")
        case _:
            raise CaseweaveError(f"{kind!r} is nothing that a case can be marked with.")


@post("/cases/{key:str}/sign/now")
async def sign_case(request: Asked, view: View, desk: Desk, who: Person, key: str) -> Response[Any]:
    """Sign the case as it stands; only somebody who decided nothing about it can."""
    form = await form_of(request)
    incident = view.incident(key)
    action: Action = "sign"
    must(request, who, action, incident.id)
    seen = form.number("seen")
    if seen is None:
        raise CaseweaveError("Open the case again and sign what it shows.")
    found = await sync_to_thread(sign, desk, view, incident, who.name, seen)
    if isinstance(found, Clash):
        return clash_page(request, view, incident, found, form)
    return Redirect(f"/cases/{short(incident.id)}/sign", status_code=303)


@get("/cases/{key:str}/versions/{number:int}", sync_to_thread=True)
def version(request: Asked, view: View, desk: Desk, key: str, number: int) -> Response[Any]:
    """A signed version as it was: the log replayed up to the moment of signing."""
    top = heading(view, key, "sign")
    signed = next((v for v in top.marks.versions if v.number == number), None)
    if signed is None:
        raise NotHereError("This case has no such signed version.")
    then = desk.at(Moment(log_until=signed.at), view.board.hidden)
    held = set(top.incident.mentions)
    known = [i for i in then.incidents if held.intersection(i.mentions)]
    if not known:
        raise NotHereError("Nothing of this version is left: its reports were deleted.")
    was = max(known, key=lambda i: (len(held.intersection(i.mentions)), i.id))
    return page(
        request,
        "version.html",
        top=top,
        signed=signed,
        was=was,
        intact=digest_of(was) == signed.digest,
        sheet=sheet(then, was),
    )


HANDLERS = (sign_tab, mark_case, sign_case, version)
