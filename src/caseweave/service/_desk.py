"""The desk's hold on a store: the case files of its present position, folded once and kept.

Invariant: what is handed out is the fold of the log up to `position`, never a mixture; when the
log has moved on, by this program or another, the next look folds it again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from caseweave.case import CaseFiles
from caseweave.model import Decision, LogEntry, LogRecord
from caseweave.service._build import utc_now
from caseweave.service._desk_board import Board
from caseweave.service._remember import Remembering
from caseweave.service._show import Moment
from caseweave.service._sight import NOTHING, Hidden, seen, seen_entries, spread
from caseweave.store import Store, open_store

_MOMENTS_KEPT = 8


class Desk:
    """One store, held open for as long as the desk stands. Safe to share between threads."""

    def __init__(self, store: str | Path, clock: Callable[[], str] = utc_now) -> None:
        """Raises StoreError where the store cannot be used; one that is not there is made."""
        self.place = store
        self.clock = clock
        self._store = open_store(store)
        self._lock = threading.RLock()
        self._remembering = Remembering(self._store)
        self._log: list[LogEntry] = []
        self._board: Board | None = None
        self._moments: OrderedDict[tuple[int, Moment, Hidden], CaseFiles] = OrderedDict()
        self._parts: OrderedDict[Hidden, Board] = OrderedDict()

    @property
    def where(self) -> str:
        """The store, as it may be shown to a person."""
        return self._store.where

    @property
    def store(self) -> Store:
        """The open store, for the use cases that append to it."""
        return self._store

    @property
    def lock(self) -> threading.RLock:
        """Held by whoever looks and then appends, so that nothing comes between."""
        return self._lock

    def position(self) -> int:
        """How many entries the log has now: it only ever grows."""
        return self._store.size()[0]

    def board(self, hidden: Hidden = NOTHING) -> Board:
        """Everything as it stands now, but what is hidden (from somebody: `hidden_from`)."""
        with self._lock:
            position = self.position()
            if self._board is None or self._board.position != position:
                entries = self.entries()
                files = self._remembering.fold(entries)
                self._board = Board(entries, files, self._board, position=position)
            return self._part(self._board, hidden) if hidden else self._board

    def _part(self, whole: Board, hidden: Hidden) -> Board:
        found = self._parts.get(hidden)
        if found is None or found.position != whole.position:
            files = seen(whole.files, hidden)
            entries = seen_entries(self.entries(), whole.files, hidden)
            found = Board(entries, files, found, position=whole.position, hidden=hidden)
            self._parts[hidden] = found
            while len(self._parts) > _MOMENTS_KEPT:
                self._parts.popitem(last=False)
        self._parts.move_to_end(hidden)
        return found

    def at(self, moment: Moment, hidden: Hidden = NOTHING) -> CaseFiles:
        """The case files as of another moment, but what is hidden now; the last few are kept."""
        with self._lock:
            board = self.board(hidden)
            if moment == Moment():
                return board.files
            key = (board.position, moment, hidden)
            if key not in self._moments:
                files = self._remembering.imagine(self.entries(), moment.as_of, moment.log_until)
                self._moments[key] = seen(files, spread(hidden, files))
                while len(self._moments) > _MOMENTS_KEPT:
                    self._moments.popitem(last=False)
            self._moments.move_to_end(key)
            return self._moments[key]

    def imagined(self, decisions: Sequence[Decision], hidden: Hidden = NOTHING) -> CaseFiles:
        """The case files as they would be with these decisions; nothing is recorded."""
        with self._lock:
            entries = self.entries()
            end = entries[-1].seq if entries else 0
            more = [
                LogEntry(seq=end + n, at=d.at, kind="decision", id=d.id, record=d)
                for n, d in enumerate(decisions, start=1)
            ]
            files = self._remembering.imagine([*entries, *more])
        return seen(files, spread(hidden, files))

    def entries(self) -> list[LogEntry]:
        """The log; what was read before is not read again, unless something was deleted."""
        with self._lock:
            read = self._log[-1].seq if self._log else 0
            new = list(self._store.entries(after=read))
            if any(entry.kind == "tombstone" for entry in new):
                # What was deleted must not live on in what an open desk remembers.
                self._remembering = Remembering(self._store)
                self._log, new = [], list(self._store.entries())
                self._moments.clear()
                self._parts.clear()
                self._board = None
            self._log += new
            return list(self._log)

    def original(self, report: str) -> bytes | None:
        """The original bytes of a report."""
        return self._store.original(report)

    def append(self, records: list[LogRecord], at: str) -> None:
        """Add entries at one moment, in one transaction."""
        self._store.append(records, at)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()
