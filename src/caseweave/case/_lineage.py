"""Lineage: which report follows which, and who is quoted in several, each edge with its reason.

Reprints, citations and speakers are those that `reconcile.trace` counts origins by; excerpts and
repeated quotations stand beside them. An edge goes from what follows to what it rests on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.case._sentence import sentence_around
from caseweave.case._words import speaker
from caseweave.clean import original_of
from caseweave.link import quotation_prints
from caseweave.model import Claim, Incident, Report
from caseweave.reconcile import Edge as Traced
from caseweave.reconcile import LinkedIncident, trace

# Shorter names are too common to be taken for an outlet's.
_SHORTEST = 5

EdgeKind = Literal["copies", "cites", "quotes", "repeats"]


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A report of the incident."""

    report: str
    outlet: str | None
    title: str | None
    published: str | None
    source: str


class Edge(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """`a` rests on `b`.

    A report (copies, repeats), a report or an outlet's name where none of it is here (cites), or a
    speaker's name (quotes). `repeats`: it has the same quotation of the same speaker.
    """

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
    """The graph of one incident: reports, edges between them and to speakers, and the roots.

    `cycles`: reports that cite one another in a circle; they count once.
    """

    incident: str
    title: str
    reports: tuple[Node, ...]
    edges: tuple[Edge, ...]
    roots: tuple[Root, ...]
    cycles: tuple[tuple[str, ...], ...] = ()


def lineage(files: CaseFiles, incident: Incident) -> Lineage:
    """Where the accounts of `incident` come from."""
    wanted = set(incident.reports)
    reports = {r.id: r for r in files.reports if r.id in wanted}
    claims = tuple(c for c in files.claims if c.incident == incident.id)
    found = trace(_linked(files, incident, reports, claims))
    edges = {_turned(e, reports) for e in found if e.kind == "reprint_of"}
    original = {e.a: e.b for e in edges}
    edges |= set(_excerpts(reports))
    edges |= {_of_original(_citation(e), original) for e in found if e.kind == "cites"}
    edges |= {
        _of_original(e, original)
        for report in _of_it(files, incident) - {e.a for e in edges if e.kind == "cites"}
        for e in _named(reports[report], reports)
    }
    edges |= set(_quoted(claims))
    edges |= set(_repeated(claims, reports))
    return Lineage(
        incident=incident.id,
        title=incident.title,
        reports=tuple(_node(reports[key]) for key in sorted(reports)),
        edges=tuple(sorted(edges)),
        roots=tuple(
            Root(origin=o.id, name=o.name, kind=o.kind, claims=o.claims, reports=o.reports)
            for o in sorted(incident.origins, key=lambda o: (-len(o.claims), o.name, o.id))
        ),
        cycles=_cycles(edges),
    )


def _cycles(edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """Reports from which one comes back to them along edges, each circle once, sorted."""
    onward: dict[str, set[str]] = {}
    for edge in edges:
        if edge.kind in {"copies", "cites"}:
            onward.setdefault(edge.a, set()).add(edge.b)
    reached = {one: _reached(one, onward) for one in onward}
    circles = {
        tuple(sorted(o for o in reached[one] if one in reached.get(o, ())))
        for one in onward
        if one in reached[one]
    }
    return tuple(sorted(circles))


def _reached(start: str, onward: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    queue = sorted(onward.get(start, ()))
    while queue:
        one = queue.pop()
        if one not in found:
            found.add(one)
            queue += sorted(onward.get(one, ()))
    return found


def _linked(
    files: CaseFiles,
    incident: Incident,
    reports: Mapping[str, Report],
    claims: tuple[Claim, ...],
) -> LinkedIncident:
    return LinkedIncident(
        id=incident.id,
        type=incident.type,
        mentions=tuple(m for m in files.mentions if m.incident == incident.id),
        claims=claims,
        reports=tuple(reports[key] for key in sorted(reports)),
        links=incident.links,
        all_reports=reports,
    )


def _node(report: Report) -> Node:
    return Node(
        report=report.id,
        outlet=report.outlet,
        title=report.title,
        published=report.published.value if report.published else None,
        source=report.source,
    )


def _turned(edge: Traced, reports: Mapping[str, Report]) -> Edge:
    """The edge of a reprint from the copy to the likely source, by credit, time and length."""
    a, b = edge.source, edge.target
    if a in reports and b in reports and original_of(reports[a], reports[b])[0].id == a:
        a, b = b, a
    return Edge(a=a, kind="copies", b=b, because=edge.because)


def _of_original(edge: Edge, original: Mapping[str, str]) -> Edge:
    """A citation leads to the original of what was printed twice, never to oneself."""
    target = original.get(edge.b, edge.b)
    return edge if target == edge.a else msgspec.structs.replace(edge, b=target)


def _excerpts(reports: Mapping[str, Report]) -> Iterator[Edge]:
    """From the report that carries a part to the one that it is likely taken from."""
    for report in reports.values():
        for copy in report.copies:
            other = reports.get(copy.report)
            if copy.kind == "excerpt" and other is not None:
                source = original_of(report, other)[0].id
                a, b = (other.id, report.id) if source == report.id else (report.id, other.id)
                yield Edge(a=a, kind="copies", b=b, because=copy.because)


def _citation(edge: Traced) -> Edge:
    return Edge(
        a=edge.source, kind="cites", b=edge.target, because=edge.because, claims=edge.claims
    )


def _of_it(files: CaseFiles, incident: Incident) -> set[str]:
    """The reports that are about the incident; a name elsewhere in a report tells nothing of it."""
    return {m.report for m in files.mentions if m.incident == incident.id and m.role == "main"}


def _named(report: Report, reports: Mapping[str, Report]) -> Iterator[Edge]:
    """Outlets of other reports that a report's own words name ("the Courier reported").

    Of several reports of one outlet the last that came out before; none where it is a copy of one.
    """
    body, copied = _body(report), {c.report for c in report.copies}
    by_name: dict[str, list[Report]] = {}
    for other in reports.values():
        name = _plain(other.outlet)
        if len(name) >= _SHORTEST and name != _plain(report.outlet) and _day(other) <= _day(report):
            by_name.setdefault(name, []).append(other)
    for name, others in sorted(by_name.items()):
        if copied & {o.id for o in others} or not re.search(rf"\b{re.escape(name)}\b", body):
            continue
        last = max(others, key=lambda o: (_day(o), o.id))
        because = f"its text names {last.outlet}, whose report came out no later"
        yield Edge(a=report.id, kind="cites", b=last.id, because=because)


def _body(report: Report) -> str:
    """What a report tells, in lower case, without furniture."""
    kinds = {"title", "paragraph", "quotation"}
    told = (report.text[p.start : p.end] for p in report.passages if p.kind in kinds)
    return "\n".join(told).casefold()


def _plain(name: str | None) -> str:
    return " ".join((name or "").casefold().removeprefix("the ").split())


def _by_speaker(claims: Sequence[Claim]) -> dict[str, dict[str, list[Claim]]]:
    """The claims of each named speaker, by report."""
    quoted: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims:
        last = claim.attribution[-1] if claim.attribution else None
        if last is not None and last.kind != "outlet" and last.name:
            said = quoted.setdefault(speaker(claim.attribution), {})
            said.setdefault(claim.report, []).append(claim)
    return quoted


def _quoted(claims: Sequence[Claim]) -> Iterator[Edge]:
    for name, by_report in _by_speaker(claims).items():
        others = len(by_report) - 1
        also = f", whom {others} more of these reports quote" if others else ""
        for report, said in by_report.items():
            yield Edge(
                a=report,
                kind="quotes",
                b=name,
                because=f"it quotes {name}{also}",
                claims=tuple(sorted(c.id for c in said)),
            )


def _repeated(claims: Sequence[Claim], reports: Mapping[str, Report]) -> Iterator[Edge]:
    """Reports with the same words of one speaker: the later one after the earlier."""
    for name, by_report in _by_speaker(claims).items():
        prints = {r: _prints(said, reports[r]) for r, said in by_report.items() if r in reports}
        for a, b in combinations(sorted(prints, key=lambda r: (_day(reports[r]), r)), 2):
            if prints[a] & prints[b] and not _copy_of(reports[a], b):
                because = f"both carry the same words of {name}, and the other came out first"
                if _day(reports[a]) == _day(reports[b]):
                    because = f"both carry the same words of {name}"
                ids = sorted(c.id for c in by_report[b])
                yield Edge(a=b, kind="repeats", b=a, because=because, claims=tuple(ids))


def _prints(said: Sequence[Claim], report: Report) -> frozenset[int]:
    """Fingerprints of the quoted words in the sentences of some claims."""
    spans = sorted({sentence_around(report, c.evidence) for c in said})
    return frozenset(p for a, b in spans for p in quotation_prints(report.text[a:b]))


def _day(report: Report) -> str:
    return report.published.value if report.published else "9999"


def _copy_of(report: Report, other: str) -> bool:
    return any(c.report == other for c in report.copies)
