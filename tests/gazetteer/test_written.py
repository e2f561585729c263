"""The data file that ships is what its own maker writes: same rows, same bytes.

Making it again from the source packages takes two minutes: `make gazetteer` does, and compares.
"""

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from caseweave.gazetteer.build.__main__ import Contents, put_down

SHIPPED = Path(str(files("caseweave.gazetteer") / "data" / "places.sqlite"))
TABLES = ("place", "cell", "name", "country", "meta")


def rows_of(path: Path) -> Contents:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        read = {t: f"SELECT * FROM {t} ORDER BY 1" for t in TABLES}  # noqa: S608 - our names
        return {table: base.execute(query).fetchall() for table, query in read.items()}


def test_its_rows_written_again_are_the_same_bytes(tmp_path: Path) -> None:
    made = tmp_path / "again.sqlite"
    put_down(made, rows_of(SHIPPED))
    assert made.read_bytes() == SHIPPED.read_bytes()
