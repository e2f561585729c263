"""What an engine is given and what it gives back, and how work is cut into chunks.

Invariant: the outcome of an item depends on the item alone, never on its chunk, the number of
workers or the order in which they finish; outcomes come in the order of the items.
"""

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import msgspec

# Characters of text in a chunk: enough to keep a language model busy for about a second, little
# enough that a lost chunk is soon done again.
CHUNK_SIZE = 60_000
CHUNK_ITEMS = 32

Worker = Callable[[Sequence[Any], Any], Iterable[Any]]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What to do: `worker` is `module:function`, called as `function(items, option)`.

    It gives one result for each item, in their order. `size`: how big an item is, in characters.
    """

    worker: str
    option: Any = None
    size: Callable[[Any], int] = lambda _item: 1


class Done(msgspec.Struct, frozen=True):
    """An item with its result."""

    item: Any
    result: Any


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """An item without a result: `fault` is `worker_died` or `failed`; `trace` is for the log."""

    item: Any
    fault: str
    because: str
    trace: str = ""


Outcome = Done | Failed


class Engine(Protocol):
    """Runs a job over items."""

    def run(self, job: Job, items: Iterable[Any]) -> Iterator[Outcome]:
        """One outcome for each item, in their order."""
        ...


def load_worker(path: str) -> Worker:
    """The function named `module:function`."""
    module, _, name = path.partition(":")
    found: Worker = getattr(importlib.import_module(module), name)
    return found


def work(path: str, items: Sequence[Any], option: Any) -> list[Any]:
    """Call the worker on a chunk; raises ValueError where it gives too few or too many results."""
    results = list(load_worker(path)(items, option))
    if len(results) != len(items):
        raise ValueError(f"{path} gave {len(results)} results for {len(items)} items")
    return results


def chunks(job: Job, items: Iterable[Any]) -> Iterator[list[Any]]:
    """Items in their order, cut so that a chunk holds about CHUNK_SIZE characters."""
    chunk: list[Any] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += job.size(item)
        if size >= CHUNK_SIZE or len(chunk) >= CHUNK_ITEMS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
