"""What an export holds: the only records that ever leave, each field filled by redaction alone.

Invariant: no field is copied from a report or incident; what is not built here cannot go out.
Ids are the export's own (`C1`, `C1.O2`, `C1.A7`, `R3`): hashes of public pages would name them.
"""

from typing import Literal

import msgspec

from caseweave.model import Factuality, Stance, Value, Verdict

FORMAT = 1


class SharedSource(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `outlet` None: unknown or withheld (then `label` says so). `published`: EDTF.

    `copy_of`: the sources that it copies. `title`, `author`, `url`, `file` and `sha256` (of its
    bytes) are None below the levels that show them.
    """

    id: str
    label: str
    outlet: str | None
    published: str | None
    language: str | None
    copy_of: tuple[str, ...] = ()
    title: str | None = None
    author: str | None = None
    url: str | None = None
    file: str | None = None
    sha256: str | None = None


class SharedOrigin(msgspec.Struct, frozen=True, kw_only=True):
    """Where knowledge enters the record; `name` is a description where the name is withheld."""

    id: str
    name: str
    kind: str
    accounts: int
    sources: tuple[str, ...]


class SharedAccount(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says of one attribute (a claim), by whose word.

    `value` has no words of the report in it; `said` is the value in our words. `quote` is None
    below the level that shows exact words, else may hold `[withheld]`. `review`: what an analyst
    decided. `claim`: the store's own id, from `amber+strict` on.
    """

    id: str
    source: str
    origin: str | None
    attribute: str
    label: str
    value: Value
    said: str
    stance: Stance
    factuality: Factuality
    speaker: str
    quote: str | None = None
    review: str | None = None
    claim: str | None = None


class SharedFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A reconciled attribute. `because` is told anew from what the export shows."""

    attribute: str
    label: str
    population: str | None
    value: Value | None
    said: str | None
    low: int | None
    best: int | None
    high: int | None
    verdict: Verdict
    rule: str | None
    because: str
    origins: tuple[str, ...]
    sources: tuple[str, ...]
    accounts: tuple[str, ...]


class SharedCell(msgspec.Struct, frozen=True, kw_only=True):
    """How many people stood in `status` at a moment (`at`, EDTF). `scenario`: if so, then."""

    status: str
    population: str | None
    at: str | None
    scenario: str | None
    low: int
    high: int | None
    best: int | None
    accounts: tuple[str, ...]


class SharedNote(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the machine: an open question, figures that conflict, what does not fit."""

    kind: str
    text: str
    accounts: tuple[str, ...]


class SharedEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline; `at` and `first_reported` in EDTF."""

    at: str | None
    event: str
    first_reported: str | None
    accounts: tuple[str, ...]


class SharedResponse(msgspec.Struct, frozen=True, kw_only=True):
    """Who was asked, who acted, who denies or is silent."""

    who: str
    act: str
    by: str | None
    stance: Stance
    accounts: tuple[str, ...]


class SharedDate(msgspec.Struct, frozen=True, kw_only=True):
    """`edtf`: the best date; `low`, `high`: full ISO days."""

    low: str
    high: str
    edtf: str


class SharedCase(msgspec.Struct, frozen=True, kw_only=True):
    """One incident. `country`: ISO 3166 alpha-2; `place`: in words, as exact as the level allows.

    `incident`: the store's own id, from `amber+strict` on.
    """

    id: str
    type: str
    type_title: str
    title: str
    status: str
    date: SharedDate | None
    country: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    sources: tuple[str, ...]
    origins: tuple[SharedOrigin, ...]
    findings: tuple[SharedFinding, ...]
    headcount: tuple[SharedCell, ...]
    questions: tuple[SharedNote, ...]
    conflicts: tuple[SharedNote, ...]
    checks: tuple[SharedNote, ...]
    timeline: tuple[SharedEvent, ...]
    responses: tuple[SharedResponse, ...]
    accounts: tuple[SharedAccount, ...]
    incident: str | None = None


class SharedWithheld(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the register: how many values of a kind are withheld from a case, and why.

    `level`: the lowest level that shows them; None where no export does. `review`: the day on
    which the decision should be looked at again; None for a default, which each export applies.
    """

    case: str
    kind: str
    title: str
    values: int
    level: str | None
    reason: str
    decided_by: Literal["default", "analyst"]
    review: str | None = None


class Shared(msgspec.Struct, frozen=True, kw_only=True):
    """A whole export, before it is laid out in a format."""

    format: int = FORMAT
    program: str = "caseweave"
    version: str
    tlp: str
    audience: str
    as_of: str | None
    notes: tuple[str, ...]
    sources: tuple[SharedSource, ...]
    cases: tuple[SharedCase, ...]
    withheld: tuple[SharedWithheld, ...]
