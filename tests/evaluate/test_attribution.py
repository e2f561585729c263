"""The scorer of attributions: what counts as found, once."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseweave.evaluate.attribution import Document, Relation, full_match, matched, run, score
from caseweave.evaluate.fit_attribution import Example, as_toml, fit
from caseweave.extract.attribution._score import model

# Found on the development part; the published agreement of two annotators is 78.8.
DEV_FLOOR = 71.8

TEXT = "The mayor said the ferry was safe. The crew was reportedly freed."
SAID = Relation(source=((0, 9),), cue=((10, 14),), content=((15, 33),))
HEARSAY = Relation(cue=((48, 58),), content=((35, 64),))


def scored(*given: Relation) -> dict[str, float]:
    gold = [Document(id="a", text=TEXT, attributions=(SAID, HEARSAY))]
    return score(gold, {"a": given})


def test_the_gold_itself_scores_full() -> None:
    result = scored(SAID, HEARSAY)
    assert result["full_f1"] == result["source_exact_f1"] == result["content_exact_f1"] == 100


def test_overlap_is_enough_but_not_for_the_exact_measures() -> None:
    near = Relation(source=((4, 9),), cue=((10, 14),), content=((15, 24),))
    result = scored(near, HEARSAY)
    assert result["full_f1"] == 100
    assert result["source_exact_f1"] == 0
    assert result["content_exact_f1"] == 50


def test_each_gold_attribution_is_found_once() -> None:
    assert scored(SAID, SAID, HEARSAY)["full_p"] == pytest.approx(66.67)


def test_hearsay_with_an_invented_source_is_not_found() -> None:
    invented = Relation(source=((0, 9),), cue=HEARSAY.cue, content=HEARSAY.content)
    assert not full_match(HEARSAY, invented)
    assert full_match(HEARSAY, HEARSAY)


def test_nothing_found_scores_nothing() -> None:
    assert scored()["full_f1"] == 0


def test_predictions_are_written_and_read_back(tmp_path: Path) -> None:
    data, predictions = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    line = {
        "id": "a",
        "text": TEXT,
        "attributions": [{"source": [[0, 9]], "cue": [[10, 14]], "content": [[15, 33]]}],
    }
    data.write_text(json.dumps(line) + "\n", encoding="utf-8")
    first = run(data, predictions)
    again = run(data, given=predictions)
    assert first["cue_f1"] > 0
    speed = "documents_per_second"
    assert {k: v for k, v in first.items() if k != speed} == {
        k: v for k, v in again.items() if k != speed
    }


_SPANS = st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda p: ((p[0], p[0] + p[1]),))
_RELATIONS = st.lists(st.builds(Relation, source=_SPANS, cue=_SPANS, content=_SPANS), max_size=6)


@given(_RELATIONS, _RELATIONS)
def test_matching_is_one_to_one_and_knows_no_sides(a: list[Relation], b: list[Relation]) -> None:
    size = matched(a, b, full_match)
    assert size == matched(b, a, full_match)
    assert size <= min(len(a), len(b))
    assert matched(a, a, full_match) == len(a)


def test_the_fit_learns_what_separates() -> None:
    good = Example(features=frozenset({"bias", "class:say"}), matches=(0,))
    bad = Example(features=frozenset({"bias", "class:plan"}), matches=())
    weights, threshold = fit([[good, bad]] * 50, gold=[1] * 50)
    assert weights["class:say"] > 0 > weights["class:plan"]
    assert 0 < threshold < 1
    assert '"class:say"' in as_toml(weights, threshold)


def test_the_shipped_weights_are_few_and_named() -> None:
    weights = model("en").weights
    assert len(weights) < 100
    assert all(name == name.lower() or name.split(":")[0] in {"dep", "tag"} for name in weights)


@pytest.mark.data
@pytest.mark.slow
def test_full_f1_on_polnear_dev(data_root: Path) -> None:
    result = run(data_root / "data" / "attribution" / "polnear_dev.jsonl")
    assert result["full_f1"] >= DEV_FLOOR
