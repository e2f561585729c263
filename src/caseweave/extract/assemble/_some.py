"""Counts of some of the people, that must not pass for all: "two of the men", "a woman was hurt".

Invariant: what befell the counted keeps its claim; only "so many men in all", "so many people in
all" and a state that the noun alone gives are withheld or loosened here.
"""

from itertools import pairwise

import msgspec

from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._parts import speaks
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.layers import PeopleCount, Span
from caseweave.extract.people.bystanders import MISCOUNTED
from caseweave.extract.people.lexicon import is_demonym, lexicon, singulars
from caseweave.lang import word_sets

_SURE = 0.5
_INCLUDED = "included"
# A sum of so large a part of another figure is another figure for the same people.
_NEARLY = 0.75
_COLON = ":"
_NARROWING = {"acl", "relcl"}
_words = word_sets("people", "some")


class Sort(msgspec.Struct, frozen=True):
    """How many of a sort a count tells: all of them, or some of `of` people (None: of how many)."""

    some: bool = False
    of: int | None = None


def sort_told(frame: Frame, topics: Topics, index: int, *, stated: bool) -> Sort | None:
    """What a count of a sort (men, children) says of the incident's people; None where nothing.

    `stated`: the count says what befell them, so that its number is theirs and not the sort's.
    """
    count = frame.counts[index]
    if _no_people(frame, count) or (not stated and _tells_of_kin(frame, count)):
        return None
    summed, included = _in_sum(frame, count), _is_included(frame, count)
    apart = count.individual and not (summed or included)
    if apart and _expected(frame, count):
        return None
    if apart and (count.group == "family" or not stated):
        # "A woman whose husband was on board", "his brother": nobody says that they are of them.
        alone = not any((c.best or 0) > 1 and not c.statistic for c in frame.counts)
        return Sort() if alone and count.group != "family" else None
    finer = _finer(frame, index)
    if finer is not None or (of_these(frame, count) and _names_sort(frame, count)):
        whole = finer or _whole(frame, topics, index)
        return Sort(some=True, of=whole) if whole else None
    sums = [i for i, c in enumerate(frame.counts) if (count.start, count.end) in c.members]
    if sums:
        partial = (i for i in sums if not _all_told(frame, topics, i))
        whole = next((w for i in partial if (w := _whole(frame, topics, i))), None)
        return Sort(some=whole is not None or _survives(frame, topics, index), of=whole)
    if included or not _names_sort(frame, count):
        return Sort()
    if not (stated or count.reference is not None):
        return Sort()
    whole = _whole(frame, topics, index)
    return Sort(some=whole is not None, of=whole)


def _no_people(frame: Frame, count: PeopleCount) -> bool:
    """As in "two families": the number is not one of people."""
    unit = count.noun in _words("en")["units"]
    return unit and not count.members and not _sized(frame, count)


def _tells_of_kin(frame: Frame, count: PeopleCount) -> bool:
    """As in "three relatives told us": kin who speak of those whom it befell."""
    return count.group == "family" and speaks(frame, count)


def some_of_group(frame: Frame, topics: Topics, index: int) -> bool:
    """Whether a count that nothing befalls is of a part: "six members of the group"."""
    count = frame.counts[index]
    if (_in_sum(frame, count) and not count.group) or _members_of(frame, count):
        return True
    if count.population == MISCOUNTED or count.noun in lexicon().words["bodies"]:
        return True
    if _listed_in(frame, index):
        return True
    if count.members and not _all_told(frame, topics, index):
        return _whole(frame, topics, index) is not None
    if count.of is None and count.noun is not None and of_these(frame, count):
        return True
    if count.group == "family" and _sized(frame, count):
        return _whole(frame, topics, index) is not None
    nation = count.noun is not None and is_demonym(count.noun) is not None
    parted = count.definite and (_told_apart(frame, index) or (nation and _untold(frame, index)))
    return parted and _whole(frame, topics, index) is not None


def named_some(frame: Frame, topics: Topics, index: int, status: str, *, event: bool) -> bool:
    """Whether a state that only the noun gives is of some of those told ("three survivors said").

    `event`: an event gives the state, which only bodies found or buried share with their whole.
    """
    count = frame.counts[index]
    if count.population == MISCOUNTED or (status == "dead" and _recovered(frame, count)):
        return True
    if event or count.status != status or count.group is not None or _as_figure(frame, count):
        return False
    if count.noun is None and count.reference is None:
        return False  # "put the number of those taken at 19": no noun of a state, but a figure
    if further_bodies(count):
        return False  # so many at least are dead
    if count.of is not None or count.reference == _INCLUDED or of_these(frame, count):
        return True
    if status in _words("en")["tolls"] or count.definite:
        return False
    if count.qualifier == "vague" and not _speaking(frame, count):
        return False
    return any(
        status in {c.status, *c.hints} and c.best is not None and c.best > (count.best or 0)
        for c in _same_topic(frame, topics, index)
        if c.start < count.start and not c.statistic
    )


