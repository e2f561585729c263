"""One report's own answer: when, where, how many killed, injured, captured in its main incident.

A pure choice among the claims of an extraction: every value names the claims it rests on, and
what the report does not tell is None.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people import casualties
from caseweave.gazetteer import Place, distance_km, gazetteer
from caseweave.lang import profile
from caseweave.model import (
    Claim,
    CountValue,
    DateValue,
    Extraction,
    Mention,
    PlaceValue,
    Report,
    day_bounds,
)
from caseweave.schema import load_types

# A title and the first paragraphs tell the main incident. Set on the early part of the development
# reports of shootings.
TITLE, LEAD, BODY = 2.0, 2.0, 1.0
LEAD_PARAGRAPHS = 3
# A date told of no event by name ("it happened on ...") counts in full; that of an event as far as
# it speaks for the incident's type; one only mentioned hardly at all.
MENTIONED = 0.1
# The votes of a date this many days wide count half.
WIDE = 2.0
# A city outside the region that the report's places mostly lie in counts this much.
AWAY = 0.5
# The least people, over QUARTER, of a city that a quarter is taken to lie in unsaid.
LARGE = 20_000
# A place within a city's reach is its quarter, where the city has this many times its people. The
# reach is that of a disc with so many people a square kilometre, as in large cities.
QUARTER, DENSITY = 4, 3000.0


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """A value and the ids of the claims that it rests on, in the order of the text."""

    value: DateValue | PlaceValue | CountValue
    claims: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What one report tells of its main incident; None where it does not say.

    `place` is the city where one is told, else the finest place; the others are head-counts.
    """

    report: str
    date: Chosen | None = None
    place: Chosen | None = None
    killed: Chosen | None = None
    injured: Chosen | None = None
    captured: Chosen | None = None


def summarise(
    report: Report, extraction: Extraction, counts: tuple[PeopleCount, ...] = ()
) -> Summary:
    """The summary of a report from its mentions and claims.

    `counts`: what the people layer found, where it is at hand; head-counts are then chosen and
    added up among these, which tell more than claims of single figures do.
    """
    main = _main(extraction)
    if main is None:
        return Summary(report=report.id)
    claims = sorted(
        (c for c in extraction.claims if c.mention == main.id),
        key=lambda c: (c.evidence.start, c.id),
    )
    weigh = _Places.of(report)
    figures = casualties(_of_mention(counts, extraction, main))

    def figure(status: str) -> Chosen | None:
        if counts:
            return _figure(claims, figures.get(status), status)
        return _count(claims, weigh, status)

    return Summary(
        report=report.id,
        date=_date(claims, weigh, main.type),
        place=_place(claims, weigh, _datelines(report)),
        killed=figure("dead"),
        injured=figure("injured"),
        captured=figure("detained"),
    )


def _of_mention(
    counts: tuple[PeopleCount, ...], extraction: Extraction, main: Mention
) -> tuple[PeopleCount, ...]:
    """The counts without those that only claims of other mentions rest on."""
    held: dict[tuple[int, int], set[str | None]] = defaultdict(set)
    for claim in extraction.claims:
        held[claim.evidence.start, claim.evidence.end].add(claim.mention)
    spans = ((c, held.get((c.start, c.end))) for c in counts)
    return tuple(c for c, mentions in spans if mentions is None or main.id in mentions)


def _main(extraction: Extraction) -> Mention | None:
    """The main mention; without one, the mention that is told first."""
    mentions = sorted(
        extraction.mentions,
        key=lambda m: (m.role != "main", min((e.evidence.start for e in m.events), default=0)),
    )
    return mentions[0] if mentions else None


class _Places(msgspec.Struct, frozen=True):
    """How much a claim weighs by where it stands in its report."""

    body: int
    rest: int

    @classmethod
    def of(cls, report: Report) -> "_Places":
        told = [p for p in report.passages if p.kind in {"paragraph", "quotation"}]
        if not told:
            return cls(0, len(report.text))
        return cls(told[0].start, told[min(LEAD_PARAGRAPHS, len(told)) - 1].end)

    def at(self, claim: Claim) -> float:
        """The weight of the claim's place."""
        start = claim.evidence.start
        return TITLE if start < self.body else LEAD if start < self.rest else BODY


@lru_cache(maxsize=32)
def _event_weights(incident_type: str) -> dict[str, float]:
    return load_types((incident_type,))[0].events


