"""Where place names stand in an analysed report: the best offers, and demonyms, without overlaps.

Invariant: spots are in order, do not overlap, and each is a stretch of the report's text.
"""

import math
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from caseweave.extract.layers import Parsed
from caseweave.extract.places import _offers
from caseweave.extract.places._lexicon import Lexicon, lexicon
from caseweave.extract.places._weights import weights
from caseweave.gazetteer import MAIN, Gazetteer, gazetteer, key

# How sure the words around a name make it, and of how many people a town is that needs no more.
_HELD, _PLACED = 0.9, 0.5
_TOWN, _SHORT_NAME = 15_000, 3
# What the recogniser is mostly right about.
_CLAIMED = {"PERSON", "ORG", "EVENT", "WORK_OF_ART", "LAW"}


class Spot(msgspec.Struct, frozen=True):
    """A place name in the text. `demonym`: country code or area name, None for a plain name.

    `sure`: 0-1, how surely these words name a place at all.
    """

    start: int
    end: int
    name: str
    demonym: str | None = None
    sure: float = 1.0


def spot(parsed: Parsed) -> list[Spot]:
    """All place names and demonyms of a report, in order, without overlaps."""
    words, places = lexicon(), gazetteer()
    rest = _offers.elsewhere(parsed.passages)
    found: list[Spot] = []
    for number, passage in enumerate(parsed.passages):
        doc = passage.doc
        taken = [False] * len(doc)
        for first, last, place in _demonyms(doc, words):
            taken[first:last] = [True] * (last - first)
            found.append(_spot(doc, first, last, passage.offset, (place, 1.0)))
        offers = list(_offers.offers(number, passage, rest, places, words))
        sure = [max(_probability(o.features), _certain(doc, o, words, places)) for o in offers]
        for i in sorted(range(len(offers)), key=lambda n: (-sure[n], offers[n].first)):
            offer = offers[i]
            if sure[i] < weights().spot_threshold or any(taken[offer.first : offer.last]):
                continue
            taken[offer.first : offer.last] = [True] * (offer.last - offer.first)
            found.append(_spot(doc, offer.first, offer.last, passage.offset, (None, sure[i])))
    return sorted(_without_bare_halves(found, words), key=lambda s: s.start)


def halved(spots: Sequence[Spot], words: Lexicon) -> frozenset[str]:
    """What the report's places are halves of: "korea" where North or South Korea stands in it."""
    names = [key(_country_name(s.demonym) if s.demonym else s.name) for s in spots]
    return frozenset(
        n.split(" ", 1)[1] for n in names if n.split(" ")[0] in words.halves and " " in n
    )


def _country_name(code_or_area: str) -> str:
    country = gazetteer().country(code_or_area) if len(code_or_area) == 2 else None
    return country.name if country else code_or_area


def _without_bare_halves(spots: Sequence[Spot], words: Lexicon) -> list[Spot]:
    """Leaves out "the South" where nothing in the report is a southern half."""
    rests = halved(spots, words)
    return [
        s
        for s in spots
        if key(s.name) not in words.halves
        or any(gazetteer().country_by_name(f"{s.name} {rest}") for rest in rests)
    ]


def _spot(doc: Any, first: int, last: int, offset: int, about: tuple[str | None, float]) -> Spot:
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    demonym, sure = about
    return Spot(offset + start, offset + end, doc.text[start:end], demonym, sure)


def _probability(features: tuple[float, ...]) -> float:
    score = sum(w * f for w, f in zip(weights().spot, features, strict=True))
    return 1 / (1 + math.exp(-score))


def _certain(doc: Any, offer: _offers.Offer, words: Lexicon, places: Gazetteer) -> float:
    """How sure the words around make it, whatever the recogniser says; 0 where they say nothing.

    "X, State" of a town of that state; the abbreviation of a state behind its town; and "in X" of
    a town of some size that is no part of a longer name.
    """
    first, last = offer.first, offer.last
    text = doc[first:last].text
    comma = last < len(doc) and doc[last].text == ","
    if comma and (state := _state(doc, last + 1, words)):
        inside = any(c.place.admin1 == state for c in places.candidates(text) if c.rank == MAIN)
        return _HELD if inside else 0.0
    if first > 1 and doc[first - 1].text == "," and (state := _state(doc, first, words)):
        before = [doc[i : first - 1].text for i in range(max(0, first - 4), first - 1)]
        towns = (c for b in before if b[:1].isupper() for c in places.candidates(b))
        return _HELD if any(c.place.admin1 == state for c in towns) else 0.0
    return _PLACED if _placed(doc, offer, words, places) else 0.0


def _state(doc: Any, at: int, words: Lexicon) -> str | None:
    """The first-level division whose name or abbreviation stands at token `at`, if any."""
    for length in (3, 2, 1):
        name = doc[at : at + length].text
        if len(doc) < at + length or not name[:1].isupper():
            continue
        full = words.expand.get(re.sub(r"[.\s]", "", name), name)
        found = gazetteer().candidates(full)
        if any(c.rank == MAIN and c.place.kind == "admin1" for c in found):
            return next(c.place.name for c in found if c.place.kind == "admin1")
    return None


def _placed(doc: Any, offer: _offers.Offer, words: Lexicon, places: Gazetteer) -> bool:
    """Whether "in" or "near" stands before a town's full name that nothing else claims."""
    first, last = offer.first, offer.last
    before = doc[first - 1].lower_ if first else ""
    label = doc[first].ent_type_
    inside = last < len(doc) and doc[last].text[:1].isupper() and doc[last].ent_type_ != "DATE"
    if before not in words.located or label in _CLAIMED or inside or last - first > _SHORT_NAME:
        return False
    text = doc[first:last].text
    if text.casefold() in words.common or text.isupper():
        return False
    towns = (c.place for c in places.candidates(text) if c.rank == MAIN)
    return any(t.kind == "city" and t.population >= _TOWN for t in towns)


def _demonyms(doc: Any, words: Lexicon) -> list[tuple[int, int, str]]:
    """Words for people and things of a country, longest first; none within another name."""
    found = []
    first = 0
    upper = [t.text[:1].isupper() for t in doc]
    while first < len(doc):
        step = 1
        for last in (first + 3, first + 2, first + 1) if upper[first] else ():
            run = doc[first:last]
            place = words.demonyms.get(run.text.casefold())
            if place and last <= len(doc) and _is_people(run):
                found.append((first, last, place))
                step = last - first
                break
        first += step
    return found


def _is_people(run: Any) -> bool:
    """No part of a person's name or of a longer place's ("English Channel")."""
    if any(t.ent_type_ == "PERSON" for t in run):
        return False
    entity = next((e for e in run.doc.ents if e.start <= run.start and run.end <= e.end), None)
    longer = (
        entity is not None and len(entity) > len(run) and entity.label_ in {"GPE", "LOC", "FAC"}
    )
    return not longer
