"""The words this room knows, read once from the language profile."""

from functools import lru_cache
from typing import Any

import msgspec

from caseweave.gazetteer import gazetteer
from caseweave.lang import profile


class Lexicon(msgspec.Struct, frozen=True):
    """`demonyms`: lower-case word -> country code or area name; `expand`: abbreviation -> name."""

    before: frozenset[str]
    compass: frozenset[str]
    generic: frozenset[str]
    organisation: frozenset[str]
    title: frozenset[str]
    common: frozenset[str]
    halves: frozenset[str]
    located: frozenset[str]
    site: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]
    expand: dict[str, str]
    demonyms: dict[str, str]


@lru_cache(maxsize=4)
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language (`lang/LANGUAGE/places*.toml`)."""
    words: dict[str, Any] = profile(language, "places")
    return Lexicon(
        **{
            name: frozenset(words[name])
            for name in (
                "before",
                "compass",
                "generic",
                "organisation",
                "title",
                "common",
                "halves",
                "located",
            )
        },
        site=tuple(sorted(words["site"], key=len, reverse=True)),
        kinds={word: tuple(kinds) for word, kinds in words["kinds"].items()},
        expand=dict(words["abbreviations"]),
        demonyms=_demonyms(profile(language, "places_demonyms")),
    )


def _demonyms(table: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in ("countries", "areas"):
        for place, words in table[group].items():
            for word in words:
                found.setdefault(word.casefold(), place)
                plural = not word.endswith(("s", "sh", "ch", "ese", "men"))
                if plural and gazetteer().country_by_name(word + "s") is None:  # "Lao", "Laos"
                    found.setdefault(word.casefold() + "s", place)
    return found
