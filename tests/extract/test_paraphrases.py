"""Many ways of saying what befell people: one sentence each, by voice, idiom, headline and noun.

The table is a sample of a larger bench, so that a gain for one wording cannot cost another.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseweave.evaluate.counts import as_report
from caseweave.extract import extract_many
from caseweave.model import HEADCOUNT_ATTRIBUTES, Claim, CountValue

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "paraphrase_cases.toml").read_text("utf-8")
)["case"]
TOLD, QUIET = 86.0, 95.0
_STATUSES = {a for a in HEADCOUNT_ATTRIBUTES if not a.startswith("people")}


@pytest.fixture(scope="module")
def counts() -> list[set[tuple[str, int]]]:
    """Statuses and figures that each sentence is taken to tell, in the order of the table."""
    reports = [as_report(f"r{n}", case["text"]) for n, case in enumerate(CASES)]
    return [_told(found.claims) for found in extract_many(reports)]


def _told(claims: tuple[Claim, ...]) -> set[tuple[str, int]]:
    return {
        (c.attribute, c.value.best)
        for c in claims
        if isinstance(c.value, CountValue)
        and c.attribute in _STATUSES
        and c.value.best
        and (c.factuality, c.stance) == ("happened", "asserts")
    }


def test_what_befell_people_is_read_however_it_is_said(
    counts: list[set[tuple[str, int]]],
) -> None:
    wanted = [
        (case["text"], (status, int(figure)), told)
        for case, told in zip(CASES, counts, strict=True)
        for status, figure in (line.split() for line in case.get("want", []))
    ]
    missed = [f"{text} {claim}" for text, claim, told in wanted if claim not in told]
    assert len(wanted) >= 90
    assert 100 * (1 - len(missed) / len(wanted)) >= TOLD, missed


def test_what_only_looks_alike_gives_nobody_a_status(
    counts: list[set[tuple[str, int]]],
) -> None:
    alike = [(c, told) for c, told in zip(CASES, counts, strict=True) if "never" in c]
    made = [
        f"{case['text']} {status} {figure}"
        for case, told in alike
        for status, figure in sorted(told)
        if status in case["never"] or "*" in case["never"]
    ]
    assert len(alike) >= 25
    assert 100 * (1 - len(made) / len(alike)) >= QUIET, made


def test_the_table_is_well_formed() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES)
    told = {line.split()[0] for case in CASES for line in case.get("want", [])}
    assert told <= _STATUSES
