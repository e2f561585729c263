"""Logging in and out. A cookie is a random key to a session, of which only the hash is kept.

Invariant: whoever is not let in learns nothing of whether there is such a name: the words, the
work and the delay are the same. A delay grows with failures and is never a lock for others.
"""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from caseweave.model import CaseweaveError, Person, Session
from caseweave.service._people import NAME, Held, digest, later, note
from caseweave.service._people_passwords import again, matches, outdated

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# A session's last use is written down at most this often: reading must not become writing.
_SEEN_EVERY = timedelta(minutes=1)
_FORGET = timedelta(hours=24)

# (what is counted, failures that cost nothing, the longest delay in seconds). The delay doubles
# with each further failure. A name alone is delayed little, lest a stranger keep its owner out.
_DELAYS = (("both", 3, 900), ("address", 20, 900), ("name", 30, 30))


class LoginError(CaseweaveError):
    """Not let in. `wait`: seconds until the next try is looked at, None for at once."""

    def __init__(self, wait: int | None = None) -> None:
        self.wait = wait
        super().__init__(
            "Name and password do not fit, or were tried too often. Check both"
            + (f" and try again in {wait} seconds." if wait else " and try again.")
        )


class LoggedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A session that was just opened; `cookie` is given to the browser and kept nowhere."""

    person: Person
    session: Session
    cookie: str


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at the door: what they typed, and from where."""

    name: str
    password: str
    address: str = ""


def log_in(held: Held, attempt: Attempt, old_cookie: str | None = None) -> LoggedIn:
    """Open a session; the one of `old_cookie`, if any, ends. Raises LoginError."""
    now = held.clock()
    name = attempt.name.strip().casefold()
    keys = _keys(name, attempt.address)
    wait = _wait(held.store.people.failures(keys), keys, now)
    if wait > 0:
        raise LoginError(wait)
    # Counted before the password is looked at: tries that come at once do not slip through.
    held.store.people.count_failure(keys, now, later(now, -_FORGET))
    person = held.store.people.by_name(name) if NAME.fullmatch(name) else None
    kept = held.store.people.password_of(person.id) if person is not None else None
    right = matches(kept, attempt.password)
    if person is None or kept is None or not right or person.disabled is not None:
        # Names that are none are not written down: they are often mistyped passwords.
        known = person.name if person is not None else ""
        note(held, known, "login_failed", person.id if person is not None else "", attempt.address)
        raise LoginError(_wait(held.store.people.failures(keys), keys, now) or None)
    # The address keeps its count, so that an account of one's own does not reset it.
    held.store.people.forget_failures([keys[0], keys[2]])
    if outdated(kept):
        held.store.people.change(person, again(attempt.password))
    opened = _open(held, person, old_cookie)
    note(held, person.name, "logged_in", person.id, attempt.address)
    return opened


def who_is_in(held: Held, cookie: str) -> tuple[Person, Session] | None:
    """Whose session a cookie opens; None where it has ended: idle, too old, or account closed."""
    session = held.store.people.session(digest(cookie))
    if session is None:
        return None
    now = held.clock()
    person = held.store.people.by_id(session.person)
    over = session.seen < later(now, -IDLE) or session.created < later(now, -LONGEST)
    if over or person is None or person.disabled is not None:
        held.store.people.end_session(session.id)
        return None
    if session.seen < later(now, -_SEEN_EVERY):
        held.store.people.seen(session.id, now)
    return person, session


def log_out(held: Held, cookie: str) -> None:
    """End the session of a cookie."""
    found = who_is_in(held, cookie)
    if found is not None:
        person, session = found
        held.store.people.end_session(session.id)
        note(held, person.name, "logged_out", person.id)


def reopen(held: Held, person: Person, old_cookie: str | None) -> LoggedIn:
    """A new session in place of an old one, after a change of password."""
    return _open(held, person, old_cookie)


def form_key(cookie: str) -> str:
    """What a form must carry to be of this session: made from the cookie, and not it."""
    return hmac.new(cookie.encode("utf-8"), b"caseweave form", "sha256").hexdigest()


def _open(held: Held, person: Person, old_cookie: str | None) -> LoggedIn:
    now = held.clock()
    cookie = secrets.token_urlsafe(32)
    session = Session(id=digest(cookie), person=person.id, created=now, seen=now)
    held.store.people.end_sessions(None, seen_before=later(now, -LONGEST))
    old = digest(old_cookie) if old_cookie else None
    held.store.people.open_session(session, instead_of=old)
    return LoggedIn(person=person, session=session, cookie=cookie)


def _keys(name: str, address: str) -> list[str]:
    """What failures are counted by, in the order of `_DELAYS`."""
    parts = {"both": f"both\n{name}\n{address}", "address": f"address\n{address}"}
    parts["name"] = f"name\n{name}"
    return [digest(parts[kind]) for kind, _, _ in _DELAYS]


def _wait(failed: dict[str, tuple[int, str]], keys: Sequence[str], now: str) -> int:
    """Seconds until the next try is looked at."""
    longest = 0.0
    for key, (_, free, most) in zip(keys, _DELAYS, strict=True):
        times, last = failed.get(key, (0, now))
        if times <= free:
            continue
        delay = min(2 ** min(times - free, 20), most)
        since = (datetime.fromisoformat(now) - datetime.fromisoformat(last)).total_seconds()
        longest = max(longest, delay - since)
    return int(longest) + 1 if longest > 0 else 0
