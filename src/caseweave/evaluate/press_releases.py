"""Scores of the day, province and toll of military press releases, with trivial baselines.

Invariant: every release is cleaned as `build` would clean it, so that its own dateline, and
nothing else, says when it was published.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import msgspec

from caseweave.clean import clean
from caseweave.evaluate.incidents import plain
from caseweave.extract.assemble import Frame, assemble
from caseweave.extract.dates import find_dates
from caseweave.extract.layers import PeopleCount
from caseweave.extract.parse import parse_many
from caseweave.extract.people import casualties
from caseweave.extract.pipeline import frame_of
from caseweave.extract.summary import summarise
from caseweave.gazetteer import gazetteer
from caseweave.model import Block, DateValue, Given, PlaceValue, RawReport, Report, day_bounds
from caseweave.schema import load_types

# All releases of the data are about this country.
COUNTRY = "AF"
# A release's head: its number, headline and dateline stand in so many code points.
_HEAD = 600
_NUMBER = re.compile(r"\b((?:19|20)\d\d)-(0[1-9]|1[0-2])-[A-Z]{1,3}[-–]\d+")
_DAY = re.compile(r"\b([A-Z][a-z]{2,8}\.? \d{1,2})(?=[):,]|\b)")
# Two spellings of one province are at least so alike (ratio of matching letters).
_ALIKE = 0.85


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a release tells: the day as an ordinal, the province by the gazetteer's name, tolls."""

    date: int | None = None
    province: str | None = None
    killed: int = 0
    captured: int = 0


def run(
    data: Path, predictions: Path | None = None, *, given: Path | None = None
) -> dict[str, float]:
    """Per cent of releases with the right day, province, killed and captured.

    `data` is a file of releases. `predictions`: written, a line of `id`, `date`, `province`,
    `killed`, `captured` for each release; `given`: such a file to score instead of our own.
    `publication.*` and `first.*` are baselines; `*.not_zero` are the releases whose gold figure is
    not zero, with its `precision` over those where ours is not. Raises FileNotFoundError where the
    data is not there.
    """
    rows = _lines(data)
    gold = {r["id"]: _golden(r["gold"]) for r in rows if "gold" in r}
    frames = frames_of(rows)
    if given is not None:
        ours = {r["id"]: _given(r) for r in _lines(given)}
    else:
        ours = {i: told(f) for i, f in frames.items()}
    if predictions is not None:
        lines = (_line(r["id"], ours.get(r["id"], Told())) for r in rows)
        predictions.write_bytes(b"".join(lines))
    scores = {"documents": float(len(rows)), **_tolls(gold, ours), **_rates(gold, ours)}
    published = {i: Told(date=_published(f)) for i, f in frames.items()}
    first = {i: Told(date=_first_day(f), province=_first_province(f)) for i, f in frames.items()}
    scores |= {f"publication.{k}": v for k, v in _rates(gold, published).items() if "date" in k}
    return scores | {f"first.{k}": v for k, v in _rates(gold, first).items()}


def _golden(row: Mapping[str, Any]) -> Told:
    return Told(
        date=_day(row["start_date"]),
        province=_province(row["province"][0]),
        killed=int(row["min_killed"] or 0),
        captured=int(row["min_captured"] or 0),
    )


def _given(row: Mapping[str, Any]) -> Told:
    return Told(
        date=_day(row.get("date")),
        province=_province(row.get("province") or ""),
        killed=int(row.get("killed") or 0),
        captured=int(row.get("captured") or 0),
    )


def _line(release: str, told_: Told) -> bytes:
    day = date.fromordinal(told_.date).isoformat() if told_.date else None
    row = {"id": release, **msgspec.structs.asdict(told_), "date": day}
    return msgspec.json.encode(row) + b"\n"


def _tolls(gold: Mapping[str, Told], given: Mapping[str, Told]) -> dict[str, float]:
    """Exact rates of killed and captured, over all and where the figure is not zero."""
    scores: dict[str, float] = {}
    for name in ("killed", "captured"):
        pairs = [(getattr(g, name), getattr(given.get(i, Told()), name)) for i, g in gold.items()]
        right = sum(a == b for a, b in pairs if a)
        scores[name] = _percent(sum(a == b for a, b in pairs), len(pairs))
        scores[f"{name}.not_zero"] = _percent(right, sum(1 for a, _ in pairs if a))
        scores[f"{name}.not_zero.precision"] = _percent(right, sum(1 for _, b in pairs if b))
    return scores


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def frames_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, Frame]:
    """The analysed releases by id; one that cleaning refuses is left out."""
    cleaned = [(r["id"], clean(_raw(r))) for r in rows]
    reports = [(i, r) for i, r in cleaned if isinstance(r, Report)]
    parsed = parse_many(r for _, r in reports)
    return {i: frame_of(one) for (i, _), one in zip(reports, parsed, strict=True)}


