"""The sharing label that people put on a case: the widest audience that a copy of it may have.

Invariant: a label holds for its mentions, so it follows them through merges and splits; a case
that holds mentions under several labels has the strictest. Pure.
"""

from collections.abc import Sequence

import msgspec

from caseweave.case import CaseFiles
from caseweave.model import Decision, TextValue
from caseweave.schema.sharing import LEVELS, Level

SHARING = "case.sharing"
SHARING_LEVELS = tuple(f"TLP:{level.upper()}" for level in LEVELS)


class CaseLabel(msgspec.Struct, frozen=True, kw_only=True):
    """One label: its level, who set it, and when (UTC, ISO 8601 with `Z`)."""

    level: Level
    by: str
    at: str


def labels_of(files: CaseFiles, decisions: Sequence[Decision]) -> dict[str, CaseLabel]:
    """The label of each labelled case, by incident id.

    `decisions`: those that stand, oldest first. A mention has the label that was set last.
    """
    of_mention: dict[str, CaseLabel] = {}
    for decision in decisions:
        level = _level_of(decision)
        if level is not None:
            label = CaseLabel(level=level, by=decision.by, at=decision.at)
            of_mention |= dict.fromkeys(decision.targets, label)
    found: dict[str, CaseLabel] = {}
    for incident in files.incidents:
        own = [of_mention[m] for m in incident.mentions if m in of_mention]
        if own:
            found[incident.id] = max(own, key=lambda label: (LEVELS.index(label.level), label.at))
    return found


def _level_of(decision: Decision) -> Level | None:
    if decision.kind != "set" or decision.attribute != SHARING:
        return None
    said = decision.value.text if isinstance(decision.value, TextValue) else ""
    return next((level for level in LEVELS if said.lower().removeprefix("tlp:") == level), None)
