"""The table of accounts as the case page lays it out: a few columns, and one for the rest.

A case may have a dozen origins; the ones that say most have a column each, the others share the
last, where every account names its origin. Nothing is left out, and nothing scrolls sideways.
"""

from collections.abc import Iterable

import msgspec

from caseweave.case import Accounts, CaseFiles, Column, Entry, Row, accounts
from caseweave.model import Incident, Value
from caseweave.web import _words

OWN_COLUMNS = 3
_ENTRIES_SHOWN = 3
# Rows that nobody asks for first: they stand folded, after all that can be compared.
_BEHIND = ("date.statement", "date.mentioned", "place.mentioned", "event", "statistic")


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in a cell. `origin` is named where the column does not say it."""

    entry: Entry
    value: str
    origin: str | None = None
    speaker: str | None = None
    withheld: bool = False


class SheetCell(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a cell: the first accounts, and those that are folded away."""

    heading: str
    first: tuple[Account, ...] = ()
    more: tuple[Account, ...] = ()


class SheetRow(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute with its verdict, and a cell for each column."""

    key: str
    label: str
    value: str | None
    row: Row
    origins: int
    claims: int
    cells: tuple[SheetCell, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The whole table: own columns, the origins that share the last, rows in two groups."""

    columns: tuple[Column, ...]
    others: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    behind: tuple[SheetRow, ...]


def sheet(files: CaseFiles, incident: Incident) -> Sheet:
    """The table of `incident`; `files` may be narrowed to it."""
    table: Accounts = accounts(files, incident)
    many = len(table.columns) > OWN_COLUMNS + 1
    own = table.columns[:OWN_COLUMNS] if many else table.columns
    others = table.columns[OWN_COLUMNS:] if many else ()
    told = _Told(
        values={c.id: c.value for c in files.claims},
        findings={(f.attribute, f.population): f.value for f in incident.findings},
        withheld=frozenset(r.claim for r in files.reviews if r.withheld),
    )
    rows = [_row(row, own, others, told) for row in table.rows]
    return Sheet(
        columns=own,
        others=others,
        rows=tuple(r for r in rows if r.row.attribute not in _BEHIND),
        behind=tuple(r for r in rows if r.row.attribute in _BEHIND),
    )


def _row(row: Row, own: tuple[Column, ...], others: tuple[Column, ...], told: "_Told") -> SheetRow:
    key = (row.attribute, row.population)
    cells = [
        _cell(c.name, [_account(e, c, told, named=False) for e in row.cells.get(c.origin, ())])
        for c in own
    ]
    if others:
        rest = [
            _account(entry, column, told, named=True)
            for column in others
            for entry in row.cells.get(column.origin, ())
        ]
        cells.append(_cell("Other origins", rest))
    return SheetRow(
        key=f"{row.attribute}-{row.population or ''}".replace(".", "-").replace(" ", "-"),
        label=_words.label(row.attribute, row.population),
        value=_words.said(found) if (found := told.findings.get(key)) is not None else None,
        row=row,
        origins=len(row.cells),
        claims=sum(len(entries) for entries in row.cells.values()),
        cells=tuple(cells),
    )


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    values: dict[str, Value]
    findings: dict[tuple[str, str | None], Value | None]
    withheld: frozenset[str]


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _account(entry: Entry, column: Column, told: _Told, *, named: bool) -> Account:
    # An outlet that has no name is called one thing as a speaker and another as an origin.
    same = _bare(entry.speaker) == _bare(column.name) or column.kind == "outlet"
    return Account(
        entry=entry,
        value=_words.said(told.values.get(entry.claim)),
        origin=column.name if named else None,
        speaker=None if same else entry.speaker,
        withheld=entry.claim in told.withheld,
    )


def _cell(heading: str, accounts_: Iterable[Account]) -> SheetCell:
    held = tuple(accounts_)
    return SheetCell(heading=heading, first=held[:_ENTRIES_SHOWN], more=held[_ENTRIES_SHOWN:])
