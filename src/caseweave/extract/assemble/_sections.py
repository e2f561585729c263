"""Reports that say themselves where the next case begins: "CASE 2.", "MALI.", "8 May / Brod / ...".

Invariant: a label names a case by its number or a place, and one label alone parts nothing; the
numbered points of an account of one incident are no cases.
"""

import re
from functools import lru_cache

from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.layers import Span
from caseweave.gazetteer import gazetteer
from caseweave.lang import profile

# A dateline is a place in capitals too: two of them are no round-up yet.
_PLACES, _CASES = 3, 2
_LONGEST = 60
# Code points in which the number of a point stands.
_POINT = 6
# Code points between a name and the date that makes it a case: ", on the night of ".
_NEAR = 24


@lru_cache(maxsize=4)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in profile(language, "topics")["sections"].items()}


def sections(frame: Frame) -> tuple[int, ...] | None:
    """The section of each sentence, from 0; what stands before the first label is of section 0.

    Of a section of its own where the title is such a label too.

    None where the report has no labels of cases.
    """
    opened = entries(frame)
    opened = opened or {p: n for p in _passages(frame) if (n := _label(frame, p)) is not None}
    if list(opened.values()).count("case") < _CASES:
        opened = {p: kind for p, kind in opened.items() if kind != "shape"}
    if not _parts(list(opened.values())):
        return None
    found: list[int] = []
    titled = any(_label(frame, p) == "place" for p in _titles(frame))
    at = {p: n for n, p in enumerate(sorted(opened), start=int(titled))}
    last, short = max(opened), _paragraphs(frame, opened)
    section = 0
    for number, sentence in enumerate(frame.sentences):
        if not number or frame.sentences[number - 1].passage != sentence.passage:
            point = _is_point(frame, sentence.passage) and "dated" in opened.values()
            after = short and sentence.passage > last
            section = at.get(sentence.passage, 0 if point or after else section)
        found.append(section)
    return tuple(found)


def entries(frame: Frame) -> dict[int, str]:
    """The passages that are entries of a log of cases, each with a day and a place of its own.

    None where the title tells an event, unless the entries have codes: days and places of one case.
    """
    pattern = _patterns(frame.report.language or "en")["entry"]
    found: dict[int, str] = {}
    coded = False
    for passage in _passages(frame):
        start = next(s.start for s in frame.sentences if s.passage == passage)
        match = pattern.match(frame.report.text[start : start + 2 * _LONGEST])
        if match is not None:
            found[passage] = match["name"].strip().lower()
            coded |= match["code"] is not None
    told = any(s.events or s.counts for s in frame.sentences if s.kind == "title")
    several = len(set(found.values())) >= (_CASES if coded else _PLACES)
    return dict.fromkeys(found, "entry") if several and (coded or not told) else {}


def turns(frame: Frame) -> dict[int, Span]:
    """The passages that turn to a case of their own in prose, with where its name stands.

    As in "As regards Brod, ...", "Or take Brod. ...": the first place of the report is its own. A
    passage that turns without a name ("In other news ...") is named by its own first words.
    """
    found: dict[int, Span] = {}
    sure: set[int] = set()
    for passage in _passages(frame):
        span = _turned_to(frame, passage)
        if span is None:
            continue
        found[passage] = span
        if _settles(frame, frame.sentences[frame.sentence_at(span[0])], span):
            sure.add(passage)
    if len(found) > 1 and sure:
        found |= _countries_after(frame, found)
    if len(found) == 1:
        first = min(frame.places, key=lambda p: p.start, default=None)
        own = first is not None and any(
            first.name.lower() == frame.words(span).lower() and first.start < span[0]
            for span in found.values()
        )
        found = {} if own or not sure else found
    return _beside(frame) | (found if sure else {})


def _turned_to(frame: Frame, passage: int) -> Span | None:
    """Where the name of the case stands that a passage turns to, behind the passage's number."""
    patterns = _patterns(frame.report.language or "en")
    start = next(s.start for s in frame.sentences if s.passage == passage)
    point = patterns["point"].match(frame.report.text[start : start + _POINT])
    start += point.end() if point is not None else 0
    match = patterns["turn"].match(frame.report.text[start : start + 3 * _LONGEST])
    return (start + match.start("name"), start + match.end("name")) if match else None


