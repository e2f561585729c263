"""What a fold gives: the case files of a moment, with what analysts decided about them."""

from typing import Literal

import msgspec

from caseweave.model import Claim, Decision, Incident, Mention, Report, Value

ReviewState = Literal["accepted", "corrected", "rejected"]


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What analysts decided about one claim, after every undo; the last word comes last.

    `value` is the corrected value and `machine_value` the one before. `state` is None where the
    claim was only withheld or released.
    """

    claim: str
    state: ReviewState | None = None
    value: Value | None = None
    machine_value: Value | None = None
    withheld: bool = False
    by: str
    at: str
    reason: str | None = None
    decisions: tuple[str, ...] = ()


class Unattached(msgspec.Struct, frozen=True, kw_only=True):
    """A standing decision that found nothing to hold on to: listed, never dropped."""

    decision: str
    target: str
    because: str


class CaseFiles(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known as of a moment; all tuples are sorted by id.

    `rejected`: claims that an analyst rejected; no finding rests on them. `unread`: ids of reports
    without an analysis of their own (another language, or extraction failed). `notes`: what a
    reader must know about the choice of reports, in English sentences.
    """

    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    incidents: tuple[Incident, ...] = ()
    rejected: tuple[Claim, ...] = ()
    reviews: tuple[Review, ...] = ()
    decisions: tuple[Decision, ...] = ()
    unattached: tuple[Unattached, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    extractors: tuple[str, ...] = ()
    as_of: str | None = None