def _date(claims: Sequence[Claim], weigh: _Places, incident_type: str) -> Chosen | None:
    """The day with the most votes; a day inside a wider date has that one's votes too."""
    spans: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if _days(claim) is not None:
            spans[claim.evidence.start, claim.evidence.end].append(claim)
    votes: dict[tuple[int, int], float] = defaultdict(float)
    for held in spans.values():
        days = _days(held[0])
        if days is not None:
            votes[days] += weigh.at(held[0]) * _says_when(held, incident_type)
    if not votes:
        return None

    def total(days: tuple[int, int]) -> float:
        wide = days[1] - days[0]
        held = sum(v for d, v in votes.items() if d[0] <= days[0] and days[1] <= d[1])
        return held / (1 + wide / WIDE)

    best = max(sorted(votes), key=total)
    return _chosen(c for c in claims if _days(c) == best)


def _days(claim: Claim) -> tuple[int, int] | None:
    dated = isinstance(claim.value, DateValue) and claim.attribute != "date.statement"
    usable = dated and claim.alternative_of is None and claim.factuality in _TOLD
    return day_bounds(claim.value.edtf) if usable and isinstance(claim.value, DateValue) else None


_TOLD = {"happened", "unknown"}


def _says_when(held: Sequence[Claim], incident_type: str) -> float:
    """How much one time in the text says of the incident's day, by the events that it dates."""
    weights = _event_weights(incident_type)
    of_events = [
        weights.get(c.attribute.removeprefix("date."), 0.0) * c.confidence
        for c in held
        if c.attribute not in {"date", "date.mentioned"}
    ]
    plain = [c.confidence for c in held if c.attribute == "date"]
    if of_events or plain:
        return max(MENTIONED, *(of_events or plain))
    return MENTIONED


def _datelines(report: Report) -> frozenset[int]:
    """The offsets of datelines: a place that files its own reports is a town by itself."""
    held = (p for p in report.passages if p.kind == "dateline")
    return frozenset(o for p in held for o in range(p.start, p.end))


def _place(claims: Sequence[Claim], weigh: _Places, datelines: frozenset[int]) -> Chosen | None:
    """The city with the most votes; without any city the finest place that is told."""
    votes: dict[str, float] = defaultdict(float)
    home = _home(claims, weigh)
    for claim in claims:
        city = _city(claim)
        if city is not None:
            near = 1.0 if home is None or _region(claim) == home else AWAY
            votes[city] += weigh.at(claim) * claim.confidence * near
    if votes:
        called = _quarters(claims)
        towns = {_city(c) for c in claims if c.evidence.start in datelines} - called
        served = _before(claims, "police")
        whole = {
            part: city
            for part, city in _wholes(claims, called).items()
            if part not in towns or (city in served and part not in served)
        }
        for part, city in whole.items():
            votes[city] += votes[part]
        left = set(votes) - set(whole)
        best = max(sorted(left - called or left), key=lambda c: votes[c])
        named = [c for c in claims if _city(c) == best]
        return _chosen(named) or _in_city([c for c in claims if whole.get(_city(c) or "") == best])
    others = [c for c in claims if c.attribute == "place" and isinstance(c.value, PlaceValue)]
    others.sort(key=lambda c: (_fineness(c), c.evidence.start))
    return _chosen(others[:1])


def _home(claims: Sequence[Claim], weigh: _Places) -> tuple[str | None, str] | None:
    """The region (country and first-level division) that most of the place claims lie in."""
    votes: dict[tuple[str | None, str], float] = defaultdict(float)
    for claim in claims:
        region = _region(claim)
        if region is not None:
            votes[region] += weigh.at(claim) * claim.confidence
    return max(sorted(votes, key=str), key=lambda r: votes[r]) if votes else None


def _region(claim: Claim) -> tuple[str | None, str] | None:
    value = claim.value
    if not isinstance(value, PlaceValue) or value.admin1 is None:
        return None
    return value.country, value.admin1


def _in_city(claims: Sequence[Claim]) -> Chosen | None:
    """Places of a city that the report does not name, with the city's name."""
    chosen = _chosen(claims)
    if chosen is None or not isinstance(chosen.value, PlaceValue):
        return None
    part = gazetteer().by_geonameid(chosen.value.geonameid or 0)
    outer = _around(part) if part is not None else None
    if outer is None:
        return chosen
    return msgspec.structs.replace(
        chosen, value=msgspec.structs.replace(chosen.value, city=outer.name)
    )


