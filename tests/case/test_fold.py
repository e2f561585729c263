"""The case files are a pure function of the log: order, moments and decisions."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case.conftest import ADDED, Case, claimed, decision, extracted, log, told

from caseweave.case import CaseFiles, Rooms, fold
from caseweave.model import (
    CaseweaveError,
    CountValue,
    DateValue,
    Decision,
    LogRecord,
    Setting,
    TextValue,
    encode,
)

shared = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def folded(rooms: Rooms, *records: LogRecord, **when: Any) -> CaseFiles:
    return fold(log(*records), rooms=rooms, **when)


def test_every_mention_and_claim_gets_its_incident(rooms: Rooms, case: Case) -> None:
    files = folded(rooms, *case.records())
    (incident,) = files.incidents
    assert {m.incident for m in files.mentions} == {incident.id}
    assert {c.incident for c in files.claims} == {incident.id}
    assert incident.reports == tuple(sorted((case.first.id, case.second.id)))


@given(data=st.data())
@shared
def test_the_order_of_arrival_does_not_matter(
    rooms: Rooms, case: Case, data: st.DataObject
) -> None:
    records = case.records()
    shuffled = data.draw(st.permutations(records))
    assert encode(folded(rooms, *shuffled)) == encode(folded(rooms, *records))


ACTS = st.lists(st.sampled_from(["accept", "reject", "correct", "withhold", "release"]), max_size=5)


def _acts(case: Case, kinds: list[str]) -> list[Decision]:
    value = CountValue(low=7, best=7, high=7, words="7")
    return [
        decision(kind, case.nine.id, number=n, value=value if kind == "correct" else None)
        for n, kind in enumerate(kinds)
    ]


@given(kinds=ACTS, last=st.sampled_from(["accept", "reject", "correct", "withhold"]))
@shared
def test_undo_restores(rooms: Rooms, case: Case, kinds: list[str], last: str) -> None:
    *before, undone = _acts(case, [*kinds, last])
    undo = decision("undo", undone.id, number=9)
    restored = folded(rooms, *case.records(), *before, undone, undo)
    plain = folded(rooms, *case.records(), *before)
    assert restored.claims == plain.claims
    assert restored.reviews == plain.reviews
    assert restored.incidents == plain.incidents
    again = folded(
        rooms, *case.records(), *before, undone, undo, decision("undo", undo.id, number=10)
    )
    assert again.reviews == folded(rooms, *case.records(), *before, undone).reviews


@given(kinds=ACTS)
@shared
def test_every_finding_rests_on_claims_that_stand(
    rooms: Rooms, case: Case, kinds: list[str]
) -> None:
    files = folded(rooms, *case.records(), *_acts(case, kinds))
    standing = {c.id for c in files.claims}
    for incident in files.incidents:
        for finding in incident.findings:
            assert set(finding.claims) <= standing
    assert standing.isdisjoint(c.id for c in files.rejected)
    assert len(files.claims) + len(files.rejected) == 2


@given(kinds=ACTS)
@shared
def test_the_past_never_changes(rooms: Rooms, case: Case, kinds: list[str]) -> None:
    early = log(*case.records())
    late = log(*case.records(), *_acts(case, kinds))
    until = ADDED[:10]
    assert fold(late, log_until=until, rooms=rooms) == fold(early, log_until=until, rooms=rooms)


def test_a_correction_keeps_the_machine_s_value(rooms: Rooms, case: Case) -> None:
    value = CountValue(low=7, best=7, high=7, words="7")
    act = decision("correct", case.nine.id, value=value, text="the captain's list")
    files = folded(rooms, *case.records(), act)
    assert next(c for c in files.claims if c.id == case.nine.id).value == value
    (review,) = files.reviews
    assert review.machine_value == case.nine.value
    assert (review.state, review.by, review.reason) == ("corrected", "ada", "the captain's list")


def test_a_rejected_claim_is_kept_apart_and_can_be_accepted_again(rooms: Rooms, case: Case) -> None:
    reject, accept = _acts(case, ["reject", "accept"])
    rejected = folded(rooms, *case.records(), reject)
    assert [c.id for c in rejected.rejected] == [case.nine.id]
    assert folded(rooms, *case.records(), reject, accept).rejected == ()


def test_withholding_hides_nothing_from_the_desk(rooms: Rooms, case: Case) -> None:
    files = folded(rooms, *case.records(), decision("withhold", case.nine.id))
    assert [(r.claim, r.withheld) for r in files.reviews] == [(case.nine.id, True)]
    assert len(files.claims) == 2


def test_as_of_a_day_counts_what_was_published_by_then(rooms: Rooms, case: Case) -> None:
    files = folded(rooms, *case.records(), as_of="2024-05-02")
    assert [r.id for r in files.reports] == [case.first.id]
    assert files.notes == ("As of 2024-05-02: 1 of 2 reports were published by then.",)


@pytest.mark.parametrize(("as_of", "counted"), [("2024-05-31", False), ("2024-06-01", True)])
def test_an_undated_report_counts_from_the_day_it_was_added(
    rooms: Rooms, case: Case, as_of: str, counted: bool
) -> None:
    undated = told("leaflet", "Seven people came ashore.", None)
    files = folded(rooms, *case.records(), undated, extracted(undated), as_of=as_of)
    assert (undated.id in {r.id for r in files.reports}) is counted
    assert any("without a date of publication" in note for note in files.notes)


def test_a_report_of_a_month_counts_from_its_last_day(rooms: Rooms) -> None:
    monthly = told("review", "Seven people came ashore.", "2024-04")
    assert folded(rooms, monthly, as_of="2024-04-29").reports == ()
    assert len(folded(rooms, monthly, as_of="2024-04-30").reports) == 1


def test_a_day_that_is_none_is_refused(rooms: Rooms, case: Case) -> None:
    with pytest.raises(CaseweaveError, match="YYYY-MM-DD"):
        folded(rooms, *case.records(), as_of="soon")


def test_a_report_found_in_several_places_names_them_all(rooms: Rooms, case: Case) -> None:
    again = Setting(name="source", subject=case.first.id, value="archive/courier.txt")
    (report,) = (r for r in folded(rooms, case.first, again).reports)
    assert report.source == "archive/courier.txt"
    assert report.sources == ("archive/courier.txt", "courier.txt")


def test_what_analysts_set_on_a_report_holds(rooms: Rooms, case: Case) -> None:
    dated = decision(
        "set", case.first.id, attribute="published", value=DateValue(edtf="2024-04", words="April")
    )
    named = decision(
        "set", case.first.id, attribute="outlet", value=TextValue(text="Cape Courier"), number=1
    )
    (report,) = folded(rooms, case.first, dated, named).reports
    assert report.published is not None
    assert (report.published.value, report.published.precision) == ("2024-04", "month")
    assert report.outlet == "Cape Courier"


def test_the_extraction_of_the_present_pipeline_and_date_counts(rooms: Rooms, case: Case) -> None:
    better = claimed(case.first, "Nine", 9)
    newer = extracted(case.first, better, pipeline="two")
    entries = [*log(*case.records(), newer, pipeline="two")]
    files = fold(entries, rooms=rooms)
    assert {c.id for c in files.claims} == {better.id, case.eight.id}
    assert files.notes == (
        "1 of 2 reports still carry an earlier analysis; `caseweave build` brings them up to date.",
    )


def test_a_decision_outlives_an_upgrade_by_the_overlap_of_its_evidence(
    rooms: Rooms, case: Case
) -> None:
    better = claimed(case.first, "Nine", 9)
    records = [*case.records(), extracted(case.first, better, pipeline="two")]
    act = decision("reject", case.nine.id)
    files = fold(log(*records, act, pipeline="two"), rooms=rooms)
    assert [c.id for c in files.rejected] == [better.id]
    assert files.unattached == ()


def test_a_decision_that_finds_nothing_is_listed(rooms: Rooms, case: Case) -> None:
    records = [*case.records(), extracted(case.first, pipeline="two")]
    act = decision("reject", case.nine.id)
    files = fold(log(*records, act, pipeline="two"), rooms=rooms)
    assert [(u.decision, u.target) for u in files.unattached] == [(act.id, case.nine.id)]
    # In a view that does not hold its report it is not lost.
    early = decision("reject", case.eight.id)
    assert folded(rooms, *case.records(), early, as_of="2024-05-02").unattached == ()


def test_an_added_claim_stands_on_its_span(rooms: Rooms, case: Case) -> None:
    start = case.second.text.index("A trawler")
    value = TextValue(text="a trawler")
    act = decision(
        "add", case.second.id, attribute="actor", value=value, start=start, end=start + 9
    )
    files = folded(rooms, *case.records(), act)
    (added,) = (c for c in files.claims if c.extractor == "analyst")
    assert added.evidence.quote == "A trawler"
    assert added.incident == files.incidents[0].id
    outside = msgspec.structs.replace(act, end=10_000)
    assert [u.decision for u in folded(rooms, *case.records(), outside).unattached] == [act.id]


def test_a_split_reaches_linking_with_the_present_mention(rooms: Rooms, case: Case) -> None:
    files = folded(rooms, *case.records(), decision("split", str(case.nine.mention)))
    assert len(files.incidents) == 2


def test_reports_without_an_extraction_are_named(rooms: Rooms, case: Case) -> None:
    assert folded(rooms, *case.records()[:3]).unread == (case.second.id,)


def test_the_real_rooms_agree_in_any_order(case: Case) -> None:
    records = case.records()
    files = fold(log(*records))
    assert encode(files) == encode(fold(log(*reversed(records))))
    assert {c.id for i in files.incidents for f in i.findings for c in files.claims} == {
        case.nine.id,
        case.eight.id,
    }
