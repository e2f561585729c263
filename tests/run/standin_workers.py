"""Workers for the engines' tests: each result depends on its item alone."""

import os
import signal
from collections.abc import Iterator, Sequence
from typing import Any


def double(items: Sequence[str], option: Any) -> Iterator[str]:
    """The item twice; `poison` kills its process, `fault` raises."""
    for item in items:
        if item == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        if item == "fault":
            raise ValueError("no such thing")
        yield f"{item}{item}{option or ''}"


def once(items: Sequence[str], option: str) -> Iterator[str]:
    """Kills its process the first time that `option` (a file) is not there."""
    for item in items:
        if item == "shy" and not os.path.exists(option):  # noqa: PTH110
            os.close(os.open(option, os.O_CREAT))
            os.kill(os.getpid(), signal.SIGKILL)
        yield item.upper()


def too_few(items: Sequence[str], _option: Any) -> Iterator[str]:
    """Gives one result too few."""
    yield from items[1:]
