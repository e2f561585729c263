"""Which place each name means: softmax over candidates, a few rounds until the names agree.

Invariant: one name has one meaning in a document (one sense per discourse, Gale, Church and
Yarowsky 1992); the answer does not depend on the order of the candidates.
"""

import math
import re
from collections.abc import Sequence

import msgspec

from caseweave.extract.places import _features
from caseweave.extract.places._features import STATIC, Outlet, Sense, Surroundings
from caseweave.extract.places._lexicon import Lexicon, lexicon
from caseweave.extract.places._spot import Spot, halved
from caseweave.extract.places._weights import weights
from caseweave.gazetteer import MAIN, Candidate, Gazetteer, Place, gazetteer, key

_MOST = 60  # candidates of one name
_ROUNDS = 4
_JOIN = re.compile(r"^(?:'s|’s)?\s*(?:,|\(|\bin\b|\bof\b)?\s*(?:the\s+)?$")
_LIST = re.compile(r"^\s*(?:,|,?\s*(?:and|or|&)|/)\s*(?:the\s+)?$")
_AFTER_COMMA = re.compile(r",\s((?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,2})")
_GAP = 12  # characters between a name and the name that holds it


def resolve_spots(
    spots: Sequence[Spot], text: str, outlet: str | None = None
) -> list[tuple[Place | None, int, float]]:
    """For each spot its place, how many candidates there were, and the share of the best."""
    of = senses(spots, text, outlet)
    settle([s for s in dict.fromkeys(of) if s.candidates])
    return [_answer(sense) for sense in of]


def _answer(sense: Sense) -> tuple[Place | None, int, float]:
    if not sense.candidates:
        return None, 0, 0.0
    place, share = sense.best()
    return place, len(sense.candidates), share


def senses(spots: Sequence[Spot], text: str, outlet: str | None = None) -> list[Sense]:
    """For each spot its sense; spots of one name share one."""
    words, places, source = lexicon(), gazetteer(), _features.outlet_of(outlet)
    rests = halved(spots, words)
    found: dict[str, Sense] = {}
    of = []
    for i, spot in enumerate(spots):
        name = f"{spot.demonym or ''}|{key(expanded(spot.name, words))}"
        if name not in found:
            whole = _half(spot, rests, words, places)
            found[name] = _sense(whole or spot, text, words, places, source)
        found[name].spots.append(i)
        of.append(found[name])
    for i in range(len(spots) - 1):
        gap = text[spots[i].end : spots[i + 1].start]
        if of[i] is not of[i + 1] and len(gap) < _GAP and _JOIN.match(gap):
            of[i].after.append(of[i + 1])
            of[i + 1].before.append(of[i])
        if of[i] is not of[i + 1] and len(gap) < _GAP and _LIST.match(gap):
            of[i].peers.append(of[i + 1])
            of[i + 1].peers.append(of[i])
    return of


def settle(known: Sequence[Sense], by: tuple[float, ...] | None = None) -> None:
    """Lets the senses' probabilities influence one another for a few rounds, in place.

    `by`: other weights than the shipped ones, in the order of `_features.NAMES`.
    """
    w = by or weights().resolve
    alone = [
        [sum(a * b for a, b in zip(w, static, strict=False)) for static in sense.static]
        for sense in known
    ]
    for round_ in range(_ROUNDS + 1):
        around = Surroundings(known) if round_ else None
        fresh = []
        for sense, own in zip(known, alone, strict=True):
            if len(sense.candidates) == 1:
                fresh.append([1.0])  # nothing to choose
                continue
            scores = []
            for candidate, score in zip(sense.candidates, own, strict=True):
                context = around.context(sense, candidate) if around else ()
                told = sum(a * b for a, b in zip(w[len(STATIC) :], context, strict=False))
                scores.append(score + told)
            fresh.append(softmax(scores))
        for sense, share in zip(known, fresh, strict=True):
            sense.share = share


def _half(spot: Spot, rests: frozenset[str], words: Lexicon, places: Gazetteer) -> Spot | None:
    """The spot with the whole name that a bare "North" stands for in this report."""
    if key(spot.name) not in words.halves:
        return None
    wholes = sorted(f"{key(spot.name)} {rest}" for rest in rests)
    known = [country.name for w in wholes if (country := places.country_by_name(w))]
    return msgspec.structs.replace(spot, name=known[0]) if known else None


def _sense(
    spot: Spot, text: str, words: Lexicon, places: Gazetteer, outlet: Outlet | None
) -> Sense:
    found = candidates(spot, words, places)
    hinted = _features.hints((spot.start, spot.end), text, words)
    static = [_features.static(c, found, spot.name, hinted, outlet) for c in found]
    return Sense(spot.name, found, static, [], [], [], [], [])


def candidates(spot: Spot, words: Lexicon, places: Gazetteer) -> tuple[Candidate, ...]:
    """The places that the words may mean, at most `_MOST`; a demonym has the one it stands for."""
    if spot.demonym:
        country = places.country(spot.demonym) if len(spot.demonym) == 2 else None
        if country:
            return (Candidate(places.place(country.row), 0),)
        return places.candidates(spot.demonym)[:_MOST]
    name = expanded(spot.name, words)
    parts = key(name).split()
    tries = [name]
    if len(parts) > 1 and parts[-1] in words.generic:
        tries.append(" ".join(parts[:-1]))
    if len(parts) > 2 and parts[0] in words.generic and parts[1] == "of":
        tries.append(" ".join(parts[2:]))
    if len(parts) > 1 and parts[0] in words.generic:
        tries.append(" ".join(parts[1:]))
    if len(parts) > 1 and parts[0] in words.compass:
        tries.append(" ".join(parts[1:]))
    if town := town_of_site(name, words):
        tries.append(town)
    for attempt in tries:
        found = places.candidates(attempt)
        if found:
            return found[:_MOST]
    return ()


def holders_beside(spots: Sequence[Spot], text: str) -> list[Spot]:
    """Names of countries and provinces that follow a spot after a comma and are no spots.

    Somebody who marks "X" of "X, State" alone still wants the state to be heard.
    """
    words, places = lexicon(), gazetteer()
    helpers = []
    for spot in spots:
        after = _AFTER_COMMA.match(text, spot.end)
        if after is None or any(s.start < after.end(1) and after.start(1) < s.end for s in spots):
            continue
        start, run = after.start(1), after[1].split(" ")
        for length in range(len(run), 0, -1):
            name = " ".join(run[:length])
            found = places.candidates(expanded(name, words))
            if any(c.place.kind in {"country", "admin1"} and c.rank == MAIN for c in found):
                helpers.append(Spot(start, start + len(name), name))
                break
    return helpers


def town_of_site(name: str, words: Lexicon) -> str | None:
    """The name before a word for a site ("X" of "X International Airport"), or None."""
    whole = key(name)
    return next((whole.removesuffix(f" {w}") for w in words.site if whole.endswith(f" {w}")), None)


def expanded(name: str, words: Lexicon) -> str:
    """The full name of an abbreviation ("W. Va." -> "West Virginia"), else the name itself."""
    return words.expand.get(re.sub(r"[.\s]", "", name), name) if len(name) < 10 else name


def softmax(scores: Sequence[float]) -> list[float]:
    """Probabilities from scores."""
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]
