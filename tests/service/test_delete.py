"""Deleting a report takes it out of every case file and keeps it out; nothing else changes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from caseweave.model import CaseweaveError
from caseweave.service import Act, BuildSummary, Moment, decide, delete, show, verify
from caseweave.service.desk import Desk

SOURCE = "patrol.txt"
Builder = Callable[..., BuildSummary]


@pytest.fixture
def store(built: Builder, folder: Path, tmp_path: Path) -> Path:
    built(folder)
    return tmp_path / "store.db"


def test_nothing_of_it_is_left_and_the_rest_stands(store: Path) -> None:
    before = show(store)
    [told] = [r for r in before.reports if SOURCE in r.sources]
    kept = [c for c in before.claims if c.report != told.id]
    done = delete(store, SOURCE, "ada", "the source asked for it")
    after = show(store)
    assert done.sources == (SOURCE,)
    assert [c.id for c in after.claims] == [c.id for c in kept]
    assert told.id not in {r.id for r in after.reports}
    assert after.notes == ("Reports deleted from this store: 1 (`caseweave verify`).",)
    assert verify(store).faults == ()
    assert b"buoy 1" not in store.read_bytes()


def test_building_the_same_folder_again_refuses_it_and_says_why(
    store: Path, folder: Path, built: Builder
) -> None:
    delete(store, SOURCE, "ada", "the source asked for it")
    summary = built(folder)
    [refused] = [r for r in summary.refused if r.fault == "deleted"]
    assert refused.source == SOURCE
    assert re.search(r"by ada: the source asked for it$", refused.reason)
    assert b"buoy 1" not in store.read_bytes()
    assert len(show(store).reports) == 2


def test_decisions_about_it_alone_go_with_it(store: Path) -> None:
    files = show(store)
    [told] = [r for r in files.reports if SOURCE in r.sources]
    claim = next(c for c in files.claims if c.report == told.id)
    other = next(c for c in files.claims if c.report != told.id)
    decide(store, Act(kind="reject", targets=(claim.id,), by="ada", reason="buoy 1 is far off"))
    both = decide(store, Act(kind="accept", targets=(claim.id, other.id), by="ada"))
    done = delete(store, SOURCE, "ada", "the source asked for it")
    assert done.decisions == (both.id,)
    assert [d.id for d in show(store).decisions] == [both.id]


def test_a_deletion_needs_a_report_and_a_reason(store: Path) -> None:
    with pytest.raises(CaseweaveError, match=r"There is no report 'nowhere.txt'"):
        delete(store, "nowhere.txt", "ada", "why not")
    with pytest.raises(CaseweaveError, match="needs its reason"):
        delete(store, "patrol.txt", "ada", " ")


def test_a_desk_that_is_open_forgets_it(store: Path) -> None:
    desk = Desk(store)
    try:
        assert len(desk.board().files.reports) == 3
        moment = Moment(as_of="2030-01-01")
        assert len(desk.at(moment).reports) == 3
        delete(store, SOURCE, "ada", "the source asked for it")
        assert len(desk.board().files.reports) == 2
        assert desk.board() is desk.board()
        assert len(desk.at(moment).reports) == 2
    finally:
        desk.close()


def test_verify_names_what_was_deleted(store: Path) -> None:
    done = delete(store, SOURCE, "ada", "the source asked for it")
    assert verify(store).deleted == (done.tombstone,)
