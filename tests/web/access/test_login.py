"""Logging in over HTTP: cookies, forms, delays, and what a foreign page can and cannot do."""

from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient
from tests.web.house import WORDS, House, name_of

from caseweave.model import Role
from caseweave.service.people import Newcomer, add_person, form_key
from caseweave.web import create_app
from caseweave.web._door import COOKIE

OTHER = "copper wind ladder nine"


def enter(house: House, role: Role = "analyst", **more: str) -> TestClient[Any]:
    """A client that is logged in."""
    client = house.client()
    client.follow_redirects = False
    answer = client.post("/login", data={"name": name_of(role), "password": WORDS, **more})
    assert answer.status_code == 303
    return client


def csrf(client: TestClient[Any]) -> str:
    return form_key(client.cookies[COOKIE])


def test_a_page_asks_for_name_and_password_first(house: House) -> None:
    with house.client() as client:
        client.follow_redirects = False
        answer = client.get("/cases/abc")
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            "/login?next=%2Fcases%2Fabc",
        )
        asked = client.get(answer.headers["location"])
        assert 'name="password"' in asked.text
        assert 'value="/cases/abc"' in asked.text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(house: House) -> None:
    with house.client() as client:
        client.follow_redirects = False
        answer = client.post("/login", data={"name": "the-reader", "password": WORDS})
        header = answer.headers["set-cookie"]
        for word in ("HttpOnly", "SameSite=Strict", "Path=/"):
            assert word in header
        assert "Secure" not in header


def test_over_tls_the_cookie_goes_nowhere_else_and_browsers_are_told_to_stay(house: House) -> None:
    app: Any = create_app(house.desk, house.door, ("desk.example",), secure=True)
    with TestClient(app, base_url="https://desk.example") as client:
        client.follow_redirects = False
        answer = client.post("/login", data={"name": "the-reader", "password": WORDS})
        assert "Secure" in answer.headers["set-cookie"]
        assert "max-age" in answer.headers["strict-transport-security"]


def test_logging_in_gives_a_new_cookie_whatever_cookie_came_along(house: House) -> None:
    with enter(house) as client:
        first = client.cookies[COOKIE]
        client.post("/login", data={"name": "the-analyst", "password": WORDS})
        assert client.cookies[COOKIE] != first
    alone = house.client()
    alone.cookies.set(COOKIE, first)
    assert alone.get("/api/v1/me").status_code == 401
    # One that was planted stands for nothing, before and after.
    planted = house.client()
    planted.cookies.set(COOKIE, "planted-by-somebody-else", domain="desk.example")
    answer = planted.post("/login", data={"name": "the-analyst", "password": WORDS})
    assert "planted" not in answer.headers.get("set-cookie", "")
    alone.cookies.set(COOKIE, "planted-by-somebody-else")


