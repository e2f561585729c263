"""Which lines of a page are its head and its foot, and which of them give a date or a credit.

A line that runs on as a sentence is the report's, but for one that only says who collected,
wrote or first published it.
"""

import re
from collections.abc import Sequence

from caseweave.clean._bylines import date_line, is_publisher_like
from caseweave.clean._features import ends_sentence, is_prose, lower_share, words
from caseweave.clean._lexicon import NAME_WORD, lexicon
from caseweave.clean._lines import Unit
from caseweave.clean._opening import dateline_end
from caseweave.clean._pagedates import find_page_dates
from caseweave.clean._segments import Line, read_line

# A head and a foot have at most so many lines; a line with a date and a credit so many words.
_LINES, _FOOT_LINES, _DATED_WORDS, _CREDIT_WORDS = 12, 6, 16, 40
_SMALL_SHARE = 0.34
# A line that begins like a dateline and has no more words than this is the head's.
_AFTER_DATELINE = 5
# "7 p.m." at the end of a line stops no sentence.
_HALF_DAY = re.compile(r"(?i)\d\s*[ap]\.m\.$")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# Before a date that is the line's own: nothing, a label's colon, a bar, a dash.
_DATE_BEGINS = re.compile(r"(?:^|[:|•·/]|\s[-–—]|,)\W*$")
_HINTS = frozenset({"text", "paragraph", "furniture"})


def head_zone(units: Sequence[Unit], start: int, language: str) -> list[int]:
    """The lines around the title and above the report's first sentence."""
    found: list[int] = []
    for i, unit in enumerate(units[start : start + _LINES + 1], start=start):
        told = is_prose(unit.text) and not (
            _has_labelled_date(unit.text, language)
            or _is_credit(unit.text, language)
            or _is_row(unit.text, language)
        )
        body = told or _begins_body(unit.text, language)
        if body or unit.hint not in _HINTS:
            return found
        found.append(i)
    return found[:_LINES] if len(units) > start + _LINES else []


def behind_label(units: Sequence[Unit], index: int, start: int, language: str) -> str:
    """A line with the label that stands on a line of its own above it ("Source")."""
    page = lexicon(language).page
    line, above = units[index].text, units[index - 1].text if index > start else ""
    labels = rf"(?i:{page['outlet']['labels']}|{page['head']['author_labels']}|by)"
    alone = re.fullmatch(rf"({labels})\s*:?", above.strip())
    below = units[index + 1].text if index + 1 < len(units) else ""
    if alone and re.fullmatch(page["head"]["signing_roles"], below, re.IGNORECASE):
        return f"by {_BRACKETS.sub('', line)}"  # the office below is that of a person
    return f"{alone[1]}: {line}" if alone and ":" not in line else line


def _begins_body(line: str, language: str) -> bool:
    """Whether a dateline stands alone on the line, or before more than the page's number."""
    end = dateline_end(line, language)
    rest = words(line[end:])
    named = is_whole(read_line(line, language)) and not ends_sentence(line)
    return end > 0 and (not rest or (len(rest) > _AFTER_DATELINE and not named))


def _is_row(line: str, language: str) -> bool:
    """Whether a long line is parts side by side that name, credit and date, and says no more."""
    read = read_line(line, language)
    stated = read.dated or any(p.kind in {"author", "outlet", "edition"} for p in read.parts)
    stopped = ends_sentence(_HALF_DAY.sub("", line))
    return stated and (len(read.parts) > 1 or read.dated) and is_whole(read) and not stopped


def _is_credit(line: str, language: str) -> bool:
    """Whether a sentence of the head only says who collected, wrote or first published it."""
    head = lexicon(language).page["head"]
    kinds = "article|story|piece|text|report|interview"
    stated = f"{head['credited']}|{head['credited_first']}|{head['authored']}"
    begins = rf"(?i:(?:this (?:{kinds}) (?:was |is )?)?(?:{stated}))"
    named = re.match(rf"{begins} (?:the )?{NAME_WORD}", line)
    return named is not None and len(words(line)) <= _CREDIT_WORDS


def is_credited(line: str, language: str) -> bool:
    """Whether a line tells by its words who wrote or published."""
    stated = any(p.kind in {"author", "outlet"} for p in read_line(line, language).parts)
    return stated or _is_credit(line, language)


def _has_labelled_date(line: str, language: str) -> bool:
    """Whether a short line gives a full date behind a label ("... Published on 5 May 2023.")."""
    dates = find_page_dates(line, None, language)
    if not dates or len(words(line)) > _DATED_WORDS:
        return False
    table = lexicon(language).page["dates"]
    weekday = rf"(?:\W+(?:{table['weekdays']})\b\.?)?"
    label = rf"(?i)\b(?:{table['published']})(?: on| at)?{weekday}\W*$"
    return re.search(label, line[: dates[0].start]) is not None


def has_own_date(line: str, language: str) -> bool:
    """Whether a line gives a full date as its own, not as a part of what it tells."""
    dates = find_page_dates(line, None, language)
    if dates and _is_credit(line, language):
        return True
    if not dates or len(words(line)) > _DATED_WORDS:
        return False
    if dates[0].precision not in {"day", "minute"}:
        if dates[0].precision == "month" and _names_beside(line, language):
            return True
        return line.strip() == line[dates[0].start : dates[0].end]
    if date_line(_BRACKETS.sub("", line), language) is not None:
        return True
    if _has_labelled_date(line, language) or _names_beside(line, language):
        return True
    table = lexicon(language).page["dates"]
    beside = rf"(?i)\b(?:{table['weekdays']}|{table['published']}|{table['updated']})\b[.,:]?\s*$"
    before = re.sub(beside, "", line[: dates[0].start].rstrip())
    named = ends_sentence(line) and (not before.strip() or lower_share(before) > _SMALL_SHARE)
    return not named and _DATE_BEGINS.search(before) is not None


def _names_beside(line: str, language: str) -> bool:
    """Whether a line holds nothing but its date and names of publishers and writers."""
    read = read_line(line, language)
    first = find_page_dates(line, None, language)[:1]
    if first and re.search(r"\d\s?[-–—/]$", line[: first[0].start]):
        return False  # the end of a period
    named = read.marked or all(
        p.kind not in {"name", "rest"} or is_publisher_like(p.words, language) for p in read.parts
    )
    return read.dated and is_whole(read) and named


def is_whole(line: Line) -> bool:
    """Whether nothing of a line is left over: names, labels, editions and dates."""
    return bool(line.parts) and all(p.kind != "rest" for p in line.parts)


def foot_zone(units: Sequence[Unit], start: int) -> list[int]:
    """The lines below the report's last sentence; empty where they are many (other stories)."""
    found: list[int] = []
    for i in range(len(units) - 1, start - 1, -1):
        if is_prose(units[i].text) or units[i].hint not in _HINTS:
            return found[::-1] if len(found) <= _FOOT_LINES else []
        found.append(i)
    return []
