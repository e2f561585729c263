"""Events of the incident types: a trigger, the clause that tells it, and who, where and when.

Triggers are data (`schema/events.toml`); roles are read from the parse. One trigger can tell one
event only. Every span is an offset into the report's text.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.factuality import factuality, governed
from caseweave.extract.layers import EventFound, Parsed, ParsedPassage, Span
from caseweave.extract.people.denied import kind_denied, yet_to_be
from caseweave.extract.people.lexicon import lexicon as people_lexicon
from caseweave.extract.people.lexicon import singulars
from caseweave.extract.people.oblique import kind_behind
from caseweave.extract.people.surroundings import expand, is_idiom, kind_near, stands_at
from caseweave.extract.syntax import (
    agents,
    clause,
    conjuncts,
    is_passive,
    np_span,
    objects,
    passive_chain,
    subjects,
    words_below,
)
from caseweave.extract.travelling import carriers, on_duty
from caseweave.schema import (
    EventKind,
    also_intransitive,
    event_kinds,
    holder_nouns,
    nouns_of_causes,
    nouns_of_people,
    only_of_people,
    place_nouns,
    vessel_nouns,
)

_PLACE_LABELS = {"GPE", "LOC", "FAC"}
# Before "crossing" these make it a place.
_AT_A_PLACE = {"at", "over", "through", "near", "via", "to", "towards", "outside"}
# Where an ordinal stands for one of those told.
_STANDING = {"nsubj", "nsubjpass", "dobj", "conj"}


class Lexicon(msgspec.Struct, frozen=True):
    """Trigger words to kinds: by lemma, and by lemma with further words."""

    objects: dict[str, EventKind]
    subjects: dict[str, EventKind]
    phrases: dict[str, tuple[tuple[frozenset[str], EventKind, bool], ...]]
    nouns: dict[str, EventKind]
    retold: dict[str, tuple[tuple[frozenset[str], EventKind], ...]] = {}
    types: tuple[str, ...] | None = None


@lru_cache(maxsize=8)
def lexicon(types: tuple[str, ...] | None = None) -> Lexicon:
    """The trigger words of the incident types named."""
    kinds = event_kinds(types)
    phrases: dict[str, list[tuple[frozenset[str], EventKind, bool]]] = {}
    for kind in kinds:
        for is_object, listed in ((True, kind.object_phrases), (False, kind.subject_phrases)):
            for first, *rest in (words for phrase in listed for words in expand(phrase)):
                phrases.setdefault(first, []).append((frozenset(rest), kind, is_object))
    retold: dict[str, list[tuple[frozenset[str], EventKind]]] = {}
    for kind in kinds:
        for first, *rest in (words for phrase in kind.retold for words in expand(phrase)):
            retold.setdefault(first, []).append((frozenset(rest), kind))
    return Lexicon(
        retold={w: tuple(p) for w, p in retold.items()},
        objects={w: k for k in reversed(kinds) for w in k.object},
        subjects={w: k for k in reversed(kinds) for w in k.subject},
        phrases={w: tuple(sorted(p, key=lambda x: -len(x[0]))) for w, p in phrases.items()},
        nouns={w: k for k in reversed(kinds) for w in k.nouns},
        types=types,
    )


def find_events(parsed: Parsed, types: tuple[str, ...] | None = None) -> tuple[EventFound, ...]:
    """All events told in a report, in order of their triggers."""
    words = lexicon(types)
    found: list[EventFound] = []
    for passage in parsed.passages:
        for token in passage.doc:
            event = _event_at(token, passage, words)
            if event is not None:
                found.append(event)
    return tuple(sorted([*found, *_retold(parsed, words, found)], key=lambda e: (e.start, e.end)))


def _retold(parsed: Parsed, words: Lexicon, found: list[EventFound]) -> Iterator[EventFound]:
    """Events told in words of many senses, of kinds that the report tells plainly elsewhere.

    "Driven out" may mean a village; beside "pushed back over the border" it means the border.
    """
    plain = {e.kind for e in found}
    taken = {e.start for e in found}
    for passage in parsed.passages:
        for token in passage.doc:
            entries = words.retold.get(token.lemma_.lower(), ())
            if not entries or passage.offset + token.idx in taken or not _is_verb(token):
                continue
            below = words_below(token)
            kind = next((k for need, k in entries if k.kind in plain and need <= below), None)
            patients, doers = _befalls(token)
            suffered = is_passive(token) or bool(objects(token))
            if kind is not None and suffered and any(is_human(p) for p in patients):
                yield _build(token, passage, kind, (patients, doers), nominal=False)


def _is_verb(token: Any) -> bool:
    return token.pos_ in {"VERB", "AUX"} or token.tag_ in {"VBN", "VBD"}


def _befalls(token: Any) -> tuple[list[Any], list[Any]]:
    """Who undergoes what a verb tells, and who does it."""
    active = objects(token) or allowed(token)
    patients = active if active and not is_passive(token) else subjects(token)
    return patients, agents(token) if active or is_passive(token) else []


def allowed(token: Any) -> list[Any]:
    """Whom a verb lets do something: "let 12 go", where the parser makes them the doers."""
    return [
        doer
        for clause in token.children
        if clause.dep_ == "ccomp" and clause.tag_ == "VB"
        for doer in clause.children
        if doer.dep_ == "nsubj"
    ]


def _event_at(token: Any, passage: ParsedPassage, words: Lexicon) -> EventFound | None:
    if token.ent_type_ in {"ORG", "PERSON", "WORK_OF_ART", "LAW"} and token.pos_ in {
        "PROPN",
        "NOUN",
    }:
        return None
    if _is_verb(token):
        return _verbal(token, passage, words)
    if token.pos_ == "NOUN":
        kind = words.nouns.get(token.lemma_.lower())
        if kind is not None and token.dep_ not in {"compound", "nmod"}:
            return _nominal(token, passage, kind)
    return None


def _verbal(token: Any, passage: ParsedPassage, words: Lexicon) -> EventFound | None:
    denied = kind_denied(token, words.types)
    if denied is not None:
        return _by_denial(token, passage, denied)
    for kind, patients, doers in _tellings(token, words):
        if _fits(token, kind) and not _left_there(token, kind) and _undergo(kind, patients, token):
            return _build(token, passage, kind, (patients, doers), nominal=False)
    return None


def _tellings(token: Any, words: Lexicon) -> Iterator[tuple[EventKind, list[Any], list[Any]]]:
    """What a verb may tell, surest first: the kind, who undergoes it, who does it."""
    if is_idiom(token):
        return
    lemma = _lemma(token)
    behind = kind_behind(token, words.types)
    if behind is not None:
        yield behind[0], behind[1], agents(token)
    phrases = _phrases(token, words.phrases.get(lemma, ()))
    yield from (_with_roles(token, *choice) for choice in phrases)
    if phrases:
        return
    placed = kind_near(token, words.types)
    if placed is not None:
        kind, patients, doers = _with_roles(token, placed, True)
        if passive_chain(token) and not any(is_human(p) for p in patients):
            patients, doers = subjects(token), []
        yield kind, patients, doers
    elif lemma in words.objects and token.dep_ == "amod" and token.tag_ != "VBN":
        return
    elif lemma in words.objects and _transitive(token, lemma):
        yield _with_roles(token, words.objects[lemma], True)
    elif lemma in words.subjects:
        yield _with_roles(token, words.subjects[lemma], False)


def _with_roles(
    token: Any, kind: EventKind, is_object: bool
) -> tuple[EventKind, list[Any], list[Any]]:
    patients, doers = _befalls(token) if is_object else (subjects(token), [])
    return kind, patients, doers


def _left_there(token: Any, kind: EventKind) -> bool:
    """Whether people were left somewhere, rather than leaving: "were led out and left in X"."""
    passive = any(c.dep_ == "auxpass" for c in token.children) or (
        token.dep_ == "conj" and passive_chain(token)
    )
    return kind.patients_are == "travellers" and passive and not objects(token)


def _lemma(verb: Any) -> str:
    """The verb's lemma; "are missing" is no form of "miss" but a state that "be" tells."""
    copula = verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
    state = copula and verb.lower_ in people_lexicon().predicates
    return "be" if state and verb.lemma_ != verb.lower_ else str(verb.lemma_.lower())


