"""A folder of reports in our own words, and a way to build it with the stand-in extractor."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseweave.service import BuildSummary, Options, build

CAPE = """Trawler saves drifting crew

The Cape Courier
2 May 2024

PORT ELDIN - A trawler rescued 9 people from a drifting boat off Cape Eldin on Thursday, the
harbour master said. All of them were brought ashore before nightfall and given blankets.
"""
FRENCH = """Un chalutier secourt des naufragés

Le Courrier du Cap, 2 mai 2024

Un chalutier a secouru neuf personnes au large du cap jeudi soir, a indiqué la capitainerie. Les
rescapés ont été conduits à terre avant la nuit et pris en charge par les secours du port.
"""


def report(number: int) -> str:
    """A report of its own for each number."""
    return (
        f"Patrol picks up boat number {number}\n\nThe Gazette\n3 May 2024\n\n"
        f"A patrol vessel rescued {number + 3} people near buoy {number} on Friday, its crew said. "
        "The survivors had been at sea for several days without any water or shelter.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two English reports, one of them twice, a French one and an empty file."""
    made = tmp_path / "reports"
    (made / "copy").mkdir(parents=True)
    (made / "cape.txt").write_text(CAPE, encoding="utf-8")
    (made / "copy" / "cape.txt").write_text(CAPE, encoding="utf-8")
    (made / "patrol.txt").write_text(report(1), encoding="utf-8")
    (made / "cap.txt").write_text(FRENCH, encoding="utf-8")
    (made / "empty.txt").touch()
    return made


Builder = Callable[..., BuildSummary]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builder:
    """Build paths into `store.db` and `out`, with the stand-in."""
    monkeypatch.syspath_prepend(Path(__file__).parent)

    def run(*paths: Path, out: str | None = "out", store: str = "store.db", **given: Any) -> Any:
        given.setdefault("extractor", "standin_extractor:extract_many")
        options = Options(out=tmp_path / out if out else None, **given)
        return build(paths, tmp_path / store, options)

    return run
