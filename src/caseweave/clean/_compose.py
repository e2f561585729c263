"""Units with their kinds to the canonical text and its passages.

Passages stand in order, never overlap and together hold every character but white space. They are
parted by a blank line; what was glued on one line (credit, dateline, leaked markup) stays on it.
"""

import re
from collections.abc import Sequence

import msgspec

from caseweave.clean._furniture import is_furniture
from caseweave.clean._lexicon import lexicon
from caseweave.clean._lines import Unit
from caseweave.clean._opening import credit_end, dateline_end
from caseweave.model import Passage, PassageKind

_PART = "\n\n"
# In a transcript so many lines begin with the name of who speaks; none of these is a dateline.
_SPEAKER = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\- ]+(?: \([^()]+\))?: ")
_SPOKEN = 3
# Between two sentences of a paragraph; a cue of a broadcast within it.
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[^\W\d_a-z(\[©])")
_CUE = re.compile(r"[\[(][^\[\]()]{3,40}[\])]")
# A subtitle or two may stand between the title and the lead.
_OPENING = 3


class Piece(msgspec.Struct, frozen=True):
    """A passage to be: `before` is the white space between it and the one before."""

    kind: PassageKind
    text: str
    before: str = _PART


def pieces(
    units: Sequence[Unit], kinds: Sequence[PassageKind], language: str = "en"
) -> tuple[Piece, ...]:
    """The pieces of a report, its title first; what was glued to a paragraph stands apart."""
    spoken = sum(_SPEAKER.match(u.text) is not None for u in units) >= _SPOKEN
    order = sorted(range(len(units)), key=lambda i: kinds[i] != "title")
    found: list[Piece] = []
    opened = 0
    for i in order:
        kind, line = kinds[i], units[i].text
        if kind == "paragraph":
            opened += 1
            said = spoken and _SPEAKER.match(line) is not None
            found.extend(_split(line, language, opening=opened <= _OPENING and not said))
        elif kind == "byline":
            found.extend(_split_byline(line, language))
        elif kind == "boilerplate" and not opened and _is_dateline(line, language):
            found.append(Piece("dateline", line))
        else:
            found.append(Piece(kind, line))
    return tuple(found)


def _is_dateline(line: str, language: str) -> bool:
    """True for a dateline that a line break parts from its paragraph: it still ends in its dash."""
    place = line.rstrip("-–— ")
    whole = f"{place} — X"
    return place != line.rstrip() and dateline_end(whole, language) == len(whole) - 1


def _split_byline(line: str, language: str) -> list[Piece]:
    """A byline and the furniture glued to its end (`... Leave a comment`)."""
    found: list[Piece] = []
    glued = re.search(lexicon(language).page["byline"]["glued"], line, re.IGNORECASE)
    end = glued.start() if glued else len(line)
    _add(found, "byline", line, 0, end)
    _add(found, "boilerplate", line, end, len(line))
    if found:
        found[0] = Piece(found[0].kind, found[0].text)
    return found


def _split(line: str, language: str, *, opening: bool) -> list[Piece]:
    cuts: list[tuple[PassageKind, int]] = []
    at = 0
    if opening:
        credit = credit_end(line, language)
        if credit:
            cuts.append(("caption", credit))
            at = credit
        dateline = dateline_end(line[at:], language)
        if dateline:
            cuts.append(("dateline", at + dateline))
    found: list[Piece] = []
    start = 0
    for kind, end in cuts:
        _add(found, kind, line, start, end)
        start = end
    end = len(line)
    trailer = re.search(lexicon(language).page["byline"]["trailer"], line[start:])
    if trailer:
        end = start + trailer.start()
    foot = _furniture_from(line[:end], language)
    cut = [m.span() for m in lexicon(language).markup.finditer(line, start, foot)]
    cut += [
        m.span() for m in _CUE.finditer(line, start, foot) if is_furniture(m[0], lexicon(language))
    ]
    for begin, stop in sorted(cut):
        if begin < start:
            continue
        _add(found, "paragraph", line, start, begin)
        _add(found, "boilerplate", line, begin, stop)
        start = stop
    _add(found, "paragraph", line, start, max(start, foot))
    _add(found, "boilerplate", line, max(start, foot), end)
    _add(found, "byline", line, end, len(line))
    if found:
        found[0] = Piece(found[0].kind, found[0].text)
    return found


def _furniture_from(line: str, language: str) -> int:
    """Where the last sentences of a paragraph begin that are furniture by their own words.

    The first sentence is never among them, and none that stands within quotation marks.
    """
    end = len(line)
    for match in reversed(list(_SENTENCE.finditer(line))):
        last = line[match.end() : end]
        quoted = any(c in last for c in '"“”«»')
        if quoted or not is_furniture(last, lexicon(language)):
            break
        end = match.start()
    return end


def _add(found: list[Piece], kind: PassageKind, line: str, start: int, end: int) -> None:
    """Append `line[start:end]` without its outer white space, which goes before the next piece."""
    text = line[start:end].strip()
    if not text:
        return
    offset = start + (len(line[start:end]) - len(line[start:end].lstrip()))
    gap = re.search(r"\s*$", line[:offset])
    found.append(Piece(kind, text, gap.group() if gap else ""))


def compose(found: Sequence[Piece]) -> tuple[str, tuple[Passage, ...]]:
    """The text of the pieces and a passage for each."""
    parts: list[str] = []
    passages: list[Passage] = []
    length = 0
    for piece in found:
        before = piece.before if parts else ""
        parts += [before, piece.text]
        start = length + len(before)
        length = start + len(piece.text)
        passages.append(Passage(kind=piece.kind, start=start, end=length))
    return "".join(parts), tuple(passages)
