"""Where place names stand in an analysed report: the best offers, and demonyms, without overlaps.

Invariant: spots are in order, do not overlap, and each is a stretch of the report's text.
"""

import math
from typing import Any

import msgspec

from caseweave.extract.layers import Parsed
from caseweave.extract.places import _offers
from caseweave.extract.places._lexicon import Lexicon, lexicon
from caseweave.extract.places._weights import weights
from caseweave.gazetteer import gazetteer


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
        offers = list(_offers.offers(number, passage, rest, places, words))
        sure = [_probability(o.features) for o in offers]
        for i in sorted(range(len(offers)), key=lambda n: (-sure[n], offers[n].first)):
            offer = offers[i]
            if sure[i] < weights().spot_threshold or any(taken[offer.first : offer.last]):
                continue
            if doc[offer.first : offer.last].text.casefold() in words.demonyms:
                continue
            taken[offer.first : offer.last] = [True] * (offer.last - offer.first)
            found.append(_spot(doc, offer.first, offer.last, passage.offset, (None, sure[i])))
        for first, last, place in _demonyms(doc, taken, words):
            found.append(_spot(doc, first, last, passage.offset, (place, 1.0)))
    return sorted(found, key=lambda s: s.start)


def _spot(doc: Any, first: int, last: int, offset: int, about: tuple[str | None, float]) -> Spot:
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
    demonym, sure = about
    return Spot(offset + start, offset + end, doc.text[start:end], demonym, sure)


def _probability(features: tuple[float, ...]) -> float:
    score = sum(w * f for w, f in zip(weights().spot, features, strict=True))
    return 1 / (1 + math.exp(-score))


def _demonyms(doc: Any, taken: list[bool], words: Lexicon) -> list[tuple[int, int, str]]:
    """Words for people and things of a country, longest first; none within a person's name."""
    found = []
    first = 0
    while first < len(doc):
        step = 1
        for last in (first + 3, first + 2, first + 1):
            run = doc[first:last]
            place = words.demonyms.get(run.text.casefold())
            if place and last <= len(doc) and not any(taken[first:last]) and _is_people(run):
                found.append((first, last, place))
                step = last - first
                break
        first += step
    return found


def _is_people(run: Any) -> bool:
    return run[0].text[:1].isupper() and all(t.ent_type_ != "PERSON" for t in run)
