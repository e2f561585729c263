"""Deleting a report in a real browser: nothing goes before the reason and the box."""

import re

import pytest
from playwright.sync_api import expect

from .served import Served

WHY = "the family asked for it"


@pytest.mark.browser
@pytest.mark.slow
def test_by_mouse(own_desk: Served, open_desk) -> None:  # type: ignore[no-untyped-def]
    page = open_desk(own_desk)
    page.goto(own_desk.at("/reports"))
    rows = page.locator("tr[data-row]")
    before = rows.count()
    page.locator("a.title").filter(has_text="Ministry says").click()
    page.get_by_role("link", name="Delete this report").click()
    expect(page.get_by_role("heading", name="Delete this report?")).to_be_visible()
    page.get_by_role("button", name="Delete the report").click()
    # The browser asks for the reason and the box first.
    expect(page.get_by_role("heading", name="Delete this report?")).to_be_visible()
    page.get_by_label("Why").fill(WHY)
    page.get_by_label("I know that this cannot be undone").check()
    page.get_by_role("button", name="Delete the report").click()
    expect(page.locator(".said")).to_contain_text("The report is deleted")
    expect(page.get_by_role("cell", name=WHY)).to_be_visible()
    expect(page.get_by_text(re.compile("deleted bytes may still lie"))).to_have_count(0)
    page.goto(own_desk.at("/reports"))
    expect(rows).to_have_count(before - 1)
    expect(page.get_by_role("link", name="1 report deleted")).to_be_visible()
