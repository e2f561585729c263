"""Where each group stands: the last word on it, since when, by whose word, and who may be left.

Invariant: a standing says no more than its cell; a later account takes over people from earlier
ones, never more than the whole, and one that may cover none of them is still shown.
"""

from collections.abc import Sequence

from caseweave.model import CategoryValue, Cell, Claim, HeadCount, Standing
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.settings import PASSING, settings, status_of_kind
from caseweave.reconcile.status import latest_first


def standing(docket: Docket, headcount: HeadCount) -> tuple[Standing, ...]:
    """The last word on each group, latest first.

    One for each class of statuses that nothing later can have taken over completely. The whole is
    the largest number that any cell allows, as rival totals are not decided here.
    """
    rules = settings().statuses
    whole_cells = [c for c in headcount.cells if c.scenario is None and c.population is None]
    cells = [c for c in whole_cells if c.status in rules and rules[c.status].kind not in PASSING]
    dated = {c.status for c in cells if c.at}
    cells = [c for c in cells if c.at or c.status not in dated]  # which may tell any moment
    told = [_most(c) for c in whole_cells if c.status != "unknown"]
    left: int | None = max(told, default=None)
    found: list[Standing] = []
    for group in _by_class(latest_first(cells)):
        chosen = group[0]
        rest, moved = _room(chosen, left, found)
        if rest == 0:
            continue
        found.append(_standing(docket, chosen, group, rest))
        if left is not None and not moved:
            left = max(0, left - chosen.low)
    return tuple(found) or _told_without_number(docket)


def _room(cell: Cell, left: int | None, later: Sequence[Standing]) -> tuple[int | None, bool]:
    """How many of a cell may still stand so, and whether a later status took people from it."""
    room = _most(cell)
    rules = settings().statuses
    taken = [s for s in later if cell.status in rules[s.status].before]
    for one in taken:
        room = max(0, room - (one.low if one.high is None else one.high))
    return room if left is None else min(left, room), bool(taken)


def _most(cell: Cell) -> int:
    """The most people that a cell allows: its upper bound; what is named where it is open."""
    return max(cell.low, cell.best or 0) if cell.high is None else cell.high


def _by_class(ordered: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of each class at its last moment, the class with the latest moment first.

    A toll, dated by the day of its report, leads only where the class has nothing else.
    """
    rules = settings().statuses
    classes: dict[str, list[Cell]] = {}
    for cell in ordered:
        classes.setdefault(rules[cell.status].kind, []).append(cell)
    found = []
    for cells in classes.values():
        dated = [c for c in cells if settings().rule_of(c.status).rule != "toll"] or cells
        last = [c for c in dated if c.at == dated[0].at and c.status == dated[0].status]
        lead = max(last, key=lambda c: c.low)
        if rules[lead.status].end and not rules[lead.status].falls and lead.low != lead.high:
            # "at least one more was freed" takes nobody from the thirteen freed before
            earlier = [c for c in dated if c.status == lead.status and c.low > lead.low]
            lead = earlier[0] if earlier else lead
        found.append([lead, *(c for c in cells if c is not lead and c not in last)])
    return found


def _standing(docket: Docket, chosen: Cell, group: Sequence[Cell], left: int | None) -> Standing:
    """`group`: the cells of the class; those of the chosen number are its other tellings."""
    same = [c for c in group if c is chosen or (c.low, c.high, c.at) == _key(chosen)]
    ids = {i for c in same for i in c.claims}
    claims = [c for c in docket.claims if c.id in ids]
    days = [(span.high, day) for c in claims if (day := docket.day(c)) and (span := days_of(day))]
    return Standing(
        status=chosen.status,
        low=chosen.low,
        high=chosen.high,
        best=chosen.best,
        left=left,
        at=chosen.at,
        told=max(days)[1] if days else None,
        origins=tuple(sorted({docket.origin_of[c.id] for c in claims})),
        claims=tuple(sorted(ids)),
    )


def _key(cell: Cell) -> tuple[int, int | None, str | None]:
    return cell.low, cell.high, cell.at


def _told_without_number(docket: Docket) -> tuple[Standing, ...]:
    """Where no number is told: the furthest status that an event tells as fact."""
    rules = settings().statuses
    told: dict[str, list[Claim]] = {}
    for claim in docket.claims:
        fact = (claim.stance, claim.factuality) == ("asserts", "happened")
        if fact and claim.attribute == "event" and isinstance(claim.value, CategoryValue):
            status = status_of_kind().get(claim.value.value)
            if status in rules and rules[status].kind not in PASSING:
                told.setdefault(status, []).append(claim)
    if not told:
        return ()
    status = max(told, key=lambda s: rules[s].order)
    cell = Cell(status=status, low=0, high=None, claims=tuple(sorted(c.id for c in told[status])))
    return (_standing(docket, cell, [cell], None),)
