"""Quotations of a passage: paired marks, straight, curly or single, and those left open.

A quotation's span includes its marks. One that opens a passage or sentence and is not closed runs
to the end of the passage (the convention for quotations of several paragraphs).
"""

import re

import msgspec

from caseweave.extract.layers import Span

_OPEN = {"“": "”", "„": "“", "«": "»", "‘": "’"}
_STRAIGHT = ('"', "''")
# What `_opening` looks at more closely.
_MARKS = re.compile(r"[\"'“„«‘]")
_BEFORE_OPENING = ' \t\n([{—–-―/…“"‘'
_AFTER_CLOSING = ' \t\n)]}.,;:?!—–-―/…”"’s'


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """`text[start:end]` with its marks; `closed` is False where the passage ends inside it.

    `words` counts the words between the marks: one or two are rather a turn of phrase.
    """

    start: int
    end: int
    closed: bool
    words: int

    @property
    def span(self) -> Span:
        """Start and end as a pair."""
        return (self.start, self.end)


def find_quotations(text: str, offset: int = 0) -> tuple[Quotation, ...]:
    """The outermost quotations of one passage, in order, with offsets moved by `offset`."""
    found: list[Quotation] = []
    at = 0
    while (near := _MARKS.search(text, at)) is not None:
        at = near.start()
        mark = _opening(text, at)
        if mark is None:
            at += 1
            continue
        end = _closing(text, at + len(mark), mark)
        if end is None and not _opens_sentence(text, at, mark):
            at += len(mark)
            continue
        stop = len(text.rstrip()) if end is None else end
        words = len(text[at:stop].split())
        found.append(
            Quotation(start=offset + at, end=offset + stop, closed=end is not None, words=words)
        )
        at = stop
    return tuple(found)


def _opening(text: str, at: int) -> str | None:
    """The mark that opens a quotation at `at`, or None."""
    before = text[at - 1] if at else " "
    for mark in _STRAIGHT:
        if text.startswith(mark, at):
            after = text[at + len(mark) : at + len(mark) + 1]
            return mark if before in _BEFORE_OPENING and after.strip() else None
    char = text[at]
    if char in {"“", "„", "«"}:
        return char
    if char in {"'", "‘"}:
        after = text[at + 1 : at + 2]
        return char if before in _BEFORE_OPENING and after.isalnum() else None
    return None


def _closing(text: str, start: int, mark: str) -> int | None:
    """Where the quotation opened by `mark` ends (after its closing mark), or None."""
    if mark in {"'", "‘"}:
        return _closing_single(text, start, "’" if mark == "‘" else "'")
    if mark in _STRAIGHT:
        at = text.find(mark, start)
        return at + len(mark) if at >= 0 else None
    close, depth = _OPEN[mark], 1
    for at in range(start, len(text)):
        if text[at] == close:
            depth -= 1
        elif text[at] == mark:
            depth += 1
        if depth == 0:
            return at + 1
    return None


def _closing_single(text: str, start: int, close: str) -> int | None:
    """Single marks are apostrophes too: one closes only after a word and before a pause."""
    for at in range(start, min(len(text), start + 600)):
        if text[at] != close or text[at - 1].isspace():
            continue
        after = text[at + 1 : at + 2]
        pause = not after or (after in _AFTER_CLOSING and not after.isalnum())
        # the plural genitive ("the guards' hut") looks the same: after a stop, before a mark, or
        # after several words it is taken for the end
        if pause and (text[at - 1] in ".,?!…" or not after.isspace() or " " in text[start:at]):
            return at + 1
    return None


def _opens_sentence(text: str, at: int, mark: str) -> bool:
    """Whether a quotation left open begins the passage or follows a finished sentence."""
    before = text[:at].rstrip()
    return mark in {"“", '"', "''"} and (not before or before[-1] in '.?!:”"')
