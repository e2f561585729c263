"""Dates as a reader says them: whatever stands in a claim comes out as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseweave.export import day


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "no date"),
        ("2019-11-23", "23 November 2019"),
        ("2019-11-23T10:00", "23 November 2019"),
        ("2019-11~", "about November 2019"),
        ("2019?", "perhaps 2019"),
        ("2019-21", "spring 2019"),
        ("2019-11-20/2019-11-30", "20 November 2019 to 30 November 2019"),
        ("../2019-11-30", "30 November 2019 or earlier"),
        ("-0599", "600 BC"),
        ("199X", "199X"),
    ],
)
def test_a_date_is_said_in_words(edtf: str | None, words: str) -> None:
    assert day(edtf) == words


@given(st.from_regex(r"-?[0-9X]{1,4}(-[0-9X]{1,2}){0,2}[~?%]?(/-?[0-9X.]{0,10})?", fullmatch=True))
def test_no_date_however_odd_stops_a_page(edtf: str) -> None:
    assert day(edtf)
