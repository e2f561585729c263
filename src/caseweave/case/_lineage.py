"""Lineage: which report follows which, and who is quoted in several, each edge with its reason."""

from typing import Literal

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.case._words import speaker
from caseweave.model import Claim, Incident, Report

EdgeKind = Literal["copies", "cites", "quotes"]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the incident."""

    report: str
    outlet: str | None
    title: str | None
    published: str | None
    source: str


class Edge(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """`a` rests on `b`: a report id (copies), an outlet's name (cites) or a speaker's (quotes)."""

    a: str
    kind: EdgeKind
    b: str
    because: str
    claims: tuple[str, ...] = ()


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """An origin: how many claims and reports rest on it."""

    origin: str
    name: str
    kind: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]


class Lineage(msgspec.Struct, frozen=True, kw_only=True):
    """The graph of one incident: reports, edges between them and to speakers, and the roots."""

    incident: str
    title: str
    reports: tuple[Node, ...]
    edges: tuple[Edge, ...]
    roots: tuple[Root, ...]


def lineage(files: CaseFiles, incident: Incident) -> Lineage:
    """Where the accounts of `incident` come from."""
    reports = {r.id: r for r in files.reports if r.id in set(incident.reports)}
    claims = [c for c in files.claims if c.incident == incident.id]
    edges = [*_copies(reports), *_chains(claims)]
    return Lineage(
        incident=incident.id,
        title=incident.title,
        reports=tuple(_node(reports[key]) for key in sorted(reports)),
        edges=tuple(sorted(edges)),
        roots=tuple(
            Root(origin=o.id, name=o.name, kind=o.kind, claims=o.claims, reports=o.reports)
            for o in sorted(incident.origins, key=lambda o: (-len(o.claims), o.name, o.id))
        ),
    )


def _node(report: Report) -> Node:
    return Node(
        report=report.id,
        outlet=report.outlet,
        title=report.title,
        published=report.published.value if report.published else None,
        source=report.source,
    )


def _copies(reports: dict[str, Report]) -> list[Edge]:
    return [
        Edge(a=report.id, kind="copies", b=copy.report, because=copy.because)
        for report in reports.values()
        for copy in report.copies
    ]


def _chains(claims: list[Claim]) -> list[Edge]:
    cited: dict[tuple[str, str], list[str]] = {}
    quoted: dict[str, dict[str, list[str]]] = {}
    for claim in claims:
        for link in claim.attribution[1:]:
            if link.kind == "outlet" and link.name:
                cited.setdefault((claim.report, link.name), []).append(claim.id)
        last = claim.attribution[-1] if claim.attribution else None
        if last is not None and last.kind != "outlet" and last.name:
            quoted.setdefault(speaker(claim.attribution), {}).setdefault(claim.report, []).append(
                claim.id
            )
    edges = [
        Edge(
            a=report,
            kind="cites",
            b=outlet,
            because=f"it gives {outlet} as its source",
            claims=tuple(sorted(ids)),
        )
        for (report, outlet), ids in cited.items()
    ]
    for name, by_report in quoted.items():
        others = len(by_report) - 1
        also = f", whom {others} more of these reports quote" if others else ""
        edges.extend(
            Edge(
                a=report,
                kind="quotes",
                b=name,
                because=f"it quotes {name}{also}",
                claims=tuple(sorted(ids)),
            )
            for report, ids in by_report.items()
        )
    return edges
