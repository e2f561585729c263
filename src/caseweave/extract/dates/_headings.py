"""Days that head entries: of a live page, a diary, a chronicle.

Invariant: one such line heads nothing (it is the text's own day); from two on (three, where the
entry stands on the same line), what follows each counts from its day and not from the publication.
"""

import re
from collections.abc import Sequence

from caseweave.extract.dates._patterns import Found
from caseweave.extract.dates._tokens import Token

_LEAST = 2  # headings on lines of their own that make a text one of entries
_LEAST_OPEN = 3  # and headings that an entry follows on the same line ("12 March: ten held")
_BESIDE = " \t.:,;–—-*#|("  # what else may stand on such a line
_OPENS = (":", " –", " —", " - ", " / ", ". –", ". —")  # what stands between a day and its entry
_NUMBERED = re.compile(r"\s*(?:\[[^\]\n]{1,20}\]|\(?\d{1,3}[.)])\s*\Z")  # "[0711-A] 7 Nov / ..."
_LABELLED = re.compile(r"(?:\A|[.;!?)]\s)\s*[A-Z][A-Z-]{2,}(?: [A-Z-]{2,})?\s\Z")  # "UPDATE 9 Nov:"

_UPDATED = re.compile(r"\s*[\[(*]*\s*(?:UPDATED?|Updated?)\b[ ,:(–—-]*(?:on |at )?\Z")


def headings(found: Sequence[Found], tokens: Sequence[Token], text: str) -> frozenset[int]:
    """The first tokens of the days that head entries."""
    lines = [(f.first, *_line(f, tokens, text)) for f in found if _is_day(f)]
    first = [(i, rest) for i, before, rest in lines if _opens_entry(before, rest)]
    alone = frozenset(i for i, rest in first if not rest.strip(_BESIDE + ")"))
    opening = frozenset(i for i, rest in first if rest.startswith(_OPENS))
    if len(alone | opening) >= _LEAST_OPEN:
        return alone | opening
    return alone if len(alone) >= _LEAST else frozenset()


def _opens_entry(before: str, rest: str) -> bool:
    """Whether a day opens its line, behind no more than a number; or a later note within one."""
    if not before.strip(_BESIDE) or _NUMBERED.match(before):
        return True
    return rest.startswith(":") and _LABELLED.search(before) is not None


def updates(found: Sequence[Found], tokens: Sequence[Token], text: str) -> dict[int, int]:
    """The days of later notes within a report, by first token, and the offset where each note ends.

    As in "UPDATE, Friday 9.15: two more have died this morning": the day opens its paragraph.
    """
    ends: dict[int, int] = {}
    for item in found:
        before, rest = _line(item, tokens, text)
        if item.kind == "calendar" and "weekday" in item.groups and _UPDATED.match(before):
            start = tokens[item.last - 1].end
            ends[item.first] = start + len(rest) if rest.strip(_BESIDE + ")") else start
    return ends


def entry_times(found: Sequence[Found], tokens: Sequence[Token], text: str) -> frozenset[int]:
    """The first tokens of the times that head entries of a live page ("14:35", "6:01 p.m.:")."""
    lines = [(f.first, *_line(f, tokens, text)) for f in found if f.kind == "clock"]
    alone = [i for i, before, rest in lines if not (before + rest).strip(_BESIDE + ")")]
    return frozenset(alone) if len(alone) >= _LEAST else frozenset()


def _is_day(found: Found) -> bool:
    keys = found.groups.keys()
    return found.kind == "calendar" and bool(keys & {"day", "iso", "slash"})


def _line(found: Found, tokens: Sequence[Token], text: str) -> tuple[str, str]:
    """What stands on the line before and behind an expression."""
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    return before, text[end : stop if stop >= 0 else len(text)]
