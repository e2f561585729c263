"""A line of a page's head taken apart: names with what stands before them, and the rest.

A part is judged by its form and the words beside it, never by a list of outlets; every part's words
stand in the line.
"""

import re
from functools import lru_cache
from typing import Any, Literal

import msgspec

from caseweave.clean._bylines import (
    is_genre,
    is_outlet_like,
    is_person_like,
    is_publisher_like,
    names_in,
)
from caseweave.clean._features import ends_sentence, words
from caseweave.clean._furniture import is_furniture
from caseweave.clean._lexicon import NAME_WORD, lexicon
from caseweave.clean._pagedates import find_page_dates
from caseweave.gazetteer import gazetteer

Kind = Literal["name", "author", "outlet", "place", "genre", "edition", "other", "rest"]

# Between the parts of a line; a full stop parts only after three letters (not "St.").
_PARTS = re.compile(
    r"\s*[|•·»>›]\s*|\s+[–—-]+\s+|\s*;\s+|(?<=\w{4})\.\s+(?=[^\W\d_a-z]|\d)|\s+/+\s+|\s{3,}"
)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_CLOCK = re.compile(
    r"(?i)\b\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b\.?)?"
    r"(?:\s+(?:[A-Z]{2,4}|hrs?)\b(?! [a-z]))?(?:[+-]\d+)?|\b\d{1,2}\s*[ap]\.?m\b\.?"
)
_WITHIN = "\x01"
_EDGES = ' \t.,:;|•·*"“”-–—_/'
# No name begins so.
_PREPOSITION = re.compile(
    r"(?:In|To|At|On|From|For|By|Of|With|About|Re|After|How|Why|What|When|Where|Who) "
)
# An office of a paper, behind its name.
_OFFICE = re.compile(
    r"(?: (?:English|Foreign|News|World|City|National))?"
    r" (?:Desk|Newsroom|Bureau|Edition|Staff)$"
)
# Who speaks for an organisation, before its name.
_BOARD = re.compile(
    r"(?:The )?(?:Board|Secretariat|Members|Presidium|Council) of (?:the )?(?=[A-Z])"
)
_SEVERAL = re.compile(r"\s*(?:,|&|\band\b)\s*")
# What a person is called on social networks.
_HANDLE = re.compile(r"\s+@\w+$")
# The wave length of a station, with its unit.
_WAVE = re.compile(r"(?i)\s+\d{2,4}(?:[.,]\d+)?\s*(?:[FA]M|MHz|kHz)$")
# A slug of an agency ("VALEN-BORDER").
_SLUG = re.compile(r"[A-Z]{2,}(?:[-/][A-Z]{2,})+$")
_NAME_WORDS, _LONG_NAME, _SMALL_SHARE, _PERSON_WORDS = 10, 14, 3, 5


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """`words` of a line and what they are; `tail`: what follows a name behind a comma.

    `outlet` and `author` are names whose label or the words before them tell them to be one.
    """

    words: str
    kind: Kind
    tail: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a line, in order; `dated`: a full date stands in it."""

    parts: tuple[Part, ...]
    dated: bool = False

    @property
    def marked(self) -> bool:
        """Whether a genre or an edition stands beside what the line names."""
        return any(p.kind in {"genre", "edition"} for p in self.parts)


@lru_cache(maxsize=512)
def read_line(line: str, language: str = "en") -> Line:
    """The parts of a line of a head, without its dates, times and their labels."""
    dates = find_page_dates(line, None, language)
    bare = line
    for date in reversed(dates):
        bare = f"{bare[: date.start]} | {bare[date.end :]}"
    bare = _BRACKETS.sub(rf" | {_WITHIN}\1 | ", _CLOCK.sub(" | ", bare))
    found: list[Part] = []
    for piece in _PARTS.split(bare):
        told = _without_date_words(piece.replace(_WITHIN, ""), lexicon(language).page["dates"])
        read = _parts(_HANDLE.sub("", told), language) if told else []
        if piece.startswith(_WITHIN) and any(p.kind == "name" for p in found):
            # A name in brackets only explains the one before it.
            read = [
                msgspec.structs.replace(p, kind="other") if p.kind == "name" else p for p in read
            ]
        found.extend(read)
    return Line(parts=tuple(found), dated=bool(dates))


def _without_date_words(piece: str, table: dict[str, Any]) -> str:
    """A piece without the weekday and the label that stood beside its date."""
    told = piece.strip(_EDGES)
    weekday = rf"(?i)(?:(?:^|[,\s]+)(?:on )?(?:{table['weekdays']})\b[.,]?)+\s*$"
    label = rf"(?i)(?:^|[,\s]+)(?:{table['published']}|{table['updated']})(?: (?:on|at|in))?\W*$"
    for form in (
        weekday,
        label,
        rf"(?i)^(?:{table['weekdays']})\b[.,]?(?:\s+|$)",
        r"(?i)\s+(?:on|at)$",
    ):
        told = re.sub(form, "", told).strip(_EDGES)
    return re.sub(r"(?i)\s+(?:of|dated|for|ending)$", "", told)


def _parts(piece: str, language: str) -> list[Part]:
    """What a piece between bars says: its label's value, whom it credits, or its name."""
    head = lexicon(language).page["head"]
    label = re.match(r"(?P<label>[^\W\d_][^:]{1,40}?)\s*:\s*(?P<value>.*)$", piece)
    if label is not None:
        return _labelled(label["label"], label["value"], language)
    if is_genre(piece, language):
        return [Part(words=piece, kind="genre")]
    for kind, form in (("edition", head["editions"]), ("other", head["others"])):
        if re.fullmatch(form, piece.split(", ", maxsplit=1)[0], re.IGNORECASE):
            return [Part(words=piece, kind=kind)]  # type: ignore[arg-type]
    named = "(?:the )?(?=[^\\W\\d_a-z])"
    credit = re.match(rf"(?i:{head['credited_first']}) {named}", piece) or re.search(
        rf"\b(?i:{head['credited']}) {named}", piece
    )
    authored = re.match(rf"(?i:{head['authored']})\s+", piece)
    if authored is not None and authored.group().lower().startswith("from "):
        sent = piece[authored.end() :]
        if re.match(rf"(?:{head['offices']})\b", sent, re.IGNORECASE):
            return _signed(sent, language, "author")
        if is_outlet_like(sent.split(",", maxsplit=1)[0], language):
            return _signed(sent, language, "outlet")
        return _sent(sent, language) or _plain(piece, language)
    if authored is not None and (
        credit is None or credit.start() > 0 or credit.end() == authored.end()
    ):
        return _signed(piece[authored.end() :], language, "author")
    if credit is not None:
        people = re.search(head["by_people"], credit.group(), re.IGNORECASE)
        return _signed(piece[credit.end() :], language, "name" if people else "outlet")
    return _plain(piece, language)


