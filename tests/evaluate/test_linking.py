"""The scorers of linking give what their papers' definitions give, on cases worked out by hand."""

import itertools

import numpy as np
import pytest

from caseweave.evaluate import _linking_scores as scores

GOLD = {"a": ["x"], "b": ["x"], "c": ["x"], "d": ["y"], "e": ["y"], "f": ["z"]}


def test_a_perfect_clustering_scores_100_and_every_document_alone_finds_no_pair() -> None:
    right = {doc: labels[0] for doc, labels in GOLD.items()}
    assert set(scores.all_scores(GOLD, right).values()) == {100.0}
    alone = scores.all_scores(GOLD, {})
    assert alone["pair_f1"] == alone["muc_f1"] == 0
    assert alone["b3_p"] == 100
    assert alone["b3_r"] == pytest.approx(100 * (3 * 1 / 3 + 2 * 1 / 2 + 1) / 6)


def test_one_cluster_for_all_worked_out_by_hand() -> None:
    found = scores.all_scores(GOLD, dict.fromkeys(GOLD, "k"))
    assert found["b3_p"] == pytest.approx(100 * (3 * 3 / 6 + 2 * 2 / 6 + 1 / 6) / 6, abs=0.01)
    assert found["pair_p"] == pytest.approx(100 * 4 / 15, abs=0.01)
    assert found["muc_p"] == pytest.approx(100 * 3 / 5)
    assert found["ceafe_p"] == pytest.approx(100 * 2 * 3 / 9, abs=0.01)
    assert found["ceafe_r"] == pytest.approx(100 * 2 * 3 / 9 / 3, abs=0.01)


def test_a_round_up_belongs_to_two_incidents_and_one_of_them_is_found() -> None:
    gold = {"a": ["x"], "r": ["x", "y"], "b": ["y"]}
    precision, recall = scores.b_cubed(gold, {"a": "k", "r": "k", "b": "l"})
    assert precision == 1
    assert recall == pytest.approx((1 + (1 / 2 + 1) / 3 + 1 / 2) / 3)


def test_the_assignment_is_the_best_of_all() -> None:
    chance = np.random.default_rng(5)
    for _ in range(40):
        rows, columns = sorted(int(n) for n in chance.integers(1, 6, size=2))
        gain = chance.random((rows, columns))
        every = itertools.permutations(range(columns), rows)
        best = max(sum(gain[i, c] for i, c in enumerate(order)) for order in every)
        assert scores.assignment(gain) == pytest.approx(best)
