"""One person known by what happened to them: named, "the girl", "Man" in a headline, "he".

Kept only where words give a status, and marked `individual`. Invariant: never inside another span.
"""

from typing import Any

from caseweave.extract.people.clause import hints_behind
from caseweave.extract.people.draft import Draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import lexicon, person
from caseweave.extract.people.nouns import Counted
from caseweave.extract.people.singles import in_row

_STATUSES = {
    "dead",
    "injured",
    "detained",
    "missing",
    "rescued",
    "returned",
    "handed_over",
    "released",
}
_NAMED, _DEFINITE, _BARE, _PRONOUN = 0.8, 0.5, 0.6, 0.4
_TITLE = 25


def find_patients(doc: Any, taken: list[tuple[int, int]]) -> list[Draft]:
    """Named and definite single people with a status, outside the token ranges `taken`."""
    busy = {i for a, b in taken for i in range(a, b)}
    found = [*_named(doc)]
    named = {i for d in found for i in range(d.start, d.end)}
    found.extend(d for t in doc if t.i not in named and (d := _described(t)) is not None)
    free = [d for d in found if not busy.intersection(range(d.start, d.end))]
    return sorted(free, key=lambda d: d.start)


def _person(token: Any, start: int, **given: Any) -> Draft | None:
    """A draft of one person where the words around `token` give a status of a patient."""
    # "The porter, we regret to report, was hanged": the parser loses the verb behind an aside.
    hints = status_hints(token) or hints_behind(token.doc, start, token.i + 1)
    if not hints or hints[0].status not in _STATUSES:
        return None
    values = {"start": start, "end": token.i + 1, "head": token.i} | given
    return Draft(low=1, best=1, high=1, individual=True, **values)


def _named(doc: Any) -> list[Draft]:
    found = []
    for entity in doc.ents:
        root = entity.root
        described = root.dep_ == "appos" and root.head.tag_ == "NN"
        # "Ashby teen shot": a town taken for a person's name; the teen is the one told of.
        described = described or (root.dep_ == "compound" and root.head.tag_ in {"NN", "NNS"})
        if entity.label_ == "PERSON" and not described:
            one = _person(root, entity.start, end=entity.end, name=entity.text, human=_NAMED)
            if one is not None:
                found.append(one)
    return found


def _described(token: Any) -> Draft | None:
    known = lexicon().words
    another = token.lower_ in known["another"] and token.tag_ == "DT"
    if another and token.dep_ not in {"det", "amod"}:
        return _person(token, token.i, reference="other", human=_BARE)
    if token.lower_ in known["the_other"] and _stands_alone(token):
        return _person(token, token.i - 1, reference="other", definite=True, human=_BARE)
    if token.lower_ in lexicon().words["single_pronouns"] and token.tag_ == "PRP":
        return _person(token, token.i, definite=True, human=_PRONOUN)
    return _by_noun(token)


def _by_noun(token: Any) -> Draft | None:
    """As in "the girl", "Man" in a headline, "child" of "a man and child"."""
    if token.tag_ not in {"NN", "NNP"}:
        return None
    row = in_row(token)
    if token.dep_ in {"compound", "attr", "appos"} and not row:
        return None
    people = person(token.lower_, token.lemma_.lower())
    if (
        people is None
        or people.event
        or people.human < 1
        or people.lemma in lexicon().words["crowds"]
    ):
        return None
    left = [c for c in token.lefts if c.dep_ in {"det", "poss", "nummod"}]
    words = Counted(end=token.i + 1, head=token.i, person=people, population=people.population)
    if not left and (row or _shares_article(token)):
        return _person(token, token.i, noun=words, human=_BARE)
    if not left:
        titled = len(token.sent) < _TITLE and token.sent[-1].text not in {".", "?", "!"}
        start = token.left_edge.i if token.left_edge.i > token.sent.start - 1 else token.i
        start = max([start, *(t.i + 1 for t in token.doc[start : token.i] if t.is_punct)])
        return _person(token, min(start, token.i), noun=words, human=_BARE) if titled else None
    if left[0].lower_ in lexicon().words["demonstratives_of_one"]:
        other = any(c.lower_ in lexicon().words["the_other"] for c in token.lefts)
        adds = "other" if other else None
        given = {"noun": words, "definite": True, "reference": adds, "human": _DEFINITE}
        return _person(token, left[0].i, **given)
    return None


def _stands_alone(token: Any) -> bool:
    """As in "the other was taken to hospital": no noun behind it."""
    alone = token.dep_ in {"nsubj", "nsubjpass", "dobj", "conj"} and token.i > token.sent.start
    return alone and token.nbor(-1).lower_ in lexicon().words["demonstratives_of_one"]


def _shares_article(token: Any) -> bool:
    """As in "a man and child": the second noun has no article of its own."""
    head = token.head
    determined = any(c.dep_ in {"det", "poss"} for c in head.lefts)
    return bool(token.dep_ == "conj" and head.tag_ == "NN" and determined)
