"""`caseweave headcount`: the ledger of people of an incident."""

import click
from rich.text import Text

from caseweave.case import disputes
from caseweave.cli._options import Look, incident_argument, looking
from caseweave.cli._screen import chosen, many, print_json, print_notes, screen, short, table
from caseweave.model import Cell, Incident


@click.command("headcount")
@incident_argument
@looking
def command(look: Look, incident: str | None) -> int:
    """Print how many people stood where, when, and what does not add up."""
    files = look.files()
    print_notes(files)
    one = chosen(files, incident, "headcount")
    if one is None:
        return 0
    print_json(one.headcount) if look.as_json else _print(one)
    return 0


def _print(incident: Incident) -> None:
    out = screen()
    made = table("Status", "When", "Low", "Best", "High", "Claims", title=incident.title)
    for cell in incident.headcount.cells:
        made.add_row(
            _status(cell),
            cell.at or "unknown",
            f"{cell.low:,}",
            Text("?" if cell.best is None else f"{cell.best:,}", style="bold"),
            "open" if cell.high is None else f"{cell.high:,}",
            " ".join(short(c) for c in cell.claims[:3]) + (" …" if len(cell.claims) > 3 else ""),
        )
    out.print(made)
    for dispute in disputes(incident):
        count = many(len(dispute.sets), "set")
        out.print(Text("◆ ", style="bold red") + Text(f"{dispute.title}: {count} of figures"))
        for one in dispute.sets:
            ids = " ".join(short(c) for c in one.claims)
            out.print(Text(f"    {one.words}") + Text(f" [{ids}]", style="cyan"))
    for question in incident.headcount.open:
        out.print(Text("? ", style="yellow") + Text(question.question))


def _status(cell: Cell) -> str:
    words = cell.status.replace("_", " ").replace(".", " ")
    if cell.population:
        words += f" ({cell.population})"
    return f"{words} [{cell.scenario}]" if cell.scenario else words
