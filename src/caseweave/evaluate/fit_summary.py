"""Fits the weights with which a summary chooses its day and its city, and prints them as TOML.

    python -m caseweave.evaluate.fit_summary DATA > weights.toml

DATA is a folder as `caseweave eval incidents` reads it. Two conditional logits, each over fewer
than 100 named features of the candidates, fitted on the reports of incidents all of whose reports
were published before FITTED_UNTIL. Of four strengths of the ridge those below were the best on the
reports of early 2016 (up to `incidents.TEST_FROM`), which are not fitted on.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from caseweave.evaluate._linking_documents import Document, load, read_lines
from caseweave.evaluate._logistic import Vector, minimised
from caseweave.evaluate.incidents import Answer, city_names, golden, report_of
from caseweave.extract.assemble import Frame, assemble
from caseweave.extract.layers import TimeExpression, Toponym
from caseweave.extract.parse import parse_many
from caseweave.extract.pipeline import frame_of
from caseweave.extract.summary import _days, _place_marks, _places
from caseweave.extract.summary._setting import Setting
from caseweave.extract.summary._summarise import main_mention
from caseweave.model import Extraction, Report, day_bounds
from caseweave.schema import load_types

FITTED_UNTIL = "2016-01-01"
# Ridge towards zero, of 1, 3, 6 and 12.
PULL = {"day": 3.0, "place": 6.0}
_STEPS = 300
_PART = 50  # reports analysed at a time


class Choice(msgspec.Struct, frozen=True):
    """The candidates of one report: the features of each, and whether it is right."""

    offers: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]


def main(data: Path) -> str:
    """The weights as TOML."""
    gold = {g["incident_id"]: golden(g) for g in read_lines(data / "incidents.jsonl")}
    found: dict[str, list[Choice]] = {"day": [], "place": []}
    for document, frame in _frames(_early(load(data))):
        told = choices(
            frame.report,
            assemble(frame, load_types()),
            gold[document.incidents[0]],
            times=frame.times,
            places=frame.places,
        )
        for name, choice in told.items():
            found[name].append(choice)
    lines = ["# Printed by `python -m caseweave.evaluate.fit_summary`: a conditional logit each."]
    for name, held in found.items():
        lines += ["", f"[{name}]"]
        lines += [f"{n} = {w:.3f}" for n, w in fit(held, PULL[name]).items()]
    return "\n".join(lines) + "\n"


def _early(documents: Sequence[Document]) -> list[Document]:
    """The documents of one incident, none of whose reports is of FITTED_UNTIL or later."""
    late = {i for d in documents if (d.published or "") >= FITTED_UNTIL for i in d.incidents}
    return [d for d in documents if len(d.incidents) == 1 and not late & set(d.incidents)]


def _frames(documents: Iterable[Document]) -> Iterator[tuple[Document, Frame]]:
    told = ((d, r) for d in documents if (r := report_of(d)) is not None)
    while part := list(islice(told, _PART)):
        for (document, _), parsed in zip(part, parse_many(r for _, r in part), strict=True):
            yield document, frame_of(parsed)


def choices(
    report: Report,
    extraction: Extraction,
    gold: Answer,
    *,
    times: Sequence[TimeExpression],
    places: Sequence[Toponym],
) -> dict[str, Choice]:
    """The candidates of a report for its day and its city; none without an incident."""
    main_ = main_mention(extraction)
    if main_ is None:
        return {}
    setting = Setting.of(report, main_)
    known = day_bounds(report.published.value if report.published else None)
    days = _days.offers(setting, main_, _days.marks(extraction, times))
    towns = _places.offers(setting, main_, _place_marks.marks(report, extraction, places))
    first = [(known if d == _days.NOT_TOLD else d) for d, _ in days]
    return {
        "day": Choice(
            tuple(f for _, f in days), tuple(d is not None and d[0] == gold.date for d in first)
        ),
        "place": Choice(
            tuple(f for _, f in towns),
            tuple(bool(city_names(_places.value_of(o)) & gold.city) for o, _ in towns),
        ),
    }


def fit(held: Sequence[Choice], pull: float) -> dict[str, float]:
    """The weights under which the right candidates are likeliest, by name of the feature."""
    told = [c for c in held if any(c.right) and not all(c.right)]
    names = sorted({n for c in told for f in c.offers for n in f})
    groups = Groups.of(told, names)

    def loss(weights: Vector) -> tuple[float, Vector]:
        value, slope = groups.unlikely(weights)
        return value + pull / 2 * float(weights @ weights), slope + pull * weights

    return dict(zip(names, minimised(loss, np.zeros(len(names)), _STEPS).tolist(), strict=True))


class Groups(msgspec.Struct, frozen=True):
    """Candidates laid end to end, a row each: `rows` by feature, `truth` 0 or 1, group bounds."""

    rows: Any
    truth: Any
    starts: Any
    sizes: Any

    @classmethod
    def of(cls, told: Sequence[Choice], names: Sequence[str]) -> "Groups":
        """The candidates of choices none of which is empty."""
        sizes = np.array([len(c.right) for c in told])
        return cls(
            rows=np.array([[f.get(n, 0.0) for n in names] for c in told for f in c.offers]),
            truth=np.array([float(r) for c in told for r in c.right]),
            starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
            sizes=sizes,
        )

    def unlikely(self, weights: Vector) -> tuple[float, Vector]:
        """The negative log-likelihood that a right candidate is chosen, with its gradient."""
        score = self.rows @ weights
        weight = np.exp(score - np.repeat(np.maximum.reduceat(score, self.starts), self.sizes))
        share = weight / np.repeat(np.add.reduceat(weight, self.starts), self.sizes)
        right = np.maximum(np.add.reduceat(share * self.truth, self.starts), 1e-12)
        held = share * self.truth / np.repeat(right, self.sizes)
        return -float(np.log(right).sum()), self.rows.T @ (share - held)


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])))
