"""A publication date is read from the page's own words, or it is unknown."""

import pytest

from caseweave.clean import clean
from caseweave.clean._pagedates import find_page_dates, parse_date
from caseweave.model import Block, Given, Published, RawReport, Report

BODY = "The guards let nine people go on Sunday, and the town was quiet again by noon.\n\n" * 3


def published(head: str, foot: str = "", body: str = BODY, **known: str) -> Published | None:
    text = f"Nine people let go at the border\n\n{head}\n\n{body}\n\n{foot}"
    raw = RawReport(
        id="sha256:0",
        source="p",
        media_type="text/plain",
        data=b"",
        given=Given(**known),
        blocks=(Block(kind="text", text=text),),
    )
    report = clean(raw)
    assert isinstance(report, Report)
    if report.published and report.published.evidence:
        evidence = report.published.evidence
        assert report.text[evidence.start : evidence.end] == evidence.quote
    return report.published


@pytest.mark.parametrize(
    ("line", "value", "precision"),
    [
        ("Published : Feb 3, 2018 - 16:55", "2018-02-03T16:55:00", "minute"),
        ("February 3, 2018, 10:35pm", "2018-02-03T22:35:00", "minute"),
        ("Saturday 3 February 2018 11.23 GMT", "2018-02-03T11:23:00", "minute"),
        ("Posted on 3rd February 2018", "2018-02-03", "day"),
        ("2018-02-03", "2018-02-03", "day"),
        ("23/2/2018", "2018-02-23", "day"),
        ("February 2018", "2018-02", "month"),
    ],
)
def test_a_date_line_in_the_head(line: str, value: str, precision: str) -> None:
    found = published(line)
    assert found is not None
    assert (found.value, found.precision) == (value, precision)
    assert found.evidence is not None


def test_a_date_in_the_foot_needs_words_that_say_so() -> None:
    foot = "This story ran in the print edition of The Inland Times on February 03, 2018."
    found = published("", foot)
    assert found is not None
    assert found.value == "2018-02-03"
    assert published("", "Nils Ott, February 5, 2018") is None


def test_a_dateline_may_carry_the_date() -> None:
    found = published("", body="BRELL, Ostland (Feb. 3, 2018) — " + BODY)
    assert found is not None
    assert found.value == "2018-02-03"


def test_first_publication_goes_before_an_update() -> None:
    found = published("Updated: Feb 9, 2018\nPublished: Feb 3, 2018")
    assert found is not None
    assert found.value == "2018-02-03"


def test_no_date_is_no_date() -> None:
    assert published("") is None
    assert published("© 2018 Inland Times") is None
    assert (
        published("", body="On February 3, 2018, the guards let nine people go again.\n\n") is None
    )


def test_numbers_that_read_two_ways_keep_what_both_share() -> None:
    found = published("3/4/2018")
    assert found is not None
    assert (found.value, found.precision) == ("2018", "year")


@pytest.mark.parametrize(
    ("known", "body", "value"),
    [
        ({"language": "en-US"}, BODY, "2018-03-04"),
        ({"language": "en-GB"}, BODY, "2018-04-03"),
        ({"url": "https://news.example.uk/1"}, BODY, "2018-04-03"),
        ({}, BODY + "The U.S. sheriff of the county wrote to U.S. officials.", "2018-03-04"),
        ({}, BODY + "The harbour centre organised help with its neighbours.", "2018-04-03"),
        ({}, "Updated: 25/4/2018\n\n" + BODY, "2018-04-03"),
    ],
)
def test_the_order_of_day_and_month_needs_evidence(
    known: dict[str, str], body: str, value: str
) -> None:
    found = published("3/4/2018", body=body, **known)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2018-02-03T10:00:00+09:00", "2018-02-03T10:00:00+09:00"),
        ("Sat, 03 Feb 2018 16:55:00 +0900", "2018-02-03T16:55:00+09:00"),
        ("20180203", "2018-02-03"),
        ("2018-02", "2018-02"),
        ("yesterday", None),
        ("2018-02-31", None),
    ],
)
def test_given_dates(words: str, value: str | None) -> None:
    found = parse_date(words)
    assert (found.value if found else None) == value


def test_a_given_date_that_stands_in_the_page_keeps_its_evidence() -> None:
    found = published("February 3, 2018", published="2018-02-03")
    assert found is not None
    assert found.evidence is not None


def test_impossible_dates_are_none() -> None:
    assert not find_page_dates("45/13/2018, 31 June 2018, 3.4.18")
