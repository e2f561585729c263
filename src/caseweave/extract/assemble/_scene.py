"""When and where an incident was, told without an event: "it happened on", "<place> police said".

Only what no event claims is drafted here, with less confidence; nothing is told that the words at
the claim's span do not say.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._placed import place_value
from caseweave.extract.assemble._roles import Roles
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import TimeExpression, Toponym
from caseweave.extract.places import resolve
from caseweave.gazetteer import MAIN, gazetteer
from caseweave.lang import word_sets
from caseweave.model import DateValue

# Found on the early part of the development reports of shootings; a bare hour names no day.
_OCCURS, _RESPONDS, _TOLD, _HOUR = 0.75, 0.5, 0.3, 0.2
_DATELINE, _OFFICE, _RESIDENT, _TITLE, _NAMED = 0.6, 0.4, 0.25, 0.35, 0.15
_LEAD_SENTENCES = 6
# People: a smaller town's name is more often a family's.
_TOWN = 3000
_CLIMB = 10
_RUN = 40  # code points behind a name in which the rest of a longer name stands
# Their dates say when the report was filed.
_NOT_TOLD = {"dateline", "byline"}
_words = word_sets("scene")


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
        if sentence.kind in _NOT_TOLD:
            continue
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
    for verb in _verbs_above(frame, time.start):
        if _occurs(verb, lists):
            return _OCCURS
        if verb.lemma_.lower() in lists["respond"] and _by_responders(verb, lists["responders"]):
            return _RESPONDS
    return None


def _verbs_above(frame: Frame, offset: int) -> Iterator[Any]:
    """The verbs that govern the token at `offset`, nearest first."""
    token = frame.token_at(offset)
    for _ in range(_CLIMB):
        if token is None or token.head == token:
            return
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            yield token


def _occurs(verb: Any, lists: dict[str, frozenset[str]]) -> bool:
    if verb.lemma_.lower() in lists["begin"]:
        subjects = (c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"})
        return any(s.lemma_.lower() in lists["begun"] for s in subjects)
    return verb.lemma_.lower() in lists["occur"] or _phrase(verb, lists["occur_phrases"])


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
    """`place` where the words say that it happened there; `place.mentioned` for other towns.

    Those are the towns of dateline, title and lead, and the ones that offices and people are named
    after ("<place> police"), which are no places of the text by themselves.
    """
    for number, sentence in enumerate(frame.sentences):
        for index in sentence.places:
            place = frame.places[index]
            if place.demonym or place.precision is None or index in roles.places:
                continue
            if _of_outlet(frame, sentence, place.start):
                continue
            told = _happened_at(frame, place.start)
            attribute = "place" if told == _OCCURS else "place.mentioned"
            sure = max(told, _where(frame, sentence, number, place))
            topic = _topic_at(frame, topics, number, place)
            if not sure and topic and place.city:
                sure = _NAMED  # all that a background case may tell of where it was
            if sure:
                yield _place_draft(topic, place, attribute, sure)
    for place, sure in _namesakes(frame):
        sentence = frame.sentences[frame.sentence_at(place.start)]
        if _of_outlet(frame, sentence, place.start):
            continue
        topic = topics.of_sentence[frame.sentence_at(place.start)]
        yield _place_draft(topic, place, "place.mentioned", sure)


def _topic_at(frame: Frame, topics: Topics, number: int, place: Toponym) -> int:
    """The topic of the event told last before a place in its sentence, else of the sentence."""
    before = [
        topics.of_event[e]
        for e in frame.sentences[number].events
        if e in topics.of_event and frame.events[e].start < place.start
    ]
    return before[-1] if before else topics.of_sentence[number]


def _place_draft(topic: int, place: Toponym, attribute: str, sure: float) -> Draft:
    return Draft(
        topic=topic,
        attribute=attribute,
        value=place_value(place),
        span=(place.start, place.end),
        extractor="scene",
        confidence=round(sure * (0.5 + 0.5 * place.score), 3),
    )


def _where(frame: Frame, sentence: Sentence, number: int, place: Toponym) -> float:
    if not place.city:
        return 0.0
    if sentence.kind == "dateline":
        return _DATELINE
    if sentence.kind == "title":
        return _TITLE
    after = re.match(r"\W*(\w+)", frame.words((place.end, sentence.end)))
    if after and after.group(1).lower() in _words(frame.report.language or "en")["offices"]:
        return _OFFICE
    return _NAMED if number < _LEAD_SENTENCES else 0.0


def _of_outlet(frame: Frame, sentence: Sentence, offset: int) -> bool:
    """Whether a place stands in the part of a title that names the outlet."""
    if sentence.kind != "title":
        return False
    lists = _words(frame.report.language or "en")
    passage = frame.parsed.passages[sentence.passage].passage
    title = frame.words((passage.start, passage.end))
    cut = min((at for m in lists["outlet_marks"] if (at := title.find(m)) > 0), default=len(title))
    tail = set(re.findall(r"[a-z]+", title[cut:].lower()))
    named = bool(tail & lists["outlet_words"]) or bool(re.search(r"\.(com|org|net)\b", title[cut:]))
    return named and offset - passage.start > cut


def _happened_at(frame: Frame, offset: int) -> float:
    """How surely the verbs above a place say that it happened there; 0 where they do not."""
    lists = _words(frame.report.language or "en")
    for verb in _verbs_above(frame, offset):
        if _occurs(verb, lists):
            return _OCCURS
        if verb.lemma_.lower() in lists["respond"] and _by_responders(verb, lists["responders"]):
            return _RESPONDS
    return 0.0


@lru_cache(maxsize=4)
def _named_after(language: str) -> re.Pattern[str]:
    lists = _words(language)
    before = "|".join(sorted(lists["quarters"]))
    after = "|".join(sorted(lists["offices"] | lists["residents"]))
    name = r"[A-Z][\w'’]*\.?(?: [A-Z][\w'’]*\.?){0,2}"
    return re.compile(rf"\b(?i:{before}) ({name})|({name}) (?i:{after})\b")


def _namesakes(frame: Frame) -> list[tuple[Toponym, float]]:
    """Towns in the names of offices and people that the places layer did not mark, and how sure."""
    marked = [(p.start, p.end) for p in frame.places if not p.demonym]
    found: dict[tuple[int, int], float] = {}
    offices = _words(frame.report.language or "en")["offices"]
    for passage in frame.parsed.passages:
        text = frame.words((passage.passage.start, passage.passage.end))
        for match in _named_after(frame.report.language or "en").finditer(text):
            a, b = match.span(1 if match.group(1) else 2)
            span = (passage.passage.start + a, passage.passage.start + b)
            last = match.group().split()[-1].lower()
            if not _of_road(frame, span):
                sure = _OFFICE if last in offices else _RESIDENT
                found |= dict.fromkeys(_town_in(frame, span, person=last in offices), sure)
    free = [s for s in found if not any(overlaps(s, m) for m in marked)]
    if not free:
        return []
    resolved = resolve([*marked, *free], frame.report.text, outlet=frame.report.outlet)
    home = _country(frame)
    return [
        (t, found[t.start, t.end])
        for t in resolved
        if (t.start, t.end) in free and t.city and not t.demonym and home in {None, t.country}
    ]


def _of_road(frame: Frame, span: tuple[int, int]) -> bool:
    """Whether the capitalised run that holds a name ends in a word for a road or a building."""
    rest = frame.report.text[span[1] : span[1] + _RUN]
    after = re.match(r"(?:[ -][A-Z][\w'’]*\.?)*", rest)
    words = f"{frame.words(span)}{after.group() if after else ''}".lower().split()
    roads = _words(frame.report.language or "en")["roads"]
    return words[-1].rstrip(".") in roads


def _country(frame: Frame) -> str | None:
    """The country of most places of a report; None where none is known."""
    counted = Counter(p.country for p in frame.places if p.country and not p.demonym)
    return counted.most_common(1)[0][0] if counted else None


def _town_in(frame: Frame, span: tuple[int, int], *, person: bool) -> list[tuple[int, int]]:
    """The longest tail of a capitalised run that is a town's name: "Shots Fired Northfield".

    `person`: also where the recogniser takes it for a person's name, as it does before offices.
    """
    for word in re.finditer(r"\S+", frame.words(span)):
        at = (span[0] + word.start(), span[1])
        token = frame.token_at(at[0])
        if not person and token is not None and token.ent_type_ == "PERSON":
            continue
        known = gazetteer().candidates(frame.words(at))
        named = (c.place for c in known if c.rank == MAIN)
        if any(p.kind == "city" and p.population >= _TOWN for p in named):
            return [at]
    return []
