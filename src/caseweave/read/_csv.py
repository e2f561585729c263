"""Tables (CSV, TSV): a row is a report, its columns found by their headings (`columns.toml`).

A report's bytes are the heading and its row, a table of its own; a bad row is one refusal.
"""

import csv
import io
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import BinaryIO

import msgspec

from caseweave.model import Block, Given, RawReport, Refusal, RefusedInputError
from caseweave.read._encoding import decode, guess_charset
from caseweave.read._fragments import written_blocks
from caseweave.read._html import html_blocks
from caseweave.read._records import FoundFile, Reader, bytes_id
from caseweave.read._rows import Row, rows

_MARKS = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(rb"sep=.\s*", re.IGNORECASE)
_MAX_HEADING = 64_000
# So much of the bytes that are not UTF-8 tells a table's encoding.
_SAMPLE = 200_000
_PIECE = 1 << 20
# A row is a report: the text of a book has some 600,000 bytes.
_MAX_ROW = 2_000_000
_SPACE = re.compile(r"[\s_-]+")


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is written. `columns`: for each field its columns, the likeliest first."""

    source: str
    heading: bytes
    mark: str
    width: int
    columns: dict[str, tuple[int, ...]]
    charset: str | None


def read(found: FoundFile) -> Iterator[RawReport | Refusal]:
    """The rows of the file. A source is `FILE#ROW`; the heading is row 1, as spreadsheets count."""
    # The limit of the csv module is for the whole process; a row is bounded by its file already.
    csv.field_size_limit(max(csv.field_size_limit(), found.max_bytes))
    with found.path.open("rb") as opened:
        file = _as_lines(opened, found)
        if isinstance(file, Refusal):
            yield file
            return
        charset = _charset(file)
        number, heading = _heading(file)
        table = _table(found.source, heading, charset)
        if table is None:
            yield _no_heading(found.source)
            return
        every = rows(
            file,
            table.mark.encode("ascii"),
            min(found.max_bytes, _MAX_ROW),
            lambda data: isinstance(_cells(table, data), list),
            number,
        )
        yield from _reports(table, every)


def _reports(table: _Table, every: Iterator[Row]) -> Iterator[RawReport | Refusal]:
    """Each row as a report; the lines that a stray quote tore apart are one refusal together."""
    torn: tuple[int, int] | None = None
    for row in every:
        result = _report_of(table, row)
        no_row = isinstance(result, Refusal) and result.fault in {"unreadable", "no_text"}
        if torn and no_row and row.fault != "quotes":
            torn = (torn[0], row.number)
            continue
        if torn:
            yield _torn(table.source, *torn)
            torn = None
        if row.fault == "quotes":
            torn = (row.number, row.number)
        elif result is not None:
            yield result
    if torn:
        yield _torn(table.source, *torn)


def _report_of(table: _Table, row: Row) -> RawReport | Refusal | None:
    try:
        return _report(table, row)
    except RefusedInputError as error:
        return error.refusal


def _report(table: _Table, row: Row) -> RawReport | Refusal | None:
    source = f"{table.source}#{row.number}"
    if row.fault == "too_large":
        reason = f"the row is over the limit of {_MAX_ROW:,} bytes"
        return _bad(source, "too_large", reason, "Save its text as a file of its own")
    if not row.data.strip():
        return None
    cells = _cells(table, row.data)
    if isinstance(cells, str):
        return _faulty(source, cells)
    if not any(cells):
        return None
    fields = {
        name: next((cells[c] for c in places if cells[c]), None)
        for name, places in table.columns.items()
    }
    text, markup = fields.pop("text", None), fields.pop("html", None)
    blocks: list[Block] = []
    page = Given()
    if text:
        blocks, page = written_blocks(text, source)
    elif markup:
        blocks, page = html_blocks(markup, source)
    else:
        return _bad(
            source, "no_text", "the row's text is empty", "Fill its text, or remove the row"
        )
    data = table.heading + row.data.rstrip(b"\r\n")
    return RawReport(
        id=bytes_id(data),
        source=source,
        media_type="text/csv",
        data=data,
        given=Given(**fields),
        page=page,
        blocks=tuple(blocks),
    )


def _cells(table: _Table, data: bytes) -> list[str] | str:
    """The row's fields, as many as the heading has, or the fault in a word."""
    text = decode(data, charset=table.charset)
    if text is None:
        return "encoding"
    try:
        found = next(csv.reader([text.rstrip("\r\n")], delimiter=table.mark, strict=True), [])
    except csv.Error:
        return "quotes"
    cells = [cell.strip("\r\n ") for cell in found]
    while len(cells) > table.width and not cells[-1]:
        cells.pop()
    return cells if len(cells) == table.width else f"{len(cells)} fields"


