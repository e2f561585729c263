"""The application: pages, what they share, and how an error becomes a page. No state but the desk.

A handler gets what it names: `desk` (the use cases), `view` (what this person may see, as of
now) and `who` (the person).
"""

import logging
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.openapi import OpenAPIConfig
from litestar.response import Redirect
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from caseweave.model import CaseweaveError
from caseweave.service.desk import EXTRACTOR, Desk, Intakes, LockedError, NotHereError, View
from caseweave.web import api
from caseweave.web._door import Door, Person, Session
from caseweave.web._gate import Gate
from caseweave.web._render import page
from caseweave.web._rules import ruled
from caseweave.web.access import Witness
from caseweave.web.pages import HANDLERS
from caseweave.web.pages._frame import MovedError

LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")
# An upload holds many files; each one is refused by the reader when it is larger than it reads.
LARGEST_POST = 512 * 1024 * 1024
_log = logging.getLogger("caseweave.web")


def create_app(
    desk: Desk,
    door: Door,
    hosts: Sequence[str] = LOCAL_HOSTS,
    *,
    secure: bool = False,
    openapi: OpenAPIConfig | None = None,
    extractor: str = EXTRACTOR,
) -> ASGIApp:
    """The desk as an ASGI application, gate outermost.

    `hosts`: the names it answers to. `secure`: it is served over TLS, so cookies say so.
    """
    app = Litestar(
        route_handlers=[*HANDLERS, *door.handlers(), api.router(), _static()],
        dependencies={
            "desk": Provide(_desk, sync_to_thread=False),
            "who": Provide(_who, sync_to_thread=False),
            "view": Provide(_view, sync_to_thread=True),
        },
        exception_handlers={
            MovedError: _moved,
            NotHereError: _not_here,
            CaseweaveError: _cannot,
            HTTPException: _http,
            Exception: _fault,
        },
        state=State({"desk": desk, "intakes": Intakes(desk, extractor)}),
        openapi_config=api.openapi_config() if openapi is None else openapi,
        # The pages are for people; the API is described.
        include_in_schema=False,
        guards=[ruled],
        request_max_body_size=LARGEST_POST,
        debug=False,
        # The terminal is for the link and for faults; other packages keep to themselves.
        logging_config=None,
    )
    return Gate(app, door, hosts, secure=secure, witness=Witness(desk, door))


def _desk(state: State) -> Desk:
    found: Desk = state["desk"]
    return found


def _who(request: Request[Any, Any, Any]) -> Person:
    session: Session | None = request.scope["state"].get("session")
    if session is None:
        raise NotAuthorizedException("Nobody is known to sit here.")
    return session.person


def _view(request: Request[Any, Any, Any], state: State) -> View:
    found: Desk = state["desk"]
    door: Door = request.scope["state"]["door"]
    who = _who(request)
    return View(found.board(door.hidden(who)), door.sees(who))


def _static() -> Any:
    folder = Path(str(files("caseweave.web") / "static"))
    return create_static_files_router(path="/static", directories=[folder], name="static")


Any_ = Request[Any, Any, Any]


def _not_here(request: Any_, error: NotHereError) -> Response[str]:
    return page(request, "error.html", 404, heading="Not here", what=str(error))


def _moved(request: Any_, error: MovedError) -> Response[Any]:
    """To the same tab of the case under its present id."""
    kept = request.url.path.split("/")[3:]
    return Redirect("/".join(["", "cases", error.now, *kept]), status_code=303)


def _cannot(request: Any_, error: CaseweaveError) -> Response[str]:
    status = 409 if isinstance(error, LockedError) else 400
    return page(request, "error.html", status, heading="That cannot be done", what=str(error))


def _http(request: Any_, error: HTTPException) -> Response[Any]:
    if request.url.path.startswith(api.PATH):
        return api.on_http(request, error)
    headings = {
        404: "Not here",
        403: "Not allowed",
        405: "Not that way",
        413: "Too large",
        401: "Who are you?",
    }
    heading = headings.get(error.status_code, "That cannot be done")
    what = "There is no such page." if error.status_code == 404 else str(error.detail)
    return page(request, "error.html", error.status_code, heading=heading, what=what)


def _fault(request: Any_, error: Exception) -> Response[Any]:
    if request.url.path.startswith(api.PATH):
        return api.on_fault(request, error)
    _log.error("a page failed: %s %s", request.method, request.url.path, exc_info=error)
    what = (
        "Something went wrong inside the desk. Nothing was recorded by this request. "
        "The details are in the terminal from which the desk was started."
    )
    return page(request, "error.html", 500, heading="A fault of the desk", what=what)
