"""`caseweave timeline`: what happened when, and when it became known."""

import click

from caseweave.case import timeline
from caseweave.cli._options import Look, incident_argument, looking
from caseweave.cli._screen import chosen, print_json, print_notes, screen, short, table


@click.command("timeline")
@incident_argument
@click.option("--as-known", is_flag=True, help="In the order in which it became known.")
@looking
def command(look: Look, incident: str | None, as_known: bool) -> int:
    """Print what happened when, and when it was first reported."""
    files = look.files()
    print_notes(files)
    one = chosen(files, incident, "timeline")
    if one is None:
        return 0
    entries = timeline(one, as_known=as_known)
    if look.as_json:
        print_json(entries)
        return 0
    made = table("When", "What", "First reported", "Claims", title=one.title)
    for entry in entries:
        made.add_row(
            entry.at or "unknown",
            entry.event.replace("_", " "),
            entry.first_reported or "unknown",
            " ".join(short(c) for c in entry.claims[:3]) + (" …" if len(entry.claims) > 3 else ""),
        )
    screen().print(made)
    return 0
