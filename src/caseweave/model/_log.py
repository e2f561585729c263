"""The log: everything that ever entered a store, in order. Entries are added, never changed.

A case file is a pure function of these entries, so an entry holds all that a fold needs and
nothing that could be worked out from the others. One thing takes away: a report that is deleted
leaves its entries empty, and a tombstone that names them.
"""

from typing import Literal

import msgspec

from caseweave.model._decision import Decision
from caseweave.model._errors import Refusal
from caseweave.model._extraction import Extraction
from caseweave.model._ids import content_id
from caseweave.model._report import Report

EntryKind = Literal["report", "extraction", "decision", "setting", "refusal", "tombstone"]


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """An extraction and its `basis`: what it was made from (see `basis_of`)."""

    basis: str
    extraction: Extraction


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """A named fact about the store.

    `pipeline`: which extraction counts now; `source`: one more place where the report `subject`
    was found. `turn` tells apart a value that was set, replaced and set again.
    """

    name: Literal["pipeline", "source"]
    value: str
    subject: str | None = None
    turn: int = 0


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """A report was deleted: by whom, when (UTC, ISO 8601 with `Z`) and why.

    `erased`: the numbers of the entries whose content is gone: the report, what was extracted from
    it, where it was found, and the decisions about it alone.
    """

    report: str
    at: str
    by: str
    reason: str
    erased: tuple[int, ...] = ()


LogRecord = Report | Extracted | Decision | Setting | Refusal | Tombstone


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry: `seq` counts from 1, `at` is UTC (ISO 8601 with `Z`), `id` is made of content."""

    seq: int
    at: str
    kind: EntryKind
    id: str
    record: LogRecord


def basis_of(report: Report, pipeline: str) -> str:
    """What an extraction depends on: the report with the date and outlet now set, the pipeline."""
    published = report.published.value if report.published else None
    return content_id("basis", report.id, published, report.outlet, pipeline)


def entry_kind(record: LogRecord) -> EntryKind:
    """The kind of the entry that holds this record."""
    match record:
        case Report():
            return "report"
        case Extracted():
            return "extraction"
        case Decision():
            return "decision"
        case Setting():
            return "setting"
        case Refusal():
            return "refusal"
        case Tombstone():
            return "tombstone"


def entry_id(record: LogRecord) -> str:
    """The entry's id: appending the same content twice is appending it once."""
    match record:
        case Report() | Decision():
            return record.id
        case Extracted():
            return content_id("extraction", record.extraction.report, record.basis)
        case Setting():
            return content_id("setting", record.name, record.subject, record.value, record.turn)
        case Refusal():
            return content_id("refusal", record.source, record.fault, record.reason)
        case Tombstone():
            return content_id("tombstone", record.report)
