"""Drafts of head-counts: by event, by the noun's own status, by part, or of the group.

A count takes the status of the event that it undergoes; a count without an event tells the size of
the group. Evidence is the shortest span that carries the number.
"""

from collections.abc import Iterator

import msgspec

from caseweave.extract.assemble._claims import tells
from caseweave.extract.assemble._draft import Draft
from caseweave.extract.assemble._frame import Frame, overlaps
from caseweave.extract.assemble._in_all import tells_all
from caseweave.extract.assemble._parts import (
    collective,
    is_load,
    is_own,
    is_sized,
    names_group,
    restated,
)
from caseweave.extract.assemble._some import (
    by_names,
    further_bodies,
    named_again,
    named_some,
    of_members,
    some_of_group,
    sort_told,
)
from caseweave.extract.assemble._topics import Topics
from caseweave.extract.encoder import EXTRACTOR
from caseweave.extract.layers import EventFound, PeopleCount, Span
from caseweave.model import HEADCOUNT_ATTRIBUTES, CountValue, Factuality

_SURE = 0.5
# A number that a pronoun stands for is as sure as the pronoun's reading.
_AGAIN = 0.45
# Code points of evidence at most, where what befell one person stands apart from who it is.
_LONGEST = 120
_BESIDE = 12
# Before the whole, in the words of a part.
_OF = " of "
# The state of people of whom only the number in all is told ("67 on board").
_WHOLE = "people"


def count_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """Head-counts: by event, by the noun's own status, by part, or of the group."""
    for index, count in enumerate(frame.counts):
        if count.human < _SURE or of_members(frame, count):
            continue
        if count.statistic:
            yield _count_draft(frame, None, count, "statistic")
            continue
        whole = count.status_hint == _WHOLE
        told = index if whole else restated(frame, index)
        topic = topics.of_count.get(told, 0)
        yield from _whole_drafts(frame, topics, index)
        attributes = [
            (a, e)
            for a, e in _count_attributes(frame, told)
            if not (
                by_names(frame, count, a) or named_some(frame, topics, told, a, event=e is not None)
            )
        ]
        sized = is_sized(frame, count)
        for attribute, event in attributes:
            yield _count_draft(frame, topic, count, attribute, event)
        parted = count.group and f"people.{count.group}" in HEADCOUNT_ATTRIBUTES
        sort = (
            sort_told(frame, topics, index, stated=bool(attributes or count.status_hint))
            if parted
            else None
        )
        if sort is not None:
            draft = _count_draft(frame, topic, count, f"people.{count.group}")
            yield _of_some(draft, sort.of) if sort.some else draft
        if parted and not sized:
            continue
        some = some_of_group(frame, topics, index)
        # What the encoder adds takes nothing away: the number still tells how many they are.
        bare = not attributes or count.read is not None
        if (bare or is_load(count) or sized) and not some and names_group(frame, index):
            yield _count_draft(frame, topic, count, "people")
        elif tells_all(frame, topics, told, {a for a, _ in attributes}) and not _beside_one(
            frame, count, attributes[0][1]
        ):
            yield _count_draft(frame, topic, count, "people", attributes[0][1])


def _beside_one(frame: Frame, count: PeopleCount, event: EventFound | None) -> bool:
    """As in "the editor and two reporters were held": the two are not all whom it befell."""
    spans = event.patients if event is not None else ()
    others = [p for p in spans if not overlaps((count.start, count.end), p)]
    singles = [(c.start, c.end) for c in frame.counts if c.individual]
    return any(overlaps(p, single) for p in others for single in singles)


def _of_some(draft: Draft, whole: int | None) -> Draft:
    """So many at least, of how many people, where the counted are only some of them."""
    value = draft.value
    if not isinstance(value, CountValue):
        return draft
    value = msgspec.structs.replace(value, of=value.of or whole)
    if value.qualifier == "exact":
        value = msgspec.structs.replace(value, high=None, qualifier="at_least")
    return msgspec.structs.replace(draft, value=value)