def _beside(frame: Frame) -> dict[int, Span]:
    """The passages that turn to another case without naming its place, the opening apart."""
    patterns = _patterns(frame.report.language or "en")
    first = profile(frame.report.language or "en", "topics")["sections"]["first"]
    passages = _passages(frame)
    text = frame.report.text
    found: dict[int, Span] = {}
    told = [s.passage for s in frame.sentences if s.kind != "title" and s.events]
    for passage in (p for p in passages if told and p > told[0]):
        start = next(s.start for s in frame.sentences if s.passage == passage)
        head = text[start : start + 2 * _LONGEST]
        match = patterns["beside"].match(head)
        if match is None and (match := patterns["ordinal"].match(head)) is not None:
            told_first = first.replace("{thing}", match["thing"])
            match = match if re.search(told_first, text[:start], re.IGNORECASE) else None
        if match is not None:
            found[passage] = (start, start + _LONGEST)
    return found


def _countries_after(frame: Frame, found: dict[int, Span]) -> dict[int, Span]:
    """Where a report that turns from case to case opens one more with a country's name."""
    told = {frame.words(span).lower() for span in found.values()}
    more: dict[int, Span] = {}
    for passage in _passages(frame):
        if passage <= min(found) or passage in found:
            continue
        start = next(s.start for s in frame.sentences if s.passage == passage)
        place = next((p for p in frame.places if p.start == start and not p.demonym), None)
        if place is None or place.precision != "country" or place.name.lower() in told:
            continue
        told.add(place.name.lower())
        more[passage] = (place.start, place.end)
    return more


def days_of(frame: Frame, name: str) -> set[str]:
    """The days that stand right after a name, wherever the report gives it."""
    ends = [m.end() for m in re.finditer(rf"\b{re.escape(name)}\b", frame.report.text)]
    return {t.edtf for t in frame.times if t.edtf and any(0 <= t.start - e < _NEAR for e in ends)}


def _settles(frame: Frame, sentence: Sentence, span: Span) -> bool:
    """Whether a name is a town's or site's, has a day, or is no person's and stands alone."""
    placed = any(
        overlaps((p.start, p.end), span) and p.precision != "country" and not p.demonym
        for p in frame.places
    )
    if placed or days_of(frame, frame.words(span)):
        return True
    token = frame.token_at(span[0])
    alone = len(frame.words((span[1], sentence.end)).strip()) <= 1
    return alone and token is not None and token.ent_type_ != "PERSON"


def _is_point(frame: Frame, passage: int) -> bool:
    """Whether a passage is another numbered point: of the first case, where it names none."""
    start = next(s.start for s in frame.sentences if s.passage == passage)
    head = frame.report.text[start : start + _LONGEST]
    return _patterns(frame.report.language or "en")["point"].match(head) is not None


def _parts(kinds: list[str]) -> bool:
    cases = max(kinds.count(kind) for kind in ("case", "dated", "entry"))
    return cases >= _CASES or kinds.count("place") >= _PLACES


def _paragraphs(frame: Frame, opened: dict[int, str]) -> bool:
    """Whether each case is one paragraph, so that what follows the last is of none of them."""
    inside = [p for p in _passages(frame) if min(opened) <= p <= max(opened)]
    return len(opened) == len(inside)


def _titles(frame: Frame) -> list[int]:
    return sorted({s.passage for s in frame.sentences if s.kind == "title"})


def _passages(frame: Frame) -> list[int]:
    return sorted({s.passage for s in frame.sentences if s.kind != "title"})


def _label(frame: Frame, passage: int) -> str | None:
    """Whether the passage opens with the number of a case, or a place, set off as a label.

    "shape": with a number and a few words, which are a label where others of the shape are places.
    """
    start = next(s.start for s in frame.sentences if s.passage == passage)
    head = frame.report.text[start : start + _LONGEST]
    patterns = _patterns(frame.report.language or "en")
    if patterns["case"].match(head):
        return "case"
    dated = patterns["dated"].match(head)
    if dated is not None:
        return "dated"
    numbered = patterns["numbered"].match(head)
    if numbered is not None:
        span = (start + numbered.start(1), start + numbered.end(1))
        return "case" if _names_place(frame, span) else None
    placed = patterns["placed"].match(head)
    if placed is not None:
        span = (start + placed.start(1), start + placed.end(1))
        place = any((p.start, p.end) == span for p in frame.places)
        return "case" if place else "shape"
    capitals = patterns["capitals"].match(head)
    if capitals is not None:
        names = re.split(r"\s*[/&,]\s*|\s+\(", capitals.group(1))
        return "place" if any(_country(name) for name in names) else None
    return None


def _names_place(frame: Frame, span: tuple[int, int]) -> bool:
    return any(overlaps((p.start, p.end), span) for p in frame.places) or _country(
        frame.words(span)
    )


def _country(name: str) -> bool:
    return gazetteer().country_by_name(name.strip().title()) is not None
