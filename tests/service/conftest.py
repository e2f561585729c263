"""A folder of reports in our own words, and a way to build it with the stand-in extractor."""

import json
from collections.abc import Callable, Iterator
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
        options = Options(out=str(tmp_path / out) if out else None, **given)
        return build(paths, tmp_path / store, options)

    return run


EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
NAMES = ("reports", "claims", "mentions", "incidents")


class ContractFiles:
    """What one build wrote, decoded; `folder` is where it stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.of: dict[str, list[dict[str, Any]]] = {
            name: [
                json.loads(line)
                for line in (folder / f"{name}.jsonl").read_text("utf-8").split("\n")[:-1]
            ]
            for name in NAMES
        }
        self.reports = {record["id"]: record for record in self.of["reports"]}
        self.claims = {record["id"]: record for record in self.of["claims"]}
        self.mentions = {record["id"]: record for record in self.of["mentions"]}
        self.incidents = {record["id"]: record for record in self.of["incidents"]}
        self.manifest = json.loads((folder / "manifest.json").read_text("utf-8"))

    def claims_of(self, incident: str) -> set[str]:
        """The ids of the claims that the claims file gives to this incident."""
        return {key for key, claim in self.claims.items() if claim["incident"] == incident}

    def findings(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Each finding with its incident."""
        for incident in self.of["incidents"]:
            for finding in incident["findings"]:
                yield incident, finding

    def evidence(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each evidence anywhere in the files, with the report whose text it points into."""
        for report in self.of["reports"]:
            if report["published"] and report["published"]["evidence"]:
                yield report["id"], report["published"]["evidence"]
        for claim in self.of["claims"]:
            yield claim["report"], claim["evidence"]
            for link in claim["attribution"]:
                if link["evidence"]:
                    yield claim["report"], link["evidence"]
        for mention in self.of["mentions"]:
            for event in mention["events"]:
                yield mention["report"], event["evidence"]


# One build serves every test here; about ten seconds, the same-bytes test as much again.
@pytest.fixture(
    scope="session",
    params=["examples", pytest.param("seeds", marks=pytest.mark.data)],
)
def files(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> ContractFiles:
    """The files of one build, made once."""
    reports = EXAMPLES
    if request.param == "seeds":
        reports = request.getfixturevalue("data_root") / "seeds"
    room = tmp_path_factory.mktemp("contract")
    build([reports], room / "s.db", Options(out=room / "out", engine="inline"))
    return ContractFiles(room / "out")
