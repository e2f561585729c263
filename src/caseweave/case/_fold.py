"""The fold: the case files of a moment, as a pure function of the log.

Invariants: the order in which reports and extractions entered never matters; every finding rests
on claims that stand; what a later entry says never changes what was known before it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.case._review import added_claims, aim, review
from caseweave.case._rooms import Rooms, the_rooms
from caseweave.case._select import (
    Log,
    extraction_of,
    known_by,
    sort_log,
    standing,
    with_settings,
)
from caseweave.link import Linking
from caseweave.model import (
    Claim,
    Decision,
    Extraction,
    Link,
    LogEntry,
    Mention,
    Related,
    Report,
)
from caseweave.reconcile import LinkedIncident


class _Chosen(msgspec.Struct, frozen=True, kw_only=True):
    reports: dict[str, Report]
    extractions: tuple[Extraction, ...]
    unread: tuple[str, ...]
    notes: tuple[str, ...]


def fold(
    entries: Iterable[LogEntry],
    as_of: str | None = None,
    log_until: str | None = None,
    rooms: Rooms | None = None,
) -> CaseFiles:
    """The case files as of a moment.

    `as_of`: an ISO day; reports published later are left out, undated ones count from the day
    they were added. `log_until`: a day or moment (UTC); later entries of the log are left out.
    """
    log = sort_log(entries, log_until)
    decisions = standing(log.decisions)
    chosen = _choose(log, decisions, as_of)
    rooms = rooms or the_rooms()
    archive = _archive(log)
    mentions = tuple(
        sorted((m for e in chosen.extractions for m in e.mentions), key=lambda m: m.id)
    )
    machine = [c for e in chosen.extractions for c in e.claims]
    added, unattached = added_claims(decisions, chosen.reports, mentions)
    claims = _unique([*machine, *added])
    aimed = aim(decisions, claims, mentions, archive, chosen.reports)
    reviewed = review(claims, aimed.decisions)
    reports = _with_copies(chosen.reports, rooms)
    linked = rooms.link(mentions, reviewed.claims, reports, aimed.decisions)
    filled, mentions = _filled(reviewed.claims, mentions, linked)
    return CaseFiles(
        reports=reports,
        claims=filled,
        mentions=mentions,
        incidents=tuple(
            msgspec.structs.replace(rooms.reconcile(i), related=_related(i.id, linked))
            for i in _gathered(reports, filled, mentions, linked, aimed.decisions)
        ),
        rejected=reviewed.rejected,
        reviews=reviewed.reviews,
        decisions=decisions,
        unattached=(*unattached, *aimed.unattached),
        unread=chosen.unread,
        notes=chosen.notes,
        extractors=tuple(sorted({e.extractor for e in chosen.extractions})),
        as_of=as_of,
    )


def _choose(log: Log, decisions: Sequence[Decision], as_of: str | None) -> _Chosen:
    reports = {key: with_settings(report, decisions) for key, report in log.reports.items()}
    notes: list[str] = []
    if as_of is not None:
        known = known_by(reports, log.added, as_of)
        notes = _notes(reports, known, log.added, as_of)
        reports = {key: report for key, report in reports.items() if key in known}
    found = {key: extraction_of(report, log) for key, report in reports.items()}
    stale = sum(not fresh for _, fresh in found.values())
    if stale:
        notes.append(
            f"{stale} of {len(reports)} reports still carry an earlier analysis; "
            "`caseweave build` brings them up to date."
        )
    if log.deleted:
        notes.append(f"Reports deleted from this store: {log.deleted} (`caseweave verify`).")
    return _Chosen(
        reports=reports,
        extractions=tuple(e for e, _ in found.values() if e is not None),
        unread=tuple(key for key, (e, _) in found.items() if e is None),
        notes=tuple(notes),
    )


def _notes(
    reports: Mapping[str, Report], known: set[str], added: Mapping[str, str], as_of: str
) -> list[str]:
    undated = [key for key, report in reports.items() if report.published is None]
    notes = [f"As of {as_of}: {len(known)} of {len(reports)} reports were published by then."]
    late = [key for key in undated if key not in known]
    early = [key for key in undated if key in known]
    if late:
        notes.append(
            f"{len(late)} without a date of publication left out: an undated report counts only "
            f"from the day it was added (the first on {min(added[key] for key in late)})."
        )
    if early:
        notes.append(
            f"{len(early)} without a date of publication counted, as added to the store by then."
        )
    return notes


def _archive(log: Log) -> dict[str, Claim]:
    return {
        claim.id: claim
        for versions in log.extracted.values()
        for version in versions
        for claim in version.extraction.claims
    }


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    # The machine's claim comes first: adding what it has already found changes nothing.
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.id, claim)
    return list(found.values())


def _with_copies(reports: Mapping[str, Report], rooms: Rooms) -> tuple[Report, ...]:
    in_order = tuple(reports[key] for key in sorted(reports))
    copies = rooms.find_copies(in_order)
    return tuple(msgspec.structs.replace(r, copies=tuple(copies.get(r.id, ()))) for r in in_order)


def _filled(
    claims: Sequence[Claim], mentions: Sequence[Mention], linked: Linking
) -> tuple[tuple[Claim, ...], tuple[Mention, ...]]:
    of = linked.incident_of
    return (
        tuple(
            msgspec.structs.replace(c, incident=of[c.mention] if c.mention else None)
            for c in claims
        ),
        tuple(msgspec.structs.replace(m, incident=of[m.id]) for m in mentions),
    )


def _gathered(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    mentions: Sequence[Mention],
    linked: Linking,
    decisions: Sequence[Decision],
) -> Iterator[LinkedIncident]:
    """Each incident with all that was linked to it, in the order of ids."""
    by_id = {report.id: report for report in reports}
    own_mentions = _by_incident((m.incident, m) for m in mentions)
    own_claims = _by_incident((c.incident, c) for c in claims)
    own_links = _by_incident(_links(linked))
    about: dict[str, list[Decision]] = {}
    for decision in decisions:
        for target in decision.targets:
            about.setdefault(target, []).append(decision)
    for key in sorted(own_mentions):
        held = own_claims.get(key, [])
        yield LinkedIncident(
            id=key,
            type=_type_of(own_mentions[key]),
            mentions=tuple(own_mentions[key]),
            claims=tuple(held),
            reports=tuple(by_id[r] for r in sorted({m.report for m in own_mentions[key]})),
            links=tuple(own_links.get(key, ())),
            all_reports=_that_bear_on(own_mentions[key], held, by_id),
            decisions=tuple({d.id: d for claim in held for d in about.get(claim.id, ())}.values()),
        )


def _that_bear_on(
    mentions: Sequence[Mention], claims: Sequence[Claim], by_id: Mapping[str, Report]
) -> dict[str, Report]:
    """The reports of an incident, all that they copy or are copied by, and what claims dispute.

    No other report can change the incident, so a new one leaves the other incidents as they are.
    """
    wanted = {m.report for m in mentions}
    wanted |= {c.disputes.report for c in claims if c.disputes and c.disputes.report}
    queue = sorted(wanted)
    while queue:
        report = by_id.get(queue.pop())
        more = {c.report for c in report.copies} - wanted if report else set()
        wanted |= more
        queue += sorted(more)
    return {key: by_id[key] for key in sorted(wanted) if key in by_id}


T = TypeVar("T")


def _by_incident(pairs: Iterable[tuple[str | None, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for incident, record in pairs:
        if incident is not None:
            found.setdefault(incident, []).append(record)
    return found


def _links(linked: Linking) -> Iterator[tuple[str | None, Link]]:
    for link in linked.links:
        a, b = linked.incident_of.get(link.a), linked.incident_of.get(link.b)
        yield (a if a == b else None), link


def _related(incident: str, linked: Linking) -> tuple[Related, ...]:
    """The incidents that this one follows, answers or goes on with."""
    return tuple(
        Related(incident=t.earlier, kind=t.kind, because=t.because, mentions=t.mentions)
        for t in linked.related
        if t.later == incident
    )


def _type_of(mentions: Sequence[Mention]) -> str:
    """The type that most of its main mentions have; of equals the first by name."""
    weight = Counter(m.type for m in mentions)
    weight.update({m.type: len(mentions) for m in mentions if m.role == "main"})
    return min(weight, key=lambda name: (-weight[name], name))
