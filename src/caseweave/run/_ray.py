"""The engine that runs on Ray, on this machine or on a cluster that RAY_ADDRESS names.

Ray runs a lost chunk again by itself; a chunk that is lost again is done one report at a time, and
a report that is lost on its own is refused by name. Ray's usage report is switched off.
"""

import importlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from caseweave.run._inline import failed
from caseweave.run._jobs import Done, Failed, Job, Outcome, chunks, work

AHEAD = 2
RETRIES = 1
# Ray binds its ports to every address of the machine and offers no way to keep to the loopback.
_OPEN = (
    "Ray listens on this machine's network addresses while it works; only its access token guards "
    "it. On a network that you do not trust use --engine pool, which gives the same result"
)


class RayEngine:
    """`workers` chunks at a time on Ray."""

    def __init__(self, workers: int, report: Callable[[str], None] | None = None) -> None:
        self._workers = workers
        self._report = report

    def run(self, job: Job, items: Iterable[Any]) -> Iterator[Outcome]:
        """One outcome for each item, in their order."""
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        ray = importlib.import_module("ray")

        started = not ray.is_initialized()
        if started:
            if self._report:
                self._report(_OPEN)
            ray.init(**_place(self._workers))
        task = ray.remote(max_retries=RETRIES, num_cpus=1)(work)
        in_hand: deque[tuple[list[Any], Any]] = deque()
        try:
            for chunk in chunks(job, items):
                in_hand.append((chunk, task.remote(job.worker, chunk, job.option)))
                if len(in_hand) >= AHEAD * self._workers:
                    yield from _settle(task, job, *in_hand.popleft())
            while in_hand:
                yield from _settle(task, job, *in_hand.popleft())
        finally:
            if started:
                ray.shutdown()


def _place(workers: int) -> dict[str, Any]:
    """Where Ray runs: on the cluster that RAY_ADDRESS names, else on this machine."""
    quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": logging.ERROR}
    return quiet if os.environ.get("RAY_ADDRESS") else {**quiet, "num_cpus": workers}


def _settle(task: Any, job: Job, chunk: list[Any], pending: Any) -> Iterator[Outcome]:
    ray = importlib.import_module("ray")

    try:
        results = ray.get(pending)
    except Exception as error:
        if len(chunk) == 1:
            yield _failed(
                chunk[0], error, died=isinstance(error, ray.exceptions.WorkerCrashedError)
            )
            return
        for item in chunk:
            yield from _settle(task, job, [item], task.remote(job.worker, [item], job.option))
        return
    yield from map(Done, chunk, results)


def _failed(item: Any, error: Exception, *, died: bool) -> Failed:
    if died:
        because = "the process that analysed it died twice (killed, or out of memory)"
        return Failed(item=item, fault="worker_died", because=because)
    # Ray wraps what was raised in the worker; its words hold the worker's own trace.
    cause = getattr(error, "cause", None)
    told = failed(item, cause or error)
    return msgspec.structs.replace(told, trace=str(error)) if cause else told
