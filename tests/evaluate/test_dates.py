"""The scorer of time expressions, on a made document whose measures can be counted by hand."""

import json
from pathlib import Path

import pytest

from caseweave.evaluate import dates

TEXT = "The boat left on Friday. It sank on 3 May 2018. Nobody knew for two days."


def line(*timexes: tuple[str, str, str]) -> str:
    rows = [
        {"start": TEXT.index(w), "end": TEXT.index(w) + len(w), "type": t, "value": v, "mod": None}
        for w, t, v in timexes
    ]
    return json.dumps({"id": "d1", "dct": "2018-05-07", "text": TEXT, "timexes": rows}) + "\n"


GOLD = (
    ("Friday", "DATE", "2018-05-04"),
    ("3 May 2018", "DATE", "2018-05-03"),
    ("two days", "DURATION", "P2D"),
)


def test_the_layer_is_scored_and_its_finds_are_written(tmp_path: Path) -> None:
    data, predictions = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    data.write_text(line(*GOLD), encoding="utf-8")
    first = dates.run(data, predictions)
    assert first["value_f1"] == first["strict_f1"] == first["type_f1"] == 100
    again = dates.run(data, given=predictions)
    assert {k: v for k, v in again.items() if "second" not in k} == {
        k: v for k, v in first.items() if "second" not in k
    }


def test_measures_are_those_of_tempeval(tmp_path: Path) -> None:
    data, predictions = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    data.write_text(line(*GOLD), encoding="utf-8")
    predictions.write_text(
        line(("Friday", "DATE", "2018-05-11"), ("May 2018", "DATE", "2018-05-03")), encoding="utf-8"
    )
    measured = dates.run(data, given=predictions)
    assert measured["strict_precision"] == 50
    assert measured["strict_recall"] == pytest.approx(33.33)
    assert measured["relaxed_precision"] == 100
    assert measured["relaxed_recall"] == pytest.approx(66.67)
    assert measured["relaxed_f1"] == pytest.approx(80.0, abs=0.01)
    assert measured["value_f1"] == pytest.approx(40.0, abs=0.01)  # relaxed F1 x accuracy of values
    assert measured["dates_relaxed_recall"] == 100


FLOORS = {"timebank": 84.4, "aquaint": 78.0, "wikiwars_01_16": 89.2}


@pytest.mark.data
@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_value_f1_stays_above_its_floor(data_root: Path, name: str, floor: float) -> None:
    measured = dates.run(data_root / "data" / "dates" / f"{name}.jsonl")
    assert measured["value_f1"] >= floor
