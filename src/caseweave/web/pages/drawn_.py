"""The drawn tabs of a case: people, timeline, origins and map; each has its figures as text too."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from litestar import Request, Response, get

from caseweave.case import lineage, timeline
from caseweave.gazetteer import gazetteer
from caseweave.model import Cell, Claim, Incident, PlaceValue, TimelineEntry
from caseweave.service.desk import View
from caseweave.web import _words
from caseweave.web._render import page
from caseweave.web.drawings import draw_lineage, draw_locator, draw_people, draw_two_orders
from caseweave.web.drawings.people import bounds_words
from caseweave.web.pages._frame import heading

Asked = Request[Any, Any, Any]


class LedgerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One cell of the ledger in words."""

    cell: Cell
    who: str
    people: str


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """One place in the list beside the map, with what it is named as and by how many claims."""

    name: str
    detail: str
    precision: str
    roles: tuple[str, ...]
    claims: tuple[str, ...]


@get("/cases/{key:str}/people", sync_to_thread=True)
def people(request: Asked, view: View, key: str) -> Response[Any]:
    """The head-count: drawn, as a ledger, and what it leaves open."""
    top = heading(view, key, "people")
    count = top.incident.headcount
    return page(
        request,
        "people.html",
        top=top,
        drawing=draw_people(count),
        ledger=ledger(count.cells),
        count=count,
        claims=_claims(view, top.incident),
    )


def ledger(cells: Sequence[Cell]) -> list[LedgerLine]:
    """The cells in words, in the order in which the engine gives them."""
    return [
        LedgerLine(
            cell=c,
            who="not accounted for" if c.status == "unknown" else _words.label(c.status),
            people=bounds_words(c),
        )
        for c in cells
    ]


@get("/cases/{key:str}/timeline", sync_to_thread=True)
def timeline_tab(request: Asked, view: View, key: str, order: str = "happened") -> Response[Any]:
    """What happened when, or when it became known; drawn in both orders at once."""
    top = heading(view, key, "timeline")
    as_known = order == "known"
    entries: Sequence[TimelineEntry] = timeline(top.incident, as_known=as_known)
    return page(
        request,
        "timeline.html",
        top=top,
        drawing=draw_two_orders(top.incident),
        entries=entries,
        as_known=as_known,
        claims=_claims(view, top.incident),
    )


@get("/cases/{key:str}/origins", sync_to_thread=True)
def origins(request: Asked, view: View, key: str) -> Response[Any]:
    """Where the accounts come from: the graph, and every edge in words."""
    top = heading(view, key, "origins")
    files = view.case(top.incident)
    incident = top.incident
    graph = view.board.once("lineage", incident.id, lambda: lineage(files, incident))
    claims = _claims(view, top.incident)
    return page(
        request,
        "origins.html",
        top=top,
        graph=graph,
        drawing=draw_lineage(graph, {c.id: c.report for c in claims.values()}),
        claims=claims,
        reports=view.board.reports,
    )


@get("/cases/{key:str}/map", sync_to_thread=True)
def map_tab(request: Asked, view: View, key: str) -> Response[Any]:
    """Where the case's places lie, and the checks of geography."""
    top = heading(view, key, "map")
    claims = _claims(view, top.incident)
    return page(
        request,
        "map.html",
        top=top,
        drawing=draw_locator(view.case(top.incident).claims),
        places=_named(claims.values()),
        checks=[c for c in top.incident.checks if c.kind == "place_contradicts_gazetteer"],
        claims=claims,
        sources=gazetteer().sources(),
    )


def _named(claims: Iterable[Claim]) -> list[Named]:
    found: dict[tuple[str, str], list[tuple[Claim, PlaceValue]]] = {}
    for claim in claims:
        if isinstance(claim.value, PlaceValue):
            key = (claim.value.name, claim.value.country or "")
            found.setdefault(key, []).append((claim, claim.value))
    lines = [_one_place(name, held) for (name, _), held in found.items()]
    return sorted(lines, key=lambda n: (-len(n.claims), n.name))


def _one_place(name: str, held: Sequence[tuple[Claim, PlaceValue]]) -> Named:
    place = held[0][1]
    return Named(
        name=name,
        detail=", ".join(w for w in (place.admin1, place.country) if w),
        precision=place.precision or "not found in the gazetteer",
        roles=tuple(dict.fromkeys(_words.label(c.attribute) for c, _ in held)),
        claims=tuple(c.id for c, _ in held),
    )


def _claims(view: View, incident: Incident) -> dict[str, Claim]:
    files = view.case(incident)
    return {c.id: c for c in (*files.claims, *files.rejected)}


HANDLERS = (people, timeline_tab, origins, map_tab)
