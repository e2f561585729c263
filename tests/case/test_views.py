"""The views arrange what the fold gives: accounts, lineage, differences, questions, words."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.case.conftest import Case, decision, log, told

from caseweave.case import (
    CaseFiles,
    Rooms,
    accounts,
    chain_words,
    diff,
    fold,
    lineage,
    open_questions,
    opened,
    sentence_around,
    timeline,
    value_words,
)
from caseweave.model import (
    Attribution,
    Copy,
    CountValue,
    DateValue,
    Evidence,
    Finding,
    HeadCount,
    Incident,
    OpenQuestion,
    Origin,
    PlaceValue,
    TimelineEntry,
    Value,
)


def files_of(rooms: Rooms, case: Case, **when: str) -> CaseFiles:
    return fold(log(*case.records()), rooms=rooms, **when)


def with_origins(files: CaseFiles, case: Case) -> Incident:
    origins = (
        Origin(
            id="origin:1",
            name="The Courier",
            kind="outlet",
            claims=(case.nine.id,),
            reports=(case.first.id,),
        ),
    )
    return msgspec.structs.replace(files.incidents[0], origins=origins)


def test_every_claim_stands_in_one_cell(rooms: Rooms, case: Case) -> None:
    files = files_of(rooms, case)
    view = accounts(files, with_origins(files, case))
    cells = [
        (row.attribute, origin, e)
        for row in view.rows
        for origin, es in row.cells.items()
        for e in es
    ]
    assert sorted(e.claim for _, _, e in cells) == sorted((case.nine.id, case.eight.id))
    assert {(a, o, e.value) for a, o, e in cells} == {
        ("people", "origin:1", "9"),
        ("people", "-", "8"),
    }
    assert [(c.name, c.outlets) for c in view.columns] == [
        ("The Courier", ("The Courier",)),
        ("no origin found", ("The Gazette",)),
    ]


def test_a_claim_without_a_finding_still_has_its_row(rooms: Rooms, case: Case) -> None:
    files = files_of(rooms, case)
    bare = msgspec.structs.replace(files.incidents[0], findings=())
    (row,) = accounts(files, bare).rows
    assert (row.attribute, row.verdict, row.rule) == ("people", "unknown", None)


def test_lineage_names_copies_citations_and_speakers(rooms: Rooms, case: Case) -> None:
    files = files_of(rooms, case)
    chain = (
        Attribution(kind="outlet", name="The Gazette"),
        Attribution(kind="outlet", name="The Courier"),
        Attribution(kind="named", name="Ada Quill"),
    )
    copy = Copy(report=case.first.id, kind="excerpt", score=0.8, because="it shares a paragraph")
    files = msgspec.structs.replace(
        files,
        claims=tuple(
            msgspec.structs.replace(c, attribution=chain) if c.id == case.eight.id else c
            for c in files.claims
        ),
        reports=tuple(
            msgspec.structs.replace(r, copies=(copy,)) if r.id == case.second.id else r
            for r in files.reports
        ),
    )
    edges = {(e.a, e.kind, e.b) for e in lineage(files, files.incidents[0]).edges}
    assert edges == {
        (case.second.id, "copies", case.first.id),
        (case.second.id, "cites", case.first.id),
        (case.second.id, "quotes", "Ada Quill"),
    }


def test_a_diff_says_what_became_known(rooms: Rooms, case: Case) -> None:
    before, after = files_of(rooms, case, as_of="2024-05-02"), files_of(rooms, case)
    words = [c.words for c in diff(before, after)]
    assert words[0] == "New report: gazette.txt (The Gazette, 2024-05-03)."
    assert diff(after, after) == ()


def test_a_diff_says_that_an_incident_was_parted_and_joined(rooms: Rooms, case: Case) -> None:
    joined = files_of(rooms, case)
    parted = fold(log(*case.records(), decision("split", str(case.nine.mention))), rooms=rooms)
    assert {c.kind for c in diff(joined, parted)} >= {"parted"}
    assert {c.kind for c in diff(parted, joined)} >= {"joined"}


def test_a_changed_finding_is_told_with_what_it_was(rooms: Rooms, case: Case) -> None:
    before = files_of(rooms, case)
    finding = before.incidents[0].findings[0]
    value = CountValue(low=7, best=7, high=7)
    changed = msgspec.structs.replace(finding, value=value, verdict="conflict", low=7, high=9)
    incident = msgspec.structs.replace(before.incidents[0], findings=(changed,))
    after = msgspec.structs.replace(before, incidents=(incident,))
    (change,) = diff(before, after)
    assert (
        change.words
        == f"How many people: 7 (7 to 9), conflict (was {value_words(finding.value)}, single)."
    )


def test_questions_come_before_conflicts() -> None:
    incident = Incident(
        id="incident:1",
        type="boat",
        title="a rescue",
        reports=(),
        mentions=(),
        findings=(
            Finding(
                attribute="dead", value=None, verdict="conflict", rule="r", because="2 against 3."
            ),
        ),
        headcount=HeadCount(open=(OpenQuestion(question="Where is the ninth?"),)),
    )
    assert [(q.kind, q.words) for q in open_questions(incident)] == [
        ("headcount", "Where is the ninth?"),
        ("conflict", "Dead: 2 against 3."),
    ]


def test_the_timeline_runs_as_it_happened_or_as_it_became_known() -> None:
    early_known_late = TimelineEntry(at="2024-05", event="left", first_reported="2024-05-09")
    late_known_early = TimelineEntry(at="2024-05-07", event="rescued", first_reported="2024-05-08")
    undated = TimelineEntry(at=None, event="statement", first_reported="2024-05-10")
    incident = Incident(
        id="incident:1",
        type="boat",
        title="a rescue",
        reports=(),
        mentions=(),
        timeline=(undated, late_known_early, early_known_late),
    )
    assert [e.event for e in timeline(incident)] == ["left", "rescued", "statement"]
    known = [e.event for e in timeline(incident, as_known=True)]
    assert known == ["rescued", "left", "statement"]


def test_a_claim_opens_to_its_sentence_and_finding(rooms: Rooms, case: Case) -> None:
    files = files_of(rooms, case)
    found = opened(files, next(c for c in files.claims if c.id == case.nine.id))
    assert found.sentence == "Nine people were rescued off the cape."
    assert found.sentence[found.quote_start : found.quote_end] == "Nine people"
    assert found.finding is not None
    assert found.finding.rule == "stand_in"


@given(
    before=st.lists(st.sampled_from(["One went.", "“Two?” he said.", "Dr. X 3.5 ok!"]), max_size=3),
    after=st.lists(st.sampled_from(["Three came.", "Nobody knew."]), max_size=3),
)
def test_the_sentence_always_holds_the_quote(before: list[str], after: list[str]) -> None:
    text = " ".join([*before, "Nine people were saved.", *after])
    report = told("courier", text)
    start = text.index("Nine")
    low, high = sentence_around(report, Evidence.at(text, start, start + 11))
    assert text[low:high] == "Nine people were saved."


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (CountValue(low=10, best=10, high=10, of=14), "10 of 14"),
        (CountValue(low=9, best=10, high=11, qualifier="about"), "about 10"),
        (CountValue(low=30_001, best=30_000, high=None, qualifier="more_than"), "more than 30,000"),
        (CountValue(low=8, best=None, high=12, qualifier="range"), "8 to 12"),
        (CountValue(low=24, best=None, high=None, qualifier="vague", words="dozens"), "dozens"),
        (CountValue(low=2, best=2, high=2, population="crew"), "2 (crew)"),
        (DateValue(edtf=None, words="last Monday"), "unresolved (last Monday)"),
        (PlaceValue(name="Gate 4", city="Arbor", country="FR"), "Gate 4, Arbor, France"),
        (None, "unknown"),
    ],
)
def test_values_in_words(value: Value | None, words: str) -> None:
    assert value_words(value) == words


def test_chains_in_words() -> None:
    chain = (
        Attribution(kind="outlet", name=None),
        Attribution(kind="organisation", name="Harbour Radio"),
        Attribution(kind="anonymous", name=None),
    )
    said = "an outlet that is not named, citing Harbour Radio, citing anonymous source"
    assert chain_words(chain) == said
