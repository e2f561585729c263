"""How much a claim weighs by where it stands in its report.

A title and the first paragraphs tell the main incident.
"""

import msgspec

from caseweave.model import Claim, Report

# Set on the early part of the development reports of shootings.
TITLE, LEAD, BODY = 2.0, 2.0, 1.0
LEAD_PARAGRAPHS = 3


class Standing(msgspec.Struct, frozen=True):
    """Where the body of a report begins and where its first paragraphs end, as offsets."""

    body: int
    rest: int

    @classmethod
    def of(cls, report: Report) -> "Standing":
        told = [p for p in report.passages if p.kind in {"paragraph", "quotation"}]
        if not told:
            return cls(0, len(report.text))
        return cls(told[0].start, told[min(LEAD_PARAGRAPHS, len(told)) - 1].end)

    def at(self, claim: Claim) -> float:
        """The weight of the claim's place."""
        start = claim.evidence.start
        return TITLE if start < self.body else LEAD if start < self.rest else BODY
