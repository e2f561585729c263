"""The index of candidates in the store's tables, looked up by key; a `Catalogue` of `link`.

Invariant: it holds nothing that the log does not give again. It is thrown away when the code that
made it changes, and everything done to it within one `with` stands or falls together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, func, select

from caseweave.link import BESIDE, Card, Chosen, Place
from caseweave.model import Copy, Report
from caseweave.store._index_copies import CopyTables
from caseweave.store._index_tables import DERIVED, card, choice, copied, posting, state
from caseweave.store._tables import raw

# Values of one statement: SQLite of old takes no more than 999.
_AT_ONCE = 400
_CARD = msgspec.msgpack.Decoder(Card)
_BESIDE = (
    "SELECT day, mark FROM index_posting WHERE held = ? AND (day, mark) {sign} (?, ?) "
    "ORDER BY day {way}, mark {way} LIMIT ?"
)


class IndexTables:
    """One connection's hold on the index; `rows`: how many rows were read so far."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        before = _BESIDE.format(sign="<", way="DESC").replace("?", mark)
        after = _BESIDE.format(sign=">", way="ASC").replace("?", mark)
        self._beside = (before, after)
        self.rows = 0

    def made_by(self, code: str) -> None:
        """Empty the index unless this program made it."""
        if self._connection.execute(select(state.c.code)).scalars().all() != [code]:
            for table in (*DERIVED, state):
                self._connection.execute(delete(table))
            self._connection.execute(state.insert(), [{"code": code}])

    def digests(self) -> Mapping[int, str]:
        """Of each card the digest of its profile."""
        return dict(self._read(select(card.c.mark, card.c.digest)))

    def cards(self, marks: Iterable[int]) -> Mapping[int, Card]:
        """Those that are there."""
        found = self._some(marks, select(card.c.mark, card.c.card), card.c.mark)
        return {mark: _CARD.decode(raw(data)) for mark, data in found}

    def profiles(self, marks: Iterable[int]) -> Mapping[int, bytes]:
        """Those that are there."""
        found = self._some(marks, select(card.c.mark, card.c.profile), card.c.mark)
        return {mark: raw(data) for mark, data in found}

    def around(self, key: int, place: Place, most: int = BESIDE) -> tuple[list[Place], list[Place]]:
        """The holders beside a place: two look-ups in the B-tree of postings."""
        before, after = (
            [
                (day, mark)
                for day, mark in self._connection.exec_driver_sql(
                    statement, (key, place[0], place[1], most)
                )
            ]
            for statement in self._beside
        )
        self.rows += len(before) + len(after)
        return before, after

    def put(self, new: Card, profile: bytes) -> None:
        """Add a card and its postings."""
        self._insert(
            card,
            [
                {
                    "mark": new.mark,
                    "report": new.report,
                    "digest": new.digest,
                    "card": msgspec.msgpack.encode(new),
                    "profile": profile,
                }
            ],
        )
        self._insert(posting, [{"held": k, "day": new.day, "mark": new.mark} for k, _ in new.keys])
        self._insert(copied, [{"report": r, "mark": new.mark} for r in new.copies])

    def take(self, old: Card) -> None:
        """Remove a card and its postings."""
        execute = self._connection.execute
        execute(delete(card).where(card.c.mark == old.mark))
        held = posting.c
        for key, _ in old.keys:
            at = (held.held == key) & (held.day == old.day) & (held.mark == old.mark)
            execute(delete(posting).where(at))
        for report in old.copies:
            mine = (copied.c.report == report) & (copied.c.mark == old.mark)
            execute(delete(copied).where(mine))

    def chosen(self, marks: Sequence[int]) -> Mapping[int, Chosen]:
        """What each chooses."""
        columns = select(choice.c.mark, choice.c.day, choice.c.other, choice.c.share)
        found: dict[int, dict[Place, int]] = {mark: {} for mark in marks}
        for mark, day, other, share in self._some(marks, columns, choice.c.mark):
            found[mark][day, other] = share
        return found

    def choosers(self, mark: int) -> Sequence[int]:
        """Who chooses it."""
        chosen = select(choice.c.mark).where(choice.c.other == mark).order_by(choice.c.mark)
        return [one for (one,) in self._read(chosen)]

    def choose(self, choices: Mapping[int, Chosen]) -> None:
        """Write choices down."""
        marks = sorted(choices)
        for first in range(0, len(marks), _AT_ONCE):
            some = marks[first : first + _AT_ONCE]
            self._connection.execute(delete(choice).where(choice.c.mark.in_(some)))
        rows = [
            {"mark": mark, "other": other, "day": day, "share": share}
            for mark in marks
            for (day, other), share in choices[mark].items()
        ]
        self._insert(choice, rows)

    def of_report(self, report: str) -> Sequence[int]:
        """The mentions of a report."""
        found = select(card.c.mark).where(card.c.report == report).order_by(card.c.mark)
        return [one for (one,) in self._read(found)]

    def copied_by(self, report: str) -> Sequence[int]:
        """Those that share its text."""
        found = select(copied.c.mark).where(copied.c.report == report).order_by(copied.c.mark)
        return [one for (one,) in self._read(found)]

    def clear(self) -> None:
        """Empty it; what is known of copies stays."""
        for table in (card, posting, choice, copied):
            self._connection.execute(delete(table))

    def size(self) -> int:
        """How many postings there are."""
        return self._connection.execute(select(func.count()).select_from(posting)).scalar_one()

    def find_copies(self, reports: Sequence[Report]) -> Mapping[str, tuple[Copy, ...]]:
        """The near copies among all reports of the store; only what is new is looked up."""
        return CopyTables(self._connection).find_copies(reports)

    def postings(self) -> Iterator[tuple[int, int, int]]:
        """Every posting: mark, day and key, in the order of marks; for checking."""
        columns = select(posting.c.mark, posting.c.day, posting.c.held)
        yield from self._read(columns.order_by(posting.c.mark, posting.c.held))

    def _insert(self, table: Table, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._connection.execute(table.insert(), rows)

    def _read(self, statement: Any) -> Iterator[Any]:
        for row in self._connection.execute(statement):
            self.rows += 1
            yield row

    def _some(self, marks: Iterable[int], columns: Any, among: Any) -> Iterator[Any]:
        wanted = sorted(set(marks))
        for first in range(0, len(wanted), _AT_ONCE):
            yield from self._read(columns.where(among.in_(wanted[first : first + _AT_ONCE])))
