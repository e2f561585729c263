"""Accounts: who they are, what they may do, and the keys of their programs.

Invariant: every change is in the audit, and there is always an open account of an administrator
once there was one.
"""

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from caseweave.model import (
    ROLES,
    ApiToken,
    AuditAct,
    CaseweaveError,
    Person,
    Role,
    content_id,
    reaches,
)
from caseweave.service._people_passwords import encoded, matches
from caseweave.store import Store

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,38}[a-z0-9]")
_SHOWN_LONGEST = 100
TOKEN_START = "caseweave_"  # noqa: S105 - how a key begins, so that scanners can tell one
TOKEN_DAYS, TOKEN_DAYS_LONGEST = 90, 366
_BITS = 256


class Held(Protocol):
    """A store that is held open, with the clock by which things are recorded."""

    clock: Callable[[], str]

    @property
    def store(self) -> Store:
        """The open store."""
        ...


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to have an account. `must_change`: the password was chosen by somebody else."""

    name: str
    role: Role
    password: str
    shown: str = ""
    must_change: bool = True


class NewToken(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is given out: the `secret` is shown this once and kept nowhere."""

    token: ApiToken
    secret: str


def note(held: Held, by: str, act: AuditAct, subject: str = "", detail: str = "") -> None:
    """Write into the audit who did what to which record (an id)."""
    held.store.audit.add(held.clock(), by, act, subject, detail)


def add_person(held: Held, by: str, new: Newcomer) -> Person:
    """A new account. Raises CaseweaveError where the name or the password is refused."""
    name = new.name.strip().casefold()
    if NAME.fullmatch(name) is None:
        raise CaseweaveError(
            f"{new.name!r} cannot be a name. Write 2 to 40 small letters (a-z), digits, dots, "
            "hyphens or underscores, such as ada.b"
        )
    if held.store.people.by_name(name) is not None:
        raise _taken(name)
    person = Person(
        id=content_id("person", name),
        name=name,
        shown=_shown(new.shown or name),
        role=_role(new.role),
        created=held.clock(),
        must_change=new.must_change,
    )
    held.store.people.add(person, encoded(new.password, name))
    note(held, by, "account_added", person.id, f"{name}, {new.role}")
    return person


def people(held: Held) -> tuple[Person, ...]:
    """All accounts, by name."""
    return held.store.people.everybody()


def has_administrator(held: Held) -> bool:
    """Whether there is an open account of an administrator."""
    return any(p.may("administrator") for p in people(held))


def find_person(held: Held, key: str) -> Person:
    """The account with this id or name. Raises CaseweaveError where there is none."""
    name = key.strip().casefold().removeprefix("person:")
    found = None
    if NAME.fullmatch(name):
        found = held.store.people.by_id(f"person:{name}") or held.store.people.by_name(name)
    if found is None:
        raise CaseweaveError(
            f"There is no account {key!r}. `caseweave people list` and the page of accounts "
            "list them all."
        )
    return found


def change_person(
    held: Held,
    by: str,
    key: str,
    *,
    role: Role | None = None,
    shown: str | None = None,
    disabled: bool | None = None,
) -> Person:
    """Give another role or shown name, close an account, or open it again; it holds at once.

    Raises CaseweaveError where no administrator would be left.
    """
    before = find_person(held, key)
    after = before
    if role is not None:
        after = msgspec.structs.replace(after, role=_role(role))
    if shown is not None:
        after = msgspec.structs.replace(after, shown=_shown(shown))
    if disabled is not None:
        since = (before.disabled or held.clock()) if disabled else None
        after = msgspec.structs.replace(after, disabled=since)
    if after == before:
        return before
    if before.may("administrator") and not after.may("administrator"):
        others = [p for p in people(held) if p.id != before.id and p.may("administrator")]
        if not others:
            raise CaseweaveError(
                f"{before.name} is the last administrator. Make somebody else one first."
            )
    held.store.people.change(after)
    if after.disabled is not None:
        held.store.people.end_sessions(after.id)
    state = "closed" if after.disabled else "open"
    note(held, by, "account_changed", after.id, f"{after.name}, {after.role}, {state}")
    return after


