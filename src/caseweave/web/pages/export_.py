"""Take out: what an export would withhold, looked at first; then the checked file itself."""

from collections import Counter
from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread

from caseweave.export import FORMATS
from caseweave.schema.sharing import LEVELS
from caseweave.service import Wanted, make_export, preview_files
from caseweave.service.desk import View
from caseweave.web._door import Person
from caseweave.web._forms import form_of
from caseweave.web._render import page
from caseweave.web.pages.decide_ import must

Asked = Request[Any, Any, Any]
_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".html": "text/html",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
}
_SHOWN_ITEMS = 400
_NAMES = {
    "html": "Case sheet, as a page",
    "pdf": "Case sheet, as PDF",
    "markdown": "Case sheet, as Markdown",
    "csv": "Spreadsheet, with low, best and high",
    "json": "JSON, for programs",
}
_FORMS = tuple(
    (name, _NAMES.get(name, name)) for name in dict.fromkeys((*_NAMES, *FORMATS)) if name in FORMATS
)


@get("/export", sync_to_thread=True)
def export_page(
    request: Asked, view: View, case: str = "", level: str = "", form: str = "html"
) -> Response[str]:
    """Choose cases, level and form; with a level chosen, see what would be withheld."""
    chosen = view.incident(case) if case else None
    preview = None
    if level:
        ids = _ids(view, case)
        preview = preview_files(view.seen_files, Wanted(format=form, level=level, incidents=ids))
    return page(
        request,
        "export.html",
        formats=_FORMS,
        levels=LEVELS,
        incidents=view.incidents,
        chosen=chosen,
        case=case,
        level=level,
        form=form,
        preview=preview,
        kinds=Counter(i.kind for i in preview.items).most_common() if preview else (),
        shown=_SHOWN_ITEMS,
    )


def _ids(view: View, case: str) -> tuple[str, ...]:
    """The case that was chosen; nothing for all that may be seen."""
    return (view.incident(case).id,) if case else ()


@post("/export/file")
async def export_file(request: Asked, view: View, who: Person) -> Response[bytes]:
    """The export, checked for leaks; a leak found is a refusal, and nothing is handed over."""
    form = await form_of(request)
    case = form.text("case")
    must(request, who, "export", view.incident(case).id if case else None)
    wanted = Wanted(format=form.text("form"), level=form.text("level"), incidents=_ids(view, case))
    made = await sync_to_thread(make_export, view.seen_files, wanted)
    register = form.text("part") == "register"
    data = made.register if register else made.data
    ending = ".register.json" if register else made.ending
    name = f"caseweave-tlp-{wanted.level.lower().replace('+', '-')}{ending}"
    return Response(
        data,
        status_code=200,
        media_type=_TYPES.get(made.ending, "application/octet-stream"),
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )


HANDLERS = (export_page, export_file)
