"""The layers in their order, and the frame that assembly reads."""

from collections.abc import Iterator, Sequence

from caseweave import __version__
from caseweave.extract.assemble import Frame, assemble, sentences_of
from caseweave.extract.attribution import find_attributions
from caseweave.extract.dates import find_dates
from caseweave.extract.encoder import model_name as encoder_name
from caseweave.extract.events import find_events
from caseweave.extract.layers import Parsed
from caseweave.extract.parse import model_name, parse_many
from caseweave.extract.people import Group, find_people, group_chains
from caseweave.extract.places import find_places
from caseweave.extract.speaking import can_speak
from caseweave.extract.told import with_told
from caseweave.model import Extraction, Report, content_id
from caseweave.schema import load_types, type_hashes


def identity(types: tuple[str, ...] | None = None) -> str:
    """Program version, model and incident types in one id."""
    names = sorted(t.name for t in load_types(types))
    hashes = type_hashes()
    parts = [__version__, model_name(), encoder_name()]
    return content_id("pipeline", *parts, [[n, hashes[n]] for n in names])


def run(reports: Sequence[Report], types: tuple[str, ...] | None = None) -> Iterator[Extraction]:
    """Extract from each report, in order."""
    names = tuple(sorted(types)) if types else None
    name = identity(names)
    for parsed in parse_many(reports):
        yield assemble(frame_of(parsed, names), load_types(names), name)


def frame_of(
    parsed: Parsed, types: tuple[str, ...] | None = None, *, encoder: bool = True
) -> Frame:
    """Run every layer over a parsed report; without the encoder only to measure what it costs."""
    report = parsed.report
    published = report.published.value if report.published else None
    live = tuple(p.passage for p in parsed.passages)
    ends = {(p.start, p.end) for p in live}
    times = tuple(
        t
        for t in find_dates(report.text, published=published, passages=report.passages)
        if any(a <= t.start and t.end <= b for a, b in ends)
    )
    events = find_events(parsed, types)
    bylines = [(p.start, p.end) for p in report.passages if p.kind in {"byline", "dateline"}]
    people = find_people(parsed, encoder=encoder)
    counts = tuple(c for c in people if not any(a <= c.start < b for a, b in bylines))
    events = with_told(parsed, events, counts, types)
    places = find_places(parsed, outlet=report.outlet)
    groups = group_chains(parsed, counts)
    roots = [_root(groups, g) for g in range(len(groups))]
    return Frame(
        report=report,
        parsed=parsed,
        sentences=sentences_of(parsed, events, counts, times, places),
        events=events,
        counts=counts,
        times=times,
        places=places,
        said=tuple(a for a in find_attributions(parsed) if can_speak(parsed, a)),
        group_of={i: roots[g] for g, group in enumerate(groups) for i in group.members},
        whole_of={
            i: whole
            for g, group in enumerate(groups)
            for i in group.members
            if roots[g] != g and (whole := groups[roots[g]].best) is not None
        },
        anaphors=tuple(
            (a, b, roots[g]) for g, group in enumerate(groups) for a, b in group.mentions
        ),
        stands_for={span: g.total for g in groups if not g.statistic for span in g.mentions},
    )


def _root(groups: tuple[Group, ...], index: int) -> int:
    """The whole that a group is a part of, through all parts."""
    seen = {index}
    while (above := groups[index].part_of) is not None and above not in seen:
        index = above
        seen.add(index)
    return index
