"""The measure of speed: both halves are timed on the same texts."""

import json
from pathlib import Path

import pytest

from caseweave.evaluate.speed import run
from caseweave.model import CaseweaveError


def test_extraction_is_timed_beside_the_language_model_alone(tmp_path: Path) -> None:
    text = "Nine refugees were arrested near Alexandroupoli on Monday, a lawyer said."
    rows = [json.dumps({"text": text, "date": "2031-03-10"})] * 4
    (tmp_path / "docs.jsonl").write_text("\n".join(rows), encoding="utf-8")
    measures = run(tmp_path, sample=3)
    assert measures["documents"] == 3
    assert measures["ratio_without_encoder"] > 0
    assert measures["ratio"] > 0
    assert measures["whole.documents_per_second"] < measures["spacy.documents_per_second"]


def test_a_file_without_texts_says_what_to_give(tmp_path: Path) -> None:
    (tmp_path / "docs.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(CaseweaveError, match="text"):
        run(tmp_path)
