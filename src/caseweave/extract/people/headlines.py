"""People in a title without an article: "Man, 34, fatally shot", "Mother, son found dead".

Read by word order, for a parser trained on sentences loses headlines. Invariant: only the words
right behind the person say what befell them, and a title that goes on with an object is no passive.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from caseweave.extract.people.ages import ADULT, INFANT_YEARS
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import Person, lexicon, person, singulars
from caseweave.extract.people.nouns import Counted
from caseweave.extract.people.singles import age_at

_TITLE, _PREFIX, _MODIFIERS, _REACH = 25, 4, 3, 4
_SURE = 0.7
_STOPS = {".", "?", "!"}
_PLURAL = {"NNS", "NNPS"}
_LINKS = {",", ";", "and", "&"}
_DESCRIBING = {"ADJ", "PROPN", "NOUN"}
_ACTIVE = {"VBZ", "VBD", "VBP", "VB", "NNS", "NNPS"}
# More clauses than these no title has.
_CLAUSES = 3


class Member(msgspec.Struct, frozen=True):
    """One person of a row: tokens, noun, and the part of a group that they are."""

    start: int
    end: int
    noun: Person
    group: str | None


def find_headed(doc: Any, taken: list[tuple[int, int]]) -> list[Draft]:
    """The people whom each title of a passage tells of, outside the token ranges `taken`."""
    busy = {i for a, b in taken for i in range(a, b)}
    found = [d for span in _titles(doc) for d in _headed(doc, span, busy)]
    return [d for d in found if not busy.intersection(range(d.start, d.end))]


def _titles(doc: Any) -> list[tuple[int, int]]:
    """The token ranges of titles; what the parser divides at a comma is one."""
    spans: list[tuple[int, int]] = []
    for sentence in doc.sents:
        goes_on = sentence[0].text in _LINKS
        if spans and goes_on and doc[spans[-1][1] - 1].text not in _STOPS:
            spans[-1] = (spans[-1][0], sentence.end)
        else:
            spans.append((sentence.start, sentence.end))
    return [span for span in spans if _is_title([t for t in doc[slice(*span)] if not t.is_space])]


def _is_title(words: list[Any]) -> bool:
    return 2 < len(words) < _TITLE and words[-1].text not in _STOPS


def _headed(doc: Any, title: tuple[int, int], busy: set[int]) -> Iterator[Draft]:
    """The people of each clause of a title: "Child shot, mother injured"."""
    at: int | None = _past_prefix(doc, title)
    for _ in range(_CLAUSES):
        row, behind = _row(doc, (at, title[1]), busy) if at is not None else ([], title[1])
        if not row:
            return
        status = _befell(doc, behind, title[1])
        if status is None:
            row, behind, status = _undergoing(doc, (behind, title[1]), busy)
        if status is not None:
            yield from (_draft((m.start, m.end), m.noun, m.group, status) for m in row)
        at = _next_clause(doc, behind, title[1])


def _row(doc: Any, within: tuple[int, int], busy: set[int]) -> tuple[list[Member], int]:
    """The people told side by side, and the token behind: "Mother, young son", "Man, 34, and boy".

    Those among them that are counted with a number are passed over.
    """
    found: list[Member] = []
    at, end = within
    counted = False
    while at < end:
        past = _past_counted(doc, at, end, busy)
        member = None if past != at else _member(doc, at, end)
        if past == at and member is None:
            break
        counted = counted or past != at
        if member is not None:
            found.append(member)
        behind = _past_age(doc, member.end if member is not None else past)
        following = _past_link(doc, behind, end)
        if following is None or not _person_ahead(doc, following, end, busy):
            return found, behind
        at = following
    return ([], at) if not found and not counted else (found, at)


def _past_counted(doc: Any, at: int, end: int, busy: set[int]) -> int:
    """The token behind the counted people that stand at `at`."""
    while at < end and at in busy and doc[at].text not in _LINKS:
        at += 1
    return at


def _member(doc: Any, at: int, end: int) -> Member | None:
    """The person at token `at`, behind a few words that describe them."""
    for i in range(at, min(at + _MODIFIERS, end)):
        read = _person_at(doc, i, end)
        if read is not None:
            return Member(start=at, end=read[2], noun=read[0], group=read[1])
        if not (doc[i].text[0].isupper() or doc[i].pos_ in _DESCRIBING):
            return None
    return None


def _past_link(doc: Any, at: int, end: int) -> int | None:
    """The token behind what joins two people of a row; None where nothing does."""
    past = at
    while past < min(end, at + 2) and doc[past].text in _LINKS:
        past += 1
    return past if past > at else None


def _person_ahead(doc: Any, at: int, end: int, busy: set[int]) -> bool:
    return _past_counted(doc, at, end, busy) != at or _member(doc, at, end) is not None


def _undergoing(
    doc: Any, within: tuple[int, int], busy: set[int]
) -> tuple[list[Member], int, str | None]:
    """Whom an active verb is done to: "shoots girlfriend", "shoots and kills wife, son"."""
    at, end = within
    status: str | None = None
    while at < end and (done := _done(doc[at])) is not None:
        status = "dead" if "dead" in {status, done} else done
        at = _past_link(doc, at + 1, end) or at + 1
    while status is not None and at < end and doc[at].tag_ == "PRP$":
        at += 1
    row, behind = _row(doc, (at, end), busy) if status is not None else ([], at)
    held = behind < end and doc[behind].tag_ == "POS"
    return ([], behind, None) if not row or held else (row, behind, status)


def _done(verb: Any) -> str | None:
    """What a verb of a title does to its object: "shoots", "killed"."""
    if verb.tag_ not in _ACTIVE:
        return None
    table = lexicon().object_verbs
    forms = {verb.lemma_.lower(), *singulars(verb.lower_)[1:]}
    return next((table[f] for f in sorted(forms) if table.get(f) in {"dead", "injured"}), None)


def _next_clause(doc: Any, at: int, end: int) -> int | None:
    """Where the next clause of a title begins: behind a comma, before somebody."""
    for i in range(at, end - 1):
        if doc[i].text in _LINKS and _person_at(doc, i + 1, end) is not None:
            return i + 1
    return None


def _draft(span: tuple[int, int], noun: Person, group: str | None, status: str) -> Draft:
    head = span[1] - 1
    return Draft(
        start=span[0],
        end=span[1],
        head=head,
        low=1,
        best=1,
        high=1,
        noun=Counted(end=span[1], head=head, person=noun, population=noun.population),
        group=group,
        hint=status,
        individual=True,
        human=_SURE,
    )


def _past_prefix(doc: Any, title: tuple[int, int]) -> int:
    """The token behind a mark such as "Police:", "UPDATE -"."""
    start, end = title
    for i in range(start, min(start + _PREFIX, end - 1)):
        if doc[i].text in {":", "-", "–", "—", "|"} and doc[i].whitespace_:
            return i + 1
    return start


def _person_at(doc: Any, i: int, end: int) -> tuple[Person, str | None, int] | None:
    """The person that begins at token `i`, their group, and the token behind."""
    aged = age_at(doc, i)
    if aged is not None:
        years = aged[2] if aged[1].startswith("year") else 0
        group = "infants" if years < INFANT_YEARS else "children" if years < ADULT else None
        at = aged[0] + 1
        known = _known(doc, at) if at < end else None
        return (known, group, at + 1) if known else (Person(lemma="person"), group, at)
    known = _known(doc, i)
    return (known, known.group, i + 1) if known else None


def _known(doc: Any, i: int) -> Person | None:
    token = doc[i]
    apart = lexicon().words["crowds"] | lexicon().predicates.keys()
    if token.tag_ in _PLURAL or token.lower_ in apart:
        return None
    found = person(token.lower_, token.lemma_.lower())
    return found if found is not None and found.human >= 1 and not found.event else None


def _past_age(doc: Any, i: int) -> int:
    """The token behind ", 34,"."""
    tail = [t.text for t in doc[i : i + 3]]
    return i + 3 if len(tail) == 3 and tail[0] == tail[2] == "," and tail[1].isdigit() else i


def _befell(doc: Any, i: int, end: int) -> str | None:
    """The status that the words from token `i` on give: "fatally shot", "shot, killed", "dies"."""
    lex, fatal = lexicon(), False
    while i < end and (doc[i].tag_ == "RB" or doc[i].lower_ in lex.words["fatal"]):
        fatal, i = fatal or doc[i].lower_ in lex.words["fatal"], i + 1
    if i >= end:
        return None
    word, following = doc[i], _rest_of_clause(doc, i + 1, end)
    status = lex.predicates.get(word.lower_)
    if status is None and word.tag_ in {"VBZ", "NNS"} and word.lemma_ not in lex.words["be"]:
        return _present(word, following)
    if status is None and word.lemma_.lower() in lex.words["carriers"] - lex.words["supposing"]:
        status = next((s for w in following[:2] if (s := lex.predicates.get(w))), None)
    elif i + 1 < end and _is_object(doc[i + 1]):
        return None
    elif status is None and word.tag_ in {"VBN", "VBD"}:
        status = lex.object_verbs.get(word.lemma_.lower())
    if status not in {"dead", "injured"}:
        return None
    dying = any(lex.predicates.get(w) == "dead" or w in lex.words["death_word"] for w in following)
    return "dead" if fatal or dying else status


def _rest_of_clause(doc: Any, i: int, end: int) -> list[str]:
    """The words right behind a verb, up to where somebody else is told of."""
    other = _next_clause(doc, i, end)
    return [t.lower_ for t in doc[i : min(end, i + _REACH - 1, other or end)]]


def _present(verb: Any, following: list[str]) -> str | None:
    """What a verb of a title says of its own subject: "dies", "shoots self"."""
    lex = lexicon()
    own = following[:1] and following[0].endswith(("self", "selves"))
    verbs = lex.object_verbs if own else lex.subject_verbs
    found = next((verbs[f] for f in singulars(verb.lower_)[1:] if f in verbs), None)
    return found if found == "dead" or (own and found == "injured") else None


def _is_object(token: Any) -> bool:
    """Whether what follows a participle is whom or what it is done to: "Man shot girl"."""
    return token.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM"}
