"""The scorer of near copies: what it makes of a text, and the floor on outside data."""

import random
from pathlib import Path

import pytest

from caseweave.evaluate.copies import ALTERED, minhash, run, threshold

TEXT = " ".join(f"The ferry number {n} left the old harbour before dawn." for n in range(40))
OTHER = " ".join(f"A choir of {n} singers met again in the hills." for n in range(40))


@pytest.mark.parametrize("kind", sorted(ALTERED))
def test_an_altered_text_differs_and_is_the_same_in_every_run(kind: str) -> None:
    made = [ALTERED[kind](TEXT, OTHER, random.Random(3)) for _ in range(2)]  # noqa: S311
    assert made[0] == made[1] != TEXT


def test_one_pair_in_a_hundred_may_exceed_the_threshold() -> None:
    values = [n / 100 for n in range(100)]
    assert sum(v > threshold(values) for v in values) <= 1
    assert threshold([]) == 0.0


def test_minhash_does_not_depend_on_case_or_punctuation() -> None:
    assert minhash("Old harbour, at dawn today") == minhash("old HARBOUR at dawn today!")


@pytest.mark.slow
@pytest.mark.data
def test_altered_copies_keep_their_floor(data_root: Path) -> None:
    scores = run(data_root / "data" / "gva")
    assert min(v for k, v in scores.items() if k.startswith("ours.") and "thr" not in k) >= 99
    assert scores["ours.two_sentences"] > scores["minhash.two_sentences"]
