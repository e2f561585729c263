"""People of a desk: who they are, what they may do, and what the audit says they did.

Secrets (password, session, token) are never part of these records: the store keeps their hashes.
Moments are UTC, ISO 8601 with `Z`.
"""

from typing import Literal, get_args

import msgspec

Role = Literal["reader", "analyst", "approver", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)

# What somebody did. `saw` to `deleted` are about case files, the rest about accounts.
AuditAct = Literal[
    "saw",
    "searched",
    "decided",
    "added_reports",
    "signed_off",
    "exported",
    "deleted",
    "restricted",
    "lifted",
    "read_audit",
    "logged_in",
    "login_failed",
    "logged_out",
    "account_added",
    "account_changed",
    "password_set",
    "token_made",
    "token_revoked",
]
AUDIT_ACTS: tuple[AuditAct, ...] = get_args(AuditAct)


def reaches(role: Role, needed: Role) -> bool:
    """Whether `role` may do what `needed` may: each role may do all that those below it may."""
    return ROLES.index(role) >= ROLES.index(needed)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One account. `name` is written when logging in and in decisions; it is never given again.

    `disabled`: since when it is closed, None while it is open. `must_change`: the password was
    chosen by somebody else and must be replaced before anything else is done.
    """

    id: str
    name: str
    shown: str
    role: Role
    created: str
    disabled: str | None = None
    must_change: bool = False

    def may(self, needed: Role) -> bool:
        """Whether this person's role reaches `needed` and the account is open."""
        return self.disabled is None and reaches(self.role, needed)


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One login on one browser. `id` is the SHA-256 of the cookie, not the cookie."""

    id: str
    person: str
    created: str
    seen: str


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """A key for programs. It may do what both its `role` and its owner's role allow."""

    id: str
    person: str
    label: str
    role: Role
    created: str
    expires: str
    revoked: str | None = None
    used: str | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A mention under a restriction, with its report: what a later analysis is matched by."""

    mention: str
    report: str


class Restriction(msgspec.Struct, frozen=True, kw_only=True):
    """The incidents that hold any of `mentions` are for `people` (ids) alone.

    Keyed by mentions, as an incident's id changes when mentions join or part. Where a mention is
    gone after a new analysis, every mention of its report counts in its place.
    """

    id: str
    created: str
    by: str
    reason: str
    mentions: tuple[Kept, ...]
    people: tuple[str, ...] = ()
    lifted: str | None = None


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One act of one person: `subject` is an id (or a name), `detail` says more in a few words.

    Neither holds words of a report, so that a report can be taken out without touching the audit.
    """

    seq: int
    at: str
    by: str
    act: AuditAct
    subject: str
    detail: str = ""
    chain: str = ""
