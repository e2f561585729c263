"""A table's bytes to rows, streamed: a row ends at a line end outside quotes (RFC 4180).

No row can swallow its neighbours: where a quote is never closed, or what it encloses does not fit,
and the lines after it are rows of their own, its first line alone is given up.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal

import msgspec

RowFault = Literal["too_large", "quotes"]

_CLOSING = re.compile(rb'(?:[^"]|"")*+"')
# How often a table is read again from the line after a stray quote; then quotes end with the line.
_MAX_REREADS = 20
# So many lines after a stray quote tell whether they are rows of their own.
_LOOKED_AT = 200
_PIECE = 1 << 20
_SPACE = b" \t\r\n"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row's bytes with its line end; `number` counts rows from 1, blank lines too.

    With a `fault`, `data` is what was given up (cut at the limit where it is too large).
    """

    number: int
    data: bytes
    fault: RowFault | None = None


def rows(
    file: BinaryIO, mark: bytes, limit: int, sound: Callable[[bytes], bool], number: int = 0
) -> Iterator[Row]:
    """The rows from where `file` stands, the first one having the number after `number`.

    Rows of nothing but blanks and marks, as spreadsheets leave by the million, are passed over.
    `mark` parts fields, `limit` is in bytes, `sound` says whether bytes are one row that fits.
    """
    rereads = 0
    blank = _SPACE + mark
    quoted = _quoted(re.escape(mark))
    while line := file.readline(limit + 1):
        number += 1
        if not line.strip(blank):
            continue
        if len(line) > limit:
            _skip_line(file, line)
            yield Row(number=number, data=line[:limit], fault="too_large")
            continue
        after = file.tell()
        if rereads > _MAX_REREADS or not _open_after(line, mark, inside=False):
            yield Row(number=number, data=line)
            continue
        whole, closed = _rest(file, line, mark, limit)
        if closed and sound(whole):
            yield Row(number=number, data=whole)
            continue
        after_it = whole.split(b"\n", _LOOKED_AT + 1)[1 : _LOOKED_AT + 1]
        following = [one for one in after_it if one.strip()]
        fitting = sum(sound(one) and b'"' not in quoted.sub(b"", one) for one in following)
        if 2 * fitting > len(following):
            rereads += 1
            file.seek(after)
            yield Row(number=number, data=line, fault="quotes")
        elif len(whole) > limit:
            _skip_to_close(file, mark)
            yield Row(number=number, data=whole[:limit], fault="too_large")
        else:
            yield Row(number=number, data=whole, fault="quotes")


def _rest(file: BinaryIO, line: bytes, mark: bytes, limit: int) -> tuple[bytes, bool]:
    """The bytes from `line` to where its quotes close, and whether they do within the limit."""
    whole = bytearray(line)
    inside = True
    while inside and len(whole) <= limit:
        line = file.readline(limit + 1)
        if not line:
            return bytes(whole), False
        whole += line
        inside = _open_after(line, mark, inside=True)
    return bytes(whole), not inside and len(whole) <= limit


def _open_after(line: bytes, mark: bytes, *, inside: bool) -> bool:
    """Whether a quoted field is still open at the end of `line`."""
    if not inside and b'"' not in line:
        return False
    at = 0
    while True:
        if inside:
            closing = _CLOSING.match(line, at)
            if not closing:
                return True
            at, inside = closing.end(), False
        elif line[at : at + 1] == b'"':
            at, inside = at + 1, True
            continue
        following = line.find(mark, at)
        if following < 0:
            return False
        at = following + 1


def _skip_to_close(file: BinaryIO, mark: bytes) -> None:
    """Use up the lines of a row that is too large, to where its quotes close."""
    while line := file.readline(_PIECE):
        if not _open_after(line, mark, inside=True):
            return


def _quoted(mark: bytes) -> re.Pattern[bytes]:
    """A field in quotes as the standard wants it, with the mark before it."""
    return re.compile(rb'(?:^|%b)"(?:[^"]|"")*+"(?=%b|\r?\n?$)' % (mark, mark))


def _skip_line(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(_PIECE)
