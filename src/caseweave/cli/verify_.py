"""`caseweave verify`: re-check hashes, the log and the words of every claim."""

import click

from caseweave.cli._options import json_option, store_option
from caseweave.cli._screen import print_json, progress, screen
from caseweave.service import verify


@click.command("verify")
@store_option
@json_option
def command(store: str, as_json: bool) -> int:
    """Re-check the hash of every original, the chain of the log, and the words of every claim.

    Exit status 1 where something does not hold. Nothing is changed.
    """
    with progress() as tell:
        found = verify(store, tell)
    if as_json:
        print_json(found)
        return int(bool(found.faults))
    out = screen()
    for fault in found.faults:
        out.print(f"✗ {fault.kind}: {fault.where}: {fault.because}", style="red")
    out.print(
        f"Checked {found.entries:,} entries, {found.originals:,} originals and "
        f"{found.claims:,} claims of {found.store}: "
        + (f"{len(found.faults)} faults." if found.faults else "all is well."),
    )
    for stone in found.deleted:
        out.print(
            f"Deleted: {stone.report}, on {stone.at[:10]} by {stone.by}: {stone.reason}",
            soft_wrap=True,
        )
    if found.faults:
        out.print("Restore the store from a backup, or build a new one from the reports.")
    return int(bool(found.faults))
