"""Words that name nobody and nowhere: what free text may keep when all else is masked.

Invariant: a known word comes from the language tables (never those of places), or from the fixed
words of a sheet; countries and their adjectives are known as phrases.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from caseweave.gazetteer import gazetteer
from caseweave.lang import profile
from caseweave.schema.sharing import sharing

_TABLES = (
    "numbers",
    "people",
    "factuality",
    "reconcile",
    "reporting",
    "reporting_speakers",
    "responses",
    "roles",
    "scene",
    "dates_words",
    "dates_cues",
)
# The fixed words of a sheet: templates without their code, and words of the machine's sentences.
_SHEETS = ("sheet.html", "sheet.md", "words.txt")
_CODE = re.compile(r"<[^>]*>|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ß": "ss", "ı": "i", "æ": "ae"})
Phrase = tuple[str, ...]


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Case and accents levelled, so that `Lạng` and `LANG` are one."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)).translate(_PLAIN)
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "\u200b\u00ad")


def words_of(text: str) -> Phrase:
    """The folded words of a text, in order; signs part them."""
    return tuple(_WORD.findall(fold(text)))


def spans_of(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and folded word of each word of a text as it stands."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), fold(match[0])


def strings_in(table: Any) -> Iterator[str]:
    """Every string in a parsed table."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for key, value in table.items():
            yield str(key)
            yield from strings_in(value)
    elif isinstance(table, list | tuple | set | frozenset):
        for value in table:
            yield from strings_in(value)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Folded words that name nobody: those of the language tables written in small letters."""
    found: set[str] = set()
    for table in _TABLES:
        found |= _small(strings_in(profile("en", table)))
    for name in _SHEETS:
        path = files("caseweave.export") / "templates" / name
        found |= set(words_of(_CODE.sub(" ", path.read_text(encoding="utf-8"))))
    texts = [k.title + " " + k.because for k in sharing().kinds.values()]
    texts += [c.label for c in sharing().speakers]
    found |= {w for text in texts for w in words_of(text)}
    return frozenset(found)


def _small(texts: Iterable[str]) -> set[str]:
    return {fold(w) for text in texts for w in _WORD.findall(text) if w == w.lower()}


@lru_cache(maxsize=1)
def country_phrases() -> dict[Phrase, str]:
    """Names and adjectives of countries as folded words, with the country's code."""
    found: dict[Phrase, str] = {}
    demonyms = profile("en", "places_demonyms")["countries"]
    for country in gazetteer().countries():
        for name in (country.name, *country.names):
            found.setdefault(words_of(name), country.code)
    for name, code in sharing().country_forms.items():
        found.setdefault(words_of(name), code)
    for code, words in demonyms.items():
        for word in words:
            for form in (word, f"{word}s"):
                found.setdefault(words_of(form), code)
    return {phrase: code for phrase, code in found.items() if phrase and _spelled(phrase)}


@lru_cache(maxsize=1)
def country_words() -> frozenset[str]:
    """Every word in the name or adjective of a country."""
    return frozenset(word for phrase in country_phrases() for word in phrase)


def _spelled(phrase: Phrase) -> bool:
    """Not a bare code or abbreviation of two letters, which are words in many languages."""
    return sum(map(len, phrase)) > 2 or phrase in {("us",), ("uk",), ("u", "s"), ("u", "k")}


@lru_cache(maxsize=1)
def capitals() -> dict[Phrase, str]:
    """Names of capitals as folded words, with the country's code: they stand for its government."""
    return {words_of(c.capital): c.code for c in gazetteer().countries() if c.capital}


def country_name(code: str | None) -> str | None:
    """The English name of a country by its code."""
    country = gazetteer().country(code) if code else None
    return country.name if country else None


def match_phrase(
    words: Phrase, at: int, phrases: dict[Phrase, str], longest: int = 6
) -> tuple[int, str] | None:
    """The longest phrase that begins at `at`: how many words it takes, and what it stands for."""
    for size in range(min(longest, len(words) - at), 0, -1):
        found = phrases.get(words[at : at + size])
        if found is not None:
            return size, found
    return None
