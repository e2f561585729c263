"""Pairs that cannot be one incident, whatever their score; an analyst may still say they are.

Reports disagree: 13, 11 and "10 of 14" may be the same people. Only gross mismatch counts here.
"""

from caseweave.link.compare import Facts, group_size, shared_names
from caseweave.link.score import Limits


def impossible(facts: Facts, limits: Limits) -> str | None:
    """Why the pair cannot be one incident, as an English clause; None where it can."""
    if facts.b.report in facts.a.copies or facts.a.report in facts.b.copies:
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
    """Towns far apart in countries that neither shares: a country alone is too easily misread."""
    if f.km is None or f.km <= limits.km or f.shared_countries:
        return None
    return (
        f"they share no country ({', '.join(f.a.countries)}; {', '.join(f.b.countries)}) "
        f"and their places lie {f.km:.0f} km apart"
    )


def _counts(f: Facts, limits: Limits) -> str | None:
    if f.size is None:
        return None
    small, large = f.size
    if large > limits.ratio * small and large - small > limits.excess:
        return f"{small} and {large} people cannot be the same group"
    return None


def _victims(f: Facts, _: Limits) -> str | None:
    """Different named victims, where one of the two names as many people as it counts."""
    if not (f.a.victims and f.b.victims) or shared_names(f.a.victims, f.b.victims):
        return None
    for p in (f.a, f.b):
        counted = group_size(p) or max((c.low for c in p.counts), default=0)
        if 0 < counted <= len(p.victims):
            return (
                f"they name different victims ({', '.join(f.a.victims[:3])}; "
                f"{', '.join(f.b.victims[:3])})"
            )
    return None
