"""Spans that might be place names, and what speaks for each: named features of the words around.

An offer is made for every named entity, and for every run of capitalised words that the gazetteer
knows. Features are 0-1 or a small logarithm; `_spot` weighs them.
"""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from caseweave.extract.layers import ParsedPassage
from caseweave.extract.places._lexicon import Lexicon
from caseweave.gazetteer import ALIAS, MAIN, SHORTENED, Gazetteer, key

LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON")
NAMES = (
    "bias",
    *(f"is_{label.lower()}" for label in LABELS),  # the span is a whole entity of that label
    *(f"in_{label.lower()}" for label in LABELS),  # it is a part of one
    "is_other",  # it is, or lies in, an entity of another label
    "known_main",  # the gazetteer has a place of that very name
    "known_short",
    "known_alias",
    "known_area",  # a country, a first-level division, a region or a sea
    "people",  # a third of the log10 of the people of the largest place of that very name
    "words",  # log of its number of words
    "short",  # at most three letters
    "capitals",  # all capitals
    "abbreviation",  # a state's or city's usual letters
    "common",  # a common word, by the lexicon's list
    "lower_elsewhere",  # the same word stands in lower case in the report
    "generic_inside",  # it begins or ends with a generic word ("County", "Lake")
    "road_inside",  # it ends with a word for a road or a building
    "after_preposition",
    "after_title",
    "after_compass",
    "after_generic",  # "city of X", "the town X"
    "after_name",  # the word before is capitalised too
    "after_place",  # a place and a comma stand before
    "before_name",  # the word after is capitalised too
    "before_organisation",
    "before_generic",
    "before_place",  # a comma and a place follow
    "before_verb",  # a verb follows
    "possessive",
    "opens_sentence",
    "place_elsewhere",  # the same words are a GPE or LOC entity elsewhere in the report
    "person_elsewhere",  # they are, or end, a person's name elsewhere in the report
    "digit",
)
_LONGEST = 5  # words of a name looked up
_POSSESSIVE = {"'s", "’s", "'", "’"}
_IN_NAMES = {"-", ".", "'", "’"}
_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]{0,4}\.?(?: ?[A-Z][a-z]{0,3}\.)*")


class Offer(msgspec.Struct, frozen=True):
    """Tokens `first:last` of one passage, with the features in the order of `NAMES`."""

    passage: int
    first: int
    last: int
    features: tuple[float, ...]


class Elsewhere(msgspec.Struct, frozen=True):
    """What a report's other passages say of a word: entity texts and lower-case words, as keys."""

    places: frozenset[str]
    persons: frozenset[str]
    lower: frozenset[str]


def elsewhere(passages: Sequence[ParsedPassage]) -> Elsewhere:
    """Reads the report once for what `offers` asks of the rest of it."""
    places, persons, lower = set(), set(), set()
    for passage in passages:
        for entity in passage.doc.ents:
            name = key(entity.text)
            if entity.label_ in {"GPE", "LOC"}:
                places.add(name)
            elif entity.label_ == "PERSON":
                persons |= {name, name.split(" ")[-1]}
        lower |= {t.text for t in passage.doc if t.is_lower}
    return Elsewhere(frozenset(places), frozenset(persons), frozenset(lower))


def offers(
    number: int, passage: ParsedPassage, rest: Elsewhere, places: Gazetteer, words: Lexicon
) -> Iterator[Offer]:
    """All offers of one passage; they may overlap."""
    doc = passage.doc
    for first, last in sorted(_spans(doc, places, words)):
        yield Offer(number, first, last, _features(doc, (first, last), rest, places, words))


def _spans(doc: Any, places: Gazetteer, words: Lexicon) -> set[tuple[int, int]]:
    spans = set()
    for entity in doc.ents:
        if entity.label_ in LABELS:
            first, last = trim(doc, entity.start, entity.end)
            if first < last and doc[first].text[:1].isupper():
                spans.add((first, last))
    for first, last in _runs(doc):
        if places.candidates(doc[first:last].text) or is_abbreviation(doc, first, last, words):
            spans.add((first, last))
    return spans


def _runs(doc: Any) -> Iterator[tuple[int, int]]:
    """Runs of a few words that begin and end with a capital and hold no mark but a name's own."""
    capital = [t.text[:1].isupper() for t in doc]
    parting = [(t.is_punct and t.text not in _IN_NAMES) or t.is_space for t in doc]
    for first, token in enumerate(doc):
        if not capital[first] or token.lower_ == "the":
            continue
        for last in range(first, min(len(doc), first + _LONGEST)):
            if parting[last]:
                break
            if capital[last]:
                yield first, last + 1


