"""Incidents: the list with its filters, one case file, and the views of it."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from litestar import get
from litestar.di import Provide
from litestar.params import Parameter, QueryParameter

from caseweave.case import (
    Accounts,
    CaseFiles,
    Change,
    Lineage,
    Question,
    accounts,
    diff,
    lineage,
    open_questions,
    timeline,
)
from caseweave.model import (
    Claim,
    HeadCount,
    Incident,
    TimelineEntry,
)
from caseweave.service import Moment
from caseweave.service.desk import Desk, NotHereError, QueueRow, Version, View, chosen
from caseweave.web.api._caller import Needs
from caseweave.web.api._paging import Cursor, Limit, paged
from caseweave.web.api._problem import specs

READER = [Needs("reader")]
ONE = specs(404)
Key = Annotated[str, Parameter(max_length=100, description="The id, with or without its kind.")]
Filter = Annotated[str | None, Parameter(max_length=100)]
Day = Annotated[date | None, Parameter(description="What was known by the end of that day.")]
With = Literal["with", "without"] | None


class IncidentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents in the order of their ids. `position`: how many entries the log had."""

    items: tuple[QueueRow, ...]
    next: str | None
    position: int


class CaseState(msgspec.Struct, frozen=True, kw_only=True):
    """One case file with where it stands in review. Decide with `seen` set to `position`."""

    incident: Incident
    state: str
    holder: str | None
    sharing: str | None
    deciders: tuple[str, ...]
    versions: tuple[Version, ...]
    locked: bool
    position: int
    as_of: date | None = None
    notes: tuple[str, ...] = ()


class TimelineList(msgspec.Struct, frozen=True, kw_only=True):
    """The timeline in the order asked for."""

    items: tuple[TimelineEntry, ...]


