"""One person at the head of a title without an article: "Man, 34, fatally shot", "3-year-old dies".

Read by word order, for a parser trained on sentences loses headlines. Invariant: only the words
right behind the person say what befell them, and a title that goes on with an object is no passive.
"""

from typing import Any

from caseweave.extract.people.ages import ADULT, INFANT_YEARS
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.lexicon import Person, lexicon, person, singulars
from caseweave.extract.people.nouns import Counted
from caseweave.extract.people.singles import age_at

_TITLE, _PREFIX, _MODIFIERS, _REACH = 25, 4, 3, 4
_SURE = 0.7
_STOPS = {".", "?", "!"}
_PLURAL = {"NNS", "NNPS"}


def find_headed(doc: Any, taken: list[tuple[int, int]]) -> list[Draft]:
    """The person whom each title of a passage begins with, outside the token ranges `taken`."""
    busy = {i for a, b in taken for i in range(a, b)}
    found = (_headed(doc, s) for s in doc.sents if _is_title(s))
    return [d for d in found if d is not None and not busy.intersection(range(d.start, d.end))]


def _is_title(sentence: Any) -> bool:
    words = [t for t in sentence if not t.is_space]
    return 2 < len(words) < _TITLE and words[-1].text not in _STOPS


def _headed(doc: Any, sentence: Any) -> Draft | None:
    start = _past_prefix(doc, sentence)
    for i in range(start, min(start + _MODIFIERS, sentence.end - 1)):
        read = _person_at(doc, i, sentence.end)
        if read is not None:
            noun, group, end = read
            status = _befell(doc, _past_age(doc, end), sentence.end)
            return _draft((start, end), noun, group, status) if status else None
        if not (doc[i].text[0].isupper() or doc[i].pos_ in {"ADJ", "PROPN", "NOUN"}):
            return None
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


def _past_prefix(doc: Any, sentence: Any) -> int:
    """The token behind a mark such as "Police:", "UPDATE -"."""
    for i in range(sentence.start, min(sentence.start + _PREFIX, sentence.end - 1)):
        if doc[i].text in {":", "-", "–", "—", "|"} and doc[i].whitespace_:
            return i + 1
    return int(sentence.start)


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
    if token.tag_ in _PLURAL or token.lower_ in lexicon().words["crowds"]:
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
    word, following = doc[i], [t.lower_ for t in doc[i + 1 : min(end, i + _REACH)]]
    status = lex.predicates.get(word.lower_)
    if status is None and word.tag_ in {"VBN", "VBD"}:
        status = lex.object_verbs.get(word.lemma_.lower())
    if status is None and word.tag_ in {"VBZ", "NNS"}:
        own = following[:1] and following[0].endswith(("self", "selves"))
        verbs = lex.object_verbs if own else lex.subject_verbs
        found = next((verbs[f] for f in singulars(word.lower_)[1:] if f in verbs), None)
        return found if found == "dead" or (own and found == "injured") else None
    if status not in {"dead", "injured"} or (i + 1 < end and _is_object(doc[i + 1])):
        return None
    dying = any(lex.predicates.get(w) == "dead" or w in lex.words["death_word"] for w in following)
    return "dead" if fatal or dying else status


def _is_object(token: Any) -> bool:
    """Whether what follows a participle is whom or what it is done to: "Man shot girl"."""
    return token.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM"}
