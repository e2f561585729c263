"""Folds that remember: the rooms of a store with what was worked out in it before.

Invariant: a case file never depends on memory or index; where they cannot be written, only time
is lost. Folds of another moment, and imagined ones, leave the index as it is.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial

from caseweave.case import CaseFiles, Rooms, StoredIndex, fold, the_rooms
from caseweave.model import LogEntry
from caseweave.service._pipeline import code_of
from caseweave.store import Store, StoreError

# All that a fold depends on but the log.
_ROOMS = ("model", "lang", "schema", "gazetteer", "clean", "link", "reconcile", "case")


@contextmanager
def remembered(store: Store, *, now: bool = True) -> Iterator[Rooms]:
    """The rooms for folds of this store; what they work out is kept at the end.

    `now`: whether the whole log is folded; for another moment the index is left alone.
    """
    memory = store.memory(code_of(_ROOMS))
    yield the_rooms(memory, partial(opened_index, store) if now else None)
    with suppress(StoreError):
        memory.flush()


@contextmanager
def opened_index(store: Store, *, keep: bool = True) -> Iterator[StoredIndex | None]:
    """The store's index, in a transaction that is undone unless `keep`; None where it is locked."""
    with ExitStack() as stack:
        try:
            kept = stack.enter_context(store.index(code_of(_ROOMS), keep=keep))
        except StoreError:
            yield None
            return
        yield kept
        with suppress(StoreError):
            stack.close()


class Remembering:
    """Folds of a store that stays open: what one works out, the next one knows."""

    def __init__(self, store: Store) -> None:
        self._memory = store.memory(code_of(_ROOMS))
        self._now = the_rooms(self._memory, partial(opened_index, store))
        self._imagined = the_rooms(self._memory, partial(opened_index, store, keep=False))
        self._then = the_rooms(self._memory)

    def fold(self, entries: Iterable[LogEntry]) -> CaseFiles:
        """The case files of the whole log; what was worked out is kept in the store."""
        files = fold(entries, rooms=self._now)
        with suppress(StoreError):
            self._memory.flush()
        self._memory.drop()
        return files

    def imagine(
        self, entries: Iterable[LogEntry], as_of: str | None = None, log_until: str | None = None
    ) -> CaseFiles:
        """The case files of another moment or log; nothing of it is written to the store."""
        rooms = self._imagined if as_of is None and log_until is None else self._then
        files = fold(entries, as_of, log_until, rooms)
        self._memory.drop()
        return files
