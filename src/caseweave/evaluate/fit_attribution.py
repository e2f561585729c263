"""Fits the weights of the attribution score: `python -m caseweave.evaluate.fit_attribution DATA`.

A logistic regression over the named features of `extract.attribution`, by Newton steps with an L2
penalty; the threshold is the one with the best F1 on the same data. Writes TOML to the output.
With `--full` it trains the user's own model instead (`fit_attribution_model`), which holds words of
the data and so never ships; it is written to the user's data folder, or to `--model FILE`.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from caseweave.evaluate.attribution import (
    Document,
    Relation,
    as_report,
    full_match,
    model_path,
)
from caseweave.evaluate.fit_attribution_model import train
from caseweave.extract.attribution import candidates, save
from caseweave.extract.parse import parse_many

# Fewer would say little more than the intercept does.
_LEAST_SEEN = 40
# A list that a person can read and a licence can bear: fewer than a hundred named features.
_MOST_FEATURES = 96
_PENALTY = 1.0
_STEPS = 12
_HEADER = """\
# Logistic regression over named features of a candidate attribution (see extract/attribution).
# Fitted on the training part of PolNeAR 1.0 by
#   python -m caseweave.evaluate.fit_attribution polnear_train.jsonl
# The features name shapes and classes, never words; nothing of the corpus is held here.
"""


class Example(msgspec.Struct, frozen=True):
    """A candidate's features, and which gold attributions of its document it matches."""

    features: frozenset[str]
    matches: tuple[int, ...]


def main(arguments: list[str]) -> int:
    """Fit on the file named first; print the weights as TOML, or train and write a model."""
    options = _options().parse_args(arguments)
    lines = options.data.read_text(encoding="utf-8").splitlines()
    documents = [msgspec.json.decode(line, type=Document) for line in lines if line.strip()]
    if options.full:
        return _full(documents, options.model or model_path())
    sys.stdout.write(
        as_toml(*fit(examples(documents), gold=[len(d.attributions) for d in documents]))
    )
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m caseweave.evaluate.fit_attribution")
    parser.add_argument("data", type=Path, help="documents with gold attributions, JSON Lines")
    parser.add_argument("--full", action="store_true", help="train the model of words and shapes")
    parser.add_argument("--model", type=Path, metavar="FILE", help="where --full writes it")
    return parser


def _full(documents: list[Document], path: Path) -> int:
    trained, measures = train(documents)
    save(path, trained)
    figures = ", ".join(f"{name} {value:.2f}" for name, value in measures.items())
    sys.stdout.write(f"Held out in turn: {figures}.\nWrote {path}\n")
    return 0


def examples(documents: list[Document]) -> list[list[Example]]:
    """Every candidate of every document, with its truth."""
    parsed = parse_many(as_report(d) for d in documents)
    return [
        [
            Example(features=names, matches=_matches(found, document))
            for found, names in (
                (Relation(source=c.source, cue=c.cue, content=c.content), c.features)
                for c in candidates(p)
            )
        ]
        for document, p in zip(documents, parsed, strict=True)
    ]


def _matches(found: Relation, document: Document) -> tuple[int, ...]:
    return tuple(i for i, g in enumerate(document.attributions) if full_match(g, found))


def fit(rows: list[list[Example]], gold: list[int]) -> tuple[dict[str, float], float]:
    """Weights by feature name, and the threshold (a probability). `gold`: how many per document."""
    flat = [e for row in rows for e in row]
    names, weights, chances = _selected(flat)
    kept = {n: round(float(v), 2) for n, v in zip(names, weights, strict=True)}
    return kept, _best(rows, chances, sum(gold))


def _selected(flat: list[Example]) -> tuple[list[str], Any, Any]:
    """Fit on all frequent features, keep those that move the most, and fit again."""
    seen: dict[str, int] = {}
    for example in flat:
        for name in example.features:
            seen[name] = seen.get(name, 0) + 1
    names = sorted(n for n, count in seen.items() if count >= _LEAST_SEEN)
    weights, _ = _newton(flat, names)
    moved = {n: abs(w) * seen[n] ** 0.5 for n, w in zip(names, weights, strict=True)}
    names = sorted(sorted(names, key=lambda n: (-moved[n], n))[:_MOST_FEATURES])
    return (names, *_newton(flat, names))


def _newton(flat: list[Example], names: list[str]) -> tuple[Any, Any]:
    """Weights, and the probability of each example under them."""
    x = np.array([[n in e.features for n in names] for e in flat], dtype=np.float64)
    y = np.array([bool(e.matches) for e in flat], dtype=np.float64)
    w = np.zeros(len(names))
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + _PENALTY * np.eye(len(names))
        w += np.linalg.solve(hessian, x.T @ (y - p) - _PENALTY * w)
    return w, 1 / (1 + np.exp(-x @ w))


def _best(rows: list[list[Example]], chances: Any, gold: int) -> float:
    """The threshold of best F1, in steps of 0.01; each gold attribution is found once."""
    order = sorted(range(len(chances)), key=lambda i: (-chances[i], i))
    where = [(d, e) for d, row in enumerate(rows) for e in row]
    used: set[tuple[int, int]] = set()
    hits, best, threshold = 0, 0.0, 0.5
    for said, i in enumerate(order, start=1):
        document, example = where[i]
        free = next((m for m in example.matches if (document, m) not in used), None)
        if free is not None:
            used.add((document, free))
            hits += 1
        f1 = 2 * hits / (said + gold)
        if f1 > best:
            best, threshold = f1, float(chances[i])
    return round(threshold, 2)


def as_toml(weights: dict[str, float], threshold: float) -> str:
    """The file as it stands in `lang/en/reporting_weights.toml`."""
    lines = [f'"{name}" = {weight:.2f}' for name, weight in sorted(weights.items())]
    body = "\n".join(lines)
    return f"{_HEADER}\nthreshold = {threshold:.2f}\n\n[weights]\n{body}\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
