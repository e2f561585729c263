"""Scores attributions (source, cue, content) against gold annotation in the manner of PolNeAR.

Invariant: matching is one to one and as large as it can be, so no gold and no prediction counts
twice. A gold attribution without a source is matched only by a prediction without one. Compare
Newell and others 2018, "An attribution relations corpus for political news" (LREC), section 6.
"""

import json
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from platformdirs import user_data_path

from caseweave.extract.attribution import Trained, find_attributions, load
from caseweave.extract.layers import Span
from caseweave.extract.parse import parse_many
from caseweave.model import Passage, Report, content_id

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
PARTS = ("cue", "source", "content")
# Names the file of a trained model; empty, none is used. Without it the user's folder is looked at.
MODEL_VARIABLE = "CASEWEAVE_ATTRIBUTION_MODEL"


class Relation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One attribution as the data writes it; offsets are code points of the line's own `text`."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """One line of the data, or of a file of predictions (which may leave out `text`)."""

    id: str
    text: str = ""
    attributions: tuple[Relation, ...] = ()


def run(
    data: Path, predictions: Path | None = None, *, given: Path | None = None
) -> dict[str, float]:
    """Measures, 0 to 100, of a JSON Lines file of documents (`id`, `text`, `attributions`).

    `predictions`: written, a line of `id` and `attributions` for each document; `given`: such a
    file to score instead of our own.
    Keys: `full_p`, `full_r`, `full_f1` (cue, source and content all overlap); for each part
    `PART_f1` (overlap) and `PART_exact_f1` (the same spans); `documents`, `documents_per_second`
    (analysis and attribution); `trained` is 1 where a model that the user trained was used (see
    `model_path`), else 0. Raises CaseweaveError where such a model cannot be read,
    msgspec.ValidationError where a line has another form.
    """
    gold = [_decoded(line) for line in _lines(data)]
    start = time.perf_counter()
    trained: Trained | None = None
    if given is not None:
        found = {d.id: d.attributions for d in map(_decoded, _lines(given))}
    else:
        trained = user_model()
        found = predict(gold, trained)
    seconds = time.perf_counter() - start
    if predictions is not None:
        _write(predictions, found)
    result = score(gold, found)
    result["documents_per_second"] = round(len(gold) / seconds, 1) if seconds else 0.0
    result["trained"] = float(trained is not None)
    return result


def model_path() -> Path:
    """Where a trained model is written and looked for: the variable's file, else the user's."""
    named = os.environ.get(MODEL_VARIABLE)
    return Path(named) if named else user_data_path("caseweave") / "models" / "attribution.npz"


def user_model() -> Trained | None:
    """The model that the user trained, where there is one and the variable does not say none."""
    named = os.environ.get(MODEL_VARIABLE)
    if named == "" or not (named or model_path().exists()):
        return None
    return load(model_path())


def as_report(document: Document) -> Report:
    """The document as a cleaned report: a passage for each paragraph, none of them set apart."""
    return Report(
        id=content_id("sha256", document.id, document.text),
        source=document.id,
        media_type="text/plain",
        language="en",
        text=document.text,
        passages=tuple(
            Passage(kind="paragraph", start=m.start(), end=m.end())
            for m in _PARAGRAPH.finditer(document.text)
        ),
    )


def predict(
    documents: list[Document], trained: Trained | None = None
) -> dict[str, tuple[Relation, ...]]:
    """What the layer finds, wishes and acts included, as the data counts them."""
    parsed = parse_many(as_report(d) for d in documents)
    return {
        document.id: tuple(
            Relation(source=a.source, cue=a.cue, content=a.content)
            for a in find_attributions(p, acts=True, trained=trained)
        )
        for document, p in zip(documents, parsed, strict=True)
    }


def score(gold: list[Document], found: dict[str, tuple[Relation, ...]]) -> dict[str, float]:
    """Micro-averaged over all documents; a document not in `found` has no predictions."""
    tests: dict[str, Callable[[Relation, Relation], bool]] = {"full": full_match}
    for part in PARTS:
        tests[part] = _overlaps(part)
        tests[f"{part}_exact"] = _same(part)
    result = {"documents": float(len(gold))}
    for name, test in tests.items():
        # a part is measured over those relations that have it
        part = name.removesuffix("_exact")
        hits = right = said = 0
        for document in gold:
            wanted = [r for r in document.attributions if part == "full" or getattr(r, part)]
            given = [r for r in found.get(document.id, ()) if part == "full" or getattr(r, part)]
            hits += matched(wanted, given, test)
            right, said = right + len(wanted), said + len(given)
        precision, recall = hits / max(1, said), hits / max(1, right)
        harmonic = 2 * precision * recall / (precision + recall) if hits else 0.0
        result[f"{name}_f1"] = round(100 * harmonic, 2)
        if name == "full":
            result |= {
                "full_p": round(100 * precision, 2),
                "full_r": round(100 * recall, 2),
            }
    return result


def full_match(gold: Relation, given: Relation) -> bool:
    """Cue, source and content all overlap; without a gold source there must be none."""
    source = _touch(gold.source, given.source) if gold.source else not given.source
    return source and _touch(gold.cue, given.cue) and _touch(gold.content, given.content)


def matched(
    gold: list[Relation], given: list[Relation], test: Callable[[Relation, Relation], bool]
) -> int:
    """The size of the largest one-to-one matching (augmenting paths)."""
    partners = [[j for j, g in enumerate(given) if test(right, g)] for right in gold]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in partners[i]:
            if j in tried:
                continue
            tried.add(j)
            if j not in taken or place(taken[j], tried):
                taken[j] = i
                return True
        return False

    return sum(place(i, set()) for i in range(len(gold)))


def _touch(a: tuple[Span, ...], b: tuple[Span, ...]) -> bool:
    return any(s < y and x < e for s, e in a for x, y in b)


def _overlaps(part: str) -> Callable[[Relation, Relation], bool]:
    return lambda gold, given: _touch(getattr(gold, part), getattr(given, part))


def _same(part: str) -> Callable[[Relation, Relation], bool]:
    return lambda gold, given: sorted(getattr(gold, part)) == sorted(getattr(given, part))


def _decoded(line: str) -> Document:
    return msgspec.json.decode(line, type=Document)


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _write(path: Path, found: dict[str, tuple[Relation, ...]]) -> None:
    lines = (
        json.dumps({"id": name, "attributions": msgspec.to_builtins(relations)})
        for name, relations in found.items()
    )
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
