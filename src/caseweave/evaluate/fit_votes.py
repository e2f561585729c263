"""Fits how the reports of an incident tell its killed and injured together; prints it as TOML.

    python -m caseweave.evaluate.fit_votes DATA > votes.toml

DATA is a folder as `caseweave eval incidents` reads it; reports from `incidents.TEST_FROM` on are
never read. Each report's shares come from weights fitted without it: incidents are dealt into
FOLDS parts (those that share a report into one), and the figures of one part are read with weights
fitted on the others. Prints how many incidents the votes get right, by the same folds, beside a
plain mean.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from caseweave.evaluate._linking_documents import load, read_lines
from caseweave.evaluate._logistic import Vector
from caseweave.evaluate._votes import FEATURES, Pair, best, features
from caseweave.evaluate.fit_figures import Example, examples, fit, named_places
from caseweave.evaluate.incidents import TEST_FROM, Answer, golden
from caseweave.extract.summary import Tolls
from caseweave.extract.summary._figures import weights

FOLDS = 5
PULL = 1.0
_STEPS = 12
# The geometric mean alone.
_PLAIN = np.array([1.0, 0.0, 0.0, 0.0, 0.0])
_HEAD = """\
# How the reports of one incident together tell its killed and injured: weights of the features of
# evaluate/_votes.py. Printed by
#     python -m caseweave.evaluate.fit_votes DATA
"""

# Of an incident its fold, and of each of its reports the day and how likely each pair is.
_Told = tuple[int, list[tuple[str, Tolls]]]


class _Lesson(NamedTuple):
    """An incident's fold, the pairs that its reports suggest, their features and the true pair."""

    fold: int
    pairs: tuple[Pair, ...]
    rows: NDArray[np.float64]
    true: Pair


def main(arguments: Sequence[str]) -> str:
    """The weights as TOML, with what they reach in comments."""
    data = Path(arguments[0])
    gold = {g["incident_id"]: golden(g) for g in read_lines(data / "incidents.jsonl")}
    documents = [d for d in load(data) if (d.published or TEST_FROM) < TEST_FROM]
    return as_toml(list(examples(documents)), gold)


def as_toml(given: Sequence[Example], gold: Mapping[str, Answer]) -> str:
    """The file of the weights, fitted on all of `given`."""
    lessons = _lessons(told_by_incident(given, gold), gold)
    without = [fitted([x for x in lessons if x.fold != f]) for f in _folds()]
    apart = [(x, without[x.fold]) for x in lessons]
    weigh = fitted(lessons)
    return "\n".join(
        [
            _HEAD,
            f"# Of {len(lessons)} incidents right in parts kept out: {_right(apart)};",
            f"# by the mean alone: {_right((x, _PLAIN) for x in lessons)}",
            *(f"{n} = {w:.3f}" for n, w in zip(FEATURES, weigh.tolist(), strict=True)),
            "",
        ]
    )


def told_by_incident(given: Sequence[Example], gold: Mapping[str, Answer]) -> dict[str, _Told]:
    """What the reports of each incident tell, read with weights fitted without its fold."""
    fold = _dealt(given)
    names = tuple(weights())
    found: dict[str, _Told] = {}
    places = named_places()
    for part in _folds():
        weigh = fit([e for e in given if fold[e.incidents[0]] != part], gold, names)
        at = {places[n]: w for n, w in weigh.items()}
        for example in (e for e in given if fold[e.incidents[0]] == part):
            told = (example.published, _tolls(example, at))
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


def _tolls(example: Example, weigh: Mapping[int, float]) -> Tolls:
    scores = np.array([sum(weigh.get(p, 0.0) for p in row) for row in example.rows])
    likely = np.exp(scores - scores.max())
    shares = (likely / likely.sum()).tolist()
    told = zip(example.pairs, shares, strict=True)
    return tuple(sorted((k, i, round(share, 4)) for (k, i), share in told))


def _lessons(told: Mapping[str, _Told], gold: Mapping[str, Answer]) -> list[_Lesson]:
    found = []
    for incident, (fold, reports) in sorted(told.items()):
        held = features([t for _, t in reports], [d for d, _ in reports])
        true = (gold[incident].killed, gold[incident].injured)
        found.append(_Lesson(fold, tuple(held), np.array(list(held.values())), true))
    return found


def fitted(lessons: Sequence[_Lesson]) -> Vector:
    """The weights that make the true pairs likeliest, by Newton's steps."""
    taught = [(x.rows, x.pairs.index(x.true)) for x in lessons if x.true in x.pairs]
    weigh = np.zeros(len(FEATURES))
    for _ in range(_STEPS):
        slope, bend = PULL * weigh, PULL * np.eye(len(FEATURES))
        for rows, true in taught:
            scores = rows @ weigh
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            mean = likely @ rows
            slope = slope + mean - rows[true]
            bend = bend + (rows * likely[:, None]).T @ rows - np.outer(mean, mean)
        weigh = weigh - np.linalg.solve(bend, slope)
    return weigh


def _right(given: Iterable[tuple[_Lesson, Vector]]) -> str:
    """How many figures of each status are right."""
    told = [(best(x.pairs, x.rows, weigh), x.true) for x, weigh in given]
    killed, injured = (sum(a[n] == b[n] for a, b in told) for n in (0, 1))
    return f"killed {killed}, injured {injured}"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
