"""Places that the words around a name tell, where the places layer marked none.

A bare capitalised name behind "near" or "off", or before "crossing" or "river", is a place whether
or not a gazetteer holds it. Invariant: what the places layer found stays; an added place keeps its
name alone unless the gazetteer has it in a country that the report names.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.assemble._bordering import halves, site_by_name, told_beside
from caseweave.extract.assemble._facilities import namesake
from caseweave.extract.assemble._frame import Frame, overlaps, sentences_of
from caseweave.extract.assemble._sections import turns
from caseweave.extract.events import is_human
from caseweave.extract.layers import ParsedPassage, Span, Toponym
from caseweave.extract.places import resolve
from caseweave.extract.travelling import carriers
from caseweave.gazetteer import gazetteer
from caseweave.lang import profile

_KINDS = {"title", "paragraph", "quotation", "caption"}
_LONGEST = 3  # words of a name
_JOINTS = {"-", "’", "'"}
# What the recogniser is right about even where the words around tell a place.
_SURE = {"LANGUAGE", "DATE", "TIME", "NORP", "EVENT", "MONEY", "PERCENT"}
_NOUNS = {"PROPN", "NOUN", "ADJ"}
_SHORT = 4  # letters of an abbreviation
# Before a name in the words for a speaker these say that it is the speaker's place.
_SEATED = {"of", "in", "at", "from", "near"}
# What a person's full name is in a clause, rather than a place's.
_ACTING = {"nsubj", "nsubjpass", "poss", "appos", "agent"}
# Where a name that is known for a place stands for it once more.
_HELD = {"pobj", "dobj", "conj", "nsubjpass", "appos", "compound", "nmod"}
_NO_PLACES = {"ORG", "PRODUCT", "WORK_OF_ART", "LAW", "NORP"}
_WIDE = {"country", "region", "sea"}


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, frozenset[str]]:
    found = {name: frozenset(words) for name, words in profile(language, "unlisted").items()}
    things = profile(language, "scene")["roads"] + profile(language, "places")["organisation"]
    common = frozenset(profile(language, "places")["common"])
    return found | {"never": found["never"] | frozenset(things), "common": common}


def with_unlisted(frame: Frame) -> Frame:
    """The frame with such places beside those that it has."""
    taken = _taken(frame)
    people = _names_of_people(frame)
    spans: list[Span] = []
    for passage in frame.parsed.passages:
        if passage.passage.kind in _KINDS and not _capitalised(passage):
            spans += [s for s in _in_passage(frame, passage, people) if not _hits(s, taken)]
    spans += [s for s in _turned_to(frame) if not _hits(s, taken)]
    spans += [s for s in _named_again(frame, spans, people) if not _hits(s, [*taken, *spans])]
    spans = [s for i, s in enumerate(spans) if not _hits(s, spans[:i])]
    if not spans:
        return frame
    places = tuple(sorted([*frame.places, *_resolved(frame, spans)], key=lambda p: p.start))
    sentences = sentences_of(frame.parsed, frame.events, frame.counts, frame.times, places)
    return msgspec.structs.replace(frame, places=places, sentences=sentences)


def _named_again(frame: Frame, spans: list[Span], people: frozenset[str]) -> Iterator[Span]:
    """Names that are known for places by what is told elsewhere, or beside which a place stands.

    As in "fell upon X and Y" where the text has people killed in X, and in Y; "at X and Y".
    """
    known = [(p.start, p.end) for p in frame.places if p.precision not in _WIDE and not p.demonym]
    told = {frame.words(s) for s in [*known, *spans]}
    lists = _words(frame.report.language or "en")
    for passage in frame.parsed.passages:
        if passage.passage.kind not in _KINDS or _capitalised(passage):
            continue
        placed = {s[0] - passage.offset for s in [*known, *spans]}
        for run in _runs(passage, lists):
            if run[0].is_sent_start or not _may_be_place(run, lists, people):
                continue
            again = run.text in told and run.root.dep_ in _HELD
            beside = run.root.dep_ == "conj" and run.root.head.idx in placed
            if again or (beside and not any(t.ent_type_ in _NO_PLACES for t in run)):
                yield passage.offset + run.start_char, passage.offset + run.end_char


def _runs(passage: ParsedPassage, lists: dict[str, frozenset[str]]) -> Iterator[Any]:
    """The runs of capitalised words of a passage, from left to right."""
    last = 0
    for token in passage.doc:
        if token.i >= last and token.text[:1].isupper() and token.pos_ in _NOUNS:
            last = _end_of_run(token, lists["particles"])
            yield passage.doc[token.i : last]


def _turned_to(frame: Frame) -> list[Span]:
    """The names with which paragraphs turn to a case, where a gazetteer has them: "Take X."."""
    named = turns(frame).values()
    return [s for s in named if gazetteer().candidates(frame.words(s))]


def _hits(span: Span, taken: list[Span]) -> bool:
    return any(overlaps(span, t) for t in taken)


def _taken(frame: Frame) -> list[Span]:
    """What is something else already: places, times, and the sources of what is said."""
    spans = [(p.start, p.end) for p in frame.places]
    spans += [(t.start, t.end) for t in frame.times]
    return spans + [s for a in frame.said for s in a.source]


def _names_of_people(frame: Frame) -> frozenset[str]:
    """Words of the names of those who speak, and of full names of people, in lower case."""
    words: set[str] = set()
    for said in frame.said:
        for span in said.source:
            told = [w.strip(".,’'") for w in frame.words(span).split()]
            words |= {
                w.lower()
                for before, w in zip(["", *told], told, strict=False)
                if w[:1].isupper() and before.lower() not in _SEATED  # "the mayor of X"
            }
    for passage in frame.parsed.passages:
        for entity in passage.doc.ents:
            if entity.label_ == "PERSON" and len(entity) > 1 and entity.root.dep_ in _ACTING:
                words.add(entity[-1].lower_)
    return frozenset(words)


def _in_passage(frame: Frame, passage: ParsedPassage, people: frozenset[str]) -> Iterator[Span]:
    lists = _words(frame.report.language or "en")
    days = {t.start - passage.offset for t in frame.times}
    for run in _runs(passage, lists):
        of_facility = namesake(run, lists)
        if of_facility is not None and run[0].lower_ not in people:
            name = passage.doc[of_facility[0] : of_facility[1]]
            yield passage.offset + name.start_char, passage.offset + name.end_char
            continue
        if not _may_be_place(run, lists, people):
            continue
        behind = not run[0].is_sent_start and _told(run, lists)
        if behind or _heads_line(run, days):
            for a, b in halves(run, lists):
                yield passage.offset + a, passage.offset + b


def _capitalised(passage: ParsedPassage) -> bool:
    """Whether a title has a capital on most words, so that capitals tell no name."""
    words = [t for t in passage.doc if t.is_alpha]
    upper = sum(t.text[:1].isupper() for t in words)
    return passage.passage.kind == "title" and 2 * upper > len(words)


def _heads_line(run: Any, days: set[int]) -> bool:
    """Whether a line without a verb opens with the name and the day: "2. X, 6 May"."""
    doc, end = run.doc, run.end
    before = doc[run.sent.start : run.start]
    dated = end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].idx in days
    bare = not any(t.pos_ in {"VERB", "AUX"} for t in run.sent)
    return dated and bare and not any(t.is_alpha for t in before)


def _end_of_run(token: Any, particles: frozenset[str]) -> int:
    """The token after the last capitalised one of the name that `token` opens."""
    doc, end = token.doc, int(token.i) + 1
    while end < len(doc):
        joined = doc[end].text in _JOINTS and not doc[end - 1].whitespace_ and end + 1 < len(doc)
        step = 2 if joined or (doc[end].lower_ in particles and end + 1 < len(doc)) else 1
        if not doc[end + step - 1].text[:1].isupper():
            break
        end += step
    return end


def _may_be_place(run: Any, lists: dict[str, frozenset[str]], people: frozenset[str]) -> bool:
    """Whether nothing in a name itself speaks against its being a place's."""
    words = [t.lower_ for t in run]
    site = site_by_name(run, lists)
    after = run.doc[run.end].text if run.end < len(run.doc) else ""
    longest = _LONGEST + 2 * site
    if len([w for w in words if w.isalpha()]) > longest or set(words) & lists["never"]:
        return False
    if after[:1].isdigit() or after in {"#", "of"}:
        return False  # the beginning of a longer name: "Highway 8", "University of X"
    ends = (run[0], run[-1])
    if any((t.ent_type_ in _SURE and not site) or not t.text[-1].isalpha() for t in ends):
        return False
    if len(run) == 1 and words[0] in lists["common"]:
        return False  # "the cells of Central": half of a name
    return words[-1] not in people and not (run.text.isupper() and len(run.text) <= _SHORT)


