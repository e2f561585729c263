"""From claims to a ledger: cells of people by status and moment, and what binds them.

Invariant: only what is asserted as fact enters; a figure that a later word of the same origin or
a correction replaced does not. People of one class may be the same people, so a class counts as
its largest status; classes that end a journey are summed at one moment, never above the whole.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from caseweave.model import HEADCOUNT_ATTRIBUTES, CategoryValue, Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.bounds import Assertion, Sum, Variable
from caseweave.reconcile.count_rules import COUNTS
from caseweave.reconcile.days import Days, days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.readings import Reading, groups, read, wholes
from caseweave.reconcile.replaced import TOLL_MOVED, replacements
from caseweave.reconcile.settings import settings, status_of_kind, words
from caseweave.schema import load_types

PARTS = ("women", "men", "children", "infants", "family")
_SUMMED = ("women", "men", "children")
_DANGERS = {"shipwreck", "distress"}


class CellKey(NamedTuple):
    """`status`: a status or a `people` attribute; `at`: EDTF or None."""

    status: str
    population: str | None
    at: str | None


PEOPLE = CellKey("people", None, None)


class Entry(NamedTuple):
    """One figure for one cell and the readings that give it."""

    key: CellKey
    value: CountValue
    readings: tuple[Reading, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims that give the figure, sorted."""
        return tuple(sorted(r.claim.id for r in self.readings))

    @property
    def exact(self) -> int | None:
        """The figure where it is exact, else None."""
        return counts.number(self.value) if counts.is_exact(self.value) else None


class Ledger(NamedTuple):
    """Entries by cell; the sums that bind the cells; whether all were in one danger."""

    entries: tuple[Entry, ...]
    sums: tuple[Sum, ...]
    one_danger: bool = False

    @property
    def keys(self) -> tuple[CellKey, ...]:
        """Cells with a figure, in order of status, population and moment."""
        return tuple(sorted({e.key for e in self.entries}, key=_order))

    def of(self, key: CellKey) -> tuple[Entry, ...]:
        """The figures for a cell."""
        return tuple(e for e in self.entries if e.key == key)

    def variables(self) -> list[Variable]:
        """All that the sums and entries speak of."""
        found: set[Variable] = {PEOPLE, *self.keys}
        for one in self.sums:
            found |= {one.whole, *one.parts}
        return sorted(found, key=repr)


def _order(key: CellKey) -> tuple[int, str, str, str]:
    found = settings().statuses.get(key.status)
    return (found.order if found else -1, key.status, key.population or "", key.at or "")


def ledger(docket: Docket) -> Ledger:
    """The entries of an incident's head-count and their sums."""
    readings = _standing(docket)
    cells = _cells(readings)
    held: dict[tuple[CellKey, tuple[object, ...]], list[Reading]] = defaultdict(list)
    for reading in readings:
        value = reading.value
        if isinstance(value, CountValue):
            known = (counts.bounds(value), value.qualifier == "exact", value.of)
            held[cells[reading.claim.id, value.population], known].append(reading)
    entries = [
        Entry(key, value, tuple(rs))
        for (key, _), rs in held.items()
        if isinstance(value := rs[0].value, CountValue)
    ]
    entries += _whole_group(docket, entries)
    entries.sort(key=lambda e: (_order(e.key), counts.bounds(e.value).low, e.claims))
    everyone = _counts_everyone(docket.linked.type)
    sums = tuple(_sums([e.key for e in entries], everyone))
    return Ledger(tuple(entries), sums, _one_danger(docket.linked.type))


def _counts_everyone(type_name: str) -> frozenset[str]:
    found = [t for t in load_types() if t.name == type_name]
    return frozenset(found[0].counts_everyone) if found else frozenset()


def _one_danger(type_name: str) -> bool:
    """Whether incidents of a type put everybody there in one danger, as a wreck does."""
    found = [t for t in load_types() if t.name == type_name]
    return bool(found) and not _DANGERS.isdisjoint(found[0].events)


def _standing(docket: Docket) -> list[Reading]:
    found = []
    for group in groups(docket):
        if group.attribute not in HEADCOUNT_ATTRIBUTES:
            continue
        figures, _ = wholes([r for r in group.held if _has_number(r) and not _is_partial_sum(r)])
        only = group._replace(held=tuple(figures))
        gone = {r.old.claim.id for r in replacements(docket, only, COUNTS) if r.why != TOLL_MOVED}
        found += [r for r in only.held if r.claim.id not in gone]
    return found


def _has_number(reading: Reading) -> bool:
    return isinstance(reading.value, CountValue) and counts.number(reading.value) is not None


def _is_partial_sum(reading: Reading) -> bool:
    """A lower bound that is a sum of parts: the cells of the parts say as much."""
    told, read_as = reading.claim.value, reading.value
    if not isinstance(told, CountValue) or not isinstance(read_as, CountValue):
        return False
    return told.population != read_as.population and read_as.high is None


def _whole_group(docket: Docket, entries: Sequence[Entry]) -> list[Entry]:
    """As "guards sent the group back": an event without a number that the whole group underwent.

    It counts as many people as its report gives for the group; it rests on both claims.
    """
    phrases = "|".join(words("cues")["whole_group"])
    found: list[Entry] = []
    for claim in docket.claims:
        status = _status_told(claim)
        at = docket.event_day(claim)
        group = _group_of(claim.report, entries)
        if status is None or at is None or group is None:
            continue
        key = CellKey(status, None, at)
        known = any(e.key == key for e in (*entries, *found))
        if not known and re.search(rf"\b(?:{phrases})\b", claim.evidence.quote.casefold()):
            found.append(Entry(key, group.value, (read(docket, claim), *group.readings)))
    return found