@pytest.mark.parametrize(
    "back", ["//evil.example/x", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_after_logging_in_nobody_is_sent_elsewhere(house: House, back: str) -> None:
    with house.client() as client:
        client.follow_redirects = False
        data = {"name": "the-reader", "password": WORDS, "next": back}
        assert client.post("/login", data=data).headers["location"] == "/"


def test_a_wrong_password_and_a_name_that_is_none_look_the_same(house: House) -> None:
    with house.client() as client:
        told = []
        for name in ("the-reader", "nobody-at-all"):
            answer = client.post("/login", data={"name": name, "password": "wrong wrong wrong"})
            told.append((answer.status_code, answer.text.replace(name, "NAME")))
        assert told[0] == told[1]
        assert told[0][0] == 403


def test_who_tries_too_often_is_told_how_long_to_wait(house: House) -> None:
    with house.client() as client:
        for _ in range(5):
            answer = client.post("/login", data={"name": "the-reader", "password": "wrong wrong"})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) >= 1
        right = client.post("/login", data={"name": "the-reader", "password": WORDS})
        assert right.status_code == 429


def test_logging_out_ends_the_session_not_only_the_cookie(house: House) -> None:
    with enter(house) as client:
        cookie = client.cookies[COOKIE]
        assert client.post("/leave", data={"csrf": csrf(client)}).status_code == 303
    again = house.client()
    again.follow_redirects = False
    again.cookies.set(COOKIE, cookie)
    assert again.get("/").headers["location"].startswith("/login")


# Cross-site


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/login", "/leave", "/account", "/undo", "/api/v1/decisions"])
def test_a_post_from_another_site_is_refused(
    house: House, headers: dict[str, str], path: str
) -> None:
    with enter(house) as client:
        before = house.acts()
        answer = client.post(path, data={"csrf": csrf(client)}, headers=headers)
        assert answer.status_code == 403
        assert house.acts() == before


@pytest.mark.parametrize("token", ["", "x", "0" * 64])
def test_a_form_without_its_own_token_is_refused(house: House, token: str) -> None:
    with enter(house, "administrator") as client:
        data = {"csrf": token, "do": "close", "person": "person:x"}
        assert client.post("/accounts", data=data).status_code == 403
        other = enter(house, "reader")
        data["csrf"] = csrf(other)
        assert client.post("/accounts", data=data).status_code == 403


def test_the_api_takes_a_cookie_only_with_the_form_token(house: House) -> None:
    with enter(house, "approver") as client:
        body = {"format": "json"}
        assert client.get("/api/v1/me").json()["role"] == "approver"
        assert client.post("/api/v1/exports", json=body).status_code == 403
        given = {"x-csrf-token": csrf(client)}
        assert client.post("/api/v1/exports", json=body, headers=given).status_code == 200


def test_another_name_of_this_machine_is_not_answered(house: House) -> None:
    with house.client() as client:
        for path in ("/login", "/api/v1/me"):
            assert client.get(path, headers={"host": "rebound.example"}).status_code == 421


# One's own account


def test_a_first_password_must_be_changed_before_anything_else(house: House) -> None:
    add_person(house.desk, "-", Newcomer(name="dee", role="approver", password=WORDS))
    with house.client() as client:
        client.follow_redirects = False
        client.post("/login", data={"name": "dee", "password": WORDS})
        assert client.get("/").headers["location"] == "/account"
        assert client.get("/api/v1/me").status_code == 403
        key = {"csrf": csrf(client), "do": "key", "label": "x"}
        assert client.post("/account", data=key).status_code == 400
        data = {"do": "password", "old": WORDS, "new": OTHER, "again": OTHER}
        old_cookie = client.cookies[COOKIE]
        answer = client.post("/account", data={**data, "csrf": csrf(client)})
        assert answer.status_code == 303
        assert client.cookies[COOKIE] != old_cookie
        assert client.get("/").status_code == 200


def test_a_key_is_shown_once(house: House) -> None:
    with enter(house) as client:
        data = {"csrf": csrf(client), "do": "key", "label": "nightly", "role": "reader"}
        shown = client.post("/account", data=data).text
        secret = shown.split("<code>")[1].split("</code>")[0]
        assert secret.startswith("caseweave_")
        assert secret not in client.get("/account").text
        bearer = {"authorization": f"Bearer {secret}"}
        assert house.client().get("/api/v1/me", headers=bearer).json()["role"] == "reader"


# Administrators


def test_an_account_from_first_to_last(house: House) -> None:
    with enter(house, "administrator") as client:

        def do(**data: str) -> int:
            return client.post("/accounts", data={"csrf": csrf(client), **data}).status_code

        assert do(do="add", name="eve", role="reader", password=WORDS) == 303
        assert do(do="add", name="eve", role="reader", password=WORDS) == 400
        assert do(do="add", name="fay", role="reader", password=WORDS[:5]) == 400
        assert do(do="role", person="eve", role="analyst") == 303
        assert do(do="close", person="eve") == 303
        page = client.get("/accounts").text
        assert "closed since" in page
        assert do(do="close", person=name_of("administrator")) == 400
        assert do(do="nothing", person="eve") == 400


def test_the_audit_page_tells_and_narrows(house: House) -> None:
    with enter(house, "administrator") as client:
        text = client.get("/audit").text
        assert "logged in" in text
        narrowed = client.get("/audit?by=the-reader&act=token_made").text
        assert "logged in</td>" not in narrowed
        assert client.get("/audit?before=x&act=none&since=soon").status_code == 200


def test_names_and_labels_run_no_script(house: House) -> None:
    sharp = "<script>alert(1)</script>"
    shown = msgspec.structs.replace
    person = house.desk.store.people.by_name("the-reader")
    assert person is not None
    house.desk.store.people.change(shown(person, shown=sharp))
    house.desk.store.audit.add(house.desk.clock(), "x", "saw", sharp, sharp)
    with enter(house, "administrator") as client:
        for path in ("/accounts", "/audit", "/restrictions"):
            page = client.get(path)
            assert page.status_code == 200
            assert sharp not in page.text
