"""Whether two counted phrases can speak of the same people, by noun, number and role.

Invariant: symmetric in nouns; an unknown noun (elided) is compatible with every noun.
"""

from functools import lru_cache

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.lexicon import is_demonym, singulars
from caseweave.lang import profile

_SMALL = 5
_NAMES = ("movers", "attackers", "anaphors")


@lru_cache(maxsize=4)
def _families(language: str) -> dict[str, str]:
    table = profile(language, "people")["families"]
    return {word: name for name in _NAMES for word in table[name]}


def family(noun: str | None, language: str = "en") -> str | None:
    """The family of nouns that can stand for one another; a noun outside is its own family."""
    if noun is None:
        return None
    table = _families(language)
    for form in singulars(noun):
        if form in table:
            return table[form]
    if is_demonym(noun):
        return "movers"
    return singulars(noun)[-1]


def same_nouns(a: str | None, b: str | None) -> bool:
    """Whether two nouns (None: elided) can name the same people."""
    if a is None or b is None:
        return True
    if _same_sex(a, b):
        return True
    one, two = family(a), family(b)
    return one == two or "anaphors" in {one, two}


def _same_sex(a: str, b: str) -> bool:
    """Whether "the men" may be fishermen or policemen, "the women" policewomen."""
    one, two = singulars(a), singulars(b)
    return any(
        x == sex and y != x and y.endswith(sex) and not y.endswith("wo" + sex)
        for sex in ("man", "woman")
        for x, y in ((one[-1], two[-1]), (two[-1], one[-1]))
    )


def same_value(a: PeopleCount, b: PeopleCount) -> bool:
    """Whether one figure lies within the other's bounds ("about 10" and "the 10")."""
    if a.best is None or b.best is None:
        return False
    if a.best == b.best:
        return True
    return _within(a.best, b) or _within(b.best, a)


def _within(best: int, other: PeopleCount) -> bool:
    if other.qualifier not in {"about", "range"} or other.low is None or other.high is None:
        return False
    return other.low <= best <= other.high


def same_role(a: PeopleCount, b: PeopleCount) -> bool:
    """Same population, and no two different parts, peoples or sexes."""
    parts = a.group is None or b.group is None or a.group == b.group
    peoples = a.nationality is None or b.nationality is None or a.nationality == b.nationality
    return a.population == b.population and parts and peoples


def corefer(new: PeopleCount, old: PeopleCount) -> bool:
    """Whether `new` can restate `old`: same figure, role and nouns; small numbers need more."""
    if not (same_value(new, old) and same_role(new, old)):
        return False
    if new.reference in {"other", "more", "included"} or old.best is None:
        return False
    if new.definite and new.group is not None and new.group == old.group:
        return True
    if new.definite:
        return same_nouns(new.noun, old.noun) or new.nationality == old.nationality is not None
    if not same_nouns(new.noun, old.noun):
        return False
    # Nothing but the figure in common: the same must have happened to both.
    vague = new.noun is None or old.noun is None or new.members or old.members
    if vague and not set(new.hints) & set(old.hints):
        return False
    if old.best >= _SMALL:
        return True
    named = new.nationality is not None and new.nationality == old.nationality
    return named or (new.noun is not None and new.noun == old.noun)
