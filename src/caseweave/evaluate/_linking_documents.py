"""Whole documents as profiles, for benchmarks that link documents and not mentions.

What extraction would give for the one incident of a document is read from its text: dates, places
and personal names by the layers, ages, figures and words by the room that links. Word rarity and
page furniture are taken from the documents at hand.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from caseweave.extract.dates import find_dates
from caseweave.extract.layers import Toponym
from caseweave.extract.parse import pipeline
from caseweave.extract.places import resolve
from caseweave.link import DatedPart, DateSpan, MentionProfile, PlaceAt, particulars, words
from caseweave.model import day_bounds

# A line that stands in this many documents, published over more than this many days, is furniture.
_FURNITURE_DOCUMENTS = 3
_FURNITURE_DAYS = 30
# Characters: of a text that are read for names and dates, and of its opening.
_READ = 8000
_OPENING = 700
# Dates kept of a document, and how vague the first of them may be, in days.
_DATES = 4
_VAGUEST = 31
# A line that begins with a film's length names another story.
_PLAYED = re.compile(r"\s*\d{1,2}:\d{2} \S")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOWNS = 3
_REGIONS = 2
# A name that this share of the documents hold (or this many) is not rare; a person in more is no
# party to one incident (a politician, a reporter).
_RARE_SHARE, _RARE_LEAST = 0.004, 3
_PERSON_SHARE, _PERSON_LEAST = 0.005, 8
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_UNUSED = ["parser", "tagger", "attribute_ruler", "lemmatizer"]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a benchmark: `published` an ISO day or None; `incidents` are gold."""

    id: str
    title: str
    text: str
    published: str | None
    incidents: tuple[str, ...] = ()
    topic: str | None = None

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title}\n\n{self.text}"


class Named(msgspec.Struct, frozen=True):
    """What the language model finds in a document: personal names and places, in order."""

    people: tuple[str, ...]
    places: tuple[Toponym, ...]


def load(data: Path) -> list[Document]:
    """The documents of a folder with `docs.jsonl` and `links.jsonl`, by id.

    Where links are given only the documents that have one are read; without the file all are, of
    no incident.
    """
    linked = data / "links.jsonl"
    links = {line["doc"]: line for line in read_lines(linked)} if linked.is_file() else None
    found = [
        Document(
            id=d["id"],
            title=d.get("title") or "",
            text=d["text"],
            published=_published(d.get("date")),
            incidents=tuple(sorted(link["incidents"])) if link else (),
            topic=str(link["topic"]) if link and "topic" in link else None,
        )
        for d in read_lines(data / "docs.jsonl")
        if (link := links.get(d["id"]) if links is not None else {}) is not None
    ]
    return sorted(found, key=lambda d: d.id)


def _published(words: str | None) -> str | None:
    """The ISO day of a date line, in ISO or in words; None where it holds no full date."""
    if not words or _ISO_DAY.match(words):
        return words[:10] if words else None
    read = (t.edtf for t in find_dates(words, published=None) if t.edtf)
    return next((edtf[:10] for edtf in read if _ISO_DAY.match(edtf)), None)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield msgspec.json.decode(line)


def day_of(iso: str | None) -> int | None:
    """The ordinal of an ISO day; None where there is none."""
    return date.fromisoformat(iso[:10]).toordinal() if iso else None


def profiles(
    documents: Sequence[Document], incident_type: str, with_rarity: bool = True
) -> list[MentionProfile]:
    """A profile for each document, in order; word rarity from all of them, or from none."""
    furniture = _furniture(documents)
    texts = [_without(d, furniture) for d in documents]
    rarity = rarity_of(texts) if with_rarity else None
    named = list(_read_names(documents))
    counted = Counter(name for n in named for name in set(n.people))
    usual = max(_PERSON_LEAST, _PERSON_SHARE * len(documents))
    known = frozenset(name for name, often in counted.items() if often > usual)
    found = []
    for document, text, n in zip(documents, texts, named, strict=True):
        parties = Named(tuple(p for p in n.people if p not in known), n.places)
        one = _profile(document, text, rarity, parties)
        found.append(msgspec.structs.replace(one, type=incident_type))
    return found


def _furniture(documents: Sequence[Document]) -> frozenset[str]:
    """Lines that outlets put under everything: in several documents, over more than a month."""
    seen: dict[str, list[int]] = defaultdict(list)
    for d in documents:
        for line in sorted({line.strip() for line in d.text.split("\n")} - {""}):
            seen[line].append(day_of(d.published) or 0)
    return frozenset(
        line
        for line, days in seen.items()
        if len(days) >= _FURNITURE_DOCUMENTS and max(days) - min(days) > _FURNITURE_DAYS
    )


def _without(document: Document, furniture: frozenset[str]) -> str:
    kept = [
        line
        for line in document.text.split("\n")
        if line.strip() not in furniture and not _PLAYED.match(line)
    ]
    return document.title + "\n\n" + "\n".join(kept)


def rarity_of(texts: Sequence[str]) -> words.Rarity:
    """In how many texts each word, figure and pair of capitalised words stands."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(words.vocabulary(text))
    return words.Rarity(len(texts), counted)


def _read_names(documents: Sequence[Document]) -> Iterator[Named]:
    texts = [d.whole[:_READ] for d in documents]
    for text, doc in zip(texts, pipeline().pipe(texts, disable=_UNUSED), strict=True):
        people = (e.text for e in doc.ents if e.label_ == "PERSON" and " " in e.text.strip())
        spans = [(e.start_char, e.end_char) for e in doc.ents if e.label_ in _PLACE_LABELS]
        yield Named(tuple(_person(p) for p in people), resolve(spans, text))


def _person(name: str) -> str:
    return " ".join(name.lower().replace("’", "'").replace("'s", "").split())


def _profile(
    document: Document, text: str, rarity: words.Rarity | None, named: Named
) -> MentionProfile:
    places = _places(named.places)
    names, phrases = words.names(text, rarity), words.phrases(text, rarity)
    opening = text[:_OPENING]
    return MentionProfile(
        id=document.id,
        report=document.id,
        type="",
        dates=_dates(document),
        published=day_of(document.published),
        places=places,
        countries=tuple(sorted({p.country for p in places if p.country})),
        people=tuple(sorted(set(named.people))),
        ages=words.ages(text),
        quotations=words.quotation_prints(text),
        names=names,
        terms=words.terms(text, rarity),
        title_terms=words.terms(document.title, rarity),
        numbers=words.numbers(text, rarity),
        phrases=phrases,
        rare=_rare({*names, *phrases}, rarity) if rarity else words.rarest(phrases),
        lead_terms=words.terms(opening, rarity),
        lead_ages=words.ages(opening),
        composition=words.composition(opening),
        **particulars.of(text, opening),
    )


def _rare(found: set[str], rarity: words.Rarity) -> tuple[str, ...]:
    most = max(_RARE_LEAST, _RARE_SHARE * rarity.documents)
    return tuple(sorted(w for w in found if rarity.found_in.get(w, 0) <= most))


def _dates(document: Document) -> tuple[DatedPart, ...]:
    """The first date not after publication is the incident's, a few exact others go with it."""
    published = day_of(document.published)
    spans: list[DateSpan] = []
    for found in find_dates(document.whole[:_READ], published=document.published):
        bounds = day_bounds(found.edtf) if found.type in {"DATE", "TIME"} else None
        if bounds is None or bounds[1] - bounds[0] > _VAGUEST:
            continue
        span = DateSpan(*bounds)
        if span not in spans and (published is None or span.low <= published):
            spans.append(span)
    others = [DatedPart("other", s) for s in spans[1:_DATES] if s.days <= 3]
    return tuple(sorted([*(DatedPart("date", s) for s in spans[:1]), *others]))


def _places(toponyms: Sequence[Toponym]) -> tuple[PlaceAt, ...]:
    first: dict[int, Toponym] = {}
    for t in toponyms:
        if not t.demonym and t.geonameid is not None:
            first.setdefault(t.geonameid, t)
    towns = [t for t in first.values() if t.precision == "city"][:_TOWNS]
    regions = [t for t in first.values() if t.precision == "admin1"][:_REGIONS]
    return tuple(
        PlaceAt(
            name=t.name,
            country=t.country,
            admin1=t.admin1,
            lat=t.lat,
            lon=t.lon,
            geonameid=t.geonameid,
            fine=t.precision == "city",
        )
        for t in [*towns, *regions]
    )