def _sent(rest: str, language: str) -> list[Part]:
    """The person that a line is from ("From Ines Calder in Port Valen"); a place is nobody."""
    named = re.match(r"(?P<x>[^,]+?)(?:, .*| (?:in|at|IN|AT) .*)?$", rest)
    if named is None or not is_person(named["x"], language):
        return []
    return [Part(words=names_in(named["x"], language) or named["x"], kind="author")]


def _labelled(label: str, value: str, language: str) -> list[Part]:
    page = lexicon(language).page
    value = re.split(page["byline"]["cut"], value, maxsplit=1, flags=re.IGNORECASE)[0]
    if re.fullmatch(page["head"]["author_labels"], label, re.IGNORECASE):
        return _signed(value, language, "author")
    if re.fullmatch(rf"(?i:{page['outlet']['labels']}|{page['head']['credited']})", label):
        return _signed(value, language, "outlet")
    if re.match(rf"(?i:{page['head']['authored']}) .*\b{page['head']['teams']}\b", label):
        return [
            *_signed(re.sub(r"^\w+ ", "", label), language, "outlet"),
            *_signed(value, language, "author"),
        ]
    other = re.fullmatch(page["head"]["other_labels"], label, re.IGNORECASE)
    return [Part(words=f"{label}: {value}", kind="other" if other else "rest")]


def _signed(rest: str, language: str, kind: Kind) -> list[Part]:
    """The names after a label or `by`: people write, organisations and papers publish."""
    page = lexicon(language).page
    staff = re.fullmatch(
        rf"(?i:of )?(?i:the )?(?P<x>.+?) (?i:{page['byline']['roles']}|staff)", rest
    )
    if staff is not None and not is_person(staff["x"], language) and name_of(staff["x"], language):
        return [Part(words=staff["x"], kind="outlet")]
    office = re.match(rf"{page['head']['offices']}\b", rest, re.IGNORECASE)
    if office is not None:
        behind = rest[office.end() :].strip(_EDGES)
        return [
            Part(words=behind if is_person(behind, language) else office.group(), kind="author")
        ]
    rest = re.sub(r"^the (?=[^\W\d_a-z])", "", rest)
    named, behind = _run(rest, language)
    if named is None:
        return [Part(words=rest, kind="rest")] if rest else []
    team = re.match(rf"\W*{page['head']['teams']}\b", behind)
    crowd = team is not None or is_publisher_like(named, language) or not is_person(named, language)
    if crowd or kind == "outlet":
        if _is_places(named):
            return [Part(words=rest, kind="rest")]
        return [Part(words=named, kind="outlet")]
    found = [Part(words=names_in(rest, language) or named, kind="author")]
    paper = re.search(rf"\b(?:for|of|at) (?:the )?({NAME_WORD}.*)|, ({NAME_WORD}.*)", rest)
    if paper is not None:
        stated = "outlet" if paper[1] else "name"
        other, _ = _run(paper[1] or paper[2], language)
        if other and (paper[1] or is_outlet_like(other, language)) and not _known_place(other):
            found.append(Part(words=other, kind=stated))  # type: ignore[arg-type]
    return found


def _run(rest: str, language: str) -> tuple[str | None, str]:
    """The run of capitalised words that `rest` begins with, small joiners inside; what follows."""
    joiners = "|".join(sorted(lexicon(language).page["head"]["joiners"], key=len, reverse=True))
    form = rf"(?:(?:The|the|al-|el-) ?)?{NAME_WORD}(?:(?: & | (?:(?:{joiners}) )*){NAME_WORD})*"
    match = re.match(form, rest)
    if match is None:
        return None, rest
    whole = re.split(r" (?:to|on|about) (?:the )?(?=[^\W\d_a-z])", match.group())[0]
    name = (
        re.split(r"(?<=\w{3})\.\s| (?:in|at|from|for|on|with) (?:the )?(?=[^\W\d_a-z])", whole)[0]
        if is_person(re.split(r" (?:in|at|from|for|on|with) ", whole)[0], language)
        else whole
    )
    return name.strip(_EDGES), rest[len(name) :]


def _plain(piece: str, language: str) -> list[Part]:
    """A name with what follows its comma; a row of names, a role or a sentence is none."""
    page = lexicon(language).page
    told = _of_role(piece, language)
    if told is not None:
        return [told]
    name, comma, tail = piece.partition(", ")
    paper, _, partner = name.partition(" with ")
    if partner and is_outlet_like(paper, language):
        name = paper
    joined = None
    if comma and is_publisher_like(piece, language) and " and " in tail:
        joined = name_of(piece, language)
    named = joined or name_of(name, language)
    if named is None:
        return [Part(words=piece, kind="place" if _is_seated(name, tail) else "rest")]
    rest = name[len(named) :].strip(_EDGES)
    edition = re.compile(page["head"]["editions"], re.IGNORECASE)
    if named != name and edition.fullmatch(rest):
        tail = f"{rest}, {tail}"
    first = tail.split(",", maxsplit=1)[0]
    if tail and edition.fullmatch(first):
        return [Part(words=named, kind="name"), Part(words=tail, kind="edition")]
    body = re.search(page["outlet"]["many"], first) or is_publisher_like(first, language)
    if comma and is_person(named, language) and body and not _is_places(first):
        return [Part(words=named, kind="author"), Part(words=first, kind="name")]
    return [Part(words=named, kind="name", tail="" if joined else tail)]


def _of_role(piece: str, language: str) -> Part | None:
    """Whoever a role, a place or an office tells: "Staff Writer", "in Brell", "our envoy"."""
    page = lexicon(language).page
    staff = re.fullmatch(r"(?i:of )(?i:the )?(?P<x>.+?) (?i:staff)", piece)
    if staff is not None and name_of(staff["x"], language):
        return Part(words=staff["x"], kind="outlet")
    behalf = rf"(?i:for|on behalf of|in the name of|{page['head']['professions']},)"
    spoken = re.fullmatch(rf"{behalf} (?:[Tt]he )?(?P<x>.+)", piece)
    if spoken is not None and is_publisher_like(spoken["x"], language):
        return Part(words=spoken["x"], kind="outlet")
    roles = rf"(?i:(?:our )?{page['byline']['roles']})"
    role = re.fullmatch(rf"(?P<x>.+?),? {roles}(?:,? (?:in|for|at) .+)?", piece)
    if role is not None and role["x"][:1].isupper():
        if is_person(role["x"], language):
            return Part(words=role["x"], kind="author")
        if is_outlet_like(role["x"], language):
            return Part(words=role["x"], kind="name")
    sends = rf" (?:(?:reports|reporting|writes) )?(?:in|at|from) (?P<y>{NAME_WORD}.*)"
    sent = re.fullmatch(
        rf"(?P<x>.+?)(?:{sends}| (?:reports|reporting)(?P<z>)|, (?i:{page['head']['professions']}))",
        piece,
    )
    abroad = sent is not None and sent["y"] and re.fullmatch(page["head"]["languages"], sent["y"])
    if sent is not None and not abroad and is_person(sent["x"], language):
        return Part(words=names_in(sent["x"], language) or sent["x"], kind="author")
    office = re.fullmatch(page["head"]["offices"], piece, re.IGNORECASE)
    return Part(words=piece, kind="author") if office else None


