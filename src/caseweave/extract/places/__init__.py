"""The places layer: finds place names in an analysed report and says which place each means.

`find_places` spots and resolves; `resolve` is for spans that somebody else marked. A name that the
gazetteer does not know stays in the result with its words and nothing else.
"""

from collections.abc import Iterable

from caseweave.extract.layers import Parsed, Span, Toponym
from caseweave.extract.places._lexicon import lexicon
from caseweave.extract.places._resolve import holders_beside, resolve_spots, town_of_site
from caseweave.extract.places._spot import Spot, spot
from caseweave.gazetteer import Place, gazetteer

_CITY_FROM = 5000  # people: what names a site's city
_BY_KM = 40.0
_CITY_KM = 10.0  # the reach of a division that is one city

__all__ = ["find_places", "resolve"]


def find_places(parsed: Parsed, *, outlet: str | None = None) -> tuple[Toponym, ...]:
    """The toponyms of a report, in order, without overlaps; offsets into `Report.text`.

    `outlet` (a name or a domain) is a weak hint at the region that the report is about.
    """
    return _resolved(spot(parsed), parsed.report.text, outlet or parsed.report.outlet)


def resolve(spans: Iterable[Span], text: str, *, outlet: str | None = None) -> tuple[Toponym, ...]:
    """The toponyms of given spans of `text`, in order of the spans' starts."""
    words = lexicon()
    spots = [
        Spot(start, end, text[start:end], words.demonyms.get(text[start:end].casefold()))
        for start, end in sorted(spans)
    ]
    helpers = holders_beside(spots, text)
    answers = _resolved([*spots, *helpers], text, outlet)
    given = {(s.start, s.end) for s in spots}
    return tuple(t for t in answers if (t.start, t.end) in given)


def _resolved(spots: list[Spot], text: str, outlet: str | None) -> tuple[Toponym, ...]:
    ordered = sorted(spots, key=lambda s: (s.start, s.end))
    answers = resolve_spots(ordered, text, outlet)
    return tuple(
        _toponym(spot, place, count, share)
        for spot, (place, count, share) in zip(ordered, answers, strict=True)
    )


def _toponym(spot: Spot, place: Place | None, count: int, share: float) -> Toponym:
    if place is None:
        return Toponym(start=spot.start, end=spot.end, name=spot.name, demonym=bool(spot.demonym))
    site = place.feature == "site" or bool(town_of_site(spot.name, lexicon()))
    return Toponym(
        start=spot.start,
        end=spot.end,
        name=spot.name,
        country=place.country or _only(place.countries),
        admin1=place.name if place.kind == "admin1" else place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=None if site else place.geonameid,
        precision="site" if site else place.kind,
        city=_city(place, site),
        demonym=bool(spot.demonym),
        candidates=count,
        score=round(share * spot.sure, 4),
    )


def _city(place: Place, site: bool) -> str | None:
    """A city's own name; of a finer place, the city that it lies in or by.

    A first-level division no larger than a city ("D.C.") is its city.
    """
    if place.kind == "city":
        return place.name
    if not site and place.kind == "admin1" and 0 < place.radius_km <= _CITY_KM:
        town = gazetteer().nearest_city(place.lat, place.lon, population=place.population // 4)
        return town[0].name if town and town[1] <= _CITY_KM else None
    if not site:
        return None
    near = gazetteer().nearest_city(place.lat, place.lon, population=_CITY_FROM)
    return near[0].name if near and near[1] <= _BY_KM else None


def _only(countries: tuple[str, ...]) -> str | None:
    return countries[0] if len(countries) == 1 else None
