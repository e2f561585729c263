"""Folds that remember: the rooms of a store with what was worked out in it before.

Invariant: a case file never depends on the memory; where it cannot be written, only time is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from caseweave.case import Rooms, the_rooms
from caseweave.service._pipeline import code_of
from caseweave.store import Store, StoreError

# All that a fold depends on but the log.
_ROOMS = ("model", "lang", "schema", "gazetteer", "clean", "link", "reconcile", "case")


@contextmanager
def remembered(store: Store) -> Iterator[Rooms]:
    """The rooms for folds of this store; what they work out is kept at the end."""
    memory = store.memory(code_of(_ROOMS))
    yield the_rooms(memory)
    with suppress(StoreError):
        memory.flush()
