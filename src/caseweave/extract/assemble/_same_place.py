"""Places told by a noun that points back: "outside the town", "the same city", "his village".

Also "the Norwegian capital". Invariant: such a noun means the place of its level that was named
last, never one that its own words describe ("the town of X", "a town in the south"); where the
sentence that named it last names two of that level, it means neither.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from caseweave.extract.assemble._frame import Frame, overlaps, sentences_of
from caseweave.extract.layers import ParsedPassage, Toponym
from caseweave.gazetteer import gazetteer
from caseweave.lang import profile, word_sets

_KINDS = {"paragraph", "quotation", "caption"}
_PASSAGES = 3  # paragraphs back that a noun may point
_LESS_SURE = 0.7
_FROM = 5  # code points of "from "
_words = word_sets("places_again")


def with_same_places(frame: Frame) -> Frame:
    """The frame with the places that such nouns mean, under the names that the report gives."""
    found: list[Toponym] = []
    for number, passage in enumerate(frame.parsed.passages):
        if passage.passage.kind in _KINDS:
            found += _in_passage(frame, number, passage)
    if not found:
        return frame
    places = tuple(sorted([*frame.places, *found], key=lambda p: p.start))
    sentences = sentences_of(frame.parsed, frame.events, frame.counts, frame.times, places)
    return msgspec.structs.replace(frame, places=places, sentences=sentences)


def _in_passage(frame: Frame, number: int, passage: ParsedPassage) -> Iterator[Toponym]:
    lists = _words(frame.report.language or "en")
    for token in passage.doc:
        if token.lower_ == "capital" and token.pos_ == "NOUN":
            yield from _capital(frame, passage, token)
            continue
        level = next((k for k in ("towns", "areas") if token.lower_ in lists[k]), None)
        if level is None or token.pos_ != "NOUN" or not _points_back(token, lists):
            continue
        start, end = _span(passage, token)
        if any(p.start < end and start < p.end for p in frame.places):
            continue
        meant = _meant(frame, number, start, level)
        if meant is not None:
            sure = round(meant.score * _LESS_SURE, 4)
            yield msgspec.structs.replace(meant, start=start, end=end, score=sure)


def _span(passage: ParsedPassage, token: Any) -> tuple[int, int]:
    """From the article to the noun."""
    left = next(c for c in token.children if c.dep_ in {"det", "poss"})
    return passage.offset + left.idx, passage.offset + token.idx + len(token.text)


def _points_back(noun: Any, lists: dict[str, frozenset[str]]) -> bool:
    """Whether a noun has a pointing word and nothing that describes it."""
    pointing = [c for c in noun.lefts if c.dep_ in {"det", "poss"}]
    if len(pointing) != 1 or pointing[0].lower_ not in lists["pointing"]:
        return False
    others = [c for c in noun.children if c not in pointing and c.dep_ not in {"punct", "cc"}]
    plain = all(c.lower_ in lists["plain"] for c in others if c.dep_ == "amod")
    described = {"prep", "appos", "acl", "compound", "nmod", "nummod", "conj"}
    if not any(c.lower_ == "same" for c in others):
        described.add("relcl")  # "in the same town, in which two died" says nothing more of it
    return plain and not any(c.dep_ in described for c in others) and noun.dep_ != "compound"


def _meant(frame: Frame, number: int, offset: int, level: str) -> Toponym | None:
    """The place of a level named last before `offset`, in the passage or one of those before it."""
    first = frame.parsed.passages[max(0, number - _PASSAGES)].offset
    named = [
        p
        for p in frame.places
        if first <= p.start < offset and not p.demonym and _is(p, level) and _told_of(frame, p)
    ]
    if not named:
        return None
    here = frame.parsed.passages[number].offset
    if named[-1].start < here:
        return _most_named(frame, [p for p in named if p.start < here], offset)
    last = named[-1]
    beside = frame.sentence_at(last.start)
    rivals = {p.name for p in named if frame.sentence_at(p.start) == beside}
    return last if len(rivals) == 1 else None


def _most_named(frame: Frame, named: list[Toponym], offset: int) -> Toponym:
    """Of the places of paragraphs before, the one that the report has named most, or first."""
    so_far = [p.name for p in frame.places if p.start < offset]
    return max(named, key=lambda p: (so_far.count(p.name), -p.start))


def _told_of(frame: Frame, place: Toponym) -> bool:
    """Whether a place is none that only names a speaker's or a traveller's home."""
    span = (place.start, place.end)
    if any(overlaps(span, s) for a in frame.said for s in a.source):
        return False
    return frame.words((max(0, place.start - _FROM), place.start)).strip().lower() != "from"


def _is(place: Toponym, level: str) -> bool:
    """Whether a place may be called a town, or an area; what no gazetteer has may be a town."""
    if level == "areas":
        return place.precision in {"admin1", "admin2"}
    return may_be_town(place)


def may_be_town(place: Toponym) -> bool:
    """Whether a place is a town, an area named after one, or what no gazetteer has."""
    if place.precision is None:
        features = (
            profile("en", "unlisted")["named_sites"] + profile("en", "places_again")["features"]
        )
        return not {w.lower() for w in place.name.split()} & set(features)
    if place.precision == "city":
        return True
    if place.precision not in {"admin1", "admin2"}:
        return False
    named = gazetteer().candidates(place.name)
    return any(c.place.kind == "city" and c.place.country == place.country for c in named)


def _capital(frame: Frame, passage: ParsedPassage, token: Any) -> Iterator[Toponym]:
    """The capital of the state whose people or name stand before the word."""
    if any(c.dep_ in {"appos", "prep"} for c in token.children):
        return  # "the Norwegian capital, Oslo": named all the same
    before = passage.doc[max(0, token.i - 2) : token.i]
    at = passage.offset + token.idx
    for place in frame.places:
        inside = any(passage.offset + t.idx == place.start for t in before)
        state = gazetteer().country(place.country) if inside and place.country else None
        if state is None or not state.capital or place.end > at:
            continue
        town = next(
            (
                c.place
                for c in gazetteer().candidates(state.capital)
                if c.place.kind == "city" and c.place.country == state.code
            ),
            None,
        )
        if town is not None:
            yield Toponym(
                start=at,
                end=at + len(token.text),
                name=state.capital,
                country=state.code,
                admin1=town.admin1,
                lat=town.lat,
                lon=town.lon,
                geonameid=town.geonameid,
                precision="city",
                city=state.capital,
                score=_LESS_SURE,
            )
        return
