"""`caseweave open`: what a case leaves open."""

import click
from rich.text import Text

from caseweave.case import open_questions
from caseweave.cli._options import Look, incident_argument, looking
from caseweave.cli._screen import print_json, print_notes, screen, short
from caseweave.model import Incident
from caseweave.service import find_incident, in_order

_SHAPES = {"headcount": "?", "conflict": "◆", "check": "!", "unknown": "?"}


@click.command("open")
@incident_argument
@looking
def command(look: Look, incident: str | None) -> int:
    """Print what is open: people not accounted for, conflicts, what does not fit.

    Without an INCIDENT, for all of them.
    """
    files = look.files()
    print_notes(files)
    wanted = (find_incident(files, incident),) if incident else in_order(files)
    if look.as_json:
        print_json({i.id: open_questions(i) for i in wanted})
        return 0
    for one in wanted:
        _print(one)
    return 0


def _print(incident: Incident) -> None:
    out = screen()
    questions = open_questions(incident)
    out.print(incident.title, style="bold")
    if not questions:
        out.print("Nothing is open.")
    for question in questions:
        ids = " ".join(short(c) for c in question.claims[:4])
        line = Text(f"{_SHAPES[question.kind]} {question.kind}: ", style="bold")
        out.print(line + Text(question.words) + Text(f" [{ids}]" if ids else "", style="cyan"))
