"""From a mention with its claims and report to what the scorer may look at.

A profile is a function of one report alone: no other report, no clock, no corpus changes it.
"""

from collections.abc import Iterable, Sequence

from caseweave.link import particulars, words
from caseweave.link._records import CountRange, DatedPart, DateSpan, MentionProfile, PlaceAt
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
    text = _own_text(mention, claims, report, sole=sole)
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
        ages=words.ages(text),
        victims=_named(told, "victim"),
        actors=_named(told, "actor"),
        custodians=_named(told, "custodian"),
        people=_sorted(
            _key(c.value.text)
            for c in told
            if isinstance(c.value, NameValue) and c.value.kind == "person"
        ),
        speakers=_sorted(
            _key(c.attribution[-1].name)
            for c in own
            if c.attribution and c.attribution[-1].kind in _SPEAKING
        ),
        outlet=_key(report.outlet) or None,
        cites=_cites(own, report),
        chains=words.chain_cues(text),
        quotations=words.quotation_prints(text),
        copies=_sorted(c.report for c in report.copies) if sole else (),
        names=words.names(text),
        terms=words.terms(text),
        title_terms=words.terms(report.title or "") if sole else {},
        numbers=words.numbers(text),
        phrases=words.phrases(text),
        lead_terms=words.terms(text[:_OPENING]),
        lead_ages=words.ages(text[:_OPENING]),
        composition=words.composition(text[:_OPENING]),
        rare=words.rarest(words.phrases(text)),
        **particulars.of(text, text[:_OPENING]),
    )


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
            fine=v.precision in _FINE,
        )
        for v in _place_values(claims, [attribute])
    }
    return tuple(found[key] for key in sorted(found))


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
    """Capitalised words after the number in a count's own words ("11 North Koreans")."""
    found = (
        " ".join(words.stem(w) for w in value.words.split()[1:] if w[:1].isupper())
        for value in _count_values(claims)
        if " " in value.words
    )
    return _sorted(w for w in found if w and w not in words.stop_words())


def _named(claims: Sequence[Claim], attribute: str) -> tuple[str, ...]:
    return _sorted(
        _key(c.value.text)
        for c in claims
        if c.attribute == attribute and isinstance(c.value, NameValue)
    )


def _cites(claims: Sequence[Claim], report: Report) -> tuple[str, ...]:
    own = _key(report.outlet)
    cited = (_key(a.name) for c in claims for a in c.attribution if a.kind == "outlet")
    return _sorted(name for name in cited if name and name != own)


Piece = tuple[int, int]


def _own_text(mention: Mention, claims: Sequence[Claim], report: Report, *, sole: bool) -> str:
    """The sentences of the mention's evidence; of the only main one also title and lead.

    Sentences that hold evidence of other mentions alone are left out.
    """
    own = {(c.evidence.start, c.evidence.end) for c in claims if c.mention == mention.id}
    own |= {(e.evidence.start, e.evidence.end) for e in mention.events}
    others = {
        (c.evidence.start, c.evidence.end)
        for c in claims
        if c.mention is not None and c.mention != mention.id
    }
    pieces = {_around(report.text, *span) for span in own}
    apart = {_around(report.text, *span) for span in others}
    if sole:
        pieces |= _without((0, min(len(report.text), _LEAD)), apart - pieces)
    return "\n".join(report.text[s:e] for s, e in _joined(pieces))


def _without(whole: Piece, apart: set[Piece]) -> set[Piece]:
    """What is left of a stretch of text without some pieces."""
    left, at = set(), whole[0]
    for start, end in _joined(apart):
        if at < min(start, whole[1]):
            left.add((at, min(start, whole[1])))
        at = max(at, end)
    if at < whole[1]:
        left.add((at, whole[1]))
    return left


# Characters of the opening that belong to a main mention: title and two or three paragraphs.
_LEAD = 900
# Characters of its own passages that open a mention.
_OPENING = 500
_STOPS = (". ", "! ", "? ", "\n")


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or sentences that hold `start:end`, by full stops and line ends alone."""
    left = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1)
    rights = [found for stop in _STOPS if (found := text.find(stop, max(start, end - 1))) >= 0]
    return left + 1, min(rights, default=len(text) - 1) + 1


def _joined(pieces: set[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
