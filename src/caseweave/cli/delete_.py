"""`caseweave delete`: take a report out of the store for good; a tombstone says that it was."""

import getpass
from typing import Any

import click

from caseweave.cli._options import json_option, store_option
from caseweave.cli._screen import many, print_json, screen, side
from caseweave.service import Deletion, delete, rewrite


@click.command("delete")
@click.argument("report", required=False)
@click.option("--reason", metavar="WORDS", default="", help="Why. It stays in the tombstone.")
@click.option("--by", metavar="NAME", help="Who decides (default: your login name).")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@store_option
@json_option
def command(report: str | None, store: str, as_json: bool, **given: Any) -> int:
    """Delete a report from the store: original, text, claims, and decisions about it alone.

    REPORT is its id, whole or shortened, or the file that it came from. It cannot be undone; the
    store refuses the same bytes afterwards. Without a REPORT the database is only written anew.
    """
    if report is None:
        return _rewrite(store)
    if not given["reason"].strip():
        raise click.UsageError("Say why with --reason WORDS: it is all that stays to explain it.")
    if not given["yes"] and not _sure(report, store):
        side().print("Nothing was deleted.")
        return 1
    done = delete(store, report, given["by"] or getpass.getuser(), given["reason"])
    print_json(done) if as_json else _print(done)
    return 0 if done.rewritten else 1


def _sure(report: str, store: str) -> bool:
    try:
        return click.confirm(f"Delete {report} from {store} for good?", err=True)
    except click.Abort:
        return False


def _rewrite(store: str) -> int:
    if rewrite(store):
        screen().print("The database was written anew.")
        return 0
    _not_rewritten()
    return 1


def _print(done: Deletion) -> None:
    out = screen()
    out.print(
        f"Deleted {', '.join(done.sources)}: {many(len(done.tombstone.erased), 'record')}"
        " emptied, the original gone. Copies outside the store are not: case files that "
        "`caseweave build --out` wrote, exports, backups, and the file itself.",
        soft_wrap=True,
    )
    if done.copies:
        out.print(f"Near copies of it still stand: {', '.join(done.copies)}", soft_wrap=True)
    if done.decisions:
        out.print(
            f"{many(len(done.decisions), 'decision')} about it and about other reports stand; "
            f"their reasons may quote it: {', '.join(done.decisions)}",
            soft_wrap=True,
        )
    if not done.rewritten:
        _not_rewritten()


def _not_rewritten() -> None:
    side().print(
        "The database is in use, so deleted bytes may still lie in its free pages. Close the desk "
        "and other builds, then run `caseweave delete` without a report.",
        style="yellow",
        soft_wrap=True,
    )
