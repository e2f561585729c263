"""`caseweave export`: let a redacted copy out, or show the desk what would be withheld."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from caseweave.cli._options import as_of_option, store_option, until_option

if TYPE_CHECKING:
    from caseweave.service import Exported, LeftOut, Preview

FORMATS = ("json", "csv", "html", "markdown", "pdf")
LEVELS = ("clear", "green", "amber", "amber+strict", "red")


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("incidents", metavar="[INCIDENT]...", nargs=-1)
@click.option(
    "--tlp",
    default="clear",
    show_default=True,
    type=click.Choice(LEVELS, case_sensitive=False),
    help="Who may have it (TLP 2.0).",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH", help="Where to.")
@click.option(
    "--preview", is_flag=True, help="Write nothing; show the desk what would be withheld."
)
@as_of_option
@until_option
@store_option
def command(  # noqa: PLR0917 - one for each option
    format_: str,
    incidents: tuple[str, ...],
    tlp: str,
    out: Path | None,
    preview: bool,
    as_of: str | None,
    log_until: str | None,
    store: str,
) -> int:
    """Let a copy out as FORMAT, with everything withheld that the level TLP does not allow.

    All incidents, or those named by number, id or title.
    """
    from caseweave.service import (  # noqa: PLC0415 - not needed for --help
        Moment,
        Wanted,
        export,
        preview_export,
    )

    wanted = Wanted(format=format_, level=tlp, incidents=incidents)
    moment = Moment(as_of=as_of, log_until=log_until)
    if preview:
        _print_preview(preview_export(store, wanted, moment))
    elif out is None:
        raise click.UsageError("Name the file to write with --out PATH, or look with --preview.")
    else:
        _print_exported(export(store, wanted, out, moment))
    return 0


def _print_exported(done: "Exported") -> None:
    from caseweave.cli._screen import many, screen, side, table  # noqa: PLC0415

    out = screen()
    for note in done.notes:
        side().print(f"Note: {note}", style="yellow")
    _print_left_out(done.left_out)
    out.print(
        f"{done.tlp}: {many(done.cases, 'case')}, {many(done.findings, 'finding')}, "
        f"{many(done.accounts, 'account')} from {many(done.sources, 'source')}."
    )
    if done.withheld:
        made = table("Withheld", "Values")
        for kind in done.withheld:
            made.add_row(kind.title, f"{kind.values:,}")
        out.print(made)
    else:
        out.print("Nothing is withheld at this level.")
    out.print("The leak check read the finished file and found no withheld value in it.")
    out.print(f"Written:  {done.path}")
    out.print(f"Register: {done.register}")


def _print_preview(found: "Preview") -> None:
    from caseweave.cli._screen import screen, table  # noqa: PLC0415

    out = screen()
    out.print(f"What an export at {found.tlp} withholds. For the desk alone: TLP:RED.")
    _print_left_out(found.left_out)
    for case, title in found.cases:
        made = table("Kind", "What", "Value", "Shown from", title=f"{case}: {title}")
        for item in found.items:
            if item.case == case:
                level = f"TLP:{item.level.upper()}" if item.level else "no level"
                who = f"\n{item.by}: {item.reason}" if item.by else ""
                made.add_row(item.kind, item.what, f"{item.value}{who}", level)
        out.print(made)


def _print_left_out(cases: "tuple[LeftOut, ...]") -> None:
    from caseweave.cli._screen import side  # noqa: PLC0415

    for case in cases:
        told = f"{case.title} is left out: labelled {case.label} by {case.by} on {case.at[:10]}."
        side().print(told, style="yellow", soft_wrap=True)
