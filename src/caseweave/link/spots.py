"""Places as a passage names them: a name after "in", "near", "off", known to a gazetteer or not.

Invariant: a function of the text and the names to leave out; a country or its people are no spot.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from caseweave.gazetteer import gazetteer
from caseweave.lang import profile
from caseweave.link import words

# Of one mention the first so many are kept.
_MOST = 12
_LEAST_LETTERS = 3
# People of a town so large that it says little of which incident is told (courts, hospitals).
_LARGE = 150_000


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A name after a word for place, the second of two after "between", an incident's own name."""
    table = words.tables()["spots"]
    name = r"[A-Z][\w'’-]+(?:[ -](?:(?:" + "|".join(table["inside"]) + r") )?[A-Z][\w'’-]+)*"
    of = rf"(?:the )?(?:(?:{'|'.join(table['kinds'])}) of )?(?:the )?"
    before = "|".join(table["before"])
    single = rf"\b(?:(?i:{before}) {of}|(?:{'|'.join(table['kinds'])}) of )({name})"
    double = rf"\b(?i:{table['two']}) {of}{name} {table['and']} {of}({name})"
    after = rf"(?: [a-z]+)? (?:{'|'.join(table['incidents'])})"
    own = rf"\b(?i:{table['called']}) ({name}){after}\b"
    return re.compile(single), re.compile(double), re.compile(own)


def spots(text: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of spots as `key` gives them, in the order of the text, once each, without `others`."""
    left_out = {key(name) for name in others} | _peoples()
    told = sorted((m.start(1), m.group(1)) for p in _patterns() for m in p.finditer(text))
    found: dict[str, None] = {}
    for _, name in told:
        plain = key(name)
        if len(plain) >= _LEAST_LETTERS and plain not in left_out and not is_country(name):
            found.setdefault(plain)
    return tuple(list(found)[:_MOST])


@lru_cache(maxsize=16384)
def _largest(name: str) -> int:
    return max((place.population or 0 for place in gazetteer().lookup(name)), default=0)


def small(names: Iterable[str]) -> tuple[str, ...]:
    """Those that are no large town: in no gazetteer, or of few people by every reading."""
    return tuple(n for n in names if _largest(n) < _LARGE)


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """A name in lower case, without possessive and plural endings; empty for a day or a month."""
    parts = name.split()
    if not parts or words.stem(parts[0]) in words.stop_words():
        return ""
    return " ".join(words.stem(w) for w in parts)


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    """Words for the people and things of a country or an area ("Bulgarian")."""
    table = profile("en", "places_demonyms")
    told = (w for group in table.values() if isinstance(group, dict) for w in group.values())
    return frozenset(key(w) for listed in told if isinstance(listed, list) for w in listed)


@lru_cache(maxsize=16384)
def is_country(name: str) -> bool:
    """Whether a name, with or without a possessive ending, is a country's."""
    return gazetteer().country_by_name(re.sub(r"['’]s?$", "", name)) is not None
