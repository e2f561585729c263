"""The case file's records: incidents, findings, origins, head-count, timeline, checks."""

from typing import Literal

import msgspec

from caseweave.model._claim import Stance
from caseweave.model._value import PlaceValue, Value

Verdict = Literal["agreed", "compatible", "conflict", "superseded", "single", "unknown", "withheld"]


class IncidentDate(msgspec.Struct, frozen=True, kw_only=True):
    """`edtf` is the best date; `low` and `high` are full ISO days (inclusive)."""

    low: str
    high: str
    edtf: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where knowledge enters the record: a speaker, a document or an outlet's own reporting."""

    id: str
    name: str
    kind: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A reconciled attribute. `because` is one English sentence that a reader can check.

    `population` is None for the whole. `claims` lists all, those against it too.
    """

    attribute: str
    population: str | None = None
    value: Value | None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    verdict: Verdict
    rule: str
    because: str
    origins: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How many people stood in `status` at a moment (`at`, EDTF): bounds, and best where known."""

    status: str
    population: str | None = None
    at: str | None = None
    scenario: str | None = None
    low: int
    high: int | None
    best: int | None = None
    claims: tuple[str, ...] = ()


class HeadCountConflict(msgspec.Struct, frozen=True, kw_only=True):
    """A smallest set of claims that cannot hold together."""

    claims: tuple[str, ...]
    because: str


class OpenQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What the bounds leave open, as a question, with the claims that raise it."""

    question: str
    claims: tuple[str, ...] = ()


class HeadCount(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger of people."""

    cells: tuple[Cell, ...] = ()
    conflicts: tuple[HeadCountConflict, ...] = ()
    open: tuple[OpenQuestion, ...] = ()


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`at`: EDTF or None; `findings`: attribute names; `first_reported`: EDTF day or None."""

    at: str | None
    event: str
    findings: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    first_reported: str | None = None


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """Who was asked, who acted, who says so, who disputes it."""

    who: str
    act: str
    requested_by: str | None = None
    stance: Stance
    claims: tuple[str, ...] = ()


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not fit, said beside the claims it rests on."""

    kind: str
    because: str
    claims: tuple[str, ...] = ()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why two mentions are one incident: score 0-1, and named reasons in English."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...] = ()


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """The real-world event that mentions are linked to, with everything reconciled about it."""

    id: str
    type: str
    title: str
    reports: tuple[str, ...]
    mentions: tuple[str, ...]
    date: IncidentDate | None = None
    place: PlaceValue | None = None
    status: str = "unknown"
    findings: tuple[Finding, ...] = ()
    origins: tuple[Origin, ...] = ()
    headcount: HeadCount = HeadCount()
    timeline: tuple[TimelineEntry, ...] = ()
    responses: tuple[Response, ...] = ()
    checks: tuple[Check, ...] = ()
    links: tuple[Link, ...] = ()
