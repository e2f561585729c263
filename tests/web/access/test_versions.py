"""A page that came in twice, changed: the reader says which version is the earlier one."""

import json
from pathlib import Path

from litestar.testing import TestClient
from tests.web.house import EXTRACTOR, HERE

from caseweave.service import Options, build
from caseweave.service.desk import Desk
from caseweave.web import LocalDoor, create_app

PAGE = """PORT ELDIN - A trawler rescued {} people from a drifting boat off Cape Eldin, the
harbour master said. All of them were brought ashore before nightfall and given blankets. The boat
had left the outer islands two days before with little water and no compass, and its engine failed
in heavy seas on the first evening. The coast guard thanked the crew of the trawler.
"""


def test_the_reader_tells_the_earlier_from_the_later_version(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    for name, people in (("monday", "9"), ("tuesday", "11")):
        given = {
            "url": "https://cape.example/crew",
            "title": "Crew saved",
            "outlet": "Cape Courier",
        }
        line = json.dumps({**given, "published": "2024-05-02", "text": PAGE.format(people)})
        (tmp_path / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")
        build([tmp_path / f"{name}.jsonl"], store, Options(extractor=EXTRACTOR, engine="inline"))
    desk = Desk(store)
    door = LocalDoor(name="ada")
    first, second = sorted(desk.board().files.reports, key=lambda r: r.source)
    with TestClient(create_app(desk, door, ("desk.example",)), base_url=HERE) as client:
        client.get(f"/?token={door.token}")
        pages = [
            client.get(f"/reports/{r.id.removeprefix('sha256:')}").text for r in (first, second)
        ]
    desk.close()
    assert "Later version of" in pages[0]
    assert "Earlier version of" in pages[1]
