"""The scorer of verdicts: labels hold no text, scores are by label, and floors on outside data."""

from pathlib import Path

import pytest

from caseweave.evaluate._verdict_labels import Pair, Told, labels, pairs
from caseweave.evaluate.verdicts import floor, run, score, verdict_given

# Per cent on the labelled pairs, the figures given, and as extracted; they only go up.
FLOORS = {"gva": ("accuracy", 82.0), "united_iom": ("accuracy", 94.0)}
AS_EXTRACTED = 72.0


def told(value: int, day: str, source: str) -> Told:
    return Told(source=source, day=day, value=value, qualifier="exact", words=f"{value} people")


def pair(a: Told, b: Told, attribute: str = "dead") -> Pair:
    return Pair(collection="gva", attribute=attribute, label="", a=a, b=b)


def test_a_label_holds_ids_offsets_numbers_and_one_word() -> None:
    words = {"agreement", "compatible", "superseded", "conflict", "gva", "united_iom"}
    words |= {"dead", "injured", "missing", "text", "title"}
    for line in labels():
        sides = [line[s] for s in ("a", "b") if s in line]
        texts = [v for part in (line, *sides) for k, v in part.items() if isinstance(v, str)]
        assert all(t in words or len(t) == 32 for t in texts), line


def test_verdicts_are_told_apart_by_figure_and_day() -> None:
    first, same = told(4, "2031-03-04", "a"), told(4, "2031-03-04", "b")
    rival, later = told(5, "2031-03-04", "b"), told(5, "2031-03-06", "b")
    assert verdict_given(pair(first, same)) == "agreement"
    assert verdict_given(pair(first, rival)) == "conflict"
    assert verdict_given(pair(first, later)) == "superseded"
    assert floor(pair(first, later)) == "conflict"


def test_precision_and_recall_are_of_each_label() -> None:
    judged = [("conflict", "conflict"), ("superseded", "conflict"), ("agreement", "agreement")]
    scored = score(judged)
    assert scored["accuracy"] == 66.7
    assert (scored["conflict.precision"], scored["conflict.recall"]) == (50.0, 100.0)
    assert scored["superseded.recall"] == 0.0
    assert "compatible.recall" not in scored


@pytest.mark.data
@pytest.mark.parametrize("collection", sorted(FLOORS))
def test_the_verdicts_on_labelled_pairs_keep_their_floor(collection: str, data_root: Path) -> None:
    found = [p for p in pairs(data_root / "data") if p.collection == collection]
    name, least = FLOORS[collection]
    ours = score([(p.label, verdict_given(p)) for p in found])
    trivial = score([(p.label, floor(p)) for p in found])
    assert ours[name] >= max(least, trivial[name])


@pytest.mark.data
@pytest.mark.slow
def test_verdicts_on_what_is_extracted_keep_their_floor(data_root: Path) -> None:
    assert run(data_root / "data")["end_to_end.gva.accuracy"] >= AS_EXTRACTED
