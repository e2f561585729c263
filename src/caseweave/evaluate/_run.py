"""A folder of reports through every pure room, in memory: what the scorers judge."""

from pathlib import Path

from caseweave.case import CaseFiles, fold
from caseweave.clean import clean
from caseweave.extract import extract_many
from caseweave.model import (
    Extracted,
    LogEntry,
    LogRecord,
    Refusal,
    Report,
    Setting,
    basis_of,
    entry_id,
    entry_kind,
)
from caseweave.read import discover, read_file

_AT = "2000-01-01T00:00:00Z"
_PIPELINE = "evaluation"


def read_reports(folder: Path) -> list[Report]:
    """The reports of a folder, cleaned; refused inputs are left out."""
    reports = []
    for found in discover([folder]):
        if isinstance(found, Refusal):
            continue
        for raw in read_file(found):
            report = raw if isinstance(raw, Refusal) else clean(raw)
            if isinstance(report, Report):
                reports.append(report)
    return sorted(reports, key=lambda r: r.id)


def case_files(reports: list[Report]) -> CaseFiles:
    """The case files of reports, as `build` makes them, without a store."""
    english = [r for r in reports if r.language in {"en", None}]
    records: list[LogRecord] = [Setting(name="pipeline", value=_PIPELINE)]
    records += reports
    records += [
        Extracted(basis=basis_of(report, _PIPELINE), extraction=extraction)
        for report, extraction in zip(english, extract_many(english), strict=True)
    ]
    return fold(
        LogEntry(seq=i, at=_AT, kind=entry_kind(r), id=entry_id(r), record=r)
        for i, r in enumerate(records, start=1)
    )
