"""Bring reports in, and take redacted copies out. Nothing is ever fetched from an address."""

from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import State, UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from caseweave.model import Refusal
from caseweave.service import Wanted, make_export
from caseweave.service.desk import Desk, HandedOver, Intakes, Job, NotHereError, Pasted, View
from caseweave.service.people import note
from caseweave.web.api._caller import MULTIPART, Caller, Needs
from caseweave.web.api._incidents import Key
from caseweave.web.api._problem import specs

LARGEST = 64 * 1024 * 1024
_LONGEST_TEXT = 5_000_000
ANALYST = [Needs("analyst")]


class NewReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as text or as the source of a page, with what is known of it.

    `url` is written down and never fetched.
    """

    text: Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST_TEXT)]
    title: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    outlet: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    published: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    url: Annotated[str, msgspec.Meta(max_length=2000)] | None = None


@dataclass
class NewFile:
    """A file as a form of a browser sends it, in the field `file`."""

    file: UploadFile


class Building(msgspec.Struct, frozen=True, kw_only=True):
    """One intake. `state`: waiting, reading, done or failed; `refused` says why, input by input."""

    id: str
    what: str
    by: str
    at: str
    state: str
    stage: str
    done: int
    total: int | None
    added: int | None = None
    known: int | None = None
    refused: tuple[Refusal, ...] = ()
    unread: tuple[Refusal, ...] = ()
    fault: str | None = None


class BuildList(msgspec.Struct, frozen=True, kw_only=True):
    """The latest intakes of the caller; an administrator sees everybody's."""

    items: tuple[Building, ...]


class Export(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to take out: `incidents` by id (all where empty), redacted for a TLP 2.0 level."""

    format: Literal["json", "csv", "html", "markdown", "pdf"] = "json"
    level: Literal["clear", "green", "amber", "amber+strict", "red"] = "clear"
    incidents: Annotated[
        tuple[Annotated[str, msgspec.Meta(max_length=100)], ...], msgspec.Meta(max_length=500)
    ] = ()


@post(
    "/builds",
    guards=ANALYST,
    status_code=202,
    sync_to_thread=True,
    responses=specs(413, 415, 422),
)
def build(state: State, caller: Caller, data: NewReport) -> Building:
    """Bring a report in; reading goes on after the answer."""
    intakes: Intakes = state["intakes"]
    given = Pasted(
        text=data.text,
        title=data.title,
        outlet=data.outlet,
        published=data.published,
        url=data.url,
    )
    return _shown(intakes.paste(given, caller.name))


@post(
    "/builds/files",
    guards=ANALYST,
    status_code=202,
    responses=specs(413, 415, 422),
    request_max_body_size=LARGEST,
    opt={MULTIPART: True},
)
async def build_files(
    state: State,
    caller: Caller,
    data: Annotated[NewFile, Body(media_type=RequestEncodingType.MULTI_PART)],
) -> Building:
    """Bring a file in, of any format that a reader knows."""
    content = await data.file.read()
    given = HandedOver(name=data.file.filename or "report", data=content)
    intakes: Intakes = state["intakes"]
    return _shown(await sync_to_thread(intakes.files, [given], caller.name))


@get("/builds", guards=ANALYST, sync_to_thread=True, responses=specs())
def builds(state: State, caller: Caller) -> BuildList:
    """The latest intakes."""
    intakes: Intakes = state["intakes"]
    return BuildList(items=tuple(_shown(j) for j in intakes.jobs() if _may_see(caller, j)))


@get("/builds/{key:str}", guards=ANALYST, sync_to_thread=True, responses=specs(404))
def one_build(state: State, caller: Caller, key: Key) -> Building:
    """How far one intake is, and what became of every input."""
    intakes: Intakes = state["intakes"]
    found = intakes.job(key)
    if found is None or not _may_see(caller, found):
        raise NotHereError("There is no such intake: only the latest are kept.")
    return _shown(found)


@post(
    "/exports",
    guards=[Needs("approver")],
    status_code=200,
    sync_to_thread=True,
    media_type="application/octet-stream",
    responses=specs(404, 413, 415, 422),
)
def export(desk: Desk, view: View, caller: Caller, data: Export) -> Response[bytes]:
    """Take a redacted copy out, as a file. 422 where nothing is to export, or the check refuses."""
    chosen = tuple(view.incident(key).id for key in data.incidents)
    wanted = Wanted(format=data.format, level=data.level, incidents=chosen)
    made = make_export(view.board.files, wanted)
    for key in chosen or ("every case",):
        note(desk, caller.name, "exported", key, f"{data.format} TLP:{data.level.upper()}")
    headers = {
        "content-disposition": f'attachment; filename="caseweave-export{made.ending}"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(made.data, media_type="application/octet-stream", headers=headers)


def _may_see(caller: Caller, job: Job) -> bool:
    return job.by == caller.name or caller.account is None or caller.role == "administrator"


def _shown(job: Job) -> Building:
    told = job.summary
    return Building(
        id=job.id,
        what=job.what,
        by=job.by,
        at=job.at,
        state=job.state,
        stage=job.stage,
        done=job.done,
        total=job.total,
        added=told.added if told else None,
        known=told.known if told else None,
        refused=told.refused if told else (),
        unread=told.unread if told else (),
        fault=job.fault,
    )


HANDLERS = (build, build_files, builds, one_build, export)
