"""Accounts, keys, restrictions and the audit, for administrators; and who the caller is."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import delete, get, patch, post
from litestar.di import Provide
from litestar.params import Parameter

from caseweave.model import (
    ApiToken,
    AuditAct,
    AuditEntry,
    CaseweaveError,
    Person,
    Restriction,
    Role,
)
from caseweave.service.desk import Desk, NotHereError, View
from caseweave.service.people import (
    TOKEN_DAYS,
    TOKEN_DAYS_LONGEST,
    AuditWanted,
    Newcomer,
    NewToken,
    add_person,
    change_person,
    find_person,
    lift,
    make_token,
    name_people,
    note,
    people,
    restrict,
    restrictions_for,
    revoke_token,
    set_password,
    wanted,
)
from caseweave.web.api._caller import Caller, Needs
from caseweave.web.api._decisions import Id
from caseweave.web.api._incidents import READER, Filter, Key
from caseweave.web.api._paging import Limit
from caseweave.web.api._problem import RefusedError, specs

ADMINISTRATOR = [Needs("administrator")]
APPROVER = [Needs("approver")]
# The length is the password rules' to refuse, with their words.
Password = Annotated[str, msgspec.Meta(max_length=1000)]
Shown = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"^[!-~]( ?[!-~])*$")]


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """The caller, with the role that this key or session has."""

    name: str
    role: Role


class PersonList(msgspec.Struct, frozen=True, kw_only=True):
    """All accounts, by name."""

    items: tuple[Person, ...]


class NewPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account to be made; its person chooses a password at the first login."""

    name: Annotated[str, msgspec.Meta(max_length=60)]
    role: Role
    password: Password
    shown: Shown | None = None


class PersonChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to change of an account; what is left out stays."""

    role: Role | None = None
    shown: Shown | None = None
    disabled: bool | None = None
    password: Password | None = None


class TokenList(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of one account, oldest first."""

    items: tuple[ApiToken, ...]


