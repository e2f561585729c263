"""The log keeps what it is given, once, in order, whole or not at all; on both engines alike."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from caseweave.model import (
    Decision,
    Extracted,
    Extraction,
    LogRecord,
    Refusal,
    Report,
    Setting,
    entry_id,
)
from caseweave.store import StoreError, open_store

AT = "2024-05-02T10:00:00.000000Z"
ORIGINAL = b"Nine rescued off the cape\n\nNine people were rescued."


def report(data: bytes = ORIGINAL) -> Report:
    return Report(
        id=f"sha256:{hashlib.sha256(data).hexdigest()}",
        source="cape.txt",
        media_type="text/plain",
        language="en",
        text=data.decode(),
    )


def one_of_each() -> list[LogRecord]:
    told = report()
    extraction = Extraction(report=told.id)
    return [
        told,
        Extracted(basis="basis:1", extraction=extraction),
        Decision(id="decision:1", kind="accept", at=AT, by="ada", targets=("claim:1",)),
        Setting(name="pipeline", value="one"),
        Refusal(source="b.txt", fault="empty", reason="it is empty", mend="Save it again"),
    ]


def test_what_is_appended_comes_back_in_its_order(url: str) -> None:
    with open_store(url) as store:
        store.append(one_of_each(), AT, [ORIGINAL])
    with open_store(url) as store:
        entries = list(store.entries())
    assert [e.record for e in entries] == one_of_each()
    assert [e.seq for e in entries] == [1, 2, 3, 4, 5]
    assert {e.at for e in entries} == {AT}


def test_appending_twice_is_appending_once(url: str) -> None:
    with open_store(url) as store:
        first = store.append(one_of_each(), AT, [ORIGINAL, ORIGINAL])
        again = store.append(one_of_each(), "2025-01-01T00:00:00.000000Z", [ORIGINAL])
        assert len(first) == 5
        assert again == ()
        assert store.size() == (5, 1)


def test_original_bytes_are_kept(url: str) -> None:
    with open_store(url) as store:
        store.append([report()], AT, [ORIGINAL])
        assert store.original(report().id) == ORIGINAL
        assert store.report(report().id) == report()
        assert store.original("sha256:00") is None


def test_entries_by_kind_and_moment(url: str) -> None:
    with open_store(url) as store:
        store.append(one_of_each()[:2], AT)
        store.append(one_of_each()[2:], "2024-06-01T00:00:00.000000Z")
        assert [e.kind for e in store.entries(["decision", "report"])] == ["report", "decision"]
        assert len(list(store.entries(until="2024-05-31"))) == 2
        assert store.ids("setting") == {entry_id(one_of_each()[3])}


def test_a_batch_enters_whole_or_not_at_all(url: str) -> None:
    broken = Refusal(source=object(), fault="x", reason="x", mend="x")  # type: ignore[arg-type]
    with open_store(url) as store:
        with pytest.raises(TypeError):
            store.append([report(), broken], AT, [ORIGINAL])
        assert store.size() == (0, 0)


def test_writers_queue_up_and_the_chain_holds(url: str) -> None:
    open_store(url).close()

    def write(writer: int) -> None:
        with open_store(url) as store:
            for turn in range(8):
                store.append([Setting(name="pipeline", value=f"{writer}", turn=turn)], AT)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    with open_store(url) as store:
        assert [e.seq for e in store.entries()] == list(range(1, 33))
        assert list(store.faults()) == []


@pytest.mark.parametrize(
    ("damage", "kinds"),
    [
        ("UPDATE log SET payload = (SELECT data FROM blob) WHERE seq = 2", {"payload"}),
        ("UPDATE log SET at = '2020' WHERE seq = 2", {"chain"}),
        ("DELETE FROM log WHERE seq = 2", {"gap", "chain"}),
        ("UPDATE blob SET data = (SELECT payload FROM log WHERE seq = 1)", {"original"}),
        ("DELETE FROM blob", {"original"}),
    ],
)
def test_tampering_shows(url: str, damage: str, kinds: set[str]) -> None:
    with open_store(url) as store:
        store.append(one_of_each(), AT, [ORIGINAL])
        assert list(store.faults()) == []
        with store._engine.begin() as connection:
            connection.execute(text(damage))
        assert {fault.kind for fault in store.faults()} == kinds


def test_a_damaged_entry_is_a_store_error_with_its_number(url: str) -> None:
    with open_store(url) as store:
        store.append(one_of_each(), AT)
        with store._engine.begin() as connection:
            connection.execute(text("UPDATE log SET payload = '{' WHERE seq = 3"))
        with pytest.raises(StoreError, match=r"number 3.*caseweave verify"):
            list(store.entries())


@given(batches=st.lists(st.lists(st.integers(0, 9), max_size=5), max_size=5))
@settings(max_examples=10, deadline=None)
def test_the_log_is_the_first_appearance_of_each_id(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[int]]
) -> None:
    with open_store(tmp_path_factory.mktemp("log") / "store.db") as store:
        for batch in batches:
            store.append([_numbered(n) for n in batch], AT)
        wanted = list(dict.fromkeys(n for batch in batches for n in batch))
        assert [e.record for e in store.entries()] == [_numbered(n) for n in wanted]
        assert list(store.faults()) == []


def _numbered(number: int) -> Setting:
    return Setting(name="pipeline", value="one", turn=number)


def test_reading_goes_on_while_another_writes(url: str) -> None:
    with open_store(url) as reader, open_store(url) as writer:
        writer.append([_numbered(n) for n in range(5)], AT)
        reading = reader.entries()
        first = next(reading)
        writer.append([_numbered(5)], AT)
        assert first.seq == 1
        # What was asked before the writing does not change under the reader's eyes.
        assert len(list(reading)) == 4
        reading.close()  # type: ignore[attr-defined]
