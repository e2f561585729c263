"""Re-check a store: every original against its hash, every entry against the chain.

The functions look and report; they never change or mend.
"""

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from caseweave.store._erase import tombstones
from caseweave.store._tables import FIRST_CHAIN, blob, chain_of, digest_of, log, raw

_ROWS_AT_ONCE = 500


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """What does not hold: `kind` (chain, payload, gap, original, index), where, and why."""

    kind: str
    where: str
    because: str


def check_log(connection: Connection) -> Iterator[Fault]:
    """Entries that are missing, changed or out of their place."""
    query = select(
        log.c.seq, log.c.at, log.c.kind, log.c.id, log.c.payload, log.c.digest, log.c.chain
    )
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query.order_by(log.c.seq))
    erased = {number for stone in tombstones(connection) for number in stone.erased}
    before, expected = FIRST_CHAIN, 1
    for seq, at, kind, entry, payload, digest, chain in rows:
        where = f"entry {seq} ({kind} {entry})"
        if seq != expected:
            yield Fault(kind="gap", where=where, because=f"entry {expected} is missing before it")
        content = raw(payload)
        if digest_of(content) != digest and (content or seq not in erased):
            yield Fault(kind="payload", where=where, because="its content was changed")
        if chain_of(before, seq, at, (kind, entry), digest) != chain:
            yield Fault(
                kind="chain", where=where, because="it does not follow from the entry before"
            )
        before, expected = chain, seq + 1


def check_blobs(connection: Connection) -> Iterator[Fault]:
    """Originals whose bytes are not those of their hash, and reports whose original is gone."""
    known: set[str] = set()
    rows = connection.execution_options(yield_per=20).execute(
        select(blob.c.sha256, blob.c.data).order_by(blob.c.sha256)
    )
    for sha256, data in rows:
        known.add(sha256)
        if digest_of(raw(data)) != sha256:
            yield Fault(
                kind="original", where=f"sha256:{sha256}", because="its bytes are not those read"
            )
    deleted = {stone.report for stone in tombstones(connection)}
    reports = connection.execute(select(log.c.id).where(log.c.kind == "report").order_by(log.c.id))
    for (report,) in reports:
        if report not in deleted and report.removeprefix("sha256:") not in known:
            yield Fault(kind="original", where=report, because="its original bytes are missing")
