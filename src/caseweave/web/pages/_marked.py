"""A report's text cut at every claim's edges, so that nested and overlapping spans all show.

Offsets are code points. A piece knows the claims that cover it, those that begin and those that
end with it; joined in order the pieces of a passage are its text again.
"""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from caseweave.model import Claim, Passage, Report


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text. `claims` cover it, innermost first; `begins` and `ends` are its edges."""

    text: str
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


class MarkedPassage(msgspec.Struct, frozen=True, kw_only=True):
    """One passage in pieces, and the claims that begin in it, in reading order."""

    kind: str
    start: int
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def marked(report: Report, claims: Sequence[Claim]) -> tuple[MarkedPassage, ...]:
    """The passages of a report with the spans of these claims; furniture too, unmarked."""
    in_order = sorted(claims, key=lambda c: (c.evidence.start, -c.evidence.end, c.id))
    return tuple(_passage(report, p, in_order) for p in report.passages if p.start < p.end)


def _passage(report: Report, passage: Passage, claims: Sequence[Claim]) -> MarkedPassage:
    held = [c for c in claims if c.evidence.start < passage.end and passage.start < c.evidence.end]
    cuts = {passage.start, passage.end}
    for claim in held:
        cuts.add(max(passage.start, claim.evidence.start))
        cuts.add(min(passage.end, claim.evidence.end))
    return MarkedPassage(
        kind=passage.kind,
        start=passage.start,
        pieces=tuple(_piece(report.text, a, b, held) for a, b in pairwise(sorted(cuts))),
        notes=tuple(c.id for c in held if c.evidence.start >= passage.start),
    )


def _piece(text: str, start: int, end: int, held: Sequence[Claim]) -> Piece:
    covering = [c for c in held if c.evidence.start <= start and end <= c.evidence.end]
    covering.sort(key=lambda c: (c.evidence.end - c.evidence.start, c.id))
    return Piece(
        text=text[start:end],
        claims=tuple(c.id for c in covering),
        begins=tuple(c.id for c in covering if c.evidence.start == start),
        ends=tuple(c.id for c in covering if c.evidence.end == end),
    )
