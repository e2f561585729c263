"""The parts of a case page above its tables: the brief, the disputes, the drawn ledger, the law.

Invariant: only arranges what the views of `case` give; every line keeps its claims.
"""

from caseweave.case import (
    CaseFiles,
    brief,
    by_urgency,
    day_words,
    disputes,
    number_words,
    state_obligations,
    status_words,
)
from caseweave.export import Group, Ledger, Note, Stage
from caseweave.model import Cell, Claim, Incident, day_bounds

_NOTHING = {
    "standing": "No report tells where they stand.",
    "unaccounted": "The figures leave nobody over. That is what the reports say, "
    "not proof that nobody is missing.",
    "conflict": "No two accounts exclude each other.",
    "agreed": "Nothing is told by two independent origins.",
    "checks": "None of the machine's checks failed.",
    "clock": "No report carries a date.",
}
# More lines than this are folded away, all of them still in the page.
NO_DAY = "no day told"


def urgency_line(files: CaseFiles, incident: Incident) -> str:
    """Why the incident is or is not pressing, in one sentence with its score."""
    found = next(u for u in by_urgency(files) if u.incident == incident.id)
    return f"Urgency {found.score} of 100. {found.because}"


def brief_groups(files: CaseFiles, incident: Incident) -> tuple[Group, ...]:
    """The brief; a part with nothing to tell says so."""
    return tuple(
        Group(
            kind=part.kind,
            title=part.title,
            notes=tuple(Note(words=n.words, claims=n.claims, verdict=n.verdict) for n in part.notes)
            or (Note(words=_NOTHING[part.kind]),),
        )
        for part in brief(files, incident)
    )


def dispute_groups(incident: Incident, claims: tuple[Claim, ...]) -> tuple[Group, ...]:
    """Figures that cannot hold together, grouped by the head-count they dispute."""
    return tuple(
        Group(
            kind="dispute",
            title=d.title,
            notes=tuple(Note(words=n.words, claims=n.claims) for n in d.sets),
        )
        for d in disputes(incident, claims)
    )


def obligation_groups(incident: Incident, claims: tuple[Claim, ...]) -> tuple[Group, ...]:
    """The treaties of each state of the incident."""
    return tuple(
        Group(
            kind="state",
            title=f"{s.name} ({s.because})",
            notes=(Note(words="; ".join(s.treaties) + ".", claims=s.claims),),
        )
        for s in state_obligations(incident, claims)
    )


def drawn_ledger(incident: Incident) -> Ledger:
    """Statuses of the whole group over time; cells of parts and scenarios are listed elsewhere."""
    cells = [
        c
        for c in incident.headcount.cells
        if c.scenario is None
        and c.population is None
        and not c.status.startswith("people")
        and not (c.status == "unknown" and c.high == 0)
    ]
    moments = sorted({c.at for c in cells}, key=_when)
    statuses = list(dict.fromkeys(c.status for c in cells))
    return Ledger(
        moments=tuple(day_words(m) if m else NO_DAY for m in moments),
        stages=tuple(_stage(status, cells, moments) for status in statuses),
    )


def _when(moment: str | None) -> tuple[int, int, str]:
    """Undated figures come last."""
    bounds = day_bounds(moment)
    return (*bounds, moment or "") if bounds else (10**8, 10**8, moment or "")


def _stage(status: str, cells: list[Cell], moments: list[str | None]) -> Stage:
    here = {c.at: c for c in cells if c.status == status}
    return Stage(
        label="not accounted for" if status == "unknown" else status_words(status),
        kind=status,
        cells=tuple(_note(here.get(m)) for m in moments),
    )


def _note(cell: Cell | None) -> Note | None:
    if cell is None:
        return None
    return Note(words=number_words(cell.low, cell.high), claims=cell.claims)
