"""Apply what analysts decided about claims. Pure; the machine's value is kept beside a correction.

After an upgrade a decision holds on to the claim whose evidence overlaps most with the old one;
a decision that finds none is listed as unattached, never dropped.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from caseweave.case._records import Review, Unattached
from caseweave.model import (
    Attribution,
    Claim,
    Decision,
    Evidence,
    Mention,
    Report,
    content_id,
    encode,
)

CLAIM_DECISIONS = frozenset({"accept", "correct", "reject", "withhold", "release"})
MENTION_DECISIONS = frozenset({"merge", "split", "same", "not_same"})


class Aimed(msgspec.Struct, frozen=True, kw_only=True):
    """Decisions whose targets are the claims and mentions of the present analysis."""

    decisions: tuple[Decision, ...]
    unattached: tuple[Unattached, ...]


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """Claims after review: those that stand, those rejected, and what was decided about each."""

    claims: tuple[Claim, ...]
    rejected: tuple[Claim, ...]
    reviews: tuple[Review, ...]


def aim(
    decisions: Sequence[Decision],
    claims: Sequence[Claim],
    mentions: Sequence[Mention],
    archive: Mapping[str, Claim],
    view: Collection[str],
) -> Aimed:
    """Point decisions at what stands now, in the reports of `view` (ids).

    `archive`: every claim that the log ever held, by id.

    An old claim is the present one of its report and attribute whose evidence overlaps most; an
    old mention the present one of its report whose claims overlap most with its own.
    """
    present = {c.id: c for c in claims}
    by_report = _grouped((c.report, c) for c in claims)
    old_mentions = _grouped((c.mention, c) for c in archive.values() if c.mention is not None)
    known_mentions = {m.id for m in mentions}
    aimed: list[Decision] = []
    unattached: list[Unattached] = []
    for decision in decisions:
        targets: list[str] = []
        for target in decision.targets:
            now: str | None = target
            if decision.kind in CLAIM_DECISIONS or _sets_origin(decision):
                now, reports = _claim_now(target, present, archive, by_report)
            elif decision.kind in MENTION_DECISIONS and target not in known_mentions:
                now, reports = _mention_now(target, old_mentions, by_report)
            if now is not None:
                targets.append(now)
            elif not reports or not reports.isdisjoint(view):
                # A target in a report that is not part of this view is not lost.
                unattached.append(_lost(decision, target))
        aimed.append(msgspec.structs.replace(decision, targets=tuple(targets)))
    return Aimed(decisions=tuple(aimed), unattached=tuple(unattached))


def _sets_origin(decision: Decision) -> bool:
    return decision.kind == "set" and decision.attribute == "origin"


def _grouped(pairs: Iterable[tuple[str | None, Claim]]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for key, claim in pairs:
        if key is not None:
            found.setdefault(key, []).append(claim)
    return found


def _claim_now(
    target: str,
    present: Mapping[str, Claim],
    archive: Mapping[str, Claim],
    by_report: Mapping[str, Sequence[Claim]],
) -> tuple[str | None, set[str]]:
    if target in present:
        return target, set()
    old = archive.get(target)
    if old is None:
        return None, set()
    near = [
        (-overlap(old.evidence, claim.evidence), claim.id)
        for claim in by_report.get(old.report, ())
        if claim.attribute == old.attribute and overlap(old.evidence, claim.evidence) > 0
    ]
    return (min(near)[1] if near else None), {old.report}


def _mention_now(
    target: str,
    old_mentions: Mapping[str, Sequence[Claim]],
    by_report: Mapping[str, Sequence[Claim]],
) -> tuple[str | None, set[str]]:
    shared: Counter[str] = Counter()
    reports: set[str] = set()
    for old in old_mentions.get(target, ()):
        reports.add(old.report)
        for new in by_report.get(old.report, ()):
            if new.mention is not None:
                shared[new.mention] += overlap(old.evidence, new.evidence)
    best = [(-n, m) for m, n in shared.items() if n > 0]
    return (min(best)[1] if best else None), reports


def overlap(a: Evidence, b: Evidence) -> int:
    """How many code points two spans of one text share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _lost(decision: Decision, target: str) -> Unattached:
    return Unattached(
        decision=decision.id,
        target=target,
        because="the present analysis has nothing at the place that it was made about",
    )


