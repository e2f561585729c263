"""What one person may see of a board. Pages ask a view, never the board, so that nothing slips by.

A report is seen where one of its incidents is, or where it tells none; claims go with reports.
"""

from collections.abc import Callable
from functools import cached_property

import msgspec

from caseweave.case import CaseFiles, Review
from caseweave.model import CaseweaveError, Claim, Incident, LogEntry, Report, Tombstone
from caseweave.service._desk_board import Board
from caseweave.service._desk_marks import CaseMarks
from caseweave.service._desk_queue import Queue, QueueRow, queue_of

Sees = Callable[[str], bool]


class NotHereError(CaseweaveError):
    """There is no such record, or this person may not see it: the two look the same."""


class View:
    """A board through the eyes of one person; `sees` None sees all incidents."""

    def __init__(self, board: Board, sees: Sees | None = None) -> None:
        self._board = board
        self._sees = sees

    @property
    def position(self) -> int:
        """The log's position that this view is of."""
        return self._board.position

    @property
    def board(self) -> Board:
        """The board itself, for use cases of this room."""
        return self._board

    def sees(self, incident: str) -> bool:
        """Whether this person may see the incident."""
        return incident in self._board.incidents and (self._sees is None or self._sees(incident))

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents that may be seen."""
        if self._sees is None:
            return self._board.files.incidents
        return tuple(i for i in self._board.files.incidents if self.sees(i.id))

    @cached_property
    def seen_files(self) -> CaseFiles:
        """The case files with the incidents that may be seen and no other."""
        if self._sees is None:
            return self._board.files
        kept = {i.id for i in self.incidents}
        files = self._board.files
        return msgspec.structs.replace(
            files,
            incidents=self.incidents,
            claims=tuple(c for c in files.claims if c.incident is None or c.incident in kept),
            reports=tuple(r for r in files.reports if self.sees_report(r.id)),
        )

    def incident(self, key: str) -> Incident:
        """One incident by its id, with or without `incident:`. Raises NotHereError."""
        found = self._board.incidents.get(_with("incident", key))
        if found is None or not self.sees(found.id):
            raise NotHereError("There is no such case. The queue lists those that there are.")
        return found

    def has(self, key: str) -> bool:
        """Whether there is an incident with this id that may be seen."""
        return self.sees(_with("incident", key))

    def now_called(self, key: str) -> str | None:
        """The incident that became of one that had this id when the desk was opened."""
        found = self._board.now_called(_with("incident", key))
        return found if found is not None and self.sees(found) else None

    def claim(self, key: str) -> Claim:
        """One claim, also a rejected one. Raises NotHereError."""
        found = self._board.claims.get(_with("claim", key))
        if found is None or not self.sees_report(found.report):
            raise NotHereError("There is no such claim in the present analysis.")
        return found

    def report(self, key: str) -> Report:
        """One report. Raises NotHereError."""
        found = self._board.reports.get(_with("sha256", key))
        if found is None or not self.sees_report(found.id):
            raise NotHereError(self._no_report(_with("sha256", key)))
        return found

    def _no_report(self, key: str) -> str:
        for stone in (e.record for e in self._board.deleted if isinstance(e.record, Tombstone)):
            if stone.report == key:
                return f"{stone.by} deleted this report on {stone.at[:10]}: {stone.reason}"
        return "There is no such report. The list of reports names them all."

    def sees_report(self, report: str) -> bool:
        """Whether this person may see the report."""
        told = self._board.incidents_of_report.get(report, ())
        return not told or any(self.sees(i) for i in told)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports that may be seen, the latest published first, undated ones last."""

        def key(report: Report) -> tuple[str, str]:
            return (report.published.value if report.published else "", report.id)

        seen = (r for r in self._board.files.reports if self.sees_report(r.id))
        return tuple(sorted(seen, key=key, reverse=True))

    def case(self, incident: Incident) -> CaseFiles:
        """The case files narrowed to one incident."""
        return self._board.slice(incident)

    def marks(self, incident: str) -> CaseMarks:
        """What people recorded about a case as a whole."""
        return self._board.marks.get(incident, CaseMarks())

    def review(self, claim: str) -> Review | None:
        """What was decided about a claim."""
        return self._board.reviews.get(claim)

    def arrived(self, report: str) -> LogEntry | None:
        """The entry by which a report came into the store."""
        return self._board.arrived.get(report)

    def claims_of_report(self, report: str) -> tuple[Claim, ...]:
        """All claims of a report that may be seen, rejected ones too."""
        return tuple(
            c
            for c in self._board.claims_of_report.get(report, ())
            if c.incident is None or self.sees(c.incident)
        )

    def incidents_of_report(self, report: str) -> tuple[Incident, ...]:
        """What a report tells of, its main incident first."""
        told = self._board.incidents_of_report.get(report, ())
        return tuple(self._board.incidents[i] for i in told if self.sees(i))

    def queue(self) -> tuple[QueueRow, ...]:
        """The rows of the queue, the most urgent first."""
        return self.whole_queue.rows

    @cached_property
    def whole_queue(self) -> Queue:
        """The queue, which can be filtered and counted."""
        whole = queue_of(self._board)
        return whole if self._sees is None else whole.seen_by(self._sees)

    def row(self, incident: str) -> QueueRow:
        """The queue's row of one incident. Raises NotHereError."""
        found = self.whole_queue.by_id.get(incident)
        if found is None:
            raise NotHereError("There is no such case. The queue lists those that there are.")
        return found

    def sees_decision(self, entry: LogEntry) -> bool:
        """Whether a decision is about nothing that this person may not see."""
        if self._sees is None:
            return True
        about = self._board.about.get(entry.id, ())
        return bool(about) and all(self._sees(i) for i in about)

    def newer(self, incident: Incident, position: int) -> tuple[LogEntry, ...]:
        """The entries after `position` that concern this case: decisions and reports."""
        own = set(self.marks(incident.id).decisions)
        held = set(incident.reports)
        decided = [e for e in self._board.decided if e.seq > position and e.id in own]
        arrived = [
            self._board.arrived[r]
            for r in held
            if r in self._board.arrived and self._board.arrived[r].seq > position
        ]
        return tuple(sorted((*decided, *arrived), key=lambda e: e.seq))


def short(identifier: str) -> str:
    """An id without its kind, as it stands in a link."""
    return identifier.split(":", 1)[-1]


def _with(kind: str, key: str) -> str:
    return key if key.startswith(f"{kind}:") else f"{kind}:{key}"
