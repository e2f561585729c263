"""Where place names stand: named-entity spans and gazetteer names, as one list without overlaps."""

import re
from typing import Any

import msgspec

from caseweave.extract.layers import Parsed, ParsedPassage
from caseweave.extract.places._lexicon import Lexicon, lexicon
from caseweave.gazetteer import MAIN, Gazetteer, gazetteer

_PLACE_LABELS = {"GPE", "LOC"}
_LONGEST = 5  # words of a name looked up
_TRIM = re.compile(r"^(?:the|The)\s+|(?:'s|’s|['’])$")


class Spot(msgspec.Struct, frozen=True):
    """A place name in the text. `demonym`: country code or area name, None for a plain name."""

    start: int
    end: int
    name: str
    demonym: str | None = None


def spot(parsed: Parsed) -> list[Spot]:
    """All place names and demonyms of a report, in order, without overlaps."""
    found: list[Spot] = []
    for passage in parsed.passages:
        found += _spot_passage(passage, gazetteer(), lexicon())
    return found


def _spot_passage(passage: ParsedPassage, places: Gazetteer, words: Lexicon) -> list[Spot]:
    doc = passage.doc
    taken = [False] * len(doc)
    found: list[Spot] = []

    def take(first: int, last: int, demonym: str | None = None) -> None:
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        taken[first:last] = [True] * (last - first)
        found.append(Spot(passage.offset + start, passage.offset + end, doc.text[start:end], demonym))

    for entity in doc.ents:
        first, last = _trim(entity)
        if first >= last:
            continue
        text = doc[first:last].text
        if entity.label_ in _PLACE_LABELS and _placelike(text):
            demonym = words.demonyms.get(text.casefold())
            take(first, last, demonym)
        elif entity.label_ in {"NORP", "LANGUAGE"} and text.casefold() in words.demonyms:
            take(first, last, words.demonyms[text.casefold()])
        elif entity.label_ in {"PERSON"}:
            taken[first:last] = [True] * (last - first)
    for i in range(len(doc)):
        if taken[i]:
            continue
        if (demonym := words.demonyms.get(doc[i].lower_)) and doc[i].text[:1].isupper():
            take(i, i + 1, demonym)
            continue
        for last in range(min(len(doc), i + _LONGEST), i, -1):
            if any(taken[i:last]) or not _name_run(doc, i, last):
                continue
            if _speaks(doc, i, last, places, words):
                take(i, last)
                break
    return sorted(found, key=lambda s: s.start)


def _trim(entity: Any) -> tuple[int, int]:
    first, last = entity.start, entity.end
    doc = entity.doc
    while first < last and doc[first].lower_ in {"the"}:
        first += 1
    while first < last and doc[last - 1].text in {"'s", "’s", "'", "’", ","}:
        last -= 1
    return first, last


def _placelike(text: str) -> bool:
    return text[:1].isupper() and any(c.isalpha() for c in text)


def _name_run(doc: Any, first: int, last: int) -> bool:
    """A run that starts and ends with a capitalised word, all of one sentence."""
    return all(t.text[:1].isupper() for t in (doc[first], doc[last - 1])) and not any(
        t.is_punct and t.text not in {"-", "."} for t in doc[first:last]
    )


def _speaks(doc: Any, first: int, last: int, places: Gazetteer, words: Lexicon) -> bool:
    """Whether a gazetteer name that the named-entity model missed is a place here."""
    text = doc[first:last].text
    if last - first == 1 and (doc[first].lower_ in words.common or len(text) < 4):
        return False
    following = doc[last].lower_ if last < len(doc) else ""
    previous = doc[first - 1].lower_ if first else ""
    if following.rstrip(".") in words.organisation or previous.rstrip(".") in words.title:
        return False
    candidates = places.candidates(text)
    if not candidates or candidates[0].rank != MAIN:
        return False
    if previous in words.before and doc[first].pos_ in {"PROPN", "NOUN"}:
        return True
    return following == "," and last + 1 < len(doc) and doc[last + 1].ent_type_ == "GPE"
