"""The city of a report's main incident: a linear choice among the places that the report names.

A candidate is a town, or a county told without one, with all the places of the text that name it;
beside these stands the large city around a quarter that is told alone.
"""

import math
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from caseweave.extract.layers import Toponym
from caseweave.extract.summary import _choice, _towns
from caseweave.extract.summary._place_marks import Mark, Region, flags, home_of, marks
from caseweave.extract.summary._records import Chosen, chosen
from caseweave.extract.summary._setting import Setting
from caseweave.gazetteer import Place, distance_km, key
from caseweave.model import Claim, Extraction, Mention, PlaceValue

_SHARES = ("tells", "hurt", "place", "scene", "police_after", "resident_after", "title", "aged")
_NEAR_KM = 40.0


class Offer(msgspec.Struct, frozen=True):
    """A town or county by its name, and the marks that name it; of `inside`, a city unnamed."""

    name: str
    marks: tuple[Mark, ...]
    inside: Place | None = None


def place(
    setting: Setting,
    main: Mention,
    extraction: Extraction,
    places: Sequence[Toponym] = (),
) -> Chosen | None:
    """The city, or the county, with the greatest sum; without any the finest place told."""
    found = marks(setting.report, extraction, places)
    best = _choice.best(offers(setting, main, found), _choice.weights()["place"])
    if best is None:
        return _finest([c for c in extraction.claims if c.mention == main.id])
    claims = [c for m in best.marks for c in m.claims if _names(c, best)]
    ours = [c for c in claims if c.mention == main.id]
    return Chosen(value=value_of(best), claims=tuple(c.id for c in ours or claims))


def _names(claim: Claim, offer: Offer) -> bool:
    value = claim.value
    if not isinstance(value, PlaceValue):
        return False
    return key(value.city or value.name) == offer.name


def value_of(offer: Offer) -> PlaceValue:
    """The place of an offer: the town itself where a name of it stands, in its first words."""
    towns = [m.value for m in offer.marks if m.value.precision in {"city", "admin2"}]
    value = towns[0] if towns else offer.marks[0].value
    if offer.inside is None:
        return value
    return msgspec.structs.replace(value, city=offer.inside.name)


def offers(
    setting: Setting, main: Mention, found: Sequence[Mark]
) -> list[tuple[Offer, dict[str, float]]]:
    """The candidates with their features, in the order of their names."""
    groups: dict[str, list[Mark]] = defaultdict(list)
    for mark in found:
        if mark.key is not None:
            groups[mark.key].append(mark)
    said = {m: frozenset(flags(setting, main, m)) for held in groups.values() for m in held}
    towns = {n: p for n, held in groups.items() if (p := _towns.known(held[0].value)) is not None}
    votes = {n: sum(_vote(setting, main, m) for m in held) for n, held in groups.items()}
    map_ = Map(groups, towns, votes, home_of(found))
    listed = []
    for name, held in sorted(groups.items()):
        features = _features(map_, name, [said[m] for m in held])
        listed.append((Offer(name, tuple(held)), features))
        outer = _towns.around(towns[name]) if name in towns else None
        if (
            outer is not None
            and key(outer.name) not in groups
            and held[0].value.precision != "admin2"
        ):
            listed.append((Offer(name, tuple(held), outer), _unnamed(features, towns[name], outer)))
    return listed


_OUTER = ("quarter_after", "police_after", "share")


def _unnamed(features: dict[str, float], town: Place, outer: Place) -> dict[str, float]:
    """The features of a large city that is told only by a town within its reach."""
    away = distance_km(town.lat, town.lon, outer.lat, outer.lon)
    return {
        "outer": 1.0,
        "outer_near": 1 - away / _towns.reach(outer),
        "outer_people": math.log10(outer.population) / 6,
        "outer_of_people": math.log10(town.population + 1) / 6,
        "outer_of_nobody": float(town.population == 0),
        **{f"outer_{n}": features[n] for n in _OUTER if n in features},
        **{
            n: features[n]
            for n in ("away", "county_other", "only", "title", "dateline")
            if n in features
        },
    }


