"""The scorers of linking give what their papers' definitions give, on cases worked out by hand."""

import itertools
import json
import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest

from caseweave.evaluate import _linking_scores as scores_of
from caseweave.evaluate import fit_linking, linking
from caseweave.link import Weights
from caseweave.link.score import read_weights

GOLD = {"a": ["x"], "b": ["x"], "c": ["x"], "d": ["y"], "e": ["y"], "f": ["z"]}


def test_a_perfect_clustering_scores_100_and_every_document_alone_finds_no_pair() -> None:
    right = {doc: labels[0] for doc, labels in GOLD.items()}
    assert set(scores_of.all_scores(GOLD, right).values()) == {100.0}
    alone = scores_of.all_scores(GOLD, {})
    assert alone["pair_f1"] == alone["muc_f1"] == 0
    assert alone["b3_p"] == 100
    assert alone["b3_r"] == pytest.approx(100 * (3 * 1 / 3 + 2 * 1 / 2 + 1) / 6)


def test_one_cluster_for_all_worked_out_by_hand() -> None:
    found = scores_of.all_scores(GOLD, dict.fromkeys(GOLD, "k"))
    assert found["b3_p"] == pytest.approx(100 * (3 * 3 / 6 + 2 * 2 / 6 + 1 / 6) / 6, abs=0.01)
    assert found["pair_p"] == pytest.approx(100 * 4 / 15, abs=0.01)
    assert found["muc_p"] == pytest.approx(100 * 3 / 5)
    assert found["ceafe_p"] == pytest.approx(100 * 2 * 3 / 9, abs=0.01)
    assert found["ceafe_r"] == pytest.approx(100 * 2 * 3 / 9 / 3, abs=0.01)


def test_a_round_up_belongs_to_two_incidents_and_one_of_them_is_found() -> None:
    gold = {"a": ["x"], "r": ["x", "y"], "b": ["y"]}
    precision, recall = scores_of.b_cubed(gold, {"a": "k", "r": "k", "b": "l"})
    assert precision == 1
    assert recall == pytest.approx((1 + (1 / 2 + 1) / 3 + 1 / 2) / 3)


def test_the_assignment_is_the_best_of_all() -> None:
    chance = np.random.default_rng(5)
    for _ in range(40):
        rows, columns = sorted(int(n) for n in chance.integers(1, 6, size=2))
        gain = chance.random((rows, columns))
        every = itertools.permutations(range(columns), rows)
        best = max(sum(gain[i, c] for i, c in enumerate(order)) for order in every)
        assert scores_of.assignment(gain) == pytest.approx(best)


def test_the_fit_weighs_a_feature_and_leaves_out_one_that_speaks_the_wrong_way() -> None:
    chance = np.random.default_rng(3)
    rows = np.zeros((400, len(fit_linking.NAMES)))
    labels = (np.arange(400) % 4 == 0).astype(float)
    column = fit_linking.NAMES.index
    rows[:, column("text_likeness")] = np.clip(labels * 0.5 + chance.random(400) * 0.5, 0, 1)
    rows[:, column("same_place")] = 1 - labels * (chance.random(400) > 0.3)
    weights = fit_linking.fit(rows, labels)
    assert weights.features["text_likeness"] > 1
    assert "same_place" not in weights.features
    assert len(weights.features) < 100


def test_weights_written_by_the_fit_are_read_back_the_same() -> None:
    weights = Weights(bias=-2.5, threshold=0.4, features={"same_day": 1.25, "undated": -0.5})
    table = tomllib.loads(fit_linking.as_toml(weights, "Made for a test."))
    assert read_weights(table, "x.toml") == weights


LINES = [
    ("a", "Two held in Varnik", "Two sailors were held in Varnik on Monday, said Tomas Reyl.", "1"),
    ("b", "Varnik holds two", "Tomas Reyl said on Monday that Varnik held two sailors.", "1"),
    (
        "c",
        "Fire in Dalmore",
        "A fire burned a mill in Dalmore; nobody was hurt, he said.",
        "2",
    ),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with (tmp_path / "docs.jsonl").open("w", encoding="utf-8") as docs:
        for name, title, text, _ in LINES:
            line = {"id": name, "title": title, "text": text, "date": "2016-08-02"}
            docs.write(json.dumps(line) + "\n")
    with (tmp_path / "links.jsonl").open("w", encoding="utf-8") as links:
        for name, _, _, incident in LINES:
            links.write(json.dumps({"doc": name, "incidents": [incident]}) + "\n")
    return tmp_path


def test_predictions_are_scored_in_place_of_our_own(folder: Path, tmp_path: Path) -> None:
    found = tmp_path / "found.jsonl"
    found.write_text("".join(f'{{"doc": "{d}", "incidents": ["{i}"]}}\n' for d, _, _, i in LINES))
    assert linking.run(folder, given=found)["b3_f1"] == 100
    found.write_text("".join(f'{{"doc": "{d}", "incidents": ["{d}"]}}\n' for d, _, _, _ in LINES))
    assert linking.run(folder, given=found)["pair_f1"] == 0


def test_dated_reports_are_linked_and_compared_with_the_baselines(folder: Path) -> None:
    lines = [
        {"incident_id": i, "date": "2016-08-01", "state": "S", "city_or_county": "C"} for i in "12"
    ]
    (folder / "incidents.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines))
    scores = linking.run(folder)
    assert scores["documents"] == 3
    assert scores["pair_f1"] == scores["same_city_pair_f1"] == 100
    assert scores["alone_pair_f1"] == 0
    assert "tfidf_days_conll" in scores


@pytest.mark.data
@pytest.mark.slow
def test_dated_reports_keep_their_floor(data_root: Path, tmp_path: Path) -> None:
    # Six weeks of the stream: the whole half-year takes minutes and is a command.
    scores = linking.run(_weeks(data_root / "data" / "gva", tmp_path, "2016-11-15", "2016-12-31"))
    assert scores["b3_f1"] >= 96
    assert scores["pair_f1"] >= 90
    assert scores["conll"] >= 93.5
    assert scores["same_city_pair_f1"] >= 92


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _weeks(source: Path, to: Path, first: str, last: str) -> Path:
    """A folder like `source` with the reports of some weeks, made for this run only."""
    docs = _rows(source / "docs.jsonl")
    kept = {d["id"]: d for d in docs if first <= d["date"] <= last}
    links = _rows(source / "links.jsonl")
    for name, rows in (
        ("docs.jsonl", list(kept.values())),
        ("links.jsonl", [row for row in links if row["doc"] in kept]),
    ):
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (to / name).write_text(text, encoding="utf-8")
    shutil.copyfile(source / "incidents.jsonl", to / "incidents.jsonl")
    return to


@pytest.mark.data
@pytest.mark.slow
def test_documents_almost_without_dates_keep_their_floor(data_root: Path) -> None:
    scores = linking.run(data_root / "data" / "ecbplus")
    assert scores["b3_f1"] >= 93
    assert scores["pair_f1"] >= 91.5
    assert scores["conll"] >= 90
