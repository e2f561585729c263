"""Accounts, sessions, keys and restrictions in a store. What they may do is decided above.

Invariant: a name is given once and no account is ever deleted, so that a name in a decision or in
the audit means one person for ever. Every moment is given by the caller (UTC, `Z`).
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection, Select, delete, insert, select, update

from caseweave.model import (
    ApiToken,
    CaseweaveError,
    Person,
    Restriction,
    Session,
    decode,
    encode,
)
from caseweave.store._people_tables import (
    answered,
    api_token,
    failed_login,
    person,
    restriction,
    session,
)
from caseweave.store._tables import raw

Connecting = Callable[[], AbstractContextManager[Connection]]
_PERSON = tuple(c for c in person.c if c.name != "password")
_TOKEN = tuple(c for c in api_token.c if c.name != "digest")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was answered to a request: the SHA-256 of the request and the answer's bytes."""

    request: str
    answer: bytes


class People:
    """The people of one store; `Store.people` gives it."""

    def __init__(self, reading: Connecting, writing: Connecting) -> None:
        self._reading = reading
        self._writing = writing

    # Accounts

    def add(self, new: Person, password: str) -> None:
        """A new account with the encoded hash of its password. Raises where the name is taken."""
        with self._writing() as connection:
            taken = connection.execute(select(person.c.id).where(person.c.name == new.name))
            if taken.first() is not None:
                raise CaseweaveError(
                    f"The name {new.name!r} is taken. Choose another: a name is never given twice."
                )
            values = msgspec.structs.asdict(new)
            connection.execute(insert(person).values(**values, password=password))

    def everybody(self) -> tuple[Person, ...]:
        """All accounts, by name."""
        with self._reading() as connection:
            rows = connection.execute(select(*_PERSON).order_by(person.c.name))
            return tuple(Person(**row) for row in rows.mappings())

    def by_id(self, key: str) -> Person | None:
        """The account with this id."""
        return self._one(select(*_PERSON).where(person.c.id == key))

    def by_name(self, name: str) -> Person | None:
        """The account with this name, as it was written when it was made."""
        return self._one(select(*_PERSON).where(person.c.name == name))

    def password_of(self, key: str) -> str | None:
        """The encoded hash of a person's password."""
        with self._reading() as connection:
            return connection.execute(
                select(person.c.password).where(person.c.id == key)
            ).scalar_one_or_none()

    def change(self, changed: Person, password: str | None = None) -> None:
        """Write an account anew (role, shown name, disabled), with a new password where given."""
        values = {"password": password} if password is not None else {}
        with self._writing() as connection:
            connection.execute(
                update(person)
                .where(person.c.id == changed.id)
                .values(
                    shown=changed.shown,
                    role=changed.role,
                    disabled=changed.disabled,
                    must_change=changed.must_change,
                    **values,
                )
            )

    # Sessions

    def open_session(self, new: Session, instead_of: str | None = None) -> None:
        """A new session; the one it takes the place of ends in the same transaction."""
        with self._writing() as connection:
            if instead_of is not None:
                connection.execute(delete(session).where(session.c.id == instead_of))
            connection.execute(insert(session).values(**msgspec.structs.asdict(new)))

    def session(self, key: str) -> Session | None:
        """The session with this id (a hash)."""
        with self._reading() as connection:
            query = select(session).where(session.c.id == key)
            row = connection.execute(query).mappings().first()
        return None if row is None else Session(**row)

    def seen(self, key: str, at: str) -> None:
        """The session was used at that moment."""
        with self._writing() as connection:
            connection.execute(update(session).where(session.c.id == key).values(seen=at))

    def end_session(self, key: str) -> None:
        """The session is over."""
        with self._writing() as connection:
            connection.execute(delete(session).where(session.c.id == key))

    def end_sessions(self, of: str | None, seen_before: str | None = None) -> None:
        """End all sessions of a person, or all that were last used before a moment."""
        query = delete(session)
        if of is not None:
            query = query.where(session.c.person == of)
        if seen_before is not None:
            query = query.where(session.c.seen < seen_before)
        with self._writing() as connection:
            connection.execute(query)

    # Keys for programs

    def add_token(self, new: ApiToken, digest: str) -> None:
        """A new key, known by the SHA-256 of its secret."""
        with self._writing() as connection:
            connection.execute(
                insert(api_token).values(**msgspec.structs.asdict(new), digest=digest)
            )

    def token(self, digest: str) -> ApiToken | None:
        """The key whose secret has this SHA-256."""
        with self._reading() as connection:
            query = select(*_TOKEN).where(api_token.c.digest == digest)
            row = connection.execute(query).mappings().first()
        return None if row is None else ApiToken(**row)

    def tokens(self, of: str | None = None) -> tuple[ApiToken, ...]:
        """All keys, or those of one person, oldest first."""
        query = select(*_TOKEN).order_by(api_token.c.created, api_token.c.id)
        if of is not None:
            query = query.where(api_token.c.person == of)
        with self._reading() as connection:
            return tuple(ApiToken(**row) for row in connection.execute(query).mappings())

    def change_token(
        self, key: str, *, revoked: str | None = None, used: str | None = None
    ) -> None:
        """A key is taken back, or was used, at that moment."""
        values = {k: v for k, v in (("revoked", revoked), ("used", used)) if v is not None}
        with self._writing() as connection:
            connection.execute(update(api_token).where(api_token.c.id == key).values(**values))

    # Failed logins

    def failures(self, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
        """How often each key failed and when last; keys that never failed are left out."""
        with self._reading() as connection:
            rows = connection.execute(select(failed_login).where(failed_login.c.key.in_(keys)))
            return {key: (times, last) for key, times, last in rows}

    def count_failure(self, keys: Sequence[str], at: str, forget_before: str) -> None:
        """One more failure of each key; counts last touched before `forget_before` are dropped."""
        with self._writing() as connection:
            connection.execute(delete(failed_login).where(failed_login.c.last < forget_before))
            for key in keys:
                found = connection.execute(
                    update(failed_login)
                    .where(failed_login.c.key == key)
                    .values(times=failed_login.c.times + 1, last=at)
                )
                if found.rowcount == 0:
                    connection.execute(insert(failed_login).values(key=key, times=1, last=at))

    def forget_failures(self, keys: Sequence[str]) -> None:
        """The count of each key starts again."""
        with self._writing() as connection:
            connection.execute(delete(failed_login).where(failed_login.c.key.in_(keys)))

    # Restrictions

    def restrict(self, changed: Restriction) -> None:
        """A new restriction, or an old one written anew."""
        with self._writing() as connection:
            connection.execute(delete(restriction).where(restriction.c.id == changed.id))
            connection.execute(insert(restriction).values(id=changed.id, payload=encode(changed)))

    def restrictions(self) -> tuple[Restriction, ...]:
        """All restrictions, by id, also those that were lifted."""
        with self._reading() as connection:
            rows = connection.execute(select(restriction.c.payload).order_by(restriction.c.id))
            return tuple(decode(raw(payload), Restriction) for (payload,) in rows)

    # Requests that may be sent twice

    def answer(self, key: str) -> Answer | None:
        """What was answered to the request with this key."""
        with self._reading() as connection:
            row = connection.execute(select(answered).where(answered.c.key == key)).first()
        return None if row is None else Answer(request=row.request, answer=raw(row.answer))

    def keep_answer(self, key: str, given: Answer, at: str, forget_before: str) -> None:
        """Keep an answer; those given before `forget_before` are dropped."""
        with self._writing() as connection:
            connection.execute(delete(answered).where(answered.c.at < forget_before))
            connection.execute(delete(answered).where(answered.c.key == key))
            connection.execute(
                insert(answered).values(key=key, request=given.request, at=at, answer=given.answer)
            )

    def _one(self, query: Select[tuple[object, ...]]) -> Person | None:
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else Person(**row)
