"""A restricted case is nowhere for whoever is not named: no page, no list, no search, no export."""

import time

import msgspec
import pytest
from tests.web.access.test_login import csrf, enter
from tests.web.house import House, name_of

from caseweave.model import Incident
from caseweave.service import Act
from caseweave.service.desk import View, record
from caseweave.service.people import find_person, hidden_from, restrict, wanted

HIDDEN = "Marrowby"


@pytest.fixture
def lorry(house: House) -> Incident:
    """The case of the lorry, restricted to the analyst."""
    board = house.desk.board()
    (found,) = (i for i in board.files.incidents if "14" in i.title)
    analyst = find_person(house.desk, name_of("analyst"))
    restrict(house.desk, analyst, wanted(board.files, found, (), "a witness is at risk"))
    return found


def api_paths(house: House, incident: Incident) -> list[str]:
    """Addresses of the case, its reports and claims."""
    claims = house.desk.board().claims_of_incident[incident.id]
    tabs = (
        "",
        "/accounts",
        "/timeline",
        "/lineage",
        "/headcount",
        "/questions",
        "/claims",
        "/diff",
    )
    return [
        *(f"/incidents/{incident.id}{tab}" for tab in tabs),
        *(f"/reports/{r}{tab}" for r in incident.reports for tab in ("", "/text", "/original")),
        *(f"/claims/{c.id}" for c in claims),
    ]


def test_by_the_api_it_is_there_for_the_named_alone(house: House, lorry: Incident) -> None:
    with house.client() as client:
        for path in api_paths(house, lorry):
            mine = client.get(f"/api/v1{path}", headers=house.bearing("analyst"))
            assert mine.status_code == 200, path
            # An administrator keeps accounts, and is not let into every case by that.
            for role in ("reader", "approver", "administrator"):
                theirs = client.get(f"/api/v1{path}", headers=house.bearing(role))
                assert theirs.status_code == 404, (role, path)
                assert HIDDEN not in theirs.text


def test_no_list_and_no_search_tells_of_it(house: House, lorry: Incident) -> None:
    lists = ("/incidents", "/reports", f"/search?q={HIDDEN}", "/search?q=people", "/decisions")
    with house.client() as client:
        for path in lists:
            mine = client.get(f"/api/v1{path}", headers=house.bearing("analyst")).text
            theirs = client.get(f"/api/v1{path}", headers=house.bearing("approver")).text
            assert lorry.id not in theirs
            assert HIDDEN not in theirs
            assert (lorry.id in mine) == (path not in {"/decisions", f"/search?q={HIDDEN}"})
        answer = client.get(f"/api/v1/search?q={HIDDEN}", headers=house.bearing("approver"))
        assert answer.json()["report_count"] == 0


def test_no_page_tells_of_it(house: House, lorry: Incident) -> None:
    key = lorry.id.split(":")[1]
    report = lorry.reports[0].split(":")[1]
    with enter(house, "approver") as client:
        for path in ("/", "/reports", "/sources", f"/search?q={HIDDEN}", "/decisions"):
            page = client.get(path)
            assert HIDDEN not in page.text.replace(f'value="{HIDDEN}"', "")
            assert key not in page.text
        tabs = ("", "/people", "/timeline", "/origins", "/map", "/history", "/links", "/sign")
        paths = [f"/cases/{key}{tab}" for tab in tabs]
        paths += [f"/reports/{report}{tab}" for tab in ("", "/original", "/file")]
        for path in paths:
            page = client.get(path)
            assert page.status_code == 404, path
            assert HIDDEN not in page.text
    with enter(house, "analyst") as client:
        assert client.get(f"/cases/{key}").status_code == 200


def test_no_export_holds_it(house: House, lorry: Incident) -> None:
    with house.client() as client:
        body = {"format": "json", "level": "red"}
        headers = house.bearing("approver")
        assert HIDDEN not in client.post("/api/v1/exports", json=body, headers=headers).text
        body["incidents"] = [lorry.id]  # type: ignore[assignment]
        answer = client.post("/api/v1/exports", json=body, headers=headers)
        assert answer.status_code == 404


def test_whoever_does_not_see_it_decides_nothing_about_it(house: House, lorry: Incident) -> None:
    claim = house.desk.board().claims_of_incident[lorry.id][0].id
    other = next(i for i in house.desk.board().files.incidents if i.id != lorry.id)
    position = house.desk.position()
    with house.client() as client:
        for incident, acts in (
            (lorry.id, [{"kind": "reject", "targets": [claim]}]),
            (other.id, [{"kind": "reject", "targets": [claim]}]),
            (other.id, [{"kind": "merge", "targets": [*other.mentions, *lorry.mentions]}]),
        ):
            body = {"incident": incident, "seen": position, "acts": acts}
            answer = client.post("/api/v1/decisions", json=body, headers=house.bearing("approver"))
            assert answer.status_code in {404, 422}
    assert house.desk.position() == position


