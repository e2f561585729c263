"""The short lines around a title and above the report: who publishes, who wrote, of what day.

The lines count only where one of them is a date, a byline or a label; a standfirst among them
stays what the report tells. Invariant: a line is judged by its form and its neighbours.
"""

import re
from collections.abc import Sequence

import msgspec

from caseweave.clean._bylines import is_genre, is_publisher_like, names_in
from caseweave.clean._features import word_count, words
from caseweave.clean._furniture import is_furniture
from caseweave.clean._letters import presenter, signature, speaker_of
from caseweave.clean._lexicon import NAME_WORD, lexicon
from caseweave.clean._lines import Unit
from caseweave.clean._names import is_person, name_of, names_a_body
from caseweave.clean._publisher import Named, Signs, choose_authors, choose_publisher
from caseweave.clean._segments import Line, Part, read_line
from caseweave.clean._zones import (
    behind_label,
    foot_zone,
    has_own_date,
    head_zone,
    is_credited,
    is_whole,
)
from caseweave.gazetteer import gazetteer
from caseweave.model import PassageKind

# The weight of a publisher that the title or the report's first words name; a name in the foot must
# weigh so much.
_STATED, _FOOT = 3, 4


# What a statement is about, behind the name of who makes it.
_ABOUT = re.compile(r"(?i) (?:on|about|regarding|concerning|to) .*$")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the block says: kinds of its lines by index, the outlet, the author, its date lines.

    `weight`: how well the outlet is told (`[head.weights]`).
    """

    kinds: dict[int, PassageKind] = {}
    outlet: str | None = None
    author: str | None = None
    dated: frozenset[str] = frozenset()
    weight: int = 0


class _Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page's lines around the title, read: `start` is the first behind the title."""

    units: Sequence[Unit]
    start: int
    zone: list[int]
    dated: list[int]
    lines: dict[int, Line]
    letter: bool
    released: bool

    @property
    def body(self) -> list[Unit]:
        return [u for i, u in enumerate(self.units) if i >= self.start and i not in self.zone]


def read_head(
    units: Sequence[Unit],
    language: str = "en",
    *,
    site: str | None = None,
    titled: bool = True,
    masthead: str | None = None,
) -> Head:
    """The head of a page, whose title is the first of `units` where it is `titled`; else empty.

    `site`: the outlet as known otherwise; with it a lone name under the title is the author's.
    `masthead`: the name at the top of the page, where one stands there. Where the head names
    nobody, the lines of the foot are read: a statement may end with who makes it.
    """
    page = _read(units, head_zone(units, int(titled), language), int(titled), language)
    names = _names(page, masthead, language)
    signed = any(n.part.kind in {"author", "outlet"} for n in names)
    named = _in_title(units, language, letter=page.letter) if titled else None
    named = named or (_above_issue(units, language) if titled else None)
    signs = Signs(told="\n".join(u.text for u in page.body))
    stated = page.dated or signed or named or masthead or page.released
    publisher, weight = None, 0
    if stated:
        open_ = site is None and masthead is None
        publisher, weight = _publisher(names, named, page if open_ else None, signs)
    publisher = _of_government(publisher, names, language)
    foot = _read(
        units, foot_zone(units, page.zone[-1] + 1 if page.zone else int(titled)), 0, language
    )
    below = _names(foot, None, language)
    if publisher is None and site is None and masthead is None:
        publisher, weight = _in_foot(below, signs, language)
    others = [n for n in names if site is None or n.part.words.lower() != site.lower()]
    author = choose_authors(others, publisher, signs) if stated else None
    author = author or signature(units, language) or _author_below(below)
    author = author or presenter(units, language) or _edited(page, language)
    dated = page.dated or [i for i in foot.dated if _closes(foot.lines[i], publisher)]
    return Head(
        kinds=_kinds(page, names, author, language),
        outlet=publisher.part.words if publisher else None,
        author=author,
        dated=frozenset(units[i].text for i in dated),
        weight=weight,
    )


def _read(units: Sequence[Unit], zone: list[int], start: int, language: str) -> _Page:
    lex = lexicon(language)
    dated = [i for i in zone if has_own_date(units[i].text, language)]
    lines = {
        i: read_line(behind_label(units, i, start, language), language)
        for i in zone
        if i in dated
        or is_credited(units[i].text, language)
        or not is_furniture(units[i].text, lex)
    }
    genre = any(is_genre(units[i].text, language) for i in zone)
    letter = re.compile(lex.page["head"]["letter"], re.IGNORECASE)
    return _Page(
        units=units,
        start=start,
        zone=zone,
        dated=dated,
        lines=lines,
        letter=any(letter.match(units[i].text) for i in zone),
        released=genre or any(p.kind == "genre" for line in lines.values() for p in line.parts),
    )


