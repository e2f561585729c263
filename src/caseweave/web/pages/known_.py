"""Known as of: the case as it could be known on a day, and what changed between two days."""

from typing import Any

import msgspec
from litestar import Request, Response, get

from caseweave.case import CaseFiles, Change, diff
from caseweave.model import CaseweaveError, Finding, Incident, day_bounds
from caseweave.service import Moment
from caseweave.service.desk import Desk, View
from caseweave.web import _words
from caseweave.web._render import page
from caseweave.web.pages._frame import heading

Asked = Request[Any, Any, Any]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute on two days. `was` and `now` are None where nothing was told."""

    attribute: str
    population: str | None
    was: str | None
    now: str | None
    was_verdict: str | None
    now_verdict: str | None
    because: str | None

    @property
    def changed(self) -> bool:
        """Whether value or verdict differ."""
        return (self.was, self.was_verdict) != (self.now, self.now_verdict)


@get("/cases/{key:str}/known", sync_to_thread=True)
def known(
    request: Asked, view: View, desk: Desk, key: str, *, at: str = "", then: str = ""
) -> Response[Any]:
    """What was known by `at`, compared with what was known by `then` (now where not given)."""
    top = heading(view, key, "known")
    days = _days(view, top.incident)
    at = at or (days[0] if days else "")
    before = _as_of(desk, view, at) if at else None
    after = _as_of(desk, view, then) if then else view.board.files
    was = _same(before, top.incident) if before else None
    now = _same(after, top.incident)
    return page(
        request,
        "known.html",
        top=top,
        days=days,
        at=at,
        then=then,
        lines=_lines(was, now),
        changes=_changes(before, after, top.incident) if before else (),
        notes=before.notes if before else (),
        was=was,
        now=now,
    )


def _days(view: View, incident: Incident) -> list[str]:
    """The days on which reports of the case came out: there is nothing new on any other."""
    reports = view.case(incident).reports
    return sorted({r.published.value[:10] for r in reports if r.published})


def _as_of(desk: Desk, view: View, day: str) -> CaseFiles:
    if day_bounds(day) is None or "/" in day:
        raise CaseweaveError(f"{day!r} is no date. Write it as 2024-05-02.")
    return desk.at(Moment(as_of=day), view.board.hidden)


def _same(files: CaseFiles, incident: Incident) -> Incident | None:
    held = set(incident.mentions)
    sharing = [i for i in files.incidents if held.intersection(i.mentions)]
    return max(sharing, key=lambda i: (len(held.intersection(i.mentions)), i.id), default=None)


def _lines(was: Incident | None, now: Incident | None) -> list[Line]:
    old = {(f.attribute, f.population): f for f in (was.findings if was else ())}
    new = {(f.attribute, f.population): f for f in (now.findings if now else ())}
    keys = [*new, *(k for k in old if k not in new)]
    lines = [_line(key, old.get(key), new.get(key)) for key in keys]
    return sorted(lines, key=lambda line: not line.changed)


def _line(key: tuple[str, str | None], was: Finding | None, now: Finding | None) -> Line:
    return Line(
        attribute=key[0],
        population=key[1],
        was=_words.said(was.value) if was else None,
        now=_words.said(now.value) if now else None,
        was_verdict=was.verdict if was else None,
        now_verdict=now.verdict if now else None,
        because=now.because if now else None,
    )


def _changes(before: CaseFiles, after: CaseFiles, incident: Incident) -> list[Change]:
    """The changes of this case alone: both files narrowed to it and to its reports."""
    return list(diff(_narrow(before, incident), _narrow(after, incident)))


def _narrow(files: CaseFiles, incident: Incident) -> CaseFiles:
    held, reports = set(incident.mentions), set(incident.reports)
    return msgspec.structs.replace(
        files,
        incidents=tuple(i for i in files.incidents if held.intersection(i.mentions)),
        reports=tuple(r for r in files.reports if r.id in reports),
        mentions=tuple(m for m in files.mentions if m.id in held),
    )


HANDLERS = (known,)