def _quarters(claims: Sequence[Claim], language: str = "en") -> set[str]:
    """The places named as cities that the words call a part of one: "the X neighbourhood"."""
    return _before(claims, *profile(language, "scene")["quarter_nouns"])


def _before(claims: Sequence[Claim], *words: str) -> set[str]:
    """The cities behind whose names one of the words stands."""
    return {city for c in claims if (city := _city(c)) and _next_word(c) in words}


def _next_word(claim: Claim) -> str:
    after = re.match(r"\W*(\w+)", claim.evidence.suffix)
    return after.group(1).lower() if after else ""


def _wholes(claims: Sequence[Claim], called: set[str]) -> dict[str, str]:
    """The city that a place named as a city is a quarter of.

    Another city of the report; where the words call it a quarter and none of these holds it, the
    large city around it.
    """
    towns: dict[str, Place] = {}
    for claim in claims:
        city, value = _city(claim), claim.value
        if city and isinstance(value, PlaceValue) and value.geonameid is not None:
            place = gazetteer().by_geonameid(value.geonameid)
            if place is not None and city not in towns:
                towns[city] = place
    found: dict[str, str] = {}
    for name, town in sorted(towns.items()):
        around = [
            (other.population, key)
            for key, other in sorted(towns.items())
            if other.population >= QUARTER * max(1, town.population) and _within(town, other)
        ]
        if around:
            found[name] = max(around)[1]
        elif name in called and (outer := _around(town)) is not None:
            found[name] = outer.name
    return found


def _around(town: Place) -> Place | None:
    """The nearest city with several times a town's people, within whose reach it lies."""
    near = gazetteer().nearest_city(
        town.lat, town.lon, country=town.country, population=QUARTER * max(LARGE, town.population)
    )
    return near[0] if near and _within(town, near[0]) else None


def _within(town: Place, city: Place) -> bool:
    reach = math.sqrt(city.population / (math.pi * DENSITY))
    away = distance_km(town.lat, town.lon, city.lat, city.lon)
    return (town.country, town.admin1) == (city.country, city.admin1) and away <= reach


_FINE = ("site", "city", "admin2", "admin1", "country", "region", "sea")


def _fineness(claim: Claim) -> int:
    precision = claim.value.precision if isinstance(claim.value, PlaceValue) else None
    return _FINE.index(precision) if precision in _FINE else len(_FINE)


def _city(claim: Claim) -> str | None:
    """The city of a place claim, with its region, as a key."""
    value = claim.value
    if not isinstance(value, PlaceValue) or claim.attribute not in {"place", "place.mentioned"}:
        return None
    return value.city


def _count(claims: Sequence[Claim], weigh: _Places, attribute: str) -> Chosen | None:
    """The figure with the most votes; the larger one where two have the same."""
    votes: dict[int, float] = defaultdict(float)
    for claim in claims:
        best = _best(claim, attribute)
        if best is not None:
            votes[best] += weigh.at(claim) * claim.confidence
    if not votes:
        return None
    figure = max(sorted(votes, reverse=True), key=lambda f: votes[f])
    return _chosen(c for c in claims if _best(c, attribute) == figure)


def _figure(claims: Sequence[Claim], count: PeopleCount | None, attribute: str) -> Chosen | None:
    """The figure of the people layer, resting on the claims that stand at its words."""
    if count is None or count.best is None:
        return None
    spans = {(count.start, count.end), *count.members}
    at = [
        c.id
        for c in claims
        if (c.evidence.start, c.evidence.end) in spans and c.attribute == attribute
    ]
    value = CountValue(
        low=count.low, best=count.best, high=count.high, qualifier=count.qualifier, of=count.of
    )
    return Chosen(value=value, claims=tuple(dict.fromkeys(at)))


def _best(claim: Claim, attribute: str) -> int | None:
    told = claim.attribute == attribute and claim.factuality in _TOLD
    return claim.value.best if told and isinstance(claim.value, CountValue) else None


def _chosen(claims: Iterable[Claim]) -> Chosen | None:
    found = list(claims)
    if not found:
        return None
    value = max(found, key=lambda c: c.confidence).value
    if not isinstance(value, DateValue | PlaceValue | CountValue):
        return None
    return Chosen(value=value, claims=tuple(c.id for c in found))
