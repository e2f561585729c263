"""Scores linking of documents to incidents: `caseweave eval linking --data FOLDER`.

The folder holds `docs.jsonl` and `links.jsonl`. With `incidents.jsonl` (dated reports of
shootings) the shipped weights `linking_documents.toml` link the reports from July 2016 on (all of
them where none is so late), and the slice of pairs of one city within seven days is scored too.
With topics in `links.jsonl` (ECB+), weights are fitted and tested in five folds over the topics.
The same run gives the baselines: every report alone, TF-IDF, and TF-IDF with exp(-days/10).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np

from caseweave.evaluate._linking_documents import (
    Document,
    day_of,
    load,
    profiles,
    read_lines,
)
from caseweave.evaluate._linking_scores import all_scores, f1, pairwise
from caseweave.evaluate.fit_linking import (
    DOCUMENTS,
    NAMES,
    TEST_UNTIL,
    TRAIN_UNTIL,
    TUNE_UNTIL,
    Array,
    Measured,
    best_threshold,
    between,
    chances,
    clusters,
    fit,
    gold_of,
    labels_of,
    measured,
)
from caseweave.link import MentionProfile, Weights, weights_for

Slices = dict[str, set[tuple[str, str]]]
# The scores, and the incident that each document was put into.
Answered = tuple[dict[str, float], dict[str, str]]

SLICE_DAYS = 7
DECAY_DAYS = 10
FOLDS = 5
_TOLD = ("b3_p", "b3_r", "b3_f1", "pair_p", "pair_r", "pair_f1", "conll")


def run(
    data: Path, predictions: Path | None = None, *, given: Path | None = None
) -> dict[str, float]:
    """Scores in per cent by name.

    `predictions`: written, a line of `doc` and `incidents` (the one that it was put into) for each
    document; `given`: such a file to score instead of our own. B-cubed, pair and CoNLL (mean of
    MUC, B-cubed and CEAF-e) F1. Documents in several incidents count as in `_linking_scores`.
    Baselines carry their name as a prefix.
    """
    documents = load(data)
    incidents = data / "incidents.jsonl"
    dated = incidents.is_file() or not any(d.topic for d in documents)
    tried = _late(documents) if dated else documents
    near = _same_city(tried, incidents) if incidents.is_file() else {}
    if given is not None:
        return _scores(tried, _read(given), near)
    scores, found = _by_time(documents, near) if dated else _by_topic(documents)
    if predictions is not None:
        lines = ({"doc": d.id, "incidents": [found.get(d.id, d.id)]} for d in tried)
        predictions.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    return scores


def _read(given: Path) -> dict[str, str]:
    return {line["doc"]: str(line["incidents"][0]) for line in read_lines(given)}


def _late(documents: Sequence[Document]) -> list[Document]:
    """The test part: the second half of 2016, or all where the folder is of another time."""
    return (
        between(documents, TUNE_UNTIL, TEST_UNTIL)
        if between(documents, "", TUNE_UNTIL)
        else list(documents)
    )


def _scores(
    documents: Sequence[Document], found: Mapping[str, str], near: Slices, prefix: str = ""
) -> dict[str, float]:
    gold = gold_of(documents)
    if not any(gold.values()):
        return {}  # nothing to score: what was predicted is written all the same
    every = all_scores(gold, found)
    scores = {f"{prefix}{name}": every[name] for name in _TOLD}
    held = {d: found.get(d, d) for d in gold}
    for name, among in near.items():
        scores[f"{prefix}{name}_pair_f1"] = round(100 * f1(*pairwise(gold, held, among)), 2)
    return scores


def _same_city(documents: Sequence[Document], incidents: Path) -> Slices:
    """Pairs of documents whose incidents (one or two) are of one city within a week.

    `same_city`: all of them. `busy_city`: only of incidents that had another one in their city
    within a week, so that there is something to confuse.
    """
    when = {}
    for line in read_lines(incidents):
        day = day_of(line.get("date"))
        if day is not None and line.get("city_or_county"):
            when[line["incident_id"]] = ((line.get("state"), line["city_or_county"]), day)
    by_city: dict[tuple[str | None, str], list[tuple[int, str, str]]] = defaultdict(list)
    for d in documents:
        for incident in d.incidents:
            if incident in when:
                city, day = when[incident]
                by_city[city].append((day, incident, d.id))
    slices: Slices = {"same_city": set(), "busy_city": set()}
    for told in by_city.values():
        near = [p for p in combinations(told, 2) if abs(p[0][0] - p[1][0]) <= SLICE_DAYS]
        confusable = {i for x, y in near if x[1] != y[1] for i in (x[1], y[1])}
        for (_, one, a), (_, other, b) in near:
            if a != b:
                slices["same_city"].add((min(a, b), max(a, b)))
            if a != b and {one, other} <= confusable:
                slices["busy_city"].add((min(a, b), max(a, b)))
    return slices


def _by_time(documents: Sequence[Document], near: Slices) -> Answered:
    """Shipped weights on the late documents; thresholds of the baselines from the tune part."""
    late, tune = _late(documents), between(documents, TRAIN_UNTIL, TUNE_UNTIL)
    by_id = {p.id: p for p in profiles(documents, DOCUMENTS)}
    test = measured([by_id[d.id] for d in late])
    held = measured([by_id[d.id] for d in tune])
    weights = weights_for(DOCUMENTS)
    found = clusters(test, chances(test, weights), weights.threshold)
    scores = {"documents": float(len(late)), **_scores(late, found, near)}
    scores |= _scores(late, {}, near, "alone_")
    for name, decay in (("tfidf_", False), ("tfidf_days_", True)):
        threshold = _UNTUNED
        if tune:
            threshold = best_threshold([(held, _likeness(held, by_id, decay), gold_of(tune))])
        plain = clusters(test, _likeness(test, by_id, decay), threshold)
        scores |= _scores(late, plain, near, name)
    return scores, found


# Threshold of the TF-IDF baselines where there is nothing to tune on (found on early 2016).
_UNTUNED = 0.25


def _likeness(data: Measured, by_id: Mapping[str, MentionProfile], decay: bool) -> Array:
    """TF-IDF cosine of each pair, falling by e in ten days between publications if `decay`."""
    scores = data.rows[:, NAMES.index("text_likeness")].copy()
    if decay:
        for row, (a, b) in enumerate(data.pairs):
            x, y = by_id[a].published, by_id[b].published
            if x is not None and y is not None:
                scores[row] *= np.exp(-abs(x - y) / DECAY_DAYS)
    return np.asarray(scores, dtype=np.float64)


class _Fold(msgspec.Struct, frozen=True):
    """The documents of some topics, measured, with their gold."""

    documents: list[Document]
    data: Measured
    gold: Mapping[str, Collection[str]]


def _by_topic(documents: Sequence[Document]) -> Answered:
    """Five folds over the topics: fitted on four and scored on the fifth; means.

    Thresholds are chosen on scores of the four that were fitted without the scored one, so that
    neither weights nor threshold have seen the topics that they are tried on.
    """
    by_id = {p.id: p for p in profiles(documents, "")}
    folds = []
    for part in _topic_folds(documents):
        data = measured([by_id[d.id] for d in part])
        folds.append(_Fold(part, data, gold_of(part)))
    sums: dict[str, float] = defaultdict(float)
    every: dict[str, str] = {}
    for held in folds:
        rest = [f for f in folds if f is not held]
        weights = _fitted(rest)
        tried = [_chances_without(f, rest) for f in rest]
        found = clusters(held.data, chances(held.data, weights), best_threshold(tried))
        flat = best_threshold([(f.data, _likeness(f.data, by_id, False), f.gold) for f in rest])
        plain = clusters(held.data, _likeness(held.data, by_id, False), flat)
        scored = _scores(held.documents, found, {})
        scored |= _scores(held.documents, {}, {}, "alone_")
        scored |= _scores(held.documents, plain, {}, "tfidf_")
        for name, value in scored.items():
            sums[name] += value / len(folds)
        every |= found
    means = {k: round(v, 2) for k, v in sums.items()}
    return {"documents": float(len(documents))} | means, every


def _fitted(folds: Sequence[_Fold]) -> Weights:
    rows = np.vstack([f.data.rows for f in folds])
    return fit(rows, np.concatenate([labels_of(f.data, f.gold) for f in folds]))


def _chances_without(
    held: _Fold, folds: Sequence[_Fold]
) -> tuple[Measured, Array, Mapping[str, Collection[str]]]:
    """A fold with its scores by weights from the other folds."""
    weights = _fitted([f for f in folds if f is not held])
    return held.data, chances(held.data, weights), held.gold


def _topic_folds(documents: Sequence[Document]) -> list[list[Document]]:
    """Every fifth topic, in the order of their numbers."""
    topics = sorted({d.topic or "" for d in documents}, key=lambda t: (len(t), t))
    return [[d for d in documents if d.topic in set(topics[k::FOLDS])] for k in range(FOLDS)]
