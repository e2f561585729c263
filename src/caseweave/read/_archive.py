"""A web archive's bytes to its records (ISO 28500), their lengths checked and never trusted.

A record is whole where the next one, or the end, follows it; else it is given up and the next
beginning is looked for. No record takes its neighbour with it, packed or not.
"""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

import msgspec

from caseweave.read._unfold import DamagedError, Member, next_member

_START = re.compile(rb"WARC/\d\.\d{1,2}\r?\n(?=(?:WARC|Content)-[\w-]{2,60}[ \t]*:)", re.IGNORECASE)
# A beginning is found where so many bytes of it are seen.
_SEEN = 128
_HEAD_ENDS = (b"\n\r\n", b"\n\n")
_LENGTH = re.compile(
    rb"^Content-Length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE
)
_DIGEST = re.compile(
    rb"^WARC-Block-Digest[ \t]*:[ \t]*(sha-?1|sha-?256)[:=]([\w=+/-]{20,80})[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
# Heads have some 500 bytes; the answer's own head, in a record too long to keep, some 2,000.
_MAX_HEAD = 64_000
_WRONG_LENGTH = "it is cut off, or its length is wrong"
_PIECE = 1 << 16
_GZIP = b"\x1f\x8b"


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One record: `number` from 1, `data` its head and block. `fault` says why it is given up.

    A record over the limit is `large`; `data` is then its beginning.
    """

    number: int
    data: bytes = b""
    large: bool = False
    fault: str | None = None


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Window:
    """What is read of a source and not yet used. A damaged source ends where its damage is."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._bytes = bytearray()
        self._ended = False
        self.damage: str | None = None

    def ahead(self, size: int, start: int = 0) -> bytes:
        """`size` bytes from `start` on without using them, or as many as there are."""
        while len(self._bytes) < start + size and not self._ended:
            try:
                piece = self._source.read(_PIECE)
            except DamagedError as error:
                self.damage, piece = str(error), b""
            self._ended = not piece
            self._bytes += piece
        return bytes(self._bytes[start : start + size])

    def blank(self) -> int:
        """How many line ends come next, as far as one looks ahead."""
        seen = self.ahead(_SEEN)
        if len(seen) == _SEEN and not seen.lstrip(b"\r\n"):
            seen = self.ahead(_PIECE)
        return len(seen) - len(seen.lstrip(b"\r\n"))

    def drop(self, size: int) -> None:
        """Use up `size` bytes that were seen."""
        del self._bytes[:size]

    def drop_to_start(self) -> bool:
        """Use up all before the next beginning of a record; False where there is none."""
        while True:
            seen = self.ahead(_PIECE)
            found = _START.search(seen)
            if found:
                self.drop(found.start())
                return True
            if len(seen) < _PIECE:
                self.drop(len(seen))
                return False
            self.drop(len(seen) - _SEEN)

    def fits(self, size: int) -> bool:
        """Whether the next record or the sound end follows after `size` bytes."""
        beyond = self.ahead(16, size)
        if len(self._bytes) < size:
            return False
        rest = beyond.lstrip(b"\r\n")
        return rest.startswith(b"WARC/") or (b"WARC/".startswith(rest) and not self.damage)

    def jump(self, size: int) -> bool | None:
        """Pass over `size` bytes where that leads to a record or the end; None where packed."""
        if isinstance(self._source, Member):
            return None
        file: BinaryIO = self._source  # type: ignore[assignment]
        here = file.tell()
        there, end = here - len(self._bytes) + size, file.seek(0, os.SEEK_END)
        # Past the end by any measure: a system may refuse to go there.
        file.seek(min(there, end))
        beyond = file.read(16)
        ends = there <= end and not beyond.strip(b"\r\n")
        if not (ends or beyond.startswith(b"\r\n\r\nWARC/")):
            file.seek(here)
            return False
        self._bytes = bytearray(beyond)
        return True


def frames(file: BinaryIO, limit: int) -> Iterator[Frame]:
    """The records of a file, packed (gzip) or not, with what is given up between them.

    `limit` is of one record, in bytes, unfolded.
    """
    packed = file.read(2) == _GZIP
    file.seek(0)
    found = _packed_frames(file, limit) if packed else _frames(_Window(file), limit)
    for number, frame in enumerate(found, 1):
        yield msgspec.structs.replace(frame, number=number)


def _packed_frames(file: BinaryIO, limit: int) -> Iterator[Frame]:
    start: int | None = 0
    sure = False
    while True:
        start, passed = next_member(file, start or 0, sure=sure)
        if passed and not sure:
            yield Frame(number=0, fault="bytes between its records are no part of any")
        if start is None:
            return
        member = Member(file, start)
        window = _Window(member)
        faulty = False
        for frame in _frames(window, limit):
            faulty = faulty or frame.large or frame.fault is not None
            yield frame
        if window.damage and not faulty:
            yield Frame(number=0, fault=window.damage)
        sure = window.damage is not None
        start = start + 1 if sure else member.end


def _frames(window: _Window, limit: int) -> Iterator[Frame]:
    while True:
        while seen := window.blank():
            window.drop(seen)
        if not window.ahead(1):
            return
        head = _head(window)
        if head is None:
            window.drop(1)
            window.drop_to_start()
            yield Frame(number=0, fault=window.damage or "its head is broken or cut off")
        else:
            window.drop(len(head))
            yield _frame(window, head, limit)


def _head(window: _Window) -> bytes | None:
    """The head of the record that starts here, with its blank line; None where there is none."""
    seen = window.ahead(_MAX_HEAD)
    # Plain searches: many false beginnings in a row must not take long.
    ends = [at + len(mark) for mark in _HEAD_ENDS if (at := seen.find(mark)) >= 0]
    if not seen[:5].upper().startswith(b"WARC/") or not ends or _START.search(seen, 5, min(ends)):
        return None
    return seen[: min(ends)]


def _frame(window: _Window, head: bytes, limit: int) -> Frame:
    said = _LENGTH.search(head)
    length = int(said[1]) if said else -1
    if length > limit:
        beginning = window.ahead(_MAX_HEAD)
        # The answer's own head is all that is needed to tell what kind of page it is.
        ends = [at + len(mark) for mark in _HEAD_ENDS if (at := beginning.find(mark)) >= 0]
        reached = window.jump(length)
        if not reached:
            window.drop_to_start()
        if reached is False:
            return Frame(number=0, fault=_WRONG_LENGTH)
        return Frame(number=0, data=head + beginning[: min(ends, default=_MAX_HEAD)], large=True)
    if said and window.fits(length):
        block = window.ahead(length)
        if not _swallowed(head, block):
            window.drop(length)
            return Frame(number=0, data=head + block)
    window.drop_to_start()
    wrong = _WRONG_LENGTH if said else "it has no length"
    return Frame(number=0, fault=window.damage or wrong)


def _swallowed(head: bytes, block: bytes) -> bool:
    """Whether another record stands in the block and the block's own digest says it is altered.

    Without a digest the length is believed where it fits: a page may show a record's head, and
    must not be able to pass a part of itself off as another page.
    """
    stated = _DIGEST.search(head)
    if stated is None or _START.search(block) is None:
        return False
    made = hashlib.new("sha1" if b"1" in stated[1][-1:] else "sha256", block, usedforsecurity=False)
    value = stated[2].decode("ascii").lower().rstrip("=")
    forms = {made.hexdigest(), base64.b32encode(made.digest()).decode("ascii").lower().rstrip("=")}
    return value not in forms
