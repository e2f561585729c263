"""`caseweave desk`: the web desk, which is not there yet."""

from typing import Any

import click

from caseweave.cli._options import store_option
from caseweave.model import CaseweaveError


@click.command("desk")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="Port (default: a free one).",
)
@click.option("--no-browser", is_flag=True, help="Only print the link.")
@store_option
def command(**_given: Any) -> int:
    """Open the web desk on 127.0.0.1."""
    raise CaseweaveError(
        "The desk is not there yet. `caseweave build --out DIR` writes a page for each incident "
        "under DIR/cases, which any browser opens."
    )
