"""What a case file shows, ready to be rendered: every value knows the sentence it rests on.

Rendering decides nothing: `service` fills a page from the case room's views, the templates lay it
out. All texts are plain; the templates escape them.
"""

from itertools import pairwise

import msgspec

from caseweave.model import Claim, Incident, Report


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in the table of accounts.

    `alternative`: another reading of the words before; `by_model`: a trained model read it.
    """

    claim: str
    value: str
    stance: str
    factuality: str
    quote: str
    speaker: str
    review: str | None = None
    alternative: bool = False
    by_model: bool = False


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One line of text, with the claims that it can be opened to and a verdict where it has one."""

    words: str
    claims: tuple[str, ...] = ()
    verdict: str | None = None


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Lines under one heading. `kind` names the part for the style sheet."""

    kind: str
    title: str
    notes: tuple[Note, ...] = ()


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One status in the drawn ledger: a note for each moment, None where nothing is told."""

    label: str
    kind: str
    cells: tuple[Note | None, ...]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """Statuses over time: `moments` in words, and a stage for each status."""

    moments: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute; `cells` are in the order of the columns, each a tuple of claims.

    `rule_words`: what its rule does and the sources it follows; `aside`: statements and what is
    only mentioned, shown after what can be compared.
    """

    label: str
    verdict: str
    value: str | None
    because: str | None
    rule: str | None
    cells: tuple[tuple[Cell, ...], ...]
    rule_words: str | None = None
    aside: bool = False


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One origin, with the outlets that carry it and, of a person, the body they belong to."""

    name: str
    kind: str
    outlets: tuple[str, ...]
    affiliation: str | None = None


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One claim opened: the sentence in three parts, who says so through whom, and its rule."""

    claim: str
    label: str
    value: str
    stance: str
    factuality: str
    before: str
    quote: str
    after: str
    chain: str
    report: str
    report_label: str
    disputes: str | None = None
    alternative: bool = False
    by_model: bool = False


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a report's text: `claims` that cover it (none: plain), `starts` that begin."""

    text: str
    claims: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One passage of a report."""

    kind: str
    marks: tuple[Mark, ...]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One report: what is known of it and its marked text."""

    id: str
    label: str
    title: str | None
    author: str | None
    published: str | None
    source: str
    copies: tuple[str, ...]
    blocks: tuple[Block, ...]


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A related incident, not merged: how it is bound to this one, and why; `file` is its page."""

    how: str
    title: str
    file: str
    because: str


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """The whole case file of one incident."""

    incident: Incident
    type_title: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    lineage: tuple[str, ...]
    notes: tuple[str, ...] = ()
    as_of: str | None = None
    urgency: str | None = None
    brief: tuple[Group, ...] = ()
    disputes: tuple[Group, ...] = ()
    ledger: Ledger = Ledger()
    obligations: tuple[Group, ...] = ()
    obligations_source: str = ""
    related: tuple[Beside, ...] = ()


def blocks_of(report: Report, claims: tuple[Claim, ...]) -> tuple[Block, ...]:
    """The passages of a report cut at every claim's start and end; boilerplate is left out."""
    spans = [(c.evidence.start, c.evidence.end, c.id) for c in claims]
    blocks = []
    for passage in report.passages:
        if passage.kind == "boilerplate" or passage.start >= passage.end:
            continue
        inside = [s for s in spans if s[0] < passage.end and passage.start < s[1]]
        cuts = {passage.start, passage.end}
        cuts |= {max(passage.start, min(passage.end, p)) for a, b, _ in inside for p in (a, b)}
        edges = sorted(cuts)
        marks = tuple(
            Mark(
                text=report.text[a:b],
                claims=tuple(sorted(i for s, e, i in inside if s <= a and b <= e)),
                starts=tuple(sorted(i for s, _, i in inside if s == a)),
            )
            for a, b in pairwise(edges)
        )
        blocks.append(Block(kind=passage.kind, marks=marks))
    return tuple(blocks)
