"""What the use cases give back: plain records that a terminal, a web page or a test can show."""

from collections.abc import Callable

import msgspec

from caseweave.model import Refusal, Tombstone

# Told of long work: the stage in words, how much is done, of how much (None where unknown).
Progress = Callable[[str, int, int | None], None]


def silent(_stage: str, _done: int, _total: int | None) -> None:
    """The progress that nobody watches."""


class BuildSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did. `status` is the exit status: 0 done, 1 some inputs refused, 2 nothing done.

    `added`, `known`: reports of these inputs that were new, or stood in the store. `analysed`:
    extractions made now; `claims`, `dropped`: what they gave and what `verify` dropped.
    `refused`: inputs that could not be read or analysed; `unread`: reports kept but not analysed
    (another language); `skipped`: files that are no reports. `lost`: what was said about workers
    that died. `notes`: what a reader must know about the choice of reports.
    """

    status: int
    store: str
    out: str | None
    added: int
    known: int
    analysed: int
    claims: int
    dropped: int
    reports: int
    incidents: int
    refused: tuple[Refusal, ...] = ()
    unread: tuple[Refusal, ...] = ()
    skipped: tuple[Refusal, ...] = ()
    lost: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unattached: int = 0


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a store that does not hold."""

    kind: str
    where: str
    because: str


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What `verify` looked at, what does not hold (empty: all is well), and what was deleted."""

    store: str
    entries: int
    originals: int
    claims: int
    faults: tuple[Fault, ...] = ()
    deleted: tuple[Tombstone, ...] = ()
