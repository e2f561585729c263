"""Which reports and extractions of the log count at a moment. Pure.

The order of entries of reports and extractions never matters; the order of decisions does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from caseweave.model import (
    CaseweaveError,
    DateValue,
    Decision,
    Extracted,
    Extraction,
    LogEntry,
    NameValue,
    Published,
    Report,
    Setting,
    TextValue,
    Tombstone,
    basis_of,
    day_bounds,
)

SETTABLE = ("published", "outlet", "title", "author", "dateline", "language")


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a log, sorted into their kinds.

    `added`: day a report entered (ISO); `deleted`: how many reports were taken out again.
    """

    reports: dict[str, Report]
    added: dict[str, str]
    extracted: dict[str, tuple[Extracted, ...]]
    decisions: tuple[Decision, ...]
    pipeline: str | None
    deleted: int = 0


def sort_log(entries: Iterable[LogEntry], until: str | None) -> Log:
    """Read the log once. `until`: a day or a moment (UTC); later entries are left out."""
    reports: dict[str, Report] = {}
    added: dict[str, str] = {}
    sources: dict[str, set[str]] = {}
    extracted: dict[str, list[Extracted]] = {}
    decisions: list[Decision] = []
    pipelines: list[tuple[int, str]] = [(-1, "")]
    deleted: set[str] = set()
    for entry in entries:
        if until is not None and entry.at[: len(until)] > until:
            continue
        match entry.record:
            case Report() as report:
                reports[report.id] = report
                added[report.id] = entry.at[:10]
            case Extracted() as found:
                extracted.setdefault(found.extraction.report, []).append(found)
            case Decision() as decision:
                decisions.append(decision)
            case Setting(name="pipeline", value=value, turn=turn):
                pipelines.append((turn, value))
            case Setting(name="source", subject=str(subject), value=value):
                sources.setdefault(subject, set()).add(value)
            case Tombstone() as stone:
                deleted.add(stone.report)
            case _:
                pass
    return Log(
        reports={k: _with_sources(r, sources.get(k, set())) for k, r in sorted(reports.items())},
        added=added,
        extracted={k: tuple(v) for k, v in extracted.items()},
        decisions=tuple(decisions),
        pipeline=max(pipelines)[1] or None,
        deleted=len(deleted),
    )


def _with_sources(report: Report, more: set[str]) -> Report:
    known = tuple(sorted({report.source, *report.sources, *more}))
    return msgspec.structs.replace(report, source=known[0], sources=known)


def standing(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that no standing undo is aimed at; undoing an undo restores what it undid."""
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in reversed(decisions):
        if decision.id in undone:
            continue
        kept.append(decision)
        if decision.kind == "undo":
            undone.update(decision.targets)
    return tuple(reversed(kept))


def with_settings(report: Report, decisions: Sequence[Decision]) -> Report:
    """The report with what analysts set: date, outlet, title, author, dateline, language."""
    for decision in decisions:
        if decision.kind == "set" and report.id in decision.targets:
            report = _set(report, decision)
    return report


def _set(report: Report, decision: Decision) -> Report:
    value = decision.value
    match decision.attribute:
        case "published" if isinstance(value, DateValue) and value.edtf:
            return msgspec.structs.replace(report, published=_published(value.edtf))
        case "outlet" | "title" | "author" | "dateline" | "language" as name if isinstance(
            value, TextValue | NameValue
        ):
            return msgspec.structs.replace(report, **{name: value.text})
        case _:
            return report


def _published(edtf: str) -> Published:
    if "T" in edtf:
        return Published(value=edtf, precision="minute")
    match edtf.count("-"):
        case 0:
            return Published(value=edtf, precision="year")
        case 1:
            return Published(value=edtf, precision="month")
        case _:
            return Published(value=edtf, precision="day")


def last_day(edtf: str) -> int | None:
    """The last day that a date may mean, as an ordinal; None for an open or odd one."""
    bounds = day_bounds(edtf)
    return bounds[1] if bounds else None


def known_by(reports: Mapping[str, Report], added: Mapping[str, str], as_of: str) -> set[str]:
    """The reports that could be known by the end of the day `as_of` (ISO).

    A report counts from the last day that its date may mean; an undated one from the day it was
    added to the store.
    """
    bound = last_day(as_of)
    if bound is None:
        raise CaseweaveError(f"{as_of} is no date. Write it as YYYY-MM-DD.")
    return {key for key, report in reports.items() if _known_from(report, added[key]) <= bound}


def _known_from(report: Report, added: str) -> int:
    published = last_day(report.published.value) if report.published else None
    return published or date.fromisoformat(added).toordinal()


def extraction_of(report: Report, log: Log) -> tuple[Extraction | None, bool]:
    """The extraction that counts for this report, and whether it is up to date.

    The one made from the report as it now stands by the current pipeline; else the last one.
    """
    candidates = log.extracted.get(report.id, ())
    if log.pipeline is not None:
        wanted = basis_of(report, log.pipeline)
        for found in candidates:
            if found.basis == wanted:
                return found.extraction, True
    if candidates:
        return candidates[-1].extraction, False
    return None, True
