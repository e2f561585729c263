"""The source that a note names behind what it tells ("... were let go. Source: the union").

Logs, situation reports and digests cite so. Invariant: only what stands in the same passage before
the label, and behind an earlier one, is given away; a label with nothing before it cites nothing.
"""

import re
from collections.abc import Iterator

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._antecedents import Cast
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._silences import somebody
from caseweave.extract.attribution._speakers import speaker
from caseweave.extract.layers import Attributed, Span

_CONFIDENCE = 0.5
# What is cited has so many characters at least; the name of its source so many at most.
_SHORTEST, _LONGEST = 20, 90
_SENTENCE = re.compile(r"(?<=[.!?])[”\")]*\s+")


def cited_below(pages: tuple[Page, ...], people: Cast, words: Lexicon) -> tuple[Attributed, ...]:
    """What a label behind it gives to a source, in the order of the text."""
    return tuple(a for page in pages for a in _of_page(page, people, words))


def _of_page(page: Page, people: Cast, words: Lexicon) -> Iterator[Attributed]:
    labels = "|".join(sorted(words.layout["citing_labels"]))
    form = re.compile(
        rf"(?:(?<=[.!?)\]”\"])\s+[(\[]?|\s+[(\[])(?P<label>(?i:{labels})\s*:)\s*(?P<who>[^.;:\n()\[\]]{{2,{_LONGEST}}})"
    )
    begun = 0
    for match in form.finditer(page.text):
        head = _head(page, match.span("who"), words)
        content = _before(page, begun, match.start())
        begun = match.end()
        if head is None or not content:
            continue
        found, _ = speaker(page, head, people, ())
        yield Attributed(
            chain=(found,),
            source=((page.offset + match.start("who"), page.offset + match.end("who")),),
            cue=((page.offset + match.start("label"), page.offset + match.end("label")),),
            content=content,
            confidence=_CONFIDENCE,
        )


def _head(page: Page, span: Span, words: Lexicon) -> Token | None:
    """The noun of the first source that the label names, where it is somebody."""
    first = re.split(r",| and | via | by ", page.text[slice(*span)], maxsplit=1)[0].rstrip()
    found = page.doc.char_span(span[0], span[0] + len(first), alignment_mode="expand")
    head = found.root if found is not None and len(found) else None
    nominal = head is not None and head.pos_ in {"NOUN", "PROPN", "PRON"}
    return head if head is not None and nominal and somebody(head, words) else None


def _before(page: Page, begun: int, end: int) -> tuple[Span, ...]:
    """The words before the label, from the end of an earlier one's sentence."""
    text = page.text[begun:end]
    if begun:
        stop = _SENTENCE.search(text)
        text = text[stop.end() :] if stop is not None else ""
    start = end - len(text)
    bare = text.strip()
    if len(bare) < _SHORTEST:
        return ()
    start += len(text) - len(text.lstrip())
    return ((page.offset + start, page.offset + start + len(bare)),)
