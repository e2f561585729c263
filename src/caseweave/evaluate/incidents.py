"""Scores of when, where and how many, for each report and for each incident by its reports' votes.

Invariant: ours and the trivial baselines go through the same code on the same documents.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from caseweave.clean import clean
from caseweave.evaluate._linking_documents import Document, day_of, load, read_lines
from caseweave.evaluate._votes import voted
from caseweave.extract.assemble import Frame, assemble
from caseweave.extract.dates import find_dates
from caseweave.extract.parse import parse_many
from caseweave.extract.pipeline import frame_of
from caseweave.extract.summary import Chosen, Summary, Tolls, shares_of, summarise
from caseweave.gazetteer import gazetteer
from caseweave.model import (
    Block,
    CountValue,
    DateValue,
    Given,
    PlaceValue,
    RawReport,
    Report,
    day_bounds,
)
from caseweave.schema import load_types

# Reports published from this day on are the test part; a folder without any is scored whole.
TEST_FROM = "2016-07-01"
# What the baselines read of a text, in code points, and the least people of their cities.
_READ = 8000
_CITY_OF = 15_000
_PART = 50  # documents that a worker is given at a time
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2}")

T = TypeVar("T")


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one incident: day as an ordinal, names of the city, head-counts.

    `sure`: 0-1, how sure a report is of both figures; its weight in a vote. `tolls`: how sure of
    each pair of figures, where more than one was weighed.
    """

    date: int | None = None
    city: frozenset[str] = frozenset()
    killed: int = 0
    injured: int = 0
    sure: float = 1.0
    tolls: Tolls = ()


# Of a report that could not be read: it has no vote.
_UNREAD = Answer(sure=0.0)


def run(
    data: Path,
    predictions: Path | None = None,
    *,
    given: Path | None = None,
    sample: int = 0,
    workers: int = 1,
) -> dict[str, float]:
    """Per cent right by document (`document.*`) and by incident (`incident.*`), and baselines.

    `data`: a folder of `docs.jsonl`, `links.jsonl` and `incidents.jsonl`. Scored are the incidents
    all of whose reports were published from TEST_FROM on; with `sample`, about so many reports,
    of incidents evenly spread over these. `predictions`: written, a line of `doc`, `date`,
    `city_or_county`, `n_killed`, `n_injured` (and `tolls`: rows of killed, injured and how sure;
    without any, `sure`) for each report; `given`: such a file to score instead of our own.
    Without `incidents.jsonl` nothing is scored. `workers`: processes that analyse. Raises
    FileNotFoundError where the data is not there.
    """
    documents = spread(select(load(data), since=TEST_FROM), sample)
    known = data / "incidents.jsonl"
    gold = {g["incident_id"]: golden(g) for g in read_lines(known)} if known.is_file() else {}
    if given is not None:
        ours = {p["doc"]: _given(p) for p in read_lines(given)}
    else:
        ours = answers(documents, workers)
    if predictions is not None:
        lines = (_line(d.id, ours.get(d.id, _UNREAD)) for d in documents)
        predictions.write_bytes(b"".join(lines))
    if not gold:
        return {"documents": float(len(documents))}
    scores = score(documents, gold, ours)
    for name, theirs in baselines(documents).items():
        scores |= {f"{name}.{k}": v for k, v in score(documents, gold, theirs).items()}
    kept = {k: v for k, v in scores.items() if _telling(k)}
    return {"documents": float(len(documents)), **kept}


def spread(documents: Sequence[Document], sample: int) -> list[Document]:
    """About `sample` documents, all of incidents evenly spread over those given; 0 means all."""
    if not 0 < sample < len(documents):
        return list(documents)
    incidents = sorted({d.incidents[0] for d in documents if d.incidents})
    step = len(documents) / sample
    kept = {incidents[int(n * step)] for n in range(int(len(incidents) / step))}
    return [d for d in documents if d.incidents and d.incidents[0] in kept]


def select(documents: Sequence[Document], *, since: str) -> list[Document]:
    """The documents of incidents all of whose documents are of `since` or later; all if none."""
    early = {i for d in documents for i in d.incidents if (d.published or "") < since}
    late = [d for d in documents if d.incidents and not early & set(d.incidents)]
    return late or list(documents)


def golden(row: Mapping[str, Any]) -> Answer:
    """The gold answer of an incident; "A (B)" as a city is either, "B (county)" is a county."""
    first, _, second = str(row["city_or_county"]).rstrip(")").partition(" (")
    names = {f"{first} county"} if second.lower() == "county" else {first, second} - {""}
    return Answer(
        date=day_of(row["date"]),
        city=frozenset(plain(n) for n in names),
        killed=int(row["n_killed"]),
        injured=int(row["n_injured"]),
    )


