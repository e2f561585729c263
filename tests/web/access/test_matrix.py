"""Every route of the application with every role: who may not, is refused; who may, is not.

The routes are taken from the application itself, so that one without a rule fails here.
"""

import re
from typing import Any

import pytest
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from tests.web.house import WORDS, House, name_of

from caseweave.model import ROLES, Role, reaches
from caseweave.service.people import form_key
from caseweave.web._door import COOKIE
from caseweave.web._rules import PAGES, rule_of
from caseweave.web.access import ROLE_OF
from caseweave.web.api import PATH, Needs

# The description names no case and no person.
OPEN_API = "/api/v1/openapi.json"
Route = tuple[str, str, HTTPRouteHandler]


def routes_of(house: House) -> list[Route]:
    """Every method and path that the application answers, as it names them."""
    found: list[Route] = []
    for route in house.app._app.routes:
        if not isinstance(route, HTTPRoute):
            continue
        for handler in route.route_handlers:
            found += [
                (method, route.path, handler)
                for method in sorted(handler.http_methods)
                if method not in {"OPTIONS", "HEAD"}
            ]
    return found


def needed(route: Route) -> Role | None:
    """The role that a route asks for; None where it is open. Fails where there is no rule."""
    method, path, handler = route
    if path.startswith(PATH):
        if path.startswith(OPEN_API):
            return None
        rules = [g.role for g in handler.resolve_guards() if isinstance(g, Needs)]
        assert len(rules) == 1, f"{method} {path} needs exactly one guard `Needs(role)`"
        return rules[0]
    rule = rule_of(method, path)
    assert rule is not None, f"{method} {path} has no rule in web/_rules.py"
    return None if rule == "anyone" else ROLE_OF[rule]


def filled(path: str) -> str:
    """The path with something in it that is not there."""
    plain = re.sub(r"\{[^:}]+:int\}", "1", path)
    return re.sub(r"\{[^}]+\}", "nothing", plain)


def test_every_route_has_a_rule_and_every_rule_a_route(house: House) -> None:
    routes = routes_of(house)
    assert len(routes) > 60
    for route in routes:
        needed(route)
    used = {
        (method, "/" + "/".join("*" if "{" in p else p for p in path.strip("/").split("/") if p))
        for method, path, _ in routes
    }
    folders = {(m, "/".join([*p.split("/")[:-1], "*"])) for m, p in used}
    stale = [rule for rule in PAGES if rule not in used | folders and rule[0] != "HEAD"]
    # Rules that wait for a page are listed here, so that none is forgotten.
    assert set(stale) <= {
        ("GET", "/export"),
        ("POST", "/export"),
        ("POST", "/cases/*/export"),
    }


def logged_in(house: House, role: Role) -> TestClient[Any]:
    client = house.client()
    client.follow_redirects = False
    answer = client.post("/login", data={"name": name_of(role), "password": WORDS})
    assert answer.status_code == 303
    return client


def asked(client: TestClient[Any], route: Route, headers: dict[Any, Any]) -> int:
    method, path, _ = route
    given: dict[str, Any] = {"headers": headers}
    if method in {"POST", "PATCH"}:
        if "files" in path and path.startswith(PATH):
            given["files"] = {"other": b""}
        elif path.startswith(PATH):
            given["json"] = {"unknown": 1}
        else:
            cookie = client.cookies.get(COOKIE) or ""
            given["data"] = {"csrf": form_key(cookie)}
    status: int = client.request(method, filled(path), **given).status_code
    return status


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_its_rule_says_and_no_more(house: House, role: Role) -> None:
    wrong = []
    with logged_in(house, role) as client:
        for route in routes_of(house):
            method, path, _ = route
            if path in {"/login", "/leave"}:
                continue
            headers = house.bearing(role) if path.startswith(PATH) else {}
            status = asked(client, route, headers)
            least = needed(route)
            may = least is None or reaches(role, least)
            if status >= 500 or (status in {401, 403}) == may:
                wrong.append(f"{role}: {method} {path}: {status}")
    assert wrong == []


def test_without_session_or_key_nothing_is_open_but_the_page_to_log_in(house: House) -> None:
    with house.client() as client:
        client.follow_redirects = False
        for route in routes_of(house):
            method, path, _ = route
            status = asked(client, route, {})
            if needed(route) is None:
                assert status in {200, 403, 404}, path
            elif path.startswith(PATH) or method != "GET":
                assert status == 401, (method, path)
            else:
                assert status == 303, path


def test_a_key_that_does_not_hold_is_refused_everywhere(house: House) -> None:
    with house.client() as client:
        for route in routes_of(house):
            if route[1].startswith(PATH) and not route[1].startswith(OPEN_API):
                for given in (b"Bearer caseweave_wrong", b"Bearer ", b"Basic YTpi", b"Bearer \xff"):
                    header = {b"authorization": given}
                    assert asked(client, route, header) == 401
