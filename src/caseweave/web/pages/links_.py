"""Merge and split: why these reports are held to be one case, and what another call would make.

Nothing is recorded before its preview was seen.
"""

from collections.abc import Sequence
from typing import Any, Literal, cast

import msgspec
from litestar import Request, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.response import Redirect

from caseweave.case import CaseFiles
from caseweave.model import CaseweaveError, Incident, Link, Mention, Report, day_bounds
from caseweave.service import Act
from caseweave.service.desk import Clash, Desk, View, preview, record, short
from caseweave.web._door import Person
from caseweave.web._forms import Form, form_of
from caseweave.web._render import page
from caseweave.web.pages._frame import heading
from caseweave.web.pages.decide_ import clash_page, must

Asked = Request[Any, Any, Any]
_NEAR_SHOWN = 12
Joining = Literal["merge", "split", "same", "not_same"]
_WORDS = {
    "merge": "Merge the cases",
    "split": "Split off as a case of its own",
    "same": "Hold these together as one case",
    "not_same": "Keep these apart",
}


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of the case: what one report tells of it."""

    mention: Mention
    report: Report
    claims: int


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Why two mentions are one incident. `summary` is the sentence, `reasons` the weights."""

    a: Report
    b: Report
    link: Link
    summary: str
    reasons: tuple[str, ...]


@get("/cases/{key:str}/links", sync_to_thread=True)
def links(request: Asked, view: View, key: str, since: int | None = None) -> Response[Any]:
    """The reports of a case, what ties them, and the cases it may belong with."""
    top = heading(view, key, "links", since)
    return page(
        request,
        "links.html",
        top=top,
        parts=_parts(view, top.incident),
        ties=_ties(view, top.incident),
        near=_near(view, top.incident),
    )


def _parts(view: View, incident: Incident) -> list[Part]:
    files = view.case(incident)
    reports = {r.id: r for r in files.reports}
    return [
        Part(
            mention=m,
            report=reports[m.report],
            claims=sum(c.mention == m.id for c in files.claims),
        )
        for m in files.mentions
        if m.report in reports
    ]


def _ties(view: View, incident: Incident) -> list[Tie]:
    mentions, reports = view.board.mentions, view.board.reports
    ties = []
    for link in sorted(incident.links, key=lambda x: -x.score):
        a, b = mentions.get(link.a), mentions.get(link.b)
        if a is not None and b is not None:
            first = link.reasons[0] if link.reasons else "No reason is on record."
            ties.append(
                Tie(
                    a=reports[a.report],
                    b=reports[b.report],
                    link=link,
                    summary=first,
                    reasons=link.reasons[1:],
                )
            )
    return ties


def _near(view: View, incident: Incident) -> list[Incident]:
    """Cases that somebody may want to merge with this one: of its country or its days, nearest."""
    mine = day_bounds(incident.date.edtf if incident.date else None)
    country = incident.place.country if incident.place else None

    def apart(other: Incident) -> tuple[int, int, str]:
        theirs = day_bounds(other.date.edtf if other.date else None)
        days = abs(mine[0] - theirs[0]) if mine and theirs else 9_999_999
        same = country is not None and other.place is not None and other.place.country == country
        return (0 if same else 1, days, other.id)

    others = (i for i in view.incidents if i.id != incident.id)
    return sorted(others, key=apart)[:_NEAR_SHOWN]


@post("/cases/{key:str}/links/preview")
async def look_first(
    request: Asked, view: View, desk: Desk, who: Person, key: str
) -> Response[Any]:
    """What a merge or split would make of the case; nothing is recorded yet."""
    form = await form_of(request)
    incident = view.incident(key)
    must(request, who, "decide", incident.id)
    act = _act_of(view, incident, form, who)
    after, changes = await sync_to_thread(preview, desk, view, [act], incident)
    return page(
        request,
        "preview.html",
        top=heading(view, incident.id, "links"),
        act=act,
        act_words=_WORDS[act.kind],
        becomes=_becomes(view, after, act, incident),
        changes=changes,
        fields=[(n, v) for n, v in form.fields() if n != "csrf"],
    )


def _becomes(view: View, after: CaseFiles, act: Act, incident: Incident) -> list[Incident]:
    del view
    about = {*incident.mentions, *act.targets}
    return [i for i in after.incidents if about.intersection(i.mentions)]


def _act_of(view: View, incident: Incident, form: Form, who: Person) -> Act:
    kind = cast("Joining", form.text("kind"))
    reason = form.text("reason") or None
    match kind:
        case "merge":
            other = view.incident(_id_in(form.text("other") or form.text("other_id")))
            if other.id == incident.id:
                raise CaseweaveError("A case cannot be merged with itself. Choose another.")
            targets: Sequence[str] = (*incident.mentions, *other.mentions)
        case "split":
            targets = [m for m in form.texts("mention") if m in incident.mentions]
            if not targets or len(targets) == len(incident.mentions):
                raise CaseweaveError(
                    "Tick the reports that tell of another incident: one at least, and not all."
                )
        case "same" | "not_same":
            targets = [m for m in form.texts("mention") if m in view.board.mentions]
        case _:
            raise CaseweaveError(f"{kind!r} is no way to join or part cases.")
    return Act(kind=kind, targets=tuple(targets), by=who.name, reason=reason)


def _id_in(words: str) -> str:
    """The id in what was typed or pasted: a link to a case, or the id alone."""
    found = words.rstrip("/").rsplit("/", 1)[-1].split("?", 1)[0].strip()
    if not found:
        raise CaseweaveError("Choose the case to merge with, or paste its link or number.")
    return found


@post("/cases/{key:str}/links/record")
async def join_or_part(
    request: Asked, view: View, desk: Desk, who: Person, key: str
) -> Response[Any]:
    """Record the merge or split that was previewed."""
    form = await form_of(request)
    incident = view.incident(key)
    must(request, who, "decide", incident.id)
    act = _act_of(view, incident, form, who)
    found = await sync_to_thread(record, desk, view, [act], incident, form.number("seen"))
    if isinstance(found, Clash):
        return clash_page(request, view, incident, found, form)
    return Redirect(f"/cases/{short(incident.id)}/links?since={view.position}", status_code=303)


HANDLERS = (links, look_first, join_or_part)