def _raw(row: Mapping[str, Any]) -> RawReport:
    return RawReport(
        id=f"sha256:{row['id']}",
        source=row["id"],
        media_type="text/plain",
        data=b"",
        given=Given(language="en", published=release_day(row["text"])),
        blocks=(Block(kind="text", text=row["text"]),),
    )


def release_day(text: str) -> str | None:
    """The ISO day of a release whose dateline or headline names no year but whose number does.

    A release number such as 2019-04-B-017 opens with the year and month of its publication; a day
    of another year's end is taken into the year that is nearer. None where either is missing.
    """
    number = _NUMBER.search(text[:_HEAD])
    if number is None:
        return None
    year, month = int(number.group(1)), int(number.group(2))
    for match in _DAY.finditer(text[:_HEAD]):
        read = find_dates(f"{match.group(1)}, {year}", published=None)
        day = _day(read[0].edtf) if read else None
        if day is None:
            continue
        found = date.fromordinal(day)
        away = (found.month - month + 6) % 12 - 6
        if abs(away) <= 1:
            shift = (month + away - 1) // 12
            return found.replace(year=year + shift).isoformat()
    return None


def told(frame: Frame) -> Told:
    """What a release tells by its summary; the day of publication where no day is told."""
    extraction = assemble(frame, load_types())
    summary = summarise(
        frame.report, extraction, frame.counts, times=frame.times, places=frame.places
    )
    when = summary.date
    day = when.value.edtf if when is not None and isinstance(when.value, DateValue) else None
    places = sorted(
        (c.evidence.start, c.value.admin1)
        for c in extraction.claims
        if isinstance(c.value, PlaceValue)
        and c.attribute == "place"
        and c.value.country == COUNTRY
        and c.value.admin1
    )
    told_there = places[0][1] if places else None
    province = _first_province(frame, only="admin1") or told_there or _first_province(frame)
    figures = casualties(frame.counts)
    return Told(
        date=_day(day) or _first_day(frame),
        province=province,
        killed=least(figures.get("dead")),
        captured=least(figures.get("detained")),
    )


def least(count: PeopleCount | None) -> int:
    """A figure as the least number, as these data give it: a vague number's low end."""
    if count is None:
        return 0
    value = count.low if count.qualifier in {"vague", "range"} else count.best
    return (value or 0) + (count.qualifier == "more_than")


def _first_day(frame: Frame) -> int | None:
    """The first day told outside the dateline; else that of publication."""
    heads = [(p.start, p.end) for p in frame.report.passages if p.kind == "dateline"]
    days = (
        day_bounds(t.edtf)
        for t in frame.times
        if t.type in {"DATE", "TIME"} and not any(a <= t.start < b for a, b in heads)
    )
    return next((d[0] for d in days if d and d[0] == d[1]), _published(frame))


def _published(frame: Frame) -> int | None:
    return _day(frame.report.published.value) if frame.report.published else None


def _first_province(frame: Frame, only: str | None = None) -> str | None:
    heads = [(p.start, p.end) for p in frame.report.passages if p.kind == "dateline"]
    named = (
        p.admin1
        for p in frame.places
        if p.country == COUNTRY
        and p.admin1
        and only in {None, p.precision}
        and not any(a <= p.start < b for a, b in heads)
    )
    return next(named, None)


def _province(name: str) -> str | None:
    """The gazetteer's name of a province; its own words where the gazetteer does not know it."""
    found = (p for p in gazetteer().lookup(name) if p.kind == "admin1" and p.country == COUNTRY)
    return next((p.name for p in found), name or None)


def _day(edtf: str | None) -> int | None:
    bounds = day_bounds(edtf)
    return bounds[0] if bounds else None


def _rates(gold: Mapping[str, Told], given: Mapping[str, Told]) -> dict[str, float]:
    pairs = [(g, given.get(i, Told())) for i, g in gold.items()]

    def rate(right: Iterable[bool]) -> float:
        return round(100 * sum(right) / len(pairs), 1) if pairs else 0.0

    return {
        "date": rate(g.date == a.date for g, a in pairs),
        "date.within_a_day": rate(
            g.date is not None and a.date is not None and abs(g.date - a.date) <= 1
            for g, a in pairs
        ),
        "province": rate(_same(g.province, a.province) for g, a in pairs),
    }


def _same(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return False
    return SequenceMatcher(None, plain(a), plain(b)).ratio() >= _ALIKE


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]
