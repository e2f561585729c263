"""Decisions: recorded once however often they are sent, and never over somebody's head.

Invariant: what came into the log for the case since `seen` is answered with 409 and nothing is
recorded; a request with an idempotency key is answered the same way each time it is sent.
"""

import hashlib
from datetime import timedelta
from typing import Annotated, Literal

import msgspec
from litestar import Request, Response, get, post
from litestar.params import HeaderParameter

from caseweave.model import Decision, DecisionKind
from caseweave.service import Act
from caseweave.service.desk import (
    SHARING_LEVELS,
    Clash,
    Desk,
    LockedError,
    MarkKind,
    View,
    mark,
    record,
    sign,
)
from caseweave.service.people import later
from caseweave.store import Answer
from caseweave.web.api._caller import Caller, Needs, view_of
from caseweave.web.api._incidents import READER, Key
from caseweave.web.api._paging import Cursor, Limit, paged
from caseweave.web.api._problem import RefusedError, specs

_ANSWERS_KEPT = timedelta(days=1)
_MOST = 500
Words = Annotated[str, msgspec.Meta(max_length=2000)]
Id = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Once = Annotated[
    str | None,
    HeaderParameter(
        name="Idempotency-Key",
        min_length=1,
        max_length=128,
        pattern="^[A-Za-z0-9._:-]+$",
        description="Sent again with the same body, the request is answered as the first time.",
    ),
]


class Wish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act, as `caseweave decide` takes it: `value` in words, ids may be shortened."""

    kind: DecisionKind
    targets: Annotated[tuple[Id, ...], msgspec.Meta(max_length=_MOST)] = ()
    reason: Words | None = None
    attribute: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    value: Words | None = None
    start: Annotated[int, msgspec.Meta(ge=0)] | None = None
    end: Annotated[int, msgspec.Meta(ge=0)] | None = None


class Batch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Acts on one incident, all or none; `seen`: the `position` of what they were made on."""

    incident: Id
    seen: Annotated[int, msgspec.Meta(ge=0)]
    acts: Annotated[tuple[Wish, ...], msgspec.Meta(min_length=1, max_length=_MOST)]


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded, and the log's position after it."""

    decisions: tuple[Decision, ...]
    position: int


class DecisionPage(msgspec.Struct, frozen=True, kw_only=True):
    """The decisions that stand, in the order of their ids."""

    items: tuple[Decision, ...]
    next: str | None


class Marking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something about the case as a whole. `said`: the note, or the level for `sharing`.

    `holder`: the caller holds it; with `said` set to `nobody`, they let go of it.
    """

    kind: Literal["holder", "sharing", "reviewed", "asked", "reopened"]
    said: Words = ""


class Signing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sign the case as it stood at `seen`."""

    seen: Annotated[int, msgspec.Meta(ge=0)]


@get("/decisions", guards=READER, sync_to_thread=True, responses=specs())
def decisions(view: View, cursor: Cursor = None, limit: Limit = 50) -> DecisionPage:
    """The decisions that stand."""
    items, more = paged(view.board.files.decisions, lambda d: d.id, cursor, limit)
    return DecisionPage(items=items, next=more)


@post(
    "/decisions",
    guards=[Needs("analyst")],
    sync_to_thread=True,
    responses=specs(404, 409, 413, 415, 422),
)
def decide(
    request: Request[object, object, object],  # type: ignore[type-var]
    desk: Desk,
    caller: Caller,
    data: Batch,
    once: Once = None,
) -> Response[Recorded]:
    """Record acts on one incident. 409 where the log moved on for it; undo is an act too."""
    with desk.lock:
        known = _known(desk, caller, data, once)
        if known is not None:
            return Response(known, status_code=201)
        view = view_of(request, request.app.state)
        incident = view.incident(data.incident)
        acts = [_act(wish, caller.name) for wish in data.acts]
        made = _unclashed(record(desk, view, acts, incident, data.seen))
        found = Recorded(decisions=made, position=desk.position())
        _keep(desk, caller, data, once, found)
        return Response(found, status_code=201)


@post(
    "/incidents/{key:str}/marks",
    guards=[Needs("analyst")],
    sync_to_thread=True,
    responses=specs(404, 409, 413, 415, 422),
)
def mark_case(desk: Desk, view: View, caller: Caller, key: Key, data: Marking) -> Recorded:
    """Hold a case, set its sharing level, say that it was reviewed, ask for sign-off, reopen."""
    incident = view.incident(key)
    locked = view.marks(incident.id).locked
    if locked and data.kind != "reopened":
        raise LockedError(
            "This case is signed. Reopen it first: the signed version stays as it is."
        )
    kind: MarkKind = data.kind
    said = data.said
    if kind == "holder":
        said = "" if said == "nobody" else caller.name
    if kind == "sharing" and said not in SHARING_LEVELS:
        raise RefusedError(422, f"{said!r} is no TLP 2.0 level. Write {', '.join(SHARING_LEVELS)}.")
    made = mark(desk, incident, kind, caller.name, said)
    return Recorded(decisions=(made,), position=desk.position())


@post(
    "/incidents/{key:str}/sign-off",
    guards=[Needs("approver")],
    sync_to_thread=True,
    responses=specs(404, 409, 413, 415, 422),
)
def sign_off(desk: Desk, view: View, caller: Caller, key: Key, data: Signing) -> Recorded:
    """Sign the case as it stands; only somebody who decided nothing about it can."""
    incident = view.incident(key)
    if view.marks(incident.id).locked:
        raise LockedError("This version is signed already.")
    made = sign(desk, view, incident, caller.name, data.seen)
    if isinstance(made, Clash):
        raise _clashed(made)
    return Recorded(decisions=(made,), position=desk.position())


def _act(wish: Wish, by: str) -> Act:
    return Act(
        kind=wish.kind,
        targets=wish.targets,
        by=by,
        reason=wish.reason,
        attribute=wish.attribute,
        value=wish.value,
        start=wish.start,
        end=wish.end,
    )


def _unclashed(made: tuple[Decision, ...] | Clash) -> tuple[Decision, ...]:
    if isinstance(made, Clash):
        raise _clashed(made)
    return made


def _clashed(clash: Clash) -> RefusedError:
    return RefusedError(
        409,
        "The log moved on for this case since it was read; nothing was recorded. Read it again, "
        "and send what still holds with its new `position` as `seen`.",
        tuple(e.id for e in clash.entries),
    )


def _key(caller: Caller, once: str) -> str:
    return hashlib.sha256(f"{caller.name}\n{once}".encode()).hexdigest()


def _sent(data: Batch) -> str:
    return hashlib.sha256(msgspec.json.encode(data)).hexdigest()


def _known(desk: Desk, caller: Caller, data: Batch, once: str | None) -> Recorded | None:
    """What was answered to the same request before. Raises 422 where the body was another."""
    found = desk.store.people.answer(_key(caller, once)) if once else None
    if found is None:
        return None
    if found.request != _sent(data):
        raise RefusedError(
            422, "That idempotency key was used for another request. Choose a new one."
        )
    return msgspec.json.decode(found.answer, type=Recorded)


def _keep(desk: Desk, caller: Caller, data: Batch, once: str | None, found: Recorded) -> None:
    if once:
        now = desk.clock()
        answer = Answer(request=_sent(data), answer=msgspec.json.encode(found))
        before = later(now, -_ANSWERS_KEPT)
        desk.store.people.keep_answer(_key(caller, once), answer, now, before)


HANDLERS = (decisions, decide, mark_case, sign_off)
