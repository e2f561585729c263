"""Time and memory of linking made streams of mentions, at several sizes.

    python -m caseweave.evaluate.scale_linking --data FOLDER --sizes 6000,60000,600000

A stream is made from the dated reports of `--data` (`docs.jsonl`, `links.jsonl`), read once. Whole
incidents with all their reports are repeated as worlds: days, towns and near-misses lie within a
world as they do in the data; each world has its own days, region and country, its rare names come
back in one world of twenty, and its common words and kinds are those of all. Nothing is random.
Each size runs in a process of its own; the exponent is of a straight line through the logarithms.
"""

import json
import math
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import click
import msgspec

from caseweave.evaluate._linking_documents import Document, load, profiles
from caseweave.link import MentionProfile, PlaceAt, link_profiles

# Reports that make one world.
TEMPLATES = 1500
# A name that more than this share of the reports hold is common: the same in every world.
_COMMON = 0.01
# A rare name is one of so many variants, by world.
_VARIANTS = 20
# Worlds begin on different days of so many years.
_YEARS = 12
_COUNTRIES = 180
_COMMON_YEAR = 2001


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One size: seconds of linking alone (`making` the stream apart), peak memory, what was found.

    `true_pairs_found`: of mentions of one report's incident within a world, per cent, sampled.
    """

    mentions: int
    seconds: float
    making: float
    peak_mb: float
    incidents: int
    links: int


def templates(data: Path, most: int = TEMPLATES) -> list[MentionProfile]:
    """The first reports of the data that make whole incidents, as profiles of mentions."""
    documents = sorted(load(data), key=lambda d: (d.published or "", d.id))
    return profiles(_whole(documents, most), "violence", with_rarity=False)


def _whole(documents: Sequence[Document], most: int) -> list[Document]:
    """Documents of incidents all of whose documents are among the first `most`."""
    first = list(documents[:most])
    rest = {i for d in documents[most:] for i in d.incidents}
    return [d for d in first if d.incidents and not rest & set(d.incidents)]


def stream(world: Sequence[MentionProfile], size: int) -> Iterator[MentionProfile]:
    """`size` mentions, world after world."""
    common = _common(world)
    for n in range(size):
        yield _moved(world[n % len(world)], n // len(world), common)


def _common(world: Sequence[MentionProfile]) -> frozenset[str]:
    """Words that no world changes: common ones, and all that are no names."""
    held = Counter(w for p in world for w in p.names)
    rare = {w for w, often in held.items() if often <= _COMMON * len(world)}
    return frozenset({w for p in world for w in p.terms} - rare)


def _moved(p: MentionProfile, world: int, common: frozenset[str]) -> MentionProfile:
    """A mention as it is told in another world."""
    if world == 0:
        return p
    variant, days = world % _VARIANTS, (world * 263) % (_YEARS * 365)

    def word(w: str) -> str:
        return w if all(x in common or x.isdigit() for x in w.split()) else f"{w}~{variant}"

    def named(words: Mapping[str, float]) -> dict[str, float]:
        return {word(w): v for w, v in words.items()}

    return msgspec.structs.replace(
        p,
        id=f"{p.id}/{world:05}",
        report=f"{p.report}/{world:05}",
        dates=tuple(
            msgspec.structs.replace(
                d,
                span=msgspec.structs.replace(
                    d.span, low=d.span.low + days, high=d.span.high + days
                ),
            )
            for d in p.dates
        ),
        published=None if p.published is None else p.published + days,
        places=tuple(_place(x, world) for x in p.places),
        countries=tuple(sorted({_country(c, world) for c in p.countries})),
        people=tuple(sorted(word(x) for x in p.people)),
        victims=tuple(sorted(word(x) for x in p.victims)),
        streets=tuple(word(x) for x in p.streets),
        spots=tuple(word(x) for x in p.spots),
        days_named=tuple(_later(d, p.published, days) for d in p.days_named),
        parties=tuple(sorted(word(x) for x in p.parties)),
        lead_names=tuple(word(x) for x in p.lead_names),
        quotations=tuple(sorted(q ^ (world * 2654435761 & 0xFFFFFFFF) for q in p.quotations)),
        copies=tuple(f"{c}/{world:05}" for c in p.copies),
        rare=tuple(sorted(word(x) for x in p.rare)),
        names=named(p.names),
        terms=named(p.terms),
        title_terms=named(p.title_terms),
        lead_terms=named(p.lead_terms),
        phrases=named(p.phrases),
    )


def _later(day: str, published: int | None, days: int) -> str:
    """A day of a month ("04-23") so many days on, in the year of publication."""
    year = date.fromordinal(published).year if published is not None else _COMMON_YEAR
    try:
        told = date.fromisoformat(f"{year}-{day}")
    except ValueError:
        return day  # the 29th of February of a common year
    return (told + timedelta(days=days)).strftime("%m-%d")


def _country(country: str, world: int) -> str:
    return f"{country}{world % _COUNTRIES}"


def _place(place: PlaceAt, world: int) -> PlaceAt:
    lat, lon = place.lat, place.lon
    if lat is not None and lon is not None:
        lat = (lat + 90 + (world * 17.3)) % 170 - 85
        lon = (lon + 180 + (world * 41.7)) % 360 - 180
    country = None if place.country is None else _country(place.country, world)
    admin1 = None if place.admin1 is None else f"{place.admin1}~{world % _COUNTRIES}"
    name = f"{place.name}~{world % _COUNTRIES}"
    return msgspec.structs.replace(
        place, name=name, lat=lat, lon=lon, country=country, admin1=admin1
    )


def measure(world: Sequence[MentionProfile], size: int) -> Measure:
    """Link a stream of `size` mentions in this process, and say what it took."""
    began = time.process_time()
    for _ in stream(world, size):
        pass
    making = time.process_time() - began
    began = time.process_time()
    found = link_profiles(stream(world, size))
    seconds = time.process_time() - began - making
    return Measure(
        mentions=size,
        seconds=round(seconds, 1),
        making=round(making, 1),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0),
        incidents=len(set(found.incident_of.values())),
        links=len(found.links),
    )


def exponent(measured: Sequence[Measure]) -> float:
    """The slope of log seconds over log mentions, by least squares."""
    points = [(math.log(m.mentions), math.log(max(m.seconds, 0.01))) for m in measured]
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0


@click.command(help=__doc__)
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--sizes", default="6000,60000", show_default=True)
@click.option("--templates", "most", default=TEMPLATES, show_default=True)
def main(data: Path, sizes: str, most: int) -> None:
    """Measure each size in turn and print a line of JSON for each, then the exponent."""
    world = templates(data, most)
    measured = []
    context = multiprocessing.get_context("fork")
    for size in (int(s) for s in sizes.split(",")):
        with context.Pool(1) as pool:
            found = pool.apply(measure, (world, size))
        measured.append(found)
        click.echo(msgspec.json.encode(found).decode())
    click.echo(json.dumps({"world": len(world), "exponent": round(exponent(measured), 3)}))


if __name__ == "__main__":
    main()
