"""The case sheet: the whole case on one page, laid out to be printed or read through."""

from typing import Any

from litestar import Request, Response, get

from caseweave.case import open_questions, timeline
from caseweave.service.desk import View
from caseweave.web._render import page
from caseweave.web.drawings import draw_people
from caseweave.web.pages._accounts import sheet
from caseweave.web.pages._frame import heading
from caseweave.web.pages.drawn_ import ledger


@get("/cases/{key:str}/sheet", sync_to_thread=True)
def case_sheet(request: Request[Any, Any, Any], view: View, key: str) -> Response[Any]:
    """Findings, people, timeline, responses, questions and sources of one case."""
    top = heading(view, key, "sheet")
    files = view.case(top.incident)
    decided = {r.claim for r in files.reviews if r.state is not None}
    return page(
        request,
        "sheet.html",
        top=top,
        sheet=sheet(files, top.incident),
        drawing=draw_people(top.incident.headcount),
        ledger=ledger(top.incident.headcount.cells),
        entries=timeline(top.incident),
        questions=open_questions(top.incident),
        reports=files.reports,
        decided=len([c for c in files.claims if c.id in decided]),
        claims=len(files.claims),
    )


HANDLERS = (case_sheet,)