class Map(msgspec.Struct, frozen=True):
    """All marks by candidate, their gazetteer places, and the region that most of them lie in."""

    groups: dict[str, list[Mark]]
    towns: dict[str, Place]
    votes: dict[str, float]
    home: Region | None


def _vote(setting: Setting, main: Mention, mark: Mark) -> float:
    """How much the claims of a name say by where they stand; the lead counts double."""
    sure = [c.confidence for c in mark.claims if c.mention == main.id and c.attribute in _TELLS]
    return (1.0 + (setting.standing(mark.start) in _LEAD)) * sum(sure)


_TELLS = {"place", "place.mentioned"}
_LEAD = {"title", "dateline", "first", "second", "third"}


def _features(map_: Map, name: str, said: Sequence[frozenset[str]]) -> dict[str, float]:
    held = map_.groups[name]
    every = sum(len(g) for g in map_.groups.values())
    found = {flag: 1.0 for flags_ in said for flag in flags_}
    for flag in _SHARES:
        found[f"share_{flag}"] = sum(flag in f for f in said) / len(said)
    found["share"] = len(held) / every
    found["times"] = math.log(len(held))
    found["only"] = float(len(map_.groups) == 1)
    found["first_told"] = float(held[0].start == min(g[0].start for g in map_.groups.values()))
    found["votes"] = map_.votes[name] / (sum(map_.votes.values()) or 1.0)
    found["most_votes"] = float(map_.votes[name] == max(map_.votes.values()))
    found |= _standing_among(map_, name)
    return found


def _standing_among(map_: Map, name: str) -> dict[str, float]:
    """How a candidate lies to the others, and how large it is."""
    first, town = map_.groups[name][0], map_.towns.get(name)
    found = {"away": float((first.value.country, first.value.admin1) != map_.home)}
    found["abroad"] = float(map_.home is not None and first.value.country != map_.home[0])
    if town is None:
        return found | {"unknown_place": 1.0}
    if town.kind == "admin2":
        inside = any(t.kind == "city" and t.admin2 == town.name for t in map_.towns.values())
        return found | {"county": 1.0, "county_with_town": float(inside)}
    found["people"] = math.log10(town.population + 1) / 6
    found["small"] = float(town.population < _towns.LARGE)
    cities = {n: p for n, p in map_.towns.items() if p.kind == "city"}
    found["quarter"] = float(_towns.holder(name, cities) is not None)
    held = [n for n in cities if n != name and _towns.holder(n, cities) == name]
    found["holds"] = float(bool(held))
    every = sum(map_.votes.values()) or 1.0
    found["votes_held"] = sum(map_.votes[n] for n in held) / every
    counties = {(p.name, p.admin1) for p in map_.towns.values() if p.kind == "admin2"}
    found["county_told"] = float((town.admin2, town.admin1) in counties)
    found["county_other"] = float(bool(counties) and (town.admin2, town.admin1) not in counties)
    others = [p for n, p in cities.items() if n != name]
    near = [p for p in others if distance_km(p.lat, p.lon, town.lat, town.lon) <= _NEAR_KM]
    found["near_others"] = len(near) / max(1, len(others))
    return found


_FINE = ("site", "city", "admin2", "admin1", "country", "region", "sea")


def _finest(claims: Sequence[Claim]) -> Chosen | None:
    """The finest place that is told of the incident, first told first."""
    others = [c for c in claims if c.attribute == "place" and isinstance(c.value, PlaceValue)]
    others.sort(key=lambda c: (_fineness(c), c.evidence.start, c.id))
    return chosen(others[:1])


def _fineness(claim: Claim) -> int:
    precision = claim.value.precision if isinstance(claim.value, PlaceValue) else None
    return _FINE.index(precision) if precision in _FINE else len(_FINE)
