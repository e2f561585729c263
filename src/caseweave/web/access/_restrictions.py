"""Restrictions: which incidents are for named people alone.

Whoever keeps accounts sees that there is a restriction, whom it names and why, and nothing of the
incident itself.
"""

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from caseweave import model
from caseweave.model import CaseweaveError, Restriction
from caseweave.service.desk import Desk, View
from caseweave.service.people import (
    lift,
    name_people,
    people,
    restrict,
    restrictions_for,
    wanted,
)
from caseweave.web import _door
from caseweave.web._forms import Form, form_of
from caseweave.web._render import page

Asked = Request[Any, Any, Any]


@get("/restrictions", sync_to_thread=True)
def restrictions(request: Asked, desk: Desk, view: View, who: _door.Person) -> Response[str]:
    """The standing restrictions that this person may change, and a form for a new one."""
    return _page(request, desk, view, _account(who))


@post("/restrictions")
async def change(request: Asked, desk: Desk, view: View, who: _door.Person) -> Response[Any]:
    """Restrict an incident, name others, or lift a restriction."""
    form = await form_of(request)
    account = _account(who)
    try:
        await sync_to_thread(_change, desk, view, account, form)
    except CaseweaveError as error:
        return await sync_to_thread(_page, request, desk, view, account, str(error))
    return Redirect("/restrictions", status_code=303)


def _change(desk: Desk, view: View, by: model.Person, form: Form) -> None:
    match form.text("do"):
        case "restrict":
            incident = view.incident(form.text("incident"))
            asked = wanted(view.board.files, incident, form.texts("people"), form.text("reason"))
            restrict(desk, by, asked)
        case "name":
            name_people(desk, by, form.text("restriction"), list(form.texts("people")))
        case "lift":
            lift(desk, by, form.text("restriction"))
        case other:
            raise CaseweaveError(f"{other!r} is nothing that can be done to a restriction.")


def _page(
    request: Asked, desk: Desk, view: View, account: model.Person, fault: str = ""
) -> Response[str]:
    standing = restrictions_for(desk, account)
    return page(
        request,
        "access/restrictions.html",
        400 if fault else 200,
        restrictions=[(r, _title(view, r)) for r in standing],
        incidents=sorted(view.incidents, key=lambda i: i.title),
        people=[p for p in people(desk) if p.disabled is None],
        chosen=request.query_params.get("incident", ""),
        fault=fault,
    )


def _title(view: View, restriction: Restriction) -> str | None:
    """The incident's title, for whoever may see it."""
    for kept in restriction.mentions:
        mention = view.board.mentions.get(kept.mention)
        if mention is not None and mention.incident is not None:
            return view.incident(mention.incident).title
    return None


def _account(who: _door.Person) -> model.Person:
    if who.account is None:
        raise CaseweaveError("There are no accounts on this desk, so nobody is kept from anything.")
    return who.account


HANDLERS = (restrictions, change)
