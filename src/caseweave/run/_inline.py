"""The engine that runs everything in this process, one chunk after another."""

import traceback
from collections.abc import Iterable, Iterator
from typing import Any

from caseweave.run._jobs import Done, Failed, Job, Outcome, chunks, work


class InlineEngine:
    """No other process: the simplest, and the fastest for a few reports."""

    def run(self, job: Job, items: Iterable[Any]) -> Iterator[Outcome]:
        """One outcome for each item, in their order; an item that raises fails alone."""
        for chunk in chunks(job, items):
            yield from _settle(job, chunk)


def _settle(job: Job, chunk: list[Any]) -> Iterator[Outcome]:
    try:
        results = work(job.worker, chunk, job.option)
    except Exception as error:
        if len(chunk) == 1:
            yield failed(chunk[0], error)
            return
        for item in chunk:
            yield from _settle(job, [item])
        return
    yield from map(Done, chunk, results)


def failed(item: Any, error: BaseException) -> Failed:
    """The outcome of an item whose worker raised."""
    because = f"{type(error).__name__}: {error}".splitlines()[0]
    trace = "".join(traceback.format_exception(error))
    return Failed(item=item, fault="failed", because=because, trace=trace)
