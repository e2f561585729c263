"""Build: read what is new, analyse it, keep it, fold the log and write the case files.

Invariant: each report enters the store with its original bytes and its extraction in one
transaction, so a build that is killed at any moment goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from caseweave.case import CaseFiles, fold, standing, with_settings
from caseweave.model import (
    Decision,
    Extracted,
    Extraction,
    Refusal,
    Report,
    Setting,
    basis_of,
    content_id,
)
from caseweave.run import Failed, Job, Outcome, cores, engine
from caseweave.service._cases import rendered_cases
from caseweave.service._files import prepare, write
from caseweave.service._intake import Intake
from caseweave.service._pipeline import language_model, pipeline_name, used_types
from caseweave.service._records import BuildSummary, Progress, silent
from caseweave.service._remember import remembered
from caseweave.store import Store, open_store

EXTRACTOR = "caseweave.extract:extract_many"
ANALYSED_LANGUAGES = ("en",)
# Below this many files a pool of processes takes longer to start than the work it saves.
POOL_FROM_FILES = 48


def utc_now() -> str:
    """The moment in UTC, ISO 8601 with `Z`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How to build. `engine` None chooses by the amount of work; the result is the same."""

    out: str | Path | None = None
    as_of: str | None = None
    types: tuple[str, ...] | None = None
    workers: int | None = None
    engine: str | None = None
    extractor: str = EXTRACTOR


def build(
    paths: Iterable[str | Path],
    store: str | Path,
    options: Options | None = None,
    progress: Progress = silent,
    clock: Callable[[], str] = utc_now,
) -> BuildSummary:
    """Read `paths` into the store at `store` and, with `options.out`, write the case files there.

    Raises CaseweaveError where nothing can be done: the store cannot be used, the folder cannot be
    written, an incident type or engine is unknown. A bad input is a line of the summary.
    """
    options = options or Options()
    pipeline = pipeline_name(options.types)
    out = None if options.out is None else Path(options.out)
    if out is not None:
        prepare(out)
    with open_store(store) as opened:
        work = _Build(opened, options, pipeline, clock)
        work.read(Intake(opened, paths, progress), progress)
        progress("Linking and reconciling", 0, None)
        with remembered(opened, now=options.as_of is None) as rooms:
            files = fold(opened.entries(), options.as_of, rooms=rooms)
        if out is not None and work.has_reports(files):
            write(out, files, rendered_cases(files), _about(options, files))
        return work.summary(files)


def _length(report: Report) -> int:
    return len(report.text)


def _about(options: Options, files: CaseFiles) -> dict[str, Any]:
    return {
        "as_of": options.as_of,
        "models": [language_model()],
        "extractors": list(files.extractors),
        "types": used_types(options.types),
        "notes": list(files.notes),
    }


def _unread(report: Report) -> Refusal:
    language = report.language
    named = f"its language is {language}" if language else "its language could not be told"
    return Refusal(
        source=report.source,
        fault="language",
        reason=f"{named}, so it is kept but not analysed",
        mend="Add an English translation of it as a report of its own, or set its language "
        f"(caseweave decide set {report.id[:19]} --attribute language --value en)",
    )


def _failed(report: Report, outcome: Failed) -> Refusal:
    mends = {
        "worker_died": "It is kept; free some memory and build again, or split it into parts",
        "failed": "It is kept and tried again by the next build; please send us the fault",
    }
    return Refusal(
        source=report.source,
        fault=outcome.fault,
        reason=f"it could not be analysed: {outcome.because}",
        mend=mends.get(outcome.fault, "Build again"),
    )


class _Build:
    """One build: counts what happens while reports go from the inputs into the store."""

    def __init__(
        self, store: Store, options: Options, pipeline: str, clock: Callable[[], str]
    ) -> None:
        self._store = store
        self._options = options
        self._pipeline = pipeline
        self._clock = clock
        self._decisions: tuple[Decision, ...] = ()
        self._made: frozenset[str] = frozenset()
        self._as_read: dict[str, Report] = {}
        self._refused: list[Refusal] = []
        self._unread: list[Refusal] = []
        self._lost: list[str] = []
        self._added = self._analysed = self._claims = self._dropped = 0

    def read(self, intake: Intake, progress: Progress) -> None:
        """Take in the inputs, then bring what else the store holds up to date."""
        self._intake = intake
        self._store.append(self._settings(), self._clock())
        self._decisions = standing(
            [e.record for e in self._store.entries(["decision"]) if isinstance(e.record, Decision)]
        )
        self._made = self._store.ids("extraction")
        job = Job(worker=self._options.extractor, option=self._options.types, size=_length)
        runner = engine(
            self._options.engine or self._fitting_engine(intake.files),
            self._options.workers,
            self._lost.append,
        )
        for outcome in runner.run(job, self._to_analyse(progress)):
            self._keep(outcome)
        refusals = [*intake.refused, *self._refused]
        self._store.append([*intake.new_sources(), *refusals], self._clock())

    def has_reports(self, files: CaseFiles) -> bool:
        """Whether the inputs held any report; where none were named, whether the store does."""
        return bool(self._intake.seen if self._intake.named else files.reports)

    def summary(self, files: CaseFiles) -> BuildSummary:
        """What was done, with the exit status."""
        refused = tuple(sorted([*self._intake.refused, *self._refused]))
        unread = tuple(sorted(self._unread))
        status = int(bool(refused or unread)) if self.has_reports(files) else 2
        out = self._options.out
        return BuildSummary(
            status=status,
            store=self._store.where,
            out=str(out) if out is not None and self.has_reports(files) else None,
            added=self._added,
            known=self._intake.known,
            analysed=self._analysed,
            claims=self._claims,
            dropped=self._dropped,
            reports=len(files.reports),
            incidents=len(files.incidents),
            refused=refused,
            unread=unread,
            skipped=tuple(sorted(self._intake.skipped)),
            lost=tuple(self._lost),
            notes=files.notes,
            unattached=len(files.unattached),
        )

    def _settings(self) -> list[Setting]:
        before = [
            e.record
            for e in self._store.entries(["setting"])
            if isinstance(e.record, Setting) and e.record.name == "pipeline"
        ]
        last = max(before, key=lambda s: s.turn, default=None)
        if last is not None and last.value == self._pipeline:
            return []
        turn = last.turn + 1 if last else 0
        return [Setting(name="pipeline", value=self._pipeline, turn=turn)]

    def _fitting_engine(self, files: int) -> str:
        several = (self._options.workers or cores()) > 1
        return "pool" if several and files >= POOL_FROM_FILES else "inline"

    def _to_analyse(self, progress: Progress) -> Iterator[Report]:
        for report in self._intake.reports():
            yield from self._wanted(report)
        stored = self._store.ids("report") - self._intake.seen
        for done, key in enumerate(sorted(stored)):
            report_or_none = self._store.report(key)
            if report_or_none is not None:
                yield from self._wanted(report_or_none)
            progress("Bringing the store up to date", done + 1, len(stored))

    def _wanted(self, report: Report) -> Iterator[Report]:
        """The report with what analysts set, if it is to be analysed; else it is only stored."""
        as_set = with_settings(report, self._decisions)
        if as_set.language not in ANALYSED_LANGUAGES:
            self._store_report(report)
            self._unread.append(_unread(as_set))
        elif content_id("extraction", report.id, self._basis(as_set)) not in self._made:
            # Stored as it was read, analysed as it was set.
            self._as_read[report.id] = report
            yield as_set

    def _basis(self, report: Report) -> str:
        return basis_of(report, self._pipeline)

    def _keep(self, outcome: Outcome) -> None:
        report: Report = outcome.item
        as_read = self._as_read.pop(report.id)
        if isinstance(outcome, Failed):
            self._refused.append(_failed(report, outcome))
            self._store_report(as_read)
            return
        extraction: Extraction = outcome.result
        extracted = Extracted(basis=self._basis(report), extraction=extraction)
        self._store_report(as_read, extracted)
        self._analysed += 1
        self._claims += len(extraction.claims)
        self._dropped += extraction.dropped

    def _store_report(self, report: Report, *more: Extracted) -> None:
        data = self._intake.originals.pop(report.id, None)
        originals = [] if data is None else [data]
        self._store.append([report, *more], self._clock(), originals)
        self._added += data is not None
