"""Look into a store: the case files of a moment, one incident or claim of them by a short name."""

from pathlib import Path
from typing import TypeVar

import msgspec

from caseweave.case import CaseFiles, fold, told_by
from caseweave.model import CaseweaveError, Claim, Incident
from caseweave.service._remember import remembered
from caseweave.store import open_store

# Fewer digits are a number of the list, never the start of an id.
_SHORTEST_ID = 6


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """As of when: what could be known by the day `as_of`; the log up to `log_until`."""

    as_of: str | None = None
    log_until: str | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One incident in a list; `number` names it for the next command on the same store."""

    number: int
    id: str
    type: str
    title: str
    date: str | None
    place: str | None
    status: str
    reports: int
    origins: int
    heard: int
    conflicts: int
    questions: int


def show(store: str | Path, moment: Moment | None = None) -> CaseFiles:
    """The case files of a moment. Raises StoreError where there is no store."""
    moment = moment or Moment()
    now = moment == Moment()
    with open_store(store, create=False) as opened, remembered(opened, now=now) as rooms:
        return fold(opened.entries(), moment.as_of, moment.log_until, rooms)


def in_order(files: CaseFiles) -> tuple[Incident, ...]:
    """The incidents as they are listed: those that more reports tell come first, then by id."""
    return tuple(sorted(files.incidents, key=lambda i: (-len(i.reports), -len(i.mentions), i.id)))


def listing(files: CaseFiles) -> tuple[Listed, ...]:
    """One line for each incident."""
    return tuple(
        Listed(
            number=number,
            id=i.id,
            type=i.type,
            title=i.title,
            date=i.date.edtf if i.date else None,
            place=i.place.name if i.place else None,
            status=i.status,
            reports=len(i.reports),
            origins=len(i.origins),
            heard=told_by(i).heard,
            conflicts=sum(f.verdict == "conflict" for f in i.findings),
            questions=len(i.headcount.open),
        )
        for number, i in enumerate(in_order(files), start=1)
    )


def find_incident(files: CaseFiles, key: str) -> Incident:
    """The incident named by its number in the list, its id or the start of it, or title words.

    Raises CaseweaveError where none or several fit.
    """
    order = in_order(files)
    if key.isdigit() and len(key) < _SHORTEST_ID:
        if 1 <= int(key) <= len(order):
            return order[int(key) - 1]
        raise CaseweaveError(
            f"There is no incident {key}: there are {len(order)}. `caseweave show` lists them."
        )
    found = [i for i in order if i.id == key]
    found = found or [i for i in order if _short(i.id).startswith(_short(key))]
    words = key.casefold().split()
    found = found or [i for i in order if all(w in i.title.casefold() for w in words)]
    return _only(found, f"incident {key!r}", "Run `caseweave show` for the list of incidents.")


def find_claim(files: CaseFiles, key: str) -> Claim:
    """The claim with this id or the start of one, also a rejected one.

    Raises CaseweaveError where none or several fit.
    """
    every = [*files.claims, *files.rejected]
    found = [c for c in every if c.id == key]
    found = found or [c for c in every if _short(c.id).startswith(_short(key))]
    return _only(
        found, f"claim {key!r}", "`caseweave accounts INCIDENT` prints the ids of its claims."
    )


def _short(identifier: str) -> str:
    return identifier.rsplit(":", 1)[-1]


T = TypeVar("T")


def _only(found: list[T], what: str, mend: str) -> T:
    if not found:
        raise CaseweaveError(f"There is no {what}. {mend}")
    if len(found) > 1:
        raise CaseweaveError(f"{len(found)} fit {what}: write more of it. {mend}")
    return found[0]
