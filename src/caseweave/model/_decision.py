"""An analyst's recorded act. Decisions are never changed; `undo` is itself a decision."""

from typing import Literal

import msgspec

from caseweave.model._value import Value

DecisionKind = Literal[
    "accept",
    "correct",
    "reject",
    "merge",
    "split",
    "same",
    "not_same",
    "withhold",
    "release",
    "undo",
    "add",
    "set",
]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One act by one person at one moment (`at`: UTC, ISO 8601 with `Z`).

    `targets` holds the ids it is about: claims (accept, correct, reject, withhold, release),
    mentions (merge, split, same, not_same), a decision (undo), a report (add, set).
    `value` is the corrected or added value; `attribute` what is added or set (`published`,
    `outlet`); `start` and `end` the span of an added claim. `text` is the reason given.
    """

    id: str
    kind: DecisionKind
    at: str
    by: str
    targets: tuple[str, ...] = ()
    attribute: str | None = None
    value: Value | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
