"""Packed bytes unfolded piece by piece and never beyond a bound: few bytes may hold any number.

What is damaged or cut is said as `DamagedError`; where the next packed part starts is found again.
"""

import zlib
from typing import BinaryIO

# Text packs five to twenty times, a page of one repeated line some hundred; a bomb a thousand.
_MAX_RATIO = 200
# So much may unfold whatever the ratio: short records of blanks are no bomb.
_FREE = 1_000_000
_PIECE = 1 << 16
_MAGIC = b"\x1f\x8b\x08"
_GZIP = 31
_ZLIB = 15
_RAW = -15
# Packed bytes look like a beginning once in 16 million; so many in a row are meant to be tried.
_MAX_TRIED = 10_000
# What a part unfolds to begins so where it is a record of an archive.
_RECORD = b"WARC/"


class DamagedError(Exception):
    """The packed bytes end too early, are altered, or unfold too far; the text says which."""


class Member:
    """One part of a gzip file (RFC 1952), read from `start`; `end` is where it ends, once read."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._at = start
        self._unfolder = zlib.decompressobj(_GZIP)
        self._pending = b""
        self._packed = self._unfolded = 0
        self._full = False
        self.end: int | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`; none at the end. Raises DamagedError."""
        while self.end is None:
            if not self._pending and not self._full:
                self._file.seek(self._at)
                self._pending = self._file.read(_PIECE)
                self._at += len(self._pending)
                if not self._pending:
                    raise DamagedError("its packed bytes are cut off")
            try:
                found = self._unfolder.decompress(self._pending, size)
            except zlib.error:
                raise DamagedError("its packed bytes are damaged") from None
            left = self._unfolder.unconsumed_tail
            self._packed += len(self._pending) - len(left)
            self._pending, self._full = left, len(found) == size
            self._unfolded += len(found)
            if self._unfolder.eof:
                self.end = self._at - len(self._unfolder.unused_data)
            elif self._unfolded > _bound(self._packed):
                raise DamagedError(f"it unfolds to more than {_MAX_RATIO} times its size")
            if found:
                return found
        return b""


def next_member(file: BinaryIO, start: int, *, sure: bool) -> tuple[int | None, bool]:
    """Where the next part starts, from `start` on, and whether anything but zeros was passed.

    `sure`: only a part that unfolds to a record counts; packed bytes may look like a beginning.
    """
    passed = False
    kept = b""
    tried = 0
    while True:
        file.seek(start + len(kept))
        more = file.read(_PIECE)
        window = kept + more
        at = window.find(_MAGIC)
        while at >= 0:
            passed = passed or bool(window[:at].strip(b"\x00\r\n"))
            if not sure and not passed:
                return start + at, passed
            if _begins_record(file, start + at):
                return start + at, True
            tried += 1
            if tried == _MAX_TRIED:
                return None, True
            at = window.find(_MAGIC, at + 1)
        passed = passed or bool(window.strip(b"\x00\r\n"))
        if not more:
            return None, passed
        start += max(0, len(window) - len(_MAGIC) + 1)
        kept = window[-len(_MAGIC) + 1 :]


def _begins_record(file: BinaryIO, at: int) -> bool:
    file.seek(at)
    try:
        return zlib.decompressobj(_GZIP).decompress(file.read(4096), len(_RECORD)) == _RECORD
    except zlib.error:
        return False


def unfolded(data: bytes, encoding: str, limit: int) -> bytes | None:
    """A body in the HTTP encoding `gzip` or `deflate`, at most `limit` bytes of it; None if not so.

    A body that is cut gives what it holds. Raises DamagedError where it unfolds further.
    """
    for bits in (_GZIP,) if "gzip" in encoding else (_ZLIB, _RAW):
        unfolder = zlib.decompressobj(bits)
        try:
            found = unfolder.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(found) > min(limit, _bound(len(data))):
            raise DamagedError(f"it unfolds to more than the limit of {limit:,} bytes")
        return found
    return None


def _bound(packed: int) -> int:
    return max(_FREE, _MAX_RATIO * packed)
