"""Who publishes, who wrote and of what day, on pages of every layout that we could think of.

Each field of a page is one check; the floors say how many hold.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseweave.model import Report

_TABLE = tomllib.loads((Path(__file__).parent / "layouts.toml").read_text(encoding="utf-8"))
FLOORS = {"outlet": 92.0, "author": 93.0, "day": 97.0}


def _text(page: dict[str, Any]) -> str:
    lines = [_TABLE["title"] if line == "T" else line for line in page["lines"]]
    return "\n".join([*lines, "", _TABLE["body"], "", *page.get("foot", [])])


@pytest.fixture(scope="module")
def reports(cleaned: Callable[[str], Report]) -> list[Report]:
    return [cleaned(_text(page)) for page in _TABLE["page"]]


@pytest.mark.parametrize("field", sorted(FLOORS))
def test_the_layouts_keep_their_floor(field: str, reports: list[Report]) -> None:
    missed: list[str] = []
    for page, report in zip(_TABLE["page"], reports, strict=True):
        day = report.published.value if report.published else None
        told = {"outlet": report.outlet, "author": report.author, "day": day}[field]
        wanted = page.get(field)
        same = _folded(told) == _folded(wanted)
        if field == "day" and wanted:
            same = (told or "").startswith(wanted)
        if not same:
            missed.append(f"{page['lines']}: {wanted} and not {told}")
    assert len(_TABLE["page"]) >= 180
    assert 100 * (1 - len(missed) / len(_TABLE["page"])) >= FLOORS[field], missed


def _folded(name: str | None) -> str:
    return (name or "").casefold().removeprefix("the ")
