"""Drafts for who helped, who was asked, who is thanked or blamed: `lang/en/responses.toml`.

Said to have helped is not asked, and thanked is not said to have caused: each has its attribute.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from caseweave.extract.assemble._claims import name_kind
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.factuality import factuality
from caseweave.extract.layers import ParsedPassage
from caseweave.extract.syntax import np_span, objects, subjects, words_below
from caseweave.lang import profile
from caseweave.model import NameValue

_ACTOR_POS = {"NOUN", "PROPN"}
_CAPTIVITY = frozenset({"kidnapped"})
_FREEING = frozenset({"released", "rescued"})
_ATTRIBUTES = ("helped_by", "requested_from", "credited", "blamed")


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, Any]:
    return profile(language, "responses")


@lru_cache(maxsize=4)
def _lemmas(language: str) -> frozenset[str]:
    """The first words of all that tells a response; no other verb is looked at."""
    lists = [_words(language)[attribute] for attribute in _ATTRIBUTES]
    keys = ("subject", "subject_phrases", "object", "phrases")
    return frozenset(p.split()[0] for held in lists for k in keys for p in held.get(k, ()))


def response_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """All drafts about responses, in text order within each passage."""
    words = _words(frame.report.language or "en")
    telling = _lemmas(frame.report.language or "en")
    for passage in frame.parsed.passages:
        for token in passage.doc:
            if token.lemma_.lower() in telling and token.pos_ in {"VERB", "AUX"}:
                yield from _of_verb(frame, topics, passage, token, words)
        yield from _of_phrases(frame, topics, passage, words)
    yield from _who_freed(frame, topics)


def _who_freed(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """Of people held by captors, whoever is said to have freed them, but for the captors.

    Where a state holds them, who frees them is their custodian, and has not thereby helped.
    """
    held = {
        topics.of_event[i]
        for i, e in enumerate(frame.events)
        if e.kind in _CAPTIVITY and i in topics.of_event
    }
    captors = {
        frame.words(span).casefold()
        for e in frame.events
        if e.kind in _CAPTIVITY
        for span in e.agents
    }
    for index, event in enumerate(frame.events):
        topic = topics.of_event.get(index)
        if topic not in held or event.kind not in _FREEING or event.nominal:
            continue
        for span in event.agents:
            if name_kind(frame, span) == "group" or frame.words(span).casefold() in captors:
                continue
            yield Draft(
                topic=topic,
                attribute="helped_by",
                value=NameValue(text=frame.words(span), kind=name_kind(frame, span)),
                span=span,
                extractor="responses",
                confidence=0.6,
                factuality=event.factuality,
            )


def _of_verb(
    frame: Frame, topics: Topics, passage: ParsedPassage, token: Any, words: dict[str, Any]
) -> Iterator[Draft]:
    for attribute in _ATTRIBUTES:
        lists = words[attribute]
        holders = _holders(token, lists)
        for holder in holders:
            if holder.pos_ not in _ACTOR_POS or not _can_act(frame, passage, holder):
                continue
            draft = _draft(frame, topics, passage, attribute, holder, trigger=token)
            if draft.factuality != "hypothetical":
                yield draft


def _holders(token: Any, lists: dict[str, Any]) -> list[Any]:
    lemma = token.lemma_.lower()
    below: set[str] | None = None
    for phrase in lists.get("subject_phrases", ()):
        first, *rest = phrase.split()
        if first == lemma:
            below = below if below is not None else words_below(token)
            if set(rest) <= below:
                return subjects(token)
    if lemma in lists.get("subject", ()) and not any(c.dep_ == "nsubjpass" for c in token.children):
        return subjects(token)
    if lemma in lists.get("object", ()):
        return objects(token)
    for phrase in lists.get("phrases", ()) if "object" in lists else ():
        first, *rest = phrase.split()
        if first == lemma:
            below = below if below is not None else words_below(token)
            if set(rest) <= below:
                return objects(token) or _to_objects(token)
    return []


def _to_objects(token: Any) -> list[Any]:
    return [
        o
        for c in token.children
        if c.dep_ in {"prep", "dative"} and c.lower_ in {"to", "on", "with"}
        for o in c.children
        if o.dep_ == "pobj"
    ]


def _of_phrases(
    frame: Frame, topics: Topics, passage: ParsedPassage, words: dict[str, Any]
) -> Iterator[Draft]:
    """Phrases of cause: "thanks to X", "with the help of X", "due to X's intervention"."""
    lists = words["helped_by"]
    lower = passage.doc.text.lower()
    for phrase in lists["phrases"]:
        at = lower.find(phrase)
        while at >= 0:
            holder = _after(passage, at + len(phrase), frozenset(lists["help_nouns"]))
            if holder is not None and _can_act(frame, passage, holder):
                yield _draft(frame, topics, passage, "helped_by", holder, trigger=holder)
            at = lower.find(phrase, at + 1)
    for token in passage.doc:
        if token.lemma_.lower() in lists["help_nouns"]:
            for child in token.children:
                if child.dep_ == "poss" and child.pos_ == "PROPN" and _is_cause(token):
                    yield _draft(frame, topics, passage, "helped_by", child, trigger=token)


def _is_cause(token: Any) -> bool:
    """Whether the noun stands in a phrase of cause or means ("with", "due to", "thanks to")."""
    head = token.head
    return token.dep_ == "pobj" and head.lower_ in {"with", "by", "to", "through", "after"}


def _after(passage: ParsedPassage, offset: int, help_nouns: frozenset[str]) -> Any | None:
    """The actor named after a phrase of cause; "the help of X" yields X."""
    span = passage.doc.char_span(
        offset, min(offset + 2, len(passage.doc.text)), alignment_mode="expand"
    )
    if span is None or not len(span):
        return None
    start = span[0].i
    for token in passage.doc[start : start + 12]:
        if token.pos_ in _ACTOR_POS and token.dep_ in {"pobj", "poss", "conj", "appos", "dobj"}:
            if token.lemma_.lower() in help_nouns:
                continue
            return token
    return None


def _can_act(frame: Frame, passage: ParsedPassage, holder: Any) -> bool:
    """Whether a noun names somebody: a name, a state, or people in an office."""
    if holder.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    start, end = np_span(holder)
    kind = name_kind(frame, (start + passage.offset, end + passage.offset))
    return kind != "group" or holder.lemma_.lower() in _offices(frame.report.language or "en")


@lru_cache(maxsize=4)
def _offices(language: str) -> frozenset[str]:
    return frozenset(profile(language, "actors")["offices"])


def _draft(
    frame: Frame,
    topics: Topics,
    passage: ParsedPassage,
    attribute: str,
    holder: Any,
    *,
    trigger: Any,
) -> Draft:
    low, high = np_span(holder)
    span = (low + passage.offset, high + passage.offset)
    return Draft(
        topic=topics.of_sentence[frame.sentence_at(span[0])],
        attribute=attribute,
        value=NameValue(text=frame.words(span), kind=name_kind(frame, span)),
        span=span,
        extractor="responses",
        confidence=0.6,
        factuality=factuality(trigger, title=passage.passage.kind == "title")
        if trigger is not holder
        else "happened",
    )
