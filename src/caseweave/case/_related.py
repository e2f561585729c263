"""Incidents that are bound to one and are not the same: shown beside it, never merged.

Invariant: only what linking tied, read from both ends; the sentence is the tie's own.
"""

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.model import Incident, RelatedKind

# How a line reads from the later incident, and from the earlier one.
_FROM_LATER: dict[RelatedKind, str] = {
    "follows": "Follows",
    "part_of": "Its people are a part of those of",
    "same_people_later": "The same people earlier:",
    "retaliation": "Said to answer",
}
_FROM_EARLIER: dict[RelatedKind, str] = {
    "follows": "Followed by",
    "part_of": "Holds the people of",
    "same_people_later": "The same people later:",
    "retaliation": "Said to be answered by",
}


class RelatedCase(msgspec.Struct, frozen=True, kw_only=True):
    """Another incident: `how` it is bound, in words that its title follows, and why."""

    how: str
    incident: str
    title: str
    because: str


def related(files: CaseFiles, incident: Incident) -> tuple[RelatedCase, ...]:
    """The incidents bound to this one: those that it points to first, each by its id."""
    title = {i.id: i.title for i in files.incidents}
    later = [
        RelatedCase(
            how=_FROM_LATER[r.kind], incident=r.incident, title=title[r.incident], because=r.because
        )
        for r in incident.related
        if r.incident in title
    ]
    earlier = [
        RelatedCase(how=_FROM_EARLIER[r.kind], incident=i.id, title=i.title, because=r.because)
        for i in files.incidents
        for r in i.related
        if r.incident == incident.id
    ]
    return (
        *sorted(later, key=lambda r: (r.incident, r.how)),
        *sorted(earlier, key=lambda r: (r.incident, r.how)),
    )
