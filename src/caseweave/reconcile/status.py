"""Where the largest part of the people was last known to be.

Invariant: a later status takes over people from earlier ones, never more than the whole; where no
part is known to be the largest the status is `unknown`.
"""

from collections.abc import Sequence
from datetime import date

from caseweave.model import CategoryValue, Cell, HeadCount
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.settings import settings, status_of_kind


def status(docket: Docket, headcount: HeadCount) -> str:
    """The last known status of the largest part, from the last moment back.

    People of one class of statuses may be the same people, so a class counts as its largest.
    """
    whole_cells = [c for c in headcount.cells if c.scenario is None and c.population is None]
    cells = [c for c in whole_cells if c.status in settings().statuses]
    if not cells:
        return _status_of_events(docket)
    dated = {c.status for c in cells if c.at}
    cells = [c for c in cells if c.at or c.status not in dated]  # which may tell any moment
    if any(_class(c) != "injured" for c in cells):
        cells = [c for c in cells if _class(c) != "injured"]
    left = max(_number(c) for c in whole_cells if c.status != "unknown")
    parts: dict[str, int] = {}
    for cell in latest_first(cells):
        taken = parts.get(_class(cell), 0)
        more = max(0, min(left, _number(cell) - taken))
        parts[_class(cell)] = taken + more
        left -= more
    ranked = sorted(((n, k) for k, n in parts.items() if n), reverse=True)
    tied = len(ranked) > 1 and ranked[0][0] == ranked[1][0]
    if not ranked or tied or ranked[0][0] < left:
        return "unknown"
    return _name([c for c in cells if _class(c) == ranked[0][1]])


def _class(cell: Cell) -> str:
    return settings().statuses[cell.status].kind


def _number(cell: Cell) -> int:
    return cell.low if cell.best is None else cell.best


def _name(cells: Sequence[Cell]) -> str:
    """The last status of a class; a toll, dated by its report, only where there is no other."""
    dated = [c for c in cells if settings().rule_of(c.status).rule != "toll"]
    return latest_first(dated or cells)[0].status


def latest_first(cells: Sequence[Cell]) -> list[Cell]:
    """By time; an undated status comes after the last dated one that leads to it."""
    rules = settings().statuses
    dated = [(span.high, rules[c.status].order) for c in cells if (span := days_of(c.at))]

    def moment(cell: Cell) -> tuple[date, int, int]:
        order = rules[cell.status].order
        span = days_of(cell.at)
        before = max((day for day, rank in dated if rank <= order), default=date.min)
        return (span.high if span else before), order, _number(cell)

    return sorted(cells, key=moment, reverse=True)


def _status_of_events(docket: Docket) -> str:
    """Without a number: the status of the furthest event that is told as fact."""
    told = {
        status_of_kind().get(c.value.value, c.value.value)
        for c in docket.claims
        if c.attribute == "event"
        and isinstance(c.value, CategoryValue)
        and c.stance == "asserts"
        and c.factuality == "happened"
    }
    known = sorted((settings().statuses[s].order, s) for s in told if s in settings().statuses)
    return known[-1][1] if known else "unknown"
