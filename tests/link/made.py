"""Hand-made profiles for the tests of linking: invented people, real kinds of disagreement."""

from datetime import date
from typing import Any

from caseweave.link import (
    CountRange,
    DatedPart,
    DateSpan,
    MentionProfile,
    PlaceAt,
    particulars,
    words,
)
from caseweave.model import Link


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def dated(part: str, low: str, high: str | None = None) -> DatedPart:
    return DatedPart(part, DateSpan(day(low), day(high or low)))


def town(name: str, country: str, lat: float, lon: float) -> PlaceAt:
    return PlaceAt(name=name, country=country, lat=lat, lon=lon, fine=True)


def land(name: str, country: str) -> PlaceAt:
    return PlaceAt(name=name, country=country)


def people(attribute: str, number: int, of: int | None = None) -> CountRange:
    return CountRange(attribute=attribute, low=number, high=number, of=of)


def mention(name: str, text: str = "", **fields: Any) -> MentionProfile:
    """A profile whose word vectors come from `text` and whose countries from its places."""
    places = fields.get("places", ())
    fields.setdefault("countries", tuple(sorted({p.country for p in places if p.country})))
    fields.setdefault("report", f"report of {name}")
    fields.setdefault("type", "refoulement")
    if "published" in fields:
        fields["published"] = day(fields["published"])
    return MentionProfile(
        id=name,
        names=words.names(text),
        terms=words.terms(text),
        numbers=words.numbers(text),
        ages=fields.pop("ages", words.ages(text)),
        quotations=words.quotation_prints(text),
        **{**particulars.of(text, text), **fields},
    )


def feature_names(found: Link) -> list[str]:
    return [line.split()[0] for line in found.reasons[1:]]
