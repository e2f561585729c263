"""One codec for every record: JSON with sorted, stable fields, and JSON Schema from the types."""

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def encode(record: Any) -> bytes:
    """The record as one line of UTF-8 JSON, fields in the order of their declaration."""
    return msgspec.json.encode(record)


def encode_lines(records: Iterable[Any]) -> bytes:
    """JSON Lines: one record a line, each ended by a newline."""
    return b"".join(msgspec.json.encode(r) + b"\n" for r in records)


def decode(data: bytes | str, kind: type[T]) -> T:
    """A record of `kind` from its JSON. Raises `msgspec.ValidationError` where it does not fit."""
    return msgspec.json.decode(data, type=kind)


def json_schema(kind: Any) -> dict[str, Any]:
    """JSON Schema (2020-12) of a record type."""
    return msgspec.json.schema(kind)
