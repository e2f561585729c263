"""The reader: a report with every claim marked at its exact span, and notes in the margin."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Request, Response, get

from caseweave.case import chain_words
from caseweave.model import Claim, CountValue, DateValue, PlaceValue, Report
from caseweave.service.desk import View, short
from caseweave.web import _words
from caseweave.web._render import page
from caseweave.web.pages._marked import marked

# What can be marked alone: attributes of each kind of claim.
KINDS = (
    ("all", "everything"),
    ("figures", "figures"),
    ("when", "dates and places"),
    ("who", "who"),
    ("events", "events and statements"),
)
_NAMES = frozenset(
    {"actor", "custodian", "victim", "helped_by", "requested_from", "credited", "blamed"}
)


def kind_of(claim: Claim) -> str:
    """Under which of the kinds a claim is marked."""
    match claim.value:
        case CountValue():
            return "figures"
        case DateValue() | PlaceValue():
            return "when"
        case _:
            return "who" if claim.attribute in _NAMES else "events"


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in the margin. `number` counts in reading order; `case`: the link to its case."""

    number: int
    claim: Claim
    label: str
    value: str
    chain: str
    case: str | None
    review: str | None
    withheld: bool


@get("/reports/{key:str}", sync_to_thread=True)
def reader(
    request: Request[Any, Any, Any],
    view: View,
    key: str,
    claim: str | None = None,
    of: str | None = None,
    *,
    original: bool = False,
    show: str = "all",
) -> Response[str]:
    """One report. `claim` is the one in focus; `of` keeps to the claims of one case."""
    report = view.report(key)
    every = view.claims_of_report(report.id)
    told = view.incidents_of_report(report.id)
    kept = [
        c
        for c in every
        if (of is None or (c.incident and short(c.incident) == of))
        and (show not in {k for k, _ in KINDS[1:]} or kind_of(c) == show)
    ]
    notes = _notes(view, kept, report)
    focus = next((n for n in notes if claim and short(n.claim.id) == claim), None)
    return page(
        request,
        "reader.html",
        report=report,
        passages=marked(report, kept),
        notes={n.claim.id: n for n in notes},
        order=[short(n.claim.id) for n in notes],
        focus=focus,
        told=told,
        of=of,
        arrived=view.arrived(report.id),
        neighbours=_neighbours(view, report, of),
        original=original,
        show=show,
        kinds=KINDS,
        board=view.board.reports,
        versions=_versions(view, report),
    )


def _versions(view: View, report: Report) -> dict[str, str]:
    """Copies with this report's own address: each an earlier or later version, as they came in."""
    mine = view.arrived(report.id)
    found = {}
    for copy in report.copies:
        other, came = view.board.reports.get(copy.report), view.arrived(copy.report)
        if other and mine and came and report.url and other.url == report.url:
            found[other.id] = "Earlier version" if came.seq < mine.seq else "Later version"
    return found


def _notes(view: View, claims: Sequence[Claim], report: Report) -> list[Note]:
    in_order = sorted(claims, key=lambda c: (c.evidence.start, -c.evidence.end, c.id))
    notes = []
    for number, claim in enumerate(in_order, start=1):
        review = view.review(claim.id)
        notes.append(
            Note(
                number=number,
                claim=claim,
                label=_words.label(claim.attribute, getattr(claim.value, "population", None)),
                value=_words.said(claim.value),
                chain=_chain(claim, report),
                case=f"/cases/{short(claim.incident)}" if claim.incident else None,
                review=review.state if review else None,
                withheld=review.withheld if review else False,
            )
        )
    return notes


def _chain(claim: Claim, report: Report) -> str:
    """Who says so, without the outlet of the report itself: it stands in the heading."""
    chain = claim.attribution
    own = chain and chain[0].kind == "outlet" and chain[0].name in {None, report.outlet}
    return chain_words(chain[1:]) if own and len(chain) > 1 else ""


def _neighbours(view: View, report: Report, of: str | None) -> tuple[Report | None, Report | None]:
    """The reports before and after in the list (of the case's reports, where one is meant)."""
    every = view.reports
    if of is not None:
        held = set(view.incident(of).reports)
        every = tuple(r for r in every if r.id in held)
    ids = [r.id for r in every]
    if report.id not in ids:
        return None, None
    at = ids.index(report.id)
    return (every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None)


HANDLERS = (reader,)
