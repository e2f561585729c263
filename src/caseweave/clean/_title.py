"""Which line is the title, and the title given apart found again in the text.

A text without a line that looks like a headline has no title; its first sentence is never made one.
"""

import re
from collections import Counter
from collections.abc import Sequence

from caseweave.clean._bylines import (
    byline_names,
    date_line,
    is_genre,
    is_outlet_like,
    is_publisher_like,
    tells,
)
from caseweave.clean._features import (
    ends_sentence,
    folded,
    is_breadcrumb,
    is_prose,
    link_share,
    lower_share,
    same_words,
    word_count,
)
from caseweave.clean._furniture import is_furniture
from caseweave.clean._lexicon import Lexicon, lexicon
from caseweave.clean._lines import Unit
from caseweave.clean._names import names_a_body
from caseweave.clean._opening import credit_end, dateline_end
from caseweave.clean._segments import read_line

# A headline has three words at least and rarely more than thirty.
_MIN_WORDS, _MAX_WORDS = 3, 30
# A page shows its title among its first lines.
_SEARCHED = 15
_STOPPED_TITLE_MAX, _RELEASE_TITLE_MAX = 12, 20
# Names of outlets and organisations at the top of a page have at most five words.
_MASTHEAD = 5
# A later line is the headline where so many of its words of five letters or more stand again in
# the report, and so many times as many as of the first line.
_TOLD, _TIMES, _STEM = 3, 3, 5


# What tells the paper or the service of a name; what a line adds in brackets; a section's number.
_MARKED = frozenset({"edition", "genre"})
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_SECTION = re.compile(r"(?:[A-Z]|[IVX]+|\d+)[.)]\s")


def find_title(units: Sequence[Unit], language: str = "en") -> int | None:
    """The index of the unit that is the title, or None.

    A letter's line of what it is about, then a line that the format marks as the title, wins; else
    the first line of the page's head that is no furniture, date, byline or sentence, one that is
    repeated before one that is not.
    """
    subject = re.compile(lexicon(language).page["outlet"]["subject"], re.IGNORECASE)
    for i, unit in enumerate(units[:_SEARCHED]):
        if subject.match(unit.text):
            return i
    marked = [i for i, u in enumerate(units) if u.hint in {"title", "heading"}]
    for i in marked[:1]:
        if units[i].hint == "title" or i == 0:
            return i
    lex = lexicon(language)
    seen = Counter(folded(u.text) for u in units)
    candidates: list[int] = []
    for i, unit in enumerate(units[:_SEARCHED]):
        if unit.hint != "text" or _is_body(unit.text, lex):
            if not candidates and _is_stopped_title(units, i, language):
                return i
            break
        if i + 1 < len(units) and not unit.parted and _may_be_title(unit.text, language, lex):
            candidates.append(i)
    repeated = [i for i in candidates if seen[folded(units[i].text)] > 1]
    return (
        repeated[0] if repeated else _told(_without_mastheads(candidates, units, language), units)
    )


def _is_stopped_title(units: Sequence[Unit], index: int, language: str) -> bool:
    """Whether sentences between a release's label or day and its issuer's name are its headline."""
    line, above = units[index].text, [u.text for u in units[:index]]
    if not above or word_count(line) > _RELEASE_TITLE_MAX or index + 2 >= len(units):
        return False
    below = read_line(units[index + 1].text, language)
    named = any(p.kind == "name" and is_publisher_like(p.words, language) for p in below.parts)
    lone = named and all(p.kind != "rest" for p in below.parts)
    return lone and all(_is_head(t, language) for t in above)


def _told(candidates: Sequence[int], units: Sequence[Unit]) -> int | None:
    """The first candidate, unless the report takes up the words of a later one and not its own.

    A headline tells what the report tells; a motto, a paper's name or a notice does not.
    """
    if not candidates:
        return None
    body = {w for u in units if is_prose(u.text) for w in _content(u.text)}
    shared = {i: len(_content(units[i].text) & body) for i in candidates}
    first = units[candidates[0]].text
    enough = max(_TOLD, _TIMES * shared[candidates[0]])
    if not shared[candidates[0]] and word_count(first) <= _MASTHEAD and lower_share(first) == 0:
        named = (i for i in candidates if shared[i] and lower_share(units[i].text) > 0)
        return next(named, candidates[0])
    return next((i for i in candidates if shared[i] >= enough), candidates[0])


def _content(line: str) -> set[str]:
    """The beginnings of a line's longer words, which endings leave alone."""
    return {w[:_STEM] for w in folded(line).split() if len(w) >= _STEM and w.isalpha()}


def _without_mastheads(
    candidates: Sequence[int], units: Sequence[Unit], language: str
) -> Sequence[int]:
    """The candidates without the names of outlets, which are short and all capitalised.

    An organisation's name is told from a short headline by its standing again in the text.
    """
    kept: list[int] = []
    candidates = _below_letterhead(candidates, units, language)
    for i in candidates:
        line = units[i].text
        short = word_count(line) <= _MASTHEAD and lower_share(line) == 0 and not tells(line)
        again = sum(line in u.text for u in units) > 1 or _above_genre(units, i, language)
        rival = any(word_count(units[j].text) > word_count(line) for j in candidates if j > i)
        named = short and (is_outlet_like(line, language) or (again and rival))
        issue = _is_issue(line, language) or _names_an_edition(line, language)
        if not named and not (len(candidates) > 1 and issue):
            kept.append(i)
    return kept


