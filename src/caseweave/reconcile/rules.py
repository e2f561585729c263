"""The named rules: one function each, chosen per attribute by `schema/attributes.toml`.

Invariant: a rule reads a group and gives one finding; it never drops a claim of the group.
"""

from collections.abc import Callable

from caseweave.model import Finding
from caseweave.reconcile.count_rules import count_rule, series_rule, toll_rule
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.fact_rules import (
    actor_rule,
    date_rule,
    event_rule,
    place_rule,
    text_rule,
)
from caseweave.reconcile.outcome import Outcome
from caseweave.reconcile.readings import Group, groups

Rule = Callable[[Docket, Group], Outcome]

RULES: dict[str, Rule] = {
    "count": count_rule,
    "toll": toll_rule,
    "series": series_rule,
    "date": date_rule,
    "place": place_rule,
    "actor": actor_rule,
    "event": event_rule,
    "text": text_rule,
}


def findings(docket: Docket) -> tuple[Finding, ...]:
    """One finding per attribute and population, sorted by attribute, the whole first."""
    return tuple(_finding(docket, group) for group in groups(docket))


def _finding(docket: Docket, group: Group) -> Finding:
    outcome = RULES[group.rule.rule](docket, group)
    readings = outcome.standing or group.held
    return Finding(
        attribute=group.attribute,
        population=group.population,
        value=outcome.value,
        low=outcome.low,
        best=outcome.best,
        high=outcome.high,
        verdict=outcome.verdict,
        rule=group.rule.rule,
        because=outcome.because,
        origins=tuple(sorted({r.origin for r in readings})),
        claims=tuple(sorted({r.claim.id for r in group.every})),
    )
