"""The hand labels of pairs of accounts: which figures of which documents, and how they stand.

Invariant: the labels hold document ids, offsets, numbers and one word, and no text of the data.

`agreement`: both give the same figure. `compatible`: the figures differ and both can hold (one
counts the attacker, the unborn, the whole city, "at least"). `superseded`: the later report's
figure replaced the earlier one. `conflict`: they cannot both hold, and neither replaces the other.
Offsets are code points of the field `text` or `title` of a line of `gva/docs.jsonl`; `row` is a row
of `united_iom/silver_links.csv`, counted from 0 after its header.
"""

import csv
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from caseweave.clean import clean
from caseweave.model import Block, CaseweaveError, Given, Qualifier, RawReport, Report

# Words just before a figure that make it a bound.
_BOUNDS: tuple[tuple[str, Qualifier], ...] = (
    ("at least", "at_least"),
    ("more than", "more_than"),
    ("about", "about"),
)
_BEFORE = 16


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One account of a pair: whose, of which day, which figure, and the words that give it."""

    source: str
    day: str | None
    value: int
    qualifier: Qualifier
    words: str


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two accounts and how a reader found them to stand. `collection`: gva or united_iom."""

    collection: str
    attribute: str
    label: str
    a: Told
    b: Told


def labels() -> list[dict[str, Any]]:
    """The labels as they are kept, in their order."""
    text = (files("caseweave.evaluate") / "labels" / "verdicts.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def pairs(data: Path) -> list[Pair]:
    """The labelled pairs with what the data says at their places.

    `data` holds `gva/docs.jsonl` and `united_iom/silver_links.csv`. Raises FileNotFoundError.
    """
    known = documents(data)
    with (data / "united_iom" / "silver_links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        _of_row(line, rows[line["row"]]) if "row" in line else _of_documents(line, known)
        for line in labels()
    ]


def documents(data: Path) -> dict[str, dict[str, Any]]:
    """The lines of `gva/docs.jsonl` that a label names, by id."""
    wanted = {line[side]["doc"] for line in labels() if "a" in line for side in ("a", "b")}
    found = {}
    with (data / "gva" / "docs.jsonl").open(encoding="utf-8") as file:
        for text in file:
            line = json.loads(text)
            if line["id"] in wanted:
                found[line["id"]] = line
    return found


def report_of(line: dict[str, Any]) -> Report:
    """A document as `build` would clean it. Raises CaseweaveError where cleaning refuses it."""
    raw = RawReport(
        id=f"sha256:{line['id']}",
        source=line["id"],
        media_type="application/json",
        data=b"",
        given=Given(title=line["title"] or None, published=line["date"], language="en"),
        blocks=(Block(kind="text", text=line["text"]),),
    )
    report = clean(raw)
    if not isinstance(report, Report):
        raise CaseweaveError(f"{line['id']}: cleaning refused it. Take its labels out.")
    return report


def _of_documents(line: dict[str, Any], known: dict[str, dict[str, Any]]) -> Pair:
    return Pair(
        collection="gva",
        attribute=line["attribute"],
        label=line["label"],
        a=_told(line["a"], known),
        b=_told(line["b"], known),
    )


def _told(side: dict[str, Any], known: dict[str, dict[str, Any]]) -> Told:
    document = known[side["doc"]]
    text = document[side["field"]]
    words = text[side["start"] : side["end"]]
    around = text[max(0, side["start"] - _BEFORE) : side["end"]].casefold()
    found = (q for cue, q in _BOUNDS if re.search(rf"\b{cue}\b", around))
    return Told(
        source=side["doc"],
        day=document["date"],
        value=side["value"],
        qualifier=next(found, "exact"),
        words=words,
    )


def _of_row(line: dict[str, Any], row: dict[str, str]) -> Pair:
    """A row of two databases: records of one event, not of two days."""
    dead = _number(row["iom_dead"])
    both = _number(row["iom_dead_missing"])
    theirs = dead if line["attribute"] == "dead" else both - dead
    return Pair(
        collection="united_iom",
        attribute=line["attribute"],
        label=line["label"],
        a=_record("united", _number(row["united_n"])),
        b=_record("iom", theirs),
    )


def _record(source: str, value: int) -> Told:
    return Told(source=source, day=None, value=value, qualifier="exact", words=str(value))


def _number(text: str) -> int:
    return int(float(text)) if text else 0
