"""Whether two tellings of a place can be one: the same, one inside the other, or near.

Invariant: where nothing tells them apart (no country, no coordinates) they can be one.
"""

from caseweave.gazetteer import distance_km
from caseweave.model import PlaceValue
from caseweave.reconcile import parties
from caseweave.reconcile.settings import settings

_FINENESS = {"region": 0, "sea": 0, "country": 1, "admin1": 2, "admin2": 3, "city": 4, "site": 5}
_TOWN = 4


def fineness(place: PlaceValue) -> int:
    """How precise a place is, from a region (0) to a site (5); unresolved ones are coarse."""
    if place.lat is None and place.country is None:
        return 0
    return _FINENESS.get(place.precision or "", 1)


def same_place(a: PlaceValue, b: PlaceValue) -> bool:
    """The same id, or the same name in the same country."""
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    countries = a.country is None or b.country is None or a.country == b.country
    return countries and parties.tokens(a.name) == parties.tokens(b.name)


def can_be_one(a: PlaceValue, b: PlaceValue) -> bool:
    """Whether both can name where one thing happened."""
    if (
        same_place(a, b)
        or "region" in {a.precision, b.precision}
        or "sea" in {a.precision, b.precision}
    ):
        return True
    if a.country and b.country and a.country != b.country:
        return _near(a, b) and min(fineness(a), fineness(b)) >= _TOWN
    coarse, fine = sorted((a, b), key=fineness)
    if _contains(coarse, fine):
        return True
    if min(fineness(a), fineness(b)) >= _TOWN or fineness(a) == fineness(b):
        return _near(a, b)
    return _near(a, b) or coarse.admin1 is None or fine.admin1 is None


def _contains(coarse: PlaceValue, fine: PlaceValue) -> bool:
    if fineness(coarse) <= 1:
        return coarse.country is None or coarse.country == fine.country
    name = parties.tokens(coarse.name)
    inside = [parties.tokens(n) for n in (fine.admin1, fine.city) if n]
    return name in inside or (
        coarse.precision == "admin1" and coarse.admin1 is not None and coarse.admin1 == fine.admin1
    )


def _near(a: PlaceValue, b: PlaceValue) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return a.country == b.country and (a.lat is None or b.lat is None)
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= settings().limits.place_km
