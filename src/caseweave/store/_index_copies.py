"""Near copies through the store: winnowed runs as rows, so that a new report meets its own alone.

Invariant: what comes out is `clean.find_copies` of the same reports; a pair's entries depend on
its two reports and on which runs are stock phrases (held by more than `limit` reports) alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, delete, select

from caseweave.clean import (
    MAX_REPORTS_WITH_RUN,
    MIN_SHARED,
    body_runs,
    find_copies,
    told_text,
)
from caseweave.model import Copy, Report
from caseweave.store._index_tables import copy, run, text
from caseweave.store._tables import digest_of

# More changes at once than this, and than this share of all, are cheaper as one sweep.
_FEW, _SHARE = 40, 0.05
_COPY = msgspec.msgpack.Decoder(Copy)
Copies = dict[str, tuple[Copy, ...]]


class CopyTables:
    """One connection's hold on runs and copies."""

    def __init__(self, connection: Connection, limit: int = MAX_REPORTS_WITH_RUN) -> None:
        self._connection = connection
        self._limit = limit

    def find_copies(self, reports: Sequence[Report]) -> Copies:
        """The copies of each report, as `clean.find_copies` gives them; the tables follow."""
        by_id = {r.id: r for r in reports}
        now = {key: _digest(r) for key, r in by_id.items()}
        rows = self._connection.execute(select(text.c.report, text.c.digest))
        known: dict[str, str] = {row.report: row.digest for row in rows}
        gone = sorted(key for key in known if known[key] != now.get(key))
        new = sorted(key for key in now if now[key] != known.get(key))
        if len(gone) + len(new) > max(_FEW, int(_SHARE * len(now))):
            return self._anew(by_id, now)
        for key in gone:
            self._pair_anew(self._leave(key) & by_id.keys(), by_id)
        for key in new:
            others = self._enter(by_id[key], now[key]) & by_id.keys()
            self._pair_anew({key, *others}, by_id)
        return self._all()

    def _anew(self, by_id: Mapping[str, Report], digests: Mapping[str, str]) -> Copies:
        """Everything in one sweep."""
        for table in (run, text, copy):
            self._connection.execute(delete(table))
        for key in sorted(by_id):
            self._write(by_id[key], digests[key])
        found = find_copies(by_id.values())
        self._keep((key, c) for key, copies in found.items() for c in copies)
        return found

    def _write(self, report: Report, digest: str) -> frozenset[int]:
        runs = body_runs(report)
        row = {
            "report": report.id,
            "digest": digest,
            "told": _told(report),
            "runs": msgspec.msgpack.encode(sorted(runs)),
        }
        self._connection.execute(text.insert(), [row])
        if runs:
            rows = [{"run": one, "report": report.id} for one in sorted(runs)]
            self._connection.execute(run.insert(), rows)
        return runs

    def _enter(self, report: Report, digest: str) -> frozenset[str]:
        """Add a report; those that hold a run with it which now is a stock phrase."""
        runs = self._write(report, digest)
        return self._holders_where(runs, self._limit + 1) - {report.id}

    def _leave(self, report: str) -> frozenset[str]:
        """Remove a report; those that hold a run with it which now is no stock phrase any more."""
        runs = self._runs(report)
        for table in (run, text, copy):
            self._connection.execute(delete(table).where(table.c.report == report))
        self._connection.execute(delete(copy).where(copy.c.other == report))
        return self._holders_where(runs, self._limit)

    def _holders_where(self, runs: Iterable[int], number: int) -> frozenset[str]:
        held = (self._holders(one, number + 1) for one in sorted(runs))
        return frozenset(r for holders in held if len(holders) == number for r in holders)

    def _holders(self, one: int, most: int) -> list[str]:
        found = select(run.c.report).where(run.c.run == one).order_by(run.c.report).limit(most)
        return list(self._connection.execute(found).scalars())

    def _runs(self, report: str) -> list[int]:
        packed = select(text.c.runs).where(text.c.report == report)
        data = self._connection.execute(packed).scalar()
        return [] if data is None else msgspec.msgpack.decode(data, type=list[int])

    def _pair_anew(self, keys: Iterable[str], by_id: Mapping[str, Report]) -> None:
        """Find the copies of some reports again."""
        for key in sorted(keys):
            for side in (copy.c.report, copy.c.other):
                self._connection.execute(delete(copy).where(side == key))
            for other in sorted(self._near(by_id[key]) & by_id.keys()):
                pair = find_copies((by_id[key], by_id[other]))
                self._keep((one, c) for one, copies in pair.items() for c in copies)

    def _near(self, report: Report) -> frozenset[str]:
        """The reports that share enough runs with this one, or every word that is told."""
        runs = self._runs(report.id)
        shared: Counter[str] = Counter()
        for one in runs:
            holders = self._holders(one, self._limit + 1)
            if len(holders) <= self._limit:
                shared.update(holders)
        del shared[report.id]
        near = {
            other
            for other, count in shared.items()
            if count >= MIN_SHARED
            or (count > 1 and count >= min(len(runs), len(self._runs(other))))
        }
        same = select(text.c.report).where(text.c.told == _told(report))
        return frozenset(near.union(self._connection.execute(same).scalars()) - {report.id})

    def _keep(self, found: Iterable[tuple[str, Copy]]) -> None:
        rows = [
            {"report": key, "other": c.report, "copy": msgspec.msgpack.encode(c)}
            for key, c in found
        ]
        if rows:
            self._connection.execute(copy.insert(), rows)

    def _all(self) -> Copies:
        found: dict[str, list[Copy]] = {}
        for key, data in self._connection.execute(select(copy.c.report, copy.c.copy)):
            found.setdefault(key, []).append(_COPY.decode(data))
        return {
            key: tuple(sorted(found[key], key=lambda c: (-c.score, c.report)))
            for key in sorted(found)
        }


def _told(report: Report) -> int:
    return int(digest_of(told_text(report).encode())[:15], 16)


def _digest(report: Report) -> str:
    """Of all of a report that its copies depend on."""
    told = (report.id, report.text, report.passages, report.outlet, report.published, report.source)
    return digest_of(msgspec.msgpack.encode(told))
