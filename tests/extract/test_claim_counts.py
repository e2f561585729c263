"""What a reader takes from short passages about groups of people: how many, in what state.

Each wanted claim and each that must not be made is one check; the floor says how many hold.
"""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from caseweave.evaluate.counts import as_report
from caseweave.extract import extract_many
from caseweave.model import HEADCOUNT_ATTRIBUTES, Claim, CountValue

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "claim_cases.toml").read_text("utf-8")
)["case"]
FLOOR = 95.0
_DEMOGRAPHIC = {None, "women", "men", "children", "infants", "family"}


@pytest.fixture(scope="module")
def claims() -> list[tuple[Claim, ...]]:
    """The claims of each passage, in the order of the table."""
    reports = [as_report(f"r{n}", case["text"]) for n, case in enumerate(CASES)]
    return [found.claims for found in extract_many(reports)]


def test_the_passages_keep_their_floor(claims: list[tuple[Claim, ...]]) -> None:
    missed = [
        line for case, told in zip(CASES, claims, strict=True) for line in _missed(case, told)
    ]
    checks = sum(len(case["want"]) + len(case.get("never", [])) for case in CASES)
    assert len(CASES) >= 60
    assert 100 * (1 - len(missed) / checks) >= FLOOR, missed


def _missed(case: dict[str, Any], told: tuple[Claim, ...]) -> list[str]:
    counts = [c for c in told if isinstance(c.value, CountValue)]
    wanted = [w for w in case["want"] if not any(_fits(w, c) for c in counts)]
    spurious = [n for n in case.get("never", []) if any(_is_made(n, c) for c in counts)]
    return [f"{case['text'][:60]}: {w}" for w in wanted] + [
        f"{case['text'][:60]}: never {n}" for n in spurious
    ]


def _fits(wanted: str, claim: Claim) -> bool:
    attribute, best, *rest = wanted.split()
    fields = {"q": "exact", "fact": "happened"} | dict(pair.split("=") for pair in rest)
    value = claim.value
    assert isinstance(value, CountValue)
    return (
        (claim.attribute, value.best, claim.factuality) == (attribute, int(best), fields["fact"])
        and claim.stance == "asserts"
        and fields["q"] in {"any", value.qualifier}
        and fields.get("of", str(value.of)) == str(value.of)
        and (value.population in _DEMOGRAPHIC or value.population == fields.get("pop"))
    )


def _is_made(never: str, claim: Claim) -> bool:
    """Whether a claim says what none may say of the incident's own people."""
    attribute, _, best = never.partition(" ")
    value = claim.value
    assert isinstance(value, CountValue)
    said = claim.attribute == attribute and best in {"", str(value.best)}
    own = value.population is None and value.qualifier == "exact"
    return said and own and claim.factuality == "happened" and claim.stance == "asserts"


def test_the_table_is_well_formed() -> None:
    known = {*HEADCOUNT_ATTRIBUTES, "statistic"}
    lines = [line for case in CASES for line in (*case["want"], *case.get("never", []))]
    assert {line.split()[0] for line in lines} <= known
    assert max(Counter(case["text"] for case in CASES).values()) == 1
