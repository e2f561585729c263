"""Bring reports in: drop files, choose a folder, paste a text; then watch them being read."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State
from litestar.response import Redirect

from caseweave.model import CaseweaveError
from caseweave.service.desk import HandedOver, Intakes, Job, NotHereError, Pasted, View
from caseweave.web._door import Door, Person
from caseweave.web._forms import Form, form_of
from caseweave.web._render import page
from caseweave.web.pages.decide_ import must

Asked = Request[Any, Any, Any]


@get("/bring-in", sync_to_thread=False)
def bring_in(request: Asked, state: State) -> Response[str]:
    """The ways to bring reports in, and what was brought in of late."""
    intakes: Intakes = state["intakes"]
    return page(request, "bring.html", jobs=intakes.jobs())


@post("/bring-in")
async def take(request: Asked, state: State, who: Person) -> Response[Any]:
    """Start reading what was sent."""
    form = await form_of(request)
    must(request, who, "take_in", None)
    intakes: Intakes = state["intakes"]
    door: Door = request.scope["state"]["door"]
    job = await _started(intakes, form, who.name, local=door.local)
    return Redirect(f"/bring-in/{job.id}", status_code=303)


async def _started(intakes: Intakes, form: Form, by: str, *, local: bool) -> Job:
    match form.text("way"):
        case "paste":
            given = Pasted(
                text=form.text("text"),
                title=form.text("title") or None,
                outlet=form.text("outlet") or None,
                published=form.text("published") or None,
                url=form.text("url") or None,
            )
            return await sync_to_thread(intakes.paste, given, by)
        case "folder" if local:
            return await sync_to_thread(intakes.folder, form.text("path"), by)
        case "files":
            files = [HandedOver(name=f.filename, data=await f.read()) for f in form.files("file")]
            return await sync_to_thread(intakes.files, files, by)
        case _:
            raise CaseweaveError("Say what to bring in: files, a folder, or a pasted text.")


@get("/bring-in/{key:str}", sync_to_thread=True)
def job_page(request: Asked, state: State, key: str, view: View) -> Response[str]:
    """How far one job is, and what became of every input. A part of it for a page that watches."""
    intakes: Intakes = state["intakes"]
    job = intakes.job(key)
    if job is None:
        raise NotHereError("The desk keeps only its latest intakes, and this is not one of them.")
    return page(
        request,
        "job-part.html" if request.headers.get("hx-request") else "job.html",
        job=job,
        new=_new(view, job) if job.state == "done" else (),
    )


def _new(view: View, job: Job) -> list[tuple[Any, tuple[Any, ...]]]:
    """The reports that came in since the job began, with what they tell of."""
    found = []
    for report in view.reports:
        came = view.arrived(report.id)
        if came is not None and came.seq > job.before:
            found.append((report, view.incidents_of_report(report.id)))
    return found


HANDLERS = (bring_in, take, job_page)
