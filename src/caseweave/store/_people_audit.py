"""The audit: who saw, changed and exported what, in order. Entries are added, never changed.

Invariant: entries are numbered without gaps and each link of the chain is made from the one
before, as in the log, so that a changed, lost or moved entry shows.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection, Select, func, insert, select

from caseweave.model import AuditAct, AuditEntry
from caseweave.store._check import Fault
from caseweave.store._people_tables import audit
from caseweave.store._tables import FIRST_CHAIN, digest_of

Connecting = Callable[[], AbstractContextManager[Connection]]
_ROWS_AT_ONCE = 500
_LONGEST_NAME, _LONGEST_SUBJECT, _LONGEST_DETAIL = 40, 200, 1000


class AuditWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries: None stands for all. `since` and `until` are days or moments (inclusive)."""

    by: str | None = None
    act: AuditAct | None = None
    subject: str | None = None
    since: str | None = None
    until: str | None = None


class Audit:
    """The audit of one store; `Store.audit` gives it."""

    def __init__(self, reading: Connecting, writing: Connecting) -> None:
        self._reading = reading
        self._writing = writing

    def add(self, at: str, by: str, act: AuditAct, subject: str = "", detail: str = "") -> None:
        """One more entry. Overlong words are cut, never refused: an act must not go untold."""
        by = _storable(by)[:_LONGEST_NAME]
        subject = _storable(subject)[:_LONGEST_SUBJECT]
        detail = _storable(detail)[:_LONGEST_DETAIL]
        with self._writing() as connection:
            last = connection.execute(
                select(audit.c.seq, audit.c.chain).order_by(audit.c.seq.desc()).limit(1)
            ).first()
            seq, before = (last.seq + 1, last.chain) if last else (1, FIRST_CHAIN)
            entry = AuditEntry(seq=seq, at=at, by=by, act=act, subject=subject, detail=detail)
            values = msgspec.structs.asdict(entry) | {"chain": link(before, entry)}
            connection.execute(insert(audit).values(**values))

    def entries(
        self, wanted: AuditWanted | None = None, before: int | None = None, limit: int = 100
    ) -> tuple[AuditEntry, ...]:
        """The latest entries first; `before`: only those with a smaller number."""
        query = _chosen(select(audit), wanted or AuditWanted())
        if before is not None:
            query = query.where(audit.c.seq < before)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(audit.c.seq.desc()).limit(limit))
            return tuple(AuditEntry(**row) for row in rows.mappings())

    def size(self) -> int:
        """How many entries there are."""
        with self._reading() as connection:
            return connection.execute(select(func.count()).select_from(audit)).scalar_one()

    def faults(self) -> Iterator[Fault]:
        """Re-check the chain; nothing is changed."""
        with self._reading() as connection:
            yield from check_audit(connection)


def _storable(words: str) -> str:
    """The words without what a database cannot hold (NUL, halves of surrogate pairs)."""
    return words.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def link(before: str, entry: AuditEntry) -> str:
    """The link of the chain for one entry; JSON keeps the fields apart whatever they hold."""
    fields = (before, entry.seq, entry.at, entry.by, entry.act, entry.subject, entry.detail)
    return digest_of(json.dumps(fields, ensure_ascii=True).encode("ascii"))


def check_audit(connection: Connection) -> Iterator[Fault]:
    """Entries of the audit that are missing, changed or out of their place."""
    before, expected = FIRST_CHAIN, 1
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(
        select(audit).order_by(audit.c.seq)
    )
    for row in rows.mappings():
        entry = AuditEntry(**row)
        where = f"audit {entry.seq} ({entry.by} {entry.act})"
        if entry.seq != expected:
            because = f"audit entry {expected} is missing before it"
            yield Fault(kind="gap", where=where, because=because)
        if link(before, entry) != entry.chain:
            because = "it does not follow from the entry before, or its content was changed"
            yield Fault(kind="chain", where=where, because=because)
        before, expected = entry.chain, entry.seq + 1


def _chosen(query: Select[tuple[object, ...]], wanted: AuditWanted) -> Select[tuple[object, ...]]:
    for column, value in (
        (audit.c.by, wanted.by),
        (audit.c.act, wanted.act),
        (audit.c.subject, wanted.subject),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.since is not None:
        query = query.where(audit.c.at >= wanted.since)
    if wanted.until is not None:
        # A day stands for all its moments; `T99` sorts after each of them in every collation.
        last = wanted.until + "T99" if len(wanted.until) == len("2024-05-02") else wanted.until
        query = query.where(audit.c.at <= last)
    return query
