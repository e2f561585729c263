"""How things look in the terminal: verdicts by shape, word and colour; tables at 80 columns."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from caseweave.case import CaseFiles
from caseweave.lang import profile
from caseweave.model import Incident, Verdict, encode
from caseweave.service import Progress, find_incident, listing

_SCREEN = profile("en", "screen")
_COLOURS: dict[Verdict, str] = {
    "agreed": "green",
    "compatible": "cyan",
    "conflict": "bold red",
    "superseded": "magenta",
    "single": "yellow",
    "unknown": "dim",
    "withheld": "dim",
}
VERDICTS = {word: (_SCREEN["verdicts"][word][0], colour) for word, colour in _COLOURS.items()}
STANCES: dict[str, str] = {
    stance: f"{'✗' if stance in {'denies', 'disputes'} else '…'} {words}"
    for stance, words in _SCREEN["stances"].items()
    if words
}
_SHORT = 8


def screen() -> Console:
    """Standard output."""
    return Console(highlight=False, markup=False)


def side() -> Console:
    """Standard error: progress and what is said beside the result."""
    return Console(stderr=True, highlight=False, markup=False)


def verdict(word: Verdict) -> Text:
    """A verdict by shape, word and colour."""
    shape, style = VERDICTS[word]
    return Text(f"{shape} {word}", style=style)


def short(identifier: str) -> str:
    """The start of an id, enough to name it in the next command."""
    return identifier.rsplit(":", 1)[-1][:_SHORT]


def many(count: int, noun: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def table(*headings: str, title: str | None = None) -> Table:
    """A plain table in the house style."""
    made = Table(
        title=title, title_justify="left", title_style="bold", header_style="bold", pad_edge=False
    )
    for heading in headings:
        made.add_column(heading, overflow="fold")
    return made


def print_json(record: Any) -> None:
    """A record as JSON on standard output."""
    sys.stdout.write(msgspec.json.format(encode(record), indent=2).decode("utf-8") + "\n")


def print_notes(files: CaseFiles) -> None:
    """What a reader must know about the choice of reports; on standard error."""
    for note in files.notes:
        side().print(f"Note: {note}", style="yellow")
    if files.unattached:
        side().print(
            f"Note: {len(files.unattached)} decisions hold on to nothing in the present analysis; "
            "`caseweave decide list` names them.",
            style="yellow",
        )


def print_listing(files: CaseFiles) -> None:
    """The incidents, one a row."""
    out = screen()
    rows = listing(files)
    if not rows:
        out.print("No incident yet.")
        return
    made = Table(box=SIMPLE_HEAD, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    made.add_column("#", justify="right")
    made.add_column("Incident", ratio=1)
    made.add_column("When", no_wrap=True)
    made.add_column("Status")
    for heading in ("Reports", "Heard", "Conflicts"):
        made.add_column(heading, justify="right")
    for row in rows:
        made.add_row(
            str(row.number),
            row.title,
            (row.date or "unknown").replace("/", "/\n"),
            row.status.replace("_", " "),
            str(row.reports),
            str(row.heard),
            _conflicts(row.conflicts),
        )
    out.print(made)


def _conflicts(count: int) -> Text:
    return Text(f"◆ {count}", style="bold red") if count else Text("none", style="dim")


def chosen(files: CaseFiles, incident: str | None, command: str) -> Incident | None:
    """The incident asked for, or the only one; else the list is printed and None comes back."""
    if incident is not None:
        return find_incident(files, incident)
    if len(files.incidents) == 1:
        return files.incidents[0]
    print_listing(files)
    if files.incidents:
        side().print(f"Name one by its number, id or title: caseweave {command} 1")
    return None


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error, where that is a terminal; else silence."""
    console = side()
    if not console.is_terminal:
        yield lambda _stage, _done, _total: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell
