"""Readings that the reports leave open, kept side by side: one group, or two.

Invariant: every scenario's cells carry its name; no scenario changes a cell without one.
"""

from collections.abc import Sequence

from caseweave.model import Cell
from caseweave.reconcile.accounting import Story, story, whole_phrase
from caseweave.reconcile.figures import name_of
from caseweave.reconcile.ledger import Entry, Ledger
from caseweave.reconcile.wording import joined

_MOST = 4


def scenario_cells(book: Ledger) -> list[Cell]:
    """For each last figure below the whole: those in it are among the whole, or another group."""
    told = story(book)
    if told is None or not told.anchor.key.at:
        return []  # those aboard, or "the group": nobody counts another one
    found = []
    for final in told.finals[:_MOST]:
        known = sum(e.exact or 0 for e in final)
        foreign = {r.origin for e in final for r in e.readings} - {
            r.origin for r in told.anchor.readings
        }
        if not 0 < known < told.whole or not foreign:
            continue
        found += _readings(told, final, known)
    return found


def _readings(told: Story, final: Sequence[Entry], known: int) -> list[Cell]:
    who = joined([f"{e.exact} {name_of(e)}" for e in final])
    claims = tuple(sorted({c for e in (told.anchor, *told.full, *final) for c in e.claims}))
    at = final[-1].key.at
    among = f"the {who} are among the {whole_phrase(told)}"
    apart = f"the {who} are another group than the {whole_phrase(told)}"

    def cell(status: str, scenario: str, number: int, moment: str | None) -> Cell:
        return Cell(
            status=status,
            at=moment,
            scenario=scenario,
            low=number,
            high=number,
            best=number,
            claims=claims,
        )

    return [
        cell("people", among, told.whole, None),
        cell("unknown", among, told.whole - known, at),
        cell("people", apart, told.whole + known, None),
        cell("unknown", apart, told.whole, at),
    ]
