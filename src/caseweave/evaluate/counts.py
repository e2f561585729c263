"""Scores for counts of people: spans and values on labelled sentences; press releases as a whole.

Invariant: scoring never changes what is scored; every rate is in percent with one decimal.
"""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from caseweave.evaluate import press_releases
from caseweave.extract.layers import PeopleCount
from caseweave.extract.parse import parse_many
from caseweave.extract.people import find_people
from caseweave.model import Passage, Report

RELEASES = Path("counts") / "isaf_dev.jsonl"
_FIELDS = {
    "pop": "population",
    "nat": "nationality",
    "hint": "status_hint",
    "status": "status",
    "ref": "reference",
    "group": "group",
    "of": "of",
    "low": "low",
    "high": "high",
}


class Wanted(msgspec.Struct, frozen=True):
    """One labelled count: its words, its best value and the further fields that are labelled."""

    words: str
    start: int
    best: int
    fields: dict[str, str]

    @property
    def end(self) -> int:
        """Offset behind the words."""
        return self.start + len(self.words)


class Case(msgspec.Struct, frozen=True):
    """A labelled sentence."""

    kind: str
    text: str
    wanted: tuple[Wanted, ...]


def run(
    data: Path, predictions: Path | None = None, *, given: Path | None = None
) -> dict[str, float]:
    """Score `data`: a `.toml` of labelled sentences, or press releases (a file, or its folder).

    For releases day and province are scored too; `predictions` and `given` as in
    `press_releases.run`. Raises FileNotFoundError where the data is not there.
    """
    if data.suffix == ".toml":
        return score_cases(load_cases(data))
    file = data if data.is_file() else data / RELEASES
    return press_releases.run(file, predictions, given=given)


def load_cases(path: Path) -> list[Case]:
    """The labelled sentences of a TOML file; a span that is not in its text is an error."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return [_case(entry) for entry in table["case"]]


def _case(entry: dict[str, Any]) -> Case:
    wanted: list[Wanted] = []
    text = entry["text"]
    for line in entry["want"]:
        words, best, *rest = [part.strip() for part in line.split(" | ")]
        fields = dict(pair.split("=", 1) for pair in " ".join(rest).split())
        seen = [w for w in wanted if w.words == words]
        start = text.index(words, seen[-1].end if seen else 0)
        wanted.append(Wanted(words, start, int(best), fields))
    return Case(entry["kind"], text, tuple(wanted))


def as_report(name: str, text: str) -> Report:
    """A report of bare text, its passages parted by blank lines."""
    passages, start = [], 0
    for part in text.split("\n\n"):
        if part.strip():
            passages.append(Passage(kind="paragraph", start=start, end=start + len(part)))
        start += len(part) + 2
    return Report(
        id=name,
        source=name,
        media_type="text/plain",
        language="en",
        text=text,
        passages=tuple(passages),
    )


def score_cases(cases: list[Case]) -> dict[str, float]:
    """Precision, recall and F1 of spans (any overlap) and values, rates of the fields."""
    parsed = parse_many(as_report(str(i), c.text) for i, c in enumerate(cases))
    tally = {"spans": 0, "values": 0, "exact": 0, "wanted": 0, "found": 0}
    fields: dict[str, list[int]] = {name: [0, 0] for name in sorted(_FIELDS)}
    for case, one in zip(cases, parsed, strict=True):
        pairs, spurious = pair(case, find_people(one))
        tally["wanted"] += len(case.wanted)
        tally["found"] += sum(c is not None for _, c in pairs) + len(spurious)
        for wanted, count in pairs:
            _tally(wanted, count, tally, fields)
    scores: dict[str, float] = {}
    for name in ("spans", "values"):
        scores |= _f1(name, tally[name], tally["found"], tally["wanted"])
    scores["extent"] = _percent(tally["exact"], tally["spans"])
    return scores | {f"field.{k}": _percent(*v) for k, v in fields.items() if v[1]}


def _tally(
    wanted: Wanted, count: PeopleCount | None, tally: dict[str, int], fields: dict[str, list[int]]
) -> None:
    if count is None:
        return
    tally["spans"] += 1
    tally["exact"] += (count.start, count.end) == (wanted.start, wanted.end)
    right = count.best == wanted.best and count.qualifier == wanted.fields.get("q", "exact")
    tally["values"] += right and count.statistic == ("stat" in wanted.fields)
    for name, value in wanted.fields.items():
        if name in _FIELDS:
            fields[name][1] += 1
            fields[name][0] += str(getattr(count, _FIELDS[name])) == value


def pair(
    case: Case, counts: tuple[PeopleCount, ...]
) -> tuple[list[tuple[Wanted, PeopleCount | None]], list[PeopleCount]]:
    """Each wanted count with the found one that overlaps it best, and the found ones left over.

    Single people and sums that nobody labelled are extras, not errors.
    """
    free = list(counts)
    pairs: list[tuple[Wanted, PeopleCount | None]] = []
    for wanted in case.wanted:
        overlapping = [c for c in free if c.start < wanted.end and wanted.start < c.end]
        overlapping.sort(key=lambda c: abs(c.start - wanted.start) + abs(c.end - wanted.end))
        pairs.append((wanted, overlapping[0] if overlapping else None))
        if overlapping:
            free.remove(overlapping[0])
    return pairs, [c for c in free if not c.individual and not c.members]


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _f1(name: str, right: int, found: int, wanted: int) -> dict[str, float]:
    p, r = _percent(right, found), _percent(right, wanted)
    f1 = round(2 * p * r / (p + r), 1) if p + r else 0.0
    return {f"{name}.precision": p, f"{name}.recall": r, f"{name}.f1": f1}
