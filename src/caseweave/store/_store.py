"""The store: an append-only log, and the original bytes of every report.

Invariants: entries are numbered without gaps and chained by hash; an id stands once, so appending
twice is appending once; what one call to `append` gets enters whole or not at all; only `delete`
takes content away, and it leaves a tombstone.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from types import TracebackType

import msgspec
from sqlalchemy import Connection, Engine, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from caseweave.model import (
    Decision,
    EntryKind,
    Extracted,
    LogEntry,
    LogRecord,
    Refusal,
    Report,
    Setting,
    Tombstone,
    decode,
    encode,
    entry_id,
    entry_kind,
)
from caseweave.store._check import Fault, check_blobs, check_log
from caseweave.store._erase import erase, scrub
from caseweave.store._errors import StoreError, from_database
from caseweave.store._index import IndexTables
from caseweave.store._index_check import check_index
from caseweave.store._memory import Remembered
from caseweave.store._people import People
from caseweave.store._people_audit import Audit, check_audit
from caseweave.store._tables import FIRST_CHAIN, blob, chain_of, digest_of, log, raw

_RECORDS: dict[str, type[LogRecord]] = {
    "report": Report,
    "extraction": Extracted,
    "decision": Decision,
    "setting": Setting,
    "refusal": Refusal,
    "tombstone": Tombstone,
}
_ROWS_AT_ONCE = 500


class Store:
    """An open store. Use it as a context manager, or call `close`."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where
        self.people = People(self._reading, partial(self._writing, "person"))
        self.audit = Audit(self._reading, partial(self._writing, "audit"))

    def memory(self, code: str) -> Remembered:
        """What the program named `code` worked out before; no part of the log."""
        return Remembered(self._reading, partial(self._writing, "memory"), code)

    @contextmanager
    def index(self, code: str, *, keep: bool = True) -> Iterator[IndexTables]:
        """The index of candidates that the program named `code` made, empty where another did.

        In one transaction, which is undone at the end unless `keep`.
        """
        with self._writing("index_state") as connection:
            tables = IndexTables(connection)
            tables.made_by(code)
            yield tables
            if not keep:
                connection.rollback()

    def append(
        self, records: Sequence[LogRecord], at: str, originals: Sequence[bytes] = ()
    ) -> tuple[str, ...]:
        """Add entries, and original bytes, in one transaction; the ids that were new come back.

        `at`: UTC, ISO 8601 with `Z`. What the store has already is passed over.
        """
        with self._writing() as connection:
            for data in originals:
                _keep(connection, data)
            return tuple(_add(connection, records, at))

    def entries(
        self,
        kinds: Iterable[EntryKind] | None = None,
        until: str | None = None,
        after: int = 0,
    ) -> Iterator[LogEntry]:
        """The entries in order; of some `kinds` only; `at` up to `until`; numbers past `after`."""
        query = select(log.c.seq, log.c.at, log.c.kind, log.c.id, log.c.payload)
        if kinds is not None:
            query = query.where(log.c.kind.in_(tuple(kinds)))
        if until is not None:
            query = query.where(log.c.at <= until)
        if after:
            query = query.where(log.c.seq > after)
        with self._reading() as connection:
            batched = connection.execution_options(yield_per=_ROWS_AT_ONCE)
            with batched.execute(query.order_by(log.c.seq)) as rows:
                for seq, at, kind, entry, payload in rows:
                    if not raw(payload):
                        continue  # deleted
                    record = self._decoded(kind, seq, payload)
                    yield LogEntry(seq=seq, at=at, kind=kind, id=entry, record=record)

    def delete(self, stone: Tombstone, entries: Iterable[str]) -> Tombstone:
        """Delete the report that `stone` names, and the entries with these ids, in one transaction.

        Originals, entries and what was worked out go; the tombstone, which now says how many, is
        appended and comes back. `rewrite` then frees the database of their bytes.
        """
        with self._writing() as connection:
            erased = erase(connection, stone.report, entries)
            stone = msgspec.structs.replace(stone, erased=erased)
            tuple(_add(connection, [stone], stone.at))
        self.memory("").forget()
        return stone

    def rewrite(self) -> bool:
        """Write the database anew without deleted bytes; False where others are using it."""
        try:
            return scrub(self._engine)
        except SQLAlchemyError:
            return False

    def ids(self, kind: EntryKind) -> frozenset[str]:
        """The ids of all entries of a kind, those of deleted ones as well."""
        with self._reading() as connection:
            return frozenset(
                connection.execute(select(log.c.id).where(log.c.kind == kind)).scalars()
            )

    def has(self, entry: str) -> bool:
        """Whether an entry with this id stands in the log."""
        return self._payload(entry) is not None

    def report(self, report: str) -> Report | None:
        """The report with this id, as it was read."""
        payload = self._payload(report)
        return None if payload is None else decode(payload, Report)

    def original(self, report: str) -> bytes | None:
        """The original bytes of a report (`sha256:…`)."""
        digest = report.removeprefix("sha256:")
        with self._reading() as connection:
            data = connection.execute(select(blob.c.data).where(blob.c.sha256 == digest)).scalar()
        return None if data is None else raw(data)

    def faults(self) -> Iterator[Fault]:
        """Re-check the chains of log and audit and the hash of every original; changes nothing."""
        with self._reading() as connection:
            yield from check_log(connection)
            yield from check_blobs(connection)
            yield from check_audit(connection)
            yield from check_index(connection)

    def size(self) -> tuple[int, int]:
        """How many entries and how many originals."""
        with self._reading() as connection:
            counts = [
                connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (log, blob)
            ]
        return counts[0], counts[1]

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _payload(self, entry: str) -> bytes | None:
        with self._reading() as connection:
            found = connection.execute(select(log.c.payload).where(log.c.id == entry)).scalar()
        return raw(found) or None if found is not None else None

    def _decoded(self, kind: str, seq: int, payload: bytes) -> LogRecord:
        try:
            return decode(raw(payload), _RECORDS[kind])
        except (msgspec.DecodeError, KeyError) as error:
            raise StoreError(
                self.where,
                f"has an entry that cannot be read (number {seq}, {kind}: {error})",
                "Run `caseweave verify` to see what is damaged, and restore it from a backup.",
            ) from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise from_database(self.where, error) from error

    @contextmanager
    def _writing(self, queue: str = "log") -> Iterator[Connection]:
        try:
            connection = self._engine.connect().execution_options(caseweave_writes=True)
            with connection, connection.begin():
                if connection.dialect.name == "postgresql":
                    # One writer at a time, as on SQLite: the chain has one end.
                    connection.execute(text(f"LOCK TABLE {queue} IN EXCLUSIVE MODE"))
                yield connection
        except SQLAlchemyError as error:
            raise from_database(self.where, error) from error


