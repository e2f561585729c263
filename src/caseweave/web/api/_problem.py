"""Refusals of the API: one shape (RFC 9457), which says what, where and how to mend it."""

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec
from litestar.types import ASGIApp, Receive, Scope, Send

from caseweave.model import CaseweaveError
from caseweave.service.desk import LockedError, NotHereError
from caseweave.store import StoreError

MEDIA_TYPE = "application/problem+json"
_log = logging.getLogger("caseweave.web")


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457. `detail` says what and how to mend it; `instance` is the path that was asked for.

    `entries` (at a clash) are the ids that came into the log in between.
    """

    title: str
    status: int
    detail: str
    instance: str
    entries: tuple[str, ...] = ()


class RefusedError(HTTPException):
    """A refusal by the API itself. `entries`: see Problem."""

    def __init__(self, status: int, detail: str, entries: tuple[str, ...] = ()) -> None:
        super().__init__(detail=detail, status_code=status)
        self.entries = entries


Asked = Request[Any, Any, Any]


def on_cannot(request: Asked, error: CaseweaveError) -> Response[Problem]:
    """What a use case refused."""
    match error:
        case NotHereError():
            status = 404
        case LockedError():
            status = 409
        case StoreError():
            status = 503
        case _:
            status = 422
    return _answer(request, status, str(error))


def on_http(request: Asked, error: HTTPException) -> Response[Problem]:
    """What the framework or the API refused."""
    status = error.status_code
    words = _words(status, error)
    if status >= 500:
        _log.error("the API failed: %s %s", request.method, request.url.path, exc_info=error)
    entries = error.entries if isinstance(error, RefusedError) else ()
    answer = _answer(request, status, words, entries)
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    if status == 401:
        answer.headers["www-authenticate"] = 'Bearer realm="caseweave"'
    return answer


def on_fault(request: Asked, error: Exception) -> Response[Problem]:
    """A fault of the program: told plainly, the trace goes to the log."""
    _log.error("the API failed: %s %s", request.method, request.url.path, exc_info=error)
    words = (
        "Something went wrong inside the desk; nothing was recorded by this request. The details "
        "are in the terminal from which the desk was started: please send them to us."
    )
    return _answer(request, 500, words)


# The desk's pages have handlers of their own for some: the nearest class wins, so all stand here.
HANDLERS: dict[Any, Any] = {
    NotHereError: on_cannot,
    LockedError: on_cannot,
    StoreError: on_cannot,
    CaseweaveError: on_cannot,
    HTTPException: on_http,
    Exception: on_fault,
}


def stopped(status: int, path: str, detail: str) -> ASGIApp:
    """A refusal before any route: an ASGI application."""
    told = Problem(title=_title(status), status=status, detail=detail, instance=path)
    body = msgspec.json.encode(told)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        headers = [(b"content-type", MEDIA_TYPE.encode("ascii"))]
        if status == 401:
            headers.append((b"www-authenticate", b'Bearer realm="caseweave"'))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answer


def specs(*statuses: int) -> dict[int, ResponseSpec]:
    """What a route may refuse with, for its description; 401, 403 and 503 are always among them."""
    return {
        status: ResponseSpec(
            data_container=Problem,
            description=_title(status),
            media_type=MEDIA_TYPE,
            generate_examples=False,
        )
        for status in sorted({400, 401, 403, 503, *statuses})
    }


def _answer(
    request: Asked, status: int, words: str, entries: tuple[str, ...] = ()
) -> Response[Problem]:
    told = Problem(
        title=_title(status),
        status=status,
        detail=words,
        instance=request.url.path,
        entries=entries,
    )
    return Response(told, status_code=status, media_type=MEDIA_TYPE)


def _title(status: int) -> str:
    return HTTPStatus(status).phrase


def _words(status: int, error: HTTPException) -> str:
    match status:
        case 404 if not isinstance(error, RefusedError):
            return "There is no such address. The description of the API lists them all."
        case 405:
            return "That method is not for this address. The description of the API lists them all."
        case _ if status >= 500:
            return "Something went wrong inside the desk; nothing was recorded by this request."
    extra = error.extra if isinstance(error.extra, list) else []
    named = [_named(one) for one in extra if isinstance(one, dict)]
    detail = str(error.detail).split(" for /", 1)[0]
    return f"{detail}: {'; '.join(named)}" if named else detail


def _named(fault: dict[str, Any]) -> str:
    key = fault.get("key")
    return f"{key}: {fault.get('message')}" if key else str(fault.get("message"))
