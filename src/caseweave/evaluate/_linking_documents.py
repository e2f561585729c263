"""Whole documents as profiles, for benchmarks that link documents and not mentions.

What extraction would give for the one incident of a document is read from its text: dates, places
and personal names by the layers, ages, figures and words by the room that links.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from caseweave.extract.dates import find_dates
from caseweave.extract.layers import Parsed
from caseweave.extract.parse import parse_many
from caseweave.extract.places import find_places
from caseweave.link import DatedPart, DateSpan, MentionProfile, PlaceAt, words
from caseweave.model import Passage, Report, day_bounds

# A line that stands in this many documents, published over this many days, is furniture.
_FURNITURE_DOCUMENTS = 3
_FURNITURE_DAYS = 30
_LEAD = 700
_NAMED_OFTEN = 0.01


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a benchmark: `published` an ISO day or None; `incidents` are gold."""

    id: str
    title: str
    text: str
    published: str | None
    incidents: tuple[str, ...] = ()
    topic: str | None = None


def load(data: Path) -> list[Document]:
    """The documents of a folder with `docs.jsonl` and `links.jsonl`, by id."""
    links = {line["doc"]: line for line in _lines(data / "links.jsonl")}
    found = [
        Document(
            id=d["id"],
            title=d.get("title") or "",
            text=d["text"],
            published=d.get("date"),
            incidents=tuple(sorted(links[d["id"]]["incidents"])),
            topic=str(links[d["id"]]["topic"]) if "topic" in links[d["id"]] else None,
        )
        for d in _lines(data / "docs.jsonl")
        if d["id"] in links
    ]
    return sorted(found, key=lambda d: d.id)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield msgspec.json.decode(line)