def _told(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """Whether the words around a name tell that it is a place."""
    beside = _before_site(run, lists) or _before_district(run, lists) or told_beside(run, lists)
    return beside or _behind(run, lists)


def _before_site(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "the X crossing", "at X junction": a name before a word for a site."""
    doc, first, end = run.doc, run.start, run.end
    after = doc[end].lower_ if end < len(doc) else ""
    before = doc[first - 1] if first else None
    if after not in lists["sites"] or before is None:
        return False
    held = run.root.dep_ in {"compound", "nmod"} and run.root.head == doc[end]
    return before.lower_ == "the" or (held and before.lower_ in lists["at_sites"])


def _before_district(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "X, in the department of Y": a name that lies in a named part of a country."""
    after = [t.lower_ for t in run.doc[run.end : run.end + 5]]
    words = after[1:] if after[:1] == [","] else after
    told = words[:2] == ["in", "the"] and words[3:4] == ["of"] and words[2] in lists["parts"]
    return told and run.root.dep_ in {"pobj", "dobj", "appos", "attr", "conj"}


def _behind(run: Any, lists: dict[str, frozenset[str]]) -> bool:
    """As in "near X", "at X", "drove to X", "the village of X", "left X"."""
    before = run.doc[run.start - 1]
    word, head = before.lower_, run.root.head
    if run.end < len(run.doc) and run.doc[run.end].text in {"'s", "’s"}:
        return False
    if word == "of":
        told = lists["parts"] | lists["of_places"]
        return run.start > 1 and run.doc[run.start - 2].lower_ in told
    if word in lists["beside"]:
        return before.pos_ in {"ADP", "ADV", "SCONJ"}
    if head.pos_ == "VERB" and run.root.dep_ == "dobj":
        return head.lemma_.lower() in lists["reach"] and before == head
    if head != before or before.dep_ not in {"prep", "pcomp"}:
        return False
    held = before.head
    if word in lists["inside"]:
        office = held.lemma_.lower() in lists["workers"] and held.pos_ == "NOUN"
        return not office and not _organisation(run)
    if word == "from" and held.pos_ == "NOUN":
        group = any(t.ent_type_ == "ORG" for t in run)
        return not group and (is_human(held) or held.lemma_.lower() in carriers())
    return word in lists["moving"] and held.lemma_.lower() in lists["moves"]


def _organisation(run: Any) -> bool:
    """Whether the recogniser has a name of several words, or in capitals, for an organisation's."""
    labelled = any(t.ent_type_ in {"ORG", "PRODUCT", "WORK_OF_ART", "LAW"} for t in run)
    return labelled and (len(run) > 1 or run.text.isupper())


def _resolved(frame: Frame, spans: list[Span]) -> list[Toponym]:
    """The places at the spans: with the gazetteer's answer only in a country the report names."""
    marked = [(p.start, p.end) for p in frame.places if not p.demonym]
    named = {p.country for p in frame.places if p.country}
    found = []
    for place in resolve([*marked, *spans], frame.report.text, outlet=frame.report.outlet):
        if (place.start, place.end) in spans:
            known = place.country in named
            name = frame.words((place.start, place.end))
            found.append(place if known else Toponym(start=place.start, end=place.end, name=name))
    return found
