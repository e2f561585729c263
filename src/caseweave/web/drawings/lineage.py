"""The lineage drawn: origins on the left, reports on the right, knowledge flowing between them.

An edge is as thick as the claims that went that way; copies and citations between reports are
arcs on the right. Every edge stands in words below the drawing too.
"""

import msgspec

from caseweave.case import Lineage
from caseweave.case import Node as ReportNode
from caseweave.web import _words

ROW, TOP, LEFT, RIGHT, WIDTH = 40.0, 26.0, 360.0, 820.0, 1290.0
_MOST_WIDE, _LEAST_WIDE = 14.0, 1.2


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A node: where its edge side is, its name and a second line."""

    x: float
    y: float
    name: str
    under: str
    kind: str
    id: str


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """Claims from an origin to a report."""

    path: str
    width: float
    title: str
    kind: str


class Arc(msgspec.Struct, frozen=True, kw_only=True):
    """One report that rests on another: a copy, or a citation."""

    path: str
    title: str
    kind: str
    label: str
    x: float
    y: float


class LineageDrawing(msgspec.Struct, frozen=True, kw_only=True):
    """The whole drawing."""

    width: float
    height: float
    origins: tuple[Box, ...]
    reports: tuple[Box, ...]
    flows: tuple[Flow, ...]
    arcs: tuple[Arc, ...]


def draw_lineage(lineage: Lineage, report_of: dict[str, str]) -> LineageDrawing:
    """The drawing; `report_of`: the report of each claim."""
    ordered = sorted(lineage.reports, key=lambda n: (n.published or "9999", n.report))
    rows = max(len(ordered), len(lineage.roots), 1)
    height = TOP + ROW * rows + 10
    right = {n.report: _at(i, len(ordered), rows) for i, n in enumerate(ordered)}
    left = {r.origin: _at(i, len(lineage.roots), rows) for i, r in enumerate(lineage.roots)}
    counts: dict[tuple[str, str], int] = {}
    for root in lineage.roots:
        for claim in root.claims:
            if claim in report_of:
                key = (root.origin, report_of[claim])
                counts[key] = counts.get(key, 0) + 1
    most = max(counts.values(), default=1)
    names = {r.origin: r for r in lineage.roots}
    flows = tuple(
        Flow(
            path=_curve(left[origin], right[report]),
            width=max(_LEAST_WIDE, _MOST_WIDE * number / most),
            title=f"{names[origin].name}: {_words.many(number, 'claim')}",
            kind=names[origin].kind,
        )
        for (origin, report), number in sorted(counts.items())
        if report in right
    )
    return LineageDrawing(
        width=WIDTH,
        height=height,
        origins=tuple(
            Box(
                x=LEFT,
                y=left[r.origin],
                name=r.name,
                under=f"{r.kind}, {_words.many(len(r.claims), 'claim')} "
                f"in {_words.many(len(r.reports), 'report')}",
                kind=r.kind,
                id=r.origin,
            )
            for r in lineage.roots
        ),
        reports=tuple(_report(n, right[n.report]) for n in ordered),
        flows=flows,
        arcs=tuple(_arcs(lineage, right)),
    )


def _at(number: int, of: int, rows: int) -> float:
    """The height of one of `of` nodes, spread evenly over the rows."""
    return TOP + ROW * rows * (number + 0.5) / max(of, 1)


def _report(node: ReportNode, y: float) -> Box:
    return Box(
        x=RIGHT,
        y=y,
        name=node.outlet or "outlet not known",
        under=node.published.split("T")[0] if node.published else "no date",
        kind="report",
        id=node.report,
    )


def _curve(y1: float, y2: float) -> str:
    bend = (RIGHT - LEFT) / 2
    return (
        f"M{LEFT:.0f} {y1:.1f}C{LEFT + bend:.0f} {y1:.1f} {RIGHT - bend:.0f} {y2:.1f} "
        f"{RIGHT:.0f} {y2:.1f}"
    )


def _arcs(lineage: Lineage, right: dict[str, float]) -> list[Arc]:
    outlets = {n.outlet.casefold(): n.report for n in lineage.reports if n.outlet}
    arcs = []
    for edge in lineage.edges:
        if edge.kind == "quotes" or edge.a not in right:
            continue
        target = edge.b if edge.b in right else outlets.get(_plain(edge.b), "")
        target = target or outlets.get(f"the {_plain(edge.b)}", "")
        if target in right and target != edge.a:
            arcs.append(_arc(edge.kind, edge.because, right[edge.a], right[target]))
    return arcs


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _arc(kind: str, because: str, y1: float, y2: float) -> Arc:
    x = RIGHT + 210
    out = x + 30 + abs(y2 - y1) / 5
    return Arc(
        path=f"M{x:.0f} {y1:.1f}C{out:.0f} {y1:.1f} {out:.0f} {y2:.1f} {x:.0f} {y2:.1f}",
        title=because,
        kind=kind,
        label={"copies": "copy of", "cites": "cites", "repeats": "same quotation as"}.get(
            kind, kind
        ),
        x=x + 12 + (out - x) * 0.75,
        y=(y1 + y2) / 2,
    )
