"""When and where things happened: days and places bound to what they belong to, no more."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseweave.extract import extract_many
from caseweave.model import Claim, DateValue, Passage, PlaceValue, Published, Report

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("when_where_cases.toml").read_text(encoding="utf-8")
)["case"]


def _report(number: int, text: str) -> Report:
    return Report(
        id=f"sha256:{number:064x}",
        source=f"{number}.txt",
        media_type="text/plain",
        language="en",
        outlet="Quay Gazette",
        published=Published(value="2031-03-10", precision="day"),
        text=text,
        passages=(Passage(kind="paragraph", start=0, end=len(text)),),
    )


@pytest.fixture(scope="module")
def claims() -> list[tuple[Claim, ...]]:
    reports = [_report(n, case["text"]) for n, case in enumerate(CASES)]
    return [e.claims for e in extract_many(reports)]


def _said(found: tuple[Claim, ...]) -> dict[str, str]:
    """Every day and place that is claimed, with how factual it is."""
    said: dict[str, str] = {}
    for claim in found:
        if isinstance(claim.value, DateValue):
            said[f"{claim.attribute} {claim.value.edtf}"] = claim.factuality
        elif isinstance(claim.value, PlaceValue):
            said[f"{claim.attribute} {claim.value.name}"] = claim.factuality
    return said


@pytest.mark.parametrize("number", range(len(CASES)), ids=[c["kind"] for c in CASES])
def test_days_and_places_are_those_of_the_event(
    claims: list[tuple[Claim, ...]], number: int
) -> None:
    case, said = CASES[number], _said(claims[number])
    assert [w for w in case.get("want", ()) if w not in said] == [], said
    assert [w for w in case.get("never", ()) if w in said] == [], said
    assert all(said[w] == "future" for w in case.get("future", ())), said
    assert all(said[w] == "happened" for w in case.get("happened", ())), said
