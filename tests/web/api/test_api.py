"""The API's own rules: pages of lists, decisions, sign-off, intake, refusals; hostile callers."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from litestar.testing import TestClient
from tests.web.house import HERE, SAMPLES, House

from caseweave.model import Role
from caseweave.service.desk import Desk
from caseweave.web import LocalDoor, create_app

PROBLEM = "application/problem+json"


class Caller:
    """A client that bears the key of a role."""

    def __init__(self, client: TestClient[Any], house: House, role: Role) -> None:
        self._client, self._headers = client, house.bearing(role)

    def __call__(self, method: str, path: str, **given: Any) -> httpx.Response:
        headers = {**self._headers, **given.pop("headers", {})}
        return self._client.request(method, f"/api/v1{path}", headers=headers, **given)


@pytest.fixture
def client(house: House) -> Iterator[TestClient[Any]]:
    with house.client() as opened:
        yield opened


@pytest.fixture
def analyst(client: TestClient[Any], house: House) -> Caller:
    return Caller(client, house, "analyst")


@pytest.fixture
def approver(client: TestClient[Any], house: House) -> Caller:
    return Caller(client, house, "approver")


def a_case(call: Caller) -> tuple[str, str, int]:
    """An incident, one of its claims, and the position that they were read at."""
    listed = call("GET", "/incidents").json()
    key = listed["items"][0]["id"]
    claim = call("GET", f"/incidents/{key}/claims").json()["items"][0]["id"]
    return key, claim, listed["position"]


def accept(key: str, claim: str, seen: int, **more: Any) -> dict[str, Any]:
    return {"incident": key, "seen": seen, "acts": [{"kind": "accept", "targets": [claim], **more}]}


# Reading


def test_a_list_comes_in_pages_that_hold_everything_once(analyst: Caller) -> None:
    whole = [r["id"] for r in analyst("GET", "/reports").json()["items"]]
    assert len(whole) == len(SAMPLES)
    found: list[str] = []
    cursor = ""
    while True:
        page = analyst("GET", f"/reports?limit=1{cursor}").json()
        found += [r["id"] for r in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found == whole == sorted(whole)


def test_filters_narrow_the_list(analyst: Caller) -> None:
    every = analyst("GET", "/incidents").json()["items"]
    rescued = analyst("GET", f"/incidents?status={every[0]['status']}").json()["items"]
    assert {i["status"] for i in rescued} == {every[0]["status"]}
    assert analyst("GET", "/incidents?country=ZZ").json()["items"] == []


def test_text_and_original_are_those_of_the_report(analyst: Caller) -> None:
    for line in analyst("GET", "/reports").json()["items"]:
        file = analyst("GET", f"/reports/{line['id']}").json()
        text = analyst("GET", f"/reports/{line['id']}/text")
        assert text.headers["content-type"].startswith("text/plain")
        assert text.text == file["text"]
        original = analyst("GET", f"/reports/{line['id']}/original")
        assert original.text in SAMPLES.values()
        assert original.headers["content-disposition"].startswith("attachment")
        for claim in file["claims"]:
            span = claim["evidence"]
            assert text.text[span["start"] : span["end"]] == span["quote"]


def test_a_day_shows_what_was_known_by_then(analyst: Caller) -> None:
    items = analyst("GET", "/incidents").json()["items"]
    key = next(i["id"] for i in items if "14" in i["title"])
    assert analyst("GET", f"/incidents/{key}?as_of=2024-06-30").status_code == 200
    before = analyst("GET", f"/incidents/{key}?as_of=2024-05-01")
    assert (before.status_code, before.headers["content-type"]) == (404, PROBLEM)
    changes = analyst("GET", f"/incidents/{key}/diff?since=2024-05-01").json()["items"]
    assert any("New report" in c["words"] for c in changes)


# Deciding


def test_a_decision_is_recorded_under_the_name_of_the_key(analyst: Caller) -> None:
    key, claim, seen = a_case(analyst)
    answer = analyst("POST", "/decisions", json=accept(key, claim, seen, reason="list seen"))
    assert answer.status_code == 201
    (made,) = answer.json()["decisions"]
    assert (made["by"], made["text"]) == ("the-analyst", "list seen")
    assert analyst("GET", f"/claims/{claim}").json()["review"] == "accepted"
    undo = {
        "incident": key,
        "seen": answer.json()["position"],
        "acts": [{"kind": "undo", "targets": [made["id"]]}],
    }
    assert analyst("POST", "/decisions", json=undo).status_code == 201
    assert analyst("GET", f"/claims/{claim}").json()["review"] is None


def test_nothing_is_recorded_over_what_was_not_seen(analyst: Caller, approver: Caller) -> None:
    key, claim, seen = a_case(analyst)
    theirs = approver("POST", "/decisions", json=accept(key, claim, seen))
    assert theirs.status_code == 201
    body = accept(key, claim, seen)
    body["acts"][0]["kind"] = "reject"
    answer = analyst("POST", "/decisions", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (409, PROBLEM)
    assert answer.json()["entries"] == [theirs.json()["decisions"][0]["id"]]
    body["seen"] = theirs.json()["position"]
    assert analyst("POST", "/decisions", json=body).status_code == 201


def test_all_acts_of_a_batch_or_none(analyst: Caller, house: House) -> None:
    key, claim, seen = a_case(analyst)
    body = accept(key, claim, seen)
    body["acts"].append({"kind": "accept", "targets": ["claim:nothing"]})
    assert analyst("POST", "/decisions", json=body).status_code == 422
    assert house.desk.position() == seen


def test_sent_twice_with_one_key_is_recorded_once(
    analyst: Caller, approver: Caller, house: House
) -> None:
    key, claim, seen = a_case(analyst)
    body, once = accept(key, claim, seen), {"Idempotency-Key": "a-key-of-mine"}
    first = analyst("POST", "/decisions", json=body, headers=once)
    again = analyst("POST", "/decisions", json=body, headers=once)
    assert (again.status_code, again.json()) == (201, first.json())
    assert house.desk.position() == seen + 1
    other = analyst("POST", "/decisions", json=accept(key, claim, seen + 1), headers=once)
    assert other.status_code == 422
    # Another person's key of the same name is another key.
    theirs = approver("POST", "/decisions", json=body, headers=once)
    assert theirs.status_code == 409


def test_whoever_decided_does_not_sign_and_signing_locks(
    analyst: Caller, approver: Caller, client: TestClient[Any], house: House
) -> None:
    key, claim, seen = a_case(analyst)
    analyst("POST", "/decisions", json=accept(key, claim, seen))
    asked = analyst("POST", f"/incidents/{key}/marks", json={"kind": "asked", "said": "please"})
    seen = asked.json()["position"]
    assert analyst("POST", f"/incidents/{key}/sign-off", json={"seen": seen}).status_code == 403
    signed = approver("POST", f"/incidents/{key}/sign-off", json={"seen": seen})
    assert signed.status_code == 201
    case = analyst("GET", f"/incidents/{key}").json()
    assert (case["locked"], case["versions"][0]["by"]) == (True, "the-approver")
    late = accept(key, claim, case["position"])
    assert analyst("POST", "/decisions", json=late).status_code == 409
    # Reopened, a new version begins; now the approver has decided and another must sign.
    approver("POST", f"/incidents/{key}/marks", json={"kind": "reopened"})
    late["seen"] = house.desk.position()
    assert approver("POST", "/decisions", json=late).status_code == 201
    asked = analyst("POST", f"/incidents/{key}/marks", json={"kind": "asked"})
    body = {"seen": asked.json()["position"]}
    refused = approver("POST", f"/incidents/{key}/sign-off", json=body)
    assert (refused.status_code, "second person" in refused.text) == (422, True)
    third = Caller(client, house, "administrator")
    assert third("POST", f"/incidents/{key}/sign-off", json=body).status_code == 201
    assert len(analyst("GET", f"/incidents/{key}").json()["versions"]) == 2


# Bringing in


def finished(call: Caller, key: str) -> Any:
    for _ in range(200):
        found = call("GET", f"/builds/{key}").json()
        if found["state"] in {"done", "failed"}:
            return found
        time.sleep(0.05)
    raise AssertionError("the intake did not end")


def test_a_text_comes_in_and_a_refused_file_says_why(analyst: Caller) -> None:
    text = "Ferry picks up crew\n\nA ferry rescued 5 people near the pier on Monday, it was said."
    given = {"text": text, "outlet": "The Pier Post", "url": "http://127.0.0.1:9/never-fetched"}
    made = analyst("POST", "/builds", json=given)
    assert made.status_code == 202
    assert finished(analyst, made.json()["id"])["added"] == 1
    outlets = {r["outlet"] for r in analyst("GET", "/reports").json()["items"]}
    assert "The Pier Post" in outlets
    empty = analyst("POST", "/builds/files", files={"file": ("../../empty.txt", b"")})
    found = finished(analyst, empty.json()["id"])
    (why,) = found["refused"]
    assert (why["source"], why["fault"]) == ("empty.txt", "empty")
    assert why["mend"]


# Refusals


@pytest.mark.parametrize(
    ("method", "path", "given", "status"),
    [
        ("GET", "/nothing", {}, 404),
        ("PUT", "/me", {}, 405),
        ("GET", "/incidents?limit=999", {}, 400),
        ("GET", "/incidents?cursor=zz", {}, 400),
        ("GET", "/incidents/nothing", {}, 404),
        ("GET", "/reports/..%2f..%2fetc%2fpasswd", {}, 404),
        ("GET", "/reports/%00", {}, 404),
        ("GET", "/search", {}, 400),
        ("GET", "/incidents/x?as_of=soon", {}, 400),
        (
            "POST",
            "/decisions",
            {"content": b"{", "headers": {"content-type": "application/json"}},
            400,
        ),
        ("POST", "/decisions", {"json": {"incident": "x"}}, 400),
        ("POST", "/decisions", {"json": []}, 400),
        ("POST", "/builds", {"content": b"text=x"}, 415),
        ("POST", "/builds", {"json": {"text": "x", "path": "/etc/passwd"}}, 400),
        ("POST", "/builds", {"json": {"text": " "}}, 422),
        ("POST", "/exports", {"json": {"format": "exe"}}, 400),
    ],
)
def test_every_refusal_says_what_where_and_how_to_mend(
    approver: Caller, method: str, path: str, given: dict[str, Any], status: int
) -> None:
    answer = approver(method, path, **given)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert told["instance"].startswith("/api/v1")
    assert "Traceback" not in answer.text
    assert "caseweave/" not in answer.text


def test_a_body_that_is_too_large_is_refused(analyst: Caller) -> None:
    answer = analyst("POST", "/builds", json={"text": "x" * 9_000_000})
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '"', "place:", "%", "a" * 300, "\\", "\u2066x", "(" * 50]
)
def test_a_search_takes_whatever_is_typed(analyst: Caller, words: str) -> None:
    assert analyst("GET", "/search", params={"q": words}).status_code == 200


def test_a_fault_inside_is_told_plainly(
    analyst: Caller, monkeypatch: pytest.MonkeyPatch, house: House
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(Desk, "board", breaks)
    answer = analyst("GET", "/incidents")
    assert (answer.status_code, answer.headers["content-type"]) == (500, PROBLEM)
    assert "secret words" not in answer.text


# One person on one machine


def test_without_accounts_the_link_s_token_is_the_key(desk: Desk) -> None:
    door = LocalDoor(name="ada")
    app: Any = create_app(desk, door, ("desk.example",))
    with TestClient(app, base_url=HERE) as client:
        assert client.get("/api/v1/me").status_code == 401
        wrong = {"authorization": "Bearer not-it"}
        assert client.get("/api/v1/me", headers=wrong).status_code == 401
        right = {"authorization": f"Bearer {door.token}"}
        assert client.get("/api/v1/me", headers=right).json() == {"name": "ada", "role": "approver"}
        assert client.get("/api/v1/people", headers=right).status_code == 403
        assert client.get("/api/v1/restrictions", headers=right).json() == {"items": []}


# Over the network


@pytest.fixture
def served(house: House) -> Iterator[str]:
    """The application served on loopback."""
    from caseweave.web import create_app as make

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app: Any = make(house.desk, house.door)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", proxy_headers=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_over_the_network_two_people_at_once_clash_once(served: str, house: House) -> None:
    def call(role: Role, method: str, path: str, **given: Any) -> httpx.Response:
        url = f"{served}/api/v1{path}"
        return httpx.request(method, url, headers=house.bearing(role), timeout=30, **given)

    listed = call("analyst", "GET", "/incidents").json()
    key = listed["items"][0]["id"]
    claim = call("analyst", "GET", f"/incidents/{key}/claims").json()["items"][0]["id"]
    body = accept(key, claim, listed["position"])
    found: list[int] = []
    roles: tuple[Role, ...] = ("analyst", "approver", "administrator")
    threads = [
        threading.Thread(
            target=lambda r=role: found.append(call(r, "POST", "/decisions", json=body).status_code)
        )
        for role in roles
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [201, 409, 409]
    assert house.desk.position() == listed["position"] + 1
