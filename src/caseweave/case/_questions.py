"""What a case leaves open: the head-count's own questions, conflicts, and what does not fit."""

from typing import Literal

import msgspec

from caseweave.case._words import attribute_words
from caseweave.model import Incident


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Something to settle, in words, with the claims that raise it."""

    kind: Literal["headcount", "conflict", "check", "unknown"]
    words: str
    claims: tuple[str, ...] = ()


def open_questions(incident: Incident) -> tuple[Question, ...]:
    """All questions of an incident: people first, then conflicts, checks and unknowns."""
    counted = [
        Question(kind="headcount", words=q.question, claims=q.claims)
        for q in incident.headcount.open
    ]
    ledger = [
        Question(kind="conflict", words=c.because, claims=c.claims)
        for c in incident.headcount.conflicts
    ]
    findings = [
        Question(
            kind="conflict",
            words=f"{attribute_words(f.attribute, f.population).capitalize()}: {f.because}",
            claims=f.claims,
        )
        for f in incident.findings
        if f.verdict == "conflict"
    ]
    checks = [Question(kind="check", words=c.because, claims=c.claims) for c in incident.checks]
    unknown = [
        Question(
            kind="unknown",
            words=f"{attribute_words(f.attribute, f.population).capitalize()}: {f.because}",
            claims=f.claims,
        )
        for f in incident.findings
        if f.verdict == "unknown"
    ]
    return (*counted, *ledger, *findings, *checks, *unknown)
