"""What a later word, a correction or a moving toll replaced.

Invariant: of all that could replace a figure the latest does. Readings that are alike are compared
once, so that the work grows with the readings and not with their square.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from caseweave.model import Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.alike import Kind, alike_as, surely_same_moment
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.readings import Group, Reading, read
from caseweave.reconcile.settings import settings, words
from caseweave.reconcile.tallies import tallies
from caseweave.reconcile.ways import Ways

TOLL_MOVED = "as the toll moved"
Alike = tuple[object, ...]


class Replaced(NamedTuple):
    """`old` no longer stands, because of `new`; `why` completes the sentence "... replaces"."""

    old: Reading
    new: Reading
    why: str


def replacements(docket: Docket, group: Group, kind: Kind) -> tuple[Replaced, ...]:
    """What a later report of the same origin, a correction or a moving toll replaced."""
    if group.rule.many or len(group.held) < 2:
        return ()
    search = _Search(docket, group, kind)
    found = (search.newest(old) for old in group.held)
    return tuple(f for f in found if f is not None)


class _Search:
    """The readings of a group by what they are alike in, latest first."""

    def __init__(self, docket: Docket, group: Group, kind: Kind) -> None:
        self._docket, self._group, self._kind = docket, group, kind
        self._alike = {r.claim.id: alike_as(group, kind, r) for r in group.held}
        self._classes: dict[Alike, list[Reading]] = {}
        self._by_origin: dict[tuple[Alike, str], list[Reading]] = {}
        self._corrects: dict[Alike, list[Reading]] = {}
        self._pages: dict[tuple[str, str], list[Reading]] = {}
        self._rivals: dict[Alike, list[Alike]] = {}
        self._latest: dict[Alike, date] = {}
        self._dead = _dead_told(docket) if group.attribute == "injured" else {}
        for reading in sorted(group.held, key=_age, reverse=True):
            key = self._alike[reading.claim.id]
            self._classes.setdefault(key, []).append(reading)
            self._by_origin.setdefault((key, reading.origin), []).append(reading)
            self._pages.setdefault((reading.claim.report, reading.origin), []).append(reading)
            if _is_correction(docket, reading.claim):
                self._corrects.setdefault(key, []).append(reading)

    def newest(self, old: Reading) -> Replaced | None:
        """By what `old` was replaced last, or None."""
        best: Replaced | None = None
        for key in self._against(old):
            for new in self._could(old, key):
                if best is not None and _age(new) <= _age(best.new):
                    break
                why = self._why(old, new)
                if why and not self._repeated(old, new):
                    best = Replaced(old, new, why)
                    break
        return best

    def _against(self, old: Reading) -> list[Alike]:
        """The classes of which no reading holds with `old` at its moment."""
        key = self._alike[old.claim.id]
        if key not in self._rivals:
            one = self._classes[key][0]
            self._rivals[key] = [
                other
                for other, readings in self._classes.items()
                if not self._kind.hold(one, readings[0])
                and surely_same_moment(self._group, one, readings[0])
            ]
        return self._rivals[key]

    def _could(self, old: Reading, key: Alike) -> Sequence[Reading]:
        """Those of a class that could replace `old`, latest first."""
        readings = self._classes[key]
        moved = self._moves(old, readings[0]) or self._may_have_died(old, readings[0])
        if moved and self._is_later(old, key):
            return readings
        few = [*self._corrects.get(key, ()), *self._by_origin.get((key, old.origin), ())]
        return sorted(few, key=_age, reverse=True)

    def _is_later(self, old: Reading, key: Alike) -> bool:
        """Whether any of a class came out after `old`."""
        if key not in self._latest:
            days = (days_of(r.day) for r in self._classes[key])
            self._latest[key] = max((d.low for d in days if d is not None), default=date.min)
        before = days_of(old.day)
        return before is not None and self._latest[key] > before.high

    def _moves(self, old: Reading, new: Reading) -> bool:
        """Whether the numbers are those of a toll that moved, whatever the days."""
        if self._group.rule.rule != "toll":
            return False
        return _rises(self._kind, old, new) or settings().statuses[self._group.attribute].falls

    def _may_have_died(self, old: Reading, new: Reading) -> bool:
        before, after = self._kind.size(old.value), self._kind.size(new.value)
        if not self._dead or before is None or after is None:
            return False
        more = max(self._dead.values()) - self._dead.get(old.claim.report, 0)
        return 0 < before - after <= more

    def _repeated(self, old: Reading, new: Reading) -> bool:
        """Whether the report of the new value, or a later word of its origin, gives the old too."""
        return any(
            r.claim.id != old.claim.id and self._kind.same(r.value, old.value)
            for r in self._pages.get((new.claim.report, old.origin), ())
        )

    def _why(self, old: Reading, new: Reading) -> str | None:
        if corrects(self._docket, old.claim, new.claim, self._kind.said(old.value)):
            return "as a correction"
        before, after = days_of(old.day), days_of(new.day)
        if before is None or after is None or before.high >= after.low:
            return None
        if self._toll_moved(old, new, (after.low - before.high).days):
            return TOLL_MOVED
        if self._some_have_died(old, new):
            return TOLL_MOVED
        return "as the later word of the same origin" if old.origin == new.origin else None

    def _toll_moved(self, old: Reading, new: Reading, days: int) -> bool:
        """A toll rises with the days; that of the missing also falls."""
        if not self._moves(old, new):
            return False
        limits = settings().limits
        return days <= (limits.rise_days if _rises(self._kind, old, new) else limits.toll_days)

    def _some_have_died(self, old: Reading, new: Reading) -> bool:
        """Whether the hurt are fewer in a report that tells of as many more dead."""
        before, after = self._kind.size(old.value), self._kind.size(new.value)
        if new.claim.attribute != "injured" or before is None or after is None:
            return False
        more = self._dead.get(new.claim.report, 0) - self._dead.get(old.claim.report, 0)
        return 0 < before - after <= more


def _age(reading: Reading) -> tuple[str, str]:
    return reading.day or "", reading.claim.id


def _rises(kind: Kind, old: Reading, new: Reading) -> bool:
    before, after = kind.size(old.value), kind.size(new.value)
    return before is not None and after is not None and after > before


def _dead_told(docket: Docket) -> dict[str, int]:
    """The largest number of dead of this incident that each report tells as fact."""
    dead = [
        read(docket, c)
        for c in docket.claims
        if (c.stance, c.factuality, c.attribute) == ("asserts", "happened", "dead")
        and isinstance(c.value, CountValue)
    ]
    found: dict[str, int] = {}
    for reading in tallies(docket, dead, Ways(docket, dead))[0]:
        page, number = reading.claim.report, counts.number_of(reading.value) or 0
        found[page] = max(found.get(page, 0), number)
    return found


def corrects(docket: Docket, old: Claim, new: Claim, named: str) -> bool:
    """Whether the words around `new` say that it corrects `old`."""
    if not _is_correction(docket, new):
        return False
    sentence = docket.sentence(new)
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


def _is_correction(docket: Docket, claim: Claim) -> bool:
    return _tells_correction(docket.sentence(claim)) or _in_correction(docket, claim)


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
