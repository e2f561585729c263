"""Deleting a report: its bytes and the content of its entries go, their hashes stay.

Invariant: the chain of the log is made of hashes, so it still holds afterwards; which entries are
empty, and by whose word, stands in a tombstone at the end of the log.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Engine, delete, func, or_, select, text, update

from caseweave.model import Tombstone, decode
from caseweave.store._tables import blob, log, raw

EMPTY = b""
# Rows of one statement: SQLite of old takes no more than 999 variables.
_AT_ONCE = 400


def tombstones(connection: Connection) -> Iterator[Tombstone]:
    """What was deleted, in the order of deletion."""
    rows = connection.execute(
        select(log.c.payload).where(log.c.kind == "tombstone").order_by(log.c.seq)
    )
    for (payload,) in rows:
        yield decode(raw(payload), Tombstone)


def erase(connection: Connection, report: str, entries: Iterable[str]) -> tuple[int, ...]:
    """Empty the entries of a report, and those with the ids `entries`; drop its original bytes.

    The numbers of the emptied entries come back. Runs in the caller's transaction.
    """
    ids = sorted(set(entries))
    found: set[int] = set()
    for first in range(0, max(1, len(ids)), _AT_ONCE):
        named = log.c.id.in_(ids[first : first + _AT_ONCE])
        query = select(log.c.seq).where(or_(log.c.report == report, named))
        found |= set(connection.execute(query.where(func.length(log.c.payload) > 0)).scalars())
    numbers = tuple(sorted(found))
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        connection.execute(update(log).where(log.c.seq.in_(some)).values(payload=EMPTY))
    connection.execute(delete(blob).where(blob.c.sha256 == report.removeprefix("sha256:")))
    return numbers


def scrub(engine: Engine) -> bool:
    """Write the database anew, so that deleted bytes lie in no free page; False where others read.

    Copies of the database made before, and a server's own archives, are beyond its reach.
    Raises SQLAlchemyError where others write.
    """
    alone = engine.execution_options(isolation_level="AUTOCOMMIT", caseweave_alone=True)
    with alone.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("VACUUM FULL log"))
            connection.execute(text("VACUUM FULL blob"))
            return True
        connection.execute(text("VACUUM"))
        busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
        return not busy