def further_bodies(count: PeopleCount) -> bool:
    """As in "two more bodies were found": dead beside those told, and not all of the dead."""
    return count.reference == "more" and count.noun in lexicon().words["bodies"]


def by_names(frame: Frame, count: PeopleCount, status: str) -> bool:
    """As in "the register carries nineteen names": who was held, and not who was handed over."""
    last = frame.token_at(count.end - 1)
    return (
        count.status is None
        and status not in _words("en")["listed"]
        and last is not None
        and last.lemma_.lower() in _words("en")["names"]
    )


def named_again(frame: Frame, index: int, span: Span) -> int | None:
    """The count that a pronoun or noun at `span` means: the sum that `index` is a part of.

    None where it means fewer, or others: "the family" of six people told.
    """
    count = frame.counts[index]
    noun = frame.words(span).lower().split()[-1]
    if noun in _words("en")["units"] and count.group != "family":
        return None
    last = frame.token_at(span[1] - 1)
    if last is not None and any(c.dep_ in _NARROWING for c in last.rights):
        return None  # "the people sent back" are told anew
    if count.noun in _words("en")["units"] and not _sized(frame, count):
        return None
    sums = (i for i, c in enumerate(frame.counts) if (count.start, count.end) in c.members)
    whole = next(sums, index)
    parts = {c.reference for c in frame.counts if (c.start, c.end) in frame.counts[whole].members}
    return None if _INCLUDED in parts | {count.reference} else whole


def of_these(frame: Frame, count: PeopleCount) -> bool:
    """As in "two of the young men": some of those that are named as known."""
    words = frame.words((count.start, count.end)).lower().split()
    known = lexicon().words["determiners"] - lexicon().words["those"]
    return any(a == "of" and b in known for a, b in pairwise(words))


def of_members(frame: Frame, count: PeopleCount) -> bool:
    """As in "thirteen members of two families": the families are not the number of people."""
    head = frame.token_at(count.end - 1)
    if count.noun not in _words("en")["units"] or head is None or head.dep_ != "pobj":
        return False
    above = head.head.head
    return above.lemma_.lower() in _words("en")["members"] and head.head.dep_ == "prep"


def _names_sort(frame: Frame, count: PeopleCount) -> bool:
    """Whether the phrase ends in the sort's own noun, and is no bare "13" that were minors."""
    last = frame.token_at(count.end - 1)
    if last is None or count.members:
        return False
    known = (lexicon().persons.get(f) for f in singulars(last.lower_))
    return any(p is not None and p.group == count.group for p in known)


def _recovered(frame: Frame, count: PeopleCount) -> bool:
    """As in "30 of the 33 bodies were buried", "rose to 19 after divers found seven bodies"."""
    if count.noun not in lexicon().words["bodies"]:
        return False
    return count.of is not None or any(
        "dead" in {c.status, *c.hints} and (c.best or 0) > (count.best or 0)
        for c in frame.counts
        # "counted 23 bodies and later raised that to 31": two figures for all of the dead.
        if c.sentence == count.sentence and c.restates != (count.start, count.end)
    )


def _as_figure(frame: Frame, count: PeopleCount) -> bool:
    """As in "the earlier figure of 29 survivors": a number given for all of them."""
    head = frame.token_at(count.end - 1)
    above = head.head.head if head is not None and head.dep_ == "pobj" else None
    return above is not None and above.lemma_.lower() in _words("en")["figures"]


def _sized(frame: Frame, count: PeopleCount) -> bool:
    """As in "a family of five": the number is people's and not families'."""
    last = frame.token_at(count.end - 1)
    return last is not None and (last.like_num or last.tag_ == "CD")


def _finer(frame: Frame, index: int) -> int | None:
    """As in "nine were children, five girls and four boys": of how many of the sort these are."""
    count = frame.counts[index]
    return next(
        (
            c.best
            for c in frame.counts[:index]
            if c.sentence == count.sentence
            and not c.members
            and c.group == count.group is not None
            and (c.best or 0) > (count.best or 0)
        ),
        None,
    )


