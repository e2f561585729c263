"""Trains a user's attribution model: `python -m caseweave.evaluate.fit_attribution --full DATA`.

Three linear models over hashed traits (cue, choice of source, choice of content) and a blend of
their log-odds, fitted on predictions for documents held out in turn. Invariant: the same data give
the same file; nothing is drawn at random.
"""

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caseweave.evaluate._logistic import Choices, Rows, fit, fit_choice
from caseweave.evaluate.attribution import Document, Relation, as_report, full_match
from caseweave.extract.attribution import FLOOR, SIZE, Picked, Trained, Weighing, weighings
from caseweave.extract.layers import Parsed, Span
from caseweave.extract.parse import parse_many

# By two-fold cross-validation over 420 documents of PolNeAR train: cues among 1, 3, 6, 12, 20, 30
# and 50 (12 and 20 are alike), choices among 1, 3 and 10.
CUE_PENALTY = 15.0
CHOICE_PENALTY = 1.0
FOLDS = 4
# Of options for the content those are right that share this part of what the best one shares.
_NEARLY = 0.9
_STEPS = 30
_RIDGE = 1e-3

Vector = NDArray[np.float64]


class Case(NamedTuple):
    """A cue of the training data; `gold`: the attribution whose cue it is, or None."""

    document: int
    weighing: Weighing
    gold: int | None


class Models(NamedTuple):
    """Weights by hashed trait."""

    cue: Vector
    source: Vector
    content: Vector


class Outcome(NamedTuple):
    """What the models say of one cue: log-odds, and the gold attributions it matches in full."""

    document: int
    odds: tuple[float, float, float]
    matches: tuple[int, ...]


def train(documents: list[Document]) -> tuple[Trained, dict[str, float]]:
    """The model, and full precision, recall and F1 (0 to 100) over the documents held out in turn.

    `digest` is empty until the model is written.
    """
    parsed = parse_many(as_report(d) for d in documents)
    cases = [
        case
        for i, (document, p) in enumerate(zip(documents, parsed, strict=True))
        for case in cases_of(i, document, p)
    ]
    outcomes: list[Outcome] = []
    for fold in range(FOLDS):
        held = [c for c in cases if _fold(documents[c.document]) == fold]
        models = fit_models([c for c in cases if _fold(documents[c.document]) != fold], documents)
        outcomes += [o for c in held if (o := _outcome(c, models, documents)) is not None]
    blend = _blend(outcomes)
    gold = sum(len(d.attributions) for d in documents)
    threshold, measures = _threshold(outcomes, blend, gold)
    final = fit_models(cases, documents)
    cue, source, content = (w.astype(np.float32) for w in final)
    return Trained(cue, source, content, blend, threshold, digest=""), measures


def _fold(document: Document) -> int:
    return int(hashlib.sha256(document.id.encode()).hexdigest(), 16) % FOLDS


def cases_of(index: int, document: Document, parsed: Parsed) -> list[Case]:
    """Every cue that may be one. Of the words of a gold cue, the highest in the tree is the cue."""
    found = weighings(parsed)
    owner: dict[int, int] = {}
    for gold, relation in enumerate(document.attributions):
        inside = [i for i, w in enumerate(found) if any(s <= w.at < e for s, e in relation.cue)]
        if inside:
            owner[min(inside, key=lambda i: (found[i].depth, i))] = gold
    return [Case(index, w, owner.get(i)) for i, w in enumerate(found)]


def fit_models(cases: list[Case], documents: list[Document]) -> Models:
    """The three models on these cases."""
    truth = np.array([float(c.gold is not None) for c in cases])
    cue = fit(Rows.of([c.weighing.cue_row for c in cases]), truth, SIZE, CUE_PENALTY)
    told = [(c, documents[c.document].attributions[c.gold]) for c in cases if c.gold is not None]
    sources = [(c.weighing.source_rows, _right_sources(c, gold)) for c, gold in told]
    contents = [(c.weighing.content_rows, _right_contents(c, gold)) for c, gold in told]
    return Models(cue, _chooser(sources), _chooser(contents))


