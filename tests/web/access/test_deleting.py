"""Deleting a report at the desk: who may, what it needs, what is left."""

import pytest
from tests.web.access.test_login import csrf, enter
from tests.web.house import House, name_of

from caseweave.model import CaseweaveError, Incident, Tombstone
from caseweave.service import Act
from caseweave.service.desk import (
    LockedError,
    NotHereError,
    View,
    delete_report,
    mark,
    record,
    sign,
    would_go,
)
from caseweave.service.people import find_person, hidden_from, restrict, wanted

WHY = "the family asked for it"


def the_report(house: House, source: str = "cape.txt") -> str:
    return next(r.id for r in house.desk.board().files.reports if r.source == source)


def the_case(house: House, report: str) -> Incident:
    return next(i for i in house.desk.board().files.incidents if report in i.reports)


def seen_by(house: House, role: str) -> View:
    person = find_person(house.desk, name_of(role))  # type: ignore[arg-type]
    return View(house.desk.board(hidden_from(house.desk, person, house.desk.board().files)))


def test_an_approver_deletes_with_a_reason_and_the_box_ticked(house: House) -> None:
    report = the_report(house)
    path = f"/reports/{report.removeprefix('sha256:')}"
    with enter(house, "approver") as client:
        token = csrf(client)
        assert client.get(f"{path}/delete").status_code == 200
        refused = client.post(f"{path}/delete", data={"csrf": token, "reason": WHY})
        assert (refused.status_code, "tick the box" in refused.text) == (400, True)
        refused = client.post(f"{path}/delete", data={"csrf": token, "sure": "yes", "reason": " "})
        assert (refused.status_code, "needs its reason" in refused.text) == (400, True)
        assert the_report(house) == report
        given = {"csrf": token, "sure": "yes", "reason": WHY}
        done = client.post(f"{path}/delete", data=given)
        assert done.status_code == 303
        assert WHY in client.get(done.headers["location"]).text
        gone = client.get(path)
        assert (gone.status_code, WHY in gone.text) == (404, True)
    assert (name_of("approver"), "deleted", report) in house.acts()
    [stone] = [e.record for e in house.desk.store.entries(["tombstone"])]
    assert isinstance(stone, Tombstone)
    assert (stone.by, stone.reason) == (name_of("approver"), WHY)
    assert list(house.desk.store.faults()) == []


def test_an_analyst_may_not_and_is_not_offered_it(house: House) -> None:
    path = f"/reports/{the_report(house).removeprefix('sha256:')}"
    with enter(house, "analyst") as client:
        page = client.get(path)
        assert "Delete this report" not in page.text
        assert client.get(f"{path}/delete").status_code == 403
        given = {"csrf": csrf(client), "sure": "yes", "reason": WHY}
        assert client.post(f"{path}/delete", data=given).status_code == 403
    assert house.desk.board().deleted == ()


def test_what_rests_in_a_signed_case_waits_until_it_is_reopened(house: House) -> None:
    report = the_report(house)
    case = the_case(house, report)
    mark(house.desk, case, "asked", "ada", "please")
    view = View(house.desk.board())
    sign(house.desk, view, case, "grace", view.position)
    view = View(house.desk.board())
    with pytest.raises(LockedError, match="Reopen it first"):
        delete_report(house.desk, view, report, "ada", WHY)
    mark(house.desk, case, "reopened", "ada")
    assert delete_report(house.desk, View(house.desk.board()), report, "ada", WHY).rewritten


def test_it_names_what_goes_and_what_stays(house: House) -> None:
    report, other = the_report(house), the_report(house, "inland.txt")
    view = View(house.desk.board())
    mine, theirs = (view.claims_of_report(r)[0].id for r in (report, other))
    acts = [Act(kind="accept", targets=(mine,), by="ada")]
    acts.append(Act(kind="accept", targets=(mine, theirs), by="ada"))
    alone, both = record(house.desk, view, acts, None, None)  # type: ignore[misc]
    reach = would_go(house.desk, View(house.desk.board()), report)
    assert (reach.own, reach.shared) == ((alone.id,), (both.id,))
    done = delete_report(house.desk, View(house.desk.board()), report, "ada", WHY)
    assert (done.sources, done.decisions) == (("cape.txt",), (both.id,))


def test_what_is_kept_back_is_not_theirs_to_delete_nor_its_tombstone_to_read(
    house: House,
) -> None:
    report = the_report(house, "inland.txt")
    files = house.desk.board().files
    analyst = find_person(house.desk, name_of("analyst"))
    restrict(house.desk, analyst, wanted(files, the_case(house, report), (), "a witness"))
    with pytest.raises(NotHereError):
        would_go(house.desk, seen_by(house, "approver"), report)
    delete_report(house.desk, seen_by(house, "analyst"), report, "the-analyst", WHY)
    assert len(seen_by(house, "analyst").board.deleted) == 1
    assert seen_by(house, "approver").board.deleted == ()
    with enter(house, "approver") as client:
        for path in ("/deleted", f"/reports/{report.removeprefix('sha256:')}"):
            assert WHY not in client.get(path).text


def test_a_deletion_at_the_desk_needs_its_reason(house: House) -> None:
    with pytest.raises(CaseweaveError, match="needs its reason"):
        delete_report(house.desk, View(house.desk.board()), the_report(house), "ada", "  ")
