"""The scorer of places counts what it says it counts, and the layer stays above its floors."""

import json
from pathlib import Path

import pytest

from caseweave.evaluate.places import run
from caseweave.model import CaseweaveError

# Accra, Kumasi (200 km away) and Lomé (Togo, 170 km east of Accra), with our own sentence.
GOLD: list[dict[str, object]] = [
    {
        "id": "a",
        "text": "From Accra they went to Kumasi and to Xyzzyville.",
        "toponyms": [
            {"start": 5, "end": 10, "lat": 5.56, "lon": -0.2},
            {"start": 24, "end": 30, "lat": 6.69, "lon": -1.62},
            {"start": 38, "end": 48},
        ],
    }
]


def written(path: Path, documents: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(d) + "\n" for d in documents), encoding="utf-8")
    return path


def test_predictions_are_matched_by_overlap_and_distance(tmp_path: Path) -> None:
    gold = written(tmp_path / "gold.jsonl", GOLD)
    answers: list[dict[str, object]] = [
        {
            "id": "a",
            "toponyms": [
                {"start": 0, "end": 10, "lat": 5.6, "lon": -0.2},
                {"start": 24, "end": 30, "lat": 40.0, "lon": -80.0},
            ],
        }
    ]
    scores = run(gold, given=written(tmp_path / "answers.jsonl", answers))
    assert scores["recognition.precision"] == 1.0
    assert scores["recognition.recall"] == pytest.approx(2 / 3)
    assert scores["recognition_exact.precision"] == 0.5
    assert scores["end_to_end.precision"] == 0.5
    assert scores["end_to_end.recall"] == 0.5
    # The first has no gold span's bounds, the second is far off.
    assert scores["accuracy_161km"] == 0.0


def test_without_predictions_the_layer_answers(tmp_path: Path) -> None:
    scores = run(written(tmp_path / "gold.jsonl", GOLD))
    assert scores["accuracy_161km"] == 1.0
    assert scores["median_km"] < 20
    assert scores["documents"] == 1.0
    assert scores["documents_per_second"] > 0


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CaseweaveError, match=r"no data there"):
        run(tmp_path / "nothing.jsonl")


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "accuracy", "end_to_end"),
    [("geovirus", 0.86, 0.80), ("lgl_first_half", 0.84, 0.71)],
)
def test_floors(
    data_root: Path, tmp_path: Path, name: str, accuracy: float, end_to_end: float
) -> None:
    lines = (data_root / "data" / "places" / f"{name}.jsonl").read_text("utf-8").splitlines()
    sample = tmp_path / "sample.jsonl"
    sample.write_text("\n".join(lines[:120]), encoding="utf-8")
    scores = run(sample)
    assert scores["accuracy_161km"] >= accuracy
    assert scores["end_to_end.f1"] >= end_to_end
