"""Scores place names: found, resolved, and both together, against spans with coordinates.

`caseweave eval places --data FILE`. A line of the data holds `id`, `text`, `toponyms` (`start`,
`end`, and `lat`, `lon` where annotators could place it), and `domain` where known. A prediction
file has the same form: `id` and `toponyms` (with `country`, `geonameid` too), and `resolved`, the
places of the gold spans; offsets into `text`.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from caseweave.extract.layers import Toponym
from caseweave.extract.parse import parse_many
from caseweave.extract.places import find_places, resolve
from caseweave.gazetteer import distance_km
from caseweave.model import CaseweaveError, Report

WITHIN_KM = 161.0  # 100 miles, the field's usual tolerance (Leidner 2007; Gritta et al. 2018)
_FARTHEST_KM = 20015.0  # half the way round
_HELD_BACK = 4  # every fourth document was not looked at while weights were fitted
_DEMONYMS_COUNT_FROM = 0.01  # share of the gold names that must be demonyms for them to count


class Mark(msgspec.Struct, frozen=True):
    """One marked name; `lat` and `lon` are None where nobody could place it."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    geonameid: int | str | None = None
    demonym: bool = False


class Document(msgspec.Struct, frozen=True):
    """One line of the data or of predictions (which need no `text`)."""

    id: str
    toponyms: tuple[Mark, ...] = ()
    resolved: tuple[Mark, ...] | None = None
    text: str = ""
    domain: str | None = None


Fits = Callable[[Mark, Mark], bool]


