"""Who sits here, and the keys that the desk listens to."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from caseweave.model import CaseweaveError
from caseweave.web._door import COOKIE, Door, Person, Session
from caseweave.web._forms import form_of
from caseweave.web._render import page

Asked = Request[Any, Any, Any]
LONGEST_NAME = 80
KEYS = (
    (
        "Anywhere",
        (
            ("/", "search"),
            ("?", "these keys"),
            ("g then c", "cases"),
            ("g then r", "reports"),
            ("g then s", "sources"),
            ("g then d", "decisions"),
            ("g then b", "bring reports in"),
            ("Esc", "leave a field"),
        ),
    ),
    ("In a list", (("j", "next"), ("k", "previous"), ("Enter or o", "open"))),
    (
        "On a case",
        (
            ("j and k", "next and previous claim"),
            ("a", "accept"),
            ("r", "reject"),
            ("x", "leave as it is"),
            ("Enter or o", "show its evidence"),
            ("c", "correct"),
            ("w", "withhold"),
            ("Ctrl Enter", "record all calls"),
            ("u", "undo the last decision"),
            ("1 to 9", "tabs"),
        ),
    ),
    (
        "In the reader",
        (
            ("n or j", "next claim"),
            ("p or k", "previous claim"),
            ("Enter or o", "open it in its case"),
            ("[ and ]", "other reports"),
        ),
    ),
)


@get("/keys", sync_to_thread=False)
def keys(request: Asked) -> Response[str]:
    """Every key, and how to switch them off."""
    return page(request, "keys.html", groups=KEYS)


@get("/me", sync_to_thread=False)
def me(request: Asked, who: Person) -> Response[str]:
    """Under which name decisions are recorded."""
    return page(request, "me.html", who=who, longest=LONGEST_NAME)


@post("/me")
async def rename(request: Asked, who: Person) -> Response[Any]:
    """Decide under another name, where names are not given by accounts."""
    form = await form_of(request)
    name = " ".join(form.text("name").split())[:LONGEST_NAME]
    session: Session = request.scope["state"]["session"]
    door: Door = request.scope["state"]["door"]
    if not name:
        raise CaseweaveError("A decision needs a name. Write yours.")
    if name != who.name and door.rename(session, name) is None:
        raise CaseweaveError("Your name comes from your account and is not changed here.")
    return Redirect("/me", status_code=303)


@post("/leave")
async def leave(request: Asked) -> Response[Any]:
    """End this session: the link is needed to come back."""
    await form_of(request)
    session: Session = request.scope["state"]["session"]
    door: Door = request.scope["state"]["door"]
    door.leave(session)
    answer: Redirect = Redirect(door.login or "/", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


HANDLERS = (keys, me, rename, leave)
