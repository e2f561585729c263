"""Long lists in pages. A cursor names the last record given, so that it outlives changes."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from litestar.params import Parameter

LONGEST = 200
Limit = Annotated[int, Parameter(ge=1, le=LONGEST, description="How many at most.")]
Cursor = Annotated[
    str | None,
    Parameter(
        max_length=300,
        pattern="^([0-9a-f]{2})+$",
        description="`next` of the page before; left out for the first page.",
    ),
]

R = TypeVar("R")


def paged(
    records: Sequence[R], key: Callable[[R], str], cursor: str | None, limit: int
) -> tuple[tuple[R, ...], str | None]:
    """The records after the cursor in the order of `key`, and the cursor for the rest or None."""
    in_order = sorted(records, key=key)
    if cursor is not None:
        last = decoded(cursor)
        in_order = [r for r in in_order if key(r) > last]
    shown = tuple(in_order[:limit])
    more = len(in_order) > limit
    return shown, encoded(key(shown[-1])) if more and shown else None


def encoded(key: str) -> str:
    """A key as a cursor: opaque to callers, and safe in an address."""
    return key.encode("utf-8").hex()


def decoded(cursor: str) -> str:
    """The key of a cursor; one that was made up stands for some place in the list."""
    return bytes.fromhex(cursor).decode("utf-8", "replace")
