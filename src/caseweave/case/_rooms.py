"""The seam to the rooms below that a fold calls, so that a test may put others in their place."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Protocol

import msgspec

from caseweave.link import Catalogue, Linking, Memory
from caseweave.model import Claim, Copy, Decision, Incident, Mention, Report
from caseweave.reconcile import LinkedIncident

Copied = Mapping[str, tuple[Copy, ...]]
Copying = Callable[[Sequence[Report]], Copied]


class Rooms(msgspec.Struct, frozen=True, kw_only=True):
    """Near copies, linking and reconciling, as functions."""

    find_copies: Copying
    link: Callable[
        [Sequence[Mention], Sequence[Claim], Sequence[Report], Sequence[Decision]], Linking
    ]
    reconcile: Callable[[LinkedIncident], Incident]


class StoredIndex(Catalogue, Protocol):
    """What a store keeps to find candidates and near copies by key."""

    def find_copies(self, reports: Sequence[Report]) -> Mapping[str, tuple[Copy, ...]]:
        """The near copies among all the reports."""


Indexing = Callable[[], AbstractContextManager[StoredIndex | None]]


def _indexed_copies(index: Indexing, plain: Copying, reports: Sequence[Report]) -> Copied:
    with index() as kept:
        return plain(reports) if kept is None else kept.find_copies(reports)


def the_rooms(memory: Memory | None = None, index: Indexing | None = None) -> Rooms:
    """The real ones; loaded when first used, as they are heavy. With a `memory` they use it.

    `index` opens the store's index of candidates, which follows whatever is linked.
    """
    from caseweave.case._memory import remembering  # noqa: PLC0415
    from caseweave.clean import find_copies  # noqa: PLC0415
    from caseweave.link import link  # noqa: PLC0415
    from caseweave.reconcile import reconcile  # noqa: PLC0415

    copies = find_copies if index is None else partial(_indexed_copies, index, find_copies)
    if memory is None:
        return Rooms(find_copies=copies, link=link, reconcile=reconcile)
    linking = partial(link, memory=memory, index=index)
    return remembering(Rooms(find_copies=copies, link=linking, reconcile=reconcile), memory)
