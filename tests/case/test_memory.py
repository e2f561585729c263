"""A memory changes no case file: it only spares what was worked out before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from caseweave.case import CaseFiles, fold, the_rooms
from caseweave.evaluate._run import read_reports
from caseweave.extract import extract_many
from caseweave.model import (
    Decision,
    DecisionKind,
    Extracted,
    LogEntry,
    LogRecord,
    Report,
    Setting,
    TextValue,
    basis_of,
    entry_id,
    entry_kind,
)
from caseweave.service._remember import Remembering
from caseweave.store import open_store

AT = "2024-01-01T00:00:00.000000Z"

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
# Two push-backs, their denial and trial, a shooting and another one that mentions it.
NAMES = ("e06", "e07", "e08", "e09", "e24", "e30")


class Noted:
    """A memory that notes what was worked out because it was not known."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], bytes] = {}
        self.made: Counter[str] = Counter()

    def recall(self, kind: str, keys: Sequence[str]) -> Mapping[str, bytes]:
        return {key: self.held[kind, key] for key in keys if (kind, key) in self.held}

    def keep(self, kind: str, found: Mapping[str, bytes]) -> None:
        self.made[kind] += len(found)
        self.held.update({(kind, key): value for key, value in found.items()})


@pytest.fixture(scope="module")
def log() -> list[tuple[Report, LogRecord]]:
    """Each report with its extraction; the last one stands for a report that comes later."""
    reports = [r for r in read_reports(EXAMPLES) if any(n in r.source for n in NAMES)]
    reports.sort(key=lambda r: ("e30" in r.source, r.id))
    return [
        (r, Extracted(basis=basis_of(r, "p"), extraction=e))
        for r, e in zip(reports, extract_many(reports), strict=True)
    ]


def folded(log: Sequence[tuple[Report, LogRecord]], memory: Noted | None) -> CaseFiles:
    records: list[LogRecord] = [Setting(name="pipeline", value="p")]
    records += [record for pair in log for record in pair]
    return fold(
        (
            LogEntry(seq=i, at="2024-01-01T00:00:00Z", kind=entry_kind(r), id=entry_id(r), record=r)
            for i, r in enumerate(records, start=1)
        ),
        rooms=the_rooms(memory),
    )


def test_a_fold_with_a_memory_is_the_fold_without_one(
    log: list[tuple[Report, LogRecord]],
) -> None:
    memory = Noted()
    plain = folded(log, None)
    assert folded(log, memory) == plain
    assert folded(log, memory) == plain


def test_nothing_is_linked_or_reconciled_again_where_nothing_changed(
    log: list[tuple[Report, LogRecord]],
) -> None:
    memory = Noted()
    folded(log, memory)
    assert memory.made["incident"] > 1
    memory.made.clear()
    folded(log, memory)
    assert not +memory.made


def test_one_more_report_recomputes_only_the_incidents_that_it_concerns(
    log: list[tuple[Report, LogRecord]],
) -> None:
    memory = Noted()
    before = folded(log[:-1], memory)
    memory.made.clear()
    after = folded(log, memory)
    new = log[-1][0].id
    concerned = [i for i in after.incidents if new in i.reports]
    assert memory.made["profiles"] == 1
    assert memory.made["incident"] == len(concerned) < len(after.incidents)
    untouched = {i.id: i for i in after.incidents if new not in i.reports}
    assert untouched == {i.id: i for i in before.incidents if i.id in untouched}


def test_a_changed_setting_of_a_report_makes_its_own_profiles_anew(
    log: list[tuple[Report, LogRecord]],
) -> None:
    memory = Noted()
    folded(log, memory)
    memory.made.clear()
    decision = Decision(
        id="decision:1",
        kind="set",
        at="2024-02-01T00:00:00Z",
        by="ada",
        targets=(log[0][0].id,),
        attribute="title",
        value=TextValue(text="Another title"),
    )
    records = [Setting(name="pipeline", value="p"), *[r for p in log for r in p], decision]
    fold(
        (
            LogEntry(seq=i, at="2024-01-01T00:00:00Z", kind=entry_kind(r), id=entry_id(r), record=r)
            for i, r in enumerate(records, start=1)
        ),
        rooms=the_rooms(memory),
    )
    assert memory.made["profiles"] == 1


def test_a_store_that_grows_by_one_with_previews_between_is_folded_as_at_once(
    log: list[tuple[Report, LogRecord]], tmp_path: Path
) -> None:
    """The index and the memory follow the log; `verify` finds that they agree with it."""
    with open_store(tmp_path / "s.db") as store:
        remembering = Remembering(store)
        store.append([Setting(name="pipeline", value="p")], AT)
        for number, pair in enumerate(reversed(log)):
            store.append(list(pair), AT)
            files = remembering.fold(store.entries())
            mentions = [m.id for m in files.mentions][: number + 1]
            merged = _decision(f"decision:{number}", "merge", *mentions)
            end = LogEntry(seq=1000, at=AT, kind="decision", id=merged.id, record=merged)
            remembering.imagine([*store.entries(), end])
            if number % 2:
                store.append([merged], AT)
            assert not [f for f in store.faults() if f.kind == "index"]
        parted = _decision("decision:z", "split", files.mentions[0].id)
        store.append([parted, _decision("decision:zz", "undo", "decision:1")], AT)
        assert remembering.fold(store.entries()) == fold(store.entries())
        assert not [f for f in store.faults() if f.kind == "index"]


def _decision(key: str, kind: DecisionKind, *targets: str) -> Decision:
    return Decision(id=key, kind=kind, at=AT, by="ada", targets=targets)
