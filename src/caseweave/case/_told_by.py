"""By how many reports a case is told, which of them add an origin, and who is heard in them.

Invariant: a reprint adds nothing; a person and the body that the person heads are heard once; the
speakers of one report never make several reports of it.
"""

import msgspec

from caseweave.model import Incident


class ToldBy(msgspec.Struct, frozen=True, kw_only=True):
    """`own`: reports with an origin that no other report carries as well or better.

    `heard`: independent people, offices and documents, `unnamed` of them without a name; outlets
    in their own voice are not among them.
    """

    reports: int
    own: int
    heard: int
    unnamed: int

    @property
    def words(self) -> str:
        """As "3 reports, 2 with an origin of their own; 5 speakers heard, 1 of them unnamed"."""
        return f"{self.reports_words}; {self.heard_words}"

    @property
    def reports_words(self) -> str:
        """As "3 reports, 2 with an origin of their own"."""
        if self.reports < 2:
            return "1 report"
        if self.own == self.reports:
            return f"{self.reports:,} reports, each with an origin of its own"
        their = "its" if self.own == 1 else "their"
        return f"{self.reports:,} reports, {self.own:,} with an origin of {their} own"

    @property
    def heard_words(self) -> str:
        """As "5 speakers heard, 1 of them unnamed"."""
        if not self.heard:
            return "nobody is cited"
        said = "1 speaker heard" if self.heard == 1 else f"{self.heard:,} speakers heard"
        if not self.unnamed:
            return said
        return (
            f"{said}, unnamed" if self.heard == 1 else f"{said}, {self.unnamed:,} of them unnamed"
        )


def told_by(incident: Incident) -> ToldBy:
    """The reports and speakers of an incident, counted apart."""
    ids = {o.id for o in incident.origins}
    stands_for = {
        o.id: o.affiliation if o.affiliation in ids and o.affiliation else o.id
        for o in incident.origins
    }
    carried: dict[str, set[str]] = {report: set() for report in incident.reports}
    for origin in incident.origins:
        for report in origin.reports:
            carried.setdefault(report, set()).add(stands_for[origin.id])
    speaking = {stands_for[o.id] for o in incident.origins if o.kind != "outlet"}
    unnamed = {stands_for[o.id] for o in incident.origins if o.kind == "anonymous"}
    return ToldBy(
        reports=len(incident.reports),
        own=_with_an_own(carried),
        heard=len(speaking),
        unnamed=len(unnamed),
    )


def _with_an_own(carried: dict[str, set[str]]) -> int:
    """Reports whose origins are not all carried by one other report (of equals the first stays)."""
    told = sorted((r, origins) for r, origins in carried.items() if origins)
    return sum(
        not any(
            mine < theirs or (mine == theirs and other < report)
            for other, theirs in told
            if other != report
        )
        for report, mine in told
    )
