"""Pronouns and definite nouns that may stand for a counted group: "they", "the refugees".

Invariant: no anaphor lies inside a count's span; offsets are of the report.
"""

from typing import Any

import msgspec

from caseweave.extract.layers import Parsed, PeopleCount
from caseweave.extract.people.lexicon import is_demonym, lexicon, person
from caseweave.extract.people.nouns import nationality_of
from caseweave.lang import profile

_PLURAL = {"NNS", "NNPS"}
_SENTENCES_BACK = 2


class Anaphor(msgspec.Struct, frozen=True, kw_only=True):
    """A mention without a number. `reach`: how far back its antecedent may stand (an offset)."""

    start: int
    end: int
    pronoun: bool = False
    subject: bool = False
    speaking: bool = False
    noun: str | None = None
    group: str | None = None
    population: str | None = None
    nationality: str | None = None
    reach: int = 0


def find_anaphors(parsed: Parsed, counts: tuple[PeopleCount, ...]) -> list[Anaphor]:
    """Every pronoun and definite plural of a report, in order, outside the counts' spans."""
    busy = [(c.start, c.end) for c in counts if not c.members]
    found: list[Anaphor] = []
    starts: list[int] = []
    for passage in parsed.passages:
        for sentence in passage.doc.sents:
            starts.append(passage.offset + sentence.start_char)
            reach = starts[max(0, len(starts) - 1 - _SENTENCES_BACK)]
            for token in sentence:
                anaphor = _anaphor(token, passage.offset, reach)
                if anaphor is not None and not _inside(anaphor, busy):
                    found.append(anaphor)
    return found


def _inside(anaphor: Anaphor, busy: list[tuple[int, int]]) -> bool:
    return any(a < anaphor.end and anaphor.start < b for a, b in busy)


def _anaphor(token: Any, offset: int, reach: int) -> Anaphor | None:
    end = offset + token.idx + len(token.text)
    subject = token.dep_ in {"nsubj", "nsubjpass"}
    if token.lower_ in lexicon().words["plural_pronouns"] or (subject and _all_alone(token)):
        return Anaphor(
            start=offset + token.idx,
            end=end,
            pronoun=True,
            subject=subject,
            reach=reach,
            speaking=subject and token.head.lemma_.lower() in lexicon().words["speaking"],
        )
    collective = token.lemma_.lower() in _anaphors()
    if token.tag_ not in _PLURAL and not (collective and token.tag_ == "NN"):
        return None
    people = person(token.lower_, token.lemma_.lower())
    if people is None and not is_demonym(token.lower_) and not collective:
        return None
    if collective and (token.ent_type_ or any(c.dep_ in {"compound", "nmod"} for c in token.lefts)):
        return None
    left = next((c for c in token.lefts if c.lower_ in lexicon().words["demonstratives"]), None)
    if left is None:
        # A bare plural ("officials said") is no group, but it takes the next pronoun to itself.
        return None
    return Anaphor(
        start=offset + left.idx,
        end=end,
        subject=subject,
        reach=reach,
        noun=people.lemma if people is not None else token.lemma_.lower(),
        group=people.group if people is not None else None,
        population=people.population if people is not None else None,
        nationality=nationality_of(token.doc, left.i, token.i),
    )


def _all_alone(token: Any) -> bool:
    """As in "All were freed days later": all of those told before."""
    return token.lower_ in lexicon().words["all"] and not list(token.children)


def _anaphors() -> frozenset[str]:
    return frozenset(profile("en", "people")["families"]["anaphors"])