def _by_denial(token: Any, passage: ParsedPassage, kind: EventKind) -> EventFound | None:
    """An event told by what did not happen: "have not been found", "never came home"."""
    patients = [p for p in subjects(token) if is_human(p) and not has_role(p)]
    if not patients:
        return None
    found = _build(token, passage, kind, (patients, []), nominal=False)
    # "failed to return": the verb above is the negation itself.
    above = token.head if yet_to_be(token) else token
    return msgspec.structs.replace(found, factuality=governed(above))


def has_role(noun: Any) -> bool:
    """Whether a noun names others than an incident's people: police, officials, witnesses."""
    known = people_lexicon().persons.get(noun.lemma_.lower())
    return known is not None and known.population is not None


def _transitive(token: Any, lemma: str) -> bool:
    """Whether the verb has somebody who undergoes it.

    Parsers take many a participle for a past tense; a verb that never stands without an object and
    has none here is one ("saw nine men deported").
    """
    if is_passive(token) or objects(token):
        return True
    tense = token.tag_ in {"VBD", "VBN"} and token.dep_ != "ROOT"
    return tense and lemma not in also_intransitive() and bool(subjects(token))


def _undergo(kind: EventKind, patients: list[Any], verb: Any = None) -> bool:
    """Whether what undergoes the event can: a report is released, but nobody is freed by that."""
    if verb is not None and verb.lemma_.lower() in only_of_people() and kind.status is not None:
        return not patients or any(is_human(p) or p.pos_ == "PROPN" for p in patients)
    if kind.patients_are == "vessel":
        return any(p.lemma_.lower() in vessel_nouns() for p in patients)
    if kind.patients_are in {"travellers", "afloat"}:
        ashore = kind.patients_are == "afloat" and not (patients and stands_at(patients[0], "sea"))
        riding = vessel_nouns() | (carriers() if kind.patients_are == "travellers" else set())
        return not patients or any(
            p.lemma_.lower() in riding or (is_human(p) and not (ashore or on_duty(p)))
            for p in patients
        )
    if kind.patients_are != "people" or not patients:
        return True
    # "pulled nine bodies from the water", "handed the body to the family": the dead are dead.
    bodies = people_lexicon().words["bodies"] if kind.status != "dead" else frozenset[str]()
    return any(is_human(p) and p.lemma_.lower() not in bodies for p in patients)


