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
    is_publisher_like,
    names_in,
    tells,
)
from caseweave.clean._features import words
from caseweave.clean._lexicon import JOINED_WORD, NAME_WORD, lexicon
from caseweave.clean._names import (
    is_capitalised,
    is_known_place,
    is_lone_name,
    is_person,
    is_places,
    name_of,
    trimmed,
)
from caseweave.clean._pagedates import find_page_dates

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
_LETTER = re.compile(r"[^\W\d_]")
# What a person is called on social networks.
_HANDLE = re.compile(r"\s+@\w+$")


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
        read = _parts(_HANDLE.sub("", told), language) if _LETTER.search(told) else []
        if piece.startswith(_WITHIN) and any(p.kind == "name" for p in found):
            # A name in brackets only explains the one before it.
            read = [
                msgspec.structs.replace(p, kind="other") if p.kind == "name" else p for p in read
            ]
        papers = lexicon(language).page["head"]["papers"]
        if len(read) == 1 and any(_names_issuer(p, language) for p in found):
            own = read[0].kind == "name" and not is_publisher_like(read[0].words, language)
            if own and re.fullmatch(papers, read[0].words, re.IGNORECASE):
                read = [msgspec.structs.replace(read[0], kind="edition")]
        found.extend(read)
    return Line(parts=tuple(found), dated=bool(dates))


def _names_issuer(part: Part, language: str) -> bool:
    """Whether a part is the name of no person; one in capitals is taken for a letterhead's."""
    person = is_person(part.words, language) and not part.words.isupper()
    return part.kind == "name" and not person


def _without_date_words(piece: str, table: dict[str, Any]) -> str:
    """A piece without the weekday and the label that stood beside its date."""
    told = trimmed(piece)
    weekday = rf"(?i)(?:(?:^|[,\s]+)(?:on )?(?:{table['weekdays']})\b[.,]?)+\s*$"
    label = rf"(?i)(?:^|[,\s]+)(?:{table['published']}|{table['updated']})(?: (?:on|at|in))?\W*$"
    for form in (
        weekday,
        label,
        rf"(?i)^(?:{table['weekdays']})\b[.,]?(?:\s+|$)",
        r"(?i)\s+(?:on|at)$",
    ):
        told = trimmed(re.sub(form, "", told))
    return re.sub(r"(?i)\s+(?:of|dated|for|ending|as (?:of|at))$", "", told)


def _parts(piece: str, language: str) -> list[Part]:
    """What a piece between bars says: its label's value, whom it credits, or its name."""
    head = lexicon(language).page["head"]
    label = re.match(r"(?P<label>[^\W\d_][^:]{1,40}?)\s*:\s*(?P<value>.*)$", piece)
    if label is not None:
        return _labelled(label["label"], label["value"], language)
    first = piece.split(", ", maxsplit=1)[0]
    if is_genre(piece, language) or is_genre(first, language):
        return [Part(words=piece, kind="genre")]
    addressed = re.match(rf"(?i:{head['addressed']}) (?:the )?(?=[^\W\d_a-z])", piece)
    if addressed is not None and is_capitalised(words(piece[addressed.end() :]), language):
        return [Part(words=piece, kind="other")]
    forms = (
        ("edition", head["press_units"]),
        ("edition", head["editions"]),
        ("other", head["others"]),
    )
    for kind, form in forms:
        named = kind == "edition" and is_body(first, language)
        if re.fullmatch(form, first, re.IGNORECASE) and not named:
            return [Part(words=piece, kind=kind)]  # type: ignore[arg-type]
    return _credited(piece, language) or _plain(piece, language)


def is_body(piece: str, language: str) -> bool:
    """Whether an office is named with its field ("Regional Office for Rivers and Coasts")."""
    field = re.search(lexicon(language).page["head"]["field_of_office"], piece)
    return field is not None and is_capitalised(words(piece), language)


def _credited(piece: str, language: str) -> list[Part]:
    """Whom a piece says to have written, published or sent it; empty where it says nobody."""
    head = lexicon(language).page["head"]
    named = "(?:the )?(?=[^\\W\\d_a-z])"
    issuer = re.match(rf"(?i:{head['news_of']}) {named}", piece)
    if issuer is not None:
        run, _ = _run(piece[issuer.end() :], language)
        if run is not None and is_publisher_like(run, language):
            return [Part(words=run, kind="outlet")]
    credit = re.match(rf"(?i:{head['credited_first']}) {named}", piece) or re.search(
        rf"\b(?i:{head['credited']}) {named}", piece
    )
    authored = re.match(rf"(?i:{head['authored']})\s+", piece)
    if authored is not None and authored.group().lower().startswith("from "):
        return _sent(piece[authored.end() :], language)
    if authored is not None and (
        credit is None or credit.start() > 0 or credit.end() == authored.end()
    ):
        found = _signed(piece[authored.end() :], language, "author")
        lead = authored.group().strip().lower()
        return [msgspec.structs.replace(p, tail=lead) if p.kind == "author" else p for p in found]
    if credit is not None:
        people = re.search(head["by_people"], credit.group(), re.IGNORECASE)
        return _signed(piece[credit.end() :], language, "name" if people else "outlet")
    within = re.search(r" by (?=[^\W\d_a-z])", piece)
    if within is None:
        return []
    # "Notes from the courthouse by A B, Court Watch": with who it is for, else it may be told.
    found = _signed(piece[within.end() :], language, "author")
    return found if len(found) > 1 and found[0].kind == "author" else []