def plain(name: str) -> str:
    """A place name without case, accents, punctuation, abbreviations and a leading article."""
    folded = unicodedata.normalize("NFKD", name.lower())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in folded if not unicodedata.combining(c)))
    named = words[1:] if words[:1] == ["the"] else words
    return " ".join(_SHORT.get(w, w) for w in named)


def answers(documents: Sequence[Document], workers: int = 1) -> dict[str, Answer]:
    """Our answer for each document, from its own text and its day of publication."""
    if workers <= 1:
        return _answers(documents)
    parts = [documents[n : n + _PART] for n in range(0, len(documents), _PART)]
    # spaCy and forked threads do not agree: each worker starts afresh.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return {i: a for part in pool.map(_answers, parts) for i, a in part.items()}


def _answers(documents: Sequence[Document]) -> dict[str, Answer]:
    reports = {d.id: report_of(d) for d in documents}
    told = [(i, r) for i, r in reports.items() if r is not None]
    parsed = parse_many(r for _, r in told)
    return {
        i: answer_of(summary_of(frame_of(one)), report)
        for (i, report), one in zip(told, parsed, strict=True)
    }


def summary_of(frame: Frame) -> Summary:
    """The summary of an analysed report."""
    told = assemble(frame, load_types())
    return summarise(frame.report, told, frame.counts, times=frame.times, places=frame.places)


def report_of(document: Document) -> Report | None:
    """The document as `build` would clean it; None where cleaning refuses it."""
    raw = RawReport(
        id=f"sha256:{document.id}",
        source=document.id,
        media_type="application/json",
        data=b"",
        given=Given(title=document.title or None, published=document.published, language="en"),
        blocks=(Block(kind="text", text=document.text),),
    )
    report = clean(raw)
    return report if isinstance(report, Report) else None


def answer_of(summary: Summary, report: Report) -> Answer:
    """The summary as an answer; the day of publication where no day is told."""
    return Answer(
        date=_day(summary.date) or _first_day(report.published.value if report.published else None),
        city=_names(summary.place),
        killed=_likeliest(shares_of(summary.tolls, 0), summary.killed),
        injured=_likeliest(shares_of(summary.tolls, 1), summary.injured),
        tolls=summary.tolls,
    )


def _day(chosen: Chosen | None) -> int | None:
    return _first_day(chosen.value.edtf) if chosen and isinstance(chosen.value, DateValue) else None


def _first_day(edtf: str | None) -> int | None:
    bounds = day_bounds(edtf)
    return bounds[0] if bounds else None


def _names(chosen: Chosen | None) -> frozenset[str]:
    if chosen is None or not isinstance(chosen.value, PlaceValue):
        return frozenset()
    return city_names(chosen.value)


def city_names(value: PlaceValue) -> frozenset[str]:
    """The names of a place's city: the gazetteer's, and for a city the one that is written."""
    names = {value.city or value.name}
    place = gazetteer().by_geonameid(value.geonameid) if value.geonameid is not None else None
    if value.precision == "city" and place is not None and place.name == value.city:
        names.add(value.name)
    return frozenset(plain(n) for n in names)


def _likeliest(of: Mapping[int, float], chosen: Chosen | None) -> int:
    """The likeliest figure, whether or not a claim bears it; of equals the smaller."""
    return max(of, key=lambda f: (round(of[f], 3), -f)) if of else _figure(chosen)


def _figure(chosen: Chosen | None) -> int:
    return (chosen.value.best or 0) if chosen and isinstance(chosen.value, CountValue) else 0


def baselines(documents: Sequence[Document]) -> dict[str, dict[str, Answer]]:
    """Publication day and zeros; the first day resolved in the text, and its first city."""
    return {
        "publication": {d.id: Answer(date=day_of(d.published)) for d in documents},
        "first": {
            d.id: Answer(date=first_day_told(d), city=first_city(d.whole[:_READ]))
            for d in documents
        },
    }


def first_day_told(document: Document) -> int | None:
    """The first date of a text that names a day, not after its publication; else that one."""
    published = day_of(document.published)
    for time in find_dates(document.whole[:_READ], published=document.published):
        bounds = day_bounds(time.edtf) if time.type in {"DATE", "TIME"} else None
        if bounds and bounds[0] == bounds[1] and (published is None or bounds[0] <= published):
            return bounds[0]
    return published


def first_city(text: str) -> frozenset[str]:
    """The first words that the gazetteer knows as a town's name."""
    for match in _NAME.finditer(text):
        words = match.group().split()
        for end in range(len(words), 0, -1):
            name = " ".join(words[:end]).rstrip(".")
            if any(p.kind == "city" and p.population >= _CITY_OF for p in gazetteer().lookup(name)):
                return frozenset({plain(name)})
    return frozenset()


