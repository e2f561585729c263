"""The order of verdicts, the same for every kind of value.

Conflict, superseded, compatible, agreed, single, unknown, as the contract of files has it.

Invariant: the verdict speaks of what stands after supersession; nothing replaced or denied is
removed from the finding. Origins are compared, never outlets.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from caseweave.model import Claim, CountValue, Value, Verdict
from caseweave.reconcile import counts
from caseweave.reconcile.days import Days, days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.readings import Group, Reading, denies_status, reaches
from caseweave.reconcile.settings import settings, words

TOLL_MOVED = "as the toll moved"


class Kind(NamedTuple):
    """How values of one kind are compared and said."""

    same: Callable[[Value, Value], bool]
    holds: Callable[[Value, Value], bool]
    said: Callable[[Value], str]
    size: Callable[[Value], int | None] = lambda _: None


class Replaced(NamedTuple):
    """`old` no longer stands, because of `new`; `why` completes the sentence "... replaces"."""

    old: Reading
    new: Reading
    why: str


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
        kind.holds(one.value, r.value)
        or not _same_moment(group, one, r)
        or one.claim.report == r.claim.report
        for r in standing
        if r.origin == one.origin
    )


def _same_moment(group: Group, a: Reading, b: Reading) -> bool:
    if group.rule.rule == "toll":
        return True
    if group.rule.rule == "place":
        return _same_event(group, a, b)
    one, other = days_of(a.moment), days_of(b.moment)
    return one is None or other is None or _widened(one).meets(_widened(other))


def _surely_same_moment(group: Group, a: Reading, b: Reading) -> bool:
    """As `_same_moment`; but a figure of one day is not replaced by one of "early March"."""
    one, other = days_of(a.moment), days_of(b.moment)
    apart = one is not None and other is not None and one.exact != other.exact
    return _same_moment(group, a, b) and (group.rule.rule != "count" or not apart)


def _same_event(group: Group, a: Reading, b: Reading) -> bool:
    """A way has many places: only those told of one kind of event can exclude each other.

    Places told of no event do so only where no place is told of one.
    """
    untied = a.event is None and all(r.event is None for r in group.held)
    return a.event == b.event and (a.event is not None or untied)


def _widened(days: Days) -> Days:
    """A coarse moment ("last month") is less than sure by its own length on either side."""
    slack = timedelta(0 if days.exact else days.length)
    try:
        return Days(days.low - slack, days.high + slack, exact=False)
    except OverflowError:
        return days


def _rivals(
    group: Group, standing: Sequence[Reading], kind: Kind
) -> tuple[tuple[Reading, Reading], ...]:
    """Pairs by different origins that cannot both hold, and that neither origin says both of."""
    by_origin: dict[str, list[Reading]] = {}
    for reading in standing:
        by_origin.setdefault(reading.origin, []).append(reading)

    def known(value: Reading, origin: str) -> bool:
        return any(
            kind.holds(value.value, r.value) and _same_moment(group, value, r)
            for r in by_origin[origin]
        )

    return tuple(
        (a, b)
        for i, a in enumerate(standing)
        for b in standing[i + 1 :]
        if a.origin != b.origin
        and _same_moment(group, a, b)
        and not kind.holds(a.value, b.value)
        and not known(a, b.origin)
        and not known(b, a.origin)
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


def replacements(docket: Docket, group: Group, kind: Kind) -> tuple[Replaced, ...]:
    """What a later report of the same origin, a correction or a moving toll replaced."""
    if group.rule.many:
        return ()
    found: dict[str, Replaced] = {}
    for old in group.held:
        for new in group.held:
            if kind.holds(old.value, new.value) or not _surely_same_moment(group, old, new):
                continue
            why = _why(docket, group, old, new, kind)
            if why and not _repeated(group, old, new, kind):
                kept = found.get(old.claim.id)
                if kept is None or (new.day or "", new.claim.id) > (
                    kept.new.day or "",
                    kept.new.claim.id,
                ):
                    found[old.claim.id] = Replaced(old, new, why)
    return tuple(found[k] for k in (r.claim.id for r in group.held) if k in found)


def _repeated(group: Group, old: Reading, new: Reading, kind: Kind) -> bool:
    """Whether the report of the new value, or a later word of its origin, gives the old too."""
    return any(
        r.claim.report == new.claim.report
        and r.origin == old.origin
        and r.claim.id != old.claim.id
        and kind.same(r.value, old.value)
        for r in group.held
    )


def _why(docket: Docket, group: Group, old: Reading, new: Reading, kind: Kind) -> str | None:
    if corrects(docket, old.claim, new.claim, kind.said(old.value)):
        return "as a correction"
    before, after = days_of(old.day), days_of(new.day)
    if before is None or after is None or before.high >= after.low:
        return None
    if _toll_moved(group, old, new, kind, (after.low - before.high).days):
        return TOLL_MOVED
    if _some_have_died(docket, old, new, kind):
        return TOLL_MOVED
    return "as the later word of the same origin" if old.origin == new.origin else None


def _toll_moved(group: Group, old: Reading, new: Reading, kind: Kind, days: int) -> bool:
    """A toll rises with the days; that of the missing also falls."""
    if group.rule.rule != "toll":
        return False
    before, after = kind.size(old.value), kind.size(new.value)
    rises = before is not None and after is not None and after > before
    if rises:
        return days <= settings().limits.rise_days
    return settings().statuses[group.attribute].falls and days <= settings().limits.toll_days


def _some_have_died(docket: Docket, old: Reading, new: Reading, kind: Kind) -> bool:
    """Whether the hurt are fewer in a report that tells of as many more dead."""
    before, after = kind.size(old.value), kind.size(new.value)
    if new.claim.attribute != "injured" or before is None or after is None:
        return False
    more = _most_dead(docket, new.claim.report) - _most_dead(docket, old.claim.report)
    return 0 < before - after <= more


def _most_dead(docket: Docket, report: str) -> int:
    """The largest number of dead that a report tells as fact."""
    told = [
        counts.number(c.value) or 0
        for c in docket.claims
        if c.report == report
        and c.attribute == "dead"
        and isinstance(c.value, CountValue)
        and (c.stance, c.factuality) == ("asserts", "happened")
    ]
    return max(told, default=0)


def corrects(docket: Docket, old: Claim, new: Claim, named: str) -> bool:
    """Whether the words around `new` say that it corrects `old`."""
    sentence = docket.sentence(new)
    if not (_tells_correction(sentence) or _in_correction(docket, new)):
        return False
    if old.report == new.report:
        text = docket.reports[old.report].text[max(0, old.evidence.start - 30) : old.evidence.start]
        return docket.sentence(old) == sentence and any(
            text.casefold().rstrip().endswith(cue) for cue in words("cues")["replaced"]
        )
    days = days_of(docket.day(old)), days_of(docket.day(new))
    if days[0] and days[1] and days[0].low > days[1].high:
        return False
    same_outlet = docket.lineage.publisher(old.report) == docket.lineage.publisher(new.report)
    return same_outlet or named in sentence


def _in_correction(docket: Docket, claim: Claim) -> bool:
    """Whether the claim's paragraph is headed as a correction ("Correction: ...")."""
    text = docket.reports[claim.report].text
    start = text.rfind("\n\n", 0, claim.evidence.start) + 2 if "\n\n" in text else 0
    heads = tuple(cue for cue in words("cues")["correction"] if cue.endswith(":"))
    return text[max(0, start) : claim.evidence.start].casefold().startswith(heads)


@lru_cache(maxsize=4096)
def _tells_correction(sentence: str) -> bool:
    plain = sentence.casefold()
    return any(cue in plain for cue in words("cues")["correction"])
