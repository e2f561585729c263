"""The witness: writes into the audit who saw, changed or took out what, before it is answered.

Invariant: an answer that shows or changes a case leaves this machine only after its entry stands
in the audit; where that cannot be written, nothing is answered.
"""

import re
from typing import Any

from litestar.concurrency import sync_to_thread
from litestar.types import Message, Scope, Send

from caseweave.model import AuditAct
from caseweave.service.desk import Desk
from caseweave.service.people import note
from caseweave.web._door import Door

_API = "/api/v1"
# (method, path, act, the kind of id that the path names). The first that fits is taken; what the
# use cases tell the audit themselves (accounts, restrictions, exports of the API) is not here.
_PATHS: tuple[tuple[str, str, AuditAct, str], ...] = (
    ("GET", r"^/cases/(?P<id>[^/]+)(?P<tab>/.*)?$", "saw", "incident"),
    ("GET", r"^/incidents/(?P<id>[^/]+)(?P<tab>/.*)?$", "saw", "incident"),
    ("GET", r"^/reports/(?P<id>[^/]+)(?P<tab>/.*)?$", "saw", "sha256"),
    ("GET", r"^/claims/(?P<id>[^/]+)(?P<tab>/.*)?$", "saw", "claim"),
    ("GET", r"^/search$", "searched", ""),
    ("POST", r"^/(?:cases|incidents)/(?P<id>[^/]+)/sign(?:/now|-off)$", "signed_off", "incident"),
    ("POST", r"^/cases/(?P<id>[^/]+)/(?:export|sheet)(?P<tab>/.*)?$", "exported", "incident"),
    ("POST", r"^/cases/(?P<id>[^/]+)/links/preview$", "saw", "incident"),
    ("POST", r"^/(?:cases|incidents)/(?P<id>[^/]+)(?P<tab>/.*)$", "decided", "incident"),
    ("POST", r"^/claims/(?P<id>[^/]+)(?P<tab>/.*)$", "decided", "claim"),
    ("POST", r"^/(?:decisions|undo)$", "decided", ""),
    ("POST", r"^/reports/(?P<id>[^/]+)/delete$", "deleted", "sha256"),
    ("POST", r"^/(?:bring-in|builds(?:/files)?)$", "added_reports", ""),
    ("POST", r"^/export(?:/file)?$", "exported", ""),
)
_ACTS = tuple((method, re.compile(path), act, kind) for method, path, act, kind in _PATHS)


class Witness:
    """Watches the answers of one desk."""

    def __init__(self, desk: Desk, door: Door) -> None:
        self._desk = desk
        # Whoever is alone with the machine is not watched by it.
        self._watches = not door.local

    def before(self, scope: Scope, send: Send) -> Send:
        """A `send` that writes into the audit before it lets the answer begin."""
        if not self._watches:
            return send

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                await self._tell(scope)
            await send(message)

        return sending

    async def _tell(self, scope: Any) -> None:
        found = act_of(scope["method"], scope["path"])
        state = scope["state"]
        who = state.get("caller") or (session.person if (session := state.get("session")) else None)
        if found is not None and who is not None:
            act, subject, detail = found
            await sync_to_thread(note, self._desk, who.name, act, subject, detail)


def act_of(method: str, path: str) -> tuple[AuditAct, str, str] | None:
    """What a request that was answered did: the act, the id, and a word more; None for nothing."""
    ours = path.removeprefix(_API)
    by_api = "by the API" if ours != path else ""
    for known, pattern, act, kind in _ACTS:
        match = pattern.match(ours) if known == method else None
        if match is not None:
            parts = match.groupdict()
            key = parts.get("id") or ""
            subject = key if not kind or key.startswith(f"{kind}:") else f"{kind}:{key}"
            tab = (parts.get("tab") or "").strip("/")
            return act, subject, ", ".join(p for p in (tab, by_api) if p)
    return None
