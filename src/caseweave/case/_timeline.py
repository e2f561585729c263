"""The timeline in two orders: as things happened, and as they became known."""

from caseweave.model import Incident, TimelineEntry, day_bounds

_LAST = (10_000_000, 10_000_000)


def timeline(incident: Incident, *, as_known: bool = False) -> tuple[TimelineEntry, ...]:
    """The entries by when they happened, or by when they were first reported; undated ones last."""

    def moment(entry: TimelineEntry) -> tuple[tuple[int, int], tuple[int, int], str]:
        happened = day_bounds(entry.at) or _LAST
        known = day_bounds(entry.first_reported) or _LAST
        return (known, happened, entry.event) if as_known else (happened, known, entry.event)

    return tuple(sorted(incident.timeline, key=moment))