def pronoun_drafts(frame: Frame, topics: Topics) -> Iterator[Draft]:
    """Head-counts of events whose people are named again without a number: "they were freed".

    The number is the group's, as it was told; the evidence is the pronoun or noun that names it.
    """
    for number, event in enumerate(frame.events):
        told = event.status in HEADCOUNT_ATTRIBUTES and tells(frame, event)
        if not told or event.status is None or event.nominal or frame.patients_of(event):
            continue
        for span, index in frame.stands_for.items():
            if span not in event.patients:
                continue
            named = named_again(frame, index, span)
            if named is None:
                continue
            count = frame.counts[named]
            own = count.population is None or is_own(count, event.status)
            own = own and not (event.status == "dead" and "rescued" in {count.status, *count.hints})
            if count.qualifier == "vague" or (count.best or 0) < 2 or count.modal or not own:
                continue
            draft = _count_draft(frame, topics.of_event.get(number, 0), count, event.status, event)
            yield msgspec.structs.replace(draft, span=span, confidence=_AGAIN)


def _whole_drafts(frame: Frame, topics: Topics, index: int) -> Iterator[Draft]:
    """The whole of a part, by what befell it: seven detained in "four of the seven detained"."""
    count = frame.counts[index]
    if count.of is not None and count.status in HEADCOUNT_ATTRIBUTES and not count.group:
        # "Nineteen of the 33 survivors": the noun tells the state of all 33.
        after = count.start + max(0, frame.words((count.start, count.end)).find(_OF)) + len(_OF)
        yield _whole_draft(
            frame, count, count.status, (after, count.end), topics.of_count.get(index, 0)
        )
    for number, event in enumerate(frame.events):
        told = event.status in HEADCOUNT_ATTRIBUTES and tells(frame, event)
        if not told or event.status is None or count.of is None:
            continue
        if not frame.is_whole(index, event):
            continue
        span = next(p for p in event.patients if count.start < p[0] and p[1] <= count.end)
        told_of = topics.of_event.get(number, 0)
        draft = _whole_draft(frame, count, event.status, span, told_of)
        yield msgspec.structs.replace(draft, factuality=event.factuality)


def _whole_draft(frame: Frame, count: PeopleCount, status: str, span: Span, topic: int) -> Draft:
    """So many as a part is of, in one state."""
    return Draft(
        topic=topic,
        attribute=status,
        value=CountValue(low=count.of, best=count.of, high=count.of, words=frame.words(span)),
        span=span,
        extractor="people",
        confidence=round(0.8 * count.human, 3),
    )


def _count_attributes(frame: Frame, index: int) -> list[tuple[str, EventFound | None]]:
    count = frame.counts[index]
    found: dict[str, EventFound | None] = {}
    for event in frame.events:
        if event.status is None or not tells(frame, event):
            continue
        if count.status == "dead" != event.status or _saved(count, event):
            continue  # bodies that are pulled from the sea are not rescued
        if index in frame.patients_of(event):
            attribute = event.status if event.status in HEADCOUNT_ATTRIBUTES else "people"
            kept = found.get(attribute)
            if kept is None or (kept.factuality != "happened" == event.factuality):
                found[attribute] = event
    if not count.individual:
        first = count.status or count.status_hint
        told = [first] if first is not None and not found else []
        if count.status is None and count.of is None and not count.modal:
            # Of those told in another state besides, nobody is said to have died.
            told += [h for h in count.hints if h != "dead" and "dead" not in (first, *found)]
        elif count.best and count.status not in {None, "dead"} and not (count.modal or found):
            # "Thirty of the survivors were sent home": what befell those whom the noun tells of.
            told += [h for h in count.hints if h not in {"dead", "entered", count.status}]
        for hint in told:
            if hint in HEADCOUNT_ATTRIBUTES and hint not in found:
                found[hint] = None
    return list(found.items())


