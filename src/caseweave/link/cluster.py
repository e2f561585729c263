"""Clusters from scored pairs: average link under constraints.

A function of the set of pairs and constraints: the order of arrival is never seen, ties go to
the smaller ids, and a connected component is clustered by itself, so that a new report changes
only the components that it touches.
"""

import heapq
from collections.abc import Iterable, Mapping

from caseweave.link._records import ScoredPair
from caseweave.link.decisions import Constraints, Groups, ordered

# A mention is compared with no more than this many others (see `candidates`); in larger clusters
# the pairs that were never compared do not count as unlike.
COMPARED = 40
# What the best pair of two clusters adds to the mean of their pairs, as a part of its lead, where
# incidents go on in stages: reports of two of them may meet only in a third that tells both. Of 0.1
# to 0.4, by the example reports; streams of many alike (shootings of a city) lose by any.
BEST_PAIR = 0.3


def cluster(
    mentions: Iterable[str],
    pairs: Iterable[ScoredPair],
    constraints: Constraints,
    report_of: Mapping[str, str],
    threshold: float = 0.5,
) -> dict[str, str]:
    """The smallest mention id of each mention's cluster, by mention id.

    Clusters join while the mean score of their pairs is at least `threshold`; a pair never scored
    counts 0. Where pairs are of incidents with stages, the best of them counts for more. No
    cluster holds an impossible pair, a pair in `constraints.apart`, or two mentions of one report,
    unless `constraints.together` says so.
    """
    ids = sorted(mentions)
    scored = sorted(pairs)
    found = _components(ids, scored, constraints, report_of, threshold)
    for targets in constraints.splits:
        constraints = _without(constraints, targets, found)
        found = _components(ids, scored, constraints, report_of, threshold)
    return found


def _without(
    constraints: Constraints, targets: tuple[str, ...], found: dict[str, str]
) -> Constraints:
    """The constraints that take `targets` (and what is decided to be with them) out."""
    kept = {m for group in constraints.together if set(group) & set(targets) for m in group}
    kept |= set(targets)
    roots = {found[t] for t in targets}
    rest = sorted(m for m, root in found.items() if root in roots and m not in kept)
    apart = constraints.apart | {ordered(t, m) for t in sorted(kept) for m in rest}
    return Constraints(together=constraints.together, apart=frozenset(apart))


def _components(
    ids: list[str],
    pairs: list[ScoredPair],
    constraints: Constraints,
    report_of: Mapping[str, str],
    threshold: float,
) -> dict[str, str]:
    groups = Groups()
    for group in constraints.together:
        for one in group[1:]:
            groups.join(group[0], one)
    for pair in pairs:
        if pair.score >= threshold and pair.impossible is None:
            groups.join(pair.a, pair.b)
    within: dict[str, list[ScoredPair]] = {}
    for pair in pairs:
        root = groups.find(pair.a)
        if root == groups.find(pair.b):
            within.setdefault(root, []).append(pair)
    held: dict[str, list[tuple[str, ...]]] = {}
    for group in constraints.together:
        held.setdefault(groups.find(group[0]), []).append(group)
    result: dict[str, str] = {}
    for root, members in groups.sets(ids).items():
        merging = _Merging(members, within.get(root, []), constraints.apart, report_of)
        result.update(merging.run(held.get(root, []), threshold))
    return result


class _Merging:
    """One component while its clusters join; a cluster is named by its smallest id."""

    def __init__(
        self,
        members: list[str],
        pairs: list[ScoredPair],
        apart: frozenset[tuple[str, str]],
        report_of: Mapping[str, str],
    ) -> None:
        self.members = {m: [m] for m in members}
        self.sums: dict[str, dict[str, float]] = {m: {} for m in members}
        self.best: dict[str, dict[str, float]] = {m: {} for m in members}
        self.apart: dict[str, set[str]] = {m: set() for m in members}
        for p in pairs:
            self.sums[p.a][p.b] = self.sums[p.b][p.a] = p.score
            if p.staged:
                self.best[p.a][p.b] = self.best[p.b][p.a] = p.score
            if p.impossible is not None:
                self._part(p.a, p.b)
        inside = self.members.keys()
        for a, b in apart if len(members) > 1 else ():
            if a in inside and b in inside:
                self._part(a, b)
        by_report: dict[str, list[str]] = {}
        for m in members:
            by_report.setdefault(report_of.get(m, m), []).append(m)
        for same in by_report.values():
            for i, a in enumerate(same):
                for b in same[i + 1 :]:
                    self._part(a, b)

    def _part(self, a: str, b: str) -> None:
        self.apart[a].add(b)
        self.apart[b].add(a)

    def run(self, together: list[tuple[str, ...]], threshold: float) -> dict[str, str]:
        """Join what is decided, then the likeliest two clusters again and again."""
        name = {m: m for m in self.members}
        for group in together:
            for one in group[1:]:
                a, b = ordered(name[group[0]], name[one])
                if a != b:
                    self._join(a, b)
                    name.update(dict.fromkeys(self.members[a], a))
        heap = [self._entry(a, b) for a in self.sums for b in self.sums[a] if a < b]
        heapq.heapify(heap)
        while heap:
            mean, a, b, size = heapq.heappop(heap)
            if -mean < threshold:
                break
            if not self._fresh(a, b, size) or b in self.apart[a]:
                continue
            self._join(a, b)
            for other in sorted(self.sums[a]):
                heapq.heappush(heap, self._entry(*ordered(a, other)))
        return {m: root for root, members in self.members.items() for m in members}

    def _entry(self, a: str, b: str) -> tuple[float, str, str, int]:
        x, y = len(self.members[a]), len(self.members[b])
        compared = min(x * y, COMPARED * min(x, y))
        mean = self.sums[a][b] / compared
        lead = max(0.0, self.best[a].get(b, 0.0) - mean)
        return -round(mean + BEST_PAIR * lead, 9), a, b, x + y

    def _fresh(self, a: str, b: str, size: int) -> bool:
        if a not in self.members or b not in self.members:
            return False
        return len(self.members[a]) + len(self.members[b]) == size

    def _join(self, a: str, b: str) -> None:
        """Put cluster `b` into `a` (the smaller id)."""
        self.members[a] += self.members.pop(b)
        theirs, best = self.sums.pop(b), self.best.pop(b)
        for other, total in theirs.items():
            self.sums[other].pop(b, None)
            self.best[other].pop(b, None)
            if other != a:
                joint = self.sums[a].get(other, 0.0) + total
                self.sums[a][other] = self.sums[other][a] = joint
            if other != a and other in best:
                most = max(self.best[a].get(other, 0.0), best[other])
                self.best[a][other] = self.best[other][a] = most
        self.sums[a].pop(b, None)
        self.best[a].pop(b, None)
        for other in self.apart.pop(b):
            self.apart[other].discard(b)
            if other != a:
                self._part(a, other)
        self.apart[a].discard(b)