def _all_told(frame: Frame, topics: Topics, index: int) -> bool:
    """Whether a sum is as many as some account has in all: told so, or near what another tells."""
    best = frame.counts[index].best or 0
    told = any(
        c.best == best
        and c.reference not in _words("en")["parts"]
        and not (c.members or c.group or of_these(frame, c))
        for c in _same_topic(frame, topics, index)
    )
    return told or best >= _NEARLY * (_whole(frame, topics, index) or 0)


def _expected(frame: Frame, count: PeopleCount) -> bool:
    """As in "was expecting a child": nobody yet."""
    head = frame.token_at(count.end - 1)
    return head is not None and head.head.lemma_.lower() in _words("en")["expecting"]


def _survives(frame: Frame, topics: Topics, index: int) -> bool:
    """Whether those counted are told saved where others are told dead: not all of the people."""
    tolls = _words("en")["tolls"]
    saved = "rescued" in frame.counts[index].hints
    return saved and any(tolls & {c.status, *c.hints} for c in _same_topic(frame, topics, index))


def _is_included(frame: Frame, count: PeopleCount) -> bool:
    """As in "among them a boy", "the dead include a boy": one of those told."""
    if count.reference == _INCLUDED:
        return True
    head = frame.token_at(count.end - 1)
    return head is not None and head.head.lemma_.lower() in _words("en")["including"]


def _in_sum(frame: Frame, count: PeopleCount) -> bool:
    return any((count.start, count.end) in c.members for c in frame.counts)


def _near(frame: Frame, topics: Topics, index: int) -> list[tuple[int, PeopleCount]]:
    """The other counts of the incident that a count is of, with their places."""
    topic = topics.of_count.get(index, 0)
    return [
        (i, c)
        for i, c in enumerate(frame.counts)
        if i != index and topics.of_count.get(i, 0) == topic and c.human >= _SURE
    ]


def _same_topic(frame: Frame, topics: Topics, index: int) -> list[PeopleCount]:
    return [c for _, c in _near(frame, topics, index)]


def _whole(frame: Frame, topics: Topics, index: int) -> int | None:
    """How many people of the same incident the report has told of, where these are fewer."""
    count = frame.counts[index]
    tolls = _words("en")["tolls"] - {*count.hints, count.status or ""}
    told = [
        max(c.best, c.of or 0, frame.whole_of.get(i, 0))
        for i, c in _near(frame, topics, index)
        if c.best is not None
        and c.start < count.start
        and c.reference != "other"
        and c.qualifier != "vague"
        and not (c.statistic or c.population or c.individual or c.group or c.members)
        and not tolls & {c.status, *c.hints[:1]}
    ]
    larger = [best for best in told if best > (count.best or 0)]
    return larger[-1] if larger and count.population is None else None


def _members_of(frame: Frame, count: PeopleCount) -> bool:
    """As in "six members of the group": the group is larger, or "the members" were enough."""
    last = frame.token_at(count.end - 1)
    if last is None or last.lemma_.lower() not in _words("en")["members"]:
        return False
    return any(
        obj.lower_ in _words("en")["groups"]
        and any(c.lower_ in lexicon().words["determiners"] for c in obj.lefts)
        for prep in last.children
        if prep.dep_ == "prep" and prep.lower_ == "of"
        for obj in prep.children
    )


def _listed_in(frame: Frame, index: int) -> bool:
    """As in "held 11 people: three reporters, seven observers and a driver": some of the eleven."""
    count = frame.counts[index]
    return any(
        (c.best or 0) > (count.best or 0)
        and not (c.individual or c.statistic)
        and _COLON in frame.words((c.end, count.start))
        for c in frame.counts[:index]
        if c.sentence == count.sentence
    )


def _told_apart(frame: Frame, index: int) -> bool:
    """Whether "the three" are those of whom the report told something that the others were not."""
    count = frame.counts[index]
    before = [c for c in frame.counts[:index] if c.best == count.best and not c.individual]
    return count.noun is None and not count.members and any(c.status_hint for c in before)


def _untold(frame: Frame, index: int) -> bool:
    best = frame.counts[index].best
    return all(c.best != best for c in frame.counts[:index])


def _speaking(frame: Frame, count: PeopleCount) -> bool:
    """Whether the counted are the source of something said."""
    return any(s[0] <= count.start < s[1] for said in frame.said for s in said.source)
