"""The accounts, for administrators: who has one, their role, a new password, their keys."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from caseweave.model import ROLES, CaseweaveError, Role
from caseweave.service.desk import Desk
from caseweave.service.people import (
    Newcomer,
    add_person,
    change_person,
    people,
    revoke_token,
    set_password,
)
from caseweave.web._door import Person
from caseweave.web._forms import Form, form_of
from caseweave.web._render import page

Asked = Request[Any, Any, Any]


@get("/accounts", sync_to_thread=True)
def accounts(request: Asked, desk: Desk) -> Response[str]:
    """All accounts with their keys."""
    return _page(request, desk)


@post("/accounts")
async def change(request: Asked, desk: Desk, who: Person) -> Response[Any]:
    """Add or change an account."""
    form = await form_of(request)
    try:
        await sync_to_thread(_change, desk, who.name, form)
    except CaseweaveError as error:
        return await sync_to_thread(_page, request, desk, 400, fault=str(error))
    return Redirect("/accounts", status_code=303)


def _change(desk: Desk, by: str, form: Form) -> None:
    person = form.text("person")
    match form.text("do"):
        case "add":
            new = Newcomer(
                name=form.text("name"),
                shown=form.text("shown"),
                role=_role(form),
                password=form.untouched("password"),
            )
            add_person(desk, by, new)
        case "role":
            change_person(desk, by, person, role=_role(form))
        case "close":
            change_person(desk, by, person, disabled=True)
        case "open":
            change_person(desk, by, person, disabled=False)
        case "password":
            set_password(desk, by, person, form.untouched("password"), must_change=True)
        case "revoke":
            revoke_token(desk, by, form.text("key"))
        case other:
            raise CaseweaveError(f"{other!r} is nothing that can be done to an account.")


def _role(form: Form) -> Role:
    for role in ROLES:
        if form.text("role") == role:
            return role
    raise CaseweaveError(f"There is no role {form.text('role')!r}.")


def _page(request: Asked, desk: Desk, status: int = 200, *, fault: str = "") -> Response[str]:
    everybody = people(desk)
    return page(
        request,
        "access/accounts.html",
        status,
        people=everybody,
        names={p.id: p.name for p in everybody},
        tokens=desk.store.people.tokens(),
        roles=ROLES,
        now=desk.clock(),
        fault=fault,
    )


HANDLERS = (accounts, change)