def _is_seated(name: str, tail: str) -> bool:
    """Whether a line names places: side by side, or one in another that is known."""
    within = tail.split(",", maxsplit=1)[0]
    return _is_places(name) or bool(tail and _known_place(within) and len(words(name)) == 1)


def name_of(line: str, language: str = "en") -> str | None:
    """The name that `line` is, without the words that stand beside names; None for other lines."""
    lex = lexicon(language)
    outlet = lex.page["outlet"]
    quoted = re.match(rf"(?i:{lex.page['head']['described']}) [\"“«](?P<x>[^\"“”«»]+)", line)
    name = _WAVE.sub("", quoted["x"] if quoted else line.strip(_EDGES))
    name = re.sub(r" (?:19|20)\d\d$", "", name)
    board = _BOARD.match(name)
    if board is not None and is_publisher_like(name[board.end() :], language):
        name = name[board.end() :]
    short, slash, _ = _OFFICE.sub("", name).partition("/")
    if (slash or short != name) and is_outlet_like(short, language):
        name = short
    kept = words(name)
    while len(kept) > 1 and kept[-1].islower() and kept[-1] in outlet["beside"]:
        name = name[: name.rindex(kept[-1])].rstrip()
        kept = kept[:-1]
    if (
        not 1 <= len(kept) <= _LONG_NAME
        or is_furniture(name, lex)
        or not _capitalised(kept, language)
    ):
        return None
    if len(kept) > _NAME_WORDS and not is_publisher_like(" ".join(kept[:6]), language):
        return None
    if ends_sentence(line) or (
        any(c.isdigit() for c in name) and not is_outlet_like(name, language)
    ):
        return None
    folded = name.lower()
    nobody = {*outlet["sections"], *outlet["no_outlets"]}
    if folded in outlet["topics"] or all(w.lower() in nobody for w in kept) or _is_places(name):
        return None
    if _PREPOSITION.match(name) or is_genre(name, language) or _SLUG.match(name):
        return None
    within = re.search(rf"\w {lex.page['head']['inside']} \w", name)
    edition = re.search(rf" in {lex.page['head']['languages']}$", name)
    if within and not edition and not is_publisher_like(name, language):
        return None
    several = re.split(r"\s*(?:&|,|\band\b)\s*", name)
    joined = len(several) > 1 and not is_outlet_like(name, language)
    if joined and any(gazetteer().lookup(p) for p in several):
        return None
    return name


def _capitalised(kept: list[str], language: str) -> bool:
    """Whether the words are those of a name: capitals, with small joiners between."""
    joiners = lexicon(language).page["head"]["joiners"]
    first = kept[0][0].isupper() or re.match(r"(?:al|el|an|as|ar)-[^\W\d_a-z]", kept[0])
    small = [
        w for w in kept[1:] if w[0].islower() and not re.match(r"(?:al|el|d|l)[-’'][^\W\d_a-z]", w)
    ]
    bodies = lexicon(language).page["outlet"]["organisations"]
    return bool(first) and all(w in joiners or w in bodies or len(w) <= _SMALL_SHARE for w in small)


def _known_place(name: str) -> bool:
    """Whether the gazetteer has the name; "The Ashby" is a paper unless the town is called so."""
    found = gazetteer().lookup(name)
    article = name.startswith("The ")
    return bool(found) and (not article or found[0].name.lower().startswith("the "))


def _is_places(name: str) -> bool:
    """A place, or places side by side ("Brell/Valen")."""
    return _known_place(name) or ("/" in name and all(c not in name for c in " &"))


def is_person(name: str, language: str = "en") -> bool:
    """Whether a person may bear the name, and no paper, organisation or crowd shows in it."""
    page = lexicon(language).page
    particles = re.compile(rf"(?:{page['byline']['particles']})$")
    if "/" in name or re.search(r"[^\W\d_][’']s |s[’'] ", name):
        return False
    return all(_may_be_person(n, particles, language) for n in _SEVERAL.split(name))


def _may_be_person(name: str, particles: re.Pattern[str], language: str) -> bool:
    """The same for one name: two to five words, small ones only as particles."""
    page = lexicon(language).page
    found = words(name)
    if not re.match(r"[^\W\d_a-z]", name) or len(found) > _PERSON_WORDS:
        return False
    if found[0].lower() in page["head"]["articles"][:1] or any(
        w[0].islower() and not particles.match(w) for w in found
    ):
        return False
    crowd = re.search(page["outlet"]["many"], name)
    return is_person_like(name, language) and not is_publisher_like(name, language) and not crowd
