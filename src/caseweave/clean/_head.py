"""The block of short lines between a title and the report: who publishes, who wrote, of what day.

A block counts only where one of its lines is a date or a byline; a standfirst among them stays what
the report tells. Invariant: a line is judged by its form and its neighbours, never by a list of
outlets.
"""

import re
from collections.abc import Sequence

import msgspec

from caseweave.clean._bylines import (
    byline_names,
    date_line,
    is_outlet_like,
    is_person_like,
    is_publisher_like,
)
from caseweave.clean._features import ends_sentence, is_breadcrumb, is_prose, lower_share, words
from caseweave.clean._furniture import is_furniture
from caseweave.clean._lexicon import NAME_WORD, lexicon
from caseweave.clean._lines import Unit
from caseweave.clean._opening import dateline_end
from caseweave.clean._pagedates import find_page_dates
from caseweave.clean._title import is_genre
from caseweave.gazetteer import gazetteer
from caseweave.model import PassageKind

# A head has at most so many lines; a line with a date, and a name, at most so many words.
_LINES, _DATED_WORDS, _NAME_WORDS = 8, 16, 10
# A name is short words (of, al, the) and capitalised ones.
_SMALL, _SMALL_SHARE = 3, 0.34
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NAME_ENDS = re.compile(r"\s+[-–—|•·]\s+|,\s|\s*[|:(]|\s/\s")
_BARS = re.compile(r"\s*[|•·]\s*|\s+[-–—]\s+")
# The wave length of a station.
_WAVE = re.compile(r"\s+\d{2,4}(?:[.,]\d+)?(?:\s*(?:[FA]M|MHz|kHz))?$")
# Before a date that is the line's own: nothing, a label's colon, a bar, a dash.
_DATE_BEGINS = re.compile(r"(?:^|[:|•·/]|\s[-–—]|,)\W*$")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the block says: kinds of its lines by index, the outlet, the author, its date lines."""

    kinds: dict[int, PassageKind] = {}
    outlet: str | None = None
    author: str | None = None
    dated: frozenset[str] = frozenset()


class _Name(msgspec.Struct, frozen=True):
    """A line that begins with a name: what follows the name, and whether a person bears such."""

    index: int
    name: str
    tail: str
    person: bool


def read_head(
    units: Sequence[Unit], language: str = "en", *, site: str | None = None, titled: bool = True
) -> Head:
    """The head of a page, whose title is the first of `units` where it is `titled`; else empty.

    `site`: the outlet as known otherwise; with it a lone name under the title is the author's.
    """
    lines = _lines(units, int(titled), language)
    dated = [i for i in lines if _has_own_date(units[i].text, language)]
    signed = [i for i in lines if byline_names(units[i].text, language)]
    if not dated and not signed:
        return Head()
    kinds: dict[int, PassageKind] = dict.fromkeys(dated, "boilerplate")
    names: list[_Name] = []
    for i in lines:
        kind = "signed" if i in signed else "dated" if i in dated else "plain"
        found = _names(i, units[i].text, language, kind)
        if (found and kind == "plain") or is_genre(_cut(units[i].text)[0], language):
            kinds[i] = "boilerplate"
        names.extend(n for n in found if site is None or n.name.lower() != site.lower())
    outlet = _outlet(names, bool(signed), site, language)
    if outlet is None and site is None and titled:
        outlet = _in_title(units[0].text, language)
    author = None if signed else next((n for n in names if n.person and n is not outlet), None)
    if author is not None and author.index not in dated:
        kinds[author.index] = "byline"
    return Head(
        kinds=kinds,
        outlet=outlet.name if outlet else None,
        author=author.name if author else None,
        dated=frozenset(units[i].text for i in dated),
    )


def _lines(units: Sequence[Unit], start: int, language: str) -> list[int]:
    """The lines under the title and above the report's first sentence."""
    found: list[int] = []
    for i, unit in enumerate(units[start : start + _LINES + 1], start=start):
        told = is_prose(unit.text) and not _has_labelled_date(unit.text, language)
        body = told or dateline_end(unit.text, language)
        if body or unit.hint not in {"text", "paragraph"}:
            return found if len(found) <= _LINES else []
        found.append(i)
    return []


def _has_labelled_date(line: str, language: str) -> bool:
    """Whether a short line gives a full date behind a label ("... Published on 5 May 2023.")."""
    dates = find_page_dates(line, None, language)
    if not dates or len(words(line)) > _DATED_WORDS:
        return False
    table = lexicon(language).page["dates"]
    label = rf"(?i)\b(?:{table['published']})(?: on| at)?\W*$"
    return re.search(label, line[: dates[0].start]) is not None


def _has_own_date(line: str, language: str) -> bool:
    """Whether a line gives a full date as its own, not as a part of what it tells."""
    dates = find_page_dates(line, None, language)
    if not dates or len(words(line)) > _DATED_WORDS:
        return False
    if dates[0].precision not in {"day", "minute"}:
        return line.strip() == line[dates[0].start : dates[0].end]
    if date_line(_BRACKETS.sub("", line), language) is not None:
        return True
    if _has_labelled_date(line, language):
        return True
    table = lexicon(language).page["dates"]
    beside = rf"(?i)\b(?:{table['weekdays']}|{table['published']}|{table['updated']})\b[.,:]?\s*$"
    before = re.sub(beside, "", line[: dates[0].start].rstrip())
    named = ends_sentence(line) and (not before.strip() or lower_share(before) > _SMALL_SHARE)
    return not named and _DATE_BEGINS.search(before) is not None