def _publisher(
    names: Sequence[Named], named: Named | None, page: _Page | None, signs: Signs
) -> tuple[Named | None, int]:
    """The head's weightiest name; else one that stands beside others, the title's, a speaker's.

    `page`: None where the site is known, so that no weak sign is followed.
    """
    candidates = [n for n in names if n.part.kind != "author"]
    best, weight = choose_publisher(candidates, signs)
    if best is not None and named is not None and page is not None and _is_unit(best, named, signs):
        return named, _FOOT
    if best is not None or page is None:
        return (best, weight) if best or named is None else (named, _STATED)
    lone = _lone(candidates, any(n.part.kind == "author" for n in names))
    if lone or named:
        return (lone, weight) if lone else (named, _STATED)
    spoken = speaker_of(page.body)
    return (_stated(spoken) if spoken else None), weight


def _above_issue(units: Sequence[Unit], language: str) -> Named | None:
    """A first line of names alone, above the line that says which issue or log it is."""
    below = read_line(units[1].text, language).parts if len(units) > 1 else ()
    parts = read_line(units[0].text, language).parts
    issued = bool(below) and below[0].kind == "genre" and "," in below[0].words
    whole = bool(parts) and all(p.kind in {"name", "place"} for p in parts)
    return _stated(units[0].text) if issued and whole else None


def _is_unit(best: Named, named: Named, signs: Signs, language: str = "en") -> bool:
    """Whether a name is of a part or the seat of the organisation that the first line names.

    A department's, one without an organisation's word, or one that the report does not know where
    the organisation's stands again in it.
    """
    units = lexicon(language).page["head"]["units"]
    part, whole = best.part.words, named.part.words
    if not is_publisher_like(whole, language) or best.part.kind == "outlet":
        return False
    unit = re.match(units, part, re.IGNORECASE) or not is_publisher_like(part, language)
    told = signs.told.casefold()
    return bool(unit) or (whole.casefold() in told and part.casefold() not in told)


def _edited(page: _Page, language: str) -> str | None:
    """Who edits a bulletin, a digest or a log that no one else signs."""
    form = rf"(?i:{lexicon(language).page['head']['editors']})\s*:\s*(?P<x>.+)"
    stated = (re.fullmatch(form, page.units[i].text.strip()) for i in page.zone)
    named = next((m["x"] for m in stated if m is not None), None) if page.released else None
    return names_in(named, language) if named and is_person(named, language) else None


def _of_government(publisher: Named | None, names: Sequence[Named], language: str) -> Named | None:
    """A department with the government that stands on the line above it: there are many alike."""
    form = lexicon(language).page["head"]["governments"]
    above = [n for n in names if publisher is not None and n.index == publisher.index - 1]
    if (
        publisher is None
        or not above
        or re.fullmatch(form, above[0].part.words, re.IGNORECASE) is None
    ):
        return publisher
    return _stated(f"{above[0].part.words}, {publisher.part.words}")


def _in_foot(names: Sequence[Named], signs: Signs, language: str) -> tuple[Named | None, int]:
    """The publisher that the foot names: one that weighs much, on a line with nothing else."""
    office = lexicon(language).page["head"]["signing_roles"]
    alone = [n for n in names if n.part.kind != "author" and is_whole(n.line)]
    alone = [n for n in alone if not re.fullmatch(office, n.part.words, re.IGNORECASE)]
    best, weight = choose_publisher(alone, signs, language)
    return (best, weight) if best is not None and weight >= _FOOT else (None, 0)


def _closes(line: Line, publisher: Named | None) -> bool:
    """Whether a dated line of the foot ends a statement: its place and day, who makes it."""
    known = publisher.part.words if publisher else None
    return all(
        p.kind in {"place", "genre", "edition"} or p.words == known or word_count(p.words) == 1
        for p in line.parts
    )


def _author_below(names: Sequence[Named]) -> str | None:
    """The writer whom a label or a role tells in the foot."""
    stated = (n.part.words for n in names if n.part.kind == "author" and is_whole(n.line))
    return next(stated, None)


def _kinds(
    page: _Page, names: Sequence[Named], author: str | None, language: str
) -> dict[int, PassageKind]:
    """What the lines of the head are: furniture where nothing is left over, a byline."""
    kinds: dict[int, PassageKind] = dict.fromkeys(page.dated, "boilerplate")
    for i, line in page.lines.items():
        if is_whole(line) or is_genre(page.units[i].text, language):
            kinds[i] = "boilerplate"
    for n in names:
        if author is not None and author == n.part.words and n.index not in page.dated:
            kinds[n.index] = "byline"
    return kinds


