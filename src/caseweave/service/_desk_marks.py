"""What people record about a case as a whole: who holds it, that it was reviewed, its sign-off.

These are decisions of kind `set` whose targets are the case's mentions, as its id changes when
mentions join: a mark belongs to the incident that now holds most of its mentions. An undo takes a
mark back like any other decision.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from caseweave.case import CaseFiles
from caseweave.model import Decision, LogEntry, TextValue
from caseweave.service._case_labels import SHARING, labels_of

HOLDER, REVIEWED, ASKED, SIGNED, REOPENED = (
    "case.holder",
    "case.reviewed",
    "case.sign_off_asked",
    "case.signed",
    "case.reopened",
)
CASE_MARKS = frozenset({HOLDER, REVIEWED, ASKED, SIGNED, REOPENED, SHARING})


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A signed version: the log up to `position` (moment `at`), and what its record hashed to."""

    number: int
    decision: str
    position: int
    at: str
    by: str
    digest: str
    note: str | None = None


class CaseMarks(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of one case that stand. `touched`: the log's position at the last human act on it.

    `deciders`: who decided anything about it, in the order of first acts. `asked`: the decision
    by which sign-off was asked for, or None. `locked`: signed and not reopened since.
    """

    holder: str | None = None
    sharing: str | None = None
    touched: int = 0
    touched_at: str | None = None
    deciders: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    asked: Decision | None = None
    versions: tuple[Version, ...] = ()
    locked: bool = False

    @property
    def state(self) -> str:
        """Where the case stands in review: `new`, `in review`, `waiting for sign-off`, `signed`."""
        if self.locked:
            return "signed"
        if self.asked is not None:
            return "waiting for sign-off"
        return "in review" if self.touched else "new"


def marks_of(files: CaseFiles, decided: Sequence[LogEntry]) -> dict[str, CaseMarks]:
    """The marks of every case that somebody acted on, by incident id."""
    standing = {d.id for d in files.decisions}
    of_target = {m.id: m.incident for m in files.mentions}
    of_target |= {c.id: of_target.get(c.mention or "") for c in (*files.claims, *files.rejected)}
    by_id = {e.id: e.record for e in decided if isinstance(e.record, Decision)}
    found: dict[str, CaseMarks] = {}
    for entry in decided:
        decision = entry.record
        if not isinstance(decision, Decision):
            continue
        for incident in _about(decision, of_target, by_id):
            before = found.get(incident, CaseMarks())
            found[incident] = _touched(before, entry, decision, decision.id in standing)
    for incident, label in labels_of(files, files.decisions).items():
        before = found.get(incident, CaseMarks())
        level = f"TLP:{label.level.upper()}"
        found[incident] = msgspec.structs.replace(before, sharing=level)
    return found


def _about(
    decision: Decision, of_target: dict[str, str | None], by_id: dict[str, Decision]
) -> tuple[str, ...]:
    """The incidents that a decision is about now; an undo is about what it undid."""
    if decision.kind == "undo":
        undone = [by_id[t] for t in decision.targets if t in by_id]
        return tuple(dict.fromkeys(i for d in undone for i in _about(d, of_target, by_id)))
    held = Counter(i for t in decision.targets if (i := of_target.get(t)) is not None)
    if decision.attribute in CASE_MARKS and held:
        return (min(held, key=lambda key: (-held[key], key)),)
    return tuple(sorted(held))


def _touched(before: CaseMarks, entry: LogEntry, decision: Decision, stands: bool) -> CaseMarks:
    after = msgspec.structs.replace(
        before,
        touched=entry.seq,
        touched_at=entry.at,
        decisions=(*before.decisions, decision.id),
    )
    if not stands:
        return after
    if decision.attribute in CASE_MARKS:
        return _marked(after, entry, decision)
    # Whatever is decided after sign-off was asked for, is asked about no longer.
    names = dict.fromkeys((*before.deciders, decision.by))
    return msgspec.structs.replace(after, deciders=tuple(names), asked=None)


def _marked(marks: CaseMarks, entry: LogEntry, decision: Decision) -> CaseMarks:
    said = decision.value.text if isinstance(decision.value, TextValue) else ""
    match decision.attribute:
        case "case.holder":
            return msgspec.structs.replace(marks, holder=said or None)
        case "case.sign_off_asked":
            names = dict.fromkeys((*marks.deciders, decision.by))
            return msgspec.structs.replace(marks, asked=decision, deciders=tuple(names))
        case "case.reopened":
            return msgspec.structs.replace(marks, locked=False, asked=None)
        case "case.signed":
            version = Version(
                number=len(marks.versions) + 1,
                decision=decision.id,
                position=entry.seq - 1,
                at=decision.at,
                by=decision.by,
                digest=said,
                note=decision.text,
            )
            return msgspec.structs.replace(
                marks, versions=(*marks.versions, version), locked=True, asked=None
            )
        case _:
            return marks
