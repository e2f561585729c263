"""What a page's font can draw: what it cannot is said in words, on the spot and on the first page.

Invariant: no sign is lost without a word; nobody takes a box or a gap for what the source wrote.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from typing import Any

import msgspec

from caseweave.export.shared import Shared

# Letters whose scripts run from right to left; bidirectional classes of Unicode (UAX #9).
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
# Signs that show nothing, and are left out without a word: joiners, direction marks, variants.
_SHOWS_NOTHING = frozenset({"Cf", "Mn", "Cc"})
# Stands for a sign that cannot be drawn, which a text may hold itself and which then counts too.
_MISSING = "\ufffd"
_RUN = re.compile(rf"{_MISSING}(?: ?{_MISSING})*")


def drawable(text: str, glyphs: Container[int]) -> str:
    """The text on one line; each run of signs that the font lacks is counted in its place."""
    flat = " ".join(text.split())
    kept = [c for c in flat if ord(c) in glyphs or not _silent(c)]
    marked = "".join(c if ord(c) in glyphs else _MISSING for c in kept)
    return _RUN.sub(lambda run: _told(run[0].count(_MISSING)), marked)


def _told(count: int) -> str:
    return f"[{count} sign{'' if count == 1 else 's'} not drawn]"


def notes_on_signs(shared: Shared, glyphs: Container[int]) -> tuple[str, ...]:
    """What a reader of the page must know of signs that it shows wrongly or not at all."""
    text = "".join(_texts(msgspec.to_builtins(shared)))
    lacking = {c for c in set(text) if ord(c) not in glyphs and not (c.isspace() or _silent(c))}
    found: list[str] = []
    if lacking:
        scripts = ", ".join(sorted({_script(c) for c in lacking}))
        found.append(
            f"This page cannot draw some signs of the export ({scripts}): where they stood it says "
            "how many are not drawn. The HTML and JSON exports hold them."
        )
    if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in set(text) if ord(c) in glyphs):
        found.append(
            "Words in scripts that run from right to left stand here letter by letter from left to "
            "right. The HTML export shows them as they are written."
        )
    return tuple(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _silent(sign: str) -> bool:
    return unicodedata.category(sign) in _SHOWS_NOTHING


def _script(sign: str) -> str:
    """The script of a letter in a word, as Unicode names it; `symbols` for what is no letter."""
    if not unicodedata.category(sign).startswith("L"):
        return "symbols"
    word = unicodedata.name(sign, "other").split(" ")[0]
    return word if word == "CJK" else word.capitalize()
