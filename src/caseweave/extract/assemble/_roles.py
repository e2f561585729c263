"""Which event a date or a place belongs to, and in what role: read from the parse.

A date hangs on the nearest event above it in the tree; where there is none, on the event that its
verb introduces; a date on a reporting verb tells when it was said.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import msgspec

from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.lang import profile


@lru_cache(maxsize=4)
def _tables(language: str) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Roles by preposition and by verb, and the kinds of event that move people."""
    table = profile(language, "roles")
    by_word = [
        {word: role for role, words in table[part].items() for word in words}
        for part in ("preposition", "verb")
    ]
    return by_word[0], by_word[1], frozenset(table["moves"]["kinds"])


# Links of the parse inside a noun phrase, through which a place climbs to its preposition.
# Words above a place's preposition that say what is there.
_NEAR = 1
_INSIDE = {"compound", "poss", "appos", "amod", "nmod", "conj", "npadvmod", "pobj", "prep"}


# What governs a phrase that is no event's.
_NONE, _SAID, _APART = "", "said", "apart"


class Roles(msgspec.Struct, frozen=True, kw_only=True):
    """`times[i]`: events of time i; `said_times`: those of statements; `places[i]`: event, role.

    `loose_places[i]`: the role of a place in a sentence that has no event for it; `apart`: times
    that belong to a clause of their own beside the event's ("a year after it, the trial began on").
    """

    times: dict[int, tuple[int, ...]]
    said_times: frozenset[int]
    places: dict[int, tuple[tuple[int, str], ...]]
    loose_places: dict[int, str]
    apart: frozenset[int] = frozenset()

    def of_event(self, event: int) -> tuple[list[int], list[tuple[int, str]]]:
        """The times, and the places with their roles, of one event."""
        times = [t for t, events in self.times.items() if event in events]
        places = [(p, r) for p, held in self.places.items() for e, r in held if e == event]
        return times, places


def find_roles(frame: Frame) -> Roles:
    """The roles of all dates and places of a report."""
    triggers = {e.start: i for i, e in enumerate(frame.events)}
    said_cues = [(c, a) for a in frame.said for c in a.cue]
    times: dict[int, tuple[int, ...]] = {}
    said: set[int] = set()
    apart: set[int] = set()
    for i, time in enumerate(frame.times):
        token = frame.token_at(time.start)
        if token is None:
            continue
        root = _root_in(token, time.end - _base(frame, token))
        span = (time.start, time.end)
        # A date inside the name of a source ("the 2013 case saw ...") is not when it was said.
        own = [c for c, a in said_cues if not any(overlaps(span, s) for s in a.source)]
        events, other = _governing(frame, root, triggers, own)
        if other == _APART:
            apart.add(i)
        if other == _SAID and not any(overlaps(span, c) for a in frame.said for c in a.content):
            said.add(i)
        if events:
            times[i] = events
    for event, held in _of_the_others(frame, times):
        times[held] = (*times[held], event)
    places, loose = _places(frame, triggers, [c for c, _ in said_cues])
    return Roles(
        times=times,
        said_times=frozenset(said),
        places=places,
        loose_places=loose,
        apart=frozenset(apart),
    )


def _of_the_others(frame: Frame, times: dict[int, tuple[int, ...]]) -> Iterator[tuple[int, int]]:
    """Events of the rest of a group, with the time of what befell the first part of it.

    As in "On Friday nine were caught. The other seven ran away": the second sentence names no day,
    and goes on in the first one's.
    """
    for number, sentence in enumerate(frame.sentences[1:], start=1):
        before = frame.sentences[number - 1]
        if sentence.times or before.passage != sentence.passage:
            continue
        dated = sorted(t for t, events in times.items() if set(events) & set(before.events))
        days = {frame.times[t].edtf for t in dated}
        if len(days) != 1 or None in days:
            continue
        for event in sentence.events:
            rest = (frame.counts[c] for c in frame.patients_of(frame.events[event]))
            if any(c.definite and c.reference == "other" for c in rest):
                yield event, dated[0]


def _places(
    frame: Frame, triggers: dict[int, int], cues: list[tuple[int, int]]
) -> tuple[dict[int, tuple[tuple[int, str], ...]], dict[int, str]]:
    _, _, moves = _tables(frame.report.language or "en")
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    loose: dict[int, str] = {}
    for i, place in enumerate(frame.places):
        token = None if place.demonym else frame.token_at(max(place.start, place.end - 1))
        if token is None:
            continue
        token = _root_in(token, place.end - _base(frame, token))
        role = _place_role(token, frame.report.language or "en")
        if role is None:
            continue
        governing, other = _governing(frame, token, triggers, cues)
        if not governing and not other:
            loose[i] = role
        for event in governing:
            if frame.events[event].kind == "departed" and role == "place":
                role = "origin_place"  # "left the coast near X": where they set out from
            move = frame.events[event].kind in moves
            if move or role in {"place", "transit_place"}:
                found[i].append((event, role))
            else:
                loose[i] = role
    return {k: tuple(v) for k, v in found.items()}, loose


