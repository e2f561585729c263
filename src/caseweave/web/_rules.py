"""Which action each page asks for. A page without a rule is an administrator's: it fails closed.

The rules stand together so that they can be read, and a test can try each with every role.
"""

from typing import Any, Literal

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers.base import BaseRouteHandler
from litestar.handlers.http_handlers import HTTPRouteHandler

from caseweave.web._door import Action, Door, Session

Rule = Action | Literal["anyone"]
API = "/api/v1"

# The page as the desk names its path, with `*` for what varies.
PAGES: dict[tuple[str, str], Rule] = {
    ("GET", "/login"): "anyone",
    ("POST", "/login"): "anyone",
    ("GET", "/static/*"): "anyone",
    ("HEAD", "/static/*"): "anyone",
    # One's own session, name and password.
    ("GET", "/me"): "read",
    ("POST", "/me"): "read",
    ("POST", "/leave"): "read",
    ("GET", "/account"): "read",
    ("POST", "/account"): "read",
    # Reading.
    ("GET", "/"): "read",
    ("GET", "/keys"): "read",
    ("GET", "/search"): "read",
    ("GET", "/sources"): "read",
    ("GET", "/decisions"): "read",
    ("GET", "/reports"): "read",
    ("GET", "/reports/*"): "read",
    ("GET", "/reports/*/original"): "read",
    ("GET", "/reports/*/file"): "read",
    ("GET", "/claims/*/pane"): "read",
    ("GET", "/cases/*"): "read",
    ("GET", "/cases/*/*"): "read",
    ("GET", "/cases/*/versions/*"): "read",
    # Deciding.
    ("POST", "/cases/*/decide"): "decide",
    ("POST", "/cases/*/mark"): "decide",
    ("POST", "/cases/*/sign/now"): "sign",
    ("POST", "/cases/*/links/record"): "decide",
    ("POST", "/cases/*/links/preview"): "decide",
    ("POST", "/claims/*/decide"): "decide",
    ("POST", "/undo"): "decide",
    # Reports.
    ("GET", "/bring-in"): "take_in",
    ("GET", "/bring-in/*"): "take_in",
    ("POST", "/bring-in"): "take_in",
    ("GET", "/reports/*/delete"): "delete",
    ("POST", "/reports/*/delete"): "delete",
    ("GET", "/deleted"): "read",
    # Taking out.
    ("GET", "/export"): "export",
    ("POST", "/export/file"): "export",
    # Accounts.
    ("GET", "/accounts"): "administer",
    ("POST", "/accounts"): "administer",
    ("GET", "/audit"): "administer",
    ("GET", "/restrictions"): "sign",
    ("POST", "/restrictions"): "sign",
}


def rule_of(method: str, path: str) -> Rule | None:
    """The rule of a page by its method and path as the desk names it (`/cases/{key:str}`)."""
    plain = "/" + "/".join("*" if "{" in p else p for p in path.strip("/").split("/") if p)
    for known in (plain, "/".join([*plain.split("/")[:-1], "*"])):
        if (method, known) in PAGES:
            return PAGES[method, known]
    return None


def ruled(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """The guard of every page. Raises 401 or 403 with what to do."""
    door: Door | None = connection.scope["state"].get("door")
    path = connection.scope.get("path_template", connection.scope["path"])
    if door is None or door.local or path.startswith(API):
        # On one machine the link is the only rule; the API's routes have guards of their own.
        return
    if not isinstance(handler, HTTPRouteHandler):
        raise PermissionDeniedException("There is no such way in.")
    rule = rule_of(str(connection.scope.get("method")), path) or "administer"
    if rule == "anyone":
        return
    session: Session | None = connection.scope["state"].get("session")
    if session is None:
        raise NotAuthorizedException("Log in first.")
    # Whoever must choose a password may do that and leave, and nothing else (see the gate).
    if path in {"/account", "/leave"}:
        return
    if not door.may(session.person, rule, None):
        raise PermissionDeniedException(
            f"{session.person.name} may not do that here. Ask whoever keeps the accounts."
        )
