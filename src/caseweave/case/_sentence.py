"""The sentence around a quote, and all that one claim rests on, so that any value can be opened."""

import re

import msgspec

from caseweave.case._records import CaseFiles, Review
from caseweave.model import Claim, Evidence, Finding, Incident, Origin, Report

# The end of a sentence: a stop with what may close after it, then space and a capital, digit or
# opening quotation mark. Initials and abbreviations may cut too early; the passage bounds it.
_END = re.compile(r"(?<![A-Z])[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_LONGEST = 600


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """One claim opened: its report, its sentence with the quote inside, its finding and origin.

    `start` and `end` are the sentence in the report's text; the quote stands at
    `quote_start:quote_end` of `sentence` (code points).
    """

    claim: Claim
    report: Report
    sentence: str
    start: int
    end: int
    quote_start: int
    quote_end: int
    incident: Incident | None = None
    finding: Finding | None = None
    origin: Origin | None = None
    review: Review | None = None
    copied_in: tuple[str, ...] = ()


def opened(files: CaseFiles, claim: Claim) -> Opened:
    """Everything that one claim rests on."""
    report = next(r for r in files.reports if r.id == claim.report)
    incident = next((i for i in files.incidents if i.id == claim.incident), None)
    start, end = sentence_around(report, claim.evidence)
    return Opened(
        claim=claim,
        report=report,
        sentence=report.text[start:end],
        start=start,
        end=end,
        quote_start=claim.evidence.start - start,
        quote_end=claim.evidence.end - start,
        incident=incident,
        finding=next((f for f in _findings(incident) if claim.id in f.claims), None),
        origin=next((o for o in _origins(incident) if claim.id in o.claims), None),
        review=next((r for r in files.reviews if r.claim == claim.id), None),
        copied_in=tuple(copy.report for copy in report.copies),
    )


def _findings(incident: Incident | None) -> tuple[Finding, ...]:
    return incident.findings if incident else ()


def _origins(incident: Incident | None) -> tuple[Origin, ...]:
    return incident.origins if incident else ()


def sentence_around(report: Report, evidence: Evidence) -> tuple[int, int]:
    """Start and end of the sentence that holds the evidence, within its passage."""
    low, high = 0, len(report.text)
    for passage in report.passages:
        if passage.start <= evidence.start < passage.end:
            low, high = passage.start, max(passage.end, evidence.end)
            break
    starts = [low, *(m.end() for m in _END.finditer(report.text, low, high)), high]
    start = max(s for s in starts if s <= evidence.start)
    end = min((s for s in starts if s >= evidence.end), default=high)
    start = max(start, evidence.start - _LONGEST)
    end = min(end, evidence.end + _LONGEST)
    return start, start + len(report.text[start:end].rstrip())
