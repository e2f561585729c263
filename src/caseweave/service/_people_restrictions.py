"""Restrictions: which incidents are for some people alone, and what follows for everybody else.

Invariant: a restriction holds on to what it was set for through merges, splits and new analyses:
it grows with the incident, and ends only when it is lifted.
"""

import msgspec

from caseweave.case import CaseFiles
from caseweave.model import CaseweaveError, Incident, Kept, Person, Restriction, content_id
from caseweave.service._people import Held, find_person, note
from caseweave.service._sight import Hidden, spread


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A restriction that is asked for: which mentions, for whom (ids or names), and why."""

    mentions: tuple[Kept, ...]
    people: tuple[str, ...]
    reason: str


def wanted(files: CaseFiles, incident: Incident, people: tuple[str, ...], reason: str) -> Wanted:
    """The restriction of one incident as it stands."""
    report_of = {m.id: m.report for m in files.mentions}
    mentions = tuple(Kept(mention=m, report=report_of[m]) for m in incident.mentions)
    return Wanted(mentions=mentions, people=people, reason=reason)


def restrict(held: Held, by: Person, asked: Wanted) -> Restriction:
    """Keep what is asked for to the people named and to `by`.

    Raises CaseweaveError where somebody is not known, or no reason is given.
    """
    if not asked.reason.strip():
        raise CaseweaveError("Say why the incident is restricted: the record keeps the reason.")
    chosen = {by.id, *(find_person(held, name).id for name in asked.people)}
    at = held.clock()
    made = Restriction(
        id=content_id("restriction", at, [k.mention for k in asked.mentions]),
        created=at,
        by=by.name,
        reason=asked.reason.strip(),
        mentions=asked.mentions,
        people=tuple(sorted(chosen)),
    )
    held.store.people.restrict(made)
    told = f"{len(asked.mentions)} mentions, {len(chosen)} people"
    note(held, by.name, "restricted", made.id, told)
    return made


def name_people(held: Held, by: Person, key: str, names: list[str]) -> Restriction:
    """Name anew who may see what a restriction keeps (ids or names). At least one must be left."""
    before = _may_change(held, by, key)
    chosen = tuple(sorted({find_person(held, name).id for name in names}))
    if not chosen:
        raise CaseweaveError("Name at least one person, or lift the restriction.")
    after = msgspec.structs.replace(before, people=chosen)
    held.store.people.restrict(after)
    note(held, by.name, "restricted", after.id, f"now {len(chosen)} people")
    return after


def lift(held: Held, by: Person, key: str) -> Restriction:
    """End a restriction: the incident is open to everybody again."""
    after = msgspec.structs.replace(_may_change(held, by, key), lifted=held.clock())
    held.store.people.restrict(after)
    note(held, by.name, "lifted", after.id)
    return after


def restrictions_for(held: Held, person: Person) -> tuple[Restriction, ...]:
    """The standing restrictions that a person may see: their own; an administrator sees all."""
    return tuple(
        r
        for r in held.store.people.restrictions()
        if r.lifted is None and (person.id in r.people or person.may("administrator"))
    )


def widen(held: Held, by: str, incident: Incident, files: CaseFiles) -> None:
    """Before an incident is parted: its restrictions take in all that it holds.

    So both parts stay restricted.
    """
    report_of = {m.id: m.report for m in files.mentions}
    for standing in held.store.people.restrictions():
        known = {k.mention for k in standing.mentions}
        more = [m for m in incident.mentions if m not in known]
        if standing.lifted is None and more and known & set(incident.mentions):
            added = tuple(Kept(mention=m, report=report_of[m]) for m in more)
            wider = msgspec.structs.replace(standing, mentions=(*standing.mentions, *added))
            held.store.people.restrict(wider)
            note(held, by, "restricted", wider.id, f"{len(more)} more mentions")


def hidden_from(held: Held, person: Person, now: CaseFiles) -> Hidden:
    """What is kept from a person, by the case files as they stand now."""
    closed = [
        r
        for r in held.store.people.restrictions()
        if r.lifted is None and person.id not in r.people
    ]
    return spread(frozenset((k.mention, k.report) for r in closed for k in r.mentions), now)


def _may_change(held: Held, by: Person, key: str) -> Restriction:
    """The standing restriction with this id, if it is for `by` to change."""
    found = [r for r in restrictions_for(held, by) if r.id == key]
    if not found:
        raise CaseweaveError(f"There is no restriction {key!r}, or it is lifted.")
    return found[0]
