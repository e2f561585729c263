"""Which figures of a head-count stand for their reports, and which are set aside.

Invariant: a figure is set aside only for another figure, or because its words single a person out;
it stays among the claims of the finding. Figures of two speakers that differ stay apart.
"""

from collections.abc import Callable, Sequence

import msgspec

from caseweave.model import Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.partial import names_only, tells_another
from caseweave.reconcile.readings import Reading, in_own_voice, size
from caseweave.reconcile.totals import Split, as_first_read, of_this_incident, own_totals
from caseweave.reconcile.ways import Ways, calls_hurt

Step = Callable[[Sequence[Reading]], Split]


def tallies(docket: Docket, held: Sequence[Reading], ways: Ways) -> Split:
    """The figures that stand for their reports, and those that are set aside.

    `held`: the readings of one head-count.
    """
    steps: tuple[Step, ...] = (
        lambda told: of_this_incident(docket, told, ways),
        lambda told: as_first_read(docket, told),
        lambda told: _without_the_named(_as_told(told, ways), ways),
        lambda told: _without_the_dead(docket, told),
        lambda told: own_totals(docket, told, ways),
        _largest_of_each,
    )
    figures, aside = list(held), []
    for step in steps:
        figures, others = step(figures)
        aside += others
    return figures, aside


def _as_told(held: Sequence[Reading], ways: Ways) -> list[Reading]:
    """Bounds read as told where no count names all, or where another tells the same number."""
    told = [r for r in held if _is_as_told(r) and not _is_single(r) and not ways.of(r).wide]
    return [_told_beside(r, told) if told else _restored(r) for r in held]


def _restored(reading: Reading) -> Reading:
    return reading if _is_sum(reading) else reading._replace(value=reading.claim.value)


def _told_beside(reading: Reading, told: Sequence[Reading]) -> Reading:
    """A reading beside those that tell of all."""
    if not (_is_sum(reading) or _is_single(reading)) or not _is_sure(reading):
        return reading
    if size(reading) == 1:
        same = {size(r) for r in told} == {1}
    else:
        same = any(_is_exact(r) and size(r) == size(reading) for r in told)
    return _exactly(reading) if same else reading


def _is_sure(reading: Reading) -> bool:
    """Whether the words of a bound are no bound themselves ("at least three", "another man")."""
    told = counts.count_of(reading.claim.value)
    sure = counts.is_exact(told) or _is_single(reading)
    return sure and not tells_another(reading.claim.evidence.quote)


def _exactly(reading: Reading) -> Reading:
    n = size(reading)
    fields = {"low": n, "best": n, "high": n, "qualifier": "exact"}
    return reading._replace(value=msgspec.structs.replace(_count(reading), **fields))


def _is_as_told(reading: Reading) -> bool:
    return (_is_sum(reading) and _is_exact(reading)) or reading.value == reading.claim.value


def _is_sum(reading: Reading) -> bool:
    """Whether the reading adds up parts ("one man and two women"): its claim tells of one part."""
    told = reading.claim.value
    return isinstance(told, CountValue) and told.population != _count(reading).population


def _is_exact(reading: Reading) -> bool:
    return counts.is_exact(_count(reading))


def _is_single(reading: Reading) -> bool:
    """Whether the words single one person out of more ("Ada Moor died")."""
    if size(reading) != 1 or _is_exact(reading):
        return False
    return not _is_as_told(reading) or names_only(reading.claim.evidence.quote)


def _without_the_named(held: Sequence[Reading], ways: Ways) -> Split:
    """Single persons are no figures where any figure is given."""
    figures = [r for r in held if not _is_single(r)]
    if all(ways.of(r).wide for r in figures):
        return list(held), []
    return figures, [r for r in held if _is_single(r)]


def _largest_of_each(held: Sequence[Reading]) -> Split:
    """The largest figure of an origin in a report, and of the report where nobody else is cited."""
    largest: dict[tuple[object, ...], int] = {}
    for reading in held:
        for slot in (_slot(reading), _page(reading)):
            largest[slot] = max(largest.get(slot, 0), size(reading))
    figures = [r for r in held if size(r) == largest[_page(r) if in_own_voice(r) else _slot(r)]]
    return figures, [r for r in held if r not in figures]


def _slot(reading: Reading) -> tuple[object, ...]:
    return (*_page(reading), reading.origin)


def _page(reading: Reading) -> tuple[object, ...]:
    claim = reading.claim
    population = reading.value.population if isinstance(reading.value, CountValue) else None
    return claim.attribute, population, reading.moment, claim.report


def _count(reading: Reading) -> CountValue:
    return counts.count_of(reading.value)


def _without_the_dead(docket: Docket, held: Sequence[Reading]) -> Split:
    """As "four were hit, one died, three were hurt": the four are no count of the hurt."""
    pages: dict[str, list[Reading]] = {}
    for reading in held:
        if reading.claim.attribute == "injured":
            pages.setdefault(reading.claim.report, []).append(reading)
    deaths = _deaths(docket) if pages else {}
    hit = {
        r.claim.id
        for report, hurt in pages.items()
        for r in _everyone_hit(docket, hurt, deaths.get(report, ()))
    }
    return [r for r in held if r.claim.id not in hit], [r for r in held if r.claim.id in hit]


def _deaths(docket: Docket) -> dict[str, list[Claim]]:
    """What each report tells of the dead as fact."""
    found: dict[str, list[Claim]] = {}
    for claim in docket.claims:
        if (claim.stance, claim.factuality, claim.attribute) == ("asserts", "happened", "dead"):
            found.setdefault(claim.report, []).append(claim)
    return found


def _everyone_hit(docket: Docket, hurt: Sequence[Reading], dead: Sequence[Claim]) -> list[Reading]:
    """The figures of a report that are those of its dead and of its hurt together."""
    told = [r for r in hurt if _is_as_told(r)]
    exact = {size(r) for r in told if _is_exact(r)}
    apart = {size(r) for r in told if _is_told_apart(docket, r, told, dead)}
    numbers = {n for c in dead if (n := counts.number_of(c.value))}
    return [r for r in hurt if size(r) not in apart and any(size(r) - n in exact for n in numbers)]


def _is_told_apart(
    docket: Docket, reading: Reading, hurt: Sequence[Reading], dead: Sequence[Claim]
) -> bool:
    """Whether the words call a figure one of the hurt, beside a figure of the dead.

    As "one died and four others were hurt", where the sentence does not tell three of the hurt.
    """
    sentence = docket.sentence(reading.claim)
    beside = [c for c in dead if docket.sentence(c) == sentence]
    if not beside or not calls_hurt(docket, reading.claim):
        return False
    near = {size(r) for r in hurt if docket.sentence(r.claim) == sentence}
    return any(
        counts.number(c.value) and size(reading) - (counts.number(c.value) or 0) not in near
        for c in beside
        if isinstance(c.value, CountValue) and c.value.of is None
    )
