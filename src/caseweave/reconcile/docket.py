"""What every step of reconciling shares: the claims that stand, each with its origin and moment.

Invariant: built once, read by all, never changed.
"""

from collections.abc import Mapping

import msgspec

from caseweave.model import Claim, Mention, Origin, Report
from caseweave.reconcile.days import days_of
from caseweave.reconcile.decided import standing
from caseweave.reconcile.lineage import Lineage
from caseweave.reconcile.linked import LinkedIncident
from caseweave.reconcile.moments import moments, sentence_at
from caseweave.reconcile.origins import find_origins
from caseweave.reconcile.speakers import Speakers


class Docket(msgspec.Struct, frozen=True, kw_only=True):
    """The incident laid open. `moment`: EDTF by claim id, when a count's people stood so."""

    linked: LinkedIncident
    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]
    mentions: Mapping[str, Mention]
    origins: Mapping[str, Origin]
    origin_of: Mapping[str, str]
    circular: frozenset[str]
    accepted: frozenset[str]
    moment: Mapping[str, str | None]
    sentences: Mapping[str, str]
    lineage: Lineage
    speakers: Speakers

    def day(self, claim: Claim) -> str | None:
        """When the claim's report came out first (EDTF), or None."""
        return self.lineage.day(claim.report)

    def origin(self, claim: Claim) -> Origin:
        """The root of a claim."""
        return self.origins[self.origin_of[claim.id]]

    def independent(self, origin: str) -> str:
        """The origin that stands for this one where independent origins are counted.

        A person and the body that the person heads or works for count once.
        """
        found = self.origins[origin].affiliation
        return found if found in self.origins and found is not None else origin

    def event_day(self, claim: Claim) -> str | None:
        """The day (EDTF) of the dated event in whose clause a claim stands, or None."""
        mention = self.mentions.get(claim.mention or "")
        if mention is None:
            return None
        start, end = claim.evidence.start, claim.evidence.end
        for event in mention.events:
            if event.evidence.start < end and start < event.evidence.end and days_of(event.date):
                return event.date
        return None

    def event_kind(self, claim: Claim) -> str | None:
        """The kind of the shortest event clause of its mention in which a claim stands, or None."""
        mention = self.mentions.get(claim.mention or "")
        start, end = claim.evidence.start, claim.evidence.end
        around = [
            (e.evidence.end - e.evidence.start, e.kind)
            for e in (mention.events if mention else ())
            if e.evidence.start < end and start < e.evidence.end
        ]
        return min(around)[1] if around else None

    def sentence(self, claim: Claim) -> str:
        """The words around a claim's evidence, from one full stop to the next."""
        return self.sentences[claim.id]


def open_docket(linked: LinkedIncident) -> Docket:
    """Apply the decisions, then find lineage, speakers, origins and moments."""
    decided = standing(linked.claims, linked.decisions)
    known = {**linked.all_reports, **{r.id: r for r in linked.reports}}
    needed = {r.id for r in linked.reports} | {c.report for c in linked.claims}
    reports = {r: known[r] for r in sorted(needed) if r in known}
    claims = tuple(c for c in decided.claims if c.report in reports)
    lineage = Lineage(tuple(reports.values()), linked.all_reports, claims)
    speakers = Speakers(claims, reports)
    found = find_origins(claims, lineage, speakers, decided.origins)
    mentions = {m.id: m for m in sorted(linked.mentions, key=lambda m: m.id)}
    return Docket(
        linked=linked,
        claims=claims,
        reports=reports,
        mentions=mentions,
        origins={o.id: o for o in found.origins},
        origin_of=found.of,
        circular=found.circular,
        accepted=decided.accepted,
        moment=moments(claims, mentions, reports, lineage.day),
        sentences={c.id: _sentence(c, reports[c.report].text) for c in claims},
        lineage=lineage,
        speakers=speakers,
    )


def _sentence(claim: Claim, text: str) -> str:
    start, end = sentence_at(text, claim.evidence.start, claim.evidence.end)
    return text[start:end].strip()
