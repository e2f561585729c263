"""The gate: every request passes it, and nothing gets to a page that it did not let through.

It checks the Host header (DNS rebinding), lets in by cookie or by the link's token, refuses
cross-site posts by Origin and Sec-Fetch-Site, and puts the same strict headers on every answer.
The form's own CSRF token is checked where forms are read (`_forms`), and nowhere skipped.
"""

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from caseweave.web._door import COOKIE, SESSION_SECONDS, Door, Session
from caseweave.web._render import refused
from caseweave.web.access._witness import Witness
from caseweave.web.api._problem import stopped

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
STATIC = "/static/"
LEAVE = "/leave"
TOKEN = "token"  # noqa: S105 - the name of a query field, not a secret


class Gate:
    """The outermost ASGI application."""

    def __init__(
        self,
        app: ASGIApp,
        door: Door,
        hosts: Iterable[str],
        *,
        secure: bool = False,
        witness: Witness | None = None,
    ) -> None:
        """`hosts`: names this desk answers to, without port. `secure`: it is served over TLS."""
        self._witness = witness
        self._app = app
        self._door = door
        self._hosts = frozenset(hosts)
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or answer in the desk's place."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        answer = self._stopped(scope)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        sending = _with_headers(send, secure=self._secure)
        if self._witness is not None:
            sending = self._witness.before(scope, sending)
        await self._app(scope, receive, sending)

    def _stopped(self, scope: HTTPScope) -> ASGIApp | None:
        """The answer to a request that goes no further; None where it may pass."""
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        if _host(headers.get("host", "")) not in self._hosts:
            return _refused(scope, 421, "This desk does not answer to that name.")
        if scope["method"] not in SAFE and _foreign(headers):
            return _refused(scope, 403, "This came from another site. Nothing was recorded.")
        path = scope["path"]
        token = parse_qs(scope["query_string"].decode("latin-1")).get(TOKEN, [None])[0]
        if token is not None and scope["method"] == "GET":
            found = self._door.exchange(token)
            if found is not None:
                return _let_in(scope, found, secure=self._secure)
        session = self._door.session(_cookie(headers.get("cookie", "")))
        scope["state"]["session"] = session
        scope["state"]["door"] = self._door
        first = self._door.must_first(session) if session is not None else None
        if first is not None and path not in {first, LEAVE} and not path.startswith(STATIC):
            return None if self._open(path) else _to(first)
        if session is not None or path.startswith(STATIC) or self._open(path):
            return None
        if self._door.login is not None and scope["method"] in SAFE:
            return _to(f"{self._door.login}?{urlencode({'next': path})}")
        return refused(
            401,
            "This desk opens with the link that was printed when it was started.",
            "Copy the whole link, token and all, or run `caseweave desk` again.",
        )

    def _open(self, path: str) -> bool:
        return path in self._door.open_paths or any(
            p.endswith("/") and path.startswith(p) for p in self._door.open_paths
        )


def _refused(scope: Scope, status: int, what: str) -> ASGIApp:
    path = scope["path"]
    return stopped(status, path, what) if path.startswith("/api/") else refused(status, what)


def _host(header: str) -> str:
    return urlsplit(f"//{header}").hostname or ""


def _foreign(headers: dict[str, str]) -> bool:
    """Whether a browser says that an unsafe request comes from another site.

    A caller with a bearer token is no browser with our cookie: the cookie is the only thing that
    a foreign page could ride on.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        # Under our own `no-referrer` a browser's forms say `Origin: null`: this says more.
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host", "")


def _cookie(header: str) -> str | None:
    jar = SimpleCookie()
    try:
        jar.load(header)
    except CookieError:
        return None
    return jar[COOKIE].value if COOKIE in jar else None


def cookie_header(session: Session | None, *, secure: bool) -> str:
    """The Set-Cookie header that begins a session, or (None) ends it."""
    value, age = (session.id, SESSION_SECONDS) if session else ("", 0)
    parts = [f"{COOKIE}={value}", "Path=/", "HttpOnly", "SameSite=Strict", f"Max-Age={age}"]
    return "; ".join([*parts, *(["Secure"] if secure else [])])


def _let_in(scope: HTTPScope, session: Session, *, secure: bool) -> ASGIApp:
    """Put the cookie, and go where the link went: the token stays in no address bar."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    rest = urlencode({k: v for k, v in query.items() if k != TOKEN}, doseq=True)
    where = quote(scope["path"]) + (f"?{rest}" if rest else "")
    return _to(where, ("set-cookie", cookie_header(session, secure=secure)))


def _to(where: str, *headers: tuple[str, str]) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        pairs = [("location", where), *headers]
        raw = [(k.encode("latin-1"), v.encode("latin-1")) for k, v in pairs]
        await send({"type": "http.response.start", "status": 303, "headers": raw})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    return answer


def _with_headers(send: Send, *, secure: bool = False) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if secure:
                headers.setdefault("strict-transport-security", "max-age=31536000")
        await send(message)

    return sending