def review(claims: Iterable[Claim], decisions: Sequence[Decision]) -> Reviewed:
    """Apply standing decisions, aimed at these claims; of several the last word holds."""
    current = {claim.id: claim for claim in claims}
    reviews: dict[str, Review] = {}
    for decision in decisions:
        if decision.kind in CLAIM_DECISIONS:
            for target in decision.targets:
                found = current[target]
                reviews[target] = _reviewed(reviews.get(target), decision, found)
    rejected = {key for key, found in reviews.items() if found.state == "rejected"}
    return Reviewed(
        claims=tuple(
            _corrected(claim, reviews.get(key))
            for key, claim in sorted(current.items())
            if key not in rejected
        ),
        rejected=tuple(current[key] for key in sorted(rejected)),
        reviews=tuple(reviews[key] for key in sorted(reviews)),
    )


def _reviewed(before: Review | None, decision: Decision, found: Claim) -> Review:
    state = before.state if before else None
    withheld = before.withheld if before else False
    value = before.value if before else None
    match decision.kind:
        case "accept":
            state = "corrected" if value is not None else "accepted"
        case "correct":
            state, value = "corrected", decision.value
        case "reject":
            state = "rejected"
        case "withhold":
            withheld = True
        case _:
            withheld = False
    return Review(
        claim=found.id,
        state=state,
        value=value,
        machine_value=None if value is None else found.value,
        withheld=withheld,
        by=decision.by,
        at=decision.at,
        reason=decision.text,
        decisions=(*(before.decisions if before else ()), decision.id),
    )


def _corrected(claim: Claim, found: Review | None) -> Claim:
    # The id stays, so that decisions about the claim and links to it hold.
    if found is None or found.state != "corrected" or found.value is None:
        return claim
    return msgspec.structs.replace(claim, value=found.value)


def added_claims(
    decisions: Sequence[Decision], reports: Mapping[str, Report], mentions: Sequence[Mention]
) -> tuple[tuple[Claim, ...], tuple[Unattached, ...]]:
    """Claims that analysts added on a span of a report; targets: the report, then its mention."""
    claims: list[Claim] = []
    unattached: list[Unattached] = []
    for decision in decisions:
        if decision.kind != "add" or not decision.targets or decision.attribute is None:
            continue
        report = reports.get(decision.targets[0])
        if report is None:
            continue
        claim = _added(decision, report, mentions)
        if claim is None:
            because = "its span or its mention is not in the report as it now stands"
            unattached.append(Unattached(decision=decision.id, target=report.id, because=because))
        else:
            claims.append(claim)
    return tuple(claims), tuple(unattached)


def _added(decision: Decision, report: Report, mentions: Sequence[Mention]) -> Claim | None:
    start, end, value = decision.start, decision.end, decision.value
    if start is None or end is None or value is None or decision.attribute is None:
        return None
    if not 0 <= start < end <= len(report.text):
        return None
    own = [m for m in mentions if m.report == report.id]
    asked = decision.targets[1] if len(decision.targets) > 1 else None
    fitting = [m for m in own if asked in (None, m.id)]
    if not fitting:
        return None
    chosen = min(fitting, key=lambda m: (m.role != "main", m.id))
    return Claim(
        id=content_id(
            "claim",
            report.id,
            start,
            end,
            decision.attribute,
            encode(value).decode(),
            report.outlet,
        ),
        report=report.id,
        mention=chosen.id,
        attribute=decision.attribute,
        value=value,
        evidence=Evidence.at(report.text, start, end),
        attribution=(Attribution(kind="outlet", name=report.outlet),),
        extractor="analyst",
        confidence=1.0,
    )
