"""`caseweave schema`: the JSON Schema of every file that build writes."""

from pathlib import Path

import click

from caseweave.cli._screen import screen
from caseweave.service import write_schemas


@click.command("schema")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to."
)
def command(out: Path) -> int:
    """Write the JSON Schema of a line of each file that build writes."""
    for path in write_schemas(out):
        screen().print(f"Wrote {path}", soft_wrap=True)
    return 0
