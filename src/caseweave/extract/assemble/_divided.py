"""Parts of a report that its headings or datelines set off, so that each is read by itself.

Invariant: a report without such lines is one part; headings that name no two places divide nothing.
"""

import re
from functools import lru_cache
from itertools import pairwise

import msgspec

from caseweave.extract.assemble._frame import Frame, Sentence
from caseweave.gazetteer import gazetteer
from caseweave.lang import profile

# Words of a line that is a heading.
_LONGEST = 12
# Words of a heading in capitals.
_HEAD = 4
# Headings or datelines with different places that make a report of many parts.
_LEAST = 2
# Code points in which the number of a point stands; sentences in which it tells when and where.
_POINT, _FIRST = 6, 2
_DAY = len("2019-01-01")
_WIDE = frozenset({"country", "region", "sea", "admin1"})
# Code points in which a dateline stands.
_OPENING = 80


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Sentences, by number, that are read together; `titles` are those of them that head them."""

    numbers: range
    titles: frozenset[int]


@lru_cache(maxsize=4)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    return {k: re.compile(v) for k, v in profile(language, "topics")["headings"].items()}


def parts_of(frame: Frame) -> list[Part]:
    """The parts of a report in order; one that holds everything where nothing divides it."""
    passages: dict[int, list[int]] = {}
    for number, sentence in enumerate(frame.sentences):
        passages.setdefault(sentence.passage, []).append(number)
    titles = {n for n, s in enumerate(frame.sentences) if s.kind == "title"}
    lines = {p for p in passages if _is_line(frame, p)}
    datelines = {p: name for p in passages if (name := _dateline(frame, p))}
    named = [_named(frame, [frame.sentences[n] for n in passages[p]]) for p in sorted(lines)]
    told = {*filter(None, named), *(frozenset({name}) for name in datelines.values())}
    whole = Part(numbers=range(len(frame.sentences)), titles=frozenset(titles))
    points = _points(frame, passages)
    headed = len(told) >= _LEAST or _lettered(frame, lines) or _in_capitals(frame, lines)
    if not headed and not points:
        return [whole]
    titles |= {n for p in lines for n in passages[p]} if headed else set()
    starts = [passages[p][0] for p in passages if headed and (p in lines or p in datelines)]
    starts = sorted({*starts, *(passages[p][0] for p in points)})
    borders = [n for n in starts if n - 1 not in titles and n > min(passages[min(passages)])]
    told_before = [n for n in range(len(frame.sentences)) if n not in titles]
    borders = [n for n in borders if told_before and n > told_before[0]]
    return [
        Part(numbers=range(start, end), titles=frozenset(n for n in titles if start <= n < end))
        for start, end in pairwise([0, *borders, len(frame.sentences)])
    ]


def _points(frame: Frame, passages: dict[int, list[int]]) -> list[int]:
    """The numbered points that tell of a day and a town of their own, where most points do."""
    pattern = _patterns(frame.report.language or "en")["point"]
    told: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
    for passage, numbers in passages.items():
        start = frame.sentences[numbers[0]].start
        if pattern.match(frame.report.text[start : start + _POINT]) is None:
            continue
        opening = [frame.sentences[n] for n in numbers[:_FIRST]]
        days = {e for s in opening for t in s.times if len(e := frame.times[t].edtf or "") >= _DAY}
        places = [frame.places[p] for s in opening for p in s.places]
        towns = {p.name for p in places if not p.demonym and p.precision not in _WIDE}
        told[passage] = (frozenset(days), frozenset(towns))
    own = [p for p, (days, towns) in told.items() if days and towns]
    apart = len({towns for _, towns in (told[p] for p in own)})
    return own if apart >= _LEAST and 2 * len(own) > len(told) else []


def heading_of(frame: Frame, part: Part) -> list[int]:
    """The places, by number, that the headings of a part name; peoples are no places."""
    found = [p for n in sorted(part.titles) for p in frame.sentences[n].places]
    return [p for p in found if not frame.places[p].demonym]


def _is_line(frame: Frame, passage: int) -> bool:
    """Whether a passage is one line that tells of what the next ones are."""
    found = frame.parsed.passages[passage].passage
    if found.kind != "paragraph":
        return False
    words = frame.report.text[found.start : found.end].strip()
    pattern = _patterns(frame.report.language or "en")["line"]
    return len(words.split()) <= _LONGEST and pattern.fullmatch(words) is not None


def _named(frame: Frame, sentences: list[Sentence]) -> frozenset[str]:
    """The places of a heading; what it calls people or things by says nothing of where."""
    places = [frame.places[p] for s in sentences for p in s.places]
    told = {p.name.title() for p in places if not p.demonym}
    head = frame.words((sentences[0].start, sentences[-1].end)).partition(":")[0].strip().title()
    return frozenset(told | {head} if gazetteer().country_by_name(head) else told)


def _dateline(frame: Frame, passage: int) -> str:
    """The place with which a paragraph opens as a story of its own does; else empty."""
    start = frame.parsed.passages[passage].passage.start
    head = frame.report.text[start : start + _OPENING]
    match = _patterns(frame.report.language or "en")["dateline"].match(head)
    return match.group(1).title() if match else ""


def _in_capitals(frame: Frame, lines: set[int]) -> bool:
    """Whether headings in capitals part the report ("THE FLIGHT", "THE LORRY")."""
    heads = [frame.parsed.passages[p].passage for p in sorted(lines)]
    words = [frame.report.text[p.start : p.end].strip() for p in heads]
    return sum(w.isupper() and len(w.split()) <= _HEAD for w in words) >= _LEAST


def _lettered(frame: Frame, lines: set[int]) -> bool:
    """Whether headings count the parts by letters ("A. The case of Brod", "B. ...")."""
    pattern = _patterns(frame.report.language or "en")["letter"]
    starts = [frame.parsed.passages[p].passage.start for p in sorted(lines)]
    return sum(pattern.match(frame.report.text[s : s + 4]) is not None for s in starts) >= _LEAST