def trim(doc: Any, first: int, last: int) -> tuple[int, int]:
    """The span without a leading "the" and a closing possessive or comma."""
    while first < last and doc[first].lower_ == "the":
        first += 1
    while first < last and (
        doc[last - 1].text in _POSSESSIVE or not any(c.isalnum() for c in doc[last - 1].text)
    ):
        last -= 1
    return first, last


def is_abbreviation(doc: Any, first: int, last: int, words: Lexicon) -> bool:
    """Whether the span is a usual abbreviation of a place ("W.Va.", "NSW")."""
    text = doc[first:last].text
    return bool(_ABBREVIATION.fullmatch(text)) and re.sub(r"[.\s]", "", text) in words.expand


def _features(
    doc: Any, span: tuple[int, int], rest: Elsewhere, places: Gazetteer, words: Lexicon
) -> tuple[float, ...]:
    first, last = span
    text = doc[first:last].text
    return (
        1.0,
        *_entity(doc, first, last),
        *_gazetteer(text, places),
        *_shape(doc, first, last, rest, words),
        *_before(doc, first, words),
        *_after(doc, last, words),
        float(last < len(doc) and doc[last].text in _POSSESSIVE),
        float(bool(doc[first].is_sent_start)),
        float(key(text) in rest.places),
        float(key(text) in rest.persons),
        float(any(c.isdigit() for c in text)),
    )


def _entity(doc: Any, first: int, last: int) -> list[float]:
    label = next((t.ent_type_ for t in doc[first:last] if t.ent_type_), "")
    whole = not (first and doc[first].ent_iob_ == "I" and doc[first - 1].lower_ != "the")
    whole = whole and all(t.ent_type_ == label for t in doc[first:last])
    if last < len(doc) and doc[last].ent_iob_ == "I" and doc[last].text not in _POSSESSIVE:
        whole = False
    return [
        *(float(label == known and whole) for known in LABELS),
        *(float(label == known and not whole) for known in LABELS),
        float(bool(label) and label not in LABELS),
    ]


def _gazetteer(text: str, places: Gazetteer) -> list[float]:
    found = places.candidates(text)
    best = min((c.rank for c in found), default=9)
    named = [c.place for c in found if c.rank == MAIN]
    most = max((p.population for p in named), default=0)
    return [
        float(best == MAIN),
        float(best == SHORTENED),
        float(best == ALIAS),
        float(any(p.kind in {"country", "admin1", "region", "sea"} for p in named)),
        math.log10(most + 1) / 3,
        math.log(len(text.split())),
        float(len(text) <= 3),
        float(text.isupper()),
    ]


def _shape(doc: Any, first: int, last: int, rest: Elsewhere, words: Lexicon) -> list[float]:
    ends = {doc[first].lower_, doc[last - 1].lower_.rstrip(".")}
    one = last - first == 1
    return [
        float(is_abbreviation(doc, first, last, words)),
        float(one and doc[first].lower_ in words.common),
        float(one and doc[first].lower_ in rest.lower),
        float(not one and bool(ends & words.generic)),
        float(not one and doc[last - 1].lower_.rstrip(".") in words.organisation),
    ]


def _before(doc: Any, first: int, words: Lexicon) -> list[float]:
    at = first - 1
    if at >= 0 and doc[at].lower_ == "the":
        at -= 1
    token = doc[at] if at >= 0 and doc[at].sent == doc[first].sent else None
    word = token.lower_.rstrip(".") if token is not None else ""
    beyond = doc[at - 1].lower_ if at > 0 else ""
    return [
        float(word in words.before),
        float(word in words.title),
        float(word in words.compass),
        float(word in words.generic or (word == "of" and beyond in words.generic)),
        float(token is not None and token.text[:1].isupper() and word not in words.compass),
        float(word == "," and at > 0 and _placelike(doc[at - 1], words)),
    ]


def _after(doc: Any, last: int, words: Lexicon) -> list[float]:
    token = doc[last] if last < len(doc) else None
    word = token.lower_.rstrip(".") if token is not None else ""
    beyond = doc[last + 1] if last + 1 < len(doc) else None
    return [
        float(token is not None and token.text[:1].isupper()),
        float(word in words.organisation),
        float(word in words.generic),
        float(word == "," and beyond is not None and _placelike(beyond, words)),
        float(token is not None and token.pos_ in {"VERB", "AUX"}),
    ]


def _placelike(token: Any, words: Lexicon) -> bool:
    return token.ent_type_ == "GPE" or token.text.replace(".", "") in words.expand
