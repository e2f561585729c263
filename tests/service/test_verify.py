"""Verify finds what does not hold: in the log, in the originals, in the words of a claim."""

import sqlite3
from pathlib import Path

import pytest
from tests.service.conftest import Builder

from caseweave.model import CaseweaveError, CountValue, DateValue, NameValue, encode
from caseweave.service import verify
from caseweave.service._value import value_from_words
from caseweave.store import StoreError


def test_a_sound_store(built: Builder, folder: Path, tmp_path: Path) -> None:
    built(folder)
    found = verify(tmp_path / "store.db")
    assert found.faults == ()
    assert (found.originals, found.claims) == (3, 2)


def test_a_changed_original_is_named(built: Builder, folder: Path, tmp_path: Path) -> None:
    built(folder)
    with sqlite3.connect(tmp_path / "store.db") as store:
        store.execute("UPDATE blob SET data = x'00' WHERE rowid = 1")
    store.close()
    assert [f.kind for f in verify(tmp_path / "store.db").faults] == ["original"]


def test_there_must_be_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist yet"):
        verify(tmp_path / "store.db")


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("11", (11, 11, 11, "exact", None)),
        ("about 10", (10, 10, 10, "about", None)),
        ("more than 30,000", (30_001, 30_000, None, "more_than", None)),
        ("fewer than 5", (0, 5, 4, "fewer_than", None)),
        ("8-12", (8, 8, 12, "range", None)),
        ("10 of 14", (10, 10, 10, "exact", 14)),
    ],
)
def test_numbers_as_a_person_types_them(words: str, bounds: tuple[object, ...]) -> None:
    value = value_from_words("dead", words)
    assert isinstance(value, CountValue)
    assert (value.low, value.best, value.high, value.qualifier, value.of) == bounds


def test_other_values_as_a_person_types_them() -> None:
    date = value_from_words("date.released", "2024-05")
    assert date == DateValue(edtf="2024-05", words="2024-05")
    assert value_from_words("actor", "the guard") == NameValue(
        text="the guard", kind="organisation"
    )
    assert value_from_words("actor", encode(date).decode()) == date
    for attribute, wrong in (("dead", "many"), ("date", "soon"), ("dead", '{"type": "x"}')):
        with pytest.raises(CaseweaveError, match="is no"):
            value_from_words(attribute, wrong)
