"""Whether a number that opens no group of its own counts the people of the main incident again.

Words and figures alone: two sources count one group a little differently, a part is named by its
whole, and whoever remains was there before. Invariant: an account without such words ties nothing.
"""

import re
from functools import lru_cache

import msgspec

from caseweave.extract.assemble._frame import Frame, Sentence, overlaps
from caseweave.extract.assemble._topic import Topic
from caseweave.extract.layers import EventFound, PeopleCount
from caseweave.lang import profile

# Code points behind a number in which the words stand that tie it to people told before.
_NEAR = 40


class Ties(msgspec.Struct, frozen=True, kw_only=True):
    """The words of `[same_people]` in `lang/en/topics.toml`, ready to be looked for."""

    plain: frozenset[str]
    part: re.Pattern[str]
    stays: re.Pattern[str]
    least: int
    share: float


@lru_cache(maxsize=4)
def ties(language: str) -> Ties:
    """What ties a number to people told before, in a language."""
    table = profile(language, "topics")["same_people"]
    return Ties(
        plain=frozenset(table["plain"]),
        part=re.compile(table["part"], re.IGNORECASE),
        stays=re.compile(table["stays"], re.IGNORECASE),
        least=table["least"],
        share=table["share"],
    )


def other_noun(count: PeopleCount, main: Topic, known: Ties, *, placed: bool) -> bool:
    """Whether the people are called by a word that the main group's people never are.

    "A girl" may be one of the migrants; without a day or place, "24 people" were told of before.
    """
    if not count.noun or not main.nouns or (count.best or 0) <= 1 or count.noun in main.nouns:
        return False
    return placed or not (count.noun in known.plain or main.nouns & known.plain)


def same_number(count: PeopleCount, main: Topic, known: Ties) -> bool:
    """Whether the number is one of the main incident's, of people called by a word that fits."""
    fits = not count.noun or count.noun in main.nouns or count.noun in known.plain
    return count.best in main.counts and fits


def near_number(count: PeopleCount, main: Topic, known: Ties) -> bool:
    """Whether another source may count the same people so ("33" after "34")."""
    best = count.best or 0
    if best < known.least or other_noun(count, main, known, placed=False):
        return False
    return any(abs(best - n) <= max(1, known.share * n) for n in main.counts if n >= known.least)


def said_in(frame: Frame, sentence: Sentence) -> bool:
    """Whether a sentence gives somebody's account: a second source for what was told."""
    span = (sentence.start, sentence.end)
    return any(overlaps(cue, span) for a in frame.said for cue in a.cue)


def continues(frame: Frame, count: PeopleCount, event: EventFound, known: Ties) -> bool:
    """Whether the words behind a number name whom it is a part of, or say that they remain.

    As in "23 members of the group", "three persons remain in town".
    """
    behind = frame.report.text[count.end : count.end + _NEAR]
    if known.part.match(behind):
        return True
    clause = frame.words((count.end, max(count.end, min(count.end + _NEAR, event.clause[1]))))
    return known.stays.match(clause) is not None


def by_pronoun(frame: Frame, index: int) -> bool:
    """Whether a pronoun alone names those who undergo an event: people told of before."""
    personal = profile(frame.report.language or "en", "topics")["personal"]
    patients = frame.events[index].patients
    return bool(patients) and all(frame.words(p).lower() in personal for p in patients)
