"""What speaks for a candidate being the place that a name means: named features, nothing hidden.

STATIC features look at the candidate and its own words; CONTEXT features at the other names of the
document under their present probabilities. Each is 0-1 or a small logarithm.
"""

import math
import re
from collections.abc import Sequence

import msgspec

from caseweave.extract.layers import Span
from caseweave.extract.places._lexicon import Lexicon
from caseweave.gazetteer import ALIAS, MAIN, SHORTENED, Candidate, Place, distance_km, key

STATIC = (
    "shortened",  # the name without its generic word ("Laurel" for Laurel County)
    "alias",  # another name of the place
    "short_alias",  # another name, of at most four letters
    "country",
    "admin1",
    "admin2",
    "region",
    "sea",
    "continent",
    "people",  # log10 of a town's people
    "people_area",  # log10 of an area's people
    "nobody",  # a town without a known number of people
    "largest",  # the largest town of that name
    "share",  # log of its people over those of the largest of that name
    "capital",
    "seat",  # a town that bears its district's or province's name
    "hint",  # the generic word beside the name fits its kind
    "no_hint",  # there is one, and it does not fit
    "outlet_name",  # the outlet's name holds the place's, or its province's or country's
    "outlet_country",  # the outlet's domain ends in the country's code
)
CONTEXT = (
    "held_after",  # the next name, joined by a comma or "in", holds it ("X, State")
    "held_before",  # the name right before it holds it ("Ohio's X")
    "peer",  # its neighbours in a list ("A, B and C") are of the same kind
    "country_named",  # its country stands in the document (log of how often)
    "admin1_named",  # its province stands in the document by name
    "admin2_named",
    "holds",  # how many other names lie within it, for an area (log)
    "country_share",  # share of the other names that lie in its country
    "admin1_share",
    "country_company",  # whether any other name lies in its country
    "admin1_company",
    "near",  # the nearest other town or division: exp(-km / 40)
    "near_wide",  # exp(-km / 250)
    "crowd",  # log of how many other names lie within 150 km
    "capital_abroad",  # a capital, where the other names are countries: the seat of a government
    "could_meet",  # how many other names could lie in its province, by any of their candidates
)
NAMES = STATIC + CONTEXT
_NEAR_KM, _WIDE_KM, _CROWD_KM = 40.0, 250.0, 150.0
_POINTLIKE = {"city", "admin2", "admin1"}


class Sense(msgspec.Struct, eq=False):
    """One name of a document with its candidates, their features and present probabilities."""

    name: str
    candidates: tuple[Candidate, ...]
    static: list[tuple[float, ...]]
    share: list[float]
    spots: list[int]
    after: "list[Sense]"
    before: "list[Sense]"
    peers: "list[Sense]"

    def best(self) -> tuple[Place, float]:
        """The likeliest place and its probability."""
        n = max(range(len(self.share)), key=lambda m: (self.share[m], -m))
        return self.candidates[n].place, self.share[n]


def static(
    candidate: Candidate,
    among: Sequence[Candidate],
    name: str,
    hinted: Sequence[str],
    outlet: "Outlet | None",
) -> tuple[float, ...]:
    """The STATIC features of one candidate among all that bear the name."""
    place, rank = candidate.place, candidate.rank
    town = place.kind == "city"
    most = max((c.place.population for c in among if c.place.kind == "city"), default=0)
    return (
        float(rank == SHORTENED),
        float(rank >= ALIAS),
        float(rank >= ALIAS and len(name) <= 4),
        float(place.kind == "country"),
        float(place.kind == "admin1"),
        float(place.kind == "admin2"),
        float(place.kind == "region"),
        float(place.kind == "sea"),
        float(place.feature == "continent"),
        math.log10(place.population + 10) - 1 if town else 0.0,
        math.log10(place.population + 10) - 1 if not town else 0.0,
        float(town and place.population == 0),
        float(town and place.population == most and most > 0),
        math.log10((place.population + 10) / (most + 10)) if town else 0.0,
        float(place.feature == "capital"),
        float(town and rank == MAIN and _is_seat(place)),
        float(bool(hinted) and place.kind in hinted),
        float(bool(hinted) and place.kind not in hinted),
        float(outlet is not None and outlet.names(place)),
        float(outlet is not None and outlet.country == place.country),
    )


def _is_seat(place: Place) -> bool:
    own = key(place.name)
    return any(division and own in key(division) for division in (place.admin1, place.admin2))


class Outlet(msgspec.Struct, frozen=True):
    """What an outlet's name or domain says of its region; a weak hint, never more."""

    words: str
    country: str | None

    def names(self, place: Place) -> bool:
        """Whether the outlet's name holds the place's own name or its province's."""
        own = [place.name, place.admin1 or ""]
        return any(len(n) > 3 and key(n).replace(" ", "") in self.words for n in own)


_DOMAIN = re.compile(r"^[\w.-]+\.([a-z]{2,})$", re.IGNORECASE)
# Top-level domains whose ISO code differs or that are sold worldwide.
_TOP_LEVEL = {"uk": "GB", "com": None, "co": None, "tv": None, "io": None, "me": None, "ai": None}


def outlet_of(name: str | None) -> Outlet | None:
    """Reads an outlet's name ("The Example Times") or domain ("example.co.uk")."""
    if not name:
        return None
    domain = _DOMAIN.match(name.strip())
    end = domain[1].casefold() if domain else ""
    country = _TOP_LEVEL.get(end, end.upper() if len(end) == 2 else None)
    return Outlet(key(name).replace(" ", ""), country)


