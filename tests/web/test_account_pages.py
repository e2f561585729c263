"""The pages of accounts in the browser, logged in by form: as good as all others."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from caseweave.service.desk import Desk
from caseweave.service.people import Newcomer, add_person

from .conftest import Guard
from .served import Served, serving
from .test_pages import Survey

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("/account", "/accounts", "/restrictions", "/audit")
WORDS = "lantern river copper nine"


@pytest.fixture(scope="module")
def with_accounts(built_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk whose store has an administrator."""
    store = tmp_path_factory.mktemp("accounts") / "desk.db"
    shutil.copy(built_store, store)
    desk = Desk(store)
    new = Newcomer(name="ada", role="administrator", password=WORDS, must_change=False)
    add_person(desk, "-", new)
    desk.close()
    with serving(store) as served:
        yield served


def log_in(page: Page, served: Served) -> None:
    """As a person does: asked for a page, the form comes first and then the page."""
    page.goto(served.at("/accounts"))
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(WORDS)
    page.get_by_role("button", name="Log in").click()
    assert page.url == served.at("/accounts")


def test_the_account_pages_are_as_good_as_the_others(
    browser: Browser, with_accounts: Served
) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    guard = Guard(context, with_accounts)
    page = context.new_page()
    seen = Survey()
    seen.visit(page, "/login", with_accounts.at("/login"))
    log_in(page, with_accounts)
    for path in PAGES:
        seen.visit(page, path, with_accounts.at(path))
    context.close()
    guard.check()
    assert set(seen.status.values()) == {200}
    assert {n: w for n, w in seen.wrong.items() if w} == {}
    assert {n: w for n, w in seen.wrong_in_the_dark.items() if w} == {}
    assert {n: w for n, w in seen.wide.items() if max(w.values()) > 0} == {}
