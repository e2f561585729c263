"""A figure can be opened to its rule, its claims and their sentences: page, terminal, JSON."""

import html
import json
import re
from pathlib import Path

import pytest

from caseweave.case import CaseFiles
from caseweave.cli import main
from caseweave.evaluate._run import case_files, read_reports
from caseweave.export import render_html, render_markdown
from caseweave.reconcile import rule_book
from caseweave.service import case_page

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
SOME = ("e12_nineteen-sfax.txt", "e18_lampedusa-newborn.html", "e19_open-gangway.txt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three of the examples."""
    made = tmp_path_factory.mktemp("some")
    for name in SOME:
        (made / name).write_bytes((REPORTS / name).read_bytes())
    return made


@pytest.fixture(scope="module")
def files(folder: Path) -> CaseFiles:
    return case_files(read_reports(folder))


def test_every_reference_of_the_page_leads_to_a_sentence_of_a_report(files: CaseFiles) -> None:
    for incident in files.incidents:
        page = render_html(case_page(files, incident))
        ids = set(re.findall(r'\bid="([^"]+)"', page))
        led = set(re.findall(r'href="#([^"]+)"', page))
        assert led <= ids
        plain = html.unescape(re.sub(r"<[^>]+>", "", page))
        for claim in (c for c in files.claims if c.incident == incident.id):
            assert claim.id.replace(":", "-") in ids
            assert claim.evidence.quote in plain


def test_every_finding_of_the_page_says_its_rule_and_why(files: CaseFiles) -> None:
    for incident in files.incidents:
        page = html.unescape(render_html(case_page(files, incident)))
        for finding in incident.findings:
            assert rule_book()[finding.rule][0] in page
            assert finding.because in page


def test_every_figure_of_the_ledger_and_every_question_names_its_claims(files: CaseFiles) -> None:
    for incident in files.incidents:
        known = {c.id for c in files.claims if c.incident == incident.id}
        ledger = incident.headcount
        resting = [c.claims for c in ledger.cells]
        resting += [c.claims for c in ledger.conflicts]
        resting += [q.claims for q in ledger.open]
        resting += [s.claims for s in incident.standing]
        assert all(claims and set(claims) <= known for claims in resting)


def test_the_parts_of_the_brief_stand_in_the_markdown_too(files: CaseFiles) -> None:
    for incident in files.incidents:
        page = render_markdown(case_page(files, incident))
        assert "### Not accounted for" in page
        assert "### Where they stand" in page


def test_a_finding_opens_in_the_terminal_and_as_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "store.db")
    assert main(["build", str(folder), "--store", store]) == 0
    capsys.readouterr()
    opening = ["show", "Lampedusa", "--finding", "dead", "--store", store]
    assert main(opening) == 0
    shown = " ".join(capsys.readouterr().out.split())
    rule, sources = rule_book()["toll"]
    assert rule in shown
    assert sources[0][:20] in shown
    assert "▸" in shown
    assert main([*opening, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rule"] == rule
    assert {c["claim"]["id"] for c in told["claims"]} == set(told["finding"]["claims"])
    assert all(c["sentence"] for c in told["claims"])
