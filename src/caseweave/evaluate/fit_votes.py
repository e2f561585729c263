"""Fits how the reports of an incident tell its killed and injured together; prints it as TOML.

    python -m caseweave.evaluate.fit_votes DATA > votes.toml

DATA is a folder as `caseweave eval incidents` reads it; reports from `incidents.TEST_FROM` on are
never read. Each report's shares come from weights fitted without it: incidents are dealt into
FOLDS parts (those that share a report into one), and the figures of one part are read with weights
fitted on the others. Prints how many incidents the votes get right, by the same folds, beside a
plain mean.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from caseweave.evaluate._linking_documents import load, read_lines
from caseweave.evaluate._logistic import Vector, minimised
from caseweave.evaluate._votes import FEATURES, features
from caseweave.evaluate.fit_figures import Example, examples, fit, named_places
from caseweave.evaluate.incidents import TEST_FROM, Answer, golden
from caseweave.extract.summary import Shares
from caseweave.extract.summary._figures import weights

FOLDS = 5
PULL = 1.0
_STATUSES = ("killed", "injured")
_HEAD = """\
# How the reports of one incident together tell its killed and injured: weights of the features of
# evaluate/_votes.py. Printed by
#     python -m caseweave.evaluate.fit_votes DATA
"""

# The lessons of one status: an incident's fold, figures, their features and the true one.
_Lesson = tuple[int, tuple[int, ...], NDArray[np.float64], int]


def main(arguments: Sequence[str]) -> str:
    """The weights as TOML, with what they reach in comments."""
    data = Path(arguments[0])
    gold = {g["incident_id"]: golden(g) for g in read_lines(data / "incidents.jsonl")}
    documents = [d for d in load(data) if (d.published or TEST_FROM) < TEST_FROM]
    return as_toml(list(examples(documents)), gold)


def as_toml(given: Sequence[Example], gold: Mapping[str, Answer]) -> str:
    """The file of the weights, fitted on all of `given`."""
    lines = [_HEAD]
    told = told_by_incident(given, gold)
    for at, status in enumerate(_STATUSES):
        lessons = _lessons(told, gold, at)
        apart = sum(_right(lessons, f, fitted([x for x in lessons if x[0] != f])) for f in _folds())
        plain = sum(_right(lessons, f, np.array([1.0, 0.0, 0.0])) for f in _folds())
        lines.append(
            f"# {status}, of {len(lessons)} incidents: {apart} right in parts kept out, "
            f"{plain} by the mean"
        )
        weigh = fitted(lessons)
        held = [f"{n} = {w:.3f}" for n, w in zip(FEATURES, weigh.tolist(), strict=True)]
        lines += [f"[{status}]", *held, ""]
    return "\n".join(lines)


def told_by_incident(
    given: Sequence[Example], gold: Mapping[str, Answer]
) -> dict[str, tuple[int, list[tuple[str, tuple[Shares, Shares]]]]]:
    """Of each incident its fold, and of each of its reports the day and both statuses' shares."""
    fold = _dealt(given)
    names = tuple(weights())
    found: dict[str, tuple[int, list[tuple[str, tuple[Shares, Shares]]]]] = {}
    places = named_places()
    for part in _folds():
        weigh = fit([e for e in given if fold[e.incidents[0]] != part], gold, names)
        at = {places[n]: w for n, w in weigh.items()}
        for example in (e for e in given if fold[e.incidents[0]] == part):
            told = (example.published, _shares(example, at))
            for incident in example.incidents:
                found.setdefault(incident, (part, []))[1].append(told)
    return found


def _folds() -> range:
    return range(FOLDS)


def _dealt(given: Sequence[Example]) -> dict[str, int]:
    """Each incident's fold; incidents that share a report are in one."""
    root: dict[str, str] = {}

    def top(one: str) -> str:
        while root.setdefault(one, one) != one:
            one = root[one]
        return one

    for example in given:
        first, *rest = (top(i) for i in example.incidents)
        for other in rest:
            root[max(first, other)] = min(first, other)
    tops = sorted({top(i) for i in root})
    dealt = {t: n % FOLDS for n, t in enumerate(tops)}
    return {i: dealt[top(i)] for i in sorted(root)}


def _shares(example: Example, weigh: Mapping[int, float]) -> tuple[Shares, Shares]:
    scores = np.array([sum(weigh.get(p, 0.0) for p in row) for row in example.rows])
    likely = np.exp(scores - scores.max())
    likely /= likely.sum()
    found: tuple[dict[int, float], ...] = (defaultdict(float), defaultdict(float))
    for pair, share in zip(example.pairs, likely.tolist(), strict=True):
        for of, figure in zip(found, pair, strict=True):
            of[figure] += share
    killed, injured = (tuple((f, round(of[f], 4)) for f in sorted(of)) for of in found)
    return killed, injured


def _lessons(
    told: Mapping[str, tuple[int, list[tuple[str, tuple[Shares, Shares]]]]],
    gold: Mapping[str, Answer],
    at: int,
) -> list[_Lesson]:
    found = []
    for incident, (fold, reports) in sorted(told.items()):
        values = features([s[at] for _, s in reports], [d for d, _ in reports])
        true = (gold[incident].killed, gold[incident].injured)[at]
        found.append((fold, tuple(values), np.array(list(values.values())), true))
    return found


def fitted(lessons: Sequence[_Lesson]) -> Vector:
    """The weights that make the true figures likeliest."""
    taught = [(rows, figures.index(true)) for _, figures, rows, true in lessons if true in figures]

    def loss(weigh: Vector) -> tuple[float, Vector]:
        value, gradient = PULL / 2 * float(weigh @ weigh), PULL * weigh
        for rows, true in taught:
            scores = rows @ weigh
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            value -= float(np.log(max(likely[true], 1e-12)))
            gradient = gradient - rows[true] + likely @ rows
        return value, gradient

    return minimised(loss, np.zeros(len(FEATURES)), 60)


def _right(lessons: Sequence[_Lesson], fold: int, weigh: Vector) -> int:
    return sum(
        figures[int(np.argmax(np.round(rows @ weigh, 6)))] == true
        for at, figures, rows, true in lessons
        if at == fold
    )


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
