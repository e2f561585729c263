"""Pairs that cannot be one incident, whatever their score; an analyst may still say they are.

Reports disagree: 13, 11 and "10 of 14" may be the same people. Only gross mismatch counts here.
"""

from caseweave.link.compare import TELLING, Facts, different_victims
from caseweave.link.figures import group_size
from caseweave.link.score import Limits


def impossible(facts: Facts, limits: Limits) -> str | None:
    """Why the pair cannot be one incident, as an English clause; None where it can."""
    if facts.copied:
        return None
    tests = (_dates, _countries, _counts, _victims)
    return next((why for test in tests if (why := test(facts, limits)) is not None), None)


def _dates(f: Facts, limits: Limits) -> str | None:
    if f.day_gap is not None and f.day_gap > limits.days:
        return f"their dates are {f.day_gap} days apart"
    if limits.days_before is not None and f.before > limits.days_before:
        return f"one report came out {f.before} days before what the other tells"
    return None


def _countries(f: Facts, limits: Limits) -> str | None:
    """Towns far apart in countries that neither shares: a country alone is too easily misread.

    So is a town that has namesakes: where one names the other's place, nothing is impossible.
    """
    if f.km is None or f.km <= limits.km or f.shared_countries or f.told or _namesakes(f):
        return None
    return (
        f"they share no country ({', '.join(f.a.countries)}; {', '.join(f.b.countries)}) "
        f"and their places lie {f.km:.0f} km apart"
    )


def _namesakes(f: Facts) -> bool:
    """Whether both name a town alike that was found in different countries."""
    here = {p.name.lower() for p in f.a.places if p.fine}
    return any(p.name.lower() in here for p in f.b.places if p.fine)


def _counts(f: Facts, limits: Limits) -> str | None:
    """Groups of very different size; where both give one figure alike, a crowd may be beside it."""
    if f.size is None or f.same_counts:
        return None
    if f.part_gap == 0 and f.shared_places:
        return None  # one day and one place: a part may stand for the whole
    small, large = f.size
    if small < TELLING:
        return None  # one or two of many may be all that a report tells of
    if large > limits.ratio * small and large - small > limits.excess:
        return f"{small} and {large} people cannot be the same group"
    return None


def _victims(f: Facts, _: Limits) -> str | None:
    """Different named victims, where one of the two names as many people as it counts."""
    if not different_victims(f.a, f.b):
        return None
    for p in (f.a, f.b):
        counted = group_size(p) or max((c.low for c in p.counts), default=0)
        if 0 < counted <= len(p.victims):
            return (
                f"they name different victims ({', '.join(f.a.victims[:3])}; "
                f"{', '.join(f.b.victims[:3])})"
            )
    return None
