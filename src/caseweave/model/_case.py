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
    """Where knowledge enters the record: a speaker, a document or an outlet's own reporting.

    `affiliation`: the id of the origin of the body that a person here heads or works for; the two
    are two mouths, and count as one independent origin.
    """

    id: str
    name: str
    kind: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    affiliation: str | None = None


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
    """A smallest set of claims that cannot hold together.

    `about`: the widest head-count of the set (`people`, `released`), under which sets of one
    dispute are shown together.
    """

    claims: tuple[str, ...]
    because: str
    about: str | None = None


class OpenQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What the bounds leave open, as a question, with the claims that raise it."""

    question: str
    claims: tuple[str, ...] = ()


class HeadCount(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger of people."""

    cells: tuple[Cell, ...] = ()
    conflicts: tuple[HeadCountConflict, ...] = ()
    open: tuple[OpenQuestion, ...] = ()


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The last word on a group: how many in which status, since when, by whose word.

    `at`: EDTF, when they stood so; `told`: EDTF day of the last report that says it; `origins`: ids
    of origins. `left`: at most how many of them no later account covers; None where that is open.
    """

    status: str
    low: int
    high: int | None
    best: int | None = None
    left: int | None = None
    at: str | None = None
    told: str | None = None
    origins: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """A time limit that a report states. `words`: as reported ("within days").

    `by`: EDTF of its last day, None where the words name none; `told`: EDTF day of the report;
    `over`: the words tell it as past ("could have been sent back within days").
    """

    words: str
    by: str | None = None
    told: str | None = None
    over: bool = False
    claims: tuple[str, ...] = ()


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`at`: EDTF or None; `findings`: attribute names; `first_reported`: EDTF day or None."""

    at: str | None
    event: str
    findings: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    first_reported: str | None = None


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """Who was asked, who acted, who says so, who disputes it: one line for each party and act.

    `by`: whose word it is, by name; `kind`: the attribute or stance that it rests on; `first` and
    `last`: EDTF days of the first and the last report that tells it.
    """

    who: str
    act: str
    requested_by: str | None = None
    stance: Stance
    claims: tuple[str, ...] = ()
    kind: str | None = None
    by: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


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


RelatedKind = Literal["follows", "part_of", "same_people_later", "retaliation"]


class Related(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """Another incident that is bound to this one and is not the same.

    `follows`: this one came after it, of the same kind, as a report tells. `part_of`: its people
    are a part of that one's. `same_people_later`: its people are met again in this one.
    `retaliation`: this one is said to answer it. `because`: one English sentence. `mentions`: on
    which it rests.
    """

    incident: str
    kind: RelatedKind
    because: str
    mentions: tuple[str, ...]


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
    related: tuple[Related, ...] = ()
    standing: tuple[Standing, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