def _keep(connection: Connection, data: bytes) -> None:
    digest = digest_of(data)
    if connection.execute(select(blob.c.size).where(blob.c.sha256 == digest)).first() is None:
        connection.execute(insert(blob).values(sha256=digest, size=len(data), data=data))


def _add(connection: Connection, records: Sequence[LogRecord], at: str) -> Iterator[str]:
    last = connection.execute(
        select(log.c.seq, log.c.chain).order_by(log.c.seq.desc()).limit(1)
    ).first()
    seq, chain = (last.seq, last.chain) if last else (0, FIRST_CHAIN)
    for record in records:
        kind, entry = entry_kind(record), entry_id(record)
        if connection.execute(select(log.c.seq).where(log.c.id == entry)).first() is not None:
            continue
        payload = encode(record)
        digest = digest_of(payload)
        seq += 1
        chain = chain_of(chain, seq, at, (kind, entry), digest)
        connection.execute(
            insert(log).values(
                seq=seq,
                at=at,
                kind=kind,
                id=entry,
                report=_report_of(record),
                payload=payload,
                digest=digest,
                chain=chain,
            )
        )
        yield entry


def _report_of(record: LogRecord) -> str | None:
    match record:
        case Report():
            return record.id
        case Extracted():
            return record.extraction.report
        case Setting():
            return record.subject
        case _:
            return None