def _as_lines(file: BinaryIO, found: FoundFile) -> BinaryIO | Refusal:
    """The file where lines end in a line feed byte, else its text in UTF-8 with such line ends."""
    head = file.read(4096)
    file.seek(0)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) > len(head) // 4
    if not wide and (b"\n" in head or b"\r" not in head):
        return file
    if found.size > found.max_bytes:
        reason = "it is over the size limit for a table in UTF-16 or with old line ends"
        return _bad(found.source, "too_large", reason, "Save it as CSV in UTF-8")
    text = decode(file.read())
    if text is None:
        return _faulty(found.source, "encoding")
    return io.BytesIO(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8"))


def _charset(file: BinaryIO) -> str | None:
    """The encoding of the lines that are not UTF-8, told from all of them together."""
    sample = b""
    while len(sample) < _SAMPLE and (piece := file.read(_PIECE)):
        piece += file.readline(_PIECE)  # a whole number of lines
        for line in () if piece.isascii() else piece.splitlines(keepends=True):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                sample += line
    file.seek(0)
    return guess_charset(sample[:_SAMPLE]) if sample else None


def _heading(file: BinaryIO) -> tuple[int, bytes]:
    """The first line with words in it, and which row it is; a spreadsheet's `sep=;` is passed."""
    number = 0
    while line := file.readline(_MAX_HEADING):
        number += 1
        line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if line.strip(b" ,;|\t\r\n") and not _SEPARATOR_LINE.fullmatch(line):
            break
    return number, line


def _table(source: str, heading: bytes, charset: str | None) -> _Table | None:
    """How the table is written: the mark that parts its heading into the most known columns."""
    text = decode(heading, charset=charset)
    best: tuple[int, str, list[str]] | None = None
    for mark in _MARKS if text else ():
        try:
            names = next(csv.reader([(text or "").rstrip("\r\n")], delimiter=mark, strict=True))
        except (csv.Error, StopIteration):
            continue
        names = [_SPACE.sub(" ", name).strip().lower() for name in names]
        while names and not names[-1]:
            names.pop()
        known = sum(any(n in known for known in _known().values()) for n in set(names))
        if best is None or known > best[0]:
            best = (known, mark, names)
    if best is None:
        return None
    _, mark, names = best
    columns = {
        field: tuple(names.index(a) for a in aliases if a in names)
        for field, aliases in _known().items()
    }
    if not (columns["text"] or columns["html"]):
        return None
    heading = heading.rstrip(b"\r\n") + b"\n"
    return _Table(
        source=source,
        heading=heading,
        mark=mark,
        width=len(names),
        columns=columns,
        charset=charset,
    )


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, ...]]:
    table = files("caseweave.read").joinpath("columns.toml").read_text(encoding="utf-8")
    return {field: tuple(names) for field, names in tomllib.loads(table).items()}


def _faulty(source: str, fault: str) -> Refusal:
    if fault == "encoding":
        reason = "its bytes are no text in the encoding of the table"
        return _bad(source, "encoding", reason, "Save the table as CSV in UTF-8")
    if fault == "quotes":
        reason = "its quotes are not doubled or not closed as CSV wants them"
        return _bad(source, "unreadable", reason, "Save the table again from a spreadsheet")
    return _bad(
        source,
        "unreadable",
        f"it has {fault}, another number than the heading",
        "Give each row a field for each heading, and put text that holds commas or line breaks"
        " in double quotes",
    )


def _torn(source: str, first: int, last: int) -> Refusal:
    through = f"; what follows it, to row {last}, is no row" if last > first else ""
    return _bad(
        f"{source}#{first}",
        "unreadable",
        f"a quote is opened in this row and not closed where a field ends{through}",
        "Close the quote, or double it where it belongs to the text",
    )


def _no_heading(source: str) -> Refusal:
    return _bad(
        source,
        "no_text",
        "no column of the table is headed as text",
        "Head the columns in the first row: text, title, url, outlet, author, date",
    )


def _bad(source: str, fault: str, reason: str, mend: str) -> Refusal:
    return Refusal(source=source, fault=fault, reason=reason, mend=mend)


READER = Reader(
    media_type="text/csv",
    extensions=(".csv", ".tsv"),
    read=read,
    streams=True,
)
