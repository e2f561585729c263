"""How many different single people a report tells as dead, and as hurt and living.

Each mention of one person joins the person told before whom it fits best, or is a new one.
Invariant: nobody is both dead and hurt, and two people of unlike name, age, sex or kin stay two.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

import msgspec

from caseweave.extract.layers import PeopleCount, Span
from caseweave.extract.summary._figure_ages import age_of
from caseweave.lang import profile

# How well a mention fits a person told before, best first; any fit joins them.
_SAME_NAME, _SAME_AGE, _PRONOUN, _DEFINITE, _SAME_NOUN, _NEWLY_NAMED, _OPEN = (
    10.0,
    8.0,
    5.0,
    4.0,
    3.5,
    2.5,
    2.0,
)
# What it adds that both have the same fate.
_SAME_FATE = 0.7
# Children and grown people by age, in years.
_CHILD_BELOW, _GROWN_FROM = 15, 20
_MONTHS = re.compile(r"(?:month|week|day)s?[- ]old", re.IGNORECASE)
_ADDED = {"other", "more"}


class Told(msgspec.Struct, frozen=True):
    """One mention of a single person, with what its words tell of them."""

    names: frozenset[str]
    age: str | None
    male: bool | None
    noun: str
    pronoun: bool
    own: bool
    definite: bool
    added: bool
    sentence: Span
    dead: bool


class Person(msgspec.Struct, frozen=True):
    """One person, as the mentions so far tell them."""

    names: frozenset[str] = frozenset()
    age: str | None = None
    male: bool | None = None
    nouns: frozenset[str] = frozenset()
    sentences: frozenset[Span] = frozenset()
    dead: bool = False
    hurt: bool = False
    added: bool = False


class Persons(msgspec.Struct, frozen=True):
    """How many people died, and how many were hurt and lived; of each the most in one sentence."""

    dead: int
    living: int
    dead_at_once: int
    living_at_once: int


def persons(
    given: Iterable[tuple[str, PeopleCount]], text: str, several: Collection[str] = ()
) -> Persons:
    """The people whom mentions tell of.

    `given`: counts of single people with their status, "dead" or "injured"; `several`: the statuses
    that more than one is told to have by a number, whom "the other" may be other than.
    """
    found: list[Person] = []
    ordered = sorted(given, key=lambda one: (one[1].start, one[1].end, one[0]))
    mentions = [_told(count, status, text) for status, count in ordered]
    whose: list[int] = []
    for told in mentions:
        fits = [(_fit(told, p), -at) for at, p in enumerate(reversed(found))]
        if told.added and told.definite and not any(fit for fit, _ in fits):
            lone = len(found) == 1 and ("injured" if told.dead else "dead") not in several
            fits = [
                (0.0 if lone else _remaining(told, p, found), -at)
                for at, p in enumerate(reversed(found))
            ]
        best = max(fits, default=(0.0, 0))
        if best[0] > 0:
            at = len(found) - 1 + best[1]
            found[at] = _joined(found[at], told)
        else:
            at = len(found)
            found.append(_joined(Person(), told))
        whose.append(at)
    gone = {at for at, p in enumerate(found) if p.dead}
    sentences: dict[tuple[Span, bool], set[int]] = defaultdict(set)
    for told, at in zip(mentions, whose, strict=True):
        if told.dead or at not in gone:
            sentences[told.sentence, told.dead].add(at)
    return Persons(
        dead=len(gone),
        living=len(found) - len(gone),
        dead_at_once=max((len(s) for (_, dead), s in sentences.items() if dead), default=0),
        living_at_once=max((len(s) for (_, dead), s in sentences.items() if not dead), default=0),
    )


def _told(count: PeopleCount, status: str, text: str) -> Told:
    noun = (count.noun or "").lower()
    pronoun = count.individual and count.noun is None and count.name is None
    sexed = text[count.start : count.end].lower() if pronoun else noun
    age = age_of(count, text)
    if age is not None and _MONTHS.search(text[count.start : count.end]):
        age = f"{age} months"
    return Told(
        names=_names(count.name),
        age=age,
        male=_male(sexed, count.group),
        noun=noun,
        pronoun=pronoun,
        own=pronoun and sexed.endswith("self"),
        definite=count.definite,
        added=count.reference in _ADDED,
        sentence=count.sentence,
        dead=status == "dead",
    )


def _names(name: str | None) -> frozenset[str]:
    """First and last name, in lower case."""
    plain = [w.lower().removesuffix("'s").removesuffix("’s") for w in (name or "").split()]
    held = [w for w in plain if w and w not in _words("suffixes")]
    return frozenset({held[0], held[-1]}) if held else frozenset()


def _male(noun: str, group: str | None) -> bool | None:
    if noun in _words("male") or group == "men":
        return True
    return False if noun in _words("female") or group == "women" else None


def _fit(told: Told, person: Person) -> float:
    """How well a mention fits a person; 0 where they are two."""
    if _conflict(told, person):
        return 0.0
    beside = told.sentence in person.sentences
    if told.names and person.names:
        found = _SAME_NAME
    elif told.age is not None and told.age == person.age:
        found = _SAME_AGE
    elif told.added or (told.own and beside):
        return 0.0  # nobody beside is who shot "himself"
    elif told.pronoun:
        found = _PRONOUN
    elif told.definite:
        found = _DEFINITE - beside
    elif beside:
        return 0.0
    elif told.noun and told.noun in person.nouns:
        found = _SAME_NOUN
    else:
        found = _NEWLY_NAMED if told.names else _OPEN
    return found + _SAME_FATE * (person.dead if told.dead else person.hurt)


def _remaining(told: Told, person: Person, found: list[Person]) -> float:
    """How well "the other" fits one of several told before: who was added, or has that fate."""
    if _conflict(told, person):
        return 0.0
    alone = sum(p.dead == told.dead for p in found) == 1 and person.dead == told.dead
    return _DEFINITE if person.added or alone else 0.0


def _conflict(told: Told, person: Person) -> bool:
    """Whether a mention cannot be of a person: unlike name, age, sex, or kin."""
    if told.names and person.names and not told.names & person.names:
        return True
    if told.age and person.age and told.age != person.age:
        return True
    if None not in (told.male, person.male) and told.male != person.male:
        return True
    kin = _words("kin")
    if told.noun in kin and any(n in kin and n != told.noun for n in person.nouns):
        return True
    grown = told.noun in _words("grown") or _years(told.age) >= _GROWN_FROM
    young = told.noun in _words("young") or _is_child(told.age)
    was_grown = bool(person.nouns & _words("grown")) or _years(person.age) >= _GROWN_FROM
    was_young = bool(person.nouns & _words("young")) or _is_child(person.age)
    return (grown and was_young) or (young and was_grown)


def _is_child(age: str | None) -> bool:
    return age is not None and (not age.isdigit() or _years(age) < _CHILD_BELOW)


def _years(age: str | None) -> int:
    """The years of an age; 0 for one in months or of nobody."""
    return int(age) if age is not None and age.isdigit() else 0


def _joined(person: Person, told: Told) -> Person:
    return Person(
        names=person.names | told.names,
        age=person.age or told.age,
        male=told.male if person.male is None else person.male,
        nouns=person.nouns | ({told.noun} if told.noun else frozenset()),
        sentences=person.sentences | {told.sentence},
        dead=person.dead or told.dead,
        hurt=person.hurt or not told.dead,
        added=person.added or told.added,
    )


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(profile("en", "figures_persons")[name])
