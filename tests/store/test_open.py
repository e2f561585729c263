"""A store that cannot be used says which it is, what is wrong and how to mend it."""

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from caseweave.model import Setting
from caseweave.store import StoreError, open_store
from caseweave.store._tables import metadata

AT = "2024-05-02T10:00:00.000000Z"


def test_the_file_and_its_companions_are_for_the_owner_alone(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.db") as store:
        store.append([Setting(name="pipeline", value="one")], AT)
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in tmp_path.iterdir()}
    assert modes == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}


def test_migrations_make_the_tables_that_the_code_uses(url: str) -> None:
    with open_store(url) as store:
        found = inspect(store._engine)
        for table in metadata.tables.values():
            columns = {c["name"]: c["nullable"] for c in found.get_columns(table.name)}
            assert columns == {c.name: c.nullable for c in table.columns}
            indexes = {i["name"] for i in found.get_indexes(table.name) if not i.get("unique")}
            assert indexes == {i.name for i in table.indexes}


def test_a_missing_store_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"does not exist yet\. Run `caseweave build"):
        open_store(tmp_path / "store.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Some notes. " * 500)
    with pytest.raises(StoreError, match="no SQLite database"):
        open_store(path)
    assert path.read_text().startswith("Some notes.")


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"not a Caseweave store.*holds other tables"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_program(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    open_store(path).close()
    with sqlite3.connect(path) as later:
        later.execute("UPDATE caseweave_version SET version_num = '9999'")
    later.close()
    with pytest.raises(StoreError, match=r"newer Caseweave.*Install the newer"):
        open_store(path)


def test_a_locked_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    open_store(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        open_store(path, patience=0.05) as store,
        pytest.raises(StoreError, match=r"is locked.*Wait until that build"),
    ):
        store.append([Setting(name="pipeline", value="one")], AT)
    other.close()


def test_a_read_only_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    open_store(path).close()
    with (
        open_store(f"sqlite:///file:{path}?mode=ro&uri=true") as store,
        pytest.raises(StoreError, match="is read-only"),
    ):
        store.append([Setting(name="pipeline", value="one")], AT)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be created.*its folder exists"):
        open_store(tmp_path / "gone" / "store.db")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("mysql://host/name", "not supported"),
        ("postgresql://nobody@127.0.0.1:1/none", "cannot be reached"),
        ("://", "no URL"),
    ],
)
def test_a_place_that_is_none(place: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        open_store(place)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://ada:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in str(caught.value)


def test_an_older_file_without_a_version_table_but_empty_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.touch()
    open_store(path).close()
    engine = create_engine(f"sqlite:///{path}")
    assert inspect(engine).has_table("log")
    engine.dispose()
