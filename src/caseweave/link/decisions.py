"""Analysts' decisions as constraints on which mentions are one incident.

Taken from the latest to the earliest: an undo removes its target, and an earlier decision that
contradicts a later one is overruled and listed (a merge across a later split, too). `merge` and
`same` hold all their targets together, `not_same` keeps every two of them apart, `split` takes its
targets, together, out of the incident that they would otherwise be in.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

import msgspec

from caseweave.model import Decision

_TOGETHER = frozenset({"same", "merge"})
ABOUT_LINKS = _TOGETHER | {"not_same", "split"}


class Constraints(msgspec.Struct, frozen=True, kw_only=True):
    """Groups that must be one incident, pairs (smaller id first) that must not, and the rest."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: frozenset[tuple[str, str]] = frozenset()
    splits: tuple[tuple[str, ...], ...] = ()
    overruled: tuple[str, ...] = ()
    unattached: tuple[str, ...] = ()


class Groups:
    """Disjoint sets of ids; the smallest id names its set."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def find(self, one: str) -> str:
        """The smallest id of the set that `one` is in."""
        root = one
        while (up := self._up.get(root, root)) != root:
            root = up
        while (up := self._up.get(one, one)) != root:
            self._up[one] = root
            one = up
        return root

    def join(self, a: str, b: str) -> None:
        """Make one set of the sets of `a` and `b`."""
        low, high = sorted((self.find(a), self.find(b)))
        self._up[high] = low

    def sets(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """The sets over `ids`, each sorted, by their smallest id."""
        found: dict[str, list[str]] = {}
        for one in sorted(ids):
            found.setdefault(self.find(one), []).append(one)
        return {members[0]: members for members in found.values()}


def ordered(a: str, b: str) -> tuple[str, str]:
    """The pair with the smaller id first."""
    return (a, b) if a <= b else (b, a)


def standing(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Decisions that no later undo removed, latest first (by time, then id)."""
    undone: set[str] = set()
    for decision in sorted(decisions, key=lambda d: (d.at, d.id), reverse=True):
        if decision.id in undone:
            continue
        if decision.kind == "undo":
            undone.update(decision.targets)
        else:
            yield decision


def constraints(decisions: Sequence[Decision], mentions: Collection[str]) -> Constraints:
    """What the standing decisions ask of the clusters over `mentions`."""
    known = frozenset(mentions)
    groups = Groups()
    apart: set[tuple[str, str]] = set()
    splits: list[tuple[str, ...]] = []
    overruled, unattached = [], []
    for decision in standing(decisions):
        if decision.kind not in ABOUT_LINKS:
            continue
        targets = tuple(sorted(set(decision.targets)))
        if not set(targets) <= known:
            unattached.append(decision.id)
            targets = tuple(t for t in targets if t in known)
        if decision.kind == "not_same":
            pairs = list(combinations(targets, 2))
            if any(groups.find(a) == groups.find(b) for a, b in pairs):
                overruled.append(decision.id)
            else:
                apart.update(pairs)
        elif _crosses(targets, splits, groups) or not _can_join(groups, targets, apart, known):
            overruled.append(decision.id)
        else:
            for one in targets[1:]:
                groups.join(targets[0], one)
            if decision.kind == "split" and targets:
                splits.append(targets)
    return Constraints(
        together=tuple(tuple(m) for m in groups.sets(known).values() if len(m) > 1),
        apart=frozenset(apart),
        splits=tuple(reversed(splits)),
        overruled=tuple(sorted(overruled)),
        unattached=tuple(sorted(unattached)),
    )


def _crosses(targets: tuple[str, ...], splits: list[tuple[str, ...]], groups: Groups) -> bool:
    """Whether joining `targets` would bring back what a later split took out."""
    if len({groups.find(t) for t in targets}) < 2:
        return False
    return any(0 < len(set(targets) & set(split)) < len(targets) for split in splits)


def _can_join(
    groups: Groups,
    targets: tuple[str, ...],
    apart: set[tuple[str, str]],
    known: frozenset[str],
) -> bool:
    """Whether joining `targets` would put two mentions together that a later decision parts."""
    roots = {groups.find(t) for t in targets}
    return not any(
        groups.find(a) in roots and groups.find(b) in roots for a, b in apart if a in known
    )
