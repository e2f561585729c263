"""Whose people they are, by the words that count them: "11 North Koreans", "17 Myanmar nationals".

A function of the words alone. A people without a state is no other nationality than a country's.
"""

import re
from functools import lru_cache

from caseweave.gazetteer import gazetteer
from caseweave.lang import profile
from caseweave.link import words

_LONGEST = 3  # words of a nationality


@lru_cache(maxsize=1)
def _demonyms() -> tuple[dict[str, str], frozenset[str]]:
    """Words for a country's people, each with the country's first one; peoples without a state."""
    table = profile("en", "people")["demonyms"]
    known = {
        words.stem(w): listed[0]
        for code, listed in table.items()
        if code != "peoples"
        for w in listed
    }
    return known, frozenset(words.stem(w) for w in table["peoples"])


def nations(counted: str) -> tuple[str, ...]:
    """The nationalities in the words of a count, as the language's first word for each, sorted."""
    known, peoples = _demonyms()
    parts = [words.stem(w) for w in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", counted)]
    found: set[str] = set()
    at = 0
    while at < len(parts):
        for size in range(_LONGEST, 0, -1):
            named = " ".join(parts[at : at + size])
            told = known.get(named) or (named if named in peoples else None) or _of_country(named)
            if told:
                found.add(told)
                break
        at += size if told else 1
    return tuple(sorted(found))


@lru_cache(maxsize=4096)
def _of_country(name: str) -> str | None:
    country = gazetteer().country_by_name(name.title()) if len(name) > _LONGEST else None
    table = profile("en", "people")["demonyms"]
    return table[country.code][0] if country is not None and country.code in table else None


def states(nationalities: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are a state's; all of them where none is."""
    peoples = _demonyms()[1]
    return tuple(n for n in nationalities if n not in peoples) or nationalities


def differ(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two groups are of different nations; a people may live in any state."""
    ours, theirs = states(a), states(b)
    peoples = _demonyms()[1]
    levels = {n in peoples for n in (*ours, *theirs)}
    return bool(a and b) and len(levels) == 1 and not set(a) & set(b)
