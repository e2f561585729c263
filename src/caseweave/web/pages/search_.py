"""Search: cases, claims and reports that hold some words, or a claim for each field."""

from typing import Any

from litestar import Request, Response, get

from caseweave.case import chain_words
from caseweave.service.desk import FIELDS, View, search
from caseweave.web._render import page

_EXAMPLES = (
    ("ministry denies", "claims in which a ministry denies something"),
    ('place:"Lang Son" status:detained', "cases with a claim on each"),
    ("by:pastor", "whatever a pastor is cited for"),
    ("stance:declined", "refusals to comment"),
    ("outlet:courier rescued", "reports of an outlet that hold a word"),
)


@get("/search", sync_to_thread=True)
def find(request: Request[Any, Any, Any], view: View, q: str = "") -> Response[str]:
    """What fits the query `q`."""
    found = search(view, q)
    return page(
        request,
        "search.html",
        q=q,
        found=found,
        fields=FIELDS,
        examples=_EXAMPLES,
        titles={i.id: i.title for i in view.incidents},
        reports=view.board.reports,
        chain=chain_words,
    )


HANDLERS = (find,)