def _status_told(claim: Claim) -> str | None:
    if claim.attribute != "event" or not isinstance(claim.value, CategoryValue):
        return None
    if (claim.stance, claim.factuality) != ("asserts", "happened"):
        return None
    status = status_of_kind().get(claim.value.value)
    return status if status in HEADCOUNT_ATTRIBUTES else None


def _group_of(report: str, entries: Sequence[Entry]) -> Entry | None:
    """The one exact figure that a report gives for the group; others may be parts of it."""
    mine = [
        e
        for e in entries
        if e.key == PEOPLE and e.exact and any(r.claim.report == report for r in e.readings)
    ]
    whole = max(mine, key=lambda e: e.exact or 0, default=None)
    if whole is None or any(e is not whole and e.value.of != whole.exact for e in mine):
        return None
    return whole


def _cells(readings: Sequence[Reading]) -> dict[tuple[str, str | None], CellKey]:
    """The cell of each claim as read for a population, since a part may also bear the whole.

    A coarser or unknown moment joins the one finer moment it allows, unless there only a part of a
    larger group is told, and in another number: then it may tell of any other day.
    """
    at: dict[tuple[str, str | None], set[str | None]] = defaultdict(set)
    told: dict[tuple[str, str | None, str | None], set[int | None]] = defaultdict(set)
    for reading in readings:
        at[_slot(reading)].add(reading.moment)
        told[*_slot(reading), reading.moment].add(_part(reading))
    found = {}
    for reading in readings:
        slot = _slot(reading)
        moment = _finest(reading.moment, at[slot])
        parts = told[*slot, moment]
        apart = (
            moment != reading.moment
            and None not in parts
            and counts.number_of(reading.value) not in parts
        )
        found[reading.claim.id, slot[1]] = CellKey(*slot, reading.moment if apart else moment)
    return found


def _part(reading: Reading) -> int | None:
    """The number of a figure that is told as a part of a larger group; None for any other."""
    value, number = reading.value, counts.number_of(reading.value)
    whole = value.of if isinstance(value, CountValue) else None
    return number if whole is not None and number is not None and number < whole else None


def _slot(reading: Reading) -> tuple[str, str | None]:
    value = reading.value
    return reading.claim.attribute, value.population if isinstance(value, CountValue) else None


def _finest(moment: str | None, others: Iterable[str | None]) -> str | None:
    mine = days_of(moment)
    spans = {o: days_of(o) for o in others if o is not None}
    inside = [o for o, s in spans.items() if s and (mine is None or _finer(s, mine))]
    finest = [o for o in inside if not any(_finer(spans[p], spans[o]) for p in inside if p != o)]
    return finest[0] if len(finest) == 1 else moment


def _finer(one: Days | None, other: Days | None) -> bool:
    return one is not None and other is not None and one.length < other.length and one.meets(other)


def assertions(entries: Sequence[Entry]) -> list[Assertion]:
    """What each entry says of the variables; "10 of 14" also bounds the whole."""
    found = []
    for entry in entries:
        limits = counts.bounds(entry.value)
        whole = entry.value.of
        says: list[tuple[Variable, int, int | None]] = [(entry.key, limits.low, limits.high)]
        if whole is not None:
            says.append((entry.key, 0, whole))
            if entry.key.population is None and entry.key != PEOPLE:
                says.append((PEOPLE, whole, None))
        found.append(Assertion(tuple(says)))
    return found


def _sums(keys: Sequence[CellKey], everyone: frozenset[str]) -> list[Sum]:
    statuses = settings().statuses
    of_whole = sorted(
        {k for k in keys if k.population is None and k.status in statuses}, key=_order
    )
    found = [Sum(PEOPLE, (k,)) for k in of_whole if k.status not in everyone]
    found += _compositions()
    for key in of_whole:
        parts = [
            k for k in keys if k.population in _SUMMED and (k.status, k.at) == (key.status, key.at)
        ]
        found.append(Sum(key, tuple(dict.fromkeys(parts))))
    for moment in sorted({k.at for k in of_whole if k.at is not None}):
        here = [k for k in of_whole if k.at == moment and k.status not in everyone]
        found += _classes(moment, here)
    found += _growing(of_whole)
    return [s for s in found if s.parts]


def _compositions() -> list[Sum]:
    parts = {p: CellKey(f"people.{p}", None, None) for p in PARTS}
    return [
        Sum(PEOPLE, tuple(parts[p] for p in _SUMMED)),
        Sum(parts["children"], (parts["infants"],)),
        Sum(PEOPLE, (parts["family"],)),
    ]


def _classes(moment: str, here: Sequence[CellKey]) -> list[Sum]:
    """At one moment, the classes that end a journey never sum above the whole."""
    statuses = settings().statuses
    by_class: dict[str, list[CellKey]] = defaultdict(list)
    for key in here:
        if statuses[key.status].end:
            by_class[statuses[key.status].kind].append(key)
    tops = {name: CellKey(f"class:{name}", None, moment) for name in sorted(by_class)}
    found = [Sum(tops[name], (key,)) for name in sorted(by_class) for key in by_class[name]]
    return [*found, Sum(PEOPLE, tuple(tops.values()))]


def _growing(keys: Sequence[CellKey]) -> list[Sum]:
    """What never falls with time: the earlier figure is a part of the later one."""
    found = []
    for status, rule in settings().statuses.items():
        if not rule.grows:
            continue
        dated = [(days, k) for k in keys if k.status == status and (days := days_of(k.at))]
        dated.sort(key=lambda d: (d[0].low, d[0].high))
        found += [
            Sum(later, (earlier,)) for (a, earlier), (b, later) in pairwise(dated) if a.high < b.low
        ]
    return found