def test_a_decision_about_it_is_neither_seen_nor_undone(house: House, lorry: Incident) -> None:
    desk = house.desk
    claim = desk.board().claims_of_incident[lorry.id][0].id
    act = Act(kind="accept", targets=(claim,), by="the-analyst")
    made = record(desk, View(desk.board()), [act], lorry, None)
    assert isinstance(made, tuple)
    other = next(i for i in desk.board().files.incidents if i.id != lorry.id)
    position = desk.position()
    with house.client() as client:
        headers = house.bearing("approver")
        assert client.get("/api/v1/decisions", headers=headers).json()["items"] == []
        body = {
            "incident": other.id,
            "seen": position,
            "acts": [{"kind": "undo", "targets": [made[0].id]}],
        }
        answer = client.post("/api/v1/decisions", json=body, headers=headers)
        assert answer.status_code in {404, 422}
    assert desk.position() == position


def test_a_split_leaves_both_parts_restricted(house: House) -> None:
    desk = house.desk
    board = desk.board()
    boats = [i for i in board.files.incidents if "14" not in i.title]
    by = "the-analyst"
    merge = Act(kind="merge", targets=tuple(m for i in boats for m in i.mentions), by=by)
    if len(boats) > 1:
        record(desk, View(board), [merge], boats[0], None)
    (boat,) = (i for i in desk.board().files.incidents if "14" not in i.title)
    assert len(boat.mentions) == 2
    analyst = find_person(desk, by)
    asked = wanted(desk.board().files, boat, (), "at risk")
    # As if the second report had come after the restriction.
    restrict(desk, analyst, msgspec.structs.replace(asked, mentions=asked.mentions[:1]))
    split = Act(kind="split", targets=boat.mentions[1:], by=by)
    record(desk, View(desk.board()), [split], boat, None)
    reader = find_person(desk, name_of("reader"))
    hidden = hidden_from(desk, reader, desk.board().files)
    left = desk.board(hidden).files.incidents
    assert ["14" in i.title for i in left] == [True]


def test_restricting_and_lifting_by_page(house: House) -> None:
    (found,) = (i for i in house.desk.board().files.incidents if "14" in i.title)
    with enter(house, "approver") as client:
        person = find_person(house.desk, name_of("reader"))
        data = {"csrf": csrf(client), "do": "restrict", "incident": found.id, "people": person.id}
        assert client.post("/restrictions", data=data).status_code == 400
        assert client.post("/restrictions", data={**data, "reason": "at risk"}).status_code == 303
    with enter(house, "administrator") as client:
        page = client.get("/restrictions").text
        assert "A case that is not open to you" in page
        assert found.title not in page
        (standing,) = house.desk.store.people.restrictions()
        data = {"csrf": csrf(client), "do": "lift", "restriction": standing.id}
        assert client.post("/restrictions", data=data).status_code == 303
        assert found.id.split(":")[1] in client.get("/").text


# The audit


def test_the_audit_tells_who_saw_changed_and_took_out_what(house: House) -> None:
    incident = house.desk.board().files.incidents[0]
    key, report = incident.id.split(":")[1], incident.reports[0].split(":")[1]
    with enter(house, "approver") as client:
        client.get(f"/cases/{key}")
        client.get(f"/reports/{report}/original")
        client.get("/cases/nothing")
        given = {"x-csrf-token": csrf(client)}
        client.post("/api/v1/exports", json={"incidents": [incident.id]}, headers=given)
        client.get(f"/api/v1/incidents/{incident.id}")
    told = [(act, subject) for by, act, subject in house.acts() if by == "the-approver"]
    assert told[-4:] == [
        ("saw", incident.id),
        ("saw", incident.reports[0]),
        ("exported", incident.id),
        ("saw", incident.id),
    ]


def test_where_the_audit_cannot_be_written_nothing_is_shown(house: House) -> None:
    incident = house.desk.board().files.incidents[0]
    with enter(house, "reader") as client:
        with house.desk.store._engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE audit")
        page = client.get(f"/cases/{incident.id.split(':')[1]}")
        assert page.status_code >= 500
        assert incident.title not in page.text


def test_what_one_person_brings_in_another_does_not_see_listed(house: House) -> None:
    with house.client() as client:
        body = {"text": "Ferry picks up crew\n\nA ferry rescued 5 people near the pier on Monday."}
        made = client.post("/api/v1/builds", json=body, headers=house.bearing("analyst")).json()
        for _ in range(100):
            path = f"/api/v1/builds/{made['id']}"
            now = client.get(path, headers=house.bearing("analyst")).json()
            if now["state"] in {"done", "failed"}:
                break
            time.sleep(0.1)
        assert (now["state"], now["added"]) == ("done", 1)
        assert client.get(path, headers=house.bearing("approver")).status_code == 404
        listed = client.get("/api/v1/builds", headers=house.bearing("approver")).json()
        assert listed == {"items": []}