def hints(span: Span, text: str, words: Lexicon) -> tuple[str, ...]:
    """The kinds of place that the generic word in or beside the name allows; empty: no hint."""
    inner = key(text[span[0] : span[1]]).split()
    if len(inner) > 1:
        for word in (inner[-1], inner[0]):
            if word in words.kinds:
                return words.kinds[word]
    after = re.match(r"\s+([A-Za-z]+)\b", text[span[1] : span[1] + 20])
    if after and after[1].casefold() in words.kinds:
        return words.kinds[after[1].casefold()]
    ahead = re.search(r"\b([a-z]+) of (?:the )?$", text[max(0, span[0] - 24) : span[0]])
    return words.kinds.get(ahead[1], ()) if ahead else ()


class Surroundings:
    """The document's names under their present probabilities, ready to be asked about."""

    def __init__(self, senses: Sequence[Sense]) -> None:
        self._senses = senses
        self._number = {sense: i for i, sense in enumerate(senses)}
        self._best = [sense.best() for sense in senses]
        self._countries: list[dict[str, float]] = []
        self._admins: list[dict[int, float]] = []
        self._reach: list[frozenset[int]] = []
        for sense in senses:
            countries: dict[str, float] = {}
            admins: dict[int, float] = {}
            for candidate, share in zip(sense.candidates, sense.share, strict=True):
                place = candidate.place
                if place.country:
                    countries[place.country] = countries.get(place.country, 0.0) + share
                for row in _divisions(place):
                    admins[row] = admins.get(row, 0.0) + share
            self._countries.append(countries)
            self._admins.append(admins)
            self._reach.append(
                frozenset(c.place.admin1_row for c in sense.candidates if c.place.admin1_row)
            )

    def context(self, sense: Sense, candidate: Candidate) -> tuple[float, ...]:
        """The CONTEXT features of one candidate of a sense."""
        place = candidate.place
        mine = self._number.get(sense, -1)
        named = [0.0, 0.0, 0.0]
        holds = country = province = could = abroad = 0.0
        nearest, crowd, others = math.inf, 0.0, 0
        own = place.row if place.kind == "admin1" else place.admin1_row
        for i, (there, sure) in enumerate(self._best):
            if i == mine:
                continue
            others += 1
            abroad += there.kind == "country"
            if place.country:
                country += self._countries[i].get(place.country, 0.0)
            if own:
                province += self._admins[i].get(own, 0.0)
                could += own in self._reach[i]
            _name_holders(named, place, there, sure * len(self._senses[i].spots))
            if holds_place(place, there):
                holds += sure
            if place.kind in _POINTLIKE and there.kind in _POINTLIKE:
                away = distance_km(place.lat, place.lon, there.lat, there.lon)
                if sure > 0.4:
                    nearest = min(nearest, away)
                crowd += sure * (away < _CROWD_KM)
        return (
            _held(place, sense.after),
            _held(place, sense.before),
            _peer(place, sense.peers),
            math.log1p(named[0]),
            min(1.0, named[1]),
            min(1.0, named[2]),
            math.log1p(holds),
            country / others if others else 0.0,
            province / others if others else 0.0,
            min(1.0, country),
            min(1.0, province),
            math.exp(-nearest / _NEAR_KM),
            math.exp(-nearest / _WIDE_KM),
            math.log1p(crowd),
            abroad / others if others and place.feature == "capital" else 0.0,
            math.log1p(could),
        )


def _divisions(place: Place) -> tuple[int, ...]:
    rows = (place.admin1_row, place.row if place.kind == "admin1" else None)
    return tuple(r for r in rows if r)


def _name_holders(named: list[float], place: Place, there: Place, weight: float) -> None:
    """Adds `weight` where `there` is the country, province or district of `place`."""
    if there.kind == "country" and there.country == place.country and place.kind != "country":
        named[0] += weight
    elif there.kind == "admin1" and there.row == place.admin1_row:
        named[1] += weight
    elif there.kind == "admin2" and there.row == place.admin2_row:
        named[2] += weight


def _held(place: Place, outers: Sequence[Sense]) -> float:
    """How surely one of the neighbouring names holds the place."""
    return max(
        (
            sum(
                share
                for c, share in zip(o.candidates, o.share, strict=True)
                if holds_place(c.place, place)
            )
            for o in outers
        ),
        default=0.0,
    )


def _peer(place: Place, peers: Sequence[Sense]) -> float:
    """The mean probability that a neighbour in a list is of the same kind."""
    if not peers:
        return 0.0
    alike = sum(
        share
        for peer in peers
        for c, share in zip(peer.candidates, peer.share, strict=True)
        if c.place.kind == place.kind
    )
    return alike / len(peers)


def holds_place(outer: Place, inner: Place) -> bool:
    """Whether a country, division or region holds another place, by the gazetteer's hierarchy."""
    if outer.row == inner.row:
        return False
    if outer.kind == "country":
        return outer.country == inner.country
    if outer.kind == "admin1":
        return inner.admin1_row == outer.row
    if outer.kind == "admin2":
        return inner.admin2_row == outer.row
    if outer.kind == "city":
        return False
    if outer.countries and inner.country not in outer.countries:
        return False
    return inner.kind not in {"region", "sea"} and (
        distance_km(outer.lat, outer.lon, inner.lat, inner.lon) < outer.radius_km
    )
