"""Raw report to report: canonical text with passages, and what the page says of itself.

`text` begins with the title; every passage points into it; what the report says is kept to the
letter, white space aside. Unknown stays None.
"""

from collections.abc import Sequence

from caseweave.clean._compose import Piece, compose, pieces
from caseweave.clean._features import same_words, word_count
from caseweave.clean._furniture import label
from caseweave.clean._head import Head, read_head
from caseweave.clean._language import identify_language, language_code
from caseweave.clean._lexicon import lexicon
from caseweave.clean._lines import Unit, one_line, units
from caseweave.clean._masthead import find_masthead
from caseweave.clean._metadata import find_metadata
from caseweave.clean._title import find_title, without_title
from caseweave.model import Passage, PassageKind, RawReport, Refusal, Report

# A page with the words of a wall and less text than this holds a teaser, not a report.
_TEASER_WORDS = 60
# Fewer words than this say nothing of an incident.
_MIN_WORDS = 4


def clean(raw: RawReport) -> Report | Refusal:
    """The report in `raw`, or why it holds none (`empty`, `login_wall`, `no_text`).

    A report in another language than English is kept; `language` says which, and None means that
    it could not be told. The caller decides what is analysed.
    """
    lines = units(raw.blocks)
    if not lines:
        return _refuse(raw, "empty", "there is no text in it", "Save the page again with its text")
    title, lines, masthead = _title(raw, lines)
    site = masthead or raw.given.outlet or raw.page.outlet
    head = read_head(lines, site=site, titled=title is not None, masthead=masthead)
    labelled = label(lines, 0 if title else None)
    found = pieces(lines, [_kind(i, kind, head) for i, kind in enumerate(labelled)])
    refusal = _check(raw, found, lines)
    if refusal:
        return refusal
    text, passages = compose(found)
    body = _body(text, passages)
    meta = find_metadata(text, passages, raw.given, raw.page, masthead=masthead, head=head)
    return Report(
        id=raw.id,
        source=raw.source,
        sources=(raw.source,),
        media_type=raw.media_type,
        language=language_code(raw.given.language)
        or identify_language(body)
        or language_code(raw.page.language),
        title=title,
        outlet=meta.outlet,
        author=meta.author,
        url=raw.given.url or raw.page.url,
        dateline=meta.dateline,
        published=meta.published,
        text=text,
        passages=passages,
    )


def _kind(index: int, labelled: PassageKind, head: Head) -> PassageKind:
    """A line's kind: a byline or caption by its own form stays one, whatever stands around it."""
    own = labelled in {"title", "byline", "caption"}
    return labelled if own else head.kinds.get(index, labelled)


def _title(
    raw: RawReport, lines: Sequence[Unit]
) -> tuple[str | None, tuple[Unit, ...], str | None]:
    """The title, the units with it first and nowhere else, and the outlet's name above it."""
    stated = raw.given.title or raw.page.title
    if stated:
        title = one_line(stated)
        index = next((i for i, u in enumerate(lines) if same_words(u.text, title)), None)
    else:
        index = find_title(lines)
        if index is None:
            return None, tuple(lines), None
        title = lines[index].text
    above = find_masthead(lines[:index]) if index else None
    return title, (Unit(text=title, hint="title"), *without_title(lines, title)), above


def _check(raw: RawReport, found: Sequence[Piece], lines: Sequence[Unit]) -> Refusal | None:
    """A refusal where what is left is no report."""
    told = sum(word_count(p.text) for p in found if p.kind in {"paragraph", "quotation"})
    wall = lexicon().wall
    if told < _TEASER_WORDS and any(wall.search(u.text[:600]) for u in lines):
        return _refuse(
            raw,
            "login_wall",
            "it is a page that stands before the report (log-in, subscription or browser check)",
            "Open the report in a browser and save that page",
        )
    if not any(
        word_count(p.text) >= _MIN_WORDS for p in found if p.kind in {"paragraph", "quotation"}
    ):
        return _refuse(
            raw, "no_text", "it holds no sentences", "Check that the report's text was saved"
        )
    return None


def _body(text: str, passages: Sequence[Passage]) -> str:
    kinds = {"title", "paragraph", "quotation"}
    return "\n".join(text[p.start : p.end] for p in passages if p.kind in kinds)


def _refuse(raw: RawReport, fault: str, reason: str, mend: str) -> Refusal:
    return Refusal(source=raw.source, fault=fault, reason=reason, mend=mend)
