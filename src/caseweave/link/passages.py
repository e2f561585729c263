"""The words of a mention: the sentences that tell it, without page furniture and bylines.

Invariant: what belongs to another mention of the report alone is never among them.
"""

from collections.abc import Sequence

from caseweave.model import Claim, Mention, Report

Piece = tuple[int, int]
# Characters of the opening that belong to a main mention: title and two or three paragraphs.
_LEAD = 900
# Characters of its own passages that open a mention.
OPENING = 500
_STOPS = (". ", "! ", "? ", "\n")
# Passages that say who publishes and signs, and nothing of an incident.
_FURNITURE = frozenset({"boilerplate", "byline"})


def own_text(mention: Mention, claims: Sequence[Claim], report: Report, *, sole: bool) -> str:
    """The sentences of the mention's evidence; of the only main one also title and lead.

    Sentences that hold evidence of other mentions alone are left out.
    """
    own = {(c.evidence.start, c.evidence.end) for c in claims if c.mention == mention.id}
    own |= {(e.evidence.start, e.evidence.end) for e in mention.events}
    others = {
        (c.evidence.start, c.evidence.end)
        for c in claims
        if c.mention is not None and c.mention != mention.id
    }
    pieces = {_around(report.text, *span) for span in own}
    apart = {_around(report.text, *span) for span in others}
    if sole:
        pieces |= _lead(report, apart - pieces)
    return _text(report, pieces)


def opening(report: Report) -> str:
    """Title and first paragraphs of a report."""
    return _text(report, _lead(report, set()))


def _lead(report: Report, apart: set[Piece]) -> set[Piece]:
    furniture = {(p.start, p.end) for p in report.passages if p.kind in _FURNITURE}
    return _without((0, min(len(report.text), _LEAD)), apart | furniture)


def _text(report: Report, pieces: set[Piece]) -> str:
    return "\n".join(report.text[s:e] for s, e in _joined(pieces))


def _without(whole: Piece, apart: set[Piece]) -> set[Piece]:
    """What is left of a stretch of text without some pieces."""
    left, at = set(), whole[0]
    for start, end in _joined(apart):
        if at < min(start, whole[1]):
            left.add((at, min(start, whole[1])))
        at = max(at, end)
    if at < whole[1]:
        left.add((at, whole[1]))
    return left


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or sentences that hold `start:end`, by full stops and line ends alone."""
    left = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1)
    rights = [found for stop in _STOPS if (found := text.find(stop, max(start, end - 1))) >= 0]
    return left + 1, min(rights, default=len(text) - 1) + 1


def _joined(pieces: set[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
