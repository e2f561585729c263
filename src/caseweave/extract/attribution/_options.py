"""Where else a cue's source and content may stand: what a trained model chooses from.

The rules give one reading of each cue; here stand the others that the sentence offers, so that a
slip of the parser need not lose the speaker. Invariant: the rules' own reading is the first option.
"""

from typing import Any

import msgspec

from caseweave.extract.analysed import Token
from caseweave.extract.attribution._candidate import Candidate, Page
from caseweave.extract.attribution._quotes import Quotation
from caseweave.extract.attribution._sources import source_spans
from caseweave.extract.attribution._spans import merged, minus, pieces, subtree
from caseweave.extract.layers import Span

# Tokens between a cue and a noun of another clause that may still be its source.
_SOURCE_REACH = 25
# Code points between a cue and a quotation outside of its sentence.
_QUOTE_REACH = 400
_MOST = 14
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_PARTS_OF_NOUNS = frozenset({"compound", "det", "amod", "nummod", "predet", "nmod", "quantmod"})
_CONTENT_DEPS = frozenset(
    {
        "ccomp", "xcomp", "dobj", "attr", "oprd", "acomp", "advcl", "prep", "nsubj", "nsubjpass",
        "dative", "parataxis", "acl", "relcl", "dep", "advmod", "agent", "pcomp", "csubj",
    }
)  # fmt: skip


class SourceOption(msgspec.Struct, frozen=True):
    """`head` None: nobody is named. `ruled`: the rules' own choice."""

    head: Any
    spans: tuple[Span, ...]
    ruled: bool = False


class ContentOption(msgspec.Struct, frozen=True):
    """`way`: how the option lies to the cue ("child:ccomp", "quote_before", "host", "ruled")."""

    way: str
    spans: tuple[Span, ...]
    head: Any = None
    ruled: bool = False


def source_options(candidate: Candidate) -> list[SourceOption]:
    """The rules' source, nobody, and the noun phrases of the cue's sentence, nearest first."""
    page, cue = candidate.page, candidate.cue
    found = [SourceOption(candidate.source_head, candidate.source, ruled=True)]
    if candidate.source_head is not None:
        found.append(SourceOption(None, ()))
    taken = {candidate.source_head.i} if candidate.source_head is not None else set()
    quoted = page.quoted(cue)
    near = [
        t
        for t in page.sentence(cue)
        if _may_head(t) and t.i not in taken and abs(t.i - cue.i) <= _SOURCE_REACH
    ]
    near += _across(page, cue, taken)
    for token in sorted(near, key=lambda t: (abs(t.i - cue.i), t.i))[:_MOST]:
        if token.i == cue.i or page.quoted(token) != quoted:
            continue
        spans = source_spans(page, token, cue)
        if spans:
            found.append(SourceOption(token, spans))
    return found


def _may_head(token: Token) -> bool:
    if token.pos_ not in _NOUNS or token.is_punct:
        return False
    named = token.dep_ == "compound" and bool(token.ent_type_)
    return named or token.dep_ not in _PARTS_OF_NOUNS


def _across(page: Page, cue: Token, taken: set[int]) -> list[Token]:
    """The words right beside the cue over a wrong end of sentence ("..." said X)."""
    sentence = page.sentence(cue)
    doc = page.doc
    around = [*range(max(0, sentence.start - 3), sentence.start)]
    around += [*range(sentence.end, min(len(doc), sentence.end + 4))]
    return [doc[i] for i in around if i not in taken and _may_head(doc[i])]


def content_options(candidate: Candidate) -> list[ContentOption]:
    """The rules' content, then clauses and objects of the cue, quotations, the clause around."""
    page, cue = candidate.page, candidate.cue
    found: list[ContentOption] = []
    if candidate.content:
        found.append(
            ContentOption(candidate.content_form, candidate.content, candidate.content_head, True)
        )
    found += _below(page, cue)
    found += _quotes(page, cue)
    found += _around(page, cue)
    own = {t.i for t in candidate.cue_tokens}
    holes = [page.span(t) for t in page.doc[min(own) : max(own) + 1] if t.i in own]
    kept: dict[tuple[Span, ...], ContentOption] = {}
    for option in found:
        spans = option.spans if option.ruled else minus(option.spans, holes)
        if spans and spans not in kept:
            kept[spans] = msgspec.structs.replace(option, spans=spans)
    return list(kept.values())


def _below(page: Page, cue: Token) -> list[ContentOption]:
    found = []
    for kid in cue.children:
        if kid.dep_ in _CONTENT_DEPS:
            found.append(ContentOption(f"child:{kid.dep_}", pieces(subtree(kid), page.offset), kid))
            for inner in kid.children:
                if inner.dep_ in {"pobj", "pcomp", "acl", "prep", "ccomp", "relcl"}:
                    way = f"child:{kid.dep_}:{inner.dep_}"
                    found.append(ContentOption(way, pieces(subtree(inner), page.offset), inner))
    return found


def _quotes(page: Page, cue: Token) -> list[ContentOption]:
    if page.quoted(cue) is not None:
        return []
    at = page.at(cue)
    before = [q for q in page.quotations if q.end <= at and at - q.end <= _QUOTE_REACH]
    after = [q for q in page.quotations if q.start >= at and q.start - at <= _QUOTE_REACH]
    found = []
    for name, run in (("before", before[::-1]), ("after", after)):
        for i, quotation in enumerate(run[:3]):
            found.append(
                ContentOption(f"quote_{name}_{i}", (quotation.span,), _first(page, quotation))
            )
    if page.continued and (not after or not after[-1].closed):
        found.append(ContentOption("quote_on", page.continued))
    return found


def _first(page: Page, quotation: Quotation) -> Token | None:
    span = page.doc.char_span(
        quotation.start - page.offset, quotation.end - page.offset, alignment_mode="expand"
    )
    return span.root if span is not None and len(span) else None


def _around(page: Page, cue: Token) -> list[ContentOption]:
    """The clause that the cue is set into, the noun it is said of, and what follows it."""
    found = []
    inside = {t.i for t in cue.subtree}
    head = cue.head
    for level in range(3):
        if head.i in inside or head.i == cue.i:
            break
        spans = pieces((t for t in head.subtree if t.i not in inside), page.offset)
        found.append(ContentOption(f"host:{level}:{cue.dep_}", merged(spans, gap=2), head))
        noun = [t for t in head.subtree if t.i not in inside and t.i < cue.i]
        if head.pos_ in {"NOUN", "PROPN", "PRON"}:
            found.append(ContentOption(f"of:{level}", pieces(noun, page.offset), head))
        if head.head.i == head.i:
            break
        head = head.head
    sentence = page.sentence(cue)
    rest = [t for t in page.doc[cue.i + 1 : sentence.end] if not t.is_space]
    if rest:
        found.append(ContentOption("rest", pieces(rest, page.offset), rest[0]))
    lead = [t for t in page.doc[sentence.start : cue.i] if not t.is_space]
    if lead:
        found.append(ContentOption("lead", pieces(lead, page.offset), lead[0]))
    return found
