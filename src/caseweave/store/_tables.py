"""The tables: the log and the original bytes. Rows are inserted, never updated.

`digest` is the SHA-256 of the payload and `chain` that of the row before with this row, so that
a changed, lost or reordered entry shows.
"""

import hashlib

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table

VERSION_TABLE = "caseweave_version"
FIRST_CHAIN = "0" * 64

metadata = MetaData()

log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("id", String(80), nullable=False, unique=True),
    Column("report", String(80), nullable=True),
    Column("payload", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("chain", String(64), nullable=False),
    Index("log_kind", "kind", "seq"),
    Index("log_report", "report"),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
)


def raw(value: object) -> bytes:
    """What a driver gives for a bytes column; a damaged file may hold text there."""
    return value.encode("utf-8") if isinstance(value, str) else bytes(value)  # type: ignore[call-overload]


def digest_of(data: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def chain_of(before: str, seq: int, at: str, head: tuple[str, str], digest: str) -> str:
    """The link of the chain for one row; `head` is its kind and id."""
    kind, entry = head
    return digest_of("\n".join((before, str(seq), at, kind, entry, digest)).encode("utf-8"))
