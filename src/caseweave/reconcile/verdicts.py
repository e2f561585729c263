"""The order of verdicts, the same for every kind of value.

Conflict, superseded, compatible, agreed, single, unknown, as the contract of files has it.

Invariant: the verdict speaks of what stands after supersession; nothing replaced or denied is
removed from the finding. Origins are compared, never outlets.
"""

from collections.abc import Sequence
from itertools import combinations, product
from typing import NamedTuple

from caseweave.model import CategoryValue, CountValue, Verdict
from caseweave.reconcile.alike import Kind, alike_as, same_moment
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.readings import Group, Reading, denies_status, reaches
from caseweave.reconcile.replaced import Replaced, replacements


class Judgement(NamedTuple):
    """What stands, what was replaced, what cannot hold together, and the verdict.

    `independent`: how many independent origins stand, a person and their body counted once.
    """

    verdict: Verdict
    standing: tuple[Reading, ...]
    replaced: tuple[Replaced, ...]
    rivals: tuple[tuple[Reading, Reading], ...]
    denied: tuple[tuple[Reading, Reading], ...]
    independent: int


def judge(docket: Docket, group: Group, kind: Kind) -> Judgement:
    """The verdict on one attribute, by the order of the contract."""
    replaced = replacements(docket, group, kind)
    gone = {r.old.claim.id for r in replaced}
    standing = tuple(r for r in group.held if r.claim.id not in gone)
    rivals = () if group.rule.many else _rivals(group, standing, kind)
    denied = _denied(docket, group, standing, kind)
    origins = {docket.independent(r.origin) for r in standing}
    verdict: Verdict = "single"
    if not standing:
        verdict = "unknown"
    elif rivals or denied:
        verdict = "conflict"
    elif replaced:
        verdict = "superseded"
    elif _differ(group, standing, kind):
        verdict = "compatible"
    elif len(origins) > 1:
        verdict = "agreed"
    return Judgement(verdict, standing, replaced, rivals, denied, len(origins))


def _differ(group: Group, standing: Sequence[Reading], kind: Kind) -> bool:
    first = standing[0]
    return any(
        not kind.same(first.value, r.value)
        and (r.origin != first.origin or _hold_within(standing, r, kind, group))
        for r in standing[1:]
    )


def _hold_within(standing: Sequence[Reading], one: Reading, kind: Kind, group: Group) -> bool:
    """Within one origin, differing values hold where bounds, moments or parts allow it."""
    return all(
        kind.hold(one, r) or not same_moment(group, one, r) or one.claim.report == r.claim.report
        for r in standing
        if r.origin == one.origin
    )


def _rivals(
    group: Group, standing: Sequence[Reading], kind: Kind
) -> tuple[tuple[Reading, Reading], ...]:
    """Pairs by different origins that cannot both hold, and that neither origin says both of."""
    classes: dict[tuple[object, ...], list[int]] = {}
    for place, reading in enumerate(standing):
        classes.setdefault(alike_as(group, kind, reading), []).append(place)
    apart = [
        (min(i, j), max(i, j))
        for one, other in combinations(classes.values(), 2)
        if _exclude(group, standing[one[0]], standing[other[0]], kind)
        for i, j in product(one, other)
    ]
    known = _Known(group, standing, kind)
    return tuple(
        (a, b)
        for a, b in ((standing[i], standing[j]) for i, j in sorted(apart))
        if a.origin != b.origin and not known.by(b.origin, a) and not known.by(a.origin, b)
    )


def _exclude(group: Group, a: Reading, b: Reading, kind: Kind) -> bool:
    return same_moment(group, a, b) and not kind.hold(a, b)


class _Known:
    """What each origin itself says, or allows for."""

    def __init__(self, group: Group, standing: Sequence[Reading], kind: Kind) -> None:
        self._group, self._kind = group, kind
        self._said: dict[str, dict[tuple[object, ...], Reading]] = {}
        self._known: dict[tuple[str, tuple[object, ...]], bool] = {}
        for reading in standing:
            said = self._said.setdefault(reading.origin, {})
            said.setdefault(alike_as(group, kind, reading), reading)

    def by(self, origin: str, told: Reading) -> bool:
        """Whether an origin gives a figure for the same moment that holds with this one."""
        key = (origin, alike_as(self._group, self._kind, told))
        if key not in self._known:
            self._known[key] = any(
                self._kind.holds(told.value, r.value) and same_moment(self._group, told, r)
                for r in self._said[origin].values()
            )
        return self._known[key]


def _tells_it_too(docket: Docket, group: Group, no: Reading) -> bool:
    """Whether who denies an event tells it too, in the same report, by a figure or in own words.

    As "there was no expulsion; 15 were taken to the border": it denies how others tell it.
    """
    if not isinstance(no.value, CategoryValue) or no.claim.attribute != "event":
        return False
    mine = docket.independent(no.origin)
    return any(
        r.claim.report == no.claim.report
        and docket.independent(r.origin) == mine
        and (isinstance(r.value, CountValue) or r.value.value == no.value.value)
        for r in group.held
        if isinstance(r.value, CountValue | CategoryValue)
    )


def _denied(
    docket: Docket, group: Group, standing: Sequence[Reading], kind: Kind
) -> tuple[tuple[Reading, Reading], ...]:
    """Pairs of a standing reading and its denial by another origin."""
    found = []
    for held in standing:
        for no in group.against:
            if no.claim.stance == "unaware" or no.origin == held.origin:
                continue
            if _tells_it_too(docket, group, no):
                continue
            aimed = no.claim.disputes is not None and reaches(
                docket, no.claim, held.claim, group.rule
            )
            alike = (
                no.claim.attribute == group.attribute
                and no.claim.disputes is None
                and kind.same(no.value, held.value)
            )
            if (
                aimed
                or alike
                or denies_status(no.claim, held.claim)
                or (group.rule.disputable and reaches(docket, no.claim, held.claim, group.rule))
            ):
                found.append((held, no))
    return tuple(found)
