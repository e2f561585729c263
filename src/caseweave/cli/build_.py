"""`caseweave build`: read reports into the store and write the case files."""

from pathlib import Path
from typing import Any

import click

from caseweave.cli._options import as_of_option, json_option, store_option
from caseweave.cli._screen import many, print_json, progress, screen, side
from caseweave.model import Refusal
from caseweave.run import ENGINES
from caseweave.service import BuildSummary, Options, build

# So many lines of one kind are printed; the rest is counted, and --json has them all.
MOST_LINES = 40


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="PATH...")
@store_option
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Write the case files there."
)
@as_of_option
@click.option("--types", metavar="T,...", help="Only these incident types (default: all).")
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes (default: one a core)."
)
@click.option(
    "--engine", type=click.Choice(ENGINES), help="What runs the analysis (default: by size)."
)
@json_option
def command(paths: tuple[Path, ...], store: str, as_json: bool, **given: Any) -> int:
    """Read reports into the store and write the case files.

    PATH is a folder or a file: plain text, HTML, PDF, Markdown, JSON Lines or a table (CSV) of
    articles, a saved feed (RSS, Atom), a web archive (WARC). Reports that the store has are not
    read again. Without a PATH the store is brought up to date.
    """
    types = given.pop("types")
    names = tuple(sorted({t.strip() for t in types.split(",") if t.strip()})) if types else None
    with progress() as tell:
        summary = build(paths, store, Options(types=names, **given), tell)
    if as_json:
        print_json(summary)
    else:
        _print(summary)
    return summary.status


def _print(summary: BuildSummary) -> None:
    out = screen()
    out.print(
        f"Read {many(summary.added, 'new report')}; {summary.known} of these stood in the store. "
        f"Analysed {summary.analysed}: {many(summary.claims, 'claim')}, "
        f"{summary.dropped} dropped as their words did not check.",
        soft_wrap=True,
    )
    out.print(
        f"The store {summary.store} gives {many(summary.incidents, 'incident')} "
        f"from {many(summary.reports, 'report')}.",
        soft_wrap=True,
    )
    if summary.out:
        out.print(f"Case files: {summary.out}", soft_wrap=True)
    for note in summary.notes:
        side().print(f"Note: {note}", style="yellow", soft_wrap=True)
    for words in summary.lost:
        side().print(f"Note: {words}", style="yellow", soft_wrap=True)
    _lines("Refused", summary.refused)
    _lines("Kept, not analysed", summary.unread)
    if summary.skipped:
        kinds = sorted({r.fault.replace("_", " ") for r in summary.skipped})
        count = many(len(summary.skipped), "input")
        side().print(f"Passed over {count} that hold no report ({', '.join(kinds)}).")
    if summary.unattached:
        side().print(
            f"{summary.unattached} decisions hold on to nothing now: caseweave decide list"
        )


def _lines(heading: str, refusals: tuple[Refusal, ...]) -> None:
    if not refusals:
        return
    console = side()
    console.print(f"{heading}: {len(refusals)}", style="bold")
    for refusal in refusals[:MOST_LINES]:
        mend = refusal.mend.rstrip(".")
        console.print(f"  {refusal.source}: {refusal.reason}. {mend}.", soft_wrap=True)
    if len(refusals) > MOST_LINES:
        console.print(f"  and {len(refusals) - MOST_LINES} more (--json names them all)")
