"""The places layer: finds place names in an analysed report and says which place each means.

`find_places` spots and resolves; `resolve` is for spans that somebody else marked. A name that the
gazetteer does not know stays in the result with its words and nothing else.
"""

from collections.abc import Iterable

from caseweave.extract.layers import Parsed, Span, Toponym
from caseweave.extract.places._lexicon import lexicon
from caseweave.extract.places._resolve import resolve_spots
from caseweave.extract.places._spot import Spot, spot
from caseweave.gazetteer import Place, gazetteer

__all__ = ["find_places", "resolve"]


def find_places(parsed: Parsed, *, outlet: str | None = None) -> tuple[Toponym, ...]:
    """The toponyms of a report, in order, without overlaps; offsets into `Report.text`.

    `outlet` (a name or a domain) is a weak hint at the region that the report is about.
    """
    return _resolved(spot(parsed), parsed.report.text, outlet or parsed.report.outlet)


def resolve(
    spans: Iterable[Span], text: str, *, outlet: str | None = None
) -> tuple[Toponym, ...]:
    """The toponyms of given spans of `text`, in order of the spans' starts."""
    words = lexicon()
    spots = [
        Spot(start, end, text[start:end], words.demonyms.get(text[start:end].casefold()))
        for start, end in sorted(spans)
    ]
    return _resolved(spots, text, outlet)


def _resolved(spots: list[Spot], text: str, outlet: str | None) -> tuple[Toponym, ...]:
    answers = resolve_spots(spots, text, outlet)
    return tuple(
        _toponym(spot, place, count, share)
        for spot, (place, count, share) in zip(spots, answers, strict=True)
    )


def _toponym(spot: Spot, place: Place | None, count: int, share: float) -> Toponym:
    if place is None:
        return Toponym(start=spot.start, end=spot.end, name=spot.name, demonym=bool(spot.demonym))
    return Toponym(
        start=spot.start,
        end=spot.end,
        name=spot.name,
        country=place.country,
        admin1=place.name if place.kind == "admin1" else place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        precision=place.kind,
        city=place.name if place.kind == "city" else None,
        demonym=bool(spot.demonym),
        candidates=count,
        score=round(share, 4),
    )
