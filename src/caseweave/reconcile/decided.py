"""What analysts decided about claims, applied before anything is reconciled.

A rejected claim does not stand; a corrected one stands with the analyst's value; an accepted one
stands as it is. An undone decision has no effect, and an undo can itself be undone.
"""

from collections.abc import Iterable, Sequence

import msgspec

from caseweave.model import Claim, Decision, NameValue, TextValue


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """The claims that stand, sorted by id, and the origins that an analyst named for claims."""

    claims: tuple[Claim, ...]
    origins: dict[str, str]
    accepted: frozenset[str]


def standing(claims: Iterable[Claim], decisions: Iterable[Decision]) -> Decided:
    """Apply `decisions` in order of time (ties by id); the last word on a claim holds."""
    acts = _not_undone(sorted(decisions, key=lambda d: (d.at, d.id)))
    rejected: set[str] = set()
    accepted: set[str] = set()
    corrected: dict[str, Decision] = {}
    origins: dict[str, str] = {}
    for act in acts:
        for target in act.targets:
            if act.kind == "reject":
                rejected.add(target)
                accepted.discard(target)
            elif act.kind in {"accept", "correct"}:
                rejected.discard(target)
                accepted.add(target)
            if act.kind == "correct" and act.value is not None:
                corrected[target] = act
            if act.kind == "set" and act.attribute == "origin":
                origins |= _named_origin(target, act)
    kept = [
        msgspec.structs.replace(c, value=corrected[c.id].value) if c.id in corrected else c
        for c in {c.id: c for c in sorted(claims, key=_stable)}.values()
        if c.id not in rejected
    ]
    return Decided(claims=tuple(kept), origins=origins, accepted=frozenset(accepted))


def _stable(claim: Claim) -> tuple[str, bytes]:
    return claim.id, msgspec.json.encode(claim)


def _named_origin(target: str, act: Decision) -> dict[str, str]:
    if isinstance(act.value, NameValue | TextValue):
        return {target: act.value.text}
    return {target: act.text} if act.text else {}


def _not_undone(acts: Sequence[Decision]) -> list[Decision]:
    undone: set[str] = set()
    for act in reversed(acts):
        if act.kind == "undo" and act.id not in undone:
            undone |= set(act.targets)
    return [a for a in acts if a.kind != "undo" and a.id not in undone]
