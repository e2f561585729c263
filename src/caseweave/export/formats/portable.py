"""The case sheet as PDF: A4, its TLP mark and page number on every page, selectable text.

Invariant: the same bytes for the same export: no clock, no machine, no name of a user in it.
"""

import io
from functools import lru_cache
from importlib.resources import as_file, files
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from caseweave.export._words import FACTUALITY, STANCES, VERDICTS, day, interval, name
from caseweave.export.formats.drawable import drawable, notes_on_signs
from caseweave.export.shared import Shared, SharedCase

FONT, BOLD = "DejaVuSans", "DejaVuSans-Bold"
_MARGIN = 17 * mm
_WIDTH = A4[0] - 2 * _MARGIN
# The colours that TLP 2.0 gives its labels, on black.
_COLOURS = {
    "TLP:CLEAR": "#FFFFFF",
    "TLP:GREEN": "#33FF00",
    "TLP:AMBER": "#FFC000",
    "TLP:AMBER+STRICT": "#FFC000",
    "TLP:RED": "#FF2B2B",
}
_LINE, _BAND, _SOFT = colors.HexColor("#d8d4ca"), colors.HexColor("#f4f2ec"), "#56606a"
_BODY = ParagraphStyle("body", fontName=FONT, fontSize=9, leading=12.5, spaceAfter=3)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=7.5, leading=10, spaceAfter=0)
_HEAD = ParagraphStyle("head", parent=_CELL, fontName=BOLD)
_H1 = ParagraphStyle("h1", parent=_BODY, fontName=BOLD, fontSize=17, leading=22, spaceAfter=6)
_H2 = ParagraphStyle("h2", parent=_BODY, fontName=BOLD, fontSize=13, leading=17, spaceAfter=4)
_H3 = ParagraphStyle(
    "h3", parent=_BODY, fontName=BOLD, fontSize=10, leading=13, spaceBefore=9, spaceAfter=3,
)  # fmt: skip
_HINT = ParagraphStyle("hint", parent=_BODY, fontSize=8, leading=11, textColor=_SOFT)
_ITEM = ParagraphStyle("item", parent=_BODY, leftIndent=10, bulletIndent=0)
_INTRO = (
    "What reports say about each incident, side by side. The machine proposes and does not choose "
    "between accounts that conflict. An origin is where knowledge enters the record; several "
    "outlets can share one. Values that this level does not show are withheld; the register at "
    "the end counts them."
)
_COUNTED = (
    "“Not accounted for” is worked out from the figures beside it, as if they count the same "
    "people; no report says it."
)


def written(shared: Shared) -> bytes:
    """The export as PDF."""
    _register_fonts()
    out = io.BytesIO()
    one = shared.cases[0].title if len(shared.cases) == 1 else f"{len(shared.cases)} case files"
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        title=f"{shared.tlp}: {one}",
        author="",
        subject=shared.audience,
        creator=f"{shared.program} {shared.version}",
        producer=shared.program,
        lang="en",
        invariant=1,
    )
    frame = Frame(_MARGIN, 20 * mm, _WIDTH, A4[1] - 42 * mm, 0, 0, 0, 0)
    document.addPageTemplates(
        PageTemplate(frames=[frame], onPage=lambda canvas, _: _furniture(canvas, shared))
    )
    story: list[Flowable] = _opening(shared)
    for number, case in enumerate(shared.cases):
        story += [PageBreak()] if number else [Spacer(1, 4 * mm)]
        story += _case(case, alone=len(shared.cases) == 1)
    story += [*_sources(shared), *_register(shared)]
    document.build(story, canvasmaker=_Canvas)
    return out.getvalue()


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    for font in (FONT, BOLD):
        with as_file(files("caseweave.export") / "fonts" / f"{font}.ttf") as path:
            pdfmetrics.registerFont(TTFont(font, str(path)))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


class _Canvas(Canvas):  # type: ignore[misc]
    """Writes `page N of M`, for which all pages must be laid out first."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Keep the page until their number is known."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the pages with their numbers."""
        for number, state in enumerate(self._kept, start=1):
            self.__dict__.update(state)
            self.setFont(FONT, 8)
            self.setFillColor(colors.HexColor(_SOFT))
            self.drawString(_MARGIN, 10 * mm, f"page {number} of {len(self._kept)}")
            super().showPage()
        super().save()


