"""Time and rows read to place one more report into stores of several sizes, on disk.

    python -m caseweave.evaluate.scale_one_more --data FOLDER --sizes 1000,10000,100000

The mentions are those of `scale_linking` (real days, towns and near-misses, world after world). A
store of each size is filled in one sweep; then some reports that it does not hold are placed one by
one, each in a transaction of its own. Told are means for one report: the look-up of its candidates
alone; taking it into the index (its neighbours choose anew); scoring and clustering what it is
connected with; rows read from the database. Seconds are of the processor; wall seconds beside.
"""

import json
import math
import tempfile
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click
import msgspec

from caseweave.evaluate.scale_linking import stream, templates
from caseweave.link import Index, MentionProfile, fill, packed, place
from caseweave.store import open_store


class OneMore(msgspec.Struct, frozen=True, kw_only=True):
    """Means for one report placed into a store of `mentions` that has `postings` keys."""

    mentions: int
    keys: int
    filling: float
    look_up: float
    look_up_rows: float
    placing: float
    placing_rows: float
    placing_wall: float
    chose_anew: float
    scored: float
    megabytes: float


def measure(world: Sequence[MentionProfile], size: int, more: int, folder: Path) -> OneMore:
    """Fill a store with `size` mentions and place `more` reports."""
    path = folder / f"{size}.db"
    # Those that come later lie all over the store, in time as in place.
    step = size // more + 1
    later = list(islice(stream(world, size + more), 0, None, step))
    held = (p for n, p in enumerate(stream(world, size + more)) if n % step)
    with open_store(path) as store:
        began = time.process_time()
        with store.index("one more") as kept:
            fill(kept, (packed(p) for p in held))
            keys, mentions = kept.size(), len(kept.digests())
        filling = time.process_time() - began
        told: list[tuple[float, float, float, float, float, float, float]] = []
        for p in later:
            with store.index("one more") as kept:
                index = Index((), kept)
                start, wall, rows = time.process_time(), time.perf_counter(), kept.rows
                index.met(p)
                looked, read = time.process_time() - start, kept.rows - rows
                start, wall, rows = time.process_time(), time.perf_counter(), kept.rows
                placed = place(index, [p])
                spent, wall = time.process_time() - start, time.perf_counter() - wall
                anew, scored = placed.chose_anew, placed.scored
                told.append((looked, read, spent, kept.rows - rows, wall, anew, scored))
    means = [sum(column) / len(told) for column in zip(*told, strict=True)]
    return OneMore(
        mentions=mentions,
        keys=keys,
        filling=round(filling, 1),
        look_up=round(means[0], 5),
        look_up_rows=round(means[1], 1),
        placing=round(means[2], 4),
        placing_rows=round(means[3], 1),
        placing_wall=round(means[4], 4),
        chose_anew=round(means[5], 1),
        scored=round(means[6], 1),
        megabytes=round(path.stat().st_size / 1e6, 1),
    )


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The slope of the logarithm of the values over that of the sizes, by least squares."""
    points = [(math.log(s), math.log(v)) for s, v in zip(sizes, values, strict=True)]
    x, y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    spread = sum((a - x) ** 2 for a, _ in points)
    return sum((a - x) * (b - y) for a, b in points) / spread if spread else 0.0


@click.command(help=__doc__)
@click.option("--data", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--sizes", default="1000,10000", show_default=True)
@click.option("--templates", "most", default=1500, show_default=True)
@click.option("--more", default=25, show_default=True, help="Reports placed into each store.")
def main(data: Path, sizes: str, most: int, more: int) -> None:
    """Print a line of JSON for each size, then growth exponents (log-log slope)."""
    world = templates(data, most)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (int(s) for s in sizes.split(",")):
            found.append(measure(world, size, more, Path(folder)))
            click.echo(msgspec.json.encode(found[-1]).decode())
    at = [float(m.mentions) for m in found]
    names = ("look_up", "look_up_rows", "placing", "placing_rows")
    slopes = {name: round(exponent(at, [getattr(m, name) for m in found]), 3) for name in names}
    click.echo(json.dumps({"world": len(world), "exponents": slopes}))


if __name__ == "__main__":
    main()
