"""Place one report among the mentions of an index: only what is connected to it is looked at.

Invariant: what comes out for these mentions is what linking everything gives for them.
"""

from collections.abc import Iterable, Sequence

import msgspec

from caseweave.link._link import THRESHOLD, score_pair
from caseweave.link._records import MentionProfile, ScoredPair
from caseweave.link.catalogue import mark_of
from caseweave.link.cluster import cluster
from caseweave.link.decisions import Constraints, constraints, ordered
from caseweave.link.index import Index
from caseweave.link.rivals import told_apart
from caseweave.link.shelf import unpacked
from caseweave.model import Decision, content_id


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What placing did. `incident_of`: of every mention that it could concern, by id.

    `chose_anew`: how many mentions' candidates changed; `scored`: pairs that were compared.
    """

    incident_of: dict[str, str]
    chose_anew: int
    scored: int


def place(
    index: Index, profiles: Sequence[MentionProfile], decisions: Sequence[Decision] = ()
) -> Placed:
    """Take the mentions of one report into the index and cluster what they are connected with."""
    changed: set[int] = set()
    for p in profiles:
        changed |= index.add(p)
    new = {p.id for p in profiles}
    if any(new.intersection(d.targets) for d in decisions):
        # A decision that finds its mention may overrule another: all of them are looked at.
        changed |= index.kept.cards({mark_of(t) for d in decisions for t in d.targets}).keys()
    reach = _Reach(index, decisions)
    reach.walk(changed | {mark_of(one) for one in new})
    return Placed(incident_of=reach.incidents(), chose_anew=len(changed), scored=len(reach.scores))


class _Reach:
    """The connected candidates of some mentions: those that score as one, or are decided to be."""

    def __init__(self, index: Index, decisions: Sequence[Decision]) -> None:
        self._index = index
        self._profiles: dict[int, MentionProfile] = {}
        self._partners: dict[int, frozenset[int]] = {}
        self.scores: dict[tuple[int, int], ScoredPair] = {}
        targets = {mark_of(t): t for d in decisions for t in d.targets}
        known = [targets[mark] for mark in index.kept.cards(targets)]
        self._decided = constraints(decisions, known)
        self._with: dict[int, set[int]] = {}
        for group in self._decided.together:
            marks = {mark_of(m) for m in group}
            for mark in marks:
                self._with.setdefault(mark, set()).update(marks)
        self._members: set[int] = set()

    def walk(self, marks: Iterable[int]) -> None:
        """Reach all that is connected with these."""
        waiting = sorted(marks)
        while waiting:
            one = waiting.pop()
            if one in self._members:
                continue
            self._members.add(one)
            found = set(self._with.get(one, ()))
            for other in sorted(self._compared(one)):
                pair = self._scored(one, other)
                if pair.score >= THRESHOLD and pair.impossible is None:
                    found.add(other)
            waiting.extend(sorted(found - self._members))

    def incidents(self) -> dict[str, str]:
        """The incident of every mention that was reached."""
        profiles = [self._profiles[m] for m in sorted(self._members)]
        ids = {p.id for p in profiles}
        report_of = {p.id: p.report for p in self._profiles.values()}
        pairs = told_apart(sorted(self.scores.values()), report_of, THRESHOLD)
        inside = [p for p in pairs if p.a in ids and p.b in ids]
        found = cluster(ids, inside, self._within(ids), report_of, THRESHOLD)
        return {m: content_id("incident", root) for m, root in sorted(found.items())}

    def _within(self, ids: set[str]) -> Constraints:
        decided = self._decided
        return Constraints(
            together=tuple(g for g in decided.together if g[0] in ids),
            apart=decided.apart,
            splits=tuple(s for s in decided.splits if s[0] in ids),
        )

    def _compared(self, mark: int) -> frozenset[int]:
        if mark not in self._partners:
            self._partners[mark] = self._index.partners(mark)
            wanted = ({mark} | self._partners[mark]) - self._profiles.keys()
            held = self._index.kept.profiles(wanted)
            self._profiles |= {m: unpacked(data) for m, data in held.items()}
        return self._partners[mark]

    def _scored(self, one: int, other: int) -> ScoredPair:
        key = (min(one, other), max(one, other))
        if key not in self.scores:
            a, b = self._profiles[one], self._profiles[other]
            first, _ = ordered(a.id, b.id)
            self.scores[key] = score_pair(*((a, b) if a.id == first else (b, a)))
        return self.scores[key]