def _saved(count: PeopleCount, event: EventFound) -> bool:
    """As in "58 alive, three dead": the parser gives the second state to the first number too."""
    return count.status == "rescued" and event.status == "dead"


def _count_draft(
    frame: Frame,
    topic: int | None,
    count: PeopleCount,
    attribute: str,
    event: EventFound | None = None,
) -> Draft:
    own = is_own(count, attribute) and attribute != _WHOLE
    population = None if own else count.population
    some = count.group and not collective(count)
    if population is None and some and not attribute.startswith("people"):
        population = count.group
    low, high, qualifier = count.low, count.high, count.qualifier
    some = some and (count.individual or attribute.startswith("people"))
    some = some and _partial(frame, count)
    beside = count.reference == "besides" or further_bodies(count)
    # That one person is read by a model to be missing says nothing of how many are.
    told_alone = count.individual and count.read is not None
    if qualifier == "exact" and (some or beside or told_alone):
        high, qualifier = None, "at_least"
    words = frame.words((count.start, count.end))
    if attribute == "statistic":
        words = frame.words(_sentence_of(frame, count.start))
    return Draft(
        topic=topic,
        attribute=attribute,
        value=CountValue(
            low=low,
            best=count.best,
            high=high,
            qualifier=qualifier,
            of=count.of if count.of is not None else _whole(frame, count),
            population=population,
            words=words,
        ),
        span=_evidence(count, attribute, event),
        extractor="people" if count.read is None else EXTRACTOR,
        confidence=round(0.9 * count.human, 3),
        factuality=_count_factuality(count, event),
    )


def _evidence(count: PeopleCount, attribute: str, event: EventFound | None) -> Span:
    """The words of the count; of one person without a number, with what befell them."""
    span = count.start, count.end
    if not count.individual or event is None or event.status != attribute:
        return span
    whole = min(count.start, event.start), max(count.end, event.end)
    behind = count.end <= event.start and whole[1] - whole[0] <= _LONGEST
    before = event.end <= count.start <= event.end + _BESIDE
    same = count.sentence[0] <= event.start < count.sentence[1]
    return whole if same and (behind or before) else span


def _count_factuality(count: PeopleCount, event: EventFound | None) -> Factuality:
    """The event's; without one, "feared dead" and "could be freed" are possible only."""
    if count.corrected:
        return "did_not_happen"
    if event is not None:
        return event.factuality
    return "possible" if count.modal else "happened"


def _whole(frame: Frame, count: PeopleCount) -> int | None:
    """The size of the group that "the nine" are a part of, where the report tells it."""
    index = next(i for i, c in enumerate(frame.counts) if c is count)
    whole = frame.whole_of.get(index) or _of_the_rest(frame, index)
    larger = whole is not None and count.best is not None and whole > max(count.best, 1)
    return whole if larger and not count.group and not count.statistic else None


def _of_the_rest(frame: Frame, index: int) -> int | None:
    """The whole of "the other seven" after "nine of the 16": what is left of it is their number."""
    count = frame.counts[index]
    if count.reference != "other" or not count.definite or index == 0:
        return None
    first = frame.counts[index - 1]
    whole, told = first.of, (first.best or 0) + (count.best or 0)
    return whole if whole == told else None


def _partial(frame: Frame, count: PeopleCount) -> bool:
    """Whether some of a sort are told, not all: "two women fainted" of a group with more women.

    Parts of a sum ("eight women and three men") and definite ones ("both women") are all of theirs.
    """
    if (count.best or 0) == 0 or (count.definite and count.reference != "other"):
        return False
    return not any((count.start, count.end) in c.members for c in frame.counts)


def _sentence_of(frame: Frame, offset: int) -> Span:
    sentence = frame.sentences[frame.sentence_at(offset)]
    return sentence.start, sentence.end
