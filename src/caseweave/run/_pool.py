"""The engine of worker processes on this machine.

A worker that dies (killed, out of memory) breaks its pool; the chunks that were in hand are run
again one report at a time, each in a process of its own, and a report that kills that one too is
refused by name. So nothing is lost and nothing hangs.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any

from caseweave.run._inline import failed
from caseweave.run._jobs import Done, Failed, Job, Outcome, chunks, work

# Chunks in hand for each worker: one being worked on, one waiting.
AHEAD = 2


class PoolEngine:
    """`workers` processes, started afresh (spawn) so that no state of this one reaches them."""

    def __init__(self, workers: int, report: Callable[[str], None] | None = None) -> None:
        self._workers = workers
        self._report = report or (lambda _words: None)

    def run(self, job: Job, items: Iterable[Any]) -> Iterator[Outcome]:
        """One outcome for each item, in their order."""
        hand = _Hand(job, self._workers, self._report)
        try:
            for chunk in chunks(job, items):
                hand.take(chunk)
                if len(hand) >= AHEAD * self._workers:
                    yield from hand.give()
            while len(hand):
                yield from hand.give()
        finally:
            hand.pool.shutdown(wait=False, cancel_futures=True)


class _Hand:
    """The chunks in hand, in order, and the pool that works on them."""

    def __init__(self, job: Job, workers: int, report: Callable[[str], None]) -> None:
        self._job, self._workers, self._report = job, workers, report
        self._chunks: deque[tuple[list[Any], Future[list[Any]]]] = deque()
        self.pool = _pool(workers)

    def __len__(self) -> int:
        return len(self._chunks)

    def take(self, chunk: list[Any]) -> None:
        self._chunks.append((chunk, _submit(self.pool, self._job, chunk)))

    def give(self) -> Iterator[Outcome]:
        """The outcomes of the first chunk; of all where a worker died meanwhile."""
        chunk, future = self._chunks.popleft()
        try:
            outcomes = _settle(self.pool, self._job, chunk, future)
        except BrokenProcessPool:
            self._report("a worker process died; what it had in hand is done again")
            self.pool.shutdown(wait=False, cancel_futures=True)
            self.pool = _pool(self._workers)
            lost = [(chunk, future), *self._chunks]
            self._chunks.clear()
            yield from self._again(lost)
        else:
            yield from outcomes

    def _again(self, lost: Iterable[tuple[list[Any], Future[list[Any]]]]) -> Iterator[Outcome]:
        for chunk, future in lost:
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from map(Done, chunk, future.result())
            else:
                yield from _one_by_one(self._job, chunk)


def _settle(
    pool: ProcessPoolExecutor, job: Job, chunk: list[Any], future: Future[list[Any]]
) -> list[Outcome]:
    """The outcomes of a chunk. Raises BrokenProcessPool."""
    try:
        return list(map(Done, chunk, future.result()))
    except BrokenProcessPool:
        raise
    except Exception as error:
        # One bad report must not stop the others.
        if len(chunk) == 1:
            return [failed(chunk[0], error)]
        alone = [(item, _submit(pool, job, [item])) for item in chunk]
        return [outcome for item, f in alone for outcome in _settle(pool, job, [item], f)]


def _one_by_one(job: Job, chunk: list[Any]) -> Iterator[Outcome]:
    pool = _pool(1)
    try:
        for item in chunk:
            try:
                yield from _settle(pool, job, [item], _submit(pool, job, [item]))
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(1)
                yield Failed(
                    item=item,
                    fault="worker_died",
                    because="the process that analysed it died twice (killed, or out of memory)",
                )
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, job: Job, chunk: list[Any]) -> Future[list[Any]]:
    try:
        return pool.submit(work, job.worker, chunk, job.option)
    except BrokenProcessPool as error:
        # It died between two submissions: say so when this chunk's turn comes.
        broken: Future[list[Any]] = Future()
        broken.set_exception(error)
        return broken


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_prepare_worker,
    )


def _prepare_worker() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
