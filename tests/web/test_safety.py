"""Who gets in, what a foreign site can do (nothing), and that a hostile report runs no script."""

import http.client
import re
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Route, expect

from .served import HERE, Served

HOSTILE = HERE / "hostile" / "hostile.html"


class Caller:
    """A program that talks to the desk without a browser."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.cookie = ""

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers (small letters) and body of one request."""
        line = http.client.HTTPConnection(urlsplit(self._served.origin).netloc, timeout=30)
        given = {k.replace("_", "-"): v for k, v in headers.items()}
        if self.cookie:
            given.setdefault("cookie", self.cookie)
        body = None
        if fields is not None:
            body = urlencode(fields)
            given["content-type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, given)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            line.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, text

    def come_in(self) -> str:
        """Exchange the link's token for a cookie; the cookie's header comes back."""
        parts = urlsplit(self._served.link)
        status, headers, _ = self.ask("GET", f"{parts.path}?{parts.query}")
        assert status == 303
        self.cookie = headers["set-cookie"].split(";")[0]
        return headers["set-cookie"]

    def form_key(self) -> str:
        """The token that stands in every form of this session."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.ask("GET", "/me")[2])
        assert found
        return found[1]


@pytest.fixture
def caller(looked_at: Served) -> Caller:
    """Somebody at the door of the desk that is only looked at."""
    return Caller(looked_at)


def test_without_the_token_nobody_gets_in(caller: Caller) -> None:
    for path in ("/", "/reports", "/search?q=a", "/cases/00", "/decisions", "/?token=wrong"):
        status, _, text = caller.ask("GET", path)
        assert status == 401, path
        assert "link that was printed" in text
    assert caller.ask("POST", "/undo", {"decision": "x"})[0] == 401


def test_the_token_becomes_a_cookie_that_scripts_and_other_sites_cannot_use(
    caller: Caller,
) -> None:
    cookie = caller.come_in()
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    status, headers, _ = caller.ask("GET", "/")
    assert status == 200
    assert "token" not in headers.get("location", "")


def test_every_answer_carries_the_strict_headers(caller: Caller) -> None:
    caller.come_in()
    for path in ("/", "/nowhere", "/static/desk.css", "/export"):
        _, headers, _ = caller.ask("GET", path)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["x-content-type-options"] == "nosniff"


def test_another_name_for_this_machine_is_not_answered(caller: Caller) -> None:
    caller.come_in()
    status, _, _ = caller.ask("GET", "/", host="desk.attacker.example")
    assert status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://attacker.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_post_from_another_site_is_refused(caller: Caller, headers: dict[str, str]) -> None:
    caller.come_in()
    fields = {"csrf": caller.form_key(), "name": "mallory"}
    assert caller.ask("POST", "/me", fields, **headers)[0] == 403
    assert "mallory" not in caller.ask("GET", "/me")[2]


def test_a_form_without_its_own_token_is_refused_on_every_path(caller: Caller) -> None:
    caller.come_in()
    for path in (
        "/me",
        "/leave",
        "/undo",
        "/bring-in",
        "/export/file",
        "/cases/0/decide",
        "/cases/0/mark",
        "/cases/0/sign/now",
        "/cases/0/links/preview",
        "/cases/0/links/record",
        "/claims/0/decide",
    ):
        status, _, text = caller.ask("POST", path, {"csrf": "guessed", "name": "mallory"})
        assert status == 403, path
        assert "Nothing was recorded" in text


def test_what_is_taken_out_at_clear_names_no_exact_place(caller: Caller) -> None:
    caller.come_in()
    preview = caller.ask("GET", "/export?level=clear&form=json")[2]
    assert "Moyale" in preview
    fields = {"csrf": caller.form_key(), "level": "clear", "form": "json", "case": ""}
    status, headers, text = caller.ask("POST", "/export/file", fields)
    assert status == 200
    assert headers["content-disposition"].startswith("attachment")
    assert "Kenya" in text or '"KE"' in text
    for withheld in ("Moyale", "MOYALE", "Selam", "Yonas", "lakeside-courier.txt"):
        assert withheld not in text


@pytest.mark.browser
@pytest.mark.slow
def test_a_hostile_report_runs_no_script(empty_desk: Served, open_desk: Any) -> None:
    page = open_desk(empty_desk, strict=False)
    reached: list[str] = []

    def caught(route: Route) -> None:
        # Only what no policy stopped comes here, where it would go out.
        reached.append(route.request.url)
        route.abort()

    page.context.route("**://collector.invalid/**", caught)
    page.goto(empty_desk.at("/bring-in"))
    page.locator("#file").set_input_files(str(HOSTILE))
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_role("heading", name="What came in")).to_be_visible(timeout=90_000)
    page.locator(".found a").first.click()
    expect(page.locator(".report")).to_contain_text("seven migrants")
    assert page.evaluate("window.OWNED") is None
    assert page.locator(".report script, .report iframe, .report img").count() == 0

    # The original as it came, inside the reader and on its own.
    reader = page.url
    page.get_by_role("link", name="Original beside it").click()
    frame = page.frame_locator("iframe.original")
    expect(frame.get_by_role("heading")).to_be_visible()
    page.wait_for_timeout(1500)
    assert page.evaluate("window.OWNED") is None
    assert page.title() != "OWNED"
    page.goto(reader.split("?")[0] + "/original")
    page.wait_for_timeout(1500)
    assert page.url.startswith(empty_desk.origin)
    assert "OWNED" not in page.title()
    assert reached == []


@pytest.mark.browser
@pytest.mark.slow
def test_two_people_see_each_other_and_a_clash_is_said(own_desk: Served, open_desk: Any) -> None:
    ada, grace = open_desk(own_desk), open_desk(own_desk, strict=False)
    case = ada.locator("a.title").first.get_attribute("href")
    ada.goto(own_desk.at(case))
    grace.goto(own_desk.at("/me"))
    grace.get_by_label("Your name").fill("grace")
    grace.get_by_role("button", name="Keep").click()
    grace.goto(own_desk.at(case))

    ada.locator(".acc .yes").first.click()
    ada.get_by_role("button", name=re.compile("^Record")).click()
    expect(ada.locator(".said")).to_contain_text("Recorded 1 decision")

    grace.locator(".acc .no").nth(1).click()
    grace.get_by_role("button", name=re.compile("^Record")).click()
    expect(grace.get_by_role("alert")).to_contain_text("The case moved on")
    expect(grace.get_by_role("alert")).to_contain_text("ada")
    grace.get_by_role("button", name="Record mine all the same").click()
    expect(grace.locator(".said")).to_contain_text("Recorded 1 decision")

    ada.goto(own_desk.at(f"{case}/history"))
    expect(ada.locator(".timeline")).to_contain_text("grace rejected")


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_says_when_the_desk_is_gone(own_desk: Served, open_desk: Any) -> None:
    page = open_desk(own_desk, strict=False)
    page.locator("a.title").first.click()
    page.locator(".acc").first.wait_for()
    page.context.set_offline(True)
    page.locator(".acc .say").first.click()
    expect(page.locator("#offline")).to_be_visible()
    page.context.set_offline(False)
    time.sleep(0.2)
    page.locator(".acc .say").first.click()
    expect(page.locator("#offline")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.slow
def test_a_split_is_previewed_recorded_and_merged_back(own_desk: Served, open_desk: Any) -> None:
    page = open_desk(own_desk)
    rows = page.locator("tr[data-row]").filter(has_text=re.compile(r"from [2-5] reports"))
    case = rows.first.locator("a.title").get_attribute("href") or ""
    page.goto(own_desk.at(f"{case}/links"))
    page.get_by_label(re.compile("split off Ministry says")).check()
    page.get_by_role("button", name="See what a split would make").click()
    expect(page.get_by_text("Nothing is recorded yet")).to_be_visible()
    expect(page.locator(".card")).to_have_count(2)
    page.get_by_role("button", name="Split off as a case of its own").click()
    page.goto(own_desk.at("/"))
    expect(page.locator("tr[data-row]")).to_have_count(3)

    page.locator("a.title").first.click()
    page.get_by_role("link", name="Merge and split").click()
    page.locator("#other").select_option(index=1)
    page.get_by_role("button", name="See what a merge would make").click()
    expect(page.locator(".card")).to_have_count(1)
    page.get_by_role("button", name="Merge the cases").click()
    page.goto(own_desk.at("/"))
    expect(page.locator("tr[data-row]")).to_have_count(2)
