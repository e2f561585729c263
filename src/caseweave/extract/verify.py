"""Evidence or nothing: a claim whose quote is not in the text at its offsets is dropped."""

from caseweave.model import Claim, Evidence, Report


def holds(text: str, evidence: Evidence) -> bool:
    """Whether the quote stands in `text` at its offsets and is more than white space."""
    inside = 0 <= evidence.start < evidence.end <= len(text)
    return (
        inside
        and text[evidence.start : evidence.end] == evidence.quote
        and bool(evidence.quote.strip())
    )


def verify(report: Report, claims: list[Claim]) -> tuple[list[Claim], int]:
    """The claims that hold, and how many were dropped. The chain's evidence is checked as well."""
    kept = [
        c
        for c in claims
        if c.report == report.id
        and holds(report.text, c.evidence)
        and all(holds(report.text, a.evidence) for a in c.attribution if a.evidence is not None)
    ]
    return kept, len(claims) - len(kept)