def _below_letterhead(
    candidates: Sequence[int], units: Sequence[Unit], language: str
) -> Sequence[int]:
    """The candidates below a letterhead: a body's name, then lines that only name, date or label.

    The line that says more is the title; where none does, the name stays a candidate.
    """
    for first in candidates[:1]:
        parts = read_line(units[first].text, language).parts
        name = parts[0].words if parts and parts[0].kind == "name" else ""
        if not (is_publisher_like(name, language) and names_a_body(name, language)):
            return candidates
        below = next((j for j in candidates[1:] if not _is_head(units[j].text, language)), None)
        between = [u.text for u in units[first + 1 : below]]
        if below is None or not all(_is_head(t, language) for t in between):
            return candidates
        if any(_labels(t, language) for t in between):
            return [j for j in candidates if j >= below]
    return candidates


def _is_head(line: str, language: str) -> bool:
    """Whether a line is names, labels and dates and says no more."""
    read = read_line(line, language)
    return is_genre(line, language) or read.dated or all(p.kind != "rest" for p in read.parts)


def _labels(line: str, language: str) -> bool:
    """Whether a line of a letterhead dates the paper or says what kind it is, or of which unit."""
    read = read_line(line, language)
    return is_genre(line, language) or read.dated or read.marked


def _is_issue(line: str, language: str) -> bool:
    """Whether a line names a publication and its issue ("Southern Lamp - weekly review, 3")."""
    name, bar, issue = line.partition(" - ")
    genre = re.split(r"[,(:]", issue)[0]
    return bool(bar) and is_publisher_like(name, language) and is_genre(genre, language)


def _names_an_edition(line: str, language: str) -> bool:
    """Whether a line is a name and its edition or service ("La Sirena - English edition")."""
    return any(
        len(parts) > 1 and parts[0].kind == "name" and all(p.kind in _MARKED for p in parts[1:])
        for parts in (read_line(t, language).parts for t in (line, _BRACKETS.sub("", line)))
    )


def _above_genre(units: Sequence[Unit], index: int, language: str) -> bool:
    """Whether the next line says what kind of text it is: what stands above is its publisher."""
    below = units[index + 1].text if index + 1 < len(units) else ""
    return is_genre(below, language)


def _is_body(line: str, lex: Lexicon) -> bool:
    stopped = ends_sentence(line) and line.rstrip("\"'”’)").endswith(".")
    long = is_prose(line) and word_count(line) > (_STOPPED_TITLE_MAX if stopped else _MAX_WORDS)
    return (long or (is_prose(line) and stopped)) and not is_furniture(line, lex)


def _may_be_title(line: str, language: str, lex: Lexicon) -> bool:
    count = word_count(line)
    if not _MIN_WORDS <= count <= _MAX_WORDS or line.rstrip().endswith((",", ";", ":")):
        return False
    front, _, behind = re.sub(r"\s+[–—]\s+", " - ", line).partition(" - ")
    names = word_count(behind) < _MIN_WORDS or is_publisher_like(behind, language)
    names = names or read_line(behind, language).dated
    if re.match(rf"(?i){lex.page['head']['greetings']}\b.*[.!]$", line):
        return False
    genre = is_genre(line, language) or (is_genre(front, language) and names)
    if genre or _SECTION.match(line):
        return False
    headed = dateline_end(line, language) and (":" not in line or ends_sentence(line))
    if is_furniture(line, lex) or is_breadcrumb(line) or headed:
        return False
    if link_share(line, lex.link_words) > 0.6 or credit_end(line, language):
        return False
    byline = lex.page["byline"]
    signed = rf"{byline['lead']} .*\b{byline['roles']}\b"
    if re.match(rf"(?:{lex.page['caption']['start']})|(?:{signed})", line, re.IGNORECASE):
        return False
    if _only_labels(line, language, lex):
        return False
    return byline_names(line, language) is None and date_line(line, language) is None


def _only_labels(line: str, language: str, lex: Lexicon) -> bool:
    """Whether a line only says what it labels, who wrote, or of which day and edition it is."""
    labelled = rf"(?i:{lex.page['head']['other_labels']})\s*:\s"
    read = read_line(line, language)
    kinds = {p.kind for p in read.parts}
    signed = "author" in kinds and kinds <= {"author", "name", "outlet"}
    beside = (
        signed
        or kinds <= {"edition"}
        or (read.dated and kinds <= {"place", "edition", "other", "genre"})
    )
    period = r"(?i:(?:covering|reporting) (?:the )?period)\b"
    return (bool(kinds) and beside) or re.match(rf"{labelled}|{period}", line) is not None


def without_title(units: Sequence[Unit], title: str) -> tuple[Unit, ...]:
    """The units without those that only repeat `title`; cut off where it is glued before a body.

    It is cut off a longer unit only where what follows clearly begins anew.
    """
    kept: list[Unit] = []
    glued = False
    for unit in units:
        if same_words(unit.text, title):
            continue
        if not glued and unit.text.startswith(title) and word_count(title) > _MIN_WORDS:
            rest = unit.text[len(title) :]
            begin = re.match(r"(?:[.:|–—-]+\s+|(?=[^\W\d_]))[\"“‘(\[]?(?=[^\W_])", rest)
            if begin and not rest.lstrip(".:|–—- ")[:1].islower():
                glued = True
                kept.append(Unit(text=rest.lstrip(".:|–—- "), hint=unit.hint, gap=unit.gap))
                continue
        kept.append(unit)
    return tuple(kept)
