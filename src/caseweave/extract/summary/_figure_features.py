"""The named features of a pair of figures, killed and injured, that a report may be telling.

Each feature holds or does not. Invariant: a pair has the features of its two figures, each named
by its status, and those of both together; nothing depends on what a word names but its status.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.casualties import apart
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.summary._figure_signs import STATUSES
from caseweave.extract.summary._figure_witnesses import (
    MOST,
    Told,
    Witness,
    combined,
    victims,
    witnesses,
)
from caseweave.extract.summary._standing import Standing
from caseweave.model import Report

# The witnesses of figures, by name; the same for each status.
WITNESSES = (
    "number_title",
    "number_lead",
    "number_body",
    "number_again",
    "number_first",
    "single_title",
    "single_lead",
    "single_body",
    "back",
    "single_often",
    "sum_lead",
    "sum_body",
    "names",
    "ages",
    "called",
    "others_and_one",
    "and_attackers",
    "background",
    "elsewhere",
    "chosen",
    "chosen_of_all",
)
# Signs that speak for or against nobody having a status.
SIGNS = (
    "dead_title",
    "dead_lead",
    "dead_body",
    "dead_often",
    "dead_event_ahead",
    "injured_title",
    "injured_lead",
    "injured_body",
    "hit_lead",
    "tried_dead",
    "mortuary",
    "recovering",
    "recovering_often",
    "own_hand",
    "court",
)
# How a figure stands to others and to what the report speaks of.
SIZES = (
    "nobody",
    "one",
    "one_of_several",
    "several_together",
    "at_least_four",
    "larger_told",
)
PAIR = (
    "nobody",
    "one_person",
    "both",
    "same",
    "hit_is_both",
    "victims_are_both",
    "hit_is_injured",
    "others_injured",
    "apart",
    "not_apart",
    "both_chosen",
    "one_each",
    "one_fate",
)
_DEATH_TOLD = {"dead_title", "dead_lead"}
NAMES = (
    *(f"{s}.{n}" for s in STATUSES for n in (*WITNESSES, *SIGNS, *SIZES)),
    *(f"pair.{n}" for n in PAIR),
)


class Reading(msgspec.Struct, frozen=True):
    """What a report offers: for each status its figures with their witnesses, and its signs.

    `hit`: numbers of people hit, of whom some may have died; `victims`: of people of whom it is not
    said what befell them; `others`: of people hurt beside those told; `apart`: whether the people
    told as hurt one by one are others than the dead; `chosen`: the people layer's pair; `one_fate`:
    whether a death is told ahead and somebody hit, who may be the same.
    """

    offers: dict[str, dict[int, tuple[Witness, ...]]]
    signs: frozenset[str]
    hit: frozenset[int]
    victims: frozenset[int]
    others: frozenset[int]
    apart: bool
    chosen: tuple[int, ...]
    one_fate: bool


def reading(
    told: Mapping[str, Told], main: Sequence[PeopleCount], signs: frozenset[str], report: Report
) -> Reading:
    """The figures on offer; nobody is always one, and one person where a word tells of harm."""
    found: dict[str, dict[int, list[Witness]]] = {s: defaultdict(list) for s in STATUSES}
    standing, held = Standing.of(report), victims(main)
    given = [(s, w) for s in STATUSES for w in witnesses(told[s], standing, report.text)]
    for status, witness in [*given, *combined(told, held)]:
        if 0 <= witness.figure <= MOST:
            found[status][witness.figure].append(witness)
    for status in STATUSES:
        found[status].setdefault(0, [])
        if any(s.startswith((status, "hit_")) for s in signs):
            found[status].setdefault(1, [])
    hurt = [c for c in told["injured"].ours if not c.individual and not c.background]
    return Reading(
        offers={s: {f: tuple(w) for f, w in sorted(of.items())} for s, of in found.items()},
        signs=signs,
        hit=frozenset(c.best or 0 for c in hurt if c.hint_word in lexicon().words["hit"]),
        victims=frozenset(c.best or 0 for c in held),
        others=frozenset(c.best or 0 for c in hurt if c.reference in {"other", "more"}),
        one_fate=bool(signs & _DEATH_TOLD) and bool(found["injured"].get(1)),
        chosen=tuple((c.best or 0) if (c := told[s].chosen) else 0 for s in STATUSES),
        apart=apart(told["injured"].ours, told["dead"].ours),
    )


def pairs(read: Reading) -> list[tuple[int, int]]:
    """Every pair of a figure killed and a figure injured."""
    return [(k, i) for k in read.offers["dead"] for i in read.offers["injured"]]


def features(read: Reading) -> list[frozenset[str]]:
    """The names of the features that hold of each of the `pairs`."""
    own = {
        (s, f): frozenset(f"{s}.{n}" for n in _of_figure(read, s, f))
        for s in STATUSES
        for f in read.offers[s]
    }
    return [
        own["dead", k] | own["injured", i] | {f"pair.{n}" for n in _of_pair(read, k, i)}
        for k, i in pairs(read)
    ]


def _of_figure(read: Reading, status: str, figure: int) -> Iterator[str]:
    witnessed = {w.name for w in read.offers[status][figure]}
    yield from sorted(witnessed.intersection(WITNESSES))
    signs = read.signs
    if figure == 0:
        yield "nobody"
        yield from sorted(signs.intersection(SIGNS))
    sizes = {
        "one": figure == 1,
        "one_of_several": figure == 1 and "several" in signs,
        "several_together": figure > 1 and "together_title" in signs,
        "at_least_four": figure >= 4,
        "larger_told": _larger_told(read, status, figure),
    }
    yield from (name for name, holds in sizes.items() if holds)


def _larger_told(read: Reading, status: str, figure: int) -> bool:
    """Whether title or lead tell a larger number."""
    told = {w.name for f, held in read.offers[status].items() if f > figure for w in held}
    return bool(told & {"number_title", "number_lead", "sum_lead"})


def _of_pair(read: Reading, killed: int, injured: int) -> Iterator[str]:
    both = killed > 0 and injured > 0
    tests = {
        "nobody": killed + injured == 0,
        "one_person": killed + injured == 1,
        "both": both,
        "same": both and killed == injured,
        "hit_is_both": killed > 0 and killed + injured in read.hit,
        "victims_are_both": killed + injured in read.victims,
        "hit_is_injured": both and injured in read.hit,
        "others_injured": both and injured in read.others,
        "apart": both and read.apart,
        "both_chosen": read.chosen == (killed, injured),
        "one_fate": killed == 1 and injured == 0 and read.one_fate,
        "one_each": killed == injured == 1,
        "not_apart": both and injured == 1 and not read.apart,
    }
    yield from (name for name, holds in tests.items() if holds)
