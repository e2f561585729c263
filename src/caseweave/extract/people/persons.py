"""Single persons whose state no rule reads: those that the encoder of numbers is asked about.

A pronoun, a name, "the teacher", "her brother". Invariant: none lies inside a count that was read,
and none is kept unless the encoder gives it a state.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.lexicon import lexicon, person
from caseweave.extract.people.statistics import is_background

_NAMED, _BY_NOUN, _PRONOUN = 0.8, 0.5, 0.4
_SURE = 0.6
_INNER = {"compound", "poss", "amod", "nmod", "appos", "attr"}
_ARTICLES = {"det", "poss"}


def unread_persons(
    doc: Any, sentence: Any, counts: Sequence[PeopleCount], offset: int
) -> list[PeopleCount]:
    """The single persons of a sentence outside `counts`, without a state; offsets as in `counts`.

    Each starts at the word that the encoder is asked about.
    """
    if not _has_cue(sentence):
        return []
    found: list[PeopleCount] = []
    busy = [(c.start, c.end) for c in counts]
    for first, end, human, name in _told_of(sentence):
        last = doc[end - 1]
        start, stop = offset + doc[first].idx, offset + last.idx + len(last.text)
        if any(a < stop and start < b for a, b in busy):
            continue
        busy.append((start, stop))
        found.append(
            PeopleCount(
                start=start,
                end=stop,
                low=1,
                best=1,
                high=1,
                head=offset + last.head.idx,
                definite=name is None,
                human=human,
                individual=True,
                name=name,
                background=is_background(sentence),
                sentence=(offset + sentence.start_char, offset + sentence.end_char),
            )
        )
    return found


def _told_of(sentence: Any) -> Iterator[tuple[int, int, float, str | None]]:
    """Of each person the tokens, how surely one of the people, and the name: names come first."""
    for entity in sentence.ents:
        if entity.label_ == "PERSON" and is_told_of(entity.root):
            yield entity.start, entity.end, _NAMED, entity.text
    for token in sentence:
        if token.tag_ == "PRP" and token.lower_ in lexicon().words["single_pronouns"]:
            first, human = token.i, _PRONOUN
        elif token.tag_ == "NN" and (article := _article(token)) is not None:
            first, human = article, _BY_NOUN
        else:
            continue
        if is_told_of(token):
            yield first, token.i + 1, human, None


def _has_cue(sentence: Any) -> bool:
    """Whether a word of the sentence may tell of a state; without one it is not read."""
    return any(t.lemma_.lower() in _cues() for t in sentence)


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    lex = lexicon()
    return frozenset([*lex.object_verbs, *lex.subject_verbs, *lex.predicates, *lex.nominals])


@lru_cache(maxsize=1)
def _done_by_subjects() -> frozenset[str]:
    """Verbs whose subject speaks, or does to others what they tell."""
    return lexicon().words["speaking"] | frozenset(lexicon().object_verbs)


def is_told_of(noun: Any) -> bool:
    """Whether the words may tell what befell a person: who only speaks or describes is left out.

    As "she said", "according to her", "Ana, a nurse"; so is who does it to others ("he shot her").
    """
    if noun.dep_ in _INNER:
        return False
    head, words = noun.head, lexicon().words
    if noun.dep_ == "nsubj" and head.lemma_.lower() in _done_by_subjects():
        return False
    cited = noun.dep_ == "pobj" and head.lower_ in words["to"]
    return not (cited and head.head.lower_ in words["according"])


def _article(noun: Any) -> int | None:
    """The token of the article or possessive of a person's noun, None where there is none."""
    known, words = person(noun.lower_, noun.lemma_.lower()), lexicon().words
    if known is None or known.event or known.status or known.human < _SURE or known.population:
        return None
    if known.lemma in words["crowds"] | words["masses"]:
        return None
    told = words["articles"] | words["possessives"] | words["demonstratives_of_one"]
    return next((c.i for c in noun.lefts if c.dep_ in _ARTICLES and c.lower_ in told), None)
