"""What every page of a case shares: heading, tabs, and where it went when its id changed."""

import msgspec

from caseweave.case import open_questions
from caseweave.model import Claim, Decision, Incident
from caseweave.service.desk import CASE_MARKS, CaseMarks, NotHereError, QueueRow, View, short

TABS = (
    ("", "Accounts"),
    ("people", "People"),
    ("timeline", "Timeline"),
    ("origins", "Origins"),
    ("map", "Map"),
    ("responses", "Responses"),
    ("open", "Open"),
    ("known", "Known as of"),
    ("links", "Merge and split"),
    ("history", "History"),
    ("sign", "Sign-off"),
    ("sheet", "Case sheet"),
)


class MovedError(NotHereError):
    """The case has another id, `now`, since mentions joined or left it."""

    def __init__(self, now: str) -> None:
        self.now = now
        super().__init__("This case has another address now.")


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """What stands above every tab of a case. `last`: the decision that an undo would take back."""

    incident: Incident
    row: QueueRow
    marks: CaseMarks
    position: int
    tab: str
    tabs: tuple[tuple[str, str, int | None], ...]
    last: Decision | None = None
    done: tuple[Decision, ...] = ()
    claims: dict[str, Claim] = {}

    @property
    def link(self) -> str:
        """Where the case is."""
        return f"/cases/{short(self.incident.id)}"


def heading(view: View, key: str, tab: str, since: int | None = None) -> Heading:
    """The heading of a case; `since`: show what was decided after this position as done just now.

    Raises NotHereError, or MovedError where the case is found under another id.
    """
    now = view.now_called(key)
    if now is not None and not view.has(key):
        raise MovedError(short(now))
    incident = view.incident(key)
    marks = view.marks(incident.id)
    standing = _standing(view, marks)
    counts = {
        "responses": len(incident.responses),
        "open": len(open_questions(incident)),
        "history": len(marks.decisions),
    }
    return Heading(
        incident=incident,
        row=view.row(incident.id),
        marks=marks,
        position=view.position,
        tab=tab,
        tabs=tuple((path, label, counts.get(path)) for path, label in TABS),
        last=standing[-1] if standing else None,
        done=_done(view, marks, since),
        claims=view.board.claims,
    )


def _standing(view: View, marks: CaseMarks) -> list[Decision]:
    stands = {d.id: d for d in view.board.files.decisions}
    return [stands[d] for d in marks.decisions if d in stands and stands[d].kind != "undo"]


def _done(view: View, marks: CaseMarks, since: int | None) -> tuple[Decision, ...]:
    if since is None:
        return ()
    own = set(marks.decisions)
    late = [e.record for e in view.board.decided if e.seq > since and e.id in own]
    return tuple(d for d in late if isinstance(d, Decision) and d.attribute not in CASE_MARKS)


def safe_back(path: str, otherwise: str) -> str:
    """A path of this desk to go back to; anything else is not followed."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if ours and "\n" not in path and "\r" not in path else otherwise
