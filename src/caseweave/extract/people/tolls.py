"""Counts told as a toll: "the death toll rose to 41", "the number of missing reached 12".

Invariant: the number has no noun of its own; the toll's noun gives the status.
"""

from functools import lru_cache
from typing import Any

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.lexicon import lexicon, singulars
from caseweave.extract.people.numbers import Number
from caseweave.lang import profile

_REACH = 14
_SUBJECTS = {"nsubj", "nsubjpass"}


@lru_cache(maxsize=4)
def _words(language: str) -> dict[str, frozenset[str]]:
    table = profile(language, "people")["tolls"]
    return {k: frozenset(v) for k, v in table.items() if k != "status"}


def read_toll(doc: Any, number: Number) -> Draft | None:
    """The number as a toll where one is announced to its left in the sentence, else None."""
    token = doc[number.core]
    left = doc[max(token.sent.start, number.start - _REACH) : number.start]
    if not len(left) or not (_linked(left) or _bracketed(doc, number)):
        return None
    for anchor in [*reversed(list(left)), *_risen(token)]:
        status = _announced(anchor)
        if status is not None:
            return draft(number, status=status, human=0.9)
    return None


def _linked(left: Any) -> bool:
    """Whether a preposition, copula, colon or verb of change stands right before the number."""
    last = left[-1]
    return (
        last.lower_ in _words("en")["links"] or last.lemma_.lower() in lexicon().words["toll_verbs"]
    )


def _bracketed(doc: Any, number: Number) -> bool:
    """As in "the number of people rescued, 45, stands"."""
    after = doc[number.end] if number.end < len(doc) else None
    return doc[number.start - 1].text == "," and after is not None and after.text == ","


def _risen(token: Any) -> list[Any]:
    """The subject of the verb that changes to the number, however far: "the number ... rose to"."""
    prep = token.head
    words = _words("en")
    if token.dep_ == "dobj" and prep.lemma_.lower() in lexicon().words["toll_verbs"]:
        return [c for c in prep.children if c.dep_ in _SUBJECTS]  # "has reached 26"
    if token.dep_ != "pobj" or prep.lower_ not in words["risen"]:
        return []
    return [c for c in prep.head.children if c.dep_ in _SUBJECTS]


def _announced(anchor: Any) -> str | None:
    """The status that "death toll", "number of missing" or "dead:" announces."""
    statuses = profile("en", "people")["tolls"]["status"]
    lemma = anchor.lemma_.lower()
    if lemma in lexicon().words["tolls"]:
        before = [t.lemma_.lower() for t in anchor.lefts] + [t.lower_ for t in anchor.lefts]
        named = next((statuses[w] for w in before if w in statuses), None)
        # "its count of the dead": what is counted stands behind.
        named = named or (_numbered(_counted_behind(anchor)) if _of_behind(anchor) else None)
        return named or ("dead" if lemma in _words("en")["deadly"] else None)
    if lemma in _words("en")["numbers"] and _of_behind(anchor):
        return _numbered(_counted_behind(anchor))
    colon = anchor.i + 1 < len(anchor.doc) and anchor.nbor(1).text == ":"
    return lexicon().predicates.get(anchor.lower_) if colon else None


def _of_behind(anchor: Any) -> bool:
    after = anchor.nbor(1) if anchor.i + 1 < len(anchor.doc) else None
    return after is not None and after.lower_ in lexicon().words["of"]


def _counted_behind(anchor: Any) -> Any:
    return anchor.doc[anchor.i + 2 : anchor.i + 6]


def _numbered(words: Any) -> str | None:
    lex = lexicon()
    for token in words:
        if token.lower_ in lex.predicates:
            return lex.predicates[token.lower_]
        if token.tag_ == "VBD" and token.lemma_.lower() in lex.subject_verbs:
            return lex.subject_verbs[token.lemma_.lower()]
        for form in singulars(token.lower_):
            person = lex.persons.get(form)
            if person is not None and person.status is not None:
                return person.status
    return None
