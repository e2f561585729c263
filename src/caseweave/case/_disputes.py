"""Figures that cannot hold together, under the number they dispute, in as few lines as they need.

Invariant: every smallest contradictory set of the head-count is told in exactly one line, which
names its figures and rests on its claims; sets that share a figure may share a line.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from caseweave.case._note import Note
from caseweave.case._words import day_words, label_words, number_words, status_words, value_words
from caseweave.model import Cell, Claim, CountValue, Finding, HeadCountConflict, Incident

_FEWEST = 2  # sets that are worth one line


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """The sets of figures that cannot hold together for one head-count, under one heading."""

    about: str
    title: str
    sets: tuple[Note, ...]


class _Figure(NamedTuple):
    """A figure of the ledger: its cell, the most that it speaks of, its words."""

    cell: tuple[str, str | None, str | None]
    size: int
    words: str


def disputes(incident: Incident, claims: Iterable[Claim] = ()) -> tuple[Dispute, ...]:
    """Every smallest contradictory set, those of one head-count under one heading.

    The heading with most sets comes first; nothing is left out. With the `claims` of the incident,
    sets that share a figure are told in one line; without them each set has its own.
    """
    grouped: dict[str, list[HeadCountConflict]] = {}
    for one in incident.headcount.conflicts:
        grouped.setdefault(one.about or "people", []).append(one)
    found = {(f.attribute, f.population): f for f in incident.findings}
    figures = _figures(incident, {c.id: c for c in claims if c.incident == incident.id})
    return tuple(
        Dispute(about=about, title=_title(about, found), sets=tuple(_lines(sets, figures)))
        for about, sets in sorted(grouped.items(), key=lambda g: (-len(g[1]), g[0]))
    )


def _title(about: str, found: Mapping[tuple[str, str | None], Finding]) -> str:
    finding = found.get((about, None))
    label = label_words(about)
    if finding is None or finding.low is None or finding.low == finding.high:
        return label
    return f"{label}: {number_words(finding.low, finding.high)}"


def _lines(sets: Sequence[HeadCountConflict], figures: Mapping[str, _Figure]) -> Iterator[Note]:
    pairs = [s for s in sets if len(s.claims) == 2 and all(c in figures for c in s.claims)]
    same = [s for s in pairs if len({figures[c].cell for c in s.claims}) == 1]
    for cell in sorted({figures[s.claims[0]].cell for s in same}, key=repr):
        here = [s for s in same if figures[s.claims[0]].cell == cell]
        yield from _rivals_of_one_cell(here, figures)
    yield from _around_one_figure([s for s in pairs if s not in same], figures)
    for one in sets:
        if one not in pairs:
            yield Note(words=one.because, claims=one.claims)


def _rivals_of_one_cell(
    sets: Sequence[HeadCountConflict], figures: Mapping[str, _Figure]
) -> Iterator[Note]:
    if len(sets) < _FEWEST:
        yield from (Note(words=s.because, claims=s.claims) for s in sets)
        return
    ids = tuple(sorted({c for s in sets for c in s.claims}, key=lambda c: (figures[c], c)))
    told = _listed([figures[c].words for c in ids])
    yield Note(
        words=f"{told} are figures for the same people at the same moment: not all can hold.",
        claims=ids,
    )


def _around_one_figure(
    sets: Sequence[HeadCountConflict], figures: Mapping[str, _Figure]
) -> Iterator[Note]:
    """The figure that most sets share first, with all that it cannot hold together with."""
    left = list(sets)
    while left:
        often = Counter(c for s in left for c in s.claims)
        hub = min(often, key=lambda c: (-often[c], figures[c].size, figures[c].words, c))
        here = [s for s in left if hub in s.claims]
        left = [s for s in left if s not in here]
        if len(here) < _FEWEST:
            yield from (Note(words=s.because, claims=s.claims) for s in here)
            continue
        others = [c for s in here for c in s.claims if c != hub]
        others = sorted(set(others), key=lambda c: (figures[c].size, figures[c].words, c))
        words = f"{figures[hub].words} cannot hold together with any of these: "
        words += "; ".join(dict.fromkeys(figures[c].words for c in others))
        if all(figures[c].size > figures[hub].size for c in others):
            words += ". Each tells of more people"
        yield Note(words=f"{words}.", claims=(hub, *others))


def _figures(incident: Incident, claims: Mapping[str, Claim]) -> dict[str, _Figure]:
    """The figure that each claim gives, where it is known which cell it stands in."""
    names = {c: o.name for o in incident.origins for c in o.claims}
    found = {}
    for cell in incident.headcount.cells:
        mine = [claims[c] for c in cell.claims if c in claims]
        for claim in mine if cell.scenario is None else ():
            value = claim.value
            if not isinstance(value, CountValue) or claim.attribute != cell.status:
                continue
            if value.population == cell.population:
                who = sorted({names[c.id] for c in mine if c.id in names and _alike(c, value)})
                words = f"{_said(value, cell)} ({_listed(who or ['nobody named'])})"
                key = (cell.status, cell.population, cell.at)
                found[claim.id] = _Figure(key, _size(value), words)
    return found


def _alike(claim: Claim, value: CountValue) -> bool:
    other = claim.value
    known = (value.low, value.best, value.high, value.qualifier, value.of, value.population)
    return isinstance(other, CountValue) and known == (
        other.low,
        other.best,
        other.high,
        other.qualifier,
        other.of,
        other.population,
    )


def _size(value: CountValue) -> int:
    return max(value.best or value.low or 0, value.of or 0)


def _said(value: CountValue, cell: Cell) -> str:
    """As "16 of 17 detained on 29 February 2031", "5 women detained"."""
    number = value_words(msgspec.structs.replace(value, population=None))
    people = cell.status.split(".")
    name = people[-1] if people[0] == "people" else status_words(cell.status)
    name = f"{cell.population} {name}" if cell.population else name
    if not cell.at:
        return f"{number} {name}"
    when = day_words(cell.at)
    if " to " in when:
        return f"{number} {name} between {when.replace(' to ', ' and ', 1)}"
    one_day = when[:1].isdigit() and " " in when
    return f"{number} {name} {'on' if one_day else 'in'} {when}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
