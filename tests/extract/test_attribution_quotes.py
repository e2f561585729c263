"""Quotations: which marks pair, and what stays open."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseweave.extract.attribution._quotes import find_quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('She said "go now" and left.', ['"go now"']),
        ("She said “go now” and left.", ["“go now”"]),
        ("She said ''go now'' and left.", ["''go now''"]),
        ("She said 'go now.' He left.", ["'go now.'"]),
        ("The guards' hut isn't far.", []),
        ("Don't say it's the crew's.", []),
        ("“He told me ‘go now’ twice,” she said.", ["“He told me ‘go now’ twice,”"]),
        ('"One," she said. "Two."', ['"One,"', '"Two."']),
        ("A pipe of 6\" and one of 8\" burst.", []),
    ],
)  # fmt: skip
def test_marks_pair(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotations(text)] == found


def test_a_quotation_that_opens_a_passage_may_stay_open() -> None:
    (found,) = find_quotations('"We waited for hours. Nobody came.')
    assert not found.closed
    assert found.end == 34


def test_an_open_mark_within_a_passage_is_no_quotation() -> None:
    assert find_quotations('The sign read "closed and nobody came') == ()


@given(st.text(alphabet="ab \"'“”‘’.,", max_size=40), st.integers(0, 99))
def test_quotations_are_ordered_apart_and_moved_by_the_offset(text: str, offset: int) -> None:
    plain = find_quotations(text)
    moved = find_quotations(text, offset)
    assert [(q.start + offset, q.end + offset) for q in plain] == [q.span for q in moved]
    for before, after in itertools.pairwise(plain):
        assert before.end <= after.start
    assert all(0 <= q.start < q.end <= len(text) for q in plain)
