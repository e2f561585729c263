"""What an issuer asks for: the items behind "We call for", and "Please do not pass them on".

Invariant: only the report's own words; a please that asks for custom ("please subscribe") is none.
"""

from collections.abc import Iterator

from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._spans import overlap
from caseweave.extract.layers import Attributed, Span

_CONFIDENCE = 0.5
_OPEN = (" for", " to", " that", ":")
_SHORTEST = 3


def listed(
    pages: tuple[Page, ...], stated: tuple[Attributed, ...], words: Lexicon
) -> tuple[Attributed, ...]:
    """The items of a list that a sentence of the issuer's own opens ("We call for")."""
    found: list[Attributed] = []
    opened: Attributed | None = None
    for page in pages:
        text = page.text.strip()
        item = text[:1] in words.layout["bullets"]
        if item and opened is not None:
            if len(text.split()) > _SHORTEST:
                found.append(_own(_span(page, page.text)))
            continue
        opened = None
        if text.endswith(_OPEN):
            end = page.offset + len(page.text.rstrip(" :"))
            opened = next((a for a in stated if a.own and a.content[-1][1] >= end - 1), None)
    return tuple(found)


def requests(page: Page, words: Lexicon, known: tuple[Attributed, ...]) -> Iterator[Attributed]:
    """The sentences that ask with a "please", outside quotations."""
    if "lease" not in page.text:
        return
    for token in page.tokens:
        if token.lower_ != "please" or page.quoted(token) is not None:
            continue
        asked = token.head
        if asked.tag_ != "VB" or asked.lemma_.lower() in words.layout["custom"]:
            continue
        sentence = page.sentence(token)
        start = page.offset + sentence.start_char
        span = (start, start + len(sentence.text.rstrip()))
        if not any(overlap((span,), (*a.content, *a.cue)) for a in known):
            yield _own(span)


def _span(page: Page, text: str) -> Span:
    start = len(text) - len(text.lstrip(" -–—•*·▪◦"))
    return page.offset + start, page.offset + len(text.rstrip(" ,;.\n"))


def _own(span: Span) -> Attributed:
    return Attributed(
        chain=(), source=(), cue=(), content=(span,), own=True, factuality="future",
        confidence=_CONFIDENCE,
    )  # fmt: skip
