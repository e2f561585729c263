"""The acceptance case: the five seed reports, against what a careful reader found in them.

Floors are what was reached, rounded down; one is lowered only with a written reason here.
"""

from pathlib import Path

import pytest

from caseweave.case import CaseFiles
from caseweave.evaluate import seeds
from caseweave.evaluate._run import case_files, read_reports
from caseweave.model import Finding, Incident

pytestmark = pytest.mark.data

FLOORS = {
    "facts": 85.0,
    "claims": 85.0,
    "authors": 100.0,
    "boilerplate": 100.0,
    "publication_dates": 100.0,
    "incidents_found": 100.0,
    "incidents_apart": 100.0,
    "evidence_integrity": 100.0,
}


@pytest.fixture(scope="module")
def files(data_root: Path) -> CaseFiles:
    return case_files(read_reports(data_root / "seeds"))


@pytest.fixture(scope="module")
def large(files: CaseFiles) -> Incident:
    """The incident that three of the reports tell."""
    return max(files.incidents, key=lambda i: len(i.reports))


def finding(incident: Incident, attribute: str) -> Finding:
    return next(f for f in incident.findings if f.attribute == attribute and not f.population)


def test_the_floors_hold(data_root: Path) -> None:
    reached = seeds.run(data_root)
    assert {k: v for k, v in FLOORS.items() if reached[k] < v} == {}


def test_three_reports_are_one_incident_and_the_main_ones_of_the_others_are_apart(
    files: CaseFiles, large: Incident
) -> None:
    sources = {r.id: r.source for r in files.reports}
    assert sorted(sources[r][:3] for r in large.reports) == ["000", "001", "002"]
    main = {m.report: m.incident for m in files.mentions if m.role == "main"}
    assert len(set(main.values())) == 3


def test_thirteen_against_eleven_is_a_conflict(large: Incident) -> None:
    released = finding(large, "released")
    assert released.verdict == "conflict"
    assert (released.low, released.high) == (11, 13)
    assert len(released.origins) > 1


def test_who_brought_it_about_is_laid_side_by_side(large: Incident) -> None:
    helpers = [r.who for r in large.responses if "helped" in r.act]
    assert any("U.S." in who or "US " in who for who in helpers)
    assert any("Europe" in who for who in helpers)
    assert finding(large, "helped_by").verdict == "conflict"


def test_the_denial_is_aimed_at_the_outlet_whose_report_it_is(
    files: CaseFiles, large: Incident
) -> None:
    denials = [c for c in files.claims if c.stance == "denies" and c.incident == large.id]
    aimed = {c.disputes.outlet for c in denials if c.disputes}
    carried = {r.outlet for r in files.reports if r.source.startswith("000")}
    bare = {(name or "").removeprefix("The ") for name in carried}
    assert aimed == bare


def test_the_file_asks_who_is_not_accounted_for(large: Incident) -> None:
    asked = " ".join(q.question for q in large.headcount.open)
    for number in ("14", "10", "4", "11", "13"):
        assert number in asked


def test_a_place_on_the_wrong_border_is_said_beside_the_claim(large: Incident) -> None:
    kinds = [c.kind for c in large.checks]
    assert "place_contradicts_gazetteer" in kinds


def test_no_date_is_invented_for_the_report_that_has_none(files: CaseFiles) -> None:
    undated = [r for r in files.reports if r.published is None]
    assert [r.source[:3] for r in undated] == ["003"]
