"""The table of invented lines: furniture, bylines and dates are told, and real lines stay real."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from caseweave.clean import clean
from caseweave.model import Block, Given, RawReport, Report

CASES: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "cases.toml").read_text(encoding="utf-8")
)
MARKED = 0.95
BODY = (
    "Their bus had left Brell at dawn, and soldiers stopped it at a bridge to ask for papers.",
    "The driver was told to leave the road and to wait, and nobody was allowed to telephone.",
    "The guards let nine people go on Sunday, and the town was quiet again by noon.",
    "A lawyer for the families said that the men had been kept in a school near the river.",
    "The ministry did not answer questions, and the mayor said that he knew nothing of it.",
)


def page(place: str, line: str) -> Report:
    """A made-up report with `line` under its title, in it, below it, or glued to its beginning."""
    body = list(BODY)
    if place == "lead":
        body[0] = line + body[0]
    else:
        body.insert({"head": 0, "middle": 3, "foot": 5}[place], line)
    raw = RawReport(
        id="sha256:0",
        source="p",
        media_type="text/plain",
        data=b"",
        given=Given(),
        blocks=(Block(kind="text", text="\n\n".join(["Nine let go at the border", *body])),),
    )
    report = clean(raw)
    assert isinstance(report, Report), report
    return report


def kinds(report: Report, line: str) -> set[str]:
    start = report.text.index(line)
    end = start + len(line)
    return {p.kind for p in report.passages if p.start < end and start < p.end}


def placed(*tables: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(at, line) for table in tables for at, lines in table.items() for line in lines]


def pairs(name: str) -> list[tuple[str, str]]:
    return [*CASES[name]["unseen"].items(), *CASES[name]["seen"].items()]


@pytest.mark.parametrize(
    ("place", "line"), placed(CASES["furniture"]["unseen"], CASES["furniture"]["seen"])
)
def test_furniture_is_marked(place: str, line: str) -> None:
    assert kinds(page(place, line), line) == {"boilerplate"}


def test_more_furniture_is_marked_than_the_floor() -> None:
    lines = placed(CASES["furniture"]["more"])
    aside = {"boilerplate", "byline", "caption"}
    missed = [line for at, line in lines if not kinds(page(at, line), line) <= aside]
    assert len(lines) >= 190
    assert 1 - len(missed) / len(lines) >= MARKED, missed


@pytest.mark.parametrize(("place", "line"), placed(CASES["told"]))
def test_what_is_told_is_not(place: str, line: str) -> None:
    assert kinds(page(place, line), line) <= {"paragraph", "quotation"}


@pytest.mark.parametrize(("line", "author"), pairs("byline"))
def test_a_byline_names_its_authors(line: str, author: str) -> None:
    assert page("head", line).author == author


@pytest.mark.parametrize("line", CASES["byline"]["none"]["lines"])
def test_other_lines_under_a_title_name_no_author(line: str) -> None:
    assert page("head", line).author is None


@pytest.mark.parametrize(("line", "value"), pairs("date"))
def test_a_date_line_dates_the_report(line: str, value: str) -> None:
    published = page("head", line).published
    assert published is not None
    assert published.value == value
    assert published.evidence is not None


@pytest.mark.parametrize(("head", "value"), CASES["dateline"].items())
def test_a_dateline_dates_a_report_that_nothing_else_dates(head: str, value: str) -> None:
    report = page("lead", head)
    assert report.published is not None
    assert report.published.value == value
    assert kinds(report, head.strip()) == {"dateline"}


def test_a_date_line_goes_before_a_dateline() -> None:
    text = f"Nine let go\n\n5 March 2021\n\nBRELL, 4 MAR 21 (PNA) -- {BODY[0]}\n\n{BODY[1]}"
    raw = RawReport(
        id="sha256:0",
        source="p",
        media_type="text/plain",
        data=b"",
        given=Given(),
        blocks=(Block(kind="text", text=text),),
    )
    report = clean(raw)
    assert isinstance(report, Report)
    assert report.published is not None
    assert report.published.value == "2021-03-05"


def test_furniture_of_many_short_lines_is_not_wrapped_text() -> None:
    head = "The Harbour Ledger, 4 March 2021, 09:45\nText: Mara Quist    Photo: archive\n"
    report = page("head", f"{head}A  B  C  Share\nREAD ALSO: Bus fares rise\nREAD ALSO: Rain")
    assert (report.author, report.outlet) == ("Mara Quist", "The Harbour Ledger")


def test_paragraphs_of_a_wrapped_text_without_blank_lines_are_told_apart() -> None:
    text = (
        "Harbour Legal Aid\nPublic statement, 4 March 2021\nOstland: let the nine people go\n"
        "Harbour Legal Aid calls on Ostland to let go of nine people who were\n"
        "taken from a bus at the bridge of Brell on Sunday. Four of them are\n"
        "children.\n"
        "A relative told our lawyer that the guards had kept the nine in a\n"
        "school near the river, and that nobody had been allowed to see them\n"
        "since then, not even the doctor of the town. The families have asked\n"
        "the mayor of Brell twice where the nine are, and they have had no\n"
        "answer from him or from the ministry, which sent their letter back.\n"
        "The bus has not been returned to its owner either."
    )
    raw = RawReport(
        id="sha256:0",
        source="p",
        media_type="application/pdf",
        data=b"",
        given=Given(),
        blocks=(Block(kind="text", text=text),),
    )
    report = clean(raw)
    assert isinstance(report, Report)
    assert "who were taken from a bus" in report.text
    assert "children.\n\nA relative" in report.text
    assert report.published is not None
    assert report.published.value == "2021-03-04"
