"""The whole of a state in a report that tells it by its parts only: "a man and two women died".

Invariant: a part is added once for each origin and report; a claim that is read so stands unchanged
among the claims of the finding. Beside an account that counts all, such a sum is a lower bound.
"""

from collections.abc import Iterable

import msgspec

from caseweave.model import Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.partial import names_only
from caseweave.reconcile.settings import settings

PARTS = {"men", "women", "children", "infants"}


def told_by_parts(docket: Docket, attribute: str) -> dict[str, CountValue]:
    """The sums of a state's parts, by the id of the claim that bears each; none where not so.

    Beside accounts that count all, only of a toll: of those held or sent back, say, a part may be
    another group. A report that counts as many as in its largest part has counted the whole.
    """
    if attribute not in settings().statuses:
        return {}
    mine = [c for c in docket.claims if c.attribute == attribute and _asserted(c)]
    everyone = [c for c in mine if _population(c) is None]
    whole = _largest([c for c in everyone if not _is_named(c)])
    if everyone and not (whole and settings().rule_of(attribute).rule == "toll"):
        return {}
    parts = [c for c in mine if _population(c) in PARTS]
    largest = _largest([c for c in parts if whole.get(c.report) is None or _is_exact(c)])
    by_account: dict[tuple[str, str], list[Claim]] = {}
    for claim in parts:
        if largest.get(claim.report, 0) > whole.get(claim.report, 0):
            key = (claim.report, docket.origin(claim).id)
            by_account.setdefault(key, []).append(claim)
    sums = dict(_sum(told) for _, told in sorted(by_account.items()))
    return {k: _at_least(v) for k, v in sums.items()} if whole else sums


def _largest(told: Iterable[Claim]) -> dict[str, int]:
    """The largest number that each report tells; a part of a whole is never larger than it."""
    found: dict[str, int] = {}
    for claim in told:
        found[claim.report] = max(found.get(claim.report, 0), counts.number_of(claim.value) or 0)
    return found


def _is_named(claim: Claim) -> bool:
    """Whether a person is told, and nobody counted."""
    return counts.number_of(claim.value) == 1 and names_only(claim.evidence.quote)


def _is_exact(claim: Claim) -> bool:
    return isinstance(claim.value, CountValue) and counts.is_exact(claim.value)


def _at_least(value: CountValue) -> CountValue:
    return msgspec.structs.replace(value, qualifier="at_least", high=None)


def _asserted(claim: Claim) -> bool:
    told = (claim.stance, claim.factuality) == ("asserts", "happened")
    return told and isinstance(claim.value, CountValue) and claim.alternative_of is None


def _population(claim: Claim) -> str | None:
    return claim.value.population if isinstance(claim.value, CountValue) else None


def _sum(told: Iterable[Claim]) -> tuple[str, CountValue]:
    """The largest figure of each part, added; as sure as the least sure of them."""
    largest: dict[str, tuple[int, str, Claim]] = {}
    for claim in told:
        value = claim.value
        if isinstance(value, CountValue) and value.population is not None:
            weight = (counts.number(value) or 0, claim.id, claim)
            kept = largest.get(value.population)
            if kept is None or weight[:2] > kept[:2]:
                largest[value.population] = weight
    parts = [claim for _, _, claim in sorted(largest.values(), key=lambda w: (-w[0], w[1]))]
    values = [c.value for c in parts if isinstance(c.value, CountValue)]
    exact = all(counts.is_exact(v) for v in values)
    best = sum(counts.number(v) or 0 for v in values)
    whole = msgspec.structs.replace(
        values[0],
        low=best if exact else sum(counts.bounds(v).low for v in values),
        best=best,
        high=best if exact else None,
        qualifier="exact" if exact else "at_least",
        population=None,
        of=None,
    )
    return parts[0].id, whole
