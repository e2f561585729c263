"""The scorer of counts: what it rewards, and the floors on outside data."""

import json
from pathlib import Path

import pytest

from caseweave.evaluate.counts import Case, Wanted, load_cases, pair, run
from caseweave.extract.layers import PeopleCount

CASES = Path(__file__).parents[1] / "extract" / "people_cases.toml"


def count(start: int, end: int, best: int, individual: bool = False) -> PeopleCount:
    return PeopleCount(start=start, end=end, low=best, best=best, high=best, individual=individual)


def test_the_labelled_sentences_cover_every_kind() -> None:
    cases = load_cases(CASES)
    assert len({c.kind for c in cases}) >= 15
    assert all(c.text[w.start : w.end] == w.words for c in cases for w in c.wanted)


def test_pairing_takes_the_nearest_span_and_leaves_single_people_alone() -> None:
    case = Case("k", "ten men and a boy", (Wanted("ten men", 0, 10, {}),))
    pairs, spurious = pair(case, (count(0, 7, 10), count(12, 17, 1, individual=True)))
    assert [c.best for _, c in pairs if c] == [10]
    assert spurious == []


def test_a_number_nobody_labelled_is_an_error() -> None:
    case = Case("k", "ten men", ())
    assert len(pair(case, (count(0, 7, 10),))[1]) == 1


def test_given_predictions_are_scored_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "counts").mkdir()
    where_when = {"start_date": "2012-03-01", "province": ["ghazni"]}
    gold = [{"id": "a", "text": "", "gold": {"min_killed": 2, "min_captured": 0, **where_when}}]
    gold.append({"id": "b", "text": "", "gold": {"min_killed": 0, "min_captured": 3, **where_when}})
    lines = "\n".join(json.dumps(row) for row in gold)
    (tmp_path / "counts" / "isaf_dev.jsonl").write_text(lines, encoding="utf-8")
    given = tmp_path / "given.jsonl"
    given.write_text(json.dumps({"id": "a", "killed": 2}), encoding="utf-8")
    scores = run(tmp_path, given=given)
    assert scores["killed"] == 100.0
    assert scores["captured.not_zero"] == 0.0
    assert scores["date"] == 0.0


@pytest.mark.slow
@pytest.mark.data
def test_press_releases_keep_their_floor(data_root: Path) -> None:
    scores = run(data_root / "data")
    assert scores["killed.not_zero"] >= 78
    assert scores["captured.not_zero"] >= 75
    assert scores["date"] >= 70
    assert scores["province"] >= 92