def _sent(rest: str, language: str) -> list[Part]:
    """Whom a line is from ("From Ines Calder in Port Valen", "from our envoy"); no place."""
    offices = lexicon(language).page["head"]["offices"]
    if re.match(rf"(?:{offices})\b", rest, re.IGNORECASE):
        return _signed(rest, language, "author")
    if is_outlet_like(rest.split(",", maxsplit=1)[0], language):
        return _signed(rest, language, "outlet")
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
        found = _signed(value, language, "outlet")
        lead = label.lower()
        return [msgspec.structs.replace(p, tail=lead) if p.kind == "outlet" else p for p in found]
    if re.match(rf"(?i:{page['head']['authored']}) .*\b{page['head']['teams']}\b", label):
        return [
            *_signed(re.sub(r"^\w+ ", "", label), language, "outlet"),
            *_signed(value, language, "author"),
        ]
    other = re.fullmatch(page["head"]["other_labels"], label, re.IGNORECASE)
    return [Part(words=f"{label}: {value}", kind="other" if other else "rest")]


def _signed(rest: str, language: str, kind: Kind) -> list[Part]:
    """The names after a label or `by`: people write, organisations and papers publish."""
    head = lexicon(language).page["head"]
    office = _office(rest, language)
    if office is not None:
        return [office]
    rest = re.sub(r"^the (?=[^\W\d_a-z])", "", rest)
    named, behind = _run(rest, language)
    if named is None:
        return [Part(words=rest, kind="rest")] if rest else []
    team = re.match(rf"\W*{head['teams']}\b", behind)
    crowd = team is not None or is_publisher_like(named, language) or not is_person(named, language)
    if crowd or kind == "outlet":
        single = len(words(named)) == 1 and kind == "author"
        if is_places(named) or (single and not is_outlet_like(named, language)):
            return [Part(words=rest, kind="other" if single else "rest")]
        return [Part(words=named, kind="outlet")]
    return [Part(words=names_in(rest, language) or named, kind="author"), *_paper(rest, language)]


def _office(rest: str, language: str) -> Part | None:
    """A role, a paper's staff, "our envoy" with or without a name, or a name of one word."""
    page = lexicon(language).page
    if re.fullmatch(page["byline"]["roles"], rest, re.IGNORECASE):
        return Part(words=rest, kind="other")
    staff = re.fullmatch(
        rf"(?i:of )?(?i:the )?(?P<x>.+?) (?i:{page['byline']['roles']}|staff)", rest
    )
    if staff is not None and not is_person(staff["x"], language) and name_of(staff["x"], language):
        return Part(words=staff["x"], kind="outlet")
    office = re.match(rf"{page['head']['offices']}\b", rest, re.IGNORECASE)
    if office is not None and not is_outlet_like(office.group(), language):
        behind = rest[office.end() :].strip(_EDGES)
        named = names_in(behind, language) if is_person(behind, language) else None
        return Part(words=named or office.group(), kind="author")
    return Part(words=rest, kind="author") if is_lone_name(rest, language) else None


def _paper(rest: str, language: str) -> list[Part]:
    """For whom the names of a byline write: "for the Lamp", "Coast Herald" behind a comma."""
    paper = re.search(rf"\b(?:for|of|at) (?:the )?({NAME_WORD}.*)|, ({NAME_WORD}.*)", rest)
    if paper is None:
        return []
    named, _ = _run(paper[1] or paper[2], language)
    if not named or is_known_place(named):
        return []
    if paper[1]:
        return [Part(words=named, kind="outlet")]
    likely = is_publisher_like(named, language)
    return [Part(words=named, kind="name")] if likely else []


def _run(rest: str, language: str) -> tuple[str | None, str]:
    """The run of capitalised words that `rest` begins with, small joiners inside; what follows."""
    joiners = "|".join(sorted(lexicon(language).page["head"]["joiners"], key=len, reverse=True))
    form = rf"(?:(?:The|the|al-|el-) ?)?{NAME_WORD}(?:(?: & | (?:(?:{joiners}) )*){JOINED_WORD})*"
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
    alike = is_outlet_like(paper, language) or is_outlet_like(partner, language)
    if partner and alike and is_capitalised(words(paper), language):
        name = paper
    joined = None
    if comma and is_publisher_like(piece, language) and " and " in tail:
        joined = name_of(piece, language)
    if re.fullmatch(page["head"]["branches"], tail, re.IGNORECASE) and name_of(name, language):
        joined = piece
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
    if comma and is_person(named, language) and body and not is_places(first):
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
    trade = rf", (?i:{page['head']['professions']})"
    sent = re.fullmatch(rf"(?P<x>.+?)(?:{sends}| (?:reports|reporting)|{trade})", piece)
    abroad = sent is not None and sent["y"] and re.fullmatch(page["head"]["languages"], sent["y"])
    person = sent is not None and is_person(sent["x"], language) and not tells(sent["x"], language)
    if sent is not None and person and not abroad:
        return Part(words=names_in(sent["x"], language) or sent["x"], kind="author")
    office = re.fullmatch(page["head"]["offices"], piece, re.IGNORECASE)
    own = office is not None and not is_outlet_like(piece, language)
    # "The Northern Correspondent", all capitalised, is a paper's name
    titled = piece.startswith("The ") and all(w[0].isupper() for w in words(piece))
    return Part(words=piece, kind="author") if own and not titled else None


def _is_seated(name: str, tail: str) -> bool:
    """Whether a line names places: side by side, or one in another that is known."""
    within = tail.split(",", maxsplit=1)[0]
    return is_places(name) or bool(tail and is_known_place(within) and len(words(name)) == 1)
