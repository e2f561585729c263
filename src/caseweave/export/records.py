"""What redaction reads: records as the store gives them, with what analysts decided about sharing.

Invariant: nothing here is ever written out; only `shared` records are.
"""

from typing import Literal

import msgspec

from caseweave.model import Claim, Incident, Report
from caseweave.schema.sharing import Level


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """The last word of the analysts on sharing one claim.

    `part`: the claim's value, or the name of its speaker. `level`: the level that a release
    asked for; None asks for the lowest that its kind allows. `at`: UTC, ISO 8601. A release
    without a `reason` is not applied.
    """

    claim: str
    act: Literal["withhold", "release"]
    part: Literal["value", "speaker"] = "value"
    level: Level | None = None
    by: str
    at: str
    reason: str | None = None


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """The case files to be let out. `incidents` in the order in which they are numbered.

    `claims` and `reports`: all those of the incidents. `reviewed`: claim id to what an analyst
    decided about it (accepted, corrected). `notes`: sentences on the choice of reports.
    """

    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    reports: tuple[Report, ...]
    rulings: tuple[Ruling, ...] = ()
    reviewed: dict[str, str] = {}
    notes: tuple[str, ...] = ()
    as_of: str | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One value that an export withholds: for the desk's own register, never written out.

    `what`: the attribute or field; `level`: the lowest level that shows it, None for none.
    """

    case: str
    kind: str
    what: str
    value: str
    claim: str | None = None
    level: Level | None
    reason: str
    by: str | None = None
    at: str | None = None
