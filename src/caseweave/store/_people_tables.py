"""The tables of people: accounts, sessions, keys, restrictions, and the audit.

Secrets stand here as hashes only. `audit` is append-only and chained like the log; the others hold
what is so now, and the audit tells how it came to be.
"""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table

from caseweave.store._tables import metadata

_MOMENT = 32

person = Table(
    "person",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("shown", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password", String(400), nullable=False),
    Column("created", String(_MOMENT), nullable=False),
    Column("disabled", String(_MOMENT), nullable=True),
    Column("must_change", Boolean, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("person", String(40), nullable=False),
    Column("created", String(_MOMENT), nullable=False),
    Column("seen", String(_MOMENT), nullable=False),
    Index("session_person", "person"),
)

api_token = Table(
    "api_token",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("person", String(40), nullable=False),
    Column("label", String(200), nullable=False),
    Column("role", String(16), nullable=False),
    Column("created", String(_MOMENT), nullable=False),
    Column("expires", String(_MOMENT), nullable=False),
    Column("revoked", String(_MOMENT), nullable=True),
    Column("used", String(_MOMENT), nullable=True),
)

# `key`: the SHA-256 of what was tried (a name, an address, both), so that no name that somebody
# mistyped - often a password - stands here.
failed_login = Table(
    "failed_login",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("last", String(_MOMENT), nullable=False),
)

restriction = Table(
    "restriction",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("payload", LargeBinary, nullable=False),
)

# What was answered to a request that may be sent twice.
answered = Table(
    "answered",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("at", String(_MOMENT), nullable=False),
    Column("answer", LargeBinary, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(_MOMENT), nullable=False),
    Column("by", String(40), nullable=False),
    Column("act", String(32), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", String(1000), nullable=False),
    Column("chain", String(64), nullable=False),
    Index("audit_by", "by", "seq"),
    Index("audit_act", "act", "seq"),
    Index("audit_subject", "subject", "seq"),
)
