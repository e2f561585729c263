"""The encoder beside the rules on passages kept out of training: it must add recall, not faults."""

from pathlib import Path

import numpy as np
import pytest

from caseweave.evaluate._state_passages import LABELS, parted, windows
from caseweave.evaluate.mean_states import Arrays, mean
from caseweave.evaluate.states import kept_out, run
from caseweave.extract.encoder import labels
from caseweave.model import CaseweaveError

TRAINING = Path(__file__).parents[2] / "training" / "states"


def test_the_shipped_model_has_the_labels_of_the_passages() -> None:
    assert labels() == LABELS


def test_every_number_of_every_passage_stands_where_its_label_says() -> None:
    held = list(kept_out(TRAINING))
    assert len(held) > 1000
    assert all(w.text[n.start : n.end].strip() for w in held for n in w.numbers)
    assert all(w.sentence <= n.start < n.end <= len(w.text) for w in held for n in w.numbers)


def test_a_passage_gives_a_window_for_each_sentence_with_numbers() -> None:
    found = windows("{{detained:Nine}} were held. It rained. {{dead?:Two}} died, it was feared.")
    assert [(w.text, [n.labels for n in w.numbers]) for w in found] == [
        ("Nine were held. ", [("detained",)]),
        ("Nine were held. It rained. Two died, it was feared.", [("dead",)]),
    ]
    assert found[1].numbers[0].unreal


def test_the_paragraphs_of_a_whole_report_end_sentences() -> None:
    found = windows("{{detained:Nine}} held in Osk\tThe sister speaks of {{detained:ten}}")
    assert [w.text[w.sentence :] for w in found] == [
        "Nine held in Osk\t",
        "The sister speaks of ten",
    ]


def test_a_passage_is_kept_out_with_all_its_windows(tmp_path: Path) -> None:
    path = tmp_path / "passages.txt"
    path.write_text("{{dead:Two}} died. {{dead:One}} was a boy.\n" * 10, encoding="utf-8")
    assert [len(part) for part in parted(path)] == [18, 2]


def test_a_wrong_label_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text("{{detained:Nine}} were held.\n{{gone:Two}} left.\n", encoding="utf-8")
    with pytest.raises(CaseweaveError, match="line 2: no label gone"):
        parted(path)


@pytest.mark.slow
def test_rules_and_encoder_find_more_states_than_rules_and_are_as_right() -> None:
    reached = run(TRAINING, sample=260)
    assert reached["rules_and_encoder.recall"] >= reached["rules.recall"] + 10
    assert reached["rules_and_encoder.precision"] >= reached["rules.precision"] - 2
    assert reached["encoder_sure.precision"] >= 88


def test_the_mean_of_two_encoders_lies_between_them_and_of_one_with_itself_is_that_one() -> None:
    scale = np.array([[0.01, 0.02]], dtype=np.float32)
    one: Arrays = {"0.q_w": np.array([[127, -127], [0, 50]], dtype=np.int8), "0.q_w_scale": scale}
    other = {**one, "0.q_w": np.array([[127, -127], [100, 50]], dtype=np.int8)}
    itself, middle = mean(one, one), mean(one, other)
    assert all(np.array_equal(itself[n], one[n]) for n in one)
    assert middle["0.q_w"].tolist() == [[127, -127], [50, 50]]
