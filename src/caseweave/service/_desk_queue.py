"""The queue: one row for each incident, ordered by what asks for a person first.

Rows are worked out once for a position of the log; filters and pages only pick from them.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

import msgspec

from caseweave.case import told_by, urgency
from caseweave.model import Incident, day_bounds
from caseweave.service._desk import Desk
from caseweave.service._desk_board import Board
from caseweave.service._desk_marks import CaseMarks

# A case that nobody labelled: an export of it goes by the rules of its level alone.
NO_LABEL = "no label"
FACETS = ("state", "conflicts", "news", "status", "type", "country", "holder", "sharing")
NOBODY = "nobody"


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as the queue shows it.

    `last_word`: EDTF day of its latest report, None where none is dated. `news`: reports that
    came into the store after the last human act on the case. `urgency`: 0 to 100, higher comes
    first, with `why` in words.
    """

    id: str
    title: str
    type: str
    state: str
    status: str
    date: str | None
    place: str | None
    country: str | None
    last_word: str | None
    conflicts: int
    questions: int
    checks: int
    origins: int
    heard: int
    told_by: str
    reports: int
    claims: int
    news: int
    sharing: str
    holder: str | None
    urgency: float
    why: tuple[str, ...] = ()


class Facet(msgspec.Struct, frozen=True, kw_only=True):
    """One value that rows can be filtered by, with how many rows it would leave."""

    value: str
    count: int
    chosen: bool = False


class Queue:
    """All rows of a board in their order, with what each counts as under every facet."""

    def __init__(self, rows: Sequence[QueueRow]) -> None:
        self.rows = tuple(rows)
        self._values = [tuple(value_of(r, facet) for facet in FACETS) for r in self.rows]

    def chosen(self, filters: Mapping[str, str]) -> tuple[QueueRow, ...]:
        """The rows that fit every filter; an unknown facet is passed over."""
        wanted = _wanted(filters)
        pairs = zip(self.rows, self._values, strict=True)
        return tuple(r for r, own in pairs if all(own[n] == v for n, v in wanted))

    def facets(self, filters: Mapping[str, str]) -> dict[str, tuple[Facet, ...]]:
        """For each facet the values that would leave rows, under the other filters."""
        wanted = _wanted(filters)
        fitting = [own for own in self._values if all(own[n] == v for n, v in wanted)]
        counts = [Counter(own[n] for own in fitting) for n in range(len(FACETS))]
        for facet, _ in wanted:
            others = [(n, v) for n, v in wanted if n != facet]
            counts[facet] = Counter(
                own[facet] for own in self._values if all(own[n] == v for n, v in others)
            )
        return {
            name: tuple(
                Facet(value=value, count=count, chosen=filters.get(name) == value)
                for value, count in sorted(counts[n].items(), key=lambda item: (-item[1], item[0]))
            )
            for n, name in enumerate(FACETS)
        }

    def seen_by(self, sees: Callable[[str], bool]) -> "Queue":
        """The same with the rows that somebody may see."""
        return Queue([r for r in self.rows if sees(r.id)])

    @cached_property
    def by_id(self) -> dict[str, QueueRow]:
        """The rows by incident."""
        return {r.id: r for r in self.rows}


def _wanted(filters: Mapping[str, str]) -> list[tuple[int, str]]:
    return [(FACETS.index(k), v) for k, v in filters.items() if k in FACETS and v]


_kept: WeakKeyDictionary[Board, Queue] = WeakKeyDictionary()


def queue_of(board: Board) -> Queue:
    """The queue of a board, worked out when first asked for."""
    queue = _kept.get(board)
    if queue is None:
        made = [_row(board, i, board.marks.get(i.id, CaseMarks())) for i in board.files.incidents]
        queue = _kept[board] = Queue(sorted(made, key=_order))
    return queue


def queue_of_now(desk: Desk) -> Queue:
    """Fold what the log holds and work out its queue, so that the next look finds both."""
    return queue_of(desk.board())


def chosen(rows: Sequence[QueueRow], filters: Mapping[str, str]) -> tuple[QueueRow, ...]:
    """The rows that fit every filter; an unknown facet is passed over."""
    wanted = {k: v for k, v in filters.items() if k in FACETS and v}
    return tuple(r for r in rows if all(value_of(r, k) == v for k, v in wanted.items()))


def _order(row: QueueRow) -> tuple[float, int, str]:
    bounds = day_bounds(row.last_word)
    return (-row.urgency, -bounds[1] if bounds else 0, row.id)


def _row(board: Board, incident: Incident, marks: CaseMarks) -> QueueRow:
    held = board.slice(incident)
    known = urgency(incident, held.claims, held.reports, board.today)
    news = sum(
        1
        for r in held.reports
        if (e := board.arrived.get(r.id)) is not None and e.seq > marks.touched
    )
    told = told_by(incident)
    return QueueRow(
        id=incident.id,
        title=incident.title,
        type=incident.type,
        state=marks.state,
        status=incident.status,
        date=incident.date.edtf if incident.date else None,
        place=incident.place.name if incident.place else None,
        country=incident.place.country if incident.place else None,
        last_word=known.last_word,
        conflicts=sum(f.verdict == "conflict" for f in incident.findings),
        questions=len(incident.headcount.open),
        checks=len(incident.checks),
        origins=len(incident.origins),
        heard=told.heard,
        told_by=told.words,
        reports=len(incident.reports),
        claims=len(held.claims),
        news=news if marks.touched else 0,
        sharing=marks.sharing or NO_LABEL,
        holder=marks.holder,
        urgency=float(known.score),
        why=tuple(r.words for r in known.reasons),
    )


def value_of(row: QueueRow, facet: str) -> str:
    """What a row counts as under a facet."""
    match facet:
        case "conflicts":
            return "with" if row.conflicts else "without"
        case "news":
            return "with" if row.news else "without"
        case "holder":
            return row.holder or NOBODY
        case "country":
            return row.country or "unknown"
        case _:
            return str(getattr(row, facet))


def days_since(edtf: str | None, today: int) -> int | None:
    """Whole days from the last day that a date allows to `today` (an ordinal)."""
    bounds = day_bounds(edtf)
    return None if bounds is None else max(0, today - bounds[1])
