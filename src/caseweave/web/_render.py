"""Templates to answers. Jinja escapes everything; a missing name is a fault, not a blank."""

from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Request, Response
from litestar.types import ASGIApp, Receive, Scope, Send

from caseweave import __version__
from caseweave.service.desk import short
from caseweave.web import _words
from caseweave.web._door import Action


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates with the desk's words as filters."""
    made = Environment(
        loader=PackageLoader("caseweave.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"version": __version__, "words": _words}
    made.filters |= {
        "short": short,
        "day": _words.day,
        "ago": _words.ago,
        "plain": _words.plain,
        "many": _words.many,
        "attribute": _words.label,
        "value": _words.said,
        "short_day": _words.short_day,
    }
    return made


def compile_all() -> None:
    """Compile every template now, which else its first reader would wait for."""
    made = environment()
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)


def text_of(template: str, **context: Any) -> str:
    """One template, filled."""
    return environment().get_template(template).render(**context)


def page(
    request: Request[Any, Any, Any], template: str, status: int = 200, **context: Any
) -> Response[str]:
    """A page for the person of this request."""
    session = request.scope["state"].get("session")
    door = request.scope["state"]["door"]

    @cache
    def may(action: Action) -> bool:
        """Whether to offer it: what is not offered is refused too (`_rules`)."""
        return session is not None and door.may(session.person, action, None)

    return Response(
        text_of(
            template,
            session=session,
            here=request.url.path,
            door=door,
            may=may,
            partial=request.headers.get("hx-request") == "true",
            **context,
        ),
        status_code=status,
        media_type=MediaType.HTML,
    )


def refused(status: int, what: str, mend: str = "") -> ASGIApp:
    """A refusal by the gate, before any page: an ASGI application."""
    body = text_of("refused.html", status=status, what=what, mend=mend).encode("utf-8")

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return answer
