"""Findings in words: one English sentence that a reader can check against the reports.

Invariant: every number, origin and day in a sentence comes from a claim of the finding.
"""

from collections.abc import Callable, Iterable, Sequence

from caseweave.model import Value
from caseweave.reconcile.alike import Kind
from caseweave.reconcile.days import in_words
from caseweave.reconcile.readings import Group, Reading
from caseweave.reconcile.verdicts import Judgement

# How a sentence on rival values opens; a heading that says as much needs it no more.
RIVALS = "Different origins give figures or facts that cannot all hold"
_MOST = 8
_MOST_TELLERS = 4


def joined(parts: Sequence[str], last: str = "and") -> str:
    """As "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def accounts(readings: Iterable[Reading], said: Callable[[Value], str]) -> str:
    """As "13 (Captain Brandt, 4 March 2031) and 11 (Lantern Trust, 5 March 2031)"."""
    by_value: dict[str, dict[str, str | None]] = {}
    for reading in readings:
        by_value.setdefault(said(reading.value), {}).setdefault(reading.name, reading.day)
    parts = [f"{what} ({'; '.join(_tellers(who))})" for what, who in by_value.items()]
    return joined(_first(parts, _MOST))


def _tellers(who: dict[str, str | None]) -> list[str]:
    return _first([f"{name}, {_day(day)}" for name, day in who.items()], _MOST_TELLERS)


def _first(parts: list[str], most: int) -> list[str]:
    """The first of a list, and how many more there are."""
    if len(parts) <= most:
        return parts
    return [*parts[: most - 1], f"{len(parts) - most + 1} more"]


def _day(day: str | None) -> str:
    return in_words(day) if day else "undated"


def because(group: Group, judged: Judgement, kind: Kind, note: str = "") -> str:
    """Why the verdict was given, in one sentence."""
    text = _core(group, judged, kind)
    if judged.denied and judged.rivals:
        text += f"; {_denied_too(judged, kind)}"
    elif not judged.denied and group.against and judged.standing:
        text += f"; {_against(group)}"
    if judged.replaced and judged.verdict == "conflict":
        text += f"; {_replacing(judged, kind)}"
    return f"{text}{f' ({note})' if note else ''}."


def _core(group: Group, judged: Judgement, kind: Kind) -> str:
    told = accounts(judged.standing, kind.said)
    if judged.verdict == "conflict" and judged.rivals:
        sides = [r for pair in judged.rivals for r in pair]
        sides = [r for r in judged.standing if r in sides]
        rivals = accounts(sides, kind.said)
        return f"{RIVALS}: {rivals}"
    if judged.verdict == "conflict":
        return _denials(judged, kind)
    if judged.verdict == "superseded":
        return _replacing(judged, kind)
    if judged.verdict == "compatible":
        return f"The accounts differ but can all hold: {told}"
    if judged.verdict == "agreed":
        return f"{judged.independent} independent origins say the same: {told}{_one_body(judged)}"
    if judged.verdict == "single":
        reports = len({r.claim.report for r in judged.standing})
        more = f", in {reports} reports" if reports > 1 else ""
        return f"Only one origin says so: {told}{more}{_one_body(judged)}"
    return _unknown(group, kind)


def _one_body(judged: Judgement) -> str:
    """Said where more origins are named than are independent."""
    named = len({r.origin for r in judged.standing})
    return "; a person and their own group count once" if named > judged.independent else ""


def _denied_too(judged: Judgement, kind: Kind) -> str:
    """Who denies rival figures: all that are told, or those that are named again."""
    rivals = {kind.said(r.value) for pair in judged.rivals for r in pair}
    if {kind.said(h.value) for h, _ in judged.denied} >= rivals:
        return f"denied by {_deniers(judged)}"
    return _denials(judged, kind)


def _denials(judged: Judgement, kind: Kind) -> str:
    held = accounts([h for h, _ in judged.denied], kind.said)
    several = len({kind.said(h.value) for h, _ in judged.denied}) > 1
    return f"{held} {'are' if several else 'is'} denied by {_deniers(judged)}"


def _deniers(judged: Judgement) -> str:
    by = joined(sorted({no.name for _, no in judged.denied}))
    days = sorted({no.day for _, no in judged.denied if no.day})
    return f"{by} ({', '.join(in_words(d) for d in days)})" if days else by


def _against(group: Group) -> str:
    parts = []
    for no in group.against:
        verb = {"unaware": "knew nothing of it", "disputes": "disputes it"}
        text = f"{no.name} {verb.get(no.claim.stance, 'denies it')} ({_day(no.day)})"
        if text not in parts:
            parts.append(text)
    return joined(_first(parts, _MOST))


def _replacing(judged: Judgement, kind: Kind) -> str:
    parts = []
    for step in judged.replaced:
        old, new = accounts([step.old], kind.said), accounts([step.new], kind.said)
        text = f"{new} replaces {old} {step.why}"
        if text not in parts:
            parts.append(text)
    return joined(_first(parts, _MOST))


def _unknown(group: Group, kind: Kind) -> str:
    if not group.every:
        return "No claim stands"
    told = accounts(group.aside or group.against, kind.said)
    if group.aside and all(r.claim.stance == "asserts" for r in group.aside):
        return f"Nothing is asserted as fact or can be resolved, only {told}"
    if group.against and not group.aside:
        return f"Nobody asserts it here; {_against(group)}"
    return f"Nobody asserts it as fact: {told}"
