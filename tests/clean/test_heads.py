"""The head of a page: which line is the title, which the name of the outlet, who wrote it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseweave.clean import clean
from caseweave.model import Report
from caseweave.read import FoundFile, read_file

_TABLE = tomllib.loads((Path(__file__).parent / "heads.toml").read_text())


def _cleaned(page: dict[str, Any], folder: Path) -> Report:
    path = folder / "page.txt"
    path.write_text("\n".join(page["lines"]) + "\n" + _TABLE["body"][page["body"]] + "\n")
    size = path.stat().st_size
    found = FoundFile(path=path, source="page.txt", size=size, max_bytes=size)
    (raw,) = read_file(found)
    report = clean(raw)  # type: ignore[arg-type]
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize("page", _TABLE["page"], ids=lambda p: " / ".join(p["lines"])[:50])
def test_title_outlet_and_author_are_what_a_reader_takes(
    page: dict[str, Any], tmp_path: Path
) -> None:
    report = _cleaned(page, tmp_path)
    told = {"title": report.title, "outlet": report.outlet, "author": report.author}
    assert told == {key: page.get(key) for key in told}
    if "published" in page:
        assert report.published is not None
        assert report.published.value == page["published"]


def test_an_organisation_beside_the_date_publishes_its_own_statement(tmp_path: Path) -> None:
    page = {"lines": ["Eleven driven to the border", "", "Karsk Legal Aid Network, 5 May 2023"]}
    report = _cleaned({**page, "body": "denial"}, tmp_path)
    assert (report.outlet, report.author) == ("Karsk Legal Aid Network", None)


def test_a_dateline_on_a_line_of_its_own_is_one(tmp_path: Path) -> None:
    page = {"lines": ["Eleven driven to the border", "", "KARSK, Valen -"], "body": "denial"}
    report = _cleaned(page, tmp_path)
    assert report.dateline == "KARSK, Valen"
    assert [p.kind for p in report.passages[:3]] == ["title", "dateline", "paragraph"]
