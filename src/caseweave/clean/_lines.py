"""Blocks of raw text to units: one unit is one line, or one paragraph that was wrapped.

Only white space and invisible characters change; every other character of the input stands in some
unit, in order.
"""

import itertools
import re
from collections.abc import Iterable, Sequence

import msgspec

from caseweave.model import Block, BlockKind

# Zero-width and soft characters that carry no meaning in running text (joiners of Arabic and Indic
# scripts, U+200C and U+200D, do and stay), and control characters.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff\ufffe\x00-\x08\x0e-\x1f\x7f]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[^\\S\n]+")
_WIDE_GAP = re.compile(" {3,}")
_APART = re.compile(r"\s{2,}|\t")
_MIN_PARTS, _PART_WORDS = 3, 3
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$")

# A text is wrapped where nearly all lines that go on are full, at a width that typists and
# newswires use, and most of the text stands in such lines. A short line that ends a sentence may
# end a paragraph and proves nothing.
_MAX_WRAP_WIDTH = 130
_MIN_FULL_LINES = 3
_FULL_SHARE = 0.7
_WRAPPED_SHARE = 0.5
_SLACK = 12


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One line or paragraph. `gap`: a blank line (or a block's edge) stands before it.

    `parted`: wide gaps part the line into three short pieces or more, as in a bar of links.
    """

    text: str
    hint: BlockKind = "text"
    gap: bool = True
    parted: bool = False


def tidy(text: str) -> str:
    """`text` with one kind of line end, without invisible characters; line structure kept."""
    return _INVISIBLE.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`text` on one line, its white space single."""
    return " ".join(tidy(text).split())


def units(blocks: Iterable[Block]) -> tuple[Unit, ...]:
    """All units of the blocks, in order, none empty."""
    found: list[Unit] = []
    for block in blocks:
        if block.kind == "text":
            found.extend(_text_units(tidy(block.text)))
        elif line := one_line(block.text):
            found.append(Unit(text=line, hint=block.kind, parted=_is_parted(block.text)))
    return tuple(found)


def _text_units(text: str) -> list[Unit]:
    text = _split_wide_gaps(text)
    raw = text.split("\n")
    lines = [_SPACES.sub(" ", line).rstrip() for line in raw]
    width = _wrap_width(lines)
    found: list[Unit] = []
    current: list[str] = []
    gap = parted = True
    for written, line in zip(raw, lines, strict=True):
        if current and (width is None or not _goes_on(current[-1], line, width)):
            found.append(_unit(current, gap=gap, parted=parted))
            current, gap, parted = [], False, True
        if line.strip():
            current.append(line)
            parted = parted and _is_parted(written)
        else:
            gap = True
    if current:
        found.append(_unit(current, gap=gap, parted=parted))
    return found


def _unit(lines: Sequence[str], *, gap: bool, parted: bool) -> Unit:
    return Unit(text=" ".join(p.strip() for p in lines), gap=gap, parted=parted)


def _is_parted(line: str) -> bool:
    parts = _APART.split(line.strip())
    return len(parts) >= _MIN_PARTS and all(len(p.split()) <= _PART_WORDS for p in parts)


def _split_wide_gaps(text: str) -> str:
    """Paragraphs of a text that lost its line breaks and kept runs of spaces in their place."""
    if "\n" in text.strip() or len(_WIDE_GAP.findall(text.strip())) < 2:
        return text
    return _WIDE_GAP.sub("\n\n", text)


def _wrap_width(lines: Sequence[str]) -> int | None:
    """The width at which the text is wrapped, or None where each line stands for itself."""
    going_on = [
        (
            len(line),
            len(line) + 1 + len(following.split()[0]),
            bool(_ENDS_SENTENCE.search(line)),
        )
        for line, following in itertools.pairwise(lines)
        if line.strip() and following.strip() and not following.startswith(" ")
    ]
    if len(going_on) < _MIN_FULL_LINES:
        return None
    width = max(length for length, _, _ in going_on)
    inside = sum(len(line) for line in lines if len(line) <= width)
    if width > _MAX_WRAP_WIDTH or inside < _WRAPPED_SHARE * sum(map(len, lines)):
        return None
    full = sum(1 for _, reach, _ in going_on if reach > width - _SLACK)
    open_ = sum(1 for _, reach, ends in going_on if reach > width - _SLACK or not ends)
    return width if full >= max(_MIN_FULL_LINES, _FULL_SHARE * open_) else None


def _goes_on(line: str, following: str, width: int) -> bool:
    """True where `following` is the rest of the sentence or paragraph of a wrapped `line`."""
    if not following.strip() or following.startswith(" "):
        return False
    if len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - _SLACK:
        return True
    return not _ENDS_SENTENCE.search(line) and following[0].islower()
