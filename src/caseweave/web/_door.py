"""Who comes in, and what they may do: the seam between the desk and accounts.

The desk on one machine has `LocalDoor`: whoever holds the link is let in. Serving to others puts
a door with accounts in its place; nothing else of the desk changes.
"""

import getpass
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

import msgspec

from caseweave import model
from caseweave.service.people import NOTHING, Hidden

# What a person may be allowed to do. `read` is assumed of whoever is let in.
Action = Literal["read", "decide", "take_in", "sign", "export", "delete", "administer"]

COOKIE = "caseweave"
SESSION_SECONDS = 12 * 3600


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who sits at the desk. `verified`: named by an account, not by themselves."""

    name: str
    verified: bool = False
    account: model.Person | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One browser let in. `csrf` stands in every form it is given; `until`: seconds (monotonic)."""

    id: str
    csrf: str
    person: Person
    until: float


class Door(Protocol):
    """What the desk asks of whoever keeps the door."""

    # Paths that are open to everyone, such as a page to log in. Exact, or ending with `/`.
    open_paths: frozenset[str]
    # Where somebody without a session is sent (a path), or None: 401 with an explanation.
    login: str | None
    # Whether paths of this machine may be typed in, to be read by the desk itself.
    local: bool

    def session(self, cookie: str | None) -> Session | None:
        """The session that a cookie stands for, or None."""
        ...

    def exchange(self, token: str) -> Session | None:
        """A new session for the token of a link, or None where it is wrong or not used here."""
        ...

    def rename(self, session: Session, name: str) -> Session | None:
        """The session under another name, or None where names come from accounts."""
        ...

    def leave(self, session: Session) -> None:
        """End the session."""
        ...

    def may(self, person: Person, action: Action, incident: str | None) -> bool:
        """Whether this person may do that (to this incident, where one is meant)."""
        ...

    def sees(self, person: Person) -> Callable[[str], bool] | None:
        """Which incidents (ids) this person may see; None: all."""
        ...

    def hidden(self, person: Person) -> Hidden:
        """What is kept from this person, to be left out of the board: see `Desk.board`."""
        ...

    def must_first(self, session: Session) -> str | None:
        """The page (a path) where this person has to go before any other, or None."""
        ...

    def handlers(self) -> Sequence[Any]:
        """Further route handlers: pages to log in, accounts, audit."""
        ...


class LocalDoor:
    """One person on one machine: the link's token lets a browser in; names are as stated."""

    # The API asks for itself who calls.
    open_paths: frozenset[str] = frozenset({"/api/v1/"})
    login: str | None = None
    local = True

    def __init__(self, token: str | None = None, name: str | None = None) -> None:
        self.token = token or secrets.token_urlsafe(32)
        self._name = name or getpass.getuser()
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def session(self, cookie: str | None) -> Session | None:
        """The session that a cookie stands for, while it lasts."""
        if cookie is None:
            return None
        with self._lock:
            found = self._sessions.get(cookie)
            if found is not None and found.until < time.monotonic():
                del self._sessions[cookie]
                return None
            return found

    def exchange(self, token: str) -> Session | None:
        """A session for whoever holds the link."""
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode("utf-8")):
            return None
        session = Session(
            id=secrets.token_urlsafe(32),
            csrf=secrets.token_urlsafe(32),
            person=Person(name=self._name),
            until=time.monotonic() + SESSION_SECONDS,
        )
        with self._lock:
            self._sessions[session.id] = session
        return session

    def holder(self, token: str) -> Person | None:
        """Whoever sits here, for a program that holds the link's token."""
        ours = hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode("utf-8"))
        return Person(name=self._name) if ours else None

    def rename(self, session: Session, name: str) -> Session | None:
        """Decide under another name: stated, not verified."""
        renamed = msgspec.structs.replace(session, person=Person(name=name))
        with self._lock:
            self._sessions[session.id] = renamed
        return renamed

    def leave(self, session: Session) -> None:
        """End the session."""
        with self._lock:
            self._sessions.pop(session.id, None)

    def may(self, person: Person, action: Action, incident: str | None) -> bool:
        """Whoever sits at this machine may do everything but keep accounts: there are none."""
        del person, incident
        return action != "administer"

    def sees(self, person: Person) -> Callable[[str], bool] | None:
        """Everything."""
        del person
        return None

    def hidden(self, person: Person) -> Hidden:
        """Nothing."""
        del person
        return NOTHING

    def must_first(self, session: Session) -> str | None:
        """Nowhere."""
        del session
        return None

    def handlers(self) -> Sequence[Any]:
        """Nothing beside the desk's own pages."""
        return ()
