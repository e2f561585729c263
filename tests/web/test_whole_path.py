"""From five dropped reports to a signed case sheet: by mouse, by keys alone, without scripts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .served import REPORTS, Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILES = [str(p) for p in REPORTS]


def drop(page: Page, selector: str, paths: list[str]) -> None:
    """Drop files as a mouse does: the browser's own event with a DataTransfer."""
    texts = [(Path(p).name, Path(p).read_text(encoding="utf-8")) for p in paths]
    page.locator("html.js").wait_for(state="attached")
    transfer = page.evaluate_handle(
        """files => { const t = new DataTransfer();
        for (const [name, text] of files) t.items.add(new File([text], name)); return t; }""",
        texts,
    )
    page.dispatch_event(selector, "dragenter", {"dataTransfer": transfer})
    page.dispatch_event(selector, "drop", {"dataTransfer": transfer})


def read_through(page: Page) -> None:
    """Wait until the reports were read."""
    expect(page.get_by_role("heading", name="What came in")).to_be_visible(timeout=90_000)
    expect(page.get_by_text("5 new reports read")).to_be_visible()


def the_case(page: Page) -> str:
    """The link of the case that several reports tell."""
    rows = page.locator("tr[data-row]").filter(has_text=re.compile(r"from [2-5] reports"))
    expect(rows.first).to_be_visible()
    return rows.first.locator("a.title").get_attribute("href") or ""


def test_by_mouse(empty_desk: Served, open_desk) -> None:  # type: ignore[no-untyped-def]
    page = open_desk(empty_desk)
    page.get_by_role("link", name="Bring reports in").click()
    drop(page, "[data-drop]", FILES)
    read_through(page)
    page.get_by_role("link", name="Go to the cases").click()
    case = the_case(page)
    page.locator(f"a.title[href='{case}']").click()

    # Read the evidence, then mark two calls and record them together.
    accounts = page.locator(".acc")
    accounts.first.locator(".say").click()
    expect(page.locator("#pane mark.focus")).to_be_visible()
    accounts.nth(0).locator(".yes").click()
    accounts.nth(1).locator(".no").click()
    expect(page.locator("[data-count]")).to_have_text("2 calls")
    page.get_by_role("button", name=re.compile("Record")).click()
    expect(page.locator(".said")).to_contain_text("Recorded 2 decisions")

    # Take one back: the undo is always there.
    page.locator("[data-undo] button").click()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_text("took back")).to_be_visible()

    sign_off_by_somebody_else(page)
    page.get_by_role("link", name="Case sheet").click()
    page.wait_for_url("**/sheet")
    expect(page.get_by_text("Signed as version 1 by grace")).to_be_visible()


def sign_off_by_somebody_else(page: Page) -> None:
    """Ask, be refused as the one who worked on it, and let a second person sign."""
    page.get_by_role("link", name="Sign-off").click()
    page.get_by_role("button", name="Ask for sign-off").click()
    expect(page.get_by_text("You worked on this case")).to_be_visible()
    here = page.url
    page.get_by_role("link", name="ada").click()
    page.get_by_label("Your name").fill("grace")
    page.get_by_role("button", name="Keep").click()
    page.goto(here)
    page.get_by_role("button", name="Sign this version").click()
    expect(page.get_by_text("Version 1 was signed by grace")).to_be_visible()


def test_by_keyboard_alone(empty_desk: Served, open_desk) -> None:  # type: ignore[no-untyped-def]
    page = open_desk(empty_desk)
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/bring-in")
    # A file dialogue has no keys that a page could press; a path of this machine has.
    tab_to(page, "#path")
    page.keyboard.type(str(REPORTS[0].parent))
    page.keyboard.press("Enter")
    read_through(page)
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/")
    wanted = the_case(page)
    for _ in range(10):
        page.keyboard.press("j")
        if page.locator("tr.at a.title").get_attribute("href") == wanted:
            break
    page.keyboard.press("o")
    page.wait_for_url(f"**{wanted}")

    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("#pane mark.focus")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("[data-count]")).to_have_text("2 calls")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".said")).to_contain_text("Recorded 2 decisions")
    page.wait_for_load_state()
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator(".said")).to_have_count(0)

    follow(page, "Sign-off")
    tab_to(page, "button[value=asked]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("You worked on this case")).to_be_visible()
    here = page.url
    follow(page, "ada")
    tab_to(page, "#name")
    page.keyboard.press("Control+a")
    page.keyboard.type("grace")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(here)
    tab_to(page, "form[action$='/sign/now'] button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Version 1 was signed by grace")).to_be_visible()
    follow(page, "Case sheet")
    expect(page.get_by_text("Signed as version 1 by grace")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until that element has the focus, and see that the focus shows."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"no focus to be seen on {selector}"
            return
    pytest.fail(f"Tab never comes to {selector}")


def follow(page: Page, name: str) -> None:
    """Tab to a link by its words and press Enter."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.textContent?.trim()") == name:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    pytest.fail(f"Tab never comes to the link {name}")


def test_without_scripts(empty_desk: Served, open_desk, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = open_desk(empty_desk, java_script_enabled=False)
    page.get_by_role("link", name="Bring reports in").click()
    empty = tmp_path / "empty.txt"
    empty.touch()
    page.locator("#file").set_input_files([*FILES, str(empty)])
    page.get_by_role("button", name="Read them").click()
    for _ in range(120):
        if page.get_by_role("heading", name="What came in").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="See how far it is").click()
    refused = page.locator("tr").filter(has_text="empty.txt")
    expect(refused).to_contain_text("empty")
    page.get_by_role("link", name="Go to the cases").click()
    page.locator(f"a.title[href='{the_case(page)}']").click()

    page.locator(".acc .say").first.click()
    expect(page.locator("#pane mark.focus")).to_be_visible()
    page.get_by_label("Correct it to").fill("11")
    page.locator("#pane").get_by_label("Reason").fill("the paper corrected itself")
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.locator(".said")).to_contain_text("Recorded 1 decision")
    page.locator(".acc .yes input").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Record")).click()
    expect(page.locator(".said")).to_contain_text("Recorded 1 decision")
    page.locator(".said button").click()

    sign_off_by_somebody_else(page)
    page.get_by_role("link", name="Case sheet").click()
    page.wait_for_url("**/sheet")
    expect(page.get_by_text("Signed as version 1 by grace")).to_be_visible()
