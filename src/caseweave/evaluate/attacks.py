"""Scores on reports of attacks on defenders of human rights: what was done, to whom, by whom.

Invariant: each report is cleaned and extracted as `build` would; gold fields that are empty are
not scored.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from caseweave.clean import clean
from caseweave.evaluate._linking_documents import read_lines
from caseweave.evaluate.incidents import plain
from caseweave.extract import extract_many
from caseweave.extract.summary import summarise
from caseweave.gazetteer import gazetteer
from caseweave.model import (
    Block,
    DateValue,
    Extraction,
    Given,
    NameValue,
    PlaceValue,
    RawReport,
    Report,
)

# Our kinds of event and the violations of the data that they are.
_KINDS = {"detained": "arbitrary detention", "kidnapped": "kidnapping", "killed": "killing"}
_TOLD = {"happened", "unknown"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one report tells: violations, family names of victims, country code, city, month."""

    kinds: frozenset[str] = frozenset()
    victims: frozenset[str] = frozenset()
    country: str | None = None
    city: str | None = None
    year: int | None = None
    month: int | None = None
    state: bool | None = None


def run(data: Path, predictions: Path | None = None, *, sample: int = 0) -> dict[str, float]:
    """Per cent right; precision and recall for kinds of violation and names of victims.

    `data`: a folder of `docs.jsonl` and `gold.jsonl`; only the part `dev` where there is one.
    `sample`: so many reports from its start. `state`: whether a state's people did it. Raises
    FileNotFoundError where the data is not there.
    """
    rows = [r for r in read_lines(data / "docs.jsonl") if r.get("split") in {None, "dev"}]
    rows = rows[:sample] if sample else rows
    gold = {g["doc"]: golden(g["annotations"][0]) for g in read_lines(data / "gold.jsonl")}
    ours = answers(rows)
    if predictions is not None:
        lines = (msgspec.json.encode({"doc": i, "told": t}) + b"\n" for i, t in ours.items())
        predictions.write_bytes(b"".join(lines))
    return score([(gold[r["id"]], ours.get(r["id"], Told())) for r in rows])


def golden(row: Mapping[str, Any]) -> Told:
    """The gold answer; countries by code, months by number, victims by family name."""
    names = [v["victim_name"] for v in row["victims"] if v["victim_name"]]
    country = gazetteer().country_by_name(row["country"] or "")
    perpetrator = row["perpetrator_type"]
    return Told(
        kinds=frozenset(set(row["violation_types"]) & set(_KINDS.values())),
        victims=frozenset(f for n in names if (f := _family_name(n))),
        country=country.code if country else None,
        city=plain(row["city"]) if row["city"] not in {None, "None"} else None,
        year=_number(row["year"]),
        month=_month(row["month"]),
        state="state actor" in perpetrator and "non-" not in perpetrator if perpetrator else None,
    )


def _family_name(name: str) -> str:
    words = plain(re.sub(r"['’]s$", "", name)).split()
    return words[-1] if words else ""


def _number(text: str | None) -> int | None:
    found = re.match(r"\d+", text or "")
    return int(found.group()) if found else None


def _month(text: str | None) -> int | None:
    lower = (text or "").lower()[:3]
    return _MONTHS.index(lower) + 1 if lower in _MONTHS else _number(text)


def answers(rows: Sequence[Mapping[str, Any]]) -> dict[str, Told]:
    """What we read in each report; one that cleaning refuses is left out."""
    cleaned = [(r["id"], clean(_raw(r))) for r in rows]
    reports = [(i, r) for i, r in cleaned if isinstance(r, Report)]
    extracted = extract_many([r for _, r in reports])
    return {i: told(r, e) for (i, r), e in zip(reports, extracted, strict=True)}


def _raw(row: Mapping[str, Any]) -> RawReport:
    return RawReport(
        id=f"sha256:{row['id']}",
        source=row["id"],
        media_type="application/json",
        data=b"",
        given=Given(title=row.get("title"), published=row.get("date"), language="en"),
        blocks=(Block(kind="text", text=row["text"]),),
    )


def told(report: Report, extraction: Extraction) -> Told:
    """The answer for one report from its main mention; its violations from all of them."""
    summary = summarise(report, extraction)
    when = summary.date.value if summary.date else None
    where = summary.place.value if summary.place else None
    parts = re.match(r"(\d{4})(?:-(\d\d))?", (isinstance(when, DateValue) and when.edtf) or "")
    claims = [c for c in extraction.claims if c.factuality in _TOLD]
    events = {e.kind for m in extraction.mentions for e in m.events}
    actors = [
        c.value.kind for c in claims if isinstance(c.value, NameValue) and c.attribute == "actor"
    ]
    return Told(
        kinds=frozenset(_KINDS[k] for k in events & set(_KINDS)),
        victims=frozenset(
            f
            for c in claims
            if c.attribute == "victim" and isinstance(c.value, NameValue)
            if (f := _family_name(c.value.text))
        ),
        country=where.country if isinstance(where, PlaceValue) else None,
        city=plain(where.city or where.name) if isinstance(where, PlaceValue) else None,
        year=int(parts.group(1)) if parts else None,
        month=int(parts.group(2)) if parts and parts.group(2) else None,
        state="government" in actors if actors else None,
    )


def score(pairs: Sequence[tuple[Told, Told]]) -> dict[str, float]:
    """Rates over the fields that gold fills, in per cent with one decimal."""
    scores = {"documents": float(len(pairs))}
    for name in ("kinds", "victims"):
        both = [(getattr(g, name), getattr(o, name)) for g, o in pairs]
        right = sum(len(g & o) for g, o in both)
        scores[f"{name}.precision"] = _percent(right, sum(len(o) for g, o in both if g))
        scores[f"{name}.recall"] = _percent(right, sum(len(g) for g, _ in both))
    for name in ("country", "city", "year", "month", "state"):
        filled = [(getattr(g, name), getattr(o, name)) for g, o in pairs]
        filled = [(g, o) for g, o in filled if g is not None]
        scores[name] = _percent(sum(g == o for g, o in filled), len(filled))
        scores[f"{name}.answered"] = _percent(sum(o is not None for _, o in filled), len(filled))
    return scores


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
