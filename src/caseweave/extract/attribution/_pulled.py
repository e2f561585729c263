"""Quotations without a cue of their own: the words of whoever spoke last.

"X said the yard was shut. 'Nobody came back.'" Invariant: only a quotation that is a whole sentence
is given away so, only to a speaker of its passage or the one right before, and never one that an
attribution holds already; the cue stays empty, because there is none.
"""

from caseweave.extract.attribution._candidate import Page
from caseweave.extract.attribution._figures import figure
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._quotes import Quotation
from caseweave.extract.attribution._spans import overlap
from caseweave.extract.layers import Attributed, Speaker

# Shorter ones are titles, turns of phrase and slogans.
_LEAST_WORDS = 4
_CONFIDENCE = 0.5
_SPEAKING = frozenset({"asserts", "denies", "disputes"})
_PERSONS = frozenset({"named", "anonymous"})


def pulled(
    pages: tuple[Page, ...], known: tuple[Attributed, ...], words: Lexicon
) -> tuple[Attributed, ...]:
    """The attributions of quotations that no cue claims, in the order of the text."""
    found: list[Attributed] = []
    for page in pages:
        for quotation in page.quotations:
            if not _stands_alone(page, quotation):
                continue
            if any(overlap((quotation.span,), a.content) for a in known):
                continue
            before = _last_speaker(pages, page, quotation, (*known, *found))
            named = _subject_before(page, quotation, words)
            if named is not None and (before is None or _end(before) <= named.start):
                chain: tuple[Speaker, ...] | None = (named,)
            else:
                chain = before.chain if before is not None else None
            if chain is not None:
                found.append(
                    Attributed(
                        chain=chain,
                        source=(),
                        cue=(),
                        content=(quotation.span,),
                        confidence=_CONFIDENCE,
                    )
                )
    return tuple(found)


def _subject_before(page: Page, quotation: Quotation, words: Lexicon) -> Speaker | None:
    """The named person whom the sentence right before is about ("Rana remembers a river.")."""
    ends = [t for t in page.tokens if page.end(t) <= quotation.start and not t.is_space]
    if (
        not ends
        or page.text[page.end(ends[-1]) - page.offset : quotation.start - page.offset].strip()
    ):
        return None
    sentence = page.sentence(ends[-1])
    if page.quoted(ends[-1]) is not None:
        return None
    subject = next((t for t in sentence if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
    if subject is None or (subject.pos_ != "PROPN" and subject.ent_type_ != "PERSON"):
        return None
    found = figure(page, subject, words)
    if not found.person or found.kind != "named":
        return None
    return Speaker(kind="named", name=found.name, start=found.start, end=found.end)


def _stands_alone(page: Page, quotation: Quotation) -> bool:
    """Whether nothing but the quotation stands in its sentence or sentences."""
    if quotation.words < _LEAST_WORDS:
        return False
    start, end = quotation.start - page.offset, quotation.end - page.offset
    before, after = page.text[:start].rstrip(), page.text[end:].lstrip()
    opens = not before or before[-1] in ".?!:”\"'’"
    last = page.text[start:end].rstrip("”\"'’")
    closes = not after or (last[-1:] in ".?!…" and not after[0].islower())
    return opens and closes and page.text[end - 2 : end - 1] != ","


def _last_speaker(
    pages: tuple[Page, ...], page: Page, quotation: Quotation, known: tuple[Attributed, ...]
) -> Attributed | None:
    """The attribution that ends last before the quotation, if a person speaks in it."""
    reach = pages[page.index - 1].offset if page.index else page.offset
    near = [
        a for a in known if a.content and reach <= a.content[0][0] and _end(a) <= quotation.start
    ]
    last = max(near, key=_end, default=None)
    if last is None or not last.chain or last.stance not in _SPEAKING:
        return None
    return last if last.chain[-1].kind in _PERSONS else None


def _end(said: Attributed) -> int:
    return max(e for _, e in (*said.content, *said.cue, *said.source))
