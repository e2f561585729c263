"""Whole sentences of news agencies and of reports, with every date that they tell.

The table is `date_passages.toml`; a sentence passes where nothing is missed and nothing added.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseweave.extract.dates import find_dates

PASSAGES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    Path(__file__).with_name("date_passages.toml").read_text(encoding="utf-8")
)
NEWS_DAY = "2013-03-21"


def _text(case: dict[str, Any]) -> str:
    return str(case["text"])


@pytest.mark.parametrize("case", PASSAGES["news"], ids=_text)
def test_news_gives_its_timexes(case: dict[str, Any]) -> None:
    text = _text(case)
    found = find_dates(text, published=case.get("published", NEWS_DAY))
    assert [[text[e.start : e.end], e.type, e.value or ""] for e in found] == case["dates"]


@pytest.mark.parametrize("case", PASSAGES["told"], ids=_text)
def test_reports_give_their_days(case: dict[str, Any]) -> None:
    text = _text(case)
    found = [e for e in find_dates(text, published=case["published"]) if e.edtf]
    assert [[text[e.start : e.end], e.edtf] for e in found] == case["dates"]