class QuestionList(msgspec.Struct, frozen=True, kw_only=True):
    """What the case leaves open."""

    items: tuple[Question, ...]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What became known of one incident between two days, as English sentences."""

    items: tuple[Change, ...]
    notes: tuple[str, ...] = ()


class ClaimPage(msgspec.Struct, frozen=True, kw_only=True):
    """Claims in the order of their ids."""

    items: tuple[Claim, ...]
    next: str | None


def told(
    status: Filter = None,
    type_: Annotated[str | None, QueryParameter(name="type", max_length=100)] = None,
    country: Filter = None,
    conflicts: With = None,
) -> dict[str, str]:
    """Filters by what the case tells."""
    wanted = {"status": status, "type": type_, "country": country, "conflicts": conflicts}
    return {k: v for k, v in wanted.items() if v}


def handled(
    review: Filter = None, holder: Filter = None, sharing: Filter = None, news: With = None
) -> dict[str, str]:
    """Filters by what people did with it; `review`: where it stands in review."""
    wanted = {"state": review, "holder": holder, "sharing": sharing, "news": news}
    return {k: v for k, v in wanted.items() if v}


@get(
    "/incidents",
    guards=READER,
    sync_to_thread=True,
    responses=specs(),
    dependencies={
        "told": Provide(told, sync_to_thread=False),
        "handled": Provide(handled, sync_to_thread=False),
    },
)
def incidents(
    view: View,
    told: dict[str, str],
    handled: dict[str, str],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> IncidentPage:
    """List incidents, filtered."""
    rows = chosen(view.queue(), {**told, **handled})
    items, more = paged(rows, lambda r: r.id, cursor, limit)
    return IncidentPage(items=items, next=more, position=view.position)


@get("/incidents/{key:str}", guards=READER, sync_to_thread=True, responses=ONE)
def incident(desk: Desk, view: View, key: Key, as_of: Day = None) -> CaseState:
    """One case file, now or as it could be known on a day."""
    found = view.incident(key)
    files = _at(desk, view, as_of)
    marks = view.marks(found.id)
    return CaseState(
        incident=_same(files, found),
        state=marks.state,
        holder=marks.holder,
        sharing=marks.sharing,
        deciders=marks.deciders,
        versions=marks.versions,
        locked=marks.locked,
        position=view.position,
        as_of=as_of,
        notes=files.notes,
    )


@get("/incidents/{key:str}/accounts", guards=READER, sync_to_thread=True, responses=ONE)
def incident_accounts(view: View, key: Key) -> Accounts:
    """The accounts side by side: rows are attributes, columns origins."""
    found = view.incident(key)
    return accounts(view.case(found), found)


@get("/incidents/{key:str}/timeline", guards=READER, sync_to_thread=True, responses=ONE)
def incident_timeline(
    view: View, key: Key, order: Literal["happened", "known"] = "happened"
) -> TimelineList:
    """What happened when, or in the order in which it became known."""
    return TimelineList(items=timeline(view.incident(key), as_known=order == "known"))


@get("/incidents/{key:str}/lineage", guards=READER, sync_to_thread=True, responses=ONE)
def incident_lineage(view: View, key: Key) -> Lineage:
    """Where the accounts come from: copies, citations, speakers."""
    found = view.incident(key)
    return lineage(view.case(found), found)


@get("/incidents/{key:str}/headcount", guards=READER, sync_to_thread=True, responses=ONE)
def incident_headcount(view: View, key: Key) -> HeadCount:
    """The ledger of people."""
    return view.incident(key).headcount


@get("/incidents/{key:str}/questions", guards=READER, sync_to_thread=True, responses=ONE)
def incident_questions(view: View, key: Key) -> QuestionList:
    """What the case leaves open."""
    return QuestionList(items=open_questions(view.incident(key)))


@get("/incidents/{key:str}/claims", guards=READER, sync_to_thread=True, responses=ONE)
def incident_claims(view: View, key: Key, cursor: Cursor = None, limit: Limit = 50) -> ClaimPage:
    """The claims that stand, with their evidence."""
    held = view.case(view.incident(key)).claims
    items, more = paged(held, lambda c: c.id, cursor, limit)
    return ClaimPage(items=items, next=more)


@get("/incidents/{key:str}/diff", guards=READER, sync_to_thread=True, responses=ONE)
def incident_diff(
    desk: Desk, view: View, key: Key, since: Day = None, until: Day = None
) -> Changes:
    """What became known after the day `since`, up to `until` (left out: up to now)."""
    found = view.incident(key)
    before, after = _at(desk, view, since or date.min), _at(desk, view, until)
    changes = diff(_narrowed(before, found), _narrowed(after, found))
    return Changes(items=changes, notes=after.notes)


def _at(desk: Desk, view: View, day: date | None) -> CaseFiles:
    if day is None:
        return view.board.files
    return desk.at(Moment(as_of=day.isoformat()), view.board.hidden)


def _same(files: CaseFiles, incident: Incident) -> Incident:
    """The incident that holds most of the same mentions in other files. Raises NotHereError."""
    held = set(incident.mentions)
    sharing = [i for i in files.incidents if held.intersection(i.mentions)]
    if not sharing:
        raise NotHereError(f"Nothing was known of it by {files.as_of}. Choose a later day.")
    return max(sharing, key=lambda i: (len(held.intersection(i.mentions)), i.id))


def _narrowed(files: CaseFiles, incident: Incident) -> CaseFiles:
    held, reports = set(incident.mentions), set(incident.reports)
    return msgspec.structs.replace(
        files,
        incidents=tuple(i for i in files.incidents if held.intersection(i.mentions)),
        reports=tuple(r for r in files.reports if r.id in reports),
        mentions=tuple(m for m in files.mentions if m.id in held),
    )


HANDLERS = (
    incidents,
    incident,
    incident_accounts,
    incident_timeline,
    incident_lineage,
    incident_headcount,
    incident_questions,
    incident_claims,
    incident_diff,
)
