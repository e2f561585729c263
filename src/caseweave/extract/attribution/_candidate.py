"""A candidate attribution, before it is scored, and the passage that it stands in.

Candidates keep tokens (for features and speakers); spans are made once, in the report's offsets.
"""

from typing import Any, Literal

import msgspec

from caseweave.extract.analysed import Doc, Token
from caseweave.extract.analysed import Span as Sentence
from caseweave.extract.attribution._lexicon import Lexicon
from caseweave.extract.attribution._quotes import Quotation, find_quotations
from caseweave.extract.attribution._spans import merged
from caseweave.extract.layers import Parsed, Span, Speaker
from caseweave.model import Stance

Form = Literal[
    "verb", "according", "noun", "adjective", "adverb", "mark", "turn", "testimony", "framing"
]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One passage at work: its analysis, its quotations and the quotations they run on into.

    `index` counts passages of the report; `text` is the passage's (spaCy joins it anew each time).
    `continued` holds, for a passage that ends in an open quotation or a colon, the quotations of
    the next passages that carry it on. `sentence_starts`: the tokens that begin sentences, the
    first of them 0.
    """

    index: int
    offset: int
    doc: Doc
    text: str
    kind: str
    quotations: tuple[Quotation, ...]
    sentence_starts: tuple[int, ...]
    tokens: tuple[Token, ...]
    continued: tuple[Span, ...] = ()

    def sentence(self, token: Token) -> Sentence:
        """The sentence of the token."""
        return token.sent

    def at(self, token: Token) -> int:
        """Where the token starts in the report."""
        return self.offset + int(token.idx)

    def end(self, token: Token) -> int:
        """Where the token ends in the report."""
        return self.offset + int(token.idx) + len(token)

    def span(self, token: Token) -> Span:
        """Start and end of the token in the report."""
        return (self.at(token), self.end(token))

    def quoted(self, token: Token) -> Quotation | None:
        """The quotation that the token stands in, if any."""
        at = self.at(token)
        for quotation in self.quotations:
            if quotation.start <= at < quotation.end:
                return quotation
        return None


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Cue, source and content as the rules see them.

    `how`: the way to the source (own subject, inherited, controller, agent, possessor, none).
    `content_form`: clause, quote, infinitive, object, preposition, subject, host, none.
    `classes`: meanings of the cue; empty for a verb outside the lexicon.
    `content_head`: the token that governs the content where there is one. `stance`: where the turn
    of phrase gives it. `voice`: who speaks where the layout says so, and no sentence does.
    `empowered`: the source stands for one who speaks for a state, as was found of its name before.
    """

    form: Form
    page: Page
    cue: Token
    cue_tokens: tuple[Token, ...]
    classes: tuple[str, ...]
    source_head: Any = None
    source: tuple[Span, ...] = ()
    how: str = "none"
    content: tuple[Span, ...] = ()
    content_form: str = "none"
    content_head: Any = None
    empowered: bool = False
    stance: Stance | None = None
    voice: Speaker | None = None
    lexicon: Lexicon


def cue_spans(candidate: Candidate) -> tuple[Span, ...]:
    """The cue's words in the report."""
    return merged(candidate.page.span(t) for t in candidate.cue_tokens)


def pages(parsed: Parsed) -> tuple[Page, ...]:
    """The report's passages in order, each with its quotations and what continues them."""
    texts = [p.doc.text for p in parsed.passages]
    found = [
        Page(
            index=index,
            offset=p.offset,
            doc=p.doc,
            text=texts[index],
            kind=p.passage.kind,
            quotations=find_quotations(texts[index], p.offset),
            sentence_starts=(0, *(t.i for t in p.doc if t.is_sent_start and t.i)),
            tokens=tuple(p.doc),
        )
        for index, p in enumerate(parsed.passages)
    ]
    return tuple(
        msgspec.structs.replace(page, continued=_continued(page, found[page.index + 1 :]))
        for page in found
    )


def _continued(page: Page, following: list[Page]) -> tuple[Span, ...]:
    """Quotations that open the next passages while the one before is left open (or announced)."""
    text = page.text.rstrip()
    last = page.quotations[-1] if page.quotations else None
    runs_on = last is not None and not last.closed
    announced = text.endswith(":")
    spans: list[Span] = []
    for after in following:
        if not (runs_on or announced):
            break
        first = after.quotations[0] if after.quotations else None
        if first is None or first.start > after.offset + 1:
            break
        spans.append(first.span)
        runs_on, announced = not first.closed, False
    return tuple(spans)
