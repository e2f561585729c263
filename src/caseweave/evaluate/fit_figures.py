"""Fits the weights of the summary's figures, killed and injured, and prints them as TOML.

    python -m caseweave.evaluate.fit_figures DATA [--until DAY] [--choose COUNT] > figures.toml

DATA is a folder as `caseweave eval incidents` reads it. A conditional logit over the pairs of
figures that a report offers (`extract.summary._figure_features`): fitted on reports published
before DAY, so that the killed, and the injured, of the true figures are likeliest. The features
are those of the shipped weights, fewer than 100; with `--choose`, so many of all that are named,
chosen on the reports before CHOSEN_BEFORE alone. Reports from `incidents.TEST_FROM` on are never
read.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from caseweave.evaluate._choose_features import Table, choose
from caseweave.evaluate._linking_documents import Document, load, read_lines
from caseweave.evaluate._logistic import Choices, fit_choice
from caseweave.evaluate.incidents import TEST_FROM, Answer, golden, report_of
from caseweave.extract.assemble import assemble
from caseweave.extract.parse import parse_many
from caseweave.extract.pipeline import frame_of
from caseweave.extract.summary._figure_features import features, named, pairs
from caseweave.extract.summary._figures import offers_of, weights
from caseweave.extract.summary._summarise import main_mention
from caseweave.schema import load_types

# Ridge towards zero; of 2, 4 and 8 no worse than the others on the reports of early 2016.
PULL = 4.0
# Features are chosen on earlier reports than those that a choice of settings is measured on.
CHOSEN_BEFORE = "2016-01-01"
_STEPS = 200
_HEAD = """\
# What speaks for a figure killed (dead) and injured, and for both together (pair): weights of the
# features that extract/summary/_figure_features.py names. Printed by
#     python -m caseweave.evaluate.fit_figures DATA
"""
_PART = 50
_PLACE = {name: i for i, name in enumerate(named())}


def named_places() -> dict[str, int]:
    """The place of each feature in a row of an `Example`."""
    return dict(_PLACE)


class Example(msgspec.Struct, frozen=True):
    """A report's incidents, and for each pair of figures that it offers its features' places.

    Places are those of `named`; `published` is an ISO day.
    """

    incidents: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    rows: tuple[tuple[int, ...], ...]
    published: str = ""


def main(arguments: Sequence[str]) -> str:
    """The weights as TOML."""
    parser = argparse.ArgumentParser(prog="fit_figures")
    parser.add_argument("data", type=Path)
    parser.add_argument("--until", default=TEST_FROM, help="an ISO day; reports before it are read")
    parser.add_argument("--choose", type=int, default=0, help="how many features to choose anew")
    given = parser.parse_args(arguments)
    until = min(given.until, TEST_FROM)
    gold = {g["incident_id"]: golden(g) for g in read_lines(given.data / "incidents.jsonl")}
    documents = [d for d in load(given.data) if (d.published or TEST_FROM) < until]
    known = list(examples(documents))
    early = [e for e in known if e.published < CHOSEN_BEFORE]
    names = chosen(early, gold, given.choose) if given.choose else tuple(weights())
    return as_toml(fit(known, gold, names))


def examples(documents: Sequence[Document]) -> Iterator[Example]:
    """What each report offers, as rows of the model; without those that cleaning refuses."""
    types = load_types()
    for start in range(0, len(documents), _PART):
        told = [(d, r) for d in documents[start : start + _PART] if (r := report_of(d)) is not None]
        for (document, report), one in zip(told, parse_many(r for _, r in told), strict=True):
            frame = frame_of(one)
            extraction = assemble(frame, types)
            offered = offers_of(report, extraction, main_mention(extraction), frame.counts)
            yield Example(
                document.incidents,
                tuple(pairs(offered)),
                tuple(tuple(sorted(_PLACE[n] for n in f)) for f in features(offered)),
                document.published or "",
            )


def chosen(
    given: Sequence[Example], gold: Mapping[str, Answer], count: int, pull: float = PULL
) -> tuple[str, ...]:
    """The names of the `count` features that are missed most, in the order of `named`."""
    names = named()
    groups, right = _taught(given, gold)
    table = Table.of(groups, right, len(names))

    def fitted(kept: list[int]) -> NDArray[np.float64]:
        found = fit(given, gold, [names[i] for i in kept], pull)
        return np.array(list(found.values()))

    return tuple(names[i] for i in choose(table, count, pull, fitted))


def fit(
    given: Sequence[Example],
    gold: Mapping[str, Answer],
    names: Sequence[str],
    pull: float = PULL,
) -> dict[str, float]:
    """The weight of each of the features `names`, by name.

    Each report counts twice: its killed are to be likeliest, and its injured; of a report that
    tells several incidents those of any. A figure that it does not offer teaches nothing.
    """
    at = {_PLACE[name]: i for i, name in enumerate(names)}
    groups, right = _taught(given, gold)
    # Every row holds one feature more, which tells nothing: a row may hold none of `names`.
    rows = [
        [np.array([*(at[i] for i in row if i in at), len(names)], dtype=np.int32) for row in group]
        for group in groups
    ]
    truth = np.array(right, dtype=np.float64)
    found = fit_choice(Choices.of(rows), truth, len(names) + 1, pull, steps=_STEPS)
    return dict(zip(names, found.tolist(), strict=False))


def _taught(
    given: Sequence[Example], gold: Mapping[str, Answer]
) -> tuple[list[tuple[tuple[int, ...], ...]], list[bool]]:
    """The rows of each lesson, and which of them are right."""
    groups: list[tuple[tuple[int, ...], ...]] = []
    truth: list[bool] = []
    for example in given:
        right = [gold[i] for i in example.incidents]
        for place, wanted in enumerate(({g.killed for g in right}, {g.injured for g in right})):
            marks = [pair[place] in wanted for pair in example.pairs]
            if any(marks) and not all(marks):
                groups.append(example.rows)
                truth += marks
    return groups, truth


def as_toml(weights: Mapping[str, float]) -> str:
    """A table for each status and one for both, a weight a line."""
    lines = [_HEAD]
    for table in dict.fromkeys(name.partition(".")[0] for name in weights):
        held = {n.partition(".")[2]: w for n, w in weights.items() if n.startswith(f"{table}.")}
        lines += [f"[{table}]", *(f"{n} = {w:.3f}" for n, w in held.items()), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
