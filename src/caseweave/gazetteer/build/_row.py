"""A row of the table of places, and the collection of them with the names that they bear."""

import tomllib
from typing import NamedTuple

from caseweave.gazetteer._names import key
from caseweave.gazetteer._place import CODE, MAIN
from caseweave.gazetteer.build import _tables


class Row(NamedTuple):
    """One line of the table `place`; `admin1`, `admin2` are row numbers."""

    geonameid: int | None
    name: str
    kind: int
    feature: str
    country: str | None
    admin1: int | None
    admin2: int | None
    lat: float
    lon: float
    population: int
    radius_km: float
    countries: str = ""


class Rows:
    """Collects places and the names that they bear."""

    def __init__(self) -> None:
        self.places: list[Row] = []
        self.names: dict[str, dict[int, int]] = {}
        words = tomllib.loads(_tables.text("admin_words.toml"))
        self._suffixes = sorted({" " + key(w) for w in words["suffixes"]}, key=len, reverse=True)
        self._prefixes = sorted({key(w) + " " for w in words["prefixes"]}, key=len, reverse=True)

    def add(self, row: Row) -> int:
        """Appends a place; returns its row number (from 1)."""
        self.places.append(row)
        self.call(len(self.places), row.name, MAIN)
        return len(self.places)

    def call(self, row: int, name: str, rank: int) -> None:
        """Lets the place be found by `name`; the best (lowest) rank of a key counts."""
        self._call_key(row, key(name), rank)

    def _call_key(self, row: int, found: str, rank: int) -> None:
        if len(found) < 2:
            return
        bearers = self.names.setdefault(found, {})
        bearers[row] = min(rank, bearers.get(row, CODE))

    def forget(self, row: int, name: str) -> None:
        """Takes a place's own name back: nobody knows where it lies (an abolished division)."""
        del self.names[key(name)][row]
        if not self.names[key(name)]:
            del self.names[key(name)]

    def call_shortened(self, row: int, name: str, rank: int) -> None:
        """Lets a division be found by its name without its generic words."""
        whole = key(name)
        for suffix in self._suffixes:
            if whole.endswith(suffix) and len(whole) > len(suffix) + 2:
                self._call_key(row, whole.removesuffix(suffix), rank)
        for prefix in self._prefixes:
            if whole.startswith(prefix) and len(whole) > len(prefix) + 2:
                self._call_key(row, whole.removeprefix(prefix), rank)
