"""The label that people put on a case: no copy of it goes to more people than the label allows."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest

from caseweave.case import CaseFiles
from caseweave.model import CaseweaveError, Decision, Incident, TextValue, encode
from caseweave.schema.sharing import LEVELS, Level
from caseweave.service import Act, Moment, Wanted, decide, export, make_export, preview_export, show
from caseweave.service._case_labels import labels_of
from caseweave.service._export_records import choose
from caseweave.service.desk import Desk, View, mark


def label(mentions: Iterable[str], level: str, at: str = "2031-01-01T00:00:00Z") -> Decision:
    return Decision(
        id=f"decision:{level}{at}",
        kind="set",
        at=at,
        by="ada",
        targets=tuple(mentions),
        attribute="case.sharing",
        value=TextValue(text=f"TLP:{level.upper()}"),
    )


def with_decisions(files: CaseFiles, *more: Decision) -> CaseFiles:
    return msgspec.structs.replace(files, decisions=(*files.decisions, *more))


def shared_report(files: CaseFiles) -> tuple[Incident, Incident, str]:
    """Two cases that one report tells of, and the report."""
    for report in files.reports:
        told = [i for i in files.incidents if report.id in i.reports]
        if len(told) > 1:
            return told[0], told[1], report.id
    raise AssertionError("the examples have a report of two incidents")


@pytest.mark.parametrize("level", LEVELS)
def test_a_case_goes_out_at_its_label_or_a_stricter_level_only(
    example_files: CaseFiles, level: Level
) -> None:
    case = example_files.incidents[0]
    files = with_decisions(example_files, label(case.mentions, "amber"))
    chosen = choose(files, files, (), level)
    inside = case.id in {i.id for i in chosen.records.incidents}
    assert inside == (level in {"amber", "amber+strict", "red"})
    assert [c.title for c in chosen.left_out] == ([] if inside else [case.title])
    if not inside:
        with pytest.raises(CaseweaveError, match=r"labelled TLP:AMBER \(by ada on 2031-01-01\)"):
            choose(files, files, (case.id,), level)


def test_of_a_report_that_tells_two_cases_only_the_others_sentences_are_left(
    example_files: CaseFiles,
) -> None:
    closed, other, report = shared_report(example_files)
    files = with_decisions(example_files, label(closed.mentions, "red"))
    records = choose(files, files, (other.id,), "amber").records
    [told] = [r for r in records.reports if r.id == report]
    assert (told.title, told.url, told.author) == (None, None, None)
    quotes = {c.evidence.quote for c in files.claims if c.incident == closed.id}
    kept = {c.evidence.quote for c in records.claims}
    assert not {q for q in quotes - kept if len(q.split()) > 3 and q in told.text}
    made = make_export(files, Wanted(format="json", level="amber", incidents=(other.id,)))
    assert closed.title not in made.data.decode("utf-8")


def test_what_was_withheld_in_both_cases_stays_withheld_in_the_one_that_goes(
    example_files: CaseFiles, example_store: Path, tmp_path: Path
) -> None:
    closed, other, _ = shared_report(example_files)
    store = tmp_path / "s.db"
    store.write_bytes(example_store.read_bytes())
    one, two = (
        next(c.id for c in example_files.claims if c.incident == i.id) for i in (closed, other)
    )
    decide(store, Act(kind="withhold", targets=(one, two), by="ada", reason="both are at risk"))
    files = with_decisions(show(store), label(closed.mentions, "red"))
    rulings = choose(files, files, (other.id,), "amber").records.rulings
    assert [(r.claim, r.act) for r in rulings] == [(two, "withhold")]


def test_where_labels_meet_in_a_case_the_strictest_holds(example_files: CaseFiles) -> None:
    case = max(example_files.incidents, key=lambda i: len(i.mentions))
    first, *rest = case.mentions
    assert rest
    decisions = [label([first], "red"), label(rest, "green", "2031-02-01T00:00:00Z")]
    assert labels_of(example_files, decisions)[case.id].level == "red"
    # Whoever labels the case as it is now labels all of it.
    decisions.append(label(case.mentions, "green", "2031-03-01T00:00:00Z"))
    assert labels_of(example_files, decisions)[case.id].level == "green"


def test_from_the_desk_to_the_export_and_for_an_older_moment_too(
    example_store: Path, tmp_path: Path
) -> None:
    store = tmp_path / "s.db"
    store.write_bytes(example_store.read_bytes())
    desk = Desk(store, clock=lambda: "2999-01-01T00:00:00Z")
    view = View(desk.board())
    for incident in view.incidents:
        mark(desk, incident, "sharing", "ada", "TLP:AMBER+STRICT")
    assert {r.sharing for r in View(desk.board()).queue()} == {"TLP:AMBER+STRICT"}
    desk.close()
    before = Moment(log_until="2998-12-31")
    assert labels_of(show(store, before), show(store, before).decisions) == {}
    with pytest.raises(CaseweaveError, match="Every case has a label stricter than TLP:CLEAR"):
        export(store, Wanted(), tmp_path / "out.json", before)
    assert not (tmp_path / "out.json").exists()
    found = preview_export(store, Wanted(level="amber+strict"))
    assert (len(found.cases), found.left_out) == (len(view.incidents), ())


def test_a_label_is_no_part_of_the_export(example_files: CaseFiles) -> None:
    """Neither who set it, nor that a case stays behind."""
    case, other, *_ = example_files.incidents
    labelled = with_decisions(example_files, label(case.mentions, "red"))
    wanted = Wanted(format="csv", incidents=(other.id,))
    told = make_export(labelled, wanted).shared
    assert "ada" not in encode(told).decode("utf-8").split('"')
    assert told.notes == make_export(example_files, wanted).shared.notes
