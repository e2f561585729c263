"""The engines that drive the stages: reports in, extractions out, in the order of the reports.

`engine("inline")` works in this process, `engine("pool", workers)` in several; both give the same.
"""

import os
from collections.abc import Callable
from importlib.util import find_spec

from caseweave.model import CaseweaveError
from caseweave.run._inline import InlineEngine
from caseweave.run._jobs import Done, Engine, Failed, Job, Outcome
from caseweave.run._pool import PoolEngine

__all__ = [
    "ENGINES",
    "Done",
    "Engine",
    "Failed",
    "InlineEngine",
    "Job",
    "Outcome",
    "PoolEngine",
    "cores",
    "engine",
]

ENGINES = ("inline", "pool", "ray")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def engine(
    name: str, workers: int | None = None, report: Callable[[str], None] | None = None
) -> Engine:
    """The engine `name`; `workers`: how many processes (default: one a processor).

    `report` is told in words about workers that died. Raises CaseweaveError for an engine that
    is not known or not installed.
    """
    if workers is not None and workers < 1:
        raise CaseweaveError(f"{workers} workers can do nothing. Give --workers 1 or more.")
    match name:
        case "inline":
            return InlineEngine()
        case "pool":
            return PoolEngine(workers or cores(), report)
        case "ray" if find_spec("ray") is None:
            raise CaseweaveError(
                "The engine ray needs the package ray, which is not installed. "
                "Run `pip install ray`, or use --engine pool, which gives the same result."
            )
        case "ray":
            from caseweave.run._ray import RayEngine  # noqa: PLC0415 - only where it is installed

            return RayEngine(workers or cores(), report)
        case _:
            raise CaseweaveError(f"No engine {name}. Known: {', '.join(ENGINES)}.")
