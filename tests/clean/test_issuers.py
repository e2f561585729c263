"""The papers of press offices: who issues them, who signs, and which headline names nobody."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseweave.model import Report

_TABLE = tomllib.loads((Path(__file__).parent / "issuers.toml").read_text(encoding="utf-8"))


Clean = Callable[[str], Report]


def _text(lines: list[str], foot: list[str]) -> str:
    return "\n".join([*lines, "", _TABLE["body"].strip(), "", *foot])


@pytest.mark.parametrize("page", _TABLE["page"], ids=lambda p: " / ".join(p["lines"])[:50])
def test_a_paper_is_its_issuers_and_its_signers(page: dict[str, Any], cleaned: Clean) -> None:
    report = cleaned(_text(page["lines"], page.get("foot", [])))
    told = {"title": report.title, "outlet": report.outlet, "author": report.author}
    assert told == {key: page.get(key) for key in told}
    if "day" in page:
        assert report.published is not None
        assert report.published.value.startswith(page["day"])


@pytest.mark.parametrize("line", _TABLE["headlines"])
def test_a_headline_in_capitals_names_no_outlet(line: str, cleaned: Clean) -> None:
    for below in (["16 May 2023"], ["By Ines Calder", "16 May 2023"]):
        report = cleaned(_text([line, *below], []))
        assert (report.title, report.outlet) == (line, None)
