"""The door: mentions of many reports to incidents, with the reason for every link."""

from collections.abc import Iterable, Mapping, Sequence

from caseweave.link._records import Blocked, Linking, MentionProfile, ScoredPair
from caseweave.link.candidates import candidates
from caseweave.link.cluster import cluster
from caseweave.link.compare import compare
from caseweave.link.decisions import Constraints, constraints
from caseweave.link.impossible import impossible
from caseweave.link.profile import profile
from caseweave.link.score import explain, measure, pair_weights, strength
from caseweave.model import Claim, Decision, Link, Mention, Report, content_id

# Every pair is moved to a common scale on which this score is its type's threshold.
THRESHOLD = 0.5


def link(
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    reports: Mapping[str, Report] | Iterable[Report],
    decisions: Sequence[Decision] = (),
) -> Linking:
    """The incidents of `mentions`; pure, the same for any order of its inputs.

    `reports` by id, or simply the reports. Pass claims already corrected by analysts.

    An incident's id is made from the smallest id of its mentions. Mentions of one report are
    never one incident unless decided. Mentions whose report is missing from `reports` stay alone.
    """
    if not isinstance(reports, Mapping):
        reports = {report.id: report for report in reports}
    by_mention: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.mention is not None:
            by_mention.setdefault(claim.mention, []).append(claim)
    profiles = [
        profile(m, sorted(by_mention.get(m.id, []), key=lambda c: c.id), reports[m.report])
        for m in sorted(mentions, key=lambda m: m.id)
        if m.report in reports
    ]
    return link_profiles(profiles, [m.id for m in mentions], decisions)


def link_profiles(
    profiles: Sequence[MentionProfile],
    mentions: Sequence[str] = (),
    decisions: Sequence[Decision] = (),
) -> Linking:
    """The incidents of profiles; `mentions` may name ids without a profile, which stay alone."""
    by_id = {p.id: p for p in profiles}
    ids = sorted({*by_id, *mentions})
    pairs = score_pairs(profiles)
    decided = constraints(decisions, ids)
    report_of = {p.id: p.report for p in profiles}
    root_of = cluster(ids, pairs, decided, report_of, THRESHOLD)
    incident_of = {m: content_id("incident", root) for m, root in sorted(root_of.items())}
    return Linking(
        incident_of=incident_of,
        links=_links(pairs, by_id, incident_of, decided),
        blocked=_blocked(pairs, incident_of, decided),
        overruled=decided.overruled,
        unattached=decided.unattached,
    )


def score_pairs(profiles: Sequence[MentionProfile]) -> list[ScoredPair]:
    """Every candidate pair with its score, moved so that its type's threshold is THRESHOLD."""
    return [_scored(profiles[i], profiles[j]) for i, j in candidates(profiles)]


def _scored(a: MentionProfile, b: MentionProfile) -> ScoredPair:
    weights = pair_weights(a, b)
    facts = compare(a, b)
    score = level(strength(measure(facts), weights), weights.threshold)
    return ScoredPair(a.id, b.id, score, impossible(facts, weights.limits))


def level(score: float, threshold: float) -> float:
    """The score on a scale on which `threshold` is one half, still 0 to 1 and in order."""
    if score < threshold:
        return THRESHOLD * score / threshold
    return 1 - THRESHOLD * (1 - score) / (1 - threshold)


def _links(
    pairs: Sequence[ScoredPair],
    profiles: Mapping[str, MentionProfile],
    incident_of: Mapping[str, str],
    decided: Constraints,
) -> tuple[Link, ...]:
    """Why the mentions of each incident are together: likely pairs, and what analysts decided."""
    links: dict[tuple[str, str], Link] = {}
    for pair in pairs:
        if incident_of[pair.a] == incident_of[pair.b] and pair.score >= THRESHOLD:
            a, b = profiles[pair.a], profiles[pair.b]
            links[pair.a, pair.b] = explain(compare(a, b), pair_weights(a, b))
    for group in decided.together:
        for one in group[1:]:
            said = links.get((group[0], one))
            why = ("An analyst decided that they are the same incident.",)
            links[group[0], one] = Link(
                a=group[0], b=one, score=1.0, reasons=why + (said.reasons if said else ())
            )
    return tuple(links[key] for key in sorted(links))


def _blocked(
    pairs: Sequence[ScoredPair], incident_of: Mapping[str, str], decided: Constraints
) -> tuple[Blocked, ...]:
    found = []
    for pair in pairs:
        if pair.score < THRESHOLD or incident_of[pair.a] == incident_of[pair.b]:
            continue
        because = pair.impossible
        if (pair.a, pair.b) in decided.apart:
            because = "an analyst decided that they are not the same incident"
        if because is not None:
            found.append(Blocked(a=pair.a, b=pair.b, score=round(pair.score, 4), because=because))
    return tuple(sorted(found))
