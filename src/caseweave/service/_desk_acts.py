"""Decide at the desk: several acts at once, all or none, and never over somebody's head.

Invariant: where the log moved on for a case since its page was opened, nothing is recorded until
the person has seen what came in; a signed case takes no decision until it is reopened.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from caseweave.case import CaseFiles, Change, diff
from caseweave.model import (
    CaseweaveError,
    Decision,
    Incident,
    LogEntry,
    LogRecord,
    TextValue,
    content_id,
    encode,
)
from caseweave.service._case_labels import SHARING
from caseweave.service._decide import Act, decision_of, targets_of
from caseweave.service._desk import Desk
from caseweave.service._desk_marks import ASKED, HOLDER, REOPENED, REVIEWED, SIGNED
from caseweave.service._desk_view import NotHereError, View
from caseweave.service._people_restrictions import widen
from caseweave.service._sight import seen, spread

_PARTING = frozenset({"split", "not_same"})
_ON_CLAIMS = frozenset({"accept", "correct", "reject", "withhold", "release"})
MarkKind = Literal["holder", "sharing", "reviewed", "asked", "reopened"]
_MARKS: dict[MarkKind, str] = {
    "holder": HOLDER,
    "sharing": SHARING,
    "reviewed": REVIEWED,
    "asked": ASKED,
    "reopened": REOPENED,
}


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """What came into the log for a case after `seen`, so that nothing was recorded."""

    incident: str
    seen: int
    entries: tuple[LogEntry, ...]


class LockedError(CaseweaveError):
    """The case is signed; it takes no decision until it is reopened."""


def record(
    desk: Desk, view: View, acts: Sequence[Act], on: Incident | None, seen: int | None
) -> tuple[Decision, ...] | Clash:
    """Append these acts in one transaction, or give back what came in between.

    `on`: the case that the acts were made on; `seen`: the log's position when its page was opened
    (None: whatever has come since was seen). Raises CaseweaveError where a target does not fit
    and LockedError where the case is signed.
    """
    with desk.lock:
        if on is not None:
            must_be_open(view, on)
            clash = _clash(view, on, seen)
            if clash is not None:
                return clash
        _must_be_open_to_undo(view, acts)
        if on is not None and any(act.kind in _PARTING for act in acts):
            widen(desk, acts[0].by, on, desk.board().files)
        at = desk.clock()
        held = view.case(on) if on is not None else view.board.files
        decisions = [_prepared(desk, view, act, held, at) for act in acts]
        desk.append(_records(decisions), at)
        return tuple(decisions)


def mark(desk: Desk, incident: Incident, kind: MarkKind, by: str, said: str = "") -> Decision:
    """Record something about a case as a whole: who holds it, its sharing level, a review."""
    decision = _case_decision(incident, _MARKS[kind], by, said, text=None, at=desk.clock())
    desk.append([decision], decision.at)
    return decision


def sign(desk: Desk, view: View, incident: Incident, by: str, seen: int) -> Decision | Clash:
    """Sign the case as it stands: the second pair of eyes, which locks this version.

    Raises CaseweaveError where sign-off was not asked for, or `by` decided anything about it.
    """
    with desk.lock:
        marks = view.marks(incident.id)
        clash = _clash(view, incident, seen)
        if clash is not None:
            return clash
        if marks.asked is None:
            raise CaseweaveError(
                "Nobody has asked for this case to be signed. "
                "Whoever worked on it asks first; another person signs."
            )
        if by in marks.deciders:
            raise CaseweaveError(
                f"{by} worked on this case and cannot sign it. A second person signs."
            )
        digest = digest_of(incident)
        decision = _case_decision(
            incident, SIGNED, by, digest, text=marks.asked.text, at=desk.clock()
        )
        desk.append([decision], decision.at)
        return decision


def digest_of(incident: Incident) -> str:
    """What a signed version is checked against: a hash of the incident's whole record."""
    return content_id("version", encode(incident).decode("utf-8"))


def preview(
    desk: Desk, view: View, acts: Sequence[Act], on: Incident
) -> tuple[CaseFiles, tuple[Change, ...]]:
    """What these acts would make of the case files, and what would change; nothing is recorded."""
    at = desk.clock()
    decisions = [_prepared(desk, view, act, view.case(on), at) for act in acts]
    after = desk.imagined(decisions, view.board.hidden)
    after = seen(after, spread(view.board.hidden, after))
    return after, diff(view.board.files, after)


def undo_of(decision: Decision, by: str) -> Act:
    """The act that takes a decision back."""
    return Act(kind="undo", targets=(decision.id,), by=by)


def must_be_open(view: View, incident: Incident) -> None:
    """Raises LockedError where the case is signed."""
    marks = view.marks(incident.id)
    if marks.locked:
        last = marks.versions[-1]
        raise LockedError(
            f"This case is signed (version {last.number}, by {last.by}). "
            "Reopen it first: the signed version stays as it is."
        )


def _must_be_open_to_undo(view: View, acts: Sequence[Act]) -> None:
    undone = [t for act in acts if act.kind == "undo" for t in act.targets]
    for incident in dict.fromkeys(i for t in undone for i in view.board.about.get(t, ())):
        must_be_open(view, view.board.incidents[incident])


def _clash(view: View, incident: Incident, seen: int | None) -> Clash | None:
    newer = view.newer(incident, seen) if seen is not None else ()
    if seen is None or not newer:
        return None
    return Clash(incident=incident.id, seen=seen, entries=newer)


def _prepared(desk: Desk, view: View, act: Act, held: CaseFiles, at: str) -> Decision:
    files = held if act.kind in _ON_CLAIMS else view.board.files
    targets = targets_of(act, files, desk.store)
    hides = bool(view.board.hidden) and act.kind == "undo"
    if hides and targets[0] not in {e.id for e in view.board.decided}:
        raise NotHereError("There is no such decision.")
    return decision_of(act, targets, files, at)


def _case_decision(
    incident: Incident, attribute: str, by: str, said: str, *, text: str | None, at: str
) -> Decision:
    value = TextValue(text=said)
    return Decision(
        id=content_id("decision", "set", at, by, list(incident.mentions), attribute, said),
        kind="set",
        at=at,
        by=by,
        targets=incident.mentions,
        attribute=attribute,
        value=value,
        text=text,
    )


def _records(decisions: Sequence[Decision]) -> list[LogRecord]:
    return list(decisions)
