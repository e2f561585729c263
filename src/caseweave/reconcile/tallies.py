"""Which figures of a report are its own total, and which are parts of it or count more people.

Invariant: a figure is set aside only for another figure of the same report, of the same moment, or
because its words single a person out; it stays among the claims of the finding. Figures of two
speakers that differ stay apart.
"""

from collections.abc import Iterable, Sequence

from caseweave.model import Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.readings import Reading

Split = tuple[list[Reading], list[Reading]]


def tallies(held: Sequence[Reading], deaths: Iterable[Claim]) -> Split:
    """The figures that stand for their reports, and those that are set aside.

    `held`: the readings of one head-count; `deaths`: claims of deaths, as those hit are the dead
    and the hurt together.
    """
    figures, named = _without_the_named(_as_told(held))
    hurt, everyone_hit = _without_the_dead(figures, deaths)
    totals, parts = _largest_of_each(hurt)
    return totals, [*named, *everyone_hit, *parts]


def _as_told(held: Sequence[Reading]) -> list[Reading]:
    """Bounds read as told where no count names all, or where another tells the same number."""
    whole = {counts.number(counts.count_of(r.value)) for r in held if _is_as_told(r)}
    return [
        r._replace(value=r.claim.value)
        if not _is_sum(r) and (not whole or (_is_single(r) and whole == {1}))
        else r
        for r in held
    ]


def _is_as_told(reading: Reading) -> bool:
    return _is_sum(reading) or reading.value == reading.claim.value


def _is_sum(reading: Reading) -> bool:
    """Whether the reading adds up parts ("one man and two women"): its claim tells of one part."""
    told = reading.claim.value
    return (
        isinstance(told, CountValue)
        and told.population != counts.count_of(reading.value).population
    )


def _is_single(reading: Reading) -> bool:
    """Whether the words single one person out of more ("Ada Moor died")."""
    return counts.number(counts.count_of(reading.value)) == 1 and not _is_as_told(reading)


def _without_the_named(held: Sequence[Reading]) -> Split:
    """Single persons are no figures where any figure is given."""
    figures = [r for r in held if not _is_single(r)]
    return (figures, [r for r in held if _is_single(r)]) if figures else (list(held), [])


def _largest_of_each(held: Sequence[Reading]) -> Split:
    """The largest figure of an origin in a report, and of the report where nobody else is cited."""
    largest: dict[tuple[object, ...], int] = {}
    for reading in held:
        for slot in (_slot(reading), _page(reading)):
            largest[slot] = max(largest.get(slot, 0), _size(reading))
    figures = [r for r in held if _size(r) == largest[_page(r) if _is_own_voice(r) else _slot(r)]]
    return figures, [r for r in held if r not in figures]


def _slot(reading: Reading) -> tuple[object, ...]:
    return (*_page(reading), reading.origin)


def _page(reading: Reading) -> tuple[object, ...]:
    claim = reading.claim
    population = reading.value.population if isinstance(reading.value, CountValue) else None
    return claim.attribute, population, reading.moment, claim.report


def _is_own_voice(reading: Reading) -> bool:
    """An outlet's breakdown of a total that it cites is no rival of that total."""
    return len(reading.claim.attribution) <= 1


def _size(reading: Reading) -> int:
    return counts.number(counts.count_of(reading.value)) or 0


def _without_the_dead(held: Sequence[Reading], deaths: Iterable[Claim]) -> Split:
    """As "four were hit, one died, three were hurt": the four are no count of the hurt."""
    dead: dict[str, set[int]] = {}
    for claim in deaths:
        if isinstance(claim.value, CountValue) and (n := counts.number(claim.value)):
            dead.setdefault(claim.report, set()).add(n)
    sizes: dict[str, set[int]] = {}
    for reading in held:
        if _is_as_told(reading):
            sizes.setdefault(reading.claim.report, set()).add(_size(reading))
    hit = [
        r
        for r in held
        if r.claim.attribute == "injured"
        and any(
            _size(r) - d in sizes.get(r.claim.report, ()) for d in dead.get(r.claim.report, ()) if d
        )
    ]
    return [r for r in held if r not in hit], hit
