"""Places at a level: whole, or no finer than the country; and what else names a withheld place.

Invariant: below its level nothing of a place is kept but its country's own English name.
"""

from functools import lru_cache

from caseweave.export.vocabulary import (
    Phrase,
    capitals,
    country_name,
    country_phrases,
    known_words,
    spans_of,
    words_of,
)
from caseweave.gazetteer import gazetteer
from caseweave.model import PlaceValue

# Wide waters and lands of no one country: they are not finer than a country.
_WIDE = frozenset({"ocean", "continent", "sea", "region"})
_LONGEST = 4
_FINE = frozenset({"city", "admin1", "admin2"})
# A town of so many people is known beyond its country.
_MANY = 50_000


def is_exact(place: PlaceValue) -> bool:
    """Whether a place is finer than a country, as far as anyone can tell."""
    if place.precision == "country" and place.country:
        return False
    if place.country is None and place.precision in {"sea", "region"}:
        found = [p for p in gazetteer().lookup(place.name) if p.kind in {"sea", "region"}]
        return not (found and found[0].feature in _WIDE)
    return True


def generalised(place: PlaceValue) -> PlaceValue | None:
    """The country of a place alone; None where no country is known."""
    name = country_name(place.country)
    if name is None:
        return None
    return PlaceValue(name=name, country=place.country, precision="country")


def plain(place: PlaceValue) -> PlaceValue | None:
    """A place that is not exact, in the gazetteer's words and not the report's."""
    if place.precision == "country":
        return generalised(place)
    found = gazetteer().lookup(place.name)
    name = found[0].name if found else place.name
    return PlaceValue(name=name, precision=place.precision)


def place_words(place: PlaceValue) -> str:
    """As `Karsa, Potosi, Bolivia`; a country alone by its name."""
    parts = (place.name, place.city, place.admin1, country_name(place.country))
    found: dict[Phrase, str] = {}
    for part in parts:
        if part:
            # One name in two spellings stands once.
            found.setdefault(words_of(part), part)
    return ", ".join(found.values())


def names_of(place: PlaceValue) -> tuple[str, ...]:
    """The names in a place that are finer than its country."""
    if not is_exact(place):
        return ()
    country = place.country
    own = {words_of(place.name), words_of(place.city or ""), words_of(place.admin1 or "")}
    coarse = {p for p in own if country_phrases().get(p) == country and country is not None}
    names = (place.name, place.city, place.admin1)
    return tuple(dict.fromkeys(n for n in names if n and words_of(n) not in coarse))


def own_names(place: PlaceValue) -> tuple[str, ...]:
    """The names of a place itself, without those of the area that it lies in."""
    same = {"city": place.city, "admin1": place.admin1}.get(place.precision or "")
    own = {words_of(n) for n in (place.name, same) if n}
    return tuple(n for n in names_of(place) if words_of(n) in own)


def holds_place(text: str, countries: frozenset[str] = frozenset()) -> bool:
    """Whether words of a name are also those of a place finer than a country.

    A place counts where it lies in one of `countries`, or is a town that many know. Ordinary words
    alone ("street", "sunday") are taken for what they are, whatever village bears them.
    """
    words = tuple(word for _, _, word in spans_of(text))
    return any(
        _is_place(words[at : at + size], countries)
        for at in range(len(words))
        for size in range(1, min(_LONGEST, len(words) - at) + 1)
    )


@lru_cache(maxsize=4096)
def _is_place(phrase: Phrase, countries: frozenset[str]) -> bool:
    if phrase in capitals() and phrase not in country_phrases():
        return True
    if phrase in country_phrases() or all(w in known_words() or w.isdigit() for w in phrase):
        return False
    return any(
        p.kind in _FINE or _is_small(p.feature)
        for p in gazetteer().lookup(" ".join(phrase))
        if p.country in countries or p.country is None or p.population >= _MANY
    )


def _is_small(feature: str) -> bool:
    return bool(feature) and feature not in {*_WIDE, "capital"}


def without_capitals(text: str) -> str:
    """A state body's name with the capital that stands for the state replaced by the state."""
    spans = list(spans_of(text))
    folded = tuple(word for _, _, word in spans)
    for size in (3, 2, 1):
        for at in range(len(folded) - size + 1):
            phrase = folded[at : at + size]
            code = capitals().get(phrase)
            if code and phrase not in country_phrases():
                start, end = spans[at][0], spans[at + size - 1][1]
                name = country_name(code) or ""
                return without_capitals(f"{text[:start]}{name}{text[end:]}")
    return text
