"""The case files of the seeds: what section 2 of the design asks stands on the page."""

import html
import re
from pathlib import Path

import pytest

from caseweave.case import CaseFiles, by_urgency
from caseweave.evaluate._run import case_files, read_reports
from caseweave.export import render_html
from caseweave.model import Incident
from caseweave.service import case_page

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def files(data_root: Path) -> CaseFiles:
    return case_files(read_reports(data_root / "seeds"))


@pytest.fixture(scope="module")
def largest(files: CaseFiles) -> Incident:
    return max(files.incidents, key=lambda i: (len(i.reports), i.id))


def shown(files: CaseFiles, incident: Incident) -> str:
    page = html.unescape(re.sub(r"<[^>]+>", " ", render_html(case_page(files, incident))))
    return " ".join(page.split())


@pytest.mark.parametrize(
    "words",
    [
        "3 of the 14 sent back",
        "1 of the 14 sent back",
        "if the 11 released are among them",
        "if the 13 released are among them",
        "were not among the 10 detained",
        "What became of the 4 in hiding",
        "Lang Son does not lie at the border between Vietnam and Laos",
        "told as past",
        "the two count once",
        "1951 Refugee Convention: party since 1982",
    ],
)
def test_the_largest_case_asks_and_says_what_a_reader_needs(
    files: CaseFiles, largest: Incident, words: str
) -> None:
    assert words in shown(files, largest)


def test_three_helpers_stand_side_by_side_and_a_report_is_denied(largest: Incident) -> None:
    helpers = " ".join(r.who for r in largest.responses if r.kind == "helped_by")
    for name in ("U.S. diplomats", "European institutions", "South Korea"):
        assert name in helpers
    denial = next(r for r in largest.responses if r.stance == "denies" and r.kind == "denies")
    assert "WSJ report" in denial.act
    asked = next(r for r in largest.responses if r.kind == "requested_from")
    assert (asked.who, asked.requested_by) == ("South Korean Embassy", "one of the defectors")


def test_one_line_for_each_party_and_act(largest: Incident) -> None:
    lines = [(r.who.casefold(), r.kind, r.stance) for r in largest.responses]
    assert len(lines) == len(set(lines))


def test_a_town_at_the_wrong_end_of_a_border_is_said(files: CaseFiles) -> None:
    told = [c.because for i in files.incidents for c in i.checks]
    assert any(t.startswith("Tumen is placed in the north-west") for t in told)


def test_no_place_on_the_way_is_a_conflict(largest: Incident) -> None:
    routes = {"place", "origin_place", "transit_place", "destination"}
    assert not [
        f.attribute for f in largest.findings if f.attribute in routes and f.verdict == "conflict"
    ]


def test_the_open_case_comes_before_the_old_ones(files: CaseFiles, largest: Incident) -> None:
    order = [u.incident for u in by_urgency(files)]
    assert order[0] == largest.id
