"""What was predicted is written for others to score: a line a document, with gold or without."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

TEXT = (
    'ASHBY, Kenya, May 3, 2018 - Two men were shot dead in Nakuru on Wednesday, police said. "We '
    'know of no motive," said the officer, Ada Moss.'
)
BARE = {"id": "a", "text": TEXT}
NOTHING = {"id": "b", "text": "Nothing."}
LINES = {
    "dates": [{**BARE, "dct": "2018-05-03"}, NOTHING],
    "places": [BARE, NOTHING],
    "attribution": [BARE, NOTHING],
    "counts": [BARE, NOTHING],
}
FOLDERS = ("incidents", "linking")
KEPT = {
    "dates": "timexes",
    "places": "toponyms",
    "attribution": "attributions",
    "counts": "killed",
    "incidents": "n_killed",
    "linking": "incidents",
}


def told(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def data_of(name: str, folder: Path) -> Path:
    if name in FOLDERS:
        rows = [{**d, "title": "", "date": "2018-05-03"} for d in (BARE, NOTHING)]
        (folder / "docs.jsonl").write_text(told(rows), encoding="utf-8")
        return folder
    path = folder / "bare.jsonl"
    path.write_text(told(LINES[name]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", KEPT)
def test_documents_without_gold_get_their_line_each(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("of an earlier run", encoding="utf-8")
    import_module(f"caseweave.evaluate.{name}").run(data_of(name, tmp_path), out)
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line.get("id") or line["doc"] for line in lines] == ["a", "b"]
    first, second = (line[KEPT[name]] for line in lines)
    assert first
    if name not in FOLDERS:
        assert not second


def test_a_place_carries_all_that_others_need_to_score_it(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    import_module("caseweave.evaluate.places").run(data_of("places", tmp_path), out)
    found = json.loads(out.read_text(encoding="utf-8").splitlines()[0])["toponyms"]
    nakuru = next(t for t in found if TEXT[t["start"] : t["end"]] == "Nakuru")
    assert nakuru["country"] == "KE"
    assert nakuru["geonameid"] is not None
    assert abs(nakuru["lat"] + 0.3) < 0.5
    assert abs(nakuru["lon"] - 36.1) < 0.5
