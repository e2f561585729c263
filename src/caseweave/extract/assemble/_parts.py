"""Counts that do not tell how many the incident's people are: speakers, parts, figures of the dead.

Invariant: a count that undergoes an event keeps its claim; only the reading "so many people in all"
is withheld here, never a state.
"""

from functools import lru_cache

from caseweave.extract.assemble._frame import Frame
from caseweave.extract.layers import PeopleCount
from caseweave.extract.people.lexicon import lexicon
from caseweave.extract.people.tended import TOWED
from caseweave.lang import profile
from caseweave.model import HEADCOUNT_ATTRIBUTES

_PARTS = {"included", "other", "remaining", "more"}
# Words before the number at the head of a source: "the three members", not "an aide of the three".
_FEW = 2
_PAIR = 2
# What became of a group, so that "the four" who died are not all the people.
_OUTCOMES = {"dead", "missing", "injured"}


def names_group(frame: Frame, index: int) -> bool:
    """Whether a count without an event tells how many the people are."""
    count = frame.counts[index]
    named = count.noun is not None or count.definite or _adds_up(frame, index)
    named = named or is_sized(frame, count)
    if (count.best or 0) < 2 or not named or count.qualifier == "vague" or _bare_pair(count):
        return False
    speaking = not count.definite and speaks(frame, count)
    of_others = speaking or _some_in_title(frame, count) or _is_others(frame, index)
    return not (of_others or _is_part(count) or _ended(frame, index))


def _bare_pair(count: PeopleCount) -> bool:
    """As in "do not mix the two up", "of both in one breath": two of anything."""
    return count.best == _PAIR and count.noun is None and not (count.members or count.group)


def _is_others(frame: Frame, index: int) -> bool:
    """As in "three officers ... All three deny it": the number was last told of other people."""
    count = frame.counts[index]
    if count.noun is not None or not count.definite:
        return False
    before = [c for c in frame.counts[:index] if c.best == count.best and c.noun is not None]
    return bool(before) and before[-1].population is not None


def _adds_up(frame: Frame, index: int) -> bool:
    """Whether "13 men, six women and four children" are as many as a figure told before."""
    count = frame.counts[index]
    told = {c.best for c in frame.counts[:index] if not c.members and not c.individual}
    return bool(count.members) and count.best in told


def _is_part(count: PeopleCount) -> bool:
    """As in "19 of them", "the other three": more people than these are told of."""
    return count.of is None and count.reference in _PARTS


def _some_in_title(frame: Frame, count: PeopleCount) -> bool:
    """As in "Three miners flown home": a title tells what befell these, not how many all are."""
    if frame.sentences[frame.sentence_at(count.start)].kind != "title":
        return False
    token = frame.token_at(count.end - 1)
    return token is not None and any(c.dep_ == "acl" and c.tag_ == "VBN" for c in token.rights)


def speaks(frame: Frame, count: PeopleCount) -> bool:
    """Whether the people are told as those who say something ("according to two members")."""
    sources = [s for said in frame.said for s in said.source if s[0] <= count.start < s[1]]
    return any(len(frame.words((s[0], count.start)).split()) < _FEW for s in sources)


def _ended(frame: Frame, index: int) -> bool:
    """Whether "the four" are those of whom a death or another outcome was told."""
    count = frame.counts[index]
    if count.noun is not None or count.members:
        return False
    group = frame.group_of.get(index)
    told = {
        frame.counts[i].status_hint for i, g in frame.group_of.items() if g == group and i < index
    }
    return bool(told & _OUTCOMES)


def restated(frame: Frame, index: int) -> int:
    """The count that a figure gives another number for, through all of them; else itself."""
    at = {(c.start, c.end): i for i, c in enumerate(frame.counts)}
    seen = {index}
    while (span := frame.counts[index].restates) is not None and span in at:
        if at[span] in seen:
            break
        index = at[span]
        seen.add(index)
    return index


def is_sized(frame: Frame, count: PeopleCount) -> bool:
    """Whether the words give a group's size as such: "the group of nine", "a family of six"."""
    if count.individual or count.noun is not None or count.population is not None:
        return False
    words = [w.lower() for w in frame.words((count.start, count.end)).split()]
    return any(w in lexicon().collectives for w in words[:-1])


def is_load(count: PeopleCount) -> bool:
    """Whether the count is what a vessel carried: all of the people, and towed in besides."""
    return count.hint_word == TOWED


def collective(count: PeopleCount) -> bool:
    """Whether the words are "a family of five": a group told by its number, no part of one."""
    return count.group == "family" and count.noun is None


def is_own(count: PeopleCount, attribute: str) -> bool:
    """Whether a calling is the victims' own: nurses who are held are the incident's people."""
    return attribute in HEADCOUNT_ATTRIBUTES and count.population in _callings("en")


@lru_cache(maxsize=4)
def _callings(language: str) -> frozenset[str]:
    return frozenset(profile(language, "people")["victims"]["callings"])
