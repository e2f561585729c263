"""The treaties that bind the states of an incident: context beside the case, never a verdict.

Invariant: a state is named only where a claim of the incident names it or a place in it.
"""

from collections.abc import Sequence

import msgspec

from caseweave.gazetteer import gazetteer
from caseweave.model import Claim, Incident, PlaceValue, day_bounds
from caseweave.schema.obligations import Obligation, obligations

_ROLES = {
    "place": "where it happened",
    "transit_place": "on the way",
    "destination": "where they were going or were sent",
    "origin_place": "where they came from",
}


class StateObligations(msgspec.Struct, frozen=True, kw_only=True):
    """One state of an incident: why it is named, its treaties in words, and the claims."""

    country: str
    name: str
    because: str
    treaties: tuple[str, ...]
    claims: tuple[str, ...]


def state_obligations(incident: Incident, claims: Sequence[Claim]) -> tuple[StateObligations, ...]:
    """The states of an incident, those where it happened first, each with its four treaties.

    Where it happened is the state of the incident's place; a place told in passing is none.
    """
    where = incident.place.country if incident.place else None
    told: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        value = claim.value
        if claim.incident != incident.id or claim.attribute not in _ROLES:
            continue
        if not isinstance(value, PlaceValue) or not value.country or claim.stance != "asserts":
            continue
        if claim.attribute != "place" or value.country == where:
            told.setdefault(value.country, {}).setdefault(claim.attribute, []).append(claim.id)
    order = list(_ROLES)
    ranked = sorted(told, key=lambda c: (min(order.index(a) for a in told[c]), c))
    return tuple(_state(c, told[c], _year(incident)) for c in ranked if obligations(c))


def _year(incident: Incident) -> int | None:
    return int(incident.date.low[:4]) if incident.date and day_bounds(incident.date.low) else None


def _state(country: str, roles: dict[str, list[str]], year: int | None) -> StateObligations:
    known = gazetteer().country(country)
    return StateObligations(
        country=country,
        name=known.name if known else country,
        because=", ".join(_ROLES[r] for r in _ROLES if r in roles),
        treaties=tuple(_words(o, year) for o in obligations(country)),
        claims=tuple(sorted(c for ids in roles.values() for c in ids)),
    )


def _words(one: Obligation, year: int | None) -> str:
    """As "1951 Refugee Convention: party since 1982"."""
    if one.party == "no":
        return f"{one.treaty}: not a party"
    if one.party == "unknown":
        return f"{one.treaty}: not known here"
    if one.since is None:
        return f"{one.treaty}: party, year not known here"
    later = year is not None and one.since > year
    return f"{one.treaty}: party since {one.since}{', after these events' if later else ''}"
