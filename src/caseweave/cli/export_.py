"""`caseweave export`: let a redacted copy out, where the room `export` can make one."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from caseweave.cli._options import as_of_option, store_option
from caseweave.model import CaseweaveError

FORMATS = ("json", "csv", "html", "markdown", "pdf")
LEVELS = ("clear", "green", "amber", "amber+strict", "red")


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("--tlp", required=True, type=click.Choice(LEVELS), help="Who may have it (TLP 2.0).")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="PATH", help="Where to."
)
@as_of_option
@store_option
def command(format_: str, tlp: str, out: Path, **given: Any) -> int:
    """Let a copy out as FORMAT, with everything withheld that the level TLP does not allow."""
    room = import_module("caseweave.export")
    export = getattr(room, "export", None)
    if export is None:
        raise CaseweaveError(
            f"Export as {format_} at TLP:{tlp.upper()} is not there yet: nothing leaves before "
            "redaction and its leak check are built. `caseweave build --out DIR` writes the desk's "
            "own files (TLP:RED, for this machine only)."
        )
    return int(export(format_, tlp, out, **given) or 0)