def _names(page: _Page, masthead: str | None, language: str) -> list[Named]:
    """Every name of the lines, in their order on the page."""
    units, lines = page.units, page.lines
    found: list[Named] = []
    for i, line in lines.items():
        below = lines.get(i + 1)
        beside = below is not None and len(below.parts) > 0 and below.parts[0].kind == "genre"
        for at, part in enumerate(line.parts):
            if part.kind not in {"name", "author", "outlet"}:
                continue
            if (
                line.dated
                and part.kind == "name"
                and len(words(part.words)) == 1
                and not is_publisher_like(part.words, language)
            ):
                continue  # one word beside a date is the place that it was written in
            top = (
                masthead is not None
                and part.words in masthead
                and part.words == units[i].text[: len(part.words)]
            )
            found.append(Named(index=i, part=part, line=line, top=top, beside=beside and at == 0))
    return found


def _lone(names: Sequence[Named], signed: bool, language: str = "en") -> Named | None:
    """The first of names that people may bear, where another one signs or its tail is a paper's."""
    tails = lexicon(language).page["outlet"]["beside"]
    first = names[0] if names else None
    if first is None:
        return None
    tail = first.part.tail
    place = bool(tail and gazetteer().lookup(re.split(r"[,|(]", tail)[0].strip()))
    told = place or any(w.lower() in tails for w in words(tail))
    return first if signed or len({n.part.words for n in names}) > 1 or told else None


def _stated(name: str) -> Named:
    return Named(index=0, part=Part(words=name, kind="outlet"), line=Line(parts=()))


def _in_title(units: Sequence[Unit], language: str, *, letter: bool) -> Named | None:
    """Who speaks in a title that is a name, has one beside a bar or in brackets, or credits one."""
    title = units[0].text
    table = lexicon(language).page["outlet"]
    said = re.match(
        rf"(?i:{table['titled']}) "
        rf"(?P<x>(?:[Tt]he )?{NAME_WORD}(?: (?:of |for |the )*{NAME_WORD})*)",
        title,
    )
    bracket = re.match(r"\[([^\]]+)\]", title)
    _, bar, last = title.rpartition(" | ")
    front, dash, issue = title.partition(" - ")
    stated = [said["x"] if said else "", bracket[1] if bracket else "", last if bar else ""]
    if dash and is_genre(issue, language):
        stated.append(front)
    for words_ in stated:
        name = name_of(_ABOUT.sub("", words_), language) if words_ else None
        if name is not None and not (is_person(name, language) and said is None):
            return _stated(name)
    if letter and re.fullmatch(lexicon(language).page["head"]["mandates"], title):
        return _stated(title)
    return _letterhead(units, language, letter=letter)


def _letterhead(units: Sequence[Unit], language: str, *, letter: bool) -> Named | None:
    """The name that a title is, alone or with what it says of its paper, its seat or its branch."""
    title = units[0].text
    parts = read_line(title, language).parts
    credited = [p.words for p in parts[1:] if p.kind == "outlet"]
    if credited and parts[0].kind == "name":
        return _stated(credited[0])
    above = lexicon(language).page["head"]["parents"]
    if parts and re.fullmatch(above, parts[0].words, re.IGNORECASE):
        parts = parts[1:]  # "UNITED NATIONS - Office for Rivers"
    first = parts[0].words if parts and parts[0].kind == "name" else None
    if first is None:
        return None
    bare = [p for p in parts[1:] if p.words not in _bracketed(title)]
    papers = [_is_paper(p, language) for p in bare]
    seated = names_a_body(first, language) and any(p.kind == "place" for p in bare)
    owned = is_publisher_like(first, language) and (any(papers) or seated)
    if not (owned or all(papers)):
        return None
    return _stated(first) if papers or letter or _is_issuer(first, units, language) else None


def _bracketed(title: str) -> str:
    """What a title says in brackets of itself ("public extract", "from Spanish")."""
    return " ".join(re.findall(r"\(([^()]*)\)", title))


def _is_paper(part: Part, language: str) -> bool:
    """Whether a part behind the name in a title says which of its papers this is."""
    papers = lexicon(language).page["head"]["papers"]
    named = part.kind in {"name", "rest"} and re.fullmatch(papers, part.words, re.IGNORECASE)
    return part.kind in {"edition", "genre"} or bool(named)


def _is_issuer(name: str, units: Sequence[Unit], language: str) -> bool:
    """Whether a title that is a body's name is no headline: ruled by the body's word, or repeated.

    A line below that says what kind of paper it is counts as much.
    """
    if not is_publisher_like(name, language):
        return False
    below = units[1].text if len(units) > 1 else ""
    read = read_line(below, language)
    labelled = is_genre(below, language) or any(_is_paper(p, language) for p in read.parts)
    again = any(name.casefold() in u.text.casefold() for u in units[1:])
    return labelled or again or names_a_body(name, language)