def _chooser(groups: list[tuple[list[NDArray[np.int32]], list[float]]]) -> Vector:
    kept = [(rows, right) for rows, right in groups if any(right)]
    truth = np.array([value for _, right in kept for value in right])
    return fit_choice(Choices.of([rows for rows, _ in kept]), truth, SIZE, CHOICE_PENALTY)


def _right_sources(case: Case, gold: Relation) -> list[float]:
    """1.0 for each option that overlaps the gold source; nobody is right where gold has none."""
    options = case.weighing.sources
    if not gold.source:
        return [float(not o.spans) for o in options]
    return [float(_touch(gold.source, o.spans)) for o in options]


def _right_contents(case: Case, gold: Relation) -> list[float]:
    """1.0 for the options that share most with the gold content, and those nearly as good."""
    shares = [_share(gold.content, o.spans) for o in case.weighing.contents]
    best = max(shares, default=0.0)
    return [float(share > 0 and share >= _NEARLY * best) for share in shares]


def _share(a: tuple[Span, ...], b: tuple[Span, ...]) -> float:
    """Code points in both, of those in either."""
    both = sum(max(0, min(e, y) - max(s, x)) for s, e in a for x, y in b)
    either = sum(e - s for s, e in (*a, *b)) - both
    return both / either if either else 0.0


def _touch(a: Iterable[Span], b: Iterable[Span]) -> bool:
    others = tuple(b)
    return any(s < y and x < e for s, e in a for x, y in others)


def _outcome(case: Case, models: Models, documents: list[Document]) -> Outcome | None:
    score = float(models.cue[case.weighing.cue_row].sum())
    if score <= FLOOR:
        return None
    picked = case.weighing.pick(models.source, models.content)
    if picked is None:
        return None
    matches = _matches(case, picked, documents[case.document])
    return Outcome(case.document, (score, *picked.odds), matches)


def _matches(case: Case, picked: Picked, document: Document) -> tuple[int, ...]:
    found = Relation(source=picked.source.spans, cue=case.weighing.cue, content=picked.spans)
    return tuple(i for i, gold in enumerate(document.attributions) if full_match(gold, found))


def _blend(outcomes: list[Outcome]) -> tuple[float, float, float, float]:
    """A logistic regression over the three log-odds, by Newton steps."""
    x = np.array([[*o.odds, 1.0] for o in outcomes])
    y = np.array([float(bool(o.matches)) for o in outcomes])
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - _RIDGE * w)
    a, b, c, constant = (float(v) for v in w)
    return a, b, c, constant


def _threshold(
    outcomes: list[Outcome], blend: tuple[float, float, float, float], gold: int
) -> tuple[float, dict[str, float]]:
    """The probability with the best F1, each gold attribution found once, and the figures there."""
    weights: Any = np.array(blend)
    chances = [float(1 / (1 + np.exp(-(np.array([*o.odds, 1.0]) @ weights)))) for o in outcomes]
    order = sorted(range(len(outcomes)), key=lambda i: (-chances[i], i))
    used: set[tuple[int, int]] = set()
    best, threshold, figures = 0.0, 0.5, {"full_p": 0.0, "full_r": 0.0, "full_f1": 0.0}
    for said, i in enumerate(order, start=1):
        document = outcomes[i].document
        free = next((m for m in outcomes[i].matches if (document, m) not in used), None)
        if free is not None:
            used.add((document, free))
        f1 = 2 * len(used) / (said + gold)
        if f1 > best:
            best, threshold = f1, chances[i]
            shares = (len(used) / said, len(used) / gold, f1)
            figures = dict(zip(figures, (round(100 * s, 2) for s in shares), strict=True))
    return threshold, figures