def _furniture(canvas: Canvas, shared: Shared) -> None:
    """The mark at the right of head and foot, as TLP 2.0 asks for, at 12 points."""
    canvas.saveState()
    width = pdfmetrics.stringWidth(shared.tlp, BOLD, 12) + 4 * mm
    for bottom in (A4[1] - 15 * mm, 8 * mm):
        canvas.setFillColor(colors.black)
        canvas.rect(A4[0] - _MARGIN - width, bottom, width, 6.5 * mm, stroke=0, fill=1)
        canvas.setFillColor(colors.HexColor(_COLOURS[shared.tlp]))
        canvas.setFont(BOLD, 12)
        canvas.drawRightString(A4[0] - _MARGIN - 2 * mm, bottom + 2 * mm, shared.tlp)
    canvas.setFillColor(colors.HexColor(_SOFT))
    canvas.setFont(FONT, 8)
    canvas.drawString(_MARGIN, A4[1] - 13 * mm, shared.audience)
    canvas.restoreState()


def _opening(shared: Shared) -> list[Flowable]:
    one = len(shared.cases) == 1
    heading = shared.cases[0].title if one else f"Case files: {len(shared.cases)} incidents"
    parts: list[Flowable] = [_p(heading, _H1)]
    if shared.as_of:
        parts.append(_p(f"As known on {day(shared.as_of)}.", _BODY))
    parts += [_p(_INTRO, _HINT), *(_p(note, _BODY) for note in shared.notes)]
    parts += [_p(note, _BODY) for note in notes_on_signs(shared, _glyphs())]
    if not one:
        parts += [_item(f"{case.id}: {case.title}") for case in shared.cases]
    return parts


def _case(case: SharedCase, *, alone: bool) -> list[Flowable]:
    parts: list[Flowable] = [] if alone else [_p(f"{case.id}: {case.title}", _H2)]
    parts += [_p(" · ".join(p for p in (case.id, case.type_title, case.incident) if p), _HINT)]
    parts += [_facts(case)]
    parts += [*_h3("Who says so: the origins")]
    for o in case.origins:
        told = f"{o.accounts} account{'' if o.accounts == 1 else 's'} shown here"
        parts.append(_item(f"{o.id} {o.name} ({o.kind}): {told}, in {', '.join(o.sources)}"))
    if case.questions:
        parts += [*_h3("Open questions")]
        parts += [_item(_with(q.text, q.accounts)) for q in case.questions]
    parts += [*_h3("Findings"), _findings(case), *_counts(case)]
    if case.conflicts:
        parts += [*_h3("Figures that cannot hold together")]
        parts += [_item(_with(c.text, c.accounts)) for c in case.conflicts]
    if case.timeline:
        parts += [*_h3("Timeline")]
        for event in case.timeline:
            seen = event.first_reported
            told = f" (first reported {day(seen)})" if seen else ""
            parts.append(_item(_with(f"{day(event.at)}: {event.event}{told}", event.accounts)))
    if case.responses:
        parts += [*_h3("Who was asked, who acted, who says so")]
        for r in case.responses:
            parts.append(_item(f"{r.who}: {r.act}{f', by the word of {r.by}' if r.by else ''}"))
    if case.checks:
        parts += [*_h3("What does not fit")]
        parts += [_item(_with(c.text, c.accounts)) for c in case.checks]
    return [*parts, *_h3("Accounts"), _accounts(case)]


def _facts(case: SharedCase) -> Flowable:
    where = case.place or "unknown, or withheld"
    if case.latitude is not None:
        where += f" ({case.latitude}, {case.longitude})"
        where += f"; GeoNames {case.geonameid}" if case.geonameid else ""
    rows = [
        ("When", day(case.date.edtf) if case.date else "unknown"),
        ("Where", where),
        ("Last known status of the largest part", name(case.status)),
        ("Sources and origins", f"{len(case.sources)} sources, {len(case.origins)} origins"),
    ]
    return _table([[_p(a, _HEAD), _p(b, _CELL)] for a, b in rows], [62 * mm, None], head=False)


def _findings(case: SharedCase) -> Flowable:
    rows = [
        [
            f.label,
            f.said or ("withheld" if f.verdict == "withheld" else "not settled"),
            *("" if n is None else f"{n:,}" for n in (f.low, f.best, f.high)),
            " ".join(VERDICTS[f.verdict]),
            f.because,
            ", ".join(f.sources),
        ]
        for f in case.findings
    ]
    head = ["What", "Value", "Low", "Best", "High", "Verdict", "Why", "Sources"]
    widths = [24 * mm, 30 * mm, 10 * mm, 10 * mm, 10 * mm, 24 * mm, None, 15 * mm]
    return _texts(head, rows, widths)