def _cut(line: str) -> tuple[str, str]:
    """The name that a line begins with, and what follows it."""
    end = _NAME_ENDS.search(line)
    return (line, "") if end is None else (line[: end.start()], line[end.end() :])


def _names(index: int, line: str, language: str, kind: str) -> list[_Name]:
    """The names of a line: the one it begins with, its parts between bars, one that it credits.

    `kind`: "dated", "signed" (a byline, which names whom it is for), or "plain".
    """
    table = lexicon(language).page["outlet"]
    bare = re.sub(rf"(?i)^(?:{table['labels']})\s*:\s*", "", line.strip(" .|•·[]()"))
    parts = [bare]
    if kind == "dated":
        parts = _beside_dates(bare, language)
    credited = table["credited"]
    before = {"signed": table["signed_for"], "dated": f"{credited}|{table['dated_by']}"}.get(
        kind, credited
    )
    credit = re.search(rf"\b(?i:{before}) (?:the )?(?P<x>{NAME_WORD}.*)", bare)
    found = [credit["x"]] if credit else [] if kind == "signed" else parts
    if kind == "dated":
        # One word beside a date is the place that it was written in.
        found = [p for p in found if len(words(p)) > 1 or is_outlet_like(p, language)]
    named = [n for part in found if (n := _named(index, part, language)) is not None]
    stated = credit is not None or len(bare) < len(line.strip(" .|•·[]()"))
    return [msgspec.structs.replace(n, person=n.person and not stated) for n in named]


def _beside_dates(line: str, language: str) -> list[str]:
    """What stands between bars beside the dates of a line, without weekdays and labels."""
    dates = lexicon(language).page["dates"]
    spans = [(d.start, d.end) for d in find_page_dates(line, None, language)]
    start, end = (spans[0][0], spans[-1][1]) if spans else (len(line), len(line))
    parts = [*_BARS.split(line[:start]), *_BARS.split(line[end:])]
    weekday = rf"(?i)[,\s]*\b(?:{dates['weekdays']})\b[.,]?\s*$"
    label = rf"(?i)^\W*(?:{dates['published']}|{dates['updated']})\b\W*"
    bare = (re.sub(label, "", re.sub(weekday, "", p)).strip(" ,.;:-–—()") for p in parts)
    return [p for p in bare if p]


def _in_title(title: str, language: str) -> _Name | None:
    """Who speaks in a title that is a name, ends in one behind a bar, or begins "Statement by"."""
    table = lexicon(language).page["outlet"]
    said = re.match(
        rf"(?i:{table['titled']}) (?P<x>(?:[Tt]he )?{NAME_WORD}(?: {NAME_WORD})*)", title
    )
    _, bar, last = title.rpartition(" | ")
    for name in (said["x"] if said else "", last if bar else "", title):
        named = _named(0, name, language) if name else None
        if named is not None and (name != title or is_publisher_like(named.name, language)):
            return named
    return None


def _is_place(name: str) -> bool:
    """Whether the gazetteer has the name; "The Ashby" is a paper unless the town is called so."""
    found = gazetteer().lookup(name)
    article = name.startswith("The ")
    return bool(found) and (not article or found[0].name.lower().startswith("the "))


def _named(index: int, line: str, language: str) -> _Name | None:
    lex = lexicon(language)
    name, tail = _cut(_WAVE.sub("", line.strip(" .|•·")))
    beside = lex.page["outlet"]["beside"]
    kept = words(name)
    while len(kept) > 1 and kept[-1].islower() and kept[-1] in beside:
        name, tail = name[: name.rindex(kept[-1])].rstrip(), f"{kept[-1]} {tail}"
        kept = kept[:-1]
    found = words(name)
    closed = ends_sentence(line) or line.rstrip().endswith((",", ";"))
    if not 1 <= len(found) <= _NAME_WORDS or closed or is_furniture(line, lex):
        return None
    if any(c.isdigit() for c in name) or not name[:1].isupper() or is_breadcrumb(line):
        return None
    if any(w[0].islower() and len(w) > _SMALL for w in found):
        return None
    outlet = lex.page["outlet"]
    if name.lower() in outlet["topics"] or _is_place(name):
        return None
    if all(w.lower() in {*outlet["sections"], *outlet["no_outlets"]} for w in found):
        return None
    several = re.split(r"\s*(?:&|,|\band\b)\s*", name)
    if (
        len(several) > 1
        and not is_outlet_like(name, language)
        and any(len(p.split()) == 1 or gazetteer().lookup(p) for p in several)
    ):
        return None  # places side by side
    person = (
        is_person_like(name, language)
        and not is_publisher_like(name, language)
        and not any(c in name for c in "&/")
        and not re.search(outlet["many"], name)
    )
    return _Name(index, name, tail, person)


def _outlet(names: Sequence[_Name], signed: bool, site: str | None, language: str) -> _Name | None:
    """The name of who publishes: one like an outlet's, else the first that is no lone person's."""
    likely = next((n for n in names if is_publisher_like(n.name, language)), None)
    plain = next((n for n in names if not n.person), None)
    if likely or plain:
        return likely or plain
    # Names that a person might bear: the first is the outlet's where another one signs.
    tails = lexicon(language).page["outlet"]["beside"]
    first = names[0] if names else None
    if first is None or site is not None:
        return None
    place = bool(gazetteer().lookup(_cut(first.tail)[0].strip(" ()"))) if first.tail else False
    told = place or any(w.lower() in tails for w in words(first.tail))
    return first if signed or len(names) > 1 or told or is_outlet_like(first.name) else None
