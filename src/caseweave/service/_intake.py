"""From paths to reports: discover, read, clean; what the store has is not read or cleaned again.

Every input ends as a report or as a named line: nothing is dropped in silence.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from caseweave.clean import clean
from caseweave.model import (
    RawReport,
    Refusal,
    RefusedInputError,
    Report,
    Setting,
    Tombstone,
    entry_id,
)
from caseweave.read import SKIPPED_FAULTS, FoundFile, discover, read_file
from caseweave.service._deleted import deleted
from caseweave.service._files import is_own_output
from caseweave.service._records import Progress
from caseweave.store import Store


class Intake:
    """Reads inputs one by one; what became of each is counted here."""

    def __init__(self, store: Store, paths: Iterable[str | Path], progress: Progress) -> None:
        self._store = store
        self._progress = progress
        self._stored = store.ids("report")
        self._settings = store.ids("setting")
        self._deleted = deleted(store)
        self._seen: set[str] = set()
        self.refused: list[Refusal] = []
        self.skipped: list[Refusal] = []
        self.sources: list[Setting] = []
        self.originals: dict[str, bytes] = {}
        self.known = 0
        named = list(paths)
        self.named = bool(named)
        self._files = list(self._look(named))

    @property
    def seen(self) -> frozenset[str]:
        """The ids of the reports that these inputs hold."""
        return frozenset(self._seen)

    @property
    def files(self) -> int:
        """How many files there are to read."""
        return len(self._files)

    def new_sources(self) -> list[Setting]:
        """The further places where reports were found that the store does not know yet."""
        return [s for s in self.sources if entry_id(s) not in self._settings]

    def reports(self) -> Iterator[Report]:
        """Each report of the inputs, once, as it stands in the store or newly cleaned.

        The original bytes of new ones wait in `originals` until they are stored.
        """
        for number, found in enumerate(self._files):
            self._progress("Reading reports", number, len(self._files))
            for raw in read_file(found):
                if isinstance(raw, Refusal):
                    (self.skipped if raw.fault in SKIPPED_FAULTS else self.refused).append(raw)
                else:
                    yield from self._take(raw)
        self._progress("Reading reports", len(self._files), len(self._files))

    def _look(self, paths: Iterable[str | Path]) -> Iterator[FoundFile]:
        for found in discover(paths):
            if isinstance(found, Refusal):
                skipped = found.fault in SKIPPED_FAULTS
                (self.skipped if skipped else self.refused).append(found)
            elif _own_output(found.path.parent) or _own_output(found.path.parent.parent):
                self.skipped.append(_own(found.source))
            else:
                yield found

    def _take(self, raw: RawReport) -> Iterator[Report]:
        if raw.id in self._seen:
            self._also_at(raw)
            return
        if raw.id in self._deleted:
            self.refused.append(_deleted(raw, self._deleted[raw.id]))
            return
        if raw.id in self._stored:
            self._seen.add(raw.id)
            self.known += 1
            self._also_at(raw)
            stored = self._store.report(raw.id)
            if stored is not None:
                yield stored
            return
        report = _cleaned(raw)
        if isinstance(report, Refusal):
            self.refused.append(report)
            return
        self._seen.add(raw.id)
        self.originals[raw.id] = raw.data
        yield report

    def _also_at(self, raw: RawReport) -> None:
        self.sources.append(Setting(name="source", subject=raw.id, value=raw.source))


def _deleted(raw: RawReport, stone: Tombstone) -> Refusal:
    return Refusal(
        source=raw.source,
        fault="deleted",
        reason=f"it was deleted from this store on {stone.at[:10]} by {stone.by}: {stone.reason}",
        mend="Remove it here too; nothing of it was read",
    )


def _cleaned(raw: RawReport) -> Report | Refusal:
    try:
        found: Any = clean(raw)
    except RefusedInputError as error:
        return error.refusal
    if isinstance(found, Refusal):
        return found
    report: Report = found
    return msgspec.structs.replace(report, copies=())


@lru_cache(maxsize=4096)
def _own_output(folder: Path) -> bool:
    return is_own_output(folder)


def _own(source: str) -> Refusal:
    return Refusal(
        source=source,
        fault="own_output",
        reason="it was written by an earlier build",
        mend="Nothing need be done",
    )
