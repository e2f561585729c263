"""A store held open for the use cases of people: for commands, which have no desk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from caseweave.service._build import utc_now
from caseweave.store import Store, open_store


class Hold:
    """An open store and the clock by which things are recorded."""

    def __init__(self, store: Store, clock: Callable[[], str] = utc_now) -> None:
        self._store = store
        self.clock = clock

    @property
    def store(self) -> Store:
        """The open store."""
        return self._store


@contextmanager
def hold(place: str | Path, *, create: bool = False) -> Iterator[Hold]:
    """The store at `place`, open for as long as the block runs. Raises StoreError."""
    with open_store(place, create=create) as store:
        yield Hold(store)
