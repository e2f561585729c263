"""Scores time expressions against gold TIMEX3 annotation, as TempEval-3 does.

Invariant: a prediction's value counts only where its span overlaps a gold span; each gold and each
predicted expression is counted once. Measure: UzZaman et al. 2013, SemEval-2013 task 1, section 5.
"""

import json
import time
from pathlib import Path
from typing import Any

import msgspec

from caseweave.evaluate._timex import Timex, TimexCounts, count_matches, measures
from caseweave.extract.dates import find_dates


class DatedDocument(msgspec.Struct, frozen=True):
    """One line of the data: `dct` is the publication date, `timexes` the gold, by offset."""

    id: str
    text: str
    dct: str | None = None
    timexes: tuple[Timex, ...] = ()


def run(
    data: Path, predictions: Path | None = None, *, given: Path | None = None
) -> dict[str, float]:
    """Measures of a JSON Lines file of dated documents (`id`, `dct`, `text`, `timexes`).

    `predictions`: written, a line of `id` and `timexes` for each document; `given`: such a file to
    score instead of our own. Keys: `strict_*`, `relaxed_*` (precision, recall, f1), `value_f1`,
    `type_f1`, the same with `dates_` for DATE alone, `value_accuracy`, `documents`,
    `documents_per_second`. Values in 0 to 100. Raises msgspec.ValidationError on another format.
    """
    documents = [msgspec.json.decode(line, type=DatedDocument) for line in _lines(data)]
    start = time.perf_counter()
    if given is not None:
        found = {p["id"]: _timexes(p) for p in map(json.loads, _lines(given))}
    else:
        found = {d.id: predict(d) for d in documents}
    seconds = time.perf_counter() - start
    if predictions is not None:
        _write(predictions, documents, found)
    result = score(documents, found)
    result["documents_per_second"] = round(len(documents) / seconds, 1) if seconds else 0.0
    return result


def score(documents: list[DatedDocument], found: dict[str, tuple[Timex, ...]]) -> dict[str, float]:
    """The measures, micro-averaged over all documents; a document not in `found` has no finds."""
    overall, dates = TimexCounts(), TimexCounts()
    for document in documents:
        predicted = found.get(document.id, ())
        overall = overall + count_matches(document.timexes, predicted)
        dates = dates + count_matches(_only_dates(document.timexes), _only_dates(predicted))
    result = {"documents": float(len(documents)), **measures(overall)}
    result.update({f"dates_{name}": value for name, value in measures(dates).items()})
    return result


def predict(document: DatedDocument) -> tuple[Timex, ...]:
    """What the layer finds in one document, in the data's own terms."""
    return tuple(
        Timex(start=e.start, end=e.end, type=e.type, value=e.value, mod=e.mod)
        for e in find_dates(document.text, published=document.dct)
    )


def _only_dates(timexes: tuple[Timex, ...]) -> tuple[Timex, ...]:
    return tuple(t for t in timexes if t.type == "DATE")


def _timexes(line: dict[str, Any]) -> tuple[Timex, ...]:
    return msgspec.convert(line.get("timexes", []), type=tuple[Timex, ...])


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _write(path: Path, documents: list[DatedDocument], found: dict[str, tuple[Timex, ...]]) -> None:
    lines = [
        {"id": d.id, "timexes": [msgspec.to_builtins(t) for t in found.get(d.id, ())]}
        for d in documents
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
