"""What a rule says of one attribute."""

from typing import NamedTuple

from caseweave.model import Value, Verdict
from caseweave.reconcile.readings import Reading


class Outcome(NamedTuple):
    """Value and verdict with their sentence; `standing`: the readings that the value rests on."""

    verdict: Verdict
    because: str
    value: Value | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    standing: tuple[Reading, ...] = ()
