"""Places against geography: the borders, directions and coasts that a sentence gives a place.

Invariant: only what the gazetteer knows is contradicted, and only where it is plain (the other
half of a country, another border); a place without coordinates is left alone.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from caseweave.gazetteer import Place, gazetteer
from caseweave.model import Check, Claim, PlaceValue
from caseweave.reconcile import parties
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.moments import sentence_at
from caseweave.reconcile.settings import settings, words

_NAME = r"(?:the )?([A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,2})"
_BETWEEN = re.compile(rf"between {_NAME} and {_NAME}")
_SIDES = 2
# "(, a town) on the remote border area ", "on Utopia's border ": what may stand between a place and
# its border.
_AT = (
    r"[\s,]*(?:an? [\w -]{{1,30}}? )?(?:on|at|near|along|by|close to) "
    r"(?:the|its|\w[\w -]{{0,30}}(?:['’]s|s['’])) "
    r"(?:[\w-]+ ){{0,2}}?(?:{border}) (?:[\w-]+ ){{0,2}}?(?=between|with)"
)
_TOWNS = {"city", "site", "admin2", "admin1"}
_COMPASS = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}


def places_that_contradict(docket: Docket) -> Iterator[Check]:
    """Checks of kind `place_contradicts_gazetteer`, one for a claim and fault."""
    for claim in docket.claims:
        place = _resolved(claim)
        if place is None:
            continue
        text = docket.reports[claim.report].text
        start, end = sentence_at(text, claim.evidence.start, claim.evidence.end)
        before = text[start : claim.evidence.start]
        after = text[claim.evidence.end : end]
        faults = [*_borders(place, before, after), *_directions(place, before, after)]
        for fault in (*faults, *_shores(place, before)):
            yield Check(
                kind="place_contradicts_gazetteer",
                because=f"{fault} (gazetteer).",
                claims=(claim.id,),
            )


def towns_on_the_wrong_side(docket: Docket) -> Iterator[Check]:
    """The same for towns that no claim resolves: "the town of PLACE at the northern tip of A".

    The town is the only one of its name in that country or at its border; else it is left alone.
    """
    towns = "|".join(words("place")["town_words"])
    pattern = re.compile(rf"\b(?:{towns}) of {_NAME}")
    claimed = {
        (c.report, c.evidence.start) for c in docket.claims if isinstance(c.value, PlaceValue)
    }
    for claim in docket.claims:
        text = docket.reports[claim.report].text
        for found in pattern.finditer(text, claim.evidence.start, claim.evidence.end):
            _, end = sentence_at(text, found.start(), found.end())
            told = _direction_told(text[found.end() : end])
            town = _only_town(found[1], told[1]) if told else None
            if told is None or town is None or (claim.report, found.start(1)) in claimed:
                continue
            for fault in _against(town, *told):
                yield Check(
                    kind="place_contradicts_gazetteer",
                    because=f"{fault} (gazetteer).",
                    claims=(claim.id,),
                )


def _only_town(name: str, country: str) -> Place | None:
    """The town that bears the name in a country or at its border, where there is one only."""
    near = settings().limits.border_km
    found = [
        c.place
        for c in gazetteer().candidates(name)
        if c.rank == 0 and c.place.kind == "city" and _beyond(c.place, country) <= near
    ]
    return found[0] if len(found) == 1 else None


def _resolved(claim: Claim) -> Place | None:
    value = claim.value
    if not isinstance(value, PlaceValue) or value.precision not in _TOWNS:
        return None
    if value.lat is None or value.lon is None or value.country is None:
        return None
    return Place(
        row=-1,
        geonameid=value.geonameid,
        name=value.name,
        kind="city",
        country=value.country,
        lat=value.lat,
        lon=value.lon,
    )


def _borders(place: Place, before: str, after: str) -> Iterator[str]:
    """As "PLACE at the border between A and B", "PLACE, on the border with B"."""
    border = "|".join(words("place")["border_words"])
    at = re.match(_AT.format(border=border), after, re.IGNORECASE)
    rest = after[at.end() :] if at else ""
    between = _BETWEEN.match(rest)
    if between:
        sides = [_country(between[1]), _country(between[2])]
        away = [_beyond(place, s) for s in sides if s is not None]
        if len(set(sides)) == len(away) == _SIDES and max(away) > settings().limits.border_km:
            names = " and ".join(_country_name(s) for s in sides if s is not None)
            yield f"{place.name} does not lie at the border between {names}: {_where(place)}"
    beside = re.match(rf"with {_NAME}", rest)
    if beside:
        yield from _one_border(place, _country(beside[1]))
    for found in re.finditer(
        rf"\b{_NAME} (?:{border}) (?:city|town|village|post|crossing) of\s*$",
        before,
    ):
        yield from _one_border(place, _country(found[1]))


def _one_border(place: Place, country: str | None) -> Iterator[str]:
    if country is not None and _beyond(place, country) > settings().limits.border_km:
        name = _country_name(country)
        yield f"{place.name} does not lie at the border of {name}: {_where(place)}"


def _beyond(place: Place, country: str) -> float:
    """Kilometres from a place to the land of a country; 0 inside it, a large number far away."""
    if place.country == country:
        return 0.0
    return dict(_neighbours(place)).get(country, 1e6)


@lru_cache(maxsize=512)
def _neighbours(place: Place) -> tuple[tuple[str, float], ...]:
    return tuple(gazetteer().border_countries_near(place, 500.0))


def _where(place: Place) -> str:
    """What the gazetteer says instead."""
    known = gazetteer().country(place.country or "")
    near = next(
        (
            (c, km)
            for c, km in _neighbours(place)
            if place.country and gazetteer().borders(place.country, c)
        ),
        None,
    )
    name = known.name if known else "its country"
    if near is None:
        return f"it lies in {name}"
    return f"it lies in {name}, {near[1]:.0f} km from {_country_name(near[0])}"


def _directions(place: Place, before: str, after: str) -> Iterator[str]:
    """As "the north-eastern city of PLACE", "PLACE at the northern end of A"."""
    points = "|".join(sorted(words("place")["directions"], key=len, reverse=True))
    joined_before = _plain(before)
    found = re.search(
        rf"\b({points}) (?:[\w'-]+ ){{0,2}}(?:city|town|village|province|district|region) of\s*$",
        joined_before,
    )
    if found:
        yield from _against(place, found[1], place.country)
    told = _direction_told(after)
    if told is not None:
        yield from _against(place, *told)


def _direction_told(after: str) -> tuple[str, str] | None:
    """As ", at the northern end of A" after a place: the direction and the country."""
    points = "|".join(sorted(words("place")["directions"], key=len, reverse=True))
    named = re.match(
        rf"^,? (?:in|at|on) (?:the )?({points}) "
        r"(?:(?:tip|end|corner|edge|part) of (?:the )?)?((?:[\w'-]+ ?){1,3})",
        _plain(after),
    )
    country = _country(named[2]) if named else None
    return (named[1], country) if named and country else None


def _against(place: Place, direction: str, country: str | None) -> Iterator[str]:
    known = gazetteer().country(country or "")
    offset = gazetteer().offset(place, country or "")
    if known is None or offset is None:
        return
    across, along = offset
    wrong = []
    for name, (x, y) in _COMPASS.items():
        if name in direction and x * across + y * along < -settings().limits.direction_share:
            wrong.append(name)
    if wrong:
        actual = [
            n
            for n, (x, y) in _COMPASS.items()
            if x * across + y * along > settings().limits.direction_share
        ]
        told = "-".join(n for n in ("north", "south", "east", "west") if n in direction)
        side = "-".join(actual)
        yield f"{place.name} is placed in the {told} of {known.name}, but lies towards its {side}"


def _shores(place: Place, before: str) -> Iterator[str]:
    """As "the coastal town of PLACE", "the island of PLACE"; inland it is neither."""
    near = re.search(
        rf"\b({_any('coast_words')}|{_any('island_words')})(?: (?:{_any('shore_words')}))? of\s*$",
        before.casefold(),
    )
    if near is None or gazetteer().is_coastal(place, settings().limits.coast_km):
        return
    if near[1] in words("place")["coast_words"]:
        yield f"{place.name} is called coastal, but lies inland: {_where(place)}"
    elif not gazetteer().is_on_island(place):
        yield f"{place.name} is said to be on an island, but lies inland: {_where(place)}"


def _any(name: str) -> str:
    return "|".join(words("place")[name])


def _plain(text: str) -> str:
    """Lower case, "north-eastern" as one word."""
    return re.sub(r"\b(north|south)[- ](east|west)", r"\1\2", text.casefold())


def _country(name: str) -> str | None:
    return parties.country_in(parties.tokens(name))[0]


def _country_name(code: str) -> str:
    known = gazetteer().country(code)
    return known.name if known else code
