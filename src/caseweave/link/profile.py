"""From a mention with its claims and report to what the scorer may look at.

A profile is a function of one report alone: no other report, no clock, no corpus changes it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from caseweave.link import particulars, words
from caseweave.link._records import CountRange, DatedPart, DateSpan, MentionProfile, PlaceAt
from caseweave.link.nations import nations
from caseweave.link.passages import OPENING, opening, own_text
from caseweave.link.spots import small, spots
from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    Claim,
    CountValue,
    DateValue,
    Mention,
    NameValue,
    PlaceValue,
    Report,
    day_bounds,
)

_ROUTE = ("place", "origin_place", "destination", "transit_place")
_FINE = frozenset({"site", "city"})
_COARSE = frozenset({"country", "admin1", "region", "sea"})
# Dates that are told beside the incident, not of it.
_NO_PARTS = frozenset({"statement", "mentioned"})
_UNREAL = frozenset({"did_not_happen", "future", "hypothetical", "possible"})
# A count of people in a status tells the event that brought them there.
_STATUSES = frozenset(a for a in HEADCOUNT_ATTRIBUTES if not a.startswith("people"))
_KIND_OF = {"dead": "killed"}
_SPEAKING = frozenset({"named", "office", "organisation", "document"})


def profile(
    mention: Mention,
    claims: Sequence[Claim],
    report: Report,
    beside: Sequence[Mention] = (),
) -> MentionProfile:
    """The profile of `mention` from its own claims and its report.

    `claims` may hold those of the whole report, `beside` its other mentions: their sentences are
    not the mention's, and a background case without a place lies about where the main one does.
    """
    own = [c for c in claims if c.mention == mention.id]
    told = [c for c in own if c.factuality not in _UNREAL and c.alternative_of is None]
    sole = mention.role == "main" and not any(
        m.role == "main" and m.id != mention.id for m in beside
    )
    text = own_text(mention, claims, report, sole=sole)
    named = _spots(text, own)
    if not named and mention.role != "main" and not _place_values(told, _ROUTE):
        named = _spots(opening(report), claims)
    return MentionProfile(
        id=mention.id,
        report=report.id,
        type=mention.type,
        role=mention.role,
        kinds=_kinds(mention, told),
        dates=_dates(mention, told),
        published=_published(report),
        places=_places(told, "place"),
        mentioned=_places(told, "place.mentioned") or _around_it(mention, told, claims),
        countries=_countries(told),
        counts=_counts(told),
        populations=_sorted(v.population for v in _count_values(told) if v.population),
        nationalities=_nationalities(told),
        victims=_named(told, "victim"),
        actors=_named(told, "actor"),
        custodians=_named(told, "custodian"),
        people=_people(told),
        speakers=_speakers(own),
        outlet=_key(report.outlet) or None,
        cites=_cites(own, report),
        copies=_sorted(c.report for c in report.copies) if sole else (),
        title_terms=words.terms(report.title or "") if sole else {},
        spots=named,
        small=small(named),
        **_worded(text, text[:OPENING]),
        **particulars.of(text, text[:OPENING]),
    )


def _worded(text: str, lead: str) -> dict[str, Any]:
    """What the words of a text give, as the fields of a profile; `lead` is how it begins."""
    return {
        "ages": words.ages(text),
        "chains": words.chain_cues(text),
        "quotations": words.quotation_prints(text),
        "names": words.names(text),
        "terms": words.terms(text),
        "numbers": words.numbers(text),
        "phrases": words.phrases(text),
        "lead_terms": words.terms(lead),
        "lead_ages": words.ages(lead),
        "composition": words.composition(lead),
        "rare": words.rarest(words.phrases(text)),
    }


def _sorted(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({v for v in values if v}))


def _key(name: str | None) -> str:
    return " ".join((name or "").lower().replace("’", "'").removeprefix("the ").split())


def _kinds(mention: Mention, claims: Sequence[Claim]) -> tuple[str, ...]:
    found = {e.kind for e in mention.events}
    found |= {c.value.value for c in claims if c.attribute == "event" and hasattr(c.value, "value")}
    found |= {_KIND_OF.get(c.attribute, c.attribute) for c in claims if c.attribute in _STATUSES}
    return tuple(sorted(found - {"statement", "comment"}))


def _dates(mention: Mention, claims: Sequence[Claim]) -> tuple[DatedPart, ...]:
    found = [
        (c.attribute.removeprefix("date.") or "date", c.value.edtf)
        for c in claims
        if isinstance(c.value, DateValue)
        and (c.attribute == "date" or c.attribute.startswith("date."))
    ]
    found += [(e.kind, e.date) for e in mention.events if e.date]
    spans = [(part, span_of(edtf)) for part, edtf in found if part not in _NO_PARTS]
    return tuple(sorted({DatedPart(part, span) for part, span in spans if span is not None}))


def span_of(edtf: str | None) -> DateSpan | None:
    """The days that an EDTF date allows; "about" reaches a tenth further, at least three days."""
    bounds = day_bounds(edtf)
    if bounds is None:
        return None
    about = edtf is not None and ("~" in edtf or "%" in edtf)
    slack = max(3, (bounds[1] - bounds[0]) // 10) if about else 0
    return DateSpan(bounds[0] - slack, bounds[1] + slack)


def _published(report: Report) -> int | None:
    span = span_of(report.published.value) if report.published else None
    return span.high if span is not None and span.days == 1 else None


def _place_values(claims: Sequence[Claim], attributes: Sequence[str]) -> list[PlaceValue]:
    return [
        c.value for c in claims if c.attribute in attributes and isinstance(c.value, PlaceValue)
    ]


def _places(claims: Sequence[Claim], attribute: str) -> tuple[PlaceAt, ...]:
    found = {
        (v.name.lower(), v.country or "", v.geonameid or 0): PlaceAt(
            name=v.name,
            country=v.country,
            admin1=v.admin1,
            lat=v.lat,
            lon=v.lon,
            geonameid=v.geonameid,
            fine=v.precision in _FINE or v.precision is None,
        )
        for v in _place_values(claims, [attribute])
    }
    return tuple(found[key] for key in sorted(found))


def _spots(text: str, own: Sequence[Claim]) -> tuple[str, ...]:
    """Places as the text names them, also those that no gazetteer has; no countries, no people."""
    coarse = [
        c.value.name
        for c in own
        if isinstance(c.value, PlaceValue) and c.value.precision in _COARSE
    ]
    people = [c.value.text for c in own if isinstance(c.value, NameValue)]
    people += [a.name for c in own for a in c.attribution if a.name]
    return spots(text, [*coarse, *people])


def _around_it(
    mention: Mention, told: Sequence[Claim], claims: Sequence[Claim]
) -> tuple[PlaceAt, ...]:
    """The places of the main line, for a background case that names none of its own."""
    if mention.role == "main" or _place_values(told, _ROUTE):
        return ()
    return _places([c for c in claims if c.mention != mention.id], "place")


def _countries(claims: Sequence[Claim]) -> tuple[str, ...]:
    return _sorted(v.country for v in _place_values(claims, _ROUTE))


def _count_values(claims: Sequence[Claim]) -> list[CountValue]:
    return [c.value for c in claims if isinstance(c.value, CountValue)]


def _counts(claims: Sequence[Claim]) -> tuple[CountRange, ...]:
    found = {
        CountRange(attribute=c.attribute, low=c.value.low, high=c.value.high, of=c.value.of)
        for c in claims
        if isinstance(c.value, CountValue)
        and c.attribute in HEADCOUNT_ATTRIBUTES
        and c.value.population is None
        and c.value.low is not None
    }
    return tuple(sorted(found, key=lambda r: (r.attribute, r.low, r.high or -1, r.of or -1)))


def _nationalities(claims: Sequence[Claim]) -> tuple[str, ...]:
    """What the counts' own words call the people ("11 North Koreans"), officers left out."""
    told = (nations(v.words) for v in _count_values(claims) if v.population is None)
    return _sorted(nation for found in told for nation in found)


def _named(claims: Sequence[Claim], attribute: str) -> tuple[str, ...]:
    return _sorted(
        _key(c.value.text)
        for c in claims
        if c.attribute == attribute and isinstance(c.value, NameValue)
    )


def _people(claims: Sequence[Claim]) -> tuple[str, ...]:
    return _sorted(
        _key(c.value.text)
        for c in claims
        if isinstance(c.value, NameValue) and c.value.kind == "person"
    )


def _speakers(claims: Sequence[Claim]) -> tuple[str, ...]:
    return _sorted(
        _key(c.attribution[-1].name)
        for c in claims
        if c.attribution and c.attribution[-1].kind in _SPEAKING
    )


def _cites(claims: Sequence[Claim], report: Report) -> tuple[str, ...]:
    own = _key(report.outlet)
    cited = (_key(a.name) for c in claims for a in c.attribution if a.kind == "outlet")
    return _sorted(name for name in cited if name and name != own)
