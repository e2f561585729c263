"""`caseweave accounts`: rows are attributes, columns are origins, cells value, stance and quote."""

import click
from rich.console import Console
from rich.text import Text

from caseweave.case import Accounts, Column, Entry, Row, accounts, attribute_words
from caseweave.cli._options import Look, incident_argument, looking
from caseweave.cli._screen import (
    STANCES,
    chosen,
    print_json,
    print_notes,
    screen,
    short,
    table,
    verdict,
)

# A column narrower than this cannot hold a quote that a person can read.
COLUMN_WIDTH = 18
HEAD_WIDTH = 14
LONGEST_QUOTE = 72
MOST_ENTRIES = 3


@click.command("accounts")
@incident_argument
@click.option(
    "--all", "everything", is_flag=True, help="Every entry of every cell, quotes in full."
)
@looking
def command(look: Look, incident: str | None, everything: bool) -> int:
    """Print what each origin says, side by side.

    The claim's id stands in each cell: caseweave show --claim ID opens it.
    """
    files = look.files()
    print_notes(files)
    one = chosen(files, incident, "accounts")
    if one is None:
        return 0
    view = accounts(files, one)
    print_json(view) if look.as_json else print_accounts(screen(), view, everything=everything)
    return 0


def print_accounts(out: Console, view: Accounts, *, everything: bool = False) -> None:
    """The table, cut into blocks of as many origins as the screen is wide enough for."""
    out.print(view.title, style="bold")
    fitting = max(1, (out.width - HEAD_WIDTH) // (COLUMN_WIDTH + 3))
    for start in range(0, len(view.columns), fitting):
        columns = view.columns[start : start + fitting]
        first = start == 0
        rows = [r for r in view.rows if any(c.origin in r.cells for c in columns)]
        if rows:
            out.print(_block(rows, columns, first=first, everything=everything))


def _block(
    rows: list[Row], columns: tuple[Column, ...], *, first: bool, everything: bool
) -> object:
    made = table("Attribute", *(_heading(c) for c in columns))
    made.show_lines = True
    for row in rows:
        cells = (_cell(row.cells.get(c.origin, ()), everything=everything) for c in columns)
        made.add_row(_head(row, first=first), *cells)
    return made


def _heading(column: Column) -> str:
    outlets = ", ".join(column.outlets)
    return f"{column.name}\n({outlets})" if outlets and outlets != column.name else column.name


def _head(row: Row, *, first: bool) -> Text:
    head = Text(attribute_words(row.attribute, row.population), style="bold")
    if row.rule is not None:
        head.append("\n").append_text(verdict(row.verdict))
    if first and row.value is not None:
        head.append(f"\n{row.value}")
    return head


def _cell(entries: tuple[Entry, ...], *, everything: bool) -> Text:
    cell = Text()
    shown = entries if everything else entries[:MOST_ENTRIES]
    for number, entry in enumerate(shown):
        cell.append("\n" if number else "").append_text(_entry(entry, everything=everything))
    if len(entries) > len(shown):
        cell.append(f"\nand {len(entries) - len(shown)} more (--all)", style="dim")
    return cell


def _entry(entry: Entry, *, everything: bool) -> Text:
    if entry.alternative_of is not None:
        # Another reading of words that stand above: no second quote.
        return Text(f"or {entry.value} ", style="dim").append(short(entry.claim), style="cyan")
    made = Text(entry.value, style="bold")
    if entry.stance != "asserts":
        made.append(f" {STANCES[entry.stance]}", style="red")
    if entry.factuality != "happened":
        made.append(f" ({entry.factuality.replace('_', ' ')})", style="yellow")
    if entry.review:
        made.append(f" [{entry.review}]", style="green")
    quote = entry.quote if everything else _cut(entry.quote)
    made.append(f"\n“{quote}”", style="italic dim")
    made.append(f" {short(entry.claim)}", style="cyan")
    return made


def _cut(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1].rstrip() + "…"
