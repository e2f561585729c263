"""What befell counted people, by rules and by the encoder, on labelled passages kept out.

`data`: a file of passages or a folder of them (`training/states`). Scored is every tenth passage of
each file, which `fit_states` does not train on. Per cent of the numbers with a state, and of the
numbers that are said to have one.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from caseweave.evaluate._state_passages import LABELS, Labelled, Window, parted
from caseweave.extract.encoder import Reading, read_numbers
from caseweave.extract.layers import PeopleCount
from caseweave.extract.parse import parse_many
from caseweave.extract.people import find_people
from caseweave.model import Report, content_id

_STATES = frozenset(LABELS[LABELS.index("stat") + 1 :])
_SURE = 0.9


def run(data: Path, sample: int = 0) -> dict[str, float]:
    """Precision and recall of states: rules alone, rules and encoder, the encoder alone.

    `sample`: score about so many passages. Raises FileNotFoundError, and CaseweaveError where a
    passage has no readable label.
    """
    windows = list(kept_out(data))
    step = max(1, len(windows) // sample) if sample else 1
    tally: Counter[str] = Counter()
    chosen = windows[::step]
    reports = [_report(w) for w in chosen]
    for window, parsed in zip(chosen, parse_many(reports), strict=True):
        counts = find_people(parsed)
        read_alone = read_numbers(
            window.text,
            (window.sentence, len(window.text)),
            [(n.start, n.end) for n in window.numbers],
        )
        for number, reading in zip(window.numbers, read_alone, strict=True):
            _judge(tally, number, counts, reading)
    return {"passages": float(len(chosen)), "numbers": float(tally["all"]), **_measures(tally)}


def kept_out(data: Path) -> Iterator[Window]:
    """The windows of a file, or of each file of a folder, that training leaves out."""
    for path in sorted(data.glob("*.txt")) if data.is_dir() else [data]:
        yield from parted(path)[1]


def _report(window: Window) -> Report:
    name = content_id("passage", window.text)
    return Report(
        id=name, source="passage", media_type="text/plain", language="en", text=window.text
    )


def _judge(
    tally: Counter[str],
    number: Labelled,
    counts: tuple[PeopleCount, ...],
    reading: Reading | None,
) -> None:
    """Mark what each reader says of one number."""
    over = [c for c in counts if c.start < number.end and number.start < c.end]
    by_rules = {s for c in over for s in _by_rules(c)} & _STATES
    by_both = {s for c in over for s in (c.status, *c.hints)} & _STATES
    alone = {reading.label} & _STATES if reading is not None else set()
    sure = alone if reading is not None and reading.sure >= _SURE else set()
    wanted = set(number.labels) & _STATES
    tally["all"] += 1
    tally["wanted"] += bool(wanted)
    for name, said in (
        ("rules", by_rules), ("rules_and_encoder", by_both), ("encoder", alone),
        ("encoder_sure", sure),
    ):  # fmt: skip
        tally[f"{name}.said"] += bool(said)
        tally[f"{name}.right"] += bool(said & wanted)


def _by_rules(count: PeopleCount) -> tuple[str | None, ...]:
    return (count.status, *count.hints) if count.read is None else count.ruled


def _measures(tally: Counter[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name in ("rules", "rules_and_encoder", "encoder", "encoder_sure"):
        right = tally[f"{name}.right"]
        found[f"{name}.precision"] = round(100 * right / max(1, tally[f"{name}.said"]), 1)
        found[f"{name}.recall"] = round(100 * right / max(1, tally["wanted"]), 1)
    return found
