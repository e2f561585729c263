"""Fits the linear weights of linking to documents with gold incidents; numpy alone.

    python -m caseweave.evaluate.fit_linking --data FOLDER --type violence --out FILE

The type `documents` is for whole documents with word rarity from the documents at hand; any other
is for mentions, where a score must not depend on other reports, so words weigh by themselves.

A logistic regression over the named features, ridge-penalised, by Newton's method. A feature may
only speak in the direction that it has in the default weights: one that comes out the other way is
left out and the rest fitted again, so that every weight can be read and defended.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import click
import msgspec
import numpy as np
from numpy.typing import NDArray

from caseweave.evaluate._linking_documents import Document, load, profiles
from caseweave.evaluate._linking_scores import b_cubed, f1, pairwise
from caseweave.link import (
    FEATURES,
    MentionProfile,
    ScoredPair,
    Weights,
    candidates,
    cluster,
    contrasted,
)
from caseweave.link.compare import compare
from caseweave.link.decisions import Constraints
from caseweave.link.score import weights_for

Array = NDArray[np.float64]
Split = Mapping[str, Collection[str]]

NAMES = tuple(f.name for f in FEATURES)
DOCUMENTS = "documents"
# What whole documents never show: mentions keep the default weight for it.
UNSEEN = frozenset(
    {"copy", "shared_victim", "other_victims", "other_nationality", "other_country",
     "cites_outlet", "shared_quotation", "other_type", "shared_spot", "other_spot",
     "another_event", "toll_on_day"}
)  # fmt: skip
RIDGE = 3.0
# A weight smaller than this in its own direction is no weight.
LEAST_WEIGHT = 0.03
THRESHOLDS = tuple(round(0.15 + 0.05 * i, 2) for i in range(12))
TRAIN_UNTIL, TUNE_UNTIL, TEST_UNTIL = "2016-01-01", "2016-07-01", "2017-01-01"


class Measured(msgspec.Struct, frozen=True):
    """Candidate pairs of documents (smaller id first) and their features, a row each."""

    ids: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    rows: Array


def measured(found: Sequence[MentionProfile], *, at_hand: bool = True) -> Measured:
    """The candidate pairs of profiles with every feature, in the order of `NAMES`.

    `at_hand`: with features that need all the reports (`link.contrast`).
    """
    pairs = candidates(found)
    if at_hand:
        found = contrasted(found, pairs)
    rows = np.zeros((len(pairs), len(FEATURES)))
    for row, (i, j) in enumerate(pairs):
        facts = compare(found[i], found[j])
        rows[row] = [feature.measure(facts) for feature in FEATURES]
    ids = tuple(p.id for p in found)
    return Measured(ids, tuple((ids[i], ids[j]) for i, j in pairs), rows)


def logistic(rows: Array, labels: Array, ridge: float = RIDGE, start: Array | None = None) -> Array:
    """Bias and weights of a logistic regression by Newton's method; the bias is not penalised.

    `start`: weights near the result, which spare steps.
    """
    design = np.hstack([np.ones((len(rows), 1)), rows])
    weights = np.zeros(design.shape[1]) if start is None else start.copy()
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (labels - chance) - penalty * weights
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def fit(rows: Array, labels: Array) -> Weights:
    """Weights in which every feature speaks in the direction of the default; threshold one half."""
    default = weights_for("").features
    direction = np.sign([default.get(name, 0.0) for name in NAMES])
    kept = np.flatnonzero(rows.any(axis=0) & (direction != 0))
    start = None
    while True:
        fitted = logistic(rows[:, kept], labels, start=start)
        told = fitted[1:] * direction[kept]
        wrong = np.flatnonzero(told < LEAST_WEIGHT)
        if not len(wrong):
            break
        worst = wrong[np.argsort(told[wrong], kind="stable")][: max(1, len(wrong) // 2)]
        kept, start = np.delete(kept, worst), np.delete(fitted, worst + 1)
    chosen = {NAMES[k]: round(float(w), 2) for k, w in zip(kept, fitted[1:], strict=True)}
    return Weights(bias=round(float(fitted[0]), 2), threshold=0.5, features=chosen)


def chances(data: Measured, weights: Weights) -> Array:
    """The score of every pair, 0 to 1."""
    each = np.array([weights.features.get(name, 0.0) for name in NAMES])
    odds = np.clip(weights.bias + data.rows @ each, -60, 60)
    return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float64)


def clusters(data: Measured, scores: Array, threshold: float) -> dict[str, str]:
    """Average-link clusters of documents from pair scores: cluster by document."""
    pairs = [ScoredPair(min(p), max(p), float(s)) for p, s in zip(data.pairs, scores, strict=True)]
    return cluster(data.ids, pairs, Constraints(), {i: i for i in data.ids}, threshold)


def labels_of(data: Measured, gold: Split) -> Array:
    """1 for each pair that shares an incident."""
    return np.array([float(bool(set(gold[a]) & set(gold[b]))) for a, b in data.pairs])


def best_threshold(parts: Sequence[tuple[Measured, Array, Split]]) -> float:
    """The threshold with the best sum of B-cubed and pair F1; the lowest on ties."""
    sums = []
    for threshold in THRESHOLDS:
        total = 0.0
        for data, scores, gold in parts:
            found = clusters(data, scores, threshold)
            total += f1(*b_cubed(gold, found)) + f1(*pairwise(gold, found))
        sums.append((round(-total, 9), threshold))
    return min(sums)[1]


def gold_of(documents: Sequence[Document]) -> dict[str, tuple[str, ...]]:
    """Gold incidents by document."""
    return {d.id: d.incidents for d in documents}


def between(documents: Sequence[Document], first: str, until: str) -> list[Document]:
    """Documents published from `first` to before `until` (ISO days)."""
    return [d for d in documents if d.published and first <= d.published < until]


def fit_by_time(documents: Sequence[Document], incident_type: str) -> Weights:
    """Weights from the years before 2016, threshold tuned on the first half of 2016."""
    whole = incident_type == DOCUMENTS
    by_id = {p.id: p for p in profiles(documents, incident_type, with_rarity=whole)}
    train, tune = between(documents, "", TRAIN_UNTIL), between(documents, TRAIN_UNTIL, TUNE_UNTIL)
    learned = measured([by_id[d.id] for d in train], at_hand=whole)
    weights = fit(learned.rows, labels_of(learned, gold_of(train)))
    held = measured([by_id[d.id] for d in tune], at_hand=whole)
    threshold = best_threshold([(held, chances(held, weights), gold_of(tune))])
    kept = {} if whole else {k: w for k, w in weights_for("").features.items() if k in UNSEEN}
    limits = weights_for(incident_type).limits
    return msgspec.structs.replace(
        weights, threshold=threshold, features=kept | weights.features, limits=limits
    )


def as_toml(weights: Weights, remark: str) -> str:
    """The weights as a file that `link` reads, largest first."""
    lines = [f"# {line}" for line in remark.split("\n")]
    lines += [f"bias = {weights.bias}", f"threshold = {weights.threshold}", "", "[limits]"]
    limits = msgspec.structs.asdict(weights.limits)
    lines += [f"{name} = {value}" for name, value in limits.items() if value is not None]
    lines += ["", "[features]"]
    ranked = sorted(weights.features.items(), key=lambda item: (-abs(item[1]), item[0]))
    return "\n".join([*lines, *(f"{name} = {weight}" for name, weight in ranked), ""])


@click.command(help=__doc__)
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--type", "incident_type", required=True, help="Incident type of the documents.")
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(data: Path, incident_type: str, out: Path) -> None:
    """Fit, and write the weights."""
    weights = fit_by_time(load(data), incident_type)
    remark = (
        f"Weights of linking for the incident type {incident_type}, fitted by\n"
        "`python -m caseweave.evaluate.fit_linking` (documents to 2015; threshold on early 2016)."
    )
    out.write_text(as_toml(weights, remark), encoding="utf-8")
    click.echo(f"{len(weights.features)} features, threshold {weights.threshold}: {out}")


if __name__ == "__main__":
    main()
