"""Groups counted as one: "a group of 14", "a 14-member delegation", "a family of five".

Invariant: the span takes the group's noun in, since no other noun is counted.
"""

from typing import Any

from caseweave.extract.people.draft import Draft, draft
from caseweave.extract.people.hints import status_hints
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.nouns import Counted
from caseweave.extract.people.numbers import Number
from caseweave.lang import profile

_UNIT = 0.8


def read_sized_group(doc: Any, number: Number) -> Draft | None:
    """As in "a 14-member group", "a five-person crew", "a 40-strong team"."""
    tail = doc[number.end : number.end + 4]
    if (
        len(tail) < 3
        or tail[0].text != "-"
        or tail[1].lower_ not in lexicon().words["member_units"]
    ):
        return None
    for token in doc[number.end + 2 : number.end + 5]:
        if token.lemma_.lower() in lexicon().collectives:
            start = number.start
            if start and doc[start - 1].tag_ in {"DT", "PRP$"}:
                start -= 1
            words = Counted(end=token.i + 1, head=token.i, population=_crew(token))
            definite = doc[start].lower_ in lexicon().words["determiners"]
            return draft(
                number, start=start, end=token.i + 1, head=token.i, noun=words, definite=definite
            )
        if token.tag_ not in {"JJ", "NN", "NNP", "HYPH"}:
            break
    return None


def read_collective(doc: Any, number: Number) -> Draft | None:
    """As in "a group of 14", "a family of five": the span takes the group's noun in."""
    i = number.start - 1
    of = i >= 1 and doc[i].lower_ in lexicon().words["of"]
    noun = doc[i - 1] if of else None
    if noun is None or noun.lemma_.lower() not in lexicon().collectives:
        return None
    if noun.lemma_.lower() in lexicon().words["sum_nouns"]:
        return None
    start = i - 1
    while start and doc[start - 1].tag_ in {"DT", "JJ", "PRP$"}:
        start -= 1
    words = Counted(end=number.end, head=noun.i, population=_crew(noun))
    group = "family" if noun.lemma_.lower() == "family" else None
    definite = doc[start].lower_ in lexicon().words["determiners"]
    return draft(
        number,
        start=start,
        end=number.end,
        head=noun.i,
        noun=words,
        definite=definite,
        group=group,
        human=0.9,
    )


def _crew(token: Any) -> str | None:
    return "crew" if token.lemma_.lower() == "crew" else None


def find_units(doc: Any, taken: list[tuple[int, int]]) -> list[Draft]:
    """Words that are a number of people: "the pair", "the trio"; outside the ranges `taken`."""
    units: dict[str, int] = profile("en", "people")["units"]
    busy = {i for a, b in taken for i in range(a, b)}
    found = []
    for token in doc:
        best = units.get(token.lower_)
        start = _opening(token) if best is not None else None
        if best is None or start is None or {*range(start, token.i + 1)} & busy:
            continue
        # "the pair of shoes", "the couple's lawyer" count nobody to whom something happened.
        if token.dep_ in {"compound", "poss"} or _of_others(token) or not status_hints(token):
            continue
        found.append(
            Draft(
                start=start,
                end=token.i + 1,
                head=token.i,
                low=best,
                best=best,
                high=best,
                definite=doc[start].lower_ in lexicon().words["the"],
                human=_UNIT,
            )
        )
    return found


def _opening(token: Any) -> int | None:
    """Where "the pair", "an elderly couple", or "Couple" at the head of a title begins."""
    start = token.i
    while start > token.sent.start and token.doc[start - 1].tag_ == "JJ":
        start -= 1
    if start == token.sent.start:
        return start if token.sent[0].text[0].isupper() else None
    article = token.doc[start - 1].lower_ in lexicon().words["the"] | lexicon().words["articles"]
    return start - 1 if article else None


def _of_others(token: Any) -> bool:
    return any(c.dep_ == "prep" and c.lower_ in lexicon().words["of"] for c in token.children)
