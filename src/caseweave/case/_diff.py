"""What changed between two case files, in words: two dates, or before and after a decision.

Incidents are matched by the mentions they share, as their ids change when mentions join.
"""

from collections import Counter
from typing import Literal

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.case._words import first_asked, label_words, value_words
from caseweave.model import Finding, Incident

ChangeKind = Literal["report", "incident", "joined", "parted", "finding", "open", "gone"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference, as an English sentence. `incident` is its id in the later file."""

    kind: ChangeKind
    incident: str | None
    words: str


def diff(before: CaseFiles, after: CaseFiles) -> tuple[Change, ...]:
    """The changes from `before` to `after`, incident by incident."""
    old = {i.id: i for i in before.incidents}
    matched = _matched(before, after)
    changes = _reports(before, after)
    for incident in after.incidents:
        earlier = [old[key] for key in matched.get(incident.id, ())]
        changes.extend(_incident(earlier, incident))
    kept = {key for keys in matched.values() for key in keys}
    changes.extend(
        Change(kind="gone", incident=None, words=f"No longer there: {i.title}.")
        for i in before.incidents
        if i.id not in kept
    )
    changes.extend(_parted(matched, old))
    return tuple(changes)


def _matched(before: CaseFiles, after: CaseFiles) -> dict[str, tuple[str, ...]]:
    was = {m.id: m.incident for m in before.mentions}
    found: dict[str, tuple[str, ...]] = {}
    for incident in after.incidents:
        shared = Counter(was[m] for m in incident.mentions if was.get(m) is not None)
        found[incident.id] = tuple(sorted(key for key in shared if key is not None))
    return found


def _reports(before: CaseFiles, after: CaseFiles) -> list[Change]:
    known = {r.id for r in before.reports}
    return [
        Change(
            kind="report",
            incident=None,
            words=f"New report: {r.title or r.source} ({r.outlet or 'outlet unknown'}, "
            f"{r.published.value if r.published else 'undated'}).",
        )
        for r in after.reports
        if r.id not in known
    ]


def _incident(earlier: list[Incident], now: Incident) -> list[Change]:
    if not earlier:
        return [Change(kind="incident", incident=now.id, words=f"New incident: {now.title}.")]
    changes: list[Change] = []
    if len(earlier) > 1:
        titles = "; ".join(i.title for i in earlier)
        words = f"Now held to be one incident: {titles}."
        changes.append(Change(kind="joined", incident=now.id, words=words))
    # Compared with the one that it shares most mentions with; ties by id.
    main = max(earlier, key=lambda i: (len(set(i.mentions) & set(now.mentions)), i.id))
    changes.extend(_findings(main, now))
    asked = {q.question for q in main.headcount.open}
    changes.extend(
        Change(kind="open", incident=now.id, words=f"New question: {q.question}")
        for q in now.headcount.open
        if q.question not in asked
    )
    left = asked - {q.question for q in now.headcount.open}
    changes.extend(
        Change(kind="open", incident=now.id, words=f"No longer asked: {question}")
        for question in sorted(left)
    )
    return changes


def _findings(before: Incident, now: Incident) -> list[Change]:
    old = {(f.attribute, f.population): f for f in before.findings}
    new = {(f.attribute, f.population): f for f in now.findings}
    changes: list[Change] = []
    for finding in sorted(new.values(), key=first_asked):
        key = (finding.attribute, finding.population)
        words = _finding(old.get(key), finding)
        if words:
            changes.append(Change(kind="finding", incident=now.id, words=words))
    changes.extend(
        Change(
            kind="finding",
            incident=now.id,
            words=f"{_name(finding)}: no longer told (was {_said(finding)}).",
        )
        for key, finding in old.items()
        if key not in new
    )
    return changes


def _finding(was: Finding | None, now: Finding) -> str | None:
    if was is None:
        return f"{_name(now)}: first told, {_said(now)}."
    if (_said(was), was.verdict) != (_said(now), now.verdict):
        return f"{_name(now)}: {_said(now)} (was {_said(was)})."
    if len(now.origins) != len(was.origins):
        before = len(was.origins)
        return f"{_name(now)}: {_said(now)} as before, now from {_origins(now)} (was {before})."
    return None


def _origins(finding: Finding) -> str:
    count = len(finding.origins)
    return f"{count} origin" if count == 1 else f"{count} origins"


def _name(finding: Finding) -> str:
    return label_words(finding.attribute, finding.population)


def _said(finding: Finding) -> str:
    value = value_words(finding.value)
    low, high = finding.low, finding.high
    bounded = low is not None and high is not None and low < high
    if bounded and f"{low:,} to {high:,}" not in value:
        value = f"{value} ({low:,} to {high:,})"
    return f"{value}, {finding.verdict}"


def _parted(matched: dict[str, tuple[str, ...]], old: dict[str, Incident]) -> list[Change]:
    heirs = Counter(key for keys in matched.values() for key in keys)
    return [
        Change(
            kind="parted",
            incident=None,
            words=f"Now held to be {count} incidents: {old[key].title}.",
        )
        for key, count in sorted(heirs.items())
        if count > 1
    ]
