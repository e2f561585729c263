"""When and where an incident was, told without an event: "it happened on", "<place> police said".

Only what no event claims is drafted here, with less confidence; nothing is told that the words at
the claim's span do not say.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from caseweave.extract.assemble._claims import place_value
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, Sentence
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import TimeExpression, Toponym
from caseweave.lang import profile
from caseweave.model import DateValue

# Found on the early part of the development reports of shootings; a bare hour names no day.
_OCCURS, _RESPONDS, _TOLD, _HOUR = 0.75, 0.5, 0.3, 0.2
_DATELINE, _OFFICE, _TITLE, _NAMED = 0.6, 0.4, 0.35, 0.15
_LEAD_SENTENCES = 6
_CLIMB = 10


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in profile(language, "scene").items()}


def names_day(words: str, language: str = "en") -> bool:
    """Whether the words of a time name its day, not only an hour or a part of a day."""
    lower = words.lower()
    known = _words(language)["days"]
    if any(w in known for w in re.findall(r"[a-z]+", lower)) or "last night" in lower:
        return True
    return bool(re.search(r"\d{1,2}[/.-]\d{1,2}|\d{4}", lower)) or not _is_hour(lower)


def _is_hour(lower: str) -> bool:
    """Whether the words are an hour or a part of an unnamed day."""
    return bool(re.search(r"\d|noon|midnight|morning|afternoon|evening|night|day", lower))


def scene_date_drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    """`date` where the words say that it happened then; `date.mentioned` for others of the lead."""
    for number, sentence in enumerate(frame.sentences):
        for index in sentence.times:
            time = frame.times[index]
            if time.type not in {"DATE", "TIME"} or not time.edtf or index in roles.times:
                continue
            sure = _when(frame, time)
            attribute = "date"
            if sure is None and number < _LEAD_SENTENCES and index not in roles.said_times:
                attribute, sure = "date.mentioned", _TOLD
            if sure is None:
                continue
            words = frame.words((time.start, time.end))
            yield Draft(
                topic=topics.of_sentence[number],
                attribute=attribute,
                value=DateValue(edtf=time.edtf, words=words),
                span=(time.start, time.end),
                extractor="scene",
                confidence=sure if names_day(words) else min(sure, _HOUR),
            )


def _when(frame: Frame, time: TimeExpression) -> float | None:
    """How surely the verb above a time says that the incident was then; None where it does not."""
    lists = _words(frame.report.language or "en")
    token = frame.token_at(time.start)
    for _ in range(_CLIMB):
        if token is None or token.head == token:
            break
        token = token.head
        lemma = token.lemma_.lower()
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if lemma in lists["occur"] or _phrase(token, lists["occur_phrases"]):
            return _OCCURS
        if lemma in lists["respond"] and _by_responders(token, lists["responders"]):
            return _RESPONDS
    return None


def _phrase(verb: Any, phrases: frozenset[str]) -> bool:
    below = {c.lemma_.lower() for c in verb.children}
    return any(p.split()[0] == verb.lemma_.lower() and p.split()[1] in below for p in phrases)


def _by_responders(verb: Any, responders: frozenset[str]) -> bool:
    return any(
        t.lemma_.lower() in responders or t.lower_ in responders
        for c in verb.children
        if c.dep_ in {"nsubj", "nsubjpass", "dobj"}
        for t in (c, *c.children)
    )


def scene_place_drafts(frame: Frame, roles: Roles, topics: Topics) -> Iterator[Draft]:
    """`place.mentioned` for towns of dateline, title, lead and offices that no event claims."""
    held = {i for i, found in roles.places.items() if found} | set(roles.loose_places)
    for number, sentence in enumerate(frame.sentences):
        for index in sentence.places:
            place = frame.places[index]
            if place.demonym or not place.city or index in held:
                continue
            sure = _where(frame, sentence, number, place)
            if sure is None:
                continue
            yield Draft(
                topic=topics.of_sentence[number],
                attribute="place.mentioned",
                value=place_value(place),
                span=(place.start, place.end),
                extractor="scene",
                confidence=round(sure * (0.5 + 0.5 * min(1.0, max(0.0, place.score))), 3),
            )


def _where(frame: Frame, sentence: Sentence, number: int, place: Toponym) -> float | None:
    if sentence.kind == "dateline":
        return _DATELINE
    if sentence.kind == "title":
        return _TITLE
    after = re.match(r"\W*(\w+)", frame.words((place.end, sentence.end)))
    lists = _words(frame.report.language or "en")
    if after and after.group(1).lower() in lists["offices"]:
        return _OFFICE
    return _NAMED if number < _LEAD_SENTENCES else None
