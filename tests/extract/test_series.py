"""Which figures are statistics: of a series, a record, what a place holds; none of one event."""

import tomllib
from pathlib import Path
from typing import Any

from caseweave.evaluate.counts import as_report
from caseweave.extract import extract_many
from caseweave.model import CountValue

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "series_cases.toml").read_text("utf-8")
)["case"]
FLOOR = 85.0


def test_figures_of_a_series_are_statistics() -> None:
    reports = [as_report(f"r{n}", case["text"]) for n, case in enumerate(CASES)]
    missed: list[str] = []
    for case, found in zip(CASES, extract_many(reports), strict=True):
        told = {
            c.value.best
            for c in found.claims
            if c.attribute == "statistic" and isinstance(c.value, CountValue)
        }
        missed += [f"{case['text']}: {n}" for n in set(case["statistic"]) ^ told]
    checks = sum(max(1, len(case["statistic"])) for case in CASES)
    assert len(CASES) >= 30
    assert 100 * (1 - len(missed) / checks) >= FLOOR, missed
