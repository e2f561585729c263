"""The model that a user trains: learned from made documents, the same each time, read back."""

from pathlib import Path

import numpy as np
import pytest

from caseweave.evaluate import attribution
from caseweave.evaluate._logistic import Choices, Rows, fit, fit_choice
from caseweave.evaluate.attribution import Document, Relation, as_report
from caseweave.evaluate.fit_attribution_model import train
from caseweave.extract.attribution import Trained, find_attributions, load, save
from caseweave.extract.parse import parse
from caseweave.model import CaseweaveError

_SAID = "The {who} said the {what} was safe. The {what} had been painted in May."
_WHO = ("mayor", "pilot", "nurse", "judge", "baker", "guard", "cook", "clerk")
_WHAT = ("ferry", "bridge", "well", "road", "yard", "tower", "mill", "pier")


def made() -> list[Document]:
    """Documents in which "said" is a cue and nothing else is."""
    documents = []
    for n, (who, what) in enumerate(zip(_WHO, _WHAT, strict=True)):
        text = _SAID.format(who=who, what=what)
        cue, told = text.index("said"), text.index("the " + what)
        relation = Relation(
            source=((0, cue - 1),),
            cue=((cue, cue + 4),),
            content=((told, text.index(".")),),
        )
        documents.append(Document(id=str(n), text=text, attributions=(relation,)))
    return documents


@pytest.fixture(scope="module")
def trained() -> Trained:
    return train(made())[0]


def test_what_was_learned_is_found_again(trained: Trained) -> None:
    text = "The sexton said the chapel was empty. The chapel had been locked."
    found = find_attributions(
        parse(as_report(Document(id="x", text=text))), acts=True, trained=trained
    )
    assert [tuple(text[s:e] for s, e in a.cue) for a in found] == [("said",)]
    assert [tuple(text[s:e] for s, e in a.source) for a in found] == [("The sexton",)]
    assert [tuple(text[s:e] for s, e in a.content) for a in found] == [("the chapel was empty",)]


def test_a_refusal_is_never_lost_to_a_model(trained: Trained) -> None:
    text = "The sexton declined to comment."
    found = find_attributions(parse(as_report(Document(id="x", text=text))), trained=trained)
    assert [a.stance for a in found] == ["declined"]


def test_the_same_data_give_the_same_file(trained: Trained, tmp_path: Path) -> None:
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    save(one, trained)
    save(two, train(made())[0])
    assert one.read_bytes() == two.read_bytes()
    again = load(one)
    assert np.array_equal(again.cue, trained.cue)
    assert again.blend == trained.blend
    assert len(again.digest) == 64


def test_a_file_that_is_no_model_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(b"not a model")
    with pytest.raises(CaseweaveError, match=r"model\.npz.*fit_attribution --full"):
        load(path)


def test_the_scorer_says_whether_a_trained_model_was_used(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model.npz"
    save(path, trained)
    monkeypatch.setenv(attribution.MODEL_VARIABLE, str(path))
    assert attribution.user_model() is not None
    monkeypatch.setenv(attribution.MODEL_VARIABLE, "")
    assert attribution.user_model() is None


def test_the_regression_learns_what_separates() -> None:
    good, bad = np.array([0, 1], dtype=np.int32), np.array([0, 2], dtype=np.int32)
    weights = fit(Rows.of([good, bad] * 20), np.array([1.0, 0.0] * 20), 3, 0.1)
    assert weights[1] > 0 > weights[2]
    choice = fit_choice(Choices.of([[good, bad]] * 20), np.array([1.0, 0.0] * 20), 3, 0.1)
    assert choice[1] > choice[2]
