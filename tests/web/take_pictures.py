"""Pictures of each page for the documentation: `make pictures`. No test: nothing is asserted.

Not named `test_`, so that a run of all tests takes none.
"""

import os
from pathlib import Path
from typing import Any

from .served import Served
from .test_account_pages import PAGES, log_in, with_accounts
from .test_pages import all_pages

__all__ = ["with_accounts"]


def test_pictures_of_each_page(looked_at: Served, open_desk: Any) -> None:
    folder = Path(os.environ.get("CASEWEAVE_PICTURES", "docs/pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    page = open_desk(looked_at, viewport={"width": 1280, "height": 860}, strict=False)
    for name, path in all_pages(page, looked_at).items():
        page.goto(looked_at.at(path))
        page.screenshot(path=folder / f"desk-{name}.png")


def test_pictures_of_the_account_pages(with_accounts: Served, open_desk: Any) -> None:
    folder = Path(os.environ.get("CASEWEAVE_PICTURES", "docs/pictures"))
    page = open_desk(with_accounts, viewport={"width": 1280, "height": 860}, strict=False)
    page.goto(with_accounts.at("/login"))
    page.screenshot(path=folder / "desk-login.png")
    log_in(page, with_accounts)
    for path in PAGES:
        page.goto(with_accounts.at(path))
        page.screenshot(path=folder / f"desk-{path.strip('/')}.png")
