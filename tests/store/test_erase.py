"""A deleted report is nowhere in the database; the chain still holds, and a tombstone says so."""

from pathlib import Path

import msgspec
from sqlalchemy import text
from tests.store.test_store import AT, ORIGINAL, one_of_each, report

from caseweave.model import Decision, Report, Tombstone
from caseweave.store import Store, open_store

OTHER = b"Four found on the shoal\n\nFour people were found on the shoal."
ABOUT = Decision(id="decision:9", kind="accept", at=AT, by="ada", text="nine off the cape")


def other() -> Report:
    return msgspec.structs.replace(report(OTHER), source="shoal.txt")


def filled(store: Store) -> None:
    store.append([*one_of_each(), other(), ABOUT], AT, [ORIGINAL, OTHER])
    store.memory("code").keep("mentions", {"key": b"nine rescued"})


def stone() -> Tombstone:
    return Tombstone(report=report().id, at=AT, by="ada", reason="the source asked for it")


def test_what_is_deleted_is_gone_and_the_chain_holds(url: str) -> None:
    with open_store(url) as store:
        filled(store)
        done = store.delete(stone(), {ABOUT.id})
        assert done.erased == (1, 2, 7)
        assert [e.kind for e in store.entries()] == [
            "decision", "setting", "refusal", "report", "tombstone",
        ]  # fmt: skip
        assert store.original(report().id) is None
        assert store.report(report().id) is None
        assert store.original(report(OTHER).id) == OTHER
        assert list(store.faults()) == []
        assert store.rewrite()
        assert list(store.faults()) == []


def test_the_same_bytes_do_not_come_back_by_appending(url: str) -> None:
    with open_store(url) as store:
        filled(store)
        store.delete(stone(), ())
        assert store.append([report()], AT) == ()
        assert store.report(report().id) is None


def test_an_entry_emptied_without_a_tombstone_is_a_fault(url: str) -> None:
    with open_store(url) as store:
        filled(store)
        with store._writing() as connection:
            connection.execute(text("UPDATE log SET payload = :none WHERE seq = 6"), {"none": b""})
        assert [f.kind for f in store.faults()] == ["payload"]


def test_no_byte_of_it_lies_in_the_file(tmp_path: Path) -> None:
    place = tmp_path / "store.db"
    with open_store(place) as store:
        filled(store)
        store.delete(stone(), {ABOUT.id})
        assert store.rewrite()
    held = b"".join(p.read_bytes() for p in sorted(tmp_path.iterdir()))
    assert OTHER[:20] in held
    for words in (ORIGINAL[:20], b"cape.txt", b"nine off the cape", b"nine rescued"):
        assert words not in held


def test_a_database_in_use_is_said_not_to_be_rewritten(tmp_path: Path) -> None:
    place = tmp_path / "store.db"
    with open_store(place, patience=0.1) as store, open_store(place) as second:
        filled(store)
        with second._reading() as connection:
            connection.execute(text("SELECT * FROM log")).first()
            store.delete(stone(), ())
            assert not store.rewrite()
        assert store.rewrite()
