"""Every page: no WCAG 2.2 AA violation, no fault, no stray request, no sideways scroll, legible."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Guard
from .served import HERE, Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (HERE / "vendor" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
WIDTHS = (320, 640, 768, 1440)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TABS = (
    "",
    "people",
    "timeline",
    "origins",
    "map",
    "responses",
    "open",
    "known",
    "links",
    "history",
    "sign",
    "sheet",
)
ELSEWHERE = {
    "queue": "/",
    "queue-none": "/?status=resettled&type=boat",
    "reports": "/reports",
    "sources": "/sources",
    "speakers": "/sources?of=speakers",
    "search": "/search",
    "search-found": "/search?q=ministry+denies",
    "search-nothing": "/search?q=zeppelin",
    "bring-in": "/bring-in",
    "decisions": "/decisions",
    "me": "/me",
    "keys": "/keys",
    "export": "/export?level=clear&form=html",
    "deleted": "/deleted",
    "not-here": "/cases/0000",
}


def all_pages(page: Page, served: Served) -> dict[str, str]:
    """The path of every page, by the name of its picture."""
    page.goto(served.at("/"))
    rows = page.locator("tr[data-row]").filter(has_text=re.compile(r"from [2-5] reports"))
    case = rows.first.locator("a.title").get_attribute("href") or ""
    page.goto(served.at(case))
    claim = page.locator(".acc .say").first.get_attribute("href") or ""
    page.goto(served.at("/reports"))
    report = page.locator("a.title").filter(has_text="Ministry says").get_attribute("href") or ""
    paths = {f"case-{tab or 'accounts'}": f"{case}{'/' if tab else ''}{tab}" for tab in TABS}
    return {
        **ELSEWHERE,
        **paths,
        "case-evidence": claim.split("#")[0],
        "reader": report,
        "delete": f"{report}/delete",
    }


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe-core finds, in words."""
    found: Any = page.evaluate(
        "only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", rules
    )
    return [
        f"{v['id']}: {n['target']} {n.get('failureSummary', '')}"
        for v in found["violations"]
        for n in v["nodes"][:3]
    ]


class Survey:
    """Each page visited once, and what was seen on it."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[str]] = {}
        self.wrong_in_the_dark: dict[str, list[str]] = {}
        self.wide: dict[str, dict[int, int]] = {}
        self.status: dict[str, int] = {}

    def visit(self, page: Page, name: str, address: str) -> None:
        """Look at one page in both schemes and at every width."""
        answer = page.goto(address)
        self.status[name] = answer.status if answer else 0
        page.evaluate(AXE)
        self.wrong[name] = violations(page, {"type": "tag", "values": RULES})
        page.emulate_media(color_scheme="dark")
        self.wrong_in_the_dark[name] = violations(page, CONTRAST)
        page.emulate_media(color_scheme="light")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            self.wide.setdefault(name, {})[width] = page.evaluate(OVERFLOW)
        page.set_viewport_size({"width": 1440, "height": 900})


@pytest.fixture(scope="module")
def survey(browser: Browser, looked_at: Served) -> Survey:
    """All pages, visited once; a fault or a stray request on any fails here."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    guard = Guard(context, looked_at)
    page = context.new_page()
    page.goto(looked_at.link)
    seen = Survey()
    for name, path in all_pages(page, looked_at).items():
        seen.visit(page, name, looked_at.at(path))
    context.close()
    # The browser itself says on its console that a page was not found: that one is meant.
    guard.faults = [f for f in guard.faults if "404" not in f]
    guard.check()
    return seen


def test_every_page_answers_without_a_fault_or_a_stray_request(survey: Survey) -> None:
    assert {n: s for n, s in survey.status.items() if s != 200} == {"not-here": 404}
    assert len(survey.status) > 25


def test_no_page_violates_wcag_22_aa(survey: Survey) -> None:
    assert {n: w for n, w in survey.wrong.items() if w} == {}


def test_the_dark_scheme_has_contrast_too(survey: Survey) -> None:
    assert {n: w for n, w in survey.wrong_in_the_dark.items() if w} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(survey: Survey, width: int) -> None:
    """640 is 1280 at 200% zoom: twice the size in half the width."""
    assert {n: w[width] for n, w in survey.wide.items() if w[width] > 0} == {}


def test_dark_is_dark_and_light_is_light(looked_at: Served, open_desk: Any) -> None:
    grey = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)"
    page = open_desk(looked_at)
    for scheme, low, high in (("light", 200, 256), ("dark", 0, 60)):
        page.emulate_media(color_scheme=scheme)
        assert all(low <= int(part) < high for part in page.evaluate(grey))


def test_a_sheet_prints_without_the_desk_around_it(looked_at: Served, open_desk: Any) -> None:
    page = open_desk(looked_at)
    path = all_pages(page, looked_at)["case-sheet"]
    page.goto(looked_at.at(path))
    page.emulate_media(media="print")
    for gone in (".bar", ".tabs", ".foot"):
        assert not page.locator(gone).is_visible()
    assert page.get_by_role("heading", name="Findings").is_visible()
    assert len(page.pdf(format="A4")) > 10_000
