"""The seam to the rooms below that a fold calls, so that a test may put others in their place."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec

from caseweave.link import Linking, Memory
from caseweave.model import Claim, Copy, Decision, Incident, Mention, Report
from caseweave.reconcile import LinkedIncident


class Rooms(msgspec.Struct, frozen=True, kw_only=True):
    """Near copies, linking and reconciling, as functions."""

    find_copies: Callable[[Sequence[Report]], Mapping[str, tuple[Copy, ...]]]
    link: Callable[
        [Sequence[Mention], Sequence[Claim], Sequence[Report], Sequence[Decision]], Linking
    ]
    reconcile: Callable[[LinkedIncident], Incident]


def the_rooms(memory: Memory | None = None) -> Rooms:
    """The real ones; loaded when first used, as they are heavy. With a `memory` they use it."""
    from caseweave.case._memory import remembering  # noqa: PLC0415
    from caseweave.clean import find_copies  # noqa: PLC0415
    from caseweave.link import link  # noqa: PLC0415
    from caseweave.reconcile import reconcile  # noqa: PLC0415

    if memory is None:
        return Rooms(find_copies=find_copies, link=link, reconcile=reconcile)
    linking = partial(link, memory=memory)
    return remembering(Rooms(find_copies=find_copies, link=linking, reconcile=reconcile), memory)
