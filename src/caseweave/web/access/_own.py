"""One's own account: the password and the keys of one's programs."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from caseweave.model import ROLES, CaseweaveError, Person, Role, reaches
from caseweave.service.desk import Desk
from caseweave.service.people import (
    TOKEN_DAYS,
    NewToken,
    change_own_password,
    make_token,
    reopen,
    revoke_token,
)
from caseweave.web import _door
from caseweave.web._forms import Form, form_of
from caseweave.web._render import page
from caseweave.web.access._login import with_cookie

Asked = Request[Any, Any, Any]


@get("/account", sync_to_thread=True)
def own_account(request: Asked, desk: Desk, who: _door.Person) -> Response[str]:
    """The password and the keys of whoever sits here."""
    return _page(request, desk, _account(who))


@post("/account")
async def change_own(request: Asked, desk: Desk, who: _door.Person) -> Response[Any]:
    """Change the password, make a key, or take one back."""
    form = await form_of(request)
    account = _account(who)
    try:
        return await sync_to_thread(_changed, request, desk, account, form)
    except CaseweaveError as error:
        return await sync_to_thread(_page, request, desk, account, 400, fault=str(error))


def _changed(request: Asked, desk: Desk, account: Person, form: Form) -> Response[Any]:
    match form.text("do"):
        case "password":
            return _password(request, desk, account, form)
        case "key" if not account.must_change:
            return _key(request, desk, account, form)
        case "revoke" if not account.must_change:
            _revoke(desk, account, form.text("key"))
            return Redirect("/account", status_code=303)
        case _:
            raise CaseweaveError("Choose a password of your own first.")


def _password(request: Asked, desk: Desk, account: Person, form: Form) -> Response[Any]:
    # Spaces around a password are part of it.
    old, new, again = (form.untouched(k) for k in ("old", "new", "again"))
    if new != again:
        raise CaseweaveError("The new password was typed differently the second time.")
    after = change_own_password(desk, account, old, new)
    session: _door.Session = request.scope["state"]["session"]
    return with_cookie(request, reopen(desk, after, session.id), "/")


def _key(request: Asked, desk: Desk, account: Person, form: Form) -> Response[Any]:
    role = form.text("role") or "reader"
    days = form.number("days") or TOKEN_DAYS
    found: Role | None = next((r for r in ROLES if r == role), None)
    if found is None:
        raise CaseweaveError(f"There is no role {role!r}.")
    made = make_token(
        desk, account.name, account.id, label=form.text("label"), role=found, days=days
    )
    return _page(request, desk, account, made=made)


def _revoke(desk: Desk, account: Person, key: str) -> None:
    if key not in {t.id for t in desk.store.people.tokens(account.id)}:
        raise CaseweaveError("That is no key of yours.")
    revoke_token(desk, account.name, key)


def _page(
    request: Asked,
    desk: Desk,
    account: Person,
    status: int = 200,
    *,
    fault: str = "",
    made: NewToken | None = None,
) -> Response[str]:
    return page(
        request,
        "access/account.html",
        status,
        account=account,
        tokens=desk.store.people.tokens(account.id),
        roles=[r for r in ROLES if reaches(account.role, r)],
        days=TOKEN_DAYS,
        now=desk.clock(),
        fault=fault,
        made=made,
    )


def _account(who: _door.Person) -> Person:
    if who.account is None:
        raise CaseweaveError("There are no accounts on this desk.")
    return who.account


HANDLERS = (own_account, change_own)
