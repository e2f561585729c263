"""The board: one position of the log, indexed for the desk so that a page need not search.

Pure: a board is made of log entries and their fold, and never changes afterwards.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from caseweave.case import CaseFiles, Review
from caseweave.model import (
    Claim,
    Decision,
    Incident,
    LogEntry,
    Mention,
    Refusal,
    Report,
    Tombstone,
    day_bounds,
)
from caseweave.service._desk_marks import CaseMarks, marks_of
from caseweave.service._sight import NOTHING, Hidden

T = TypeVar("T")
R = TypeVar("R", Report, Claim, Mention, Incident)


class Board:
    """The case files of one position, with what the log says about when and by whom."""

    def __init__(
        self,
        entries: Sequence[LogEntry],
        files: CaseFiles,
        before: "Board | None" = None,
        *,
        position: int | None = None,
        hidden: Hidden = NOTHING,
    ) -> None:
        """`hidden`: what was left out of entries and files; `position`: the log's, then."""
        self.files = files
        self.position = len(entries) if position is None else position
        self.hidden = hidden
        self.arrived = {e.id: e for e in entries if e.kind == "report"}
        self.decided = tuple(e for e in entries if isinstance(e.record, Decision))
        self.deleted = tuple(e for e in entries if isinstance(e.record, Tombstone))
        self.refused = tuple(e for e in entries if isinstance(e.record, Refusal))
        self._once: dict[tuple[str, str], Any] = {}
        self._before = dict(before.former) if before else {}
        if before:
            self._before |= {key: i.mentions for key, i in before.incidents.items()}

    def once(self, what: str, key: str, make: Callable[[], T]) -> T:
        """What `make` gives for a record, worked out once for this board."""
        if (what, key) not in self._once:
            self._once[what, key] = make()
        found: T = self._once[what, key]
        return found

    @property
    def former(self) -> dict[str, tuple[str, ...]]:
        """The mentions of incidents that went by another id since the desk was opened."""
        return self._before

    @cached_property
    def today(self) -> str | None:
        """The day of the latest report (ISO), from which ages are reckoned; None where none is."""
        days = [r.published.value[:10] for r in self.files.reports if r.published]
        dated = [(bounds[1], day) for day in days if (bounds := day_bounds(day))]
        return max(dated)[1] if dated else None

    @cached_property
    def incidents(self) -> dict[str, Incident]:
        """By id."""
        return _by_id(self.files.incidents)

    @cached_property
    def reports(self) -> dict[str, Report]:
        """By id."""
        return _by_id(self.files.reports)

    @cached_property
    def mentions(self) -> dict[str, Mention]:
        """By id."""
        return _by_id(self.files.mentions)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """By id; rejected ones too."""
        return _by_id((*self.files.claims, *self.files.rejected))

    @cached_property
    def reviews(self) -> dict[str, Review]:
        """By claim."""
        return {r.claim: r for r in self.files.reviews}

    @cached_property
    def claims_of_incident(self) -> dict[str, tuple[Claim, ...]]:
        """The claims that stand, by incident."""
        return _grouped([(c.incident, c) for c in self.files.claims])

    @cached_property
    def rejected_of_incident(self) -> dict[str, tuple[Claim, ...]]:
        """The rejected claims, by the incident of their mention."""
        return _grouped(
            [
                (self.mentions[c.mention].incident, c)
                for c in self.files.rejected
                if c.mention in self.mentions
            ]
        )

    @cached_property
    def claims_of_report(self) -> dict[str, tuple[Claim, ...]]:
        """All claims, rejected ones too, by report."""
        return _grouped([(c.report, c) for c in (*self.files.claims, *self.files.rejected)])

    @cached_property
    def incidents_of_report(self) -> dict[str, tuple[str, ...]]:
        """Ids of the incidents that a report tells; those of its main mentions first."""
        found: dict[str, dict[str, None]] = {}
        for mention in sorted(self.files.mentions, key=lambda m: (m.role != "main", m.id)):
            if mention.incident is not None:
                found.setdefault(mention.report, {})[mention.incident] = None
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def marks(self) -> dict[str, CaseMarks]:
        """What people recorded about each case as a whole, by incident."""
        return marks_of(self.files, self.decided)

    @cached_property
    def about(self) -> dict[str, tuple[str, ...]]:
        """Which incidents each decision is about now, by decision."""
        found: dict[str, list[str]] = {}
        for incident, marks in self.marks.items():
            for decision in marks.decisions:
                found.setdefault(decision, []).append(incident)
        return {key: tuple(held) for key, held in found.items()}

    def slice(self, incident: Incident) -> CaseFiles:
        """The case files narrowed to one incident: its views then cost what it holds."""
        held = self.claims_of_incident.get(incident.id, ())
        rejected = self.rejected_of_incident.get(incident.id, ())
        return msgspec.structs.replace(
            self.files,
            reports=tuple(self.reports[r] for r in incident.reports if r in self.reports),
            claims=held,
            rejected=rejected,
            mentions=tuple(self.mentions[m] for m in incident.mentions if m in self.mentions),
            incidents=(incident,),
            reviews=tuple(self.reviews[c.id] for c in (*held, *rejected) if c.id in self.reviews),
        )

    def now_called(self, incident: str) -> str | None:
        """The incident that holds most of the mentions of one that went by this id before."""
        held: dict[str, int] = {}
        for mention in self._before.get(incident, ()):
            found = self.mentions.get(mention)
            if found is not None and found.incident is not None:
                held[found.incident] = held.get(found.incident, 0) + 1
        return min(held, key=lambda key: (-held[key], key)) if held else None


def _by_id(records: Sequence[R]) -> dict[str, R]:
    return {r.id: r for r in records}


def _grouped(pairs: Sequence[tuple[str | None, Claim]]) -> dict[str, tuple[Claim, ...]]:
    found: dict[str, list[Claim]] = {}
    for key, claim in pairs:
        if key is not None:
            found.setdefault(key, []).append(claim)
    return {key: tuple(held) for key, held in found.items()}
