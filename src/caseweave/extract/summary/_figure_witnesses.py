"""Which figures a report offers for a status, and what speaks for each: witnesses with a name.

Invariant: every figure is a number told, a count of people told, or a sum or difference of these;
each witness keeps the counts that it comes from.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people import casualties
from caseweave.extract.people.casualties import sentence_totals, told_by_status
from caseweave.extract.summary._figure_ages import age_of
from caseweave.extract.summary._figure_persons import Persons, persons
from caseweave.extract.summary._figure_phrases import DEAD, HIT, phrases
from caseweave.extract.summary._figure_signs import STATUSES, part_of
from caseweave.extract.summary._standing import Standing

# Larger figures are of a population.
MOST = 600
_ATTACKERS = {"suspects", "attackers"}
_ADDS = {"other", "more"}
_VICTIM, _SELF = "victim", "self"
# So often one person must be told to be told often.
_OFTEN = 4


class Witness(msgspec.Struct, frozen=True):
    """A figure, the name of what speaks for it, and the counts that this rests on."""

    figure: int
    name: str
    counts: tuple[PeopleCount, ...] = ()


OfStatus = tuple[str, Witness]


class Told(msgspec.Struct, frozen=True):
    """The counts of one status, those of the main mention and the others, in the order of the text.

    `chosen`, `chosen_of_all`: the figure that the people layer chooses among them.
    """

    ours: tuple[PeopleCount, ...]
    others: tuple[PeopleCount, ...]
    chosen: PeopleCount | None
    chosen_of_all: PeopleCount | None


def read(counts: Sequence[PeopleCount], main: Sequence[PeopleCount]) -> dict[str, Told]:
    """What is told for each status.

    `counts`: all of the report; `main`: those of its main mention.
    """
    ours, every = told_by_status(tuple(main)), told_by_status(tuple(counts))
    chosen, chosen_of_all = casualties(tuple(main)), casualties(tuple(counts))
    mine = {(c.start, c.end) for c in main}
    return {
        status: Told(
            tuple(ours.get(status, ())),
            tuple(c for c in every.get(status, ()) if (c.start, c.end) not in mine),
            chosen.get(status),
            chosen_of_all.get(status),
        )
        for status in STATUSES
    }


def witnesses(told: Told, standing: Standing, text: str) -> Iterator[Witness]:
    """What speaks for each figure of one status, by what the report tells of that status alone."""
    yield from _numbers(told.ours, standing)
    yield from _sums(told.ours, standing)
    yield from _persons(told.ours, text)
    yield from _additions(told.ours)
    yield from _elsewhere(told.others, standing)
    for name, figure in (("chosen", told.chosen), ("chosen_of_all", told.chosen_of_all)):
        if figure is not None:
            yield Witness(figure.best or 0, name, (figure,))


def _elsewhere(counts: Sequence[PeopleCount], standing: Standing) -> Iterator[Witness]:
    """What is told of another mention, which may be the same incident."""
    for count in counts:
        figure = count.best or 0
        yield Witness(figure, "elsewhere", (count,))
        if not count.individual:
            yield Witness(figure, "elsewhere_number", (count,))
        if part_of(standing, count.start) != "body":
            yield Witness(figure, "elsewhere_ahead", (count,))


def _numbers(counts: Sequence[PeopleCount], standing: Standing) -> Iterator[Witness]:
    """Each number, and each person told without one, by where it stands and how often."""
    seen: Counter[tuple[int, bool]] = Counter()
    for count in counts:
        figure, single = count.best or 0, count.individual
        if figure == 0:
            continue
        first = not single and not any(number for _, number in seen)
        seen[figure, not single] += 1
        yield Witness(figure, _standing(count, standing), (count,))
        if first:
            yield Witness(figure, "number_first", (count,))
        if seen[figure, not single] == (_OFTEN if single else 2):
            yield Witness(figure, "single_often" if single else "number_again", (count,))


def _standing(count: PeopleCount, standing: Standing) -> str:
    """Where a count stands: told of another time, referring back, or in title, lead or body."""
    if count.background:
        return "background"
    if count.individual and count.definite:
        return "back"
    return f"{'single' if count.individual else 'number'}_{part_of(standing, count.start)}"


def _sums(counts: Sequence[PeopleCount], standing: Standing) -> Iterator[Witness]:
    """Several people or parts told in one sentence."""
    for total in sentence_totals(counts):
        if len(total.members) > 1:
            part = part_of(standing, total.start)
            yield Witness(total.best or 0, "sum_lead" if part != "body" else "sum_body", (total,))
            if part == "title":
                yield Witness(total.best or 0, "sum_title", (total,))


def _persons(counts: Sequence[PeopleCount], text: str) -> Iterator[Witness]:
    """How many different people are told one by one: by name, by age, by what they are called."""
    single = [c for c in counts if c.individual and not c.background]
    named = distinct([c.name for c in single if c.name])
    aged = {a for c in single if (a := age_of(c, text)) is not None}
    called = {(c.noun, c.group) for c in single if not c.name and not c.definite and c.noun}
    for name, several in (("names", named), ("ages", aged), ("called", called)):
        if several:
            yield Witness(len(several), name, tuple(single))


def distinct(names: Sequence[str]) -> set[str]:
    """The names without those that only repeat the end of a longer one."""
    plain = {n.removesuffix("'s").removesuffix("’s").strip().lower() for n in names}
    return {n for n in plain if not any(m != n and m.endswith(f" {n}") for m in plain)}


def _additions(counts: Sequence[PeopleCount]) -> Iterator[Witness]:
    """Others beside one person; the attackers or one by their own hand beside the victims."""
    rest = [c for c in counts if not c.background]
    for count in rest:
        if count.reference in _ADDS and not count.individual and count.best:
            yield Witness((count.best or 0) + 1, "others_and_one", (count,))
    apart = [c for c in rest if c.population in _ATTACKERS or _own_hand(c)]
    victims = [c for c in rest if c not in apart and not (c.individual and c.definite)]
    if apart and victims:
        most = max(victims, key=lambda c: c.best or 0)
        most_apart = max(apart, key=lambda c: c.best or 0)
        figure = (most.best or 0) + (most_apart.best or 0)
        yield Witness(figure, "and_attackers", (most, most_apart))
        yield from _totals_and(most_apart, [c for c in rest if c not in apart])


def _totals_and(apart: PeopleCount, counts: Sequence[PeopleCount]) -> Iterator[Witness]:
    """The people of one sentence with whoever did it: "kills wife, two children, then self"."""
    for total in sentence_totals(counts):
        if not (total.individual and total.definite):
            figure = (total.best or 0) + (apart.best or 0)
            yield Witness(figure, "total_and_own", (total, apart))


def _own_hand(count: PeopleCount) -> bool:
    return count.noun is None and count.name is None and count.reference == "more"


def combined(told: Mapping[str, Told], victims: Sequence[PeopleCount]) -> Iterator[OfStatus]:
    """Figures that follow from others: six hit, or six victims, of whom two died."""
    dead = {c.best or 0 for c in told["dead"].ours if not c.background} | {1}
    hurt = [c for c in told["injured"].ours if not c.individual and not c.background]
    for count in victims:
        yield from ((s, Witness(count.best or 0, "victims", (count,))) for s in STATUSES)
    for count in (*hurt, *victims):
        for gone in sorted(dead):
            if 0 < gone < (count.best or 0):
                yield "injured", Witness((count.best or 0) - gone, "hit_less_dead", (count,))


def told_persons(told: Mapping[str, Told], text: str) -> Persons:
    """The single people whom the report tells as dead, and as hurt and living."""
    ours = [(s, c) for s in STATUSES for c in told[s].ours if not c.background]
    several = {s for s, c in ours if (c.best or 0) > 1}
    return persons([(s, c) for s, c in ours if c.individual or c.best == 1], text, several)


def counted(told: Mapping[str, Told], found: Persons) -> Iterator[OfStatus]:
    """Single people counted, in all and in one sentence, and with the most others told."""
    figures = ((found.dead, found.dead_at_once), (found.living, found.living_at_once))
    for status, (figure, at_once) in zip(STATUSES, figures, strict=True):
        ours = [c for c in told[status].ours if not c.background]
        single = tuple(c for c in ours if c.individual)
        others = [c for c in ours if not c.individual and c.reference in _ADDS]
        if figure:
            yield status, Witness(figure, "persons", single)
            yield status, Witness(at_once, "persons_at_once", single)
        if others:
            most = max(others, key=lambda c: c.best or 0)
            yield status, Witness(figure + (most.best or 0), "persons_and_others", (*single, most))


def and_own_hand(dead: Sequence[PeopleCount], found: Persons, text: str) -> Iterator[OfStatus]:
    """Those killed with whoever then turned on themselves: "killed his wife, then shot himself"."""
    if any(text[c.start : c.end].lower().endswith(_SELF) for c in dead):
        return  # they are counted as it is
    told = [t for t in sentence_totals([c for c in dead if not c.background]) if t.best]
    if told:
        most = max(told, key=lambda t: t.best or 0)
        yield "dead", Witness((most.best or 0) + 1, "and_own_hand", (most,))
    if found.dead:
        yield "dead", Witness(found.dead + 1, "persons_and_own")


def modelled(counts: Sequence[PeopleCount], standing: Standing) -> Iterator[OfStatus]:
    """Figures that the encoder read, where no rule found what befell the people."""
    for count in counts:
        if count.status_hint in STATUSES:
            at = "body" if part_of(standing, count.start) == "body" else "ahead"
            yield count.status_hint, Witness(count.best or 0, f"model_{at}", (count,))


def phrased(text: str) -> Iterator[OfStatus]:
    """Figures that phrases hold: "a triple murder" is of dead, "a double shooting" of those hit."""
    for of, figure, name in phrases(text):
        yield "dead" if of == DEAD else "injured", Witness(figure, name)
        if of == HIT and name == "multiple" and figure > 1:
            yield "injured", Witness(figure - 1, "multiple_less_one")


def victims(counts: Sequence[PeopleCount]) -> tuple[PeopleCount, ...]:
    """Numbers of victims, or of people told before, without a word of what befell them."""
    return tuple(
        c
        for c in counts
        if (c.best or 0) > 1
        and not (c.status_hint or c.individual or c.members or c.statistic or c.background)
        and (c.noun == _VICTIM or (c.noun is None and c.definite))
    )