class Tally(msgspec.Struct):
    """Counts of one matching of predicted with gold spans."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    def scores(self, name: str) -> dict[str, float]:
        """Precision, recall and F1 under `name.`."""
        precision = self.hits / self.predicted if self.predicted else 0.0
        recall = self.hits / self.gold if self.gold else 0.0
        both = precision + recall
        f1 = 2 * precision * recall / both if both else 0.0
        return {f"{name}.precision": precision, f"{name}.recall": recall, f"{name}.f1": f1}


def run(
    data: Path, predictions: Path | None = None, *, given: Path | None = None
) -> dict[str, float]:
    """The scores by name; those under `held_back.` are of every fourth document alone.

    `predictions`: written, a line for each document; `given`: such a file to score instead of our
    own.

    `recognition` counts a prediction that overlaps a gold name (`recognition_exact`: has its very
    span); `end_to_end` one that overlaps a gold name with coordinates and lies within 161 km of
    it, against all predictions with coordinates; each gold name is found once. Demonyms count
    where the data marks them. `accuracy_161km`, `median_km`, `mean_km` resolve the gold spans (of a
    given file without `resolved`: its names of the same span); an unresolved one is wrong, and half
    the globe away.
    """
    documents = read(data)
    started = time.perf_counter()
    if given is not None:
        found, resolved = _read(given, documents)
    else:
        found = _find(documents)
    took = time.perf_counter() - started
    if given is None:
        resolved = [_resolve(d) for d in documents]
    if predictions is not None:
        _write(predictions, documents, found, resolved)
    demonyms = _marks_demonyms(resolved, documents)
    rows = [
        (gold, [m for m in marks if demonyms or not m.demonym], there)
        for gold, marks, there in zip(documents, found, resolved, strict=True)
    ]
    scores = _scores(rows)
    scores |= {f"held_back.{k}": v for k, v in _scores(rows[_HELD_BACK - 1 :: _HELD_BACK]).items()}
    scores["documents"] = float(len(documents))
    if given is None:
        scores["documents_per_second"] = len(documents) / took
    return scores


def read(path: Path) -> list[Document]:
    """The documents of a JSON Lines file, or of all in a folder. Raises CaseweaveError."""
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not all(f.is_file() for f in files):
        raise CaseweaveError(f"{path}: no data there. Give a .jsonl file or a folder of them.")
    try:
        return [
            msgspec.json.decode(line, type=Document)
            for file in files
            for line in file.read_bytes().splitlines()
            if line.strip()
        ]
    except msgspec.DecodeError as error:
        raise CaseweaveError(f"{path}: a line is no document ({error}). See the format.") from error


def _find(documents: Sequence[Document]) -> list[list[Mark]]:
    reports = [
        Report(id=d.id, source=d.id, media_type="text/plain", language="en", text=d.text)
        for d in documents
    ]
    return [
        _marks(find_places(parsed, outlet=document.domain))
        for parsed, document in zip(parse_many(reports), documents, strict=True)
    ]


def _resolve(document: Document) -> list[Mark]:
    spans = [(m.start, m.end) for m in document.toponyms]
    return _marks(resolve(spans, document.text, outlet=document.domain))


def _marks(toponyms: Iterable[Toponym]) -> list[Mark]:
    return [Mark(t.start, t.end, t.lat, t.lon, t.country, t.geonameid, t.demonym) for t in toponyms]


def _read(given: Path, documents: Sequence[Document]) -> tuple[list[list[Mark]], list[list[Mark]]]:
    """The names found and the gold spans resolved, document by document."""
    by_id = {d.id: d for d in read(given)}
    lines = [by_id.get(d.id, Document(d.id)) for d in documents]
    resolved = [x.toponyms if x.resolved is None else x.resolved for x in lines]
    return [list(x.toponyms) for x in lines], [list(r) for r in resolved]


def _write(
    path: Path,
    documents: Sequence[Document],
    found: Sequence[Sequence[Mark]],
    resolved: Sequence[Sequence[Mark]],
) -> None:
    rows = (
        {"id": d.id, "toponyms": marks, "resolved": there}
        for d, marks, there in zip(documents, found, resolved, strict=True)
    )
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


def _marks_demonyms(resolved: Sequence[list[Mark]], documents: Sequence[Document]) -> bool:
    """Whether the gold spans hold demonyms, as some guidelines ask."""
    gold = [{(m.start, m.end) for m in d.toponyms} for d in documents]
    demonyms = sum(
        m.demonym and (m.start, m.end) in spans
        for marks, spans in zip(resolved, gold, strict=True)
        for m in marks
    )
    return demonyms > _DEMONYMS_COUNT_FROM * sum(len(g) for g in gold)


def _scores(rows: Sequence[tuple[Document, list[Mark], list[Mark]]]) -> dict[str, float]:
    overlap, exact, both = Tally(), Tally(), Tally()
    errors: list[float] = []
    for document, found, resolved in rows:
        gold = sorted(document.toponyms, key=lambda m: (m.start, m.end))
        placed = [m for m in gold if m.lat is not None]
        _match(overlap, gold, found, _overlaps)
        _match(exact, gold, found, _same_span)
        _match(both, placed, [m for m in found if m.lat is not None], _same_place)
        by_span = {(m.start, m.end): m for m in resolved}
        errors += [_error_km(m, by_span.get((m.start, m.end))) for m in placed]
    near = sum(e <= WITHIN_KM for e in errors)
    return {
        **overlap.scores("recognition"),
        **exact.scores("recognition_exact"),
        **both.scores("end_to_end"),
        "accuracy_161km": near / len(errors) if errors else 0.0,
        "median_km": statistics.median(errors) if errors else 0.0,
        "mean_km": statistics.fmean(errors) if errors else 0.0,
    }


def _match(tally: Tally, gold: Sequence[Mark], found: Sequence[Mark], fits: Fits) -> None:
    """Counts each gold mark at most once, in the order of the predictions."""
    used: set[int] = set()
    for mark in found:
        hit = next((i for i, g in enumerate(gold) if i not in used and fits(g, mark)), None)
        if hit is not None:
            used.add(hit)
    tally.hits += len(used)
    tally.predicted += len(found)
    tally.gold += len(gold)


def _overlaps(a: Mark, b: Mark) -> bool:
    return a.start < b.end and b.start < a.end


def _same_span(a: Mark, b: Mark) -> bool:
    return (a.start, a.end) == (b.start, b.end)


def _same_place(a: Mark, b: Mark) -> bool:
    return _overlaps(a, b) and _error_km(a, b) <= WITHIN_KM


def _error_km(gold: Mark, found: Mark | None) -> float:
    if found is None or found.lat is None or found.lon is None:
        return _FARTHEST_KM
    if gold.lat is None or gold.lon is None:
        return _FARTHEST_KM
    return distance_km(gold.lat, gold.lon, found.lat, found.lon)
