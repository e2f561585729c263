"""The queue: which case to open next, and why."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Request, Response, get

from caseweave.gazetteer import gazetteer
from caseweave.service.desk import (
    FACETS,
    Facet,
    Queue,
    View,
    days_since,
)
from caseweave.web import _words
from caseweave.web._render import page

PER_PAGE = 50
_HEADINGS = {
    "state": "Review",
    "conflicts": "Conflicts",
    "news": "New reports",
    "status": "People last known as",
    "type": "Kind",
    "country": "Country",
    "holder": "Held by",
    "sharing": "Sharing",
}
_SHOWN_VALUES = 8


class FacetGroup(msgspec.Struct, frozen=True, kw_only=True):
    """One filter with its links: label, count, whether chosen, where the link goes."""

    heading: str
    links: tuple[tuple[str, int, bool, str], ...]
    more: tuple[tuple[str, int, bool, str], ...] = ()


@get("/", sync_to_thread=True)
def queue(request: Request[Any, Any, Any], view: View) -> Response[str]:
    """The queue, filtered by links and paged."""
    filters = {k: v for k, v in request.query_params.items() if k in FACETS and v}
    every = view.whole_queue
    rows = every.chosen(filters)
    pages = max(1, -(-len(rows) // PER_PAGE))
    number = min(max(1, _number(request.query_params.get("page", "1"))), pages)
    today = _words.today()
    first = (number - 1) * PER_PAGE
    shown = rows[first : first + PER_PAGE]
    return page(
        request,
        "queue.html",
        rows=[(r, days_since(r.last_word, today)) for r in shown],
        groups=_groups(every, filters),
        total=len(every.rows),
        found=len(rows),
        first=first,
        number=number,
        pages=pages,
        link=lambda n: _link({**filters, "page": str(n)}),
        filters=filters,
        reports=len(view.board.files.reports),
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 8 else 1


def _groups(queue: Queue, filters: Mapping[str, str]) -> list[FacetGroup]:
    groups = []
    for facet, values in queue.facets(filters).items():
        if len(values) > 1 or any(v.chosen for v in values):
            links = tuple(_facet_link(facet, v, filters) for v in values)
            chosen_late = [x for x in links[_SHOWN_VALUES:] if x[2]]
            groups.append(
                FacetGroup(
                    heading=_HEADINGS[facet],
                    links=(*links[:_SHOWN_VALUES], *chosen_late),
                    more=tuple(x for x in links[_SHOWN_VALUES:] if not x[2]),
                )
            )
    return groups


def _facet_link(facet: str, value: Facet, filters: Mapping[str, str]) -> tuple[str, int, bool, str]:
    others = {k: v for k, v in filters.items() if k != facet}
    where = others if value.chosen else {**others, facet: value.value}
    return (_shown(facet, value.value), value.count, value.chosen, _link(where))


def _shown(facet: str, value: str) -> str:
    country = gazetteer().country(value) if facet == "country" and len(value) == 2 else None
    return country.name if country else _words.plain(value)


def _link(fields: Mapping[str, str]) -> str:
    return f"/?{urlencode(fields)}" if fields else "/"


HANDLERS = (queue,)
