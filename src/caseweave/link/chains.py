"""Incidents that are bound to one another and are two: what follows, answers or goes on with what.

Nothing is ever merged here. A tie rests on two mentions: of one report that tells both
incidents, or of two reports that name the same people on different days. The later incident
points to the earlier.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from caseweave.link._records import MentionProfile, Tie
from caseweave.link.compare import shared
from caseweave.link.shelf import Shelf, people_of
from caseweave.model import RelatedKind

# Of several ties of two incidents the first in this order is told.
_ORDER = ("retaliation", "same_people_later", "part_of", "follows")
_MONTH = 31
# A name in more mentions than this is a public figure's, or too common to tell people apart.
_MOST_BEARERS = 12


def ties(
    shelf: Shelf,
    report_of: Mapping[str, str],
    incident_of: Mapping[str, str],
) -> tuple[Tie, ...]:
    """The ties between incidents, one for each two, sorted; a function of mentions and clusters."""
    best: dict[tuple[str, str], Tie] = {}
    for a, b in _met(shelf, report_of, incident_of):
        tie = _tie(a, b, incident_of)
        if tie is None:
            continue
        key = (min(tie.later, tie.earlier), max(tie.later, tie.earlier))
        if key not in best or _rank(tie) < _rank(best[key]):
            best[key] = tie
    return tuple(sorted(best.values()))


def _rank(tie: Tie) -> tuple[int, Tie]:
    return _ORDER.index(tie.kind), tie


def _met(
    shelf: Shelf,
    report_of: Mapping[str, str],
    incident_of: Mapping[str, str],
) -> Iterator[tuple[MentionProfile, MentionProfile]]:
    """Two mentions of different incidents: of one report, or with somebody's name in both."""
    told: dict[str, list[str]] = defaultdict(list)
    for one, report in sorted(report_of.items()):
        told[report].append(one)
    for _, ids in sorted(told.items()):
        for one, other in combinations(ids, 2):
            if incident_of[one] != incident_of[other]:
                yield shelf[shelf.number[one]], shelf[shelf.number[other]]
    for _, numbers in sorted(shelf.bearers.items()):
        if 1 < len(numbers) <= _MOST_BEARERS:
            for a, b in combinations([shelf[n] for n in numbers], 2):
                if incident_of[a.id] != incident_of[b.id]:
                    yield a, b


def _tie(a: MentionProfile, b: MentionProfile, incident_of: Mapping[str, str]) -> Tie | None:
    early, late = _in_order(a, b)
    said = _said(early, late)
    if said is None:
        return None
    kind, because = said
    return Tie(
        later=incident_of[late.id],
        earlier=incident_of[early.id],
        kind=kind,
        because=because,
        mentions=tuple(sorted((a.id, b.id))),
    )


def _in_order(a: MentionProfile, b: MentionProfile) -> tuple[MentionProfile, MentionProfile]:
    """The earlier and the later; where days do not tell, background comes before main."""

    def key(p: MentionProfile) -> tuple[int, str]:
        days = [d.span.low for d in p.dates]
        return (min(days) if days else (p.published or 0) - _MONTH * (p.role != "main"), p.id)

    early, late = sorted((a, b), key=key)
    return early, late


def _said(early: MentionProfile, late: MentionProfile) -> tuple[RelatedKind, str] | None:
    """The kind of tie and why, in one English sentence; None where nothing binds the two."""
    beside = early.report == late.report
    if beside and "unconnected" in (*early.chains, *late.chains):
        return None
    if beside and "retaliation" in late.chains and "killed" in (*late.kinds, *early.kinds):
        return "retaliation", "A report that tells both says that this one answers the other."
    again = shared(people_of(early), people_of(late))
    if again and _days_between(early, late) > 1:
        return "same_people_later", f"The same people are named later: {', '.join(again[:3])}."
    if beside and (whole := _part_of(early, late)):
        return "part_of", f"A report counts the people of this one among the {whole} of the other."
    if beside and _like(early, late) and _days_between(early, late) > 0:
        days = _days_between(early, late)
        return "follows", f"A report that tells both dates the other {days} days earlier."
    return None


def _days_between(early: MentionProfile, late: MentionProfile) -> int:
    """Days from the last day of the earlier one to the first of the later; 0 where not told."""
    if not early.dates or not late.dates:
        return 0
    low = min(d.span.low for d in late.dates)
    return max(0, low - min(d.span.high for d in early.dates))


def _part_of(early: MentionProfile, late: MentionProfile) -> int | None:
    """The whole of which the later mention's people are a part, where the earlier counts it."""
    wholes = {c.low for c in early.counts if c.low > 1 and c.attribute.partition(".")[2] == ""}
    return next((c.of for c in late.counts if c.of in wholes and c.of != c.low), None)


def _like(early: MentionProfile, late: MentionProfile) -> bool:
    """Whether both tell one kind of event in a town, a country or of one people on its way."""
    if not shared(early.kinds, late.kinds):
        return False
    near = {p.name for p in (*early.places, *early.mentioned)}
    if any(p.name in near for p in (*late.places, *late.mentioned)):
        return True
    lands = {p.country for p in early.places if p.country}
    if any(p.country in lands for p in late.places):
        return True
    one_people = shared(early.nationalities, late.nationalities)
    return bool(one_people and shared(early.countries, late.countries))
