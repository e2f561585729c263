"""Delete a report: it goes from the log, the originals and what was worked out; a tombstone stays.

Invariant: nothing else changes. A decision that is also about other reports is kept and named, and
a report with nearly the same words is another report: it is named too.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from caseweave.case import CaseFiles, fold
from caseweave.model import (
    CaseweaveError,
    Decision,
    Extracted,
    LogEntry,
    Refusal,
    Report,
    Tombstone,
)
from caseweave.service._build import utc_now
from caseweave.service._decide import the_report
from caseweave.service._remember import remembered
from caseweave.store import Store, open_store


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """What a deletion takes with the report, and what still tells of the report afterwards.

    `own`: ids of the decisions about it alone, with what undoes them; `refusals`: of the refusals
    of its files. Both go. `shared`: ids of decisions about it and about others, whose reasons may
    quote it; `copies`: ids of the reports that are near copies of it. Both stay.
    """

    report: Report
    own: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


class Deletion(msgspec.Struct, frozen=True, kw_only=True):
    """What was deleted, and what still tells of it.

    `copies`: where near copies of the report stand. `decisions`: those that are about it and about
    others, whose reasons may quote it. `rewritten`: whether the database was written anew, so that
    no deleted byte lies in its free pages.
    """

    tombstone: Tombstone
    sources: tuple[str, ...]
    copies: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    rewritten: bool = True


def delete(
    store: str | Path, key: str, by: str, reason: str, clock: Callable[[], str] = utc_now
) -> Deletion:
    """Delete the report that `key` names (its id, shortened or whole, or where it was found).

    Raises CaseweaveError where no report, or more than one, fits, or no reason is given.
    """
    with open_store(store, create=False) as opened:
        with remembered(opened) as rooms:
            entries = list(opened.entries())
            files = fold(entries, rooms=rooms)
        reach = reach_of(the_report(key, files), entries, files)
        return erase(opened, reach, files, stone_of(reach.report, clock(), by, reason))


def rewrite(store: str | Path) -> bool:
    """Write the database anew, as after deletions while others used it; whether it could be."""
    with open_store(store, create=False) as opened:
        return opened.rewrite()


def reach_of(report: Report, entries: Sequence[LogEntry], files: CaseFiles) -> Reach:
    """What would go with this report, and what would stay; nothing is changed."""
    own, shared = _decisions(entries, _named(report, entries, files))
    refusals = {
        e.id for e in entries if isinstance(e.record, Refusal) and e.record.source in report.sources
    }
    known = next(r for r in files.reports if r.id == report.id)
    near = {c.report for c in known.copies}
    near |= {r.id for r in files.reports if any(c.report == report.id for c in r.copies)}
    return Reach(
        report=report,
        own=tuple(sorted(own)),
        refusals=tuple(sorted(refusals)),
        shared=shared,
        copies=tuple(sorted(near)),
    )


def stone_of(report: Report, at: str, by: str, reason: str) -> Tombstone:
    """The tombstone of a report. Raises CaseweaveError where no reason is given."""
    if not reason.strip():
        raise CaseweaveError(
            "A deletion needs its reason (--reason WORDS): it is all that stays to explain it."
        )
    return Tombstone(report=report.id, at=at, by=by, reason=reason.strip())


def erase(store: Store, reach: Reach, files: CaseFiles, stone: Tombstone) -> Deletion:
    """Take the report and what goes with it out of an open store, for good."""
    stone = store.delete(stone, {*reach.own, *reach.refusals})
    near = set(reach.copies)
    return Deletion(
        tombstone=stone,
        sources=reach.report.sources,
        copies=tuple(sorted(s for r in files.reports if r.id in near for s in r.sources)),
        decisions=reach.shared,
        rewritten=store.rewrite(),
    )


def _named(report: Report, entries: Iterable[LogEntry], files: CaseFiles) -> frozenset[str]:
    """The ids of a report, of its mentions and of its claims, those of old analyses too."""
    found = {report.id}
    for entry in entries:
        if isinstance(entry.record, Extracted) and entry.record.extraction.report == report.id:
            extraction = entry.record.extraction
            found |= {c.id for c in extraction.claims} | {m.id for m in extraction.mentions}
    found |= {c.id for c in (*files.claims, *files.rejected) if c.report == report.id}
    return frozenset(found)


def _decisions(
    entries: Iterable[LogEntry], named: frozenset[str]
) -> tuple[set[str], tuple[str, ...]]:
    """Decisions about these ids alone, with what undoes those; and those about others as well."""
    gone: set[str] = set()
    shared: list[str] = []
    for entry in entries:
        decision = entry.record
        if not isinstance(decision, Decision) or not decision.targets:
            continue
        targets = set(decision.targets)
        if targets <= named | gone:
            gone.add(decision.id)
        elif targets & named:
            shared.append(decision.id)
    return gone, tuple(shared)
