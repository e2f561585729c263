"""The desk's own rules, without a browser: marks, decisions, sign-off, queue, search, spans."""

import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseweave.model import (
    Attribution,
    CaseweaveError,
    CategoryValue,
    Claim,
    Evidence,
    Passage,
    Report,
)
from caseweave.service import Act, Moment
from caseweave.service.desk import (
    Clash,
    Desk,
    LockedError,
    View,
    digest_of,
    mark,
    record,
    search,
    sign,
    undo_of,
)
from caseweave.web.pages._marked import marked


@pytest.fixture
def desk(built_store: Path, tmp_path: Path) -> Desk:
    """A desk over a copy of the five reports; every act has a moment of its own."""
    store = tmp_path / "store.db"
    shutil.copy(built_store, store)
    ticks = itertools.count(1)
    return Desk(store, clock=lambda: f"2030-01-01T00:00:00.{next(ticks):06d}Z")


def look(desk: Desk) -> View:
    return View(desk.board())


def the_case(view: View) -> str:
    """The case that most reports tell."""
    return max(view.incidents, key=lambda i: (len(i.reports), i.id)).id


def accept(view: View, number: int = 0, by: str = "ada") -> Act:
    claim = view.case(view.incident(the_case(view))).claims[number]
    return Act(kind="accept", targets=(claim.id,), by=by)


def test_several_calls_are_recorded_at_once_and_can_be_taken_back(desk: Desk) -> None:
    view = look(desk)
    case = view.incident(the_case(view))
    done = record(desk, view, [accept(view, 0), accept(view, 1)], case, view.position)
    assert not isinstance(done, Clash)
    assert len(done) == 2
    after = look(desk)
    assert after.position == view.position + 2
    assert after.row(case.id).state == "in review"
    record(desk, after, [undo_of(d, "ada") for d in done], None, None)
    assert look(desk).board.files.reviews == ()


def test_nothing_is_recorded_over_what_a_page_did_not_show(desk: Desk) -> None:
    view = look(desk)
    case = view.incident(the_case(view))
    record(desk, view, [accept(view, 0, by="grace")], case, view.position)
    now = look(desk)
    found = record(desk, now, [accept(view, 1)], case, view.position)
    assert isinstance(found, Clash)
    assert [e.record.by for e in found.entries if hasattr(e.record, "by")] == ["grace"]
    assert look(desk).position == now.position
    # Having seen it, the same person may go on.
    assert not isinstance(record(desk, now, [accept(view, 1)], case, now.position), Clash)


def test_a_decision_on_one_case_is_no_clash_on_another(desk: Desk) -> None:
    view = look(desk)
    case = view.incident(the_case(view))
    other = next(i for i in view.incidents if i.id != case.id)
    elsewhere = Act(kind="accept", targets=(view.case(other).claims[0].id,), by="grace")
    record(desk, view, [elsewhere], other, view.position)
    assert not isinstance(record(desk, look(desk), [accept(view)], case, view.position), Clash)


def test_who_worked_on_a_case_does_not_sign_it_and_a_signed_case_is_locked(desk: Desk) -> None:
    view = look(desk)
    case = view.incident(the_case(view))
    with pytest.raises(CaseweaveError, match="Nobody has asked"):
        sign(desk, view, case, "grace", view.position)
    record(desk, view, [accept(view)], case, view.position)
    mark(desk, case, "asked", "ada", "please")
    view = look(desk)
    with pytest.raises(CaseweaveError, match="cannot sign it"):
        sign(desk, view, case, "ada", view.position)
    sign(desk, view, case, "grace", view.position)

    view = look(desk)
    case = view.incident(the_case(view))
    assert view.marks(case.id).locked
    assert view.row(case.id).state == "signed"
    with pytest.raises(LockedError, match="Reopen it first"):
        record(desk, view, [accept(view, 1)], case, view.position)
    last = view.board.files.decisions[0]
    with pytest.raises(LockedError):
        record(desk, view, [undo_of(last, "ada")], None, None)

    mark(desk, case, "reopened", "ada")
    view = look(desk)
    record(desk, view, [accept(view, 1)], case, view.position)
    assert not look(desk).marks(case.id).locked
    assert len(look(desk).marks(case.id).versions) == 1


def test_a_signed_version_can_be_replayed_to_the_byte(desk: Desk) -> None:
    view = look(desk)
    case = view.incident(the_case(view))
    mark(desk, case, "asked", "ada")
    view = look(desk)
    sign(desk, view, view.incident(case.id), "grace", view.position)
    signed = look(desk).marks(case.id).versions[-1]
    view = look(desk)
    wrong = Act(kind="reject", targets=(view.case(view.incident(case.id)).claims[0].id,), by="ada")
    mark(desk, case, "reopened", "ada")
    record(desk, look(desk), [wrong], None, None)
    then = desk.at(Moment(log_until=signed.at))
    assert digest_of(next(i for i in then.incidents if i.id == case.id)) == signed.digest


def test_asking_for_sign_off_is_void_after_another_decision(desk: Desk) -> None:
    view = look(desk)
    case = view.incident(the_case(view))
    mark(desk, case, "asked", "ada")
    view = look(desk)
    assert view.row(case.id).state == "waiting for sign-off"
    record(desk, view, [accept(view)], case, view.position)
    assert look(desk).row(case.id).state == "in review"


def test_the_filters_count_what_they_would_leave(desk: Desk) -> None:
    queue = look(desk).whole_queue
    for facet, values in queue.facets({}).items():
        assert sum(v.count for v in values) == len(queue.rows)
        for value in values:
            assert len(queue.chosen({facet: value.value})) == value.count


def test_search_finds_stances_fields_and_words(desk: Desk) -> None:
    view = look(desk)
    denied = search(view, "ministry denies")
    assert denied.claims
    assert {c.stance for c in denied.claims} == {"denies"}
    both = search(view, "place:moyale status:detained")
    assert the_case(view) in {i.id for i in both.cases}
    assert all(c.attribute != "rescued" for c in both.claims)
    assert search(view, "zeppelin").counts == (0, 0, 0)
    assert search(view, 'unclosed "quotation').terms
    assert search(view, "").counts == (0, 0, 0)


WORDS = "Nine people were held near the gate; two of them are children."
SPANS = st.lists(
    st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, 20)), min_size=0, max_size=8
)


@given(SPANS)
def test_every_mark_covers_exactly_its_words(spans: list[tuple[int, int]]) -> None:
    report = Report(
        id="sha256:a",
        source="a.txt",
        media_type="text/plain",
        language="en",
        text=WORDS,
        passages=(
            Passage(kind="paragraph", start=0, end=36),
            Passage(kind="paragraph", start=36, end=len(WORDS)),
        ),
    )
    claims = [
        _claim(n, start, min(start + size, len(WORDS))) for n, (start, size) in enumerate(spans)
    ]
    pieces = [p for passage in marked(report, claims) for p in passage.pieces]
    assert "".join(p.text for p in pieces) == WORDS
    for claim in claims:
        said = "".join(p.text for p in pieces if claim.id in p.claims)
        assert said == claim.evidence.quote


def _claim(number: int, start: int, end: int) -> Claim:
    return Claim(
        id=f"claim:{number}",
        report="sha256:a",
        mention="mention:a",
        attribute="event",
        value=CategoryValue(value="detained"),
        evidence=Evidence.at(WORDS, start, end),
        attribution=(Attribution(kind="outlet", name=None),),
        extractor="test",
        confidence=1.0,
    )
