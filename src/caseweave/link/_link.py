"""The door: mentions of many reports to incidents, with the reason for every link."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import NamedTuple

import numpy as np

from caseweave.link._records import Blocked, Linking, MentionProfile, ScoredPair
from caseweave.link.candidates import Ints, Postings
from caseweave.link.catalogue import Catalogue, mark_of
from caseweave.link.chains import ties
from caseweave.link.cluster import cluster
from caseweave.link.compare import compare
from caseweave.link.decisions import Constraints, constraints
from caseweave.link.impossible import impossible
from caseweave.link.index import Index
from caseweave.link.memory import Forgetful, Memory, Scores, profiles_of
from caseweave.link.rivals import told_apart
from caseweave.link.score import explain, pair_type, pair_weights, quick
from caseweave.link.shelf import Shelf
from caseweave.model import Claim, Decision, Link, Mention, Report, content_id

# Every pair is moved to a common scale on which this score is its type's threshold.
THRESHOLD = 0.5
# Opens the index of candidates; None where it cannot be used.
Indexing = Callable[[], AbstractContextManager[Catalogue | None]]
# Less than this is nothing.
FAINT = 0.01
_AT_ONCE = 100_000


class Told(NamedTuple):
    """What the clusters are explained by: profiles, the report of each, scores known before."""

    shelf: Shelf
    report_of: Mapping[str, str]
    scores: Scores | None


def link(
    mentions: Sequence[Mention],
    claims: Sequence[Claim],
    reports: Mapping[str, Report] | Iterable[Report],
    decisions: Sequence[Decision] = (),
    memory: Memory | None = None,
    *,
    index: Indexing | None = None,
) -> Linking:
    """The incidents of `mentions`; pure, the same for any order of its inputs.

    `reports` by id, or simply the reports. Pass claims already corrected by analysts. `memory`
    spares work that was done before, and so does `index`, which opens the store's index of
    candidates; neither changes the result.

    An incident's id is made from the smallest id of its mentions. Mentions of one report are
    never one incident unless decided. Mentions whose report is missing from `reports` stay alone.
    """
    if not isinstance(reports, Mapping):
        reports = {report.id: report for report in reports}
    kept = memory or Forgetful()
    profiles = profiles_of(mentions, claims, reports, kept)
    return link_profiles(profiles, [m.id for m in mentions], decisions, memory, index=index)


def link_profiles(
    profiles: Iterable[MentionProfile],
    mentions: Iterable[str] = (),
    decisions: Sequence[Decision] = (),
    memory: Memory | None = None,
    *,
    index: Indexing | None = None,
) -> Linking:
    """The incidents of profiles; `mentions` may name ids without a profile, which stay alone."""
    shelf, report_of = Shelf(), {}
    for p in profiles:
        if p.id not in report_of:
            report_of[p.id] = p.report
            shelf.add(p)
    found = _indexed(shelf, index) if index is not None else None
    posted = _swept(shelf) if found is None else found
    scores = Scores(memory) if memory else None
    pairs = list(_scored_pairs(shelf, posted, scores))
    told = Told(shelf=shelf, report_of=report_of, scores=scores)
    linked = incidents_of(pairs, {*report_of, *mentions}, told, decisions)
    if scores is not None:
        scores.close()
    return linked


def incidents_of(
    pairs: Sequence[ScoredPair],
    ids: Iterable[str],
    told: Told,
    decisions: Sequence[Decision],
) -> Linking:
    """The incidents that scored pairs and decisions make; `told` holds the profiles of the ids."""
    shelf, report_of = told.shelf, told.report_of
    known = sorted(ids)
    decided = constraints(decisions, known)
    pairs = told_apart(pairs, report_of, THRESHOLD)
    root_of = cluster(known, pairs, decided, report_of, THRESHOLD)
    incident_of = {m: content_id("incident", root) for m, root in sorted(root_of.items())}
    return Linking(
        incident_of=incident_of,
        links=_links(pairs, told, incident_of, decided),
        related=ties(shelf, report_of, incident_of),
        blocked=_blocked(pairs, incident_of, decided),
        overruled=decided.overruled,
        unattached=decided.unattached,
    )


def score_pairs(profiles: Iterable[MentionProfile]) -> list[ScoredPair]:
    """Every candidate pair with its score, moved so that its type's threshold is THRESHOLD.

    In order of ids. A pair that scores less than FAINT is left out: it counts 0.
    """
    shelf = Shelf()
    for p in profiles:
        shelf.add(p)
    return sorted(_scored_pairs(shelf, _swept(shelf)))


def _swept(shelf: Shelf) -> Ints:
    """The candidate pairs, found in one sweep over all keys."""
    posted = Postings()
    for number in range(len(shelf)):
        posted.add(shelf[number])
    return posted.pairs()


def _indexed(shelf: Shelf, index: Indexing) -> Ints | None:
    """The candidate pairs from the index, which is brought up to date; None where it is shut."""
    with index() as kept:
        if kept is None:
            return None
        held = Index((), kept)
        held.bring_up_to_date(shelf.packed())
        number = {mark_of(one): n for one, n in shelf.number.items()}
        ids = list(shelf.number)
        pairs = {(number[a], number[b]) for a, b in held.pairs()}
    in_order = sorted((n, m) if ids[n] < ids[m] else (m, n) for n, m in pairs)
    return np.array(in_order, dtype=np.int64).reshape(-1, 2)


def _scored_pairs(shelf: Shelf, pairs: Ints, scores: Scores | None = None) -> Iterator[ScoredPair]:
    """The candidate pairs that are not FAINT; those that `scores` knows are not scored again."""
    ids = list(shelf.number)
    if scores is not None:
        scores.learn(shelf.packed())
    for first in range(0, len(pairs), _AT_ONCE):
        for a, b in pairs[first : first + _AT_ONCE].tolist():
            found = scores.get(ids[a], ids[b]) if scores is not None else None
            if found is None:
                found = score_pair(shelf[a], shelf[b])
                if scores is not None:
                    scores.put(found)
            if found.score >= FAINT:
                yield found


def score_pair(a: MentionProfile, b: MentionProfile) -> ScoredPair:
    """Two profiles (smaller id first) scored on the common scale."""
    weights = pair_weights(a, b)
    facts = compare(a, b)
    score, told = quick(facts, pair_type(a, b))
    why_not = impossible(facts, weights.limits)
    return ScoredPair(a.id, b.id, level(score, weights.threshold), why_not, told, weights.staged)


def level(score: float, threshold: float) -> float:
    """The score on a scale on which `threshold` is one half, still 0 to 1 and in order."""
    if score < threshold:
        return THRESHOLD * score / threshold
    return 1 - THRESHOLD * (1 - score) / (1 - threshold)


def _links(
    pairs: Sequence[ScoredPair],
    told: Told,
    incident_of: Mapping[str, str],
    decided: Constraints,
) -> tuple[Link, ...]:
    """Why the mentions of each incident are together: likely pairs, and what analysts decided."""
    links: dict[tuple[str, str], Link] = {}
    for pair in pairs:
        if pair.score >= THRESHOLD and incident_of[pair.a] == incident_of[pair.b]:
            reason = partial(_reason, told.shelf, pair)
            known = told.scores
            links[pair.a, pair.b] = known.explained(pair.a, pair.b, reason) if known else reason()
    for group in decided.together:
        for one in group[1:]:
            said = links.get((group[0], one))
            why = ("An analyst decided that they are the same incident.",)
            links[group[0], one] = Link(
                a=group[0], b=one, score=1.0, reasons=why + (said.reasons if said else ())
            )
    return tuple(links[key] for key in sorted(links))


def _reason(shelf: Shelf, pair: ScoredPair) -> Link:
    a, b = shelf[shelf.number[pair.a]], shelf[shelf.number[pair.b]]
    return explain(compare(a, b), pair_weights(a, b))


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