def is_human(noun: Any) -> bool:
    """Whether a noun or pronoun names people, by the lexicon of people and the recogniser."""
    words = people_lexicon()
    lemma, lower = noun.lemma_.lower(), noun.lower_
    if any(form in words.persons or form in words.demonyms for form in singulars(lower)):
        return True
    if lower in words.words["quantifiers"]:
        return True
    if lower in words.words["ordinals"] and noun.dep_ in _STANDING:
        return True  # "the ninth is missing"
    if noun.pos_ in {"PRON", "NUM", "DET"} or lower == "one" or noun.like_num:
        return lower not in {"it", "this", "that", "which", "what"}
    if noun.ent_type_ in {"PERSON", "NORP"} and not noun.text[:1].islower():
        return True
    if lemma in words.persons or lower in words.persons or lower in words.demonyms:
        return True
    if lemma in words.collectives or (noun.pos_ == "PROPN" and not noun.ent_type_):
        return True
    return lemma not in words.not_people and lemma.endswith(words.suffixes)


def _phrases(
    token: Any, phrases: Sequence[tuple[frozenset[str], EventKind, bool]]
) -> list[tuple[EventKind, bool]]:
    """The kinds whose phrases stand whole below a verb, longest phrase first."""
    if not phrases:
        return []
    below = words_below(token) | {token.lower_}
    return [
        (kind, is_object)
        for needed, kind, is_object in phrases
        if needed <= below and (not kind.needs_word or below_any(token, kind))
    ]


