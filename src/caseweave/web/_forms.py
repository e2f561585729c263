"""Forms that people send: read once, and only with the token that their page was given."""

import hmac
from collections.abc import Iterable
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.exceptions import PermissionDeniedException

from caseweave.web._door import Session

CSRF = "csrf"


async def form_of(request: Request[Any, Any, Any]) -> "Form":
    """The form of this request. Raises 403 where its token is missing or wrong."""
    session: Session | None = request.scope["state"].get("session")
    given = await request.form()
    token = str(given.get(CSRF, "")) or request.headers.get("x-csrf-token", "")
    if session is None or not hmac.compare_digest(token.encode(), session.csrf.encode()):
        raise PermissionDeniedException(
            "This form is not one that the desk gave to you in this session. Nothing was recorded; "
            "open the page again and repeat what you did."
        )
    return Form(given)


class Form:
    """The fields of a form, as text, and the files."""

    def __init__(self, given: FormMultiDict) -> None:
        self._given = given

    def text(self, name: str) -> str:
        """The field without space around it; empty where it is not there."""
        found = self._given.get(name)
        return found.strip() if isinstance(found, str) else ""

    def untouched(self, name: str) -> str:
        """The field as it was typed: spaces are part of a password."""
        found = self._given.get(name)
        return found if isinstance(found, str) else ""

    def number(self, name: str) -> int | None:
        """The field as a whole number, or None."""
        found = self.text(name)
        return int(found) if found.isdecimal() and len(found) < 16 else None

    def texts(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return tuple(v for v in self._given.getall(name, []) if isinstance(v, str) and v)

    def files(self, name: str) -> tuple[UploadFile, ...]:
        """All files of a field that have a name."""
        every = self._given.getall(name, [])
        return tuple(v for v in every if isinstance(v, UploadFile) and v.filename)

    def fields(self) -> Iterable[tuple[str, str]]:
        """Every field that is text."""
        for name, value in self._given.multi_items():
            if isinstance(value, str):
                yield name, value

    def starting(self, prefix: str) -> Iterable[tuple[str, str]]:
        """Fields whose name starts with `prefix`: what follows it, and the value."""
        for name, value in self._given.multi_items():
            if name.startswith(prefix) and isinstance(value, str) and value:
                yield name.removeprefix(prefix), value