def score(
    documents: Sequence[Document], gold: Mapping[str, Answer], given: Mapping[str, Answer]
) -> dict[str, float]:
    """Per cent right of documents that tell one incident, and of incidents by vote."""
    single = [
        (gold[d.incidents[0]], given.get(d.id, _UNREAD)) for d in documents if len(d.incidents) == 1
    ]
    by_incident: dict[str, list[tuple[Answer, str | None]]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: (d.published or "", d.id)):
        for incident in document.incidents:
            told = given.get(document.id, _UNREAD)
            by_incident[incident].append((told, document.published))
    votes = [(gold[i], vote(*zip(*of, strict=True))) for i, of in sorted(by_incident.items())]
    return {
        **{f"document.{k}": v for k, v in _rates(single).items()},
        **{f"incident.{k}": v for k, v in _rates(votes).items()},
    }


def vote(given: Sequence[Answer], days: Sequence[str | None] = ()) -> Answer:
    """Field by field what most say; of equals the one said first. Who says nothing has no vote.

    Nor has a report that could not be read.
    Killed and injured are voted on together: a pair weighs as much as each report is sure of it;
    what reports of later `days` (ISO, of publication) add is weighed by `_votes`.
    """
    heard = [(a, day) for a, day in zip_longest(given, days) if a is not None and a != _UNREAD]
    told = [a.tolls or ((a.killed, a.injured, a.sure),) for a, _ in heard]
    killed, injured = voted(told, [day for _, day in heard])
    return Answer(
        date=_most(a.date for a in given if a.date is not None),
        city=_most_named([a.city for a in given if a.city]),
        killed=killed,
        injured=injured,
    )


def _most_named(cities: Sequence[frozenset[str]]) -> frozenset[str]:
    """The city that most name, by any of its names; of equals the one said first."""
    return max(cities, key=lambda c: sum(bool(c & o) for o in cities), default=frozenset())


def _most(values: Iterable[T]) -> T | None:
    counted = Counter(values)
    return counted.most_common(1)[0][0] if counted else None


def _rates(pairs: Sequence[tuple[Answer, Answer]]) -> dict[str, float]:
    def rate(right: Iterable[bool]) -> float:
        return round(100 * sum(right) / len(pairs), 1) if pairs else 0.0

    return {
        "date": rate(g.date == a.date for g, a in pairs),
        "date.within_a_day": rate(
            g.date is not None and a.date is not None and abs(g.date - a.date) <= 1
            for g, a in pairs
        ),
        "city": rate(bool(g.city & a.city) for g, a in pairs),
        "city.precision": _share(bool(g.city & a.city) for g, a in pairs if a.city),
        "killed": rate(g.killed == a.killed for g, a in pairs),
        **_some("killed", [(g.killed, a.killed) for g, a in pairs]),
        "injured": rate(g.injured == a.injured for g, a in pairs),
        **_some("injured", [(g.injured, a.injured) for g, a in pairs]),
    }


def _some(name: str, pairs: Sequence[tuple[int, int]]) -> dict[str, float]:
    """Precision and recall of exact figures where ours, or the gold one, is not zero."""
    return {
        f"{name}.precision": _share(g == a for g, a in pairs if a),
        f"{name}.recall": _share(g == a for g, a in pairs if g),
    }


def _share(right: Iterable[bool]) -> float:
    told = list(right)
    return round(100 * sum(told) / len(told), 1) if told else 0.0


def _telling(name: str) -> bool:
    """Whether a measure says something: a baseline is scored only on what it answers."""
    if name.startswith(("publication.", "first.")) and name.endswith((".precision", ".recall")):
        return False
    if name.startswith("publication."):
        return not name.endswith(".city")
    return not (name.startswith("first.") and name.endswith(("killed", "injured")))


def _given(row: Mapping[str, Any]) -> Answer:
    return Answer(
        date=day_of(row.get("date")),
        city=frozenset(plain(c) for c in [row.get("city_or_county") or ""] if c),
        killed=int(row.get("n_killed") or 0),
        injured=int(row.get("n_injured") or 0),
        sure=float(row.get("sure", 1.0)),
        tolls=tuple((int(k), int(i), float(s)) for k, i, s in row.get("tolls") or ()),
    )


def _line(document: str, answer: Answer) -> bytes:
    row = {
        "doc": document,
        "date": date.fromordinal(answer.date).isoformat() if answer.date else None,
        "city_or_county": next(iter(sorted(answer.city, key=lambda n: (len(n), n))), None),
        "n_killed": answer.killed,
        "n_injured": answer.injured,
        "sure": answer.sure,
        "tolls": answer.tolls,
    }
    return msgspec.json.encode(row) + b"\n"
