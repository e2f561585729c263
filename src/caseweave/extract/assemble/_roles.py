"""Which event a date or a place belongs to, and in what role: read from the parse.

A date hangs on the nearest event above it in the tree; where there is none, on the event that its
verb introduces; a date on a reporting verb tells when it was said.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._place_role import of_witness, place_role, set_aside, tables
from caseweave.extract.layers import Toponym
from caseweave.lang import profile

# What governs a phrase that is no event's.
_NONE, _SAID, _TOLD, _APART = "", "said", "told", "apart"
_WIDE = {"country", "region", "sea"}
_CLAUSES = {"advcl", "ccomp", "relcl", "csubj"}


class Roles(msgspec.Struct, frozen=True, kw_only=True):
    """`times[i]`: events of time i; `said_times`: those of statements; `places[i]`: event, role.

    `loose_places[i]`: the role of a place in a sentence that has no event for it; `apart`: times
    that belong to a clause of their own beside the event's ("a year after it, the trial began on").
    `aside`: places of such a clause, and where people are treated, tried or live.
    """

    times: dict[int, tuple[int, ...]]
    said_times: frozenset[int]
    places: dict[int, tuple[tuple[int, str], ...]]
    loose_places: dict[int, str]
    apart: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()

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
        if other == _SAID and not _told(frame, span):
            said.add(i)
        if events:
            times[i] = events
    for event, held in _of_the_others(frame, times):
        times[held] = (*times[held], event)
    places, loose, aside = _places(frame, triggers, [c for c, _ in said_cues])
    return Roles(
        times=times,
        said_times=frozenset(said),
        places=places,
        loose_places=loose,
        apart=frozenset(apart),
        aside=aside,
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
) -> tuple[dict[int, tuple[tuple[int, str], ...]], dict[int, str], frozenset[int]]:
    language = frame.report.language or "en"
    _, _, moves = tables(language)
    roots = _place_roots(frame)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    loose: dict[int, str] = {}
    aside: set[int] = set()
    for i, place in enumerate(frame.places):
        token = None if place.demonym else frame.token_at(max(place.start, place.end - 1))
        if token is None:
            continue
        base = _base(frame, token)
        token = _holder(frame, _root_in(token, place.end - base), roots)
        role = place_role(token, language)
        governing, other = _governing(frame, token, triggers, cues)
        named = _named_after(token, triggers, base) if place.precision not in _WIDE else None
        named = _attacked(frame, place) if named is None else named
        if named is not None:
            role, governing, other = "place", (named,), _NONE
        beside = of_witness(token, language, {t - base for t in triggers})
        source = role == "place" and not governing and _names_source(frame, place)
        beside = beside or source
        if other == _APART or beside or (role is None and set_aside(token, language)):
            aside.add(i)
        if role is None or beside:
            continue
        if not governing and _is_loose(frame, place, role, other):
            loose[i] = role
        elif not governing:
            aside.add(i)
            if other == _APART and role != "place":
                loose[i] = role  # of those who travel on, if the clause tells of them
        for event in governing:
            if frame.events[event].kind == "departed" and role == "place":
                role = "origin_place"  # "left the coast near X": where they set out from
            if frame.events[event].kind in moves or role in {"place", "transit_place"}:
                found[i].append((event, role))
            else:
                loose[i] = role
    return {k: tuple(v) for k, v in found.items()}, loose, frozenset(aside)


def _named_after(token: Any, triggers: dict[int, int], base: int) -> int | None:
    """The event that bears the name of its place: "the X bus kidnapping", "the X arrests"."""
    current = token
    while current.dep_ in {"compound", "nmod"} and current.head != current:
        current = current.head
    told = current != token and current.pos_ in {"NOUN", "PROPN"}
    return triggers.get(base + current.idx) if told else None


def _attacked(frame: Frame, place: Toponym) -> int | None:
    """The attack of which a place is the target: "shelled X", "X was raided"."""
    span = (place.start, place.end)
    for index in frame.sentences[frame.sentence_at(place.start)].events:
        event = frame.events[index]
        hit = any(p[1] == span[1] and overlaps(span, p) for p in event.patients)
        if event.kind == "attack" and hit:
            return index
    return None


def _is_loose(frame: Frame, place: Toponym, role: str, other: str) -> bool:
    """Whether a place that no event governs is one of what is told, not of who tells it.

    What people say of a whole country is mostly background.
    """
    if other in {_SAID, _TOLD}:
        span = (place.start, place.end)
        fine = role != "place" or place.precision not in _WIDE
        return fine and (other == _TOLD or _told(frame, span))
    return not other


def _names_source(frame: Frame, place: Toponym) -> bool:
    """Whether a place stands in the words for who says something."""
    return any(overlaps((place.start, place.end), s) for a in frame.said for s in a.source)


def _place_roots(frame: Frame) -> set[tuple[int, int]]:
    """The passages and tokens that stand for a place as a whole."""
    found = set()
    for place in frame.places:
        token = None if place.demonym else frame.token_at(max(place.start, place.end - 1))
        if token is not None:
            root = _root_in(token, place.end - _base(frame, token))
            found.add((_base(frame, token), root.i))
    return found


def _holder(frame: Frame, token: Any, roots: set[tuple[int, int]]) -> Any:
    """The place that another one only says where to find: "from X in Y", "X, in Y"."""
    base = _base(frame, token)
    for _ in range(2):
        within = token.dep_ == "pobj" and token.head.lower_ == "in"
        if not within or (base, token.head.head.i) not in roots:
            break
        token = token.head.head
    return token


def _told(frame: Frame, span: tuple[int, int]) -> bool:
    """Whether a span lies in what somebody is said to have said."""
    return any(overlaps(span, c) for a in frame.said for c in a.content)


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
    own, apart, past = True, False, False
    for _ in range(12):
        if _clause_apart(current):
            return (), _APART
        if current.head == current:
            break
        # What hangs on a verb below the one of saying tells nothing of when or where it was said.
        verb = current.pos_ in {"VERB", "AUX"}
        own = own and not (verb and current.dep_ in _CLAUSES)
        past = past or (verb and _told_of_past(current))
        apart = apart or past or (verb and current.dep_ in _CLAUSES - {"advcl"})
        current = current.head
        at = base + current.idx
        if at in triggers and _past_its_clause(current, token):
            return (), _APART
        if at in triggers:
            aside = apart and token.i < current.i
            return (() if aside else (triggers[at],)), (_APART if aside and past else _NONE)
        span = (at, at + len(current.text))
        if any(overlaps(span, c) for c in cues):
            return (), _SAID if own else _TOLD
        if current.pos_ in {"VERB", "AUX"}:
            below = _introduced(current, triggers, base)
            if not below and token.i < current.i:
                below = _coordinate(current, triggers, base)
            if below:
                return below, _NONE
    return (), _NONE


def _told_of_past(verb: Any) -> bool:
    """Whether a participle only says who somebody is: "convicted in 2019", "born in X in 1980".

    What carries people along ("a bus taking pupils to X") goes on in the main clause.
    """
    carries = verb.lemma_.lower() in profile("en", "roles")["carrying"]["words"]
    return verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBG"} and not carries


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
