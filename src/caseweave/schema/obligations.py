"""Which treaties bind a state, and since when: `obligations.tsv`, read once.

Invariant: what is not certain is said to be so; a state that the file does not name has no answer.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec

# The columns of the file, in its order, each with the name a reader knows.
TREATIES = {
    "convention_1951": "1951 Refugee Convention",
    "protocol_1967": "1967 Protocol",
    "cat": "Convention against Torture",
    "iccpr": "Covenant on Civil and Political Rights",
}
SOURCE = "United Nations Treaty Collection, status of early 2024; check before you cite"


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """One state and one treaty. `since`: the year it became a party, None where not certain."""

    country: str
    treaty: str
    party: Literal["yes", "no", "unknown"]
    since: int | None = None


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[Obligation, ...]]:
    text = (files("caseweave.schema") / "obligations.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    columns = rows[0][1:]
    return {
        row[0]: tuple(
            _obligation(row[0], column, cell) for column, cell in zip(columns, row[1:], strict=True)
        )
        for row in rows[1:]
    }


def _obligation(country: str, column: str, cell: str) -> Obligation:
    treaty = TREATIES[column]
    if cell.isdigit():
        return Obligation(country=country, treaty=treaty, party="yes", since=int(cell))
    if cell in {"yes", "no"}:
        return Obligation(country=country, treaty=treaty, party="yes" if cell == "yes" else "no")
    return Obligation(country=country, treaty=treaty, party="unknown")


def obligations(country: str) -> tuple[Obligation, ...]:
    """The treaties of a state (ISO 3166 alpha-2), in the order of the file; none if not in it."""
    return _table().get(country, ())
