"""When the people of a count stood as it says: the day of the event that brought it about.

Invariant: a moment comes from a dated event or figure of the same report, never from the clock; a
toll stands as of the day its report came out.
"""

import bisect
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from caseweave.model import Claim, CountValue, DateValue, Evidence, Mention, MentionEvent, Report
from caseweave.reconcile import counts
from caseweave.reconcile.days import days_of
from caseweave.reconcile.settings import settings, status_of_kind

# A full stop after a short word with a capital or a month's short form ends no sentence.
_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\bSept)[.?!][\"”’']?\s|\n"
)


class DateClaim(NamedTuple):
    """A claim of a date: where its words stand, and the date."""

    evidence: Evidence
    value: DateValue


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around `text[start:end]`, as offsets."""
    ends = _sentence_ends(text)
    before = bisect.bisect_right(ends, start)
    left = ends[before - 1] if before else 0
    after = bisect.bisect_left(ends, max(start + 1, end))
    return left, ends[after] if after < len(ends) else len(text)


@lru_cache(maxsize=256)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return tuple(m.end() for m in _STOP.finditer(text))


def moments(
    claims: Sequence[Claim],
    mentions: Mapping[str, Mention],
    reports: Mapping[str, Report],
    day: Callable[[str], str | None],
) -> dict[str, str | None]:
    """The moment (EDTF) of each count by claim id; `day`: when a report came out first."""
    search = _Search(claims, mentions, reports)
    found: dict[str, str | None] = {}
    for claim in search.counts:
        toll = settings().rule_of(claim.attribute).rule == "toll"
        found[claim.id] = day(claim.report) if toll else search.own(claim)
    sure = dict(found)
    for claim in search.counts:
        if sure[claim.id] is None:
            found[claim.id] = search.only(claim, sure)
    for claim in search.counts:
        if found[claim.id] is None and claim.attribute in settings().statuses:
            found[claim.id] = search.shared(claim, found)
    return found


class _Search:
    def __init__(
        self,
        claims: Sequence[Claim],
        mentions: Mapping[str, Mention],
        reports: Mapping[str, Report],
    ) -> None:
        self.claims = claims
        self.counts = [c for c in claims if isinstance(c.value, CountValue)]
        self.mentions = mentions
        self.sentence = {
            c.id: sentence_at(reports[c.report].text, c.evidence.start, c.evidence.end)
            for c in self.counts
        }

    def own(self, claim: Claim) -> str | None:
        """The day of the event of this status: around the count, or in its sentence."""
        mention = self.mentions.get(claim.mention or "")
        if claim.attribute not in settings().statuses or mention is None:
            return None
        events = self._events(claim, mention)
        start, end = claim.evidence.start, claim.evidence.end
        around = [e for e in events if e.evidence.start <= start and end <= e.evidence.end]
        if around:
            return min(around, key=_length).date
        left, right = self.sentence[claim.id]
        near = [e for e in events if left <= e.evidence.start < right]
        if near:
            return min(near, key=lambda e: (abs(e.evidence.start - start), e.evidence.start)).date
        here = {c.value.edtf for c in self._dates(claim) if left <= c.evidence.start < right}
        if len(here) == 1:
            return here.pop()
        return None

    def only(self, claim: Claim, found: Mapping[str, str | None]) -> str | None:
        """The only day of this status in the report, unless another figure of it has that day."""
        mention = self.mentions.get(claim.mention or "")
        if claim.attribute not in settings().statuses or mention is None:
            return None
        dates = {e.date for e in self._events(claim, mention)}
        dates = dates or {c.value.edtf for c in self._dates(claim)}
        if len(dates) != 1:
            return None
        day = dates.pop()
        taken = any(
            found[o.id] == day and counts.number_of(o.value) != counts.number_of(claim.value)
            for o in self.counts
            if o.attribute == claim.attribute and o.mention == claim.mention
        )
        return None if taken else day

    def _events(self, claim: Claim, mention: Mention) -> list[MentionEvent]:
        """The dated events of a mention that bring about the status of a count."""
        return [
            e
            for e in mention.events
            if status_of_kind().get(e.kind, e.kind) == claim.attribute and days_of(e.date)
        ]

    def _dates(self, claim: Claim) -> list[DateClaim]:
        """The dates that the same report gives for events of this status."""
        kinds = {k for k, s in status_of_kind().items() if s == claim.attribute}
        return [
            DateClaim(c.evidence, c.value)
            for c in self.claims
            if c.mention == claim.mention
            and isinstance(c.value, DateValue)
            and c.attribute.removeprefix("date.") in {*kinds, claim.attribute}
            and c.alternative_of is None
            and c.factuality == "happened"
            and days_of(c.value.edtf)
        ]

    def shared(self, claim: Claim, found: Mapping[str, str | None]) -> str | None:
        """The moment of the same figure elsewhere in the report, or of one in its sentence."""
        number = counts.number_of(claim.value)
        same, beside = set(), set()
        for other in self.counts:
            moment = found[other.id]
            toll = settings().rule_of(other.attribute).rule == "toll"
            if other.mention != claim.mention or moment is None or toll or other.id == claim.id:
                continue
            if other.attribute == claim.attribute and counts.number_of(other.value) == number:
                same.add(moment)
            beside |= self._beside(claim, other, found)
        for moments_found in (same, beside):
            if len(moments_found) == 1:
                return moments_found.pop()
        return None

    def _beside(
        self, claim: Claim, other: Claim, found: Mapping[str, str | None]
    ) -> set[str | None]:
        """The moment of a figure of the same sentence, or of that figure where it is repeated."""
        if self.sentence[other.id] == self.sentence[claim.id]:
            return {found[other.id]}
        twins = [
            t
            for t in self.counts
            if self.sentence[t.id] == self.sentence[claim.id]
            and t.mention == claim.mention
            and t.attribute == other.attribute != claim.attribute
            and counts.number_of(t.value) == counts.number_of(other.value)
        ]
        return {found[other.id]} if twins else set()


def _length(event: MentionEvent) -> tuple[int, int]:
    return event.evidence.end - event.evidence.start, event.evidence.start