def _base(frame: Frame, token: Any) -> int:
    """The offset of the token's passage in the report."""
    for passage in frame.parsed.passages:
        if passage.doc is token.doc:
            return passage.offset
    return 0


def _root_in(token: Any, end: int) -> Any:
    """The head of the phrase that holds `token` and ends at passage offset `end`."""
    current = token
    while current.head != current and token.idx <= current.head.idx < end:
        current = current.head
    return current


def _governing(
    frame: Frame, token: Any, triggers: dict[int, int], cues: list[tuple[int, int]]
) -> tuple[tuple[int, ...], str]:
    """The events that govern a phrase; where none does, whether a report or another clause does."""
    base = _base(frame, token)
    current = token
    for _ in range(12):
        if _clause_apart(current):
            return (), _APART
        if current.head == current:
            break
        current = current.head
        at = base + current.idx
        if at in triggers and _past_its_clause(current, token):
            return (), _APART
        if at in triggers:
            return (triggers[at],), _NONE
        span = (at, at + len(current.text))
        if any(overlaps(span, c) for c in cues):
            return (), _SAID
        if current.pos_ in {"VERB", "AUX"}:
            below = _introduced(current, triggers, base)
            if not below and token.i < current.i:
                below = _coordinate(current, triggers, base)
            if below:
                return below, _NONE
    return (), _NONE


def _coordinate(verb: Any, triggers: dict[int, int], base: int) -> tuple[int, ...]:
    """The event that shares its subject with the verb before it, and what opens the sentence.

    As in "on Tuesday they were taken to the harbour and put on a ferry home".
    """
    for child in verb.children:
        if child.dep_ == "conj" and base + child.idx in triggers and not _clause_apart(child):
            return (triggers[base + child.idx],)
    return ()


def _clause_apart(verb: Any) -> bool:
    """Whether a coordinate verb tells something else, so that its day and place are its own.

    "They were held in May, and the trial began on Tuesday."
    """
    coordinate = verb.dep_ == "conj" and verb.pos_ in {"VERB", "AUX"}
    return coordinate and any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)


def _past_its_clause(trigger: Any, token: Any) -> bool:
    """Whether a phrase stands in the main clause that the parser hangs on a subordinate one.

    As with "Tuesday" in "A year after they were held, the trial began on Tuesday".
    """
    marked = trigger.dep_ == "ROOT" and any(c.dep_ == "mark" for c in trigger.lefts)
    return marked and any(t.text == "," for t in trigger.doc[trigger.i : max(trigger.i, token.i)])


def _introduced(verb: Any, triggers: dict[int, int], base: int) -> tuple[int, ...]:
    """The event that a light verb introduces ("had the group shipped back", "managed to flee")."""
    for child in verb.children:
        if (
            child.dep_ in {"xcomp", "ccomp", "dobj", "attr", "acomp"}
            and base + child.idx in triggers
        ):
            return (triggers[base + child.idx],)
    return ()


@lru_cache(maxsize=4)
def _elsewhere(language: str) -> frozenset[str]:
    return frozenset(profile(language, "roles")["elsewhere"]["words"])


@lru_cache(maxsize=4)
def _beside(language: str) -> frozenset[str]:
    return frozenset(profile(language, "roles")["beside"]["words"])


def _place_role(token: Any, language: str) -> str | None:
    """The role of a place by the word that governs it; none for where people are treated or live.

    As in "is at a hospital in X", "appeared in court in X", "lives in X".
    """
    role = _governed_role(token, language)
    if role != "place":
        return role
    elsewhere = _elsewhere(language)
    above = islice((t for t in token.ancestors if t.pos_ != "ADP"), _NEAR)
    return None if any(t.lemma_.lower() in elsewhere for t in above) else role


def _governed_role(token: Any, language: str) -> str | None:
    """The role that the governing preposition or verb gives a place."""
    by_preposition, by_verb, _ = _tables(language)
    current = token
    for _ in range(6):
        head = current.head
        if head == current:
            return None
        if head.pos_ == "ADP" or head.dep_ in {"prep", "agent"}:
            lower = head.lower_
            if lower == "of" and head.head.lower_ in _beside(language):
                return "place"
            if lower == "of":
                current = head
                continue
            if lower == "to" and head.head.lower_ == "back":
                return "destination"
            return by_preposition.get(lower)
        if head.pos_ == "VERB" and current.dep_ in {"dobj", "advmod", "npadvmod"}:
            return by_verb.get(head.lemma_.lower())
        if current.dep_ not in _INSIDE:
            return None
        current = head
    return None
