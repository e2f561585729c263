"""The door with accounts: a cookie stands for a login, a role for what its person may do."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from litestar import Router

from caseweave import model
from caseweave.model import Role
from caseweave.service.desk import Desk
from caseweave.service.people import (
    NOTHING,
    Hidden,
    form_key,
    hidden_from,
    log_out,
    who_is_in,
)
from caseweave.web._door import Action, Person, Session

ROLE_OF: dict[Action, Role] = {
    "read": "reader",
    "decide": "analyst",
    "take_in": "analyst",
    "sign": "approver",
    "export": "approver",
    "delete": "approver",
    "administer": "administrator",
}
LOGIN = "/login"
OWN_PASSWORD = "/account"  # noqa: S105 - the path of a page


class AccountsDoor:
    """Whoever has an account and a password is let in. Safe to share between threads."""

    # The API asks for itself who calls, as its callers may come with a key and no cookie.
    open_paths: frozenset[str] = frozenset({LOGIN, "/api/v1/"})
    login: str | None = LOGIN
    local = False

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def session(self, cookie: str | None) -> Session | None:
        """The session that a cookie stands for, while it lasts."""
        found = who_is_in(self._desk, cookie) if cookie else None
        if cookie is None or found is None:
            return None
        return session_of(found[0], cookie)

    def exchange(self, token: str) -> Session | None:
        """Links with a token are for one person on one machine."""
        del token
        return None

    def rename(self, session: Session, name: str) -> Session | None:
        """Names come from accounts."""
        del session, name
        return None

    def leave(self, session: Session) -> None:
        """Log out."""
        log_out(self._desk, session.id)

    def may(self, person: Person, action: Action, incident: str | None) -> bool:
        """Whether the person's role reaches what the action needs, and the incident is theirs."""
        if person.account is None or person.account.must_change:
            return False
        if not person.account.may(ROLE_OF[action]):
            return False
        hidden = self.hidden(person)
        if incident is None or not hidden:
            return True
        gone = {mention for mention, _ in hidden}
        found = self._desk.board().incidents.get(incident)
        return found is not None and not gone.intersection(found.mentions)

    def sees(self, person: Person) -> Callable[[str], bool] | None:
        """Everything on their board: what is kept from them is not on it (see `hidden`)."""
        del person
        return None

    def hidden(self, person: Person) -> Hidden:
        """What is kept from a person; from somebody without an account nothing would be open."""
        if person.account is None:
            return NOTHING
        return hidden_from(self._desk, person.account, self._desk.board().files)

    def must_first(self, session: Session) -> str | None:
        """The page where this person has to go before any other, or None."""
        account = session.person.account
        waits = account is not None and account.must_change
        return OWN_PASSWORD if waits else None

    def handlers(self) -> Sequence[Any]:
        """The pages to log in, of accounts, restrictions and the audit."""
        from caseweave.web.access._pages import HANDLERS  # noqa: PLC0415 - they know this door

        # Two handlers of one path must come in a router: else Litestar (2.25) registers the first
        # again with the second, and wraps what runs in a thread twice.
        return [Router(path="/", route_handlers=HANDLERS)]


def session_of(account: model.Person, cookie: str) -> Session:
    """The session of a person who is logged in; it ends by the store's clock, not by ours."""
    person = Person(name=account.name, verified=True, account=account)
    return Session(id=cookie, csrf=form_key(cookie), person=person, until=math.inf)
