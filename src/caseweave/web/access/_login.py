"""The page to log in. What it answers tells nothing of whether there is such a name."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from caseweave.service.desk import Desk
from caseweave.service.people import Attempt, LoggedIn, LoginError, log_in
from caseweave.web._gate import cookie_header
from caseweave.web._render import page
from caseweave.web.access._door import session_of
from caseweave.web.pages._frame import safe_back

Asked = Request[Any, Any, Any]
_LONGEST = 4096


@get("/login", sync_to_thread=False)
def login_page(request: Asked) -> Response[Any]:
    """Ask for name and password; whoever is in already goes on."""
    back = safe_back(request.query_params.get("next", "/"), "/")
    if request.scope["state"].get("session") is not None:
        return Redirect(back, status_code=303)
    return page(request, "access/login.html", back=back, fault="", name="")


@post("/login")
async def let_in(request: Asked, desk: Desk) -> Response[Any]:
    """Open a session, with a new cookie whatever cookie came along."""
    form = await request.form()
    name, password = (str(form.get(k, ""))[:_LONGEST] for k in ("name", "password"))
    back = safe_back(str(form.get("next", "/")), "/")
    attempt = Attempt(name=name, password=password, address=_address(request))
    old = request.scope["state"].get("session")
    try:
        opened = await sync_to_thread(log_in, desk, attempt, old.id if old else None)
    except LoginError as error:
        answer = page(
            request,
            "access/login.html",
            429 if error.wait else 403,
            back=back,
            fault=str(error),
            name=name[:40],
        )
        if error.wait:
            answer.headers["retry-after"] = str(error.wait)
        return answer
    return with_cookie(request, opened, back)


def with_cookie(request: Asked, opened: LoggedIn, back: str) -> Redirect:
    """Go on with the cookie of a session that was just opened."""
    session = session_of(opened.person, opened.cookie)
    secure = request.url.scheme == "https"
    header = cookie_header(session, secure=secure)
    return Redirect(back, status_code=303, headers={"set-cookie": header})


def _address(request: Asked) -> str:
    return request.client.host if request.client else ""


HANDLERS = (login_page, let_in)