def set_password(held: Held, by: str, key: str, password: str, *, must_change: bool) -> Person:
    """Put a new password and end all sessions of that person. Raises PasswordError."""
    person = find_person(held, key)
    after = msgspec.structs.replace(person, must_change=must_change)
    held.store.people.change(after, encoded(password, person.name))
    held.store.people.end_sessions(person.id)
    note(held, by, "password_set", person.id, person.name)
    return after


def change_own_password(held: Held, person: Person, old: str, new: str) -> Person:
    """Replace one's own password, which must be given. Raises CaseweaveError where it is not it."""
    if not matches(held.store.people.password_of(person.id), old):
        raise CaseweaveError("The present password is not that one. Nothing was changed.")
    if old == new:
        raise CaseweaveError("The new password is the present one. Choose another.")
    return set_password(held, person.name, person.id, new, must_change=False)


def make_token(
    held: Held, by: str, owner: str, *, label: str, role: Role, days: int = TOKEN_DAYS
) -> NewToken:
    """A key for a program of `owner`: it does what both `role` and the owner's role allow."""
    person = find_person(held, owner)
    if not reaches(person.role, _role(role)):
        raise CaseweaveError(
            f"A key of {person.name} cannot have the role {role}: the account's own is "
            f"{person.role}. Ask for {person.role} or less."
        )
    if not 1 <= days <= TOKEN_DAYS_LONGEST:
        raise CaseweaveError(f"A key lasts 1 to {TOKEN_DAYS_LONGEST} days, not {days}.")
    now = held.clock()
    secret = TOKEN_START + secrets.token_urlsafe(_BITS // 8)
    token = ApiToken(
        id=content_id("token", digest(secret)),
        person=person.id,
        label=_shown(label),
        role=role,
        created=now,
        expires=later(now, timedelta(days=days)),
    )
    held.store.people.add_token(token, digest(secret))
    note(held, by, "token_made", token.id, f"{person.name}, {role}, {days} days")
    return NewToken(token=token, secret=secret)


def revoke_token(held: Held, by: str, key: str) -> ApiToken:
    """Take a key back, at once and for ever. Raises CaseweaveError where there is none."""
    found = [t for t in held.store.people.tokens() if t.id == key]
    if not found:
        raise CaseweaveError(f"There is no key {key!r}. The page of accounts lists them all.")
    token = found[0]
    if token.revoked is not None:
        return token
    now = held.clock()
    held.store.people.change_token(token.id, revoked=now)
    note(held, by, "token_revoked", token.id, token.label)
    return msgspec.structs.replace(token, revoked=now)


def who_holds(held: Held, secret: str) -> tuple[Person, ApiToken] | None:
    """The owner of a key, with the role that both allow; None where it does not hold (any more)."""
    token = held.store.people.token(digest(secret))
    now = held.clock()
    if token is None or token.revoked is not None or token.expires <= now:
        return None
    person = held.store.people.by_id(token.person)
    if person is None or person.disabled is not None:
        return None
    if token.used is None or token.used < later(now, timedelta(minutes=-1)):
        held.store.people.change_token(token.id, used=now)
    least = min(person.role, token.role, key=ROLES.index)
    return msgspec.structs.replace(person, role=least), token


def digest(secret: str) -> str:
    """What is kept of a random secret: its SHA-256. A secret of 256 bits needs no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def later(moment: str, by: timedelta) -> str:
    """A moment (UTC, `Z`) that much later."""
    there = datetime.fromisoformat(moment) + by
    return there.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _role(role: str) -> Role:
    for known in ROLES:
        if role == known:
            return known
    raise CaseweaveError(f"There is no role {role!r}. Write one of {', '.join(ROLES)}.")


def _shown(words: str) -> str:
    plain = " ".join(words.split())
    if not plain or len(plain) > _SHOWN_LONGEST or not plain.isprintable():
        raise CaseweaveError(f"A name or label has 1 to {_SHOWN_LONGEST} characters in one line.")
    return plain


def _taken(name: str) -> CaseweaveError:
    return CaseweaveError(
        f"The name {name!r} is taken. Choose another: a name is never given twice."
    )
