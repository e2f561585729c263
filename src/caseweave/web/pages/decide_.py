"""Decisions: a batch on a case, one on a claim, and undo. Every post checks the form's token.

What came into the log since the page was opened is shown before anything is recorded over it.
"""

from collections.abc import Sequence
from typing import Any, cast, get_args

from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect

from caseweave.model import CaseweaveError, Decision, DecisionKind, Incident
from caseweave.service import Act
from caseweave.service.desk import Clash, Desk, View, record, short, undo_of
from caseweave.web._door import Action, Door, Person
from caseweave.web._forms import Form, form_of
from caseweave.web._render import page
from caseweave.web.pages._frame import heading, safe_back

Asked = Request[Any, Any, Any]
_ON_CLAIMS = ("accept", "reject", "withhold", "release", "correct")
_NEEDS_REASON = frozenset({"correct"})


def must(request: Asked, who: Person, action: Action, incident: str | None) -> None:
    """Raises 403 where this person may not do that."""
    door: Door = request.scope["state"]["door"]
    if not door.may(who, action, incident):
        raise PermissionDeniedException(
            f"{who.name} may not do that here. Ask whoever keeps the accounts."
        )


@post("/cases/{key:str}/decide")
async def batch(request: Asked, view: View, desk: Desk, who: Person, key: str) -> Response[Any]:
    """Record every call marked on the table of accounts, all at once."""
    form = await form_of(request)
    incident = view.incident(key)
    must(request, who, "decide", incident.id)
    acts = _batch_of(form, who.name)
    back = f"/cases/{short(incident.id)}"
    if not acts:
        raise CaseweaveError("No call was marked, so there was nothing to record.")
    return await _recorded(request, (desk, view, incident), acts, form, back)


def _batch_of(form: Form, by: str) -> list[Act]:
    reason = form.text("reason") or None
    acts = []
    for claim, kind in form.starting("call."):
        if kind not in _ON_CLAIMS:
            raise CaseweaveError(f"{kind!r} is no call on a claim.")
        value = form.text(f"value.{claim}") or None
        acts.append(
            Act(
                kind=cast("DecisionKind", kind), targets=(claim,), by=by, reason=reason, value=value
            )
        )
    return acts


@post("/claims/{key:str}/decide")
async def one_claim(request: Asked, view: View, desk: Desk, who: Person, key: str) -> Response[Any]:
    """Record one decision on one claim: correct it, withhold it, and so on."""
    form = await form_of(request)
    claim = view.claim(key)
    must(request, who, "decide", claim.incident)
    kind = form.text("kind")
    if kind not in _ON_CLAIMS or kind not in get_args(DecisionKind):
        raise CaseweaveError(f"{kind!r} is no decision on a claim.")
    reason = form.text("reason")
    if kind in _NEEDS_REASON and not reason:
        raise CaseweaveError(
            "A correction needs its reason: it stands beside the machine's value from now on."
        )
    act = Act(
        kind=cast("DecisionKind", kind),
        targets=(claim.id,),
        by=who.name,
        reason=reason or None,
        value=form.text("value") or None,
    )
    incident = view.incident(claim.incident) if claim.incident else None
    case = f"/cases/{short(incident.id)}?claim={short(claim.id)}" if incident else "/"
    back = safe_back(form.text("back"), case)
    if incident is None:
        decided = await sync_to_thread(record, desk, view, [act], None, None)
        del decided
        return Redirect(back, status_code=303)
    return await _recorded(request, (desk, view, incident), [act], form, back)


async def _recorded(
    request: Asked,
    on: tuple[Desk, View, Incident],
    acts: Sequence[Act],
    form: Form,
    back: str,
) -> Response[Any]:
    desk, view, incident = on
    seen = form.number("seen")
    found = await sync_to_thread(record, desk, view, acts, incident, seen)
    if isinstance(found, Clash):
        return clash_page(request, view, incident, found, form)
    return Redirect(_since(back, view.position), status_code=303)


def _since(back: str, position: int) -> str:
    path, _, anchor = back.partition("#")
    path += f"{'&' if '?' in path else '?'}since={position}"
    return f"{path}#{anchor}" if anchor else path


def clash_page(
    request: Asked, view: View, incident: Incident, clash: Clash, form: Form
) -> Response[Any]:
    """What came in meanwhile, and the same form again for whoever still means it."""
    kept = [(n, v) for n, v in form.fields() if n not in {"csrf", "seen"}]
    return page(
        request,
        "clash.html",
        409,
        top=heading(view, incident.id, ""),
        theirs=[(e, e.record if isinstance(e.record, Decision) else None) for e in clash.entries],
        claims={c: view.board.claims[c] for c in _claims_of(clash, view)},
        kept=kept,
        mine=[(c, k, view.board.claims.get(c)) for c, k in form.starting("call.")],
        again=request.url.path,
    )


def _claims_of(clash: Clash, view: View) -> list[str]:
    every = [t for e in clash.entries if isinstance(e.record, Decision) for t in e.record.targets]
    return [t for t in every if t in view.board.claims]


@post("/undo")
async def undo(request: Asked, view: View, desk: Desk, who: Person) -> Response[Any]:
    """Take decisions back; the undo is a decision too."""
    form = await form_of(request)
    must(request, who, "decide", None)
    known = {e.id: e.record for e in view.board.decided}
    chosen = [known[d] for d in form.texts("decision") if d in known]
    acts = [undo_of(d, who.name) for d in chosen if isinstance(d, Decision)]
    if not acts:
        raise CaseweaveError("There is no such decision to take back.")
    await sync_to_thread(record, desk, view, acts, None, None)
    return Redirect(safe_back(form.text("back"), "/decisions"), status_code=303)


@get("/decisions", sync_to_thread=True)
def decisions(request: Asked, view: View) -> Response[str]:
    """Everything that was decided, the latest first, each with its undo."""
    stands = {d.id for d in view.board.files.decisions}
    entries = [e for e in reversed(view.board.decided) if view.sees_decision(e)][:500]
    return page(
        request,
        "decisions.html",
        entries=entries,
        stands=stands,
        claims=view.board.claims,
        unattached={u.decision: u.because for u in view.board.files.unattached},
        mentions=view.board.mentions,
    )


HANDLERS = (batch, one_claim, undo, decisions)
