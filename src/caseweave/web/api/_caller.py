"""Who calls the API: by a key (Bearer), or by the desk's own session with its form token.

Invariant: every route has a `Needs` as its guard; the caller's role decides, and an unsafe call
that rides on a cookie must carry the token which only the desk's own pages were given.
"""

import hmac
from typing import Any

import msgspec
from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers.base import BaseRouteHandler

from caseweave import model
from caseweave.model import Role, reaches
from caseweave.service.desk import Desk, View
from caseweave.service.people import NOTHING, Hidden, hidden_from, who_holds
from caseweave.web._door import Door, LocalDoor, Person, Session
from caseweave.web.api._problem import RefusedError

CSRF_HEADER = "x-csrf-token"
MULTIPART = "multipart"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Whoever sits at this machine may do all but keep accounts, of which there are none.
_LOCAL_ROLE: Role = "approver"

Connection = ASGIConnection[Any, Any, Any, Any]


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who calls. `account` is None for the one person of a desk without accounts."""

    name: str
    role: Role
    account: model.Person | None = None


class Needs:
    """A guard: the caller must have this role or one above it."""

    def __init__(self, role: Role) -> None:
        self.role = role

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Raises 401 or 403 with what to do."""
        caller = await _caller(connection)
        connection.scope["state"]["caller"] = caller
        if not reaches(caller.role, self.role):
            raise RefusedError(
                403,
                f"{caller.name} may not do that: it takes the role {self.role}, and this is "
                f"{caller.role}. Ask whoever keeps the accounts.",
            )
        _must_be_readable(connection, handler)


def _must_be_readable(connection: Connection, handler: BaseRouteHandler) -> None:
    """Raises 415 where a body is of a kind that the route does not read."""
    if connection.scope.get("method") not in {"POST", "PATCH", "PUT"}:
        return
    wanted = "multipart/form-data" if handler.opt.get(MULTIPART) else "application/json"
    given = connection.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if given != wanted:
        raise RefusedError(415, f"Send {wanted}, not {given or 'a body of no kind'}.")


async def _caller(connection: Connection) -> Caller:
    door: Door = connection.scope["state"]["door"]
    given = connection.headers.get("authorization")
    if given is not None:
        scheme, _, secret = given.partition(" ")
        if scheme.casefold() != "bearer":
            raise RefusedError(401, "Authorization must be `Bearer KEY`.")
        return await sync_to_thread(_by_key, connection.app.state["desk"], door, secret.strip())
    session: Session | None = connection.scope["state"].get("session")
    if session is None:
        raise RefusedError(
            401, "Send a key (`Authorization: Bearer KEY`). The page of your account makes one."
        )
    if connection.scope.get("method") not in _SAFE:
        token = connection.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(token.encode(), session.csrf.encode()):
            raise RefusedError(
                403,
                "A call that comes with the desk's cookie must carry its form token in the header "
                "X-CSRF-Token. Nothing was recorded.",
            )
    return _of_person(session.person)


def _by_key(desk: Desk, door: Door, secret: str) -> Caller:
    if isinstance(door, LocalDoor):
        holder = door.holder(secret)
        if holder is not None:
            return _of_person(holder)
    else:
        found = who_holds(desk, secret)
        if found is not None:
            return _of_account(found[0])
    raise RefusedError(401, "That key does not hold: it is wrong, over, or was taken back.")


def _of_person(person: Person) -> Caller:
    if person.account is not None:
        return _of_account(person.account)
    return Caller(name=person.name, role=_LOCAL_ROLE)


def _of_account(account: model.Person) -> Caller:
    if account.must_change:
        raise RefusedError(403, "Choose a password of your own first: log in at the desk.")
    return Caller(name=account.name, role=account.role, account=account)


def caller_of(request: Request[Any, Any, Any]) -> Caller:
    """The caller, whom the guard of the route has let in."""
    found: Caller = request.scope["state"]["caller"]
    return found


def hidden_of(desk: Desk, caller: Caller) -> Hidden:
    """What is kept from the caller."""
    if caller.account is None:
        return NOTHING
    return hidden_from(desk, caller.account, desk.board().files)


def view_of(request: Request[Any, Any, Any], state: State) -> View:
    """The board as the caller may see it, as of now."""
    desk: Desk = state["desk"]
    return View(desk.board(hidden_of(desk, caller_of(request))))
