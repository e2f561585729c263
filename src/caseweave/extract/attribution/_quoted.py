"""Which quotations belong to a cue: those of its sentence, and those that run on from it.

A quotation goes to one cue of its sentence only, unless syntax already holds it.
"""

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._quotes import Quotation
from caseweave.extract.attribution._spans import overlap
from caseweave.extract.layers import Span

# A quotation this short beside a clause is a turn of phrase, not the content itself.
_TURN_OF_PHRASE = 2


def quotations_of(
    page: Page, verb: Token, by_syntax: tuple[Span, ...], *, alone: bool
) -> list[Span]:
    """Spans of the cue's quotations. `alone`: nothing else can be its content."""
    if page.quoted(verb) is not None:
        return []
    sentence = page.sentence(verb)
    start, end = page.offset + sentence.start_char, page.offset + sentence.end_char
    found = [
        q
        for q in page.quotations
        if q.start < end and start < q.end and _belongs(page, q, verb, by_syntax, alone=alone)
    ]
    spans = [q.span for q in found]
    if found or _announces(page, verb):
        spans += _running_on(page, max([end, *(q.end for q in found)]))
    elif alone:
        spans += _just_before(page, start)
    return spans


def _belongs(
    page: Page, quotation: Quotation, verb: Token, by_syntax: tuple[Span, ...], *, alone: bool
) -> bool:
    """Whether the quotation is this verb's and not another cue's of the same sentence."""
    if overlap(by_syntax, [quotation.span]):
        return True
    if quotation.words <= _TURN_OF_PHRASE and not alone:
        return False
    inside = page.doc.char_span(
        quotation.start - page.offset, quotation.end - page.offset, alignment_mode="expand"
    )
    if inside is None:
        return False
    if inside.root.head.i == verb.i:
        return True
    if inside.start_char == 0 and page.sentence(verb).start >= page.sentence(inside[-1]).start:
        return True
    between = page.doc[min(verb.i, inside.end) : max(verb.i, inside.start)]
    return not any(t.pos_ == "VERB" and t.i != verb.i for t in between)


def _announces(page: Page, verb: Token) -> bool:
    """Whether the cue's sentence ends in a colon."""
    words = [t for t in page.sentence(verb) if not t.is_space]
    return bool(words) and words[-1].text == ":" and verb.i < words[-1].i


def _running_on(page: Page, end: int) -> list[Span]:
    """Quotations that begin right after `end`, one after another, and on into next passages."""
    spans: list[Span] = []
    for quotation in page.quotations:
        if quotation.start < end:
            continue
        between = page.text[end - page.offset : quotation.start - page.offset]
        if between.strip(" .\n\t"):
            return spans
        spans.append(quotation.span)
        end = quotation.end
    rest = page.text[end - page.offset :]
    if not rest.strip(" .\n\t:"):
        spans += page.continued
    return spans


def _just_before(page: Page, start: int) -> list[Span]:
    """The quotation that ends where the cue's sentence begins (a sentence cut at the marks)."""
    return [
        q.span
        for q in page.quotations
        if q.end <= start and not page.text[q.end - page.offset : start - page.offset].strip()
    ]