def _counts(case: SharedCase) -> list[Flowable]:
    cells = [c for c in case.headcount if not (c.status == "unknown" and c.high == 0)]
    plain = [c for c in cells if not c.scenario]
    if not plain:
        return []
    rows = [
        [
            day(c.at),
            "not accounted for" if c.status == "unknown" else name(c.status),
            c.population or "all",
            interval(c.low, c.high),
            ", ".join(c.accounts),
        ]
        for c in plain
    ]
    head = ["When", "Status", "Who", "How many", "Rests on"]
    widths = [45 * mm, 34 * mm, 20 * mm, 22 * mm, None]
    parts: list[Flowable] = [*_h3("Head-count"), _p(_COUNTED, _HINT), _texts(head, rows, widths)]
    for c in cells:
        if c.scenario:
            what = "not accounted for" if c.status == "unknown" else name(c.status)
            parts.append(_item(f"If {c.scenario}: {interval(c.low, c.high)} {what}."))
    return parts


def _accounts(case: SharedCase) -> Flowable:
    rows = []
    for a in case.accounts:
        marks = [a.said, STANCES[a.stance], FACTUALITY[a.factuality]]
        marks += [
            f"{a.review} by an analyst" if a.review else "",
            f"“{a.quote}”" if a.quote else "",
        ]
        marks += [a.claim or ""]
        said = ", ".join(m for m in marks if m)
        rows.append([a.id, a.label, said, a.speaker, a.origin or "", a.source])
    head = ["Account", "What", "Value", "Who says so", "Origin", "Source"]
    return _texts(head, rows, [18 * mm, 30 * mm, None, 44 * mm, 17 * mm, 14 * mm])


def _sources(shared: Shared) -> list[Flowable]:
    parts: list[Flowable] = [_p("Sources", _H2)]
    for s in shared.sources:
        told = [f"{s.id} {s.outlet or s.label.rsplit(', ', 1)[0]}, {day(s.published)}"]
        told += [s.title or "", f"by {s.author}" if s.author else ""]
        told += [
            f"a copy of {', '.join(s.copy_of)}" if s.copy_of else "",
            s.url or "",
            s.file or "",
        ]
        told += [f"SHA-256 {s.sha256}" if s.sha256 else ""]
        parts.append(_item("; ".join(t for t in told if t)))
    return [Spacer(1, 6 * mm), *parts]


def _register(shared: Shared) -> list[Flowable]:
    parts: list[Flowable] = [Spacer(1, 6 * mm), _p("What is withheld, and why", _H2)]
    if not shared.withheld:
        return [*parts, _p("Nothing is withheld at this level.", _BODY)]
    rows = [
        [
            w.case,
            w.title,
            str(w.values),
            w.level or "no level",
            w.reason,
            "an analyst" if w.decided_by == "analyst" else "default of the type",
            day(w.review) if w.review else "at each export",
        ]
        for w in shared.withheld
    ]
    head = ["Case", "What", "Values", "Shown from", "Reason", "Decided by", "Review"]
    widths = [11 * mm, 36 * mm, 13 * mm, 32 * mm, None, 22 * mm, 23 * mm]
    return [*parts, _texts(head, rows, widths)]


def _texts(head: list[str], rows: list[list[str]], widths: list[float | None]) -> Flowable:
    cells = [[_p(h, _HEAD) for h in head]]
    cells += [[_p(text, _HEAD if at == 0 else _CELL) for at, text in enumerate(r)] for r in rows]
    return _table(cells, widths, head=True)


def _table(cells: list[list[Flowable]], widths: list[float | None], *, head: bool) -> Flowable:
    left = _WIDTH - sum(w for w in widths if w is not None)
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    if head:
        style.append(("BACKGROUND", (0, 0), (-1, 0), _BAND))
    sized = [left if w is None else w for w in widths]
    made = Table(cells, colWidths=sized, repeatRows=int(head), hAlign="LEFT", splitInRow=1)
    made.setStyle(TableStyle(style))
    return made


def _h3(text: str) -> list[Flowable]:
    """A heading with room below it, as no page should end with one."""
    return [CondPageBreak(32 * mm), _p(text, _H3)]


def _with(text: str, accounts: tuple[str, ...]) -> str:
    return f"{text} [{', '.join(accounts)}]" if accounts else text


def _item(text: str) -> Flowable:
    return Paragraph(_plain(text), _ITEM, bulletText="•")


def _p(text: str, style: ParagraphStyle) -> Flowable:
    return Paragraph(_plain(text), style)


def _plain(text: str) -> str:
    """Text without markup of the layout's own, signs that the font lacks said in words."""
    return escape(drawable(text, _glyphs()))


def _glyphs() -> dict[int, int]:
    found: dict[int, int] = pdfmetrics.getFont(FONT).face.charToGlyph
    return found