class TokenWish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to be made."""

    label: Shown
    role: Role = "reader"
    days: Annotated[int, msgspec.Meta(ge=1, le=TOKEN_DAYS_LONGEST)] = TOKEN_DAYS


class RestrictionList(msgspec.Struct, frozen=True, kw_only=True):
    """The standing restrictions that the caller may change."""

    items: tuple[Restriction, ...]


class NewRestriction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keep an incident for the caller and the people named (ids or names)."""

    incident: Id
    people: Annotated[tuple[Id, ...], msgspec.Meta(max_length=500)] = ()
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For whom a restriction keeps its incident (ids or names)."""

    people: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=500)]


class AuditPage(msgspec.Struct, frozen=True, kw_only=True):
    """Entries, the latest first; `next` is `before` for the page after."""

    items: tuple[AuditEntry, ...]
    next: int | None
    faults: tuple[str, ...]


@get("/me", guards=READER, sync_to_thread=False, responses=specs())
def me(caller: Caller) -> Me:
    """Who calls."""
    return Me(name=caller.name, role=caller.role)


@get("/people", guards=ADMINISTRATOR, sync_to_thread=True, responses=specs())
def list_people(desk: Desk) -> PersonList:
    """All accounts."""
    return PersonList(items=people(desk))


@post("/people", guards=ADMINISTRATOR, sync_to_thread=True, responses=specs(413, 415, 422))
def new_person(desk: Desk, caller: Caller, data: NewPerson) -> Person:
    """Make an account. 422 where the name or the password is refused."""
    new = Newcomer(name=data.name, role=data.role, password=data.password, shown=data.shown or "")
    return add_person(desk, caller.name, new)


@patch(
    "/people/{key:str}",
    guards=ADMINISTRATOR,
    sync_to_thread=True,
    responses=specs(404, 413, 415, 422),
)
def edit_person(desk: Desk, caller: Caller, key: Key, data: PersonChange) -> Person:
    """Change an account: role, name in full, password, closed or open. It holds at once."""
    person = _person(desk, key)
    if data.password is not None:
        set_password(desk, caller.name, person.id, data.password, must_change=True)
    return change_person(
        desk,
        caller.name,
        person.id,
        role=data.role,
        shown=data.shown,
        disabled=data.disabled,
    )


@get("/people/{key:str}/tokens", guards=ADMINISTRATOR, sync_to_thread=True, responses=specs(404))
def tokens(desk: Desk, key: Key) -> TokenList:
    """The keys of an account; never their secrets."""
    return TokenList(items=desk.store.people.tokens(_person(desk, key).id))


@post(
    "/people/{key:str}/tokens",
    guards=ADMINISTRATOR,
    sync_to_thread=True,
    responses=specs(404, 413, 415, 422),
)
def new_token(desk: Desk, caller: Caller, key: Key, data: TokenWish) -> NewToken:
    """Make a key. Its secret is in this answer and nowhere else."""
    person = _person(desk, key)
    return make_token(
        desk, caller.name, person.id, label=data.label, role=data.role, days=data.days
    )


@delete(
    "/tokens/{key:str}",
    guards=ADMINISTRATOR,
    sync_to_thread=True,
    status_code=200,
    responses=specs(404),
)
def take_back(desk: Desk, caller: Caller, key: Key) -> ApiToken:
    """Take a key back, at once and for ever."""
    found = key if key.startswith("token:") else f"token:{key}"
    if found not in {t.id for t in desk.store.people.tokens()}:
        raise NotHereError("There is no such key. The keys of an account are listed with it.")
    return revoke_token(desk, caller.name, found)


@get("/restrictions", guards=APPROVER, sync_to_thread=True, responses=specs())
def list_restrictions(desk: Desk, caller: Caller) -> RestrictionList:
    """The standing restrictions that the caller may change."""
    if caller.account is None:
        return RestrictionList(items=())
    return RestrictionList(items=restrictions_for(desk, caller.account))


@post("/restrictions", guards=APPROVER, sync_to_thread=True, responses=specs(404, 413, 415, 422))
def new_restriction(desk: Desk, view: View, caller: Caller, data: NewRestriction) -> Restriction:
    """Keep an incident for the people named and the caller."""
    incident = view.incident(data.incident)
    asked = wanted(view.board.files, incident, data.people, data.reason)
    return restrict(desk, _account(caller), asked)


@patch(
    "/restrictions/{key:str}",
    guards=APPROVER,
    sync_to_thread=True,
    responses=specs(404, 413, 415, 422),
)
def edit_restriction(desk: Desk, caller: Caller, key: Key, data: Named) -> Restriction:
    """Name anew for whom it is."""
    return name_people(desk, _account(caller), _own(desk, caller, key), list(data.people))


@delete(
    "/restrictions/{key:str}",
    guards=APPROVER,
    sync_to_thread=True,
    status_code=200,
    responses=specs(404, 422),
)
def end_restriction(desk: Desk, caller: Caller, key: Key) -> Restriction:
    """Lift a restriction: the incident is open to everybody again."""
    return lift(desk, _account(caller), _own(desk, caller, key))


def asked_of(
    by: Filter = None,
    act: AuditAct | None = None,
    subject: Annotated[str | None, Parameter(max_length=200)] = None,
    since: date | None = None,
    until: date | None = None,
) -> AuditWanted:
    """Which entries of the audit."""
    return AuditWanted(
        by=_plain(by),
        act=act,
        subject=_plain(subject),
        since=since.isoformat() if since else None,
        until=until.isoformat() if until else None,
    )


@get(
    "/audit",
    guards=ADMINISTRATOR,
    sync_to_thread=True,
    responses=specs(),
    dependencies={"asked": Provide(asked_of, sync_to_thread=False)},
)
def audit(
    desk: Desk,
    caller: Caller,
    asked: AuditWanted,
    before: Annotated[int | None, Parameter(ge=1, le=2**53)] = None,
    limit: Limit = 50,
) -> AuditPage:
    """Who saw, changed and exported what; `faults` says where the chain does not hold."""
    found = desk.store.audit.entries(asked, _number(before), limit + 1)
    faults = tuple(f"{f.where}: {f.because}" for f in desk.store.audit.faults())
    note(desk, caller.name, "read_audit", "", "by the API")
    more = found[limit - 1].seq if len(found) > limit else None
    return AuditPage(items=found[:limit], next=more, faults=faults)


def _number(before: int | None) -> int | None:
    # Past what a database holds in the column every entry comes before.
    return before if before is not None and before < 2**31 else None


def _plain(words: str | None) -> str | None:
    # What no database can hold stands in no entry.
    return words.replace("\0", "") if words else None


def _person(desk: Desk, key: str) -> Person:
    try:
        return find_person(desk, key)
    except CaseweaveError as error:
        raise NotHereError(str(error)) from error


def _own(desk: Desk, caller: Caller, key: str) -> str:
    found = key if key.startswith("restriction:") else f"restriction:{key}"
    if found not in {r.id for r in restrictions_for(desk, _account(caller))}:
        raise NotHereError("There is no such restriction, or it is not yours to change.")
    return found


def _account(caller: Caller) -> Person:
    if caller.account is None:
        raise RefusedError(403, "There are no accounts on this desk, so nobody is kept out.")
    return caller.account


HANDLERS = (
    me,
    list_people,
    new_person,
    edit_person,
    tokens,
    new_token,
    take_back,
    list_restrictions,
    new_restriction,
    edit_restriction,
    end_restriction,
    audit,
)