def below_any(token: Any, kind: EventKind) -> bool:
    """Whether one of the kind's needed words stands below the trigger."""
    return any(t.lower_ in kind.needs_word for t in token.subtree)


def _fits(token: Any, kind: EventKind) -> bool:
    if kind.needs_word and not below_any(token, kind):
        return False
    if not kind.needs_place:
        return True
    return any(
        t.ent_type_ in _PLACE_LABELS or t.lemma_.lower() in place_nouns() or _named_goal(t)
        for t in token.subtree
    )


def _named_goal(token: Any) -> bool:
    """A name behind a preposition of place, which the recogniser took for no place."""
    name = token.pos_ == "PROPN" and token.ent_type_ in {"", "PERSON", "ORG", "PRODUCT"}
    return name and token.dep_ == "pobj" and token.head.lower_ in people_lexicon().words["toward"]


def _nominal(token: Any, passage: ParsedPassage, kind: EventKind) -> EventFound | None:
    patients: list[Any] = [c for c in token.children if c.dep_ == "poss"]
    doers: list[Any] = []
    for child in token.children:
        if child.dep_ != "prep":
            continue
        held = [x for o in child.children if o.dep_ == "pobj" for x in conjuncts(o)]
        if child.lower_ == "of" and token.lemma_.lower() in nouns_of_causes():
            continue
        if child.lower_ == "of" and token.lemma_.lower() in holder_nouns():
            doers.extend(held)
        elif child.lower_ == "of":
            patients = held or patients
        elif child.lower_ == "by":
            doers.extend(held)
    patients = [p for p in patients if p.ent_type_ not in {"DATE", "TIME"}]
    if not _undergo(kind, patients) and kind.patients_are == "people":
        return None
    if kind.patients_are == "travellers" and not patients and not _of_a_move(token):
        return None
    if not patients and token.lemma_.lower() in nouns_of_people():
        return None
    return _build(token, passage, kind, (patients, doers), nominal=True)


def _of_a_move(noun: Any) -> bool:
    """Whether "entry" or "crossing" tells a move, not a line in a list or a post at a border."""
    named = any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in noun.children)
    at = noun.dep_ == "pobj" and noun.head.lower_ in _AT_A_PLACE
    if named or at:
        return False  # "sent over another crossing", "at the crossing"
    return any(c.dep_ == "amod" or (c.dep_ == "prep" and not _dated(c)) for c in noun.children)


def _dated(preposition: Any) -> bool:
    return any(c.ent_type_ in {"DATE", "TIME"} for c in preposition.children)


def _build(
    token: Any,
    passage: ParsedPassage,
    kind: EventKind,
    roles: tuple[list[Any], list[Any]],
    *,
    nominal: bool,
) -> EventFound:
    def spans(tokens: list[Any]) -> tuple[Span, ...]:
        found = [np_span(t) for t in tokens]
        return tuple(dict.fromkeys((a + passage.offset, b + passage.offset) for a, b in found))

    low, high = clause(token) if not nominal else _noun_clause(token)
    sentence = token.sent
    return EventFound(
        start=token.idx + passage.offset,
        end=token.idx + len(token.text) + passage.offset,
        kind=kind.kind,
        type="",
        status=kind.status,
        clause=(low + passage.offset, high + passage.offset),
        sentence=(
            sentence.start_char + passage.offset,
            sentence.end_char + passage.offset,
        ),
        patients=spans(roles[0]),
        agents=spans([a for a in roles[1] if a.pos_ != "PRON"]),
        factuality=factuality(token, title=passage.passage.kind == "title"),
        nominal=nominal,
    )


def _noun_clause(token: Any) -> tuple[int, int]:
    low, high = np_span(token)
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"by", "in", "at", "from", "to"}:
            last = child.right_edge
            high = max(high, last.idx + len(last.text))
    return low, high
