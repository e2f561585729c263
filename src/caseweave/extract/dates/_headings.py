"""Days that stand alone on their line and head entries: of a live page, a diary, a chronicle.

Invariant: one such line heads nothing (it is the text's own day); from two on, what follows each
counts from its day and not from the publication.
"""

from collections.abc import Sequence

from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token

_LEAST = 2  # headings that make a text one of entries
_BESIDE = " \t.:,;–—-*#|"  # what else may stand on such a line


def headings(found: Sequence[Found], tokens: Sequence[Token], text: str) -> frozenset[int]:
    """The first tokens of the days that head entries."""
    alone = {f.first for f in found if _is_day(f) and _alone(f, tokens, text)}
    return frozenset(alone) if len(alone) >= _LEAST else frozenset()


def _is_day(found: Found) -> bool:
    keys = found.groups.keys()
    return found.kind == "calendar" and bool(keys & {"day", "iso", "slash"}) and not found.clock


def _alone(found: Found, tokens: Sequence[Token], text: str) -> bool:
    """Whether nothing else stands on the line of an expression."""
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    return not (before + after).strip(_BESIDE)
