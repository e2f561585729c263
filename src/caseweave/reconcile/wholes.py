"""The whole of a state that the accounts tell by its parts only: "one man and two women died".

Invariant: a part is added once for each origin and report; a claim that is read so stands unchanged
among the claims of the finding.
"""

from collections.abc import Iterable

import msgspec

from caseweave.model import Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.settings import settings

PARTS = {"men", "women", "children", "infants"}


def told_by_parts(docket: Docket, attribute: str) -> dict[str, CountValue]:
    """The sums of a state's parts, by the id of the claim that bears each; none where not so.

    A state that any claim tells of the whole is never made of parts.
    """
    mine = [c for c in docket.claims if c.attribute == attribute and _asserted(c)]
    if attribute not in settings().statuses or any(_population(c) is None for c in mine):
        return {}
    by_account: dict[tuple[str, str], list[Claim]] = {}
    for claim in mine:
        if _population(claim) in PARTS:
            key = (claim.report, docket.origin(claim).id)
            by_account.setdefault(key, []).append(claim)
    return dict(_sum(told) for _, told in sorted(by_account.items()))


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
