"""Reports with their text and original, single claims, and search over both."""

from typing import Annotated

import msgspec
from litestar import MediaType, Response, get
from litestar.params import Parameter

from caseweave.case import opened
from caseweave.model import Claim, Passage, Published, Report
from caseweave.service.desk import Desk, NotHereError, View, search
from caseweave.service.people import KEPT_BACK
from caseweave.web.api._incidents import ONE, READER, Filter, Key
from caseweave.web.api._paging import Cursor, Limit, paged
from caseweave.web.api._problem import specs

_FILE = "application/octet-stream"


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """One report in a list. `kept_back`: it also tells what the caller may not see."""

    id: str
    title: str | None
    outlet: str | None
    author: str | None
    published: Published | None
    language: str | None
    media_type: str
    source: str
    incidents: tuple[str, ...]
    kept_back: bool


class ReportPage(msgspec.Struct, frozen=True, kw_only=True):
    """Reports in the order of their ids."""

    items: tuple[ReportLine, ...]
    next: str | None


class ReportFile(msgspec.Struct, frozen=True, kw_only=True):
    """One report with its text; spans of claims count its code points."""

    report: ReportLine
    text: str
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]


class ClaimFile(msgspec.Struct, frozen=True, kw_only=True):
    """One claim and what it rests on: the quote stands at `quote_start:quote_end` of `sentence`."""

    claim: Claim
    sentence: str
    quote_start: int
    quote_end: int
    origin: str | None
    verdict: str | None
    review: str | None
    withheld: bool


class FoundLine(msgspec.Struct, frozen=True, kw_only=True):
    """An incident that a search found."""

    id: str
    title: str


class FoundText(msgspec.Struct, frozen=True, kw_only=True):
    """A report that a search found, with the words around the first hit."""

    id: str
    title: str | None
    before: str
    hit: str
    after: str


class FoundAll(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found: the first of each, and how many there are."""

    incidents: tuple[FoundLine, ...]
    claims: tuple[Claim, ...]
    reports: tuple[FoundText, ...]
    incident_count: int
    claim_count: int
    report_count: int


@get("/reports", guards=READER, sync_to_thread=True, responses=specs())
def reports(
    view: View, outlet: Filter = None, cursor: Cursor = None, limit: Limit = 50
) -> ReportPage:
    """List reports; `outlet` as it stands in a report."""
    found = [r for r in view.reports if outlet is None or r.outlet == outlet]
    items, more = paged(found, lambda r: r.id, cursor, limit)
    return ReportPage(items=tuple(_line(view, r) for r in items), next=more)


@get("/reports/{key:str}", guards=READER, sync_to_thread=True, responses=ONE)
def report(view: View, key: Key) -> ReportFile:
    """One report with its text, passages and claims."""
    found = view.report(key)
    return ReportFile(
        report=_line(view, found),
        text=found.text,
        passages=found.passages,
        claims=view.claims_of_report(found.id),
    )


@get(
    "/reports/{key:str}/text",
    guards=READER,
    sync_to_thread=True,
    responses=ONE,
    media_type=MediaType.TEXT,
)
def report_text(view: View, key: Key) -> str:
    """The cleaned text alone."""
    return view.report(key).text


@get(
    "/reports/{key:str}/original",
    guards=READER,
    sync_to_thread=True,
    responses=ONE,
    media_type=_FILE,
)
def report_original(desk: Desk, view: View, key: Key) -> Response[bytes]:
    """The original bytes, as a file to keep."""
    found = view.report(key)
    data = None if found.source == KEPT_BACK else desk.original(found.id)
    if data is None:
        raise NotHereError("The original of this report is not there for you.")
    name = f"report-{found.id.removeprefix('sha256:')[:16]}.bin"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type=_FILE, headers=headers)


@get("/claims/{key:str}", guards=READER, sync_to_thread=True, responses=ONE)
def claim(view: View, key: Key) -> ClaimFile:
    """One claim with its sentence, also a rejected one."""
    found = view.claim(key)
    shown = opened(view.board.files, found)
    return ClaimFile(
        claim=found,
        sentence=shown.sentence,
        quote_start=shown.quote_start,
        quote_end=shown.quote_end,
        origin=shown.origin.id if shown.origin else None,
        verdict=shown.finding.verdict if shown.finding else None,
        review=shown.review.state if shown.review else None,
        withheld=shown.review.withheld if shown.review else False,
    )


@get("/search", guards=READER, sync_to_thread=True, responses=specs())
def find(
    view: View,
    q: Annotated[str, Parameter(min_length=1, max_length=300, description="Words and fields.")],
) -> FoundAll:
    """Search claims and reports: `ministry denies`, `place:"Port Eldin" status:detained`."""
    found = search(view, q)
    cases, claims, texts = found.counts
    return FoundAll(
        incidents=tuple(FoundLine(id=i.id, title=i.title) for i in found.cases),
        claims=found.claims,
        reports=tuple(
            FoundText(
                id=f.report.id,
                title=f.report.title,
                before=f.before,
                hit=f.hit,
                after=f.after,
            )
            for f in found.reports
        ),
        incident_count=cases,
        claim_count=claims,
        report_count=texts,
    )


def _line(view: View, found: Report) -> ReportLine:
    return ReportLine(
        id=found.id,
        title=found.title,
        outlet=found.outlet,
        author=found.author,
        published=found.published,
        language=found.language,
        media_type=found.media_type,
        source=found.source,
        incidents=tuple(i.id for i in view.incidents_of_report(found.id)),
        kept_back=found.source == KEPT_BACK,
    )


HANDLERS = (reports, report, report_text, report_original, claim, find)
"""The routes of this module."""
