"""The incidents of the parts of a report put together: two parts may tell of one incident.

Invariant: what one part kept apart is never joined; a part that tells nothing of its own goes with
the first incident.
"""

from collections.abc import Sequence

from caseweave.extract.assemble._reader import Reader
from caseweave.extract.assemble._topic import Topic, Topics, far, km_apart

# Kilometres between two places, and days between two dates, that are another incident's.
_KM, _DAYS, _LONG = 30, 3, 31
# A smaller number of people says little of whether two groups are one.
_TELLING = 3


def joined(readers: Sequence[Reader], found: Sequence[Topics]) -> Topics:
    """The topics of all parts, numbered through; of the first part come first."""
    known: list[Topic] = []
    of_sentence: list[int] = []
    of_event: dict[int, int] = {}
    of_count: dict[int, int] = {}
    main: set[int] = set()
    labelled: set[int] = set()
    for reader, part in zip(readers, found, strict=True):
        key = _numbered(reader.in_order(), known)
        of_sentence += [key[t] for t in part.of_sentence]
        of_event |= {e: key[t] for e, t in part.of_event.items()}
        of_count |= {c: key.get(t, t) for c, t in part.of_count.items()}
        main |= {key[t] for t in part.main}
        labelled |= {key[t] for t in part.labelled}
    return Topics(
        of_sentence=tuple(of_sentence),
        of_event=of_event,
        of_count=of_count,
        count=len(known),
        main=frozenset(main),
        labelled=frozenset(labelled),
    )


def _numbered(topics: Sequence[Topic], known: list[Topic]) -> dict[int, int]:
    """The number of each topic of a part in the whole report; `known` grows by the new ones."""
    before = len(known)
    key: dict[int, int] = {}
    for place, topic in enumerate(topics):
        taken = set(key.values())
        at = [n for n in range(before) if n not in taken and _is_one(topic, known[n], place)]
        if at:
            key[place] = at[0]
            _learn(known[at[0]], topic)
        else:
            key[place] = len(known)
            known.append(topic)
    return key


def _is_one(topic: Topic, other: Topic, place: int) -> bool:
    """Whether a topic of a later part is one told before; the part's own (0) needs less for it."""
    apart, tied = _apart(topic, other), _tied(topic, other)
    if place:
        return tied and not apart
    return not apart or (tied and apart < 2)


def _tied(a: Topic, b: Topic) -> bool:
    """Whether the same people are told of: by the words that name them, or by their number."""
    told = {n for n in a.counts & b.counts if n >= _TELLING}
    return bool(a.groups & b.groups) or (bool(told) and bool(a.nouns & b.nouns))


def _apart(a: Topic, b: Topic) -> int:
    """How many things set two topics apart: their towns, countries, days and numbers."""
    km = km_apart(tuple(a.towns), b.towns)
    countries = bool(a.countries and b.countries and not a.countries & b.countries)
    days = a.days and b.days and all(far(d, b.days, _DAYS) for d in a.days)
    long = days and all(far(d, b.days, _LONG) for d in a.days)
    told = [{n for n in t.counts if n >= _TELLING} for t in (a, b)]
    counts = bool(told[0] and told[1] and not told[0] & told[1])
    return sum((bool(km is not None and km > _KM), countries, bool(days), bool(long), counts))


def _learn(topic: Topic, more: Topic) -> None:
    """Add to a topic what a later part tells of it."""
    topic.counts |= more.counts
    topic.nouns |= more.nouns
    topic.countries |= more.countries
    topic.groups |= more.groups
    topic.days += more.days
    topic.towns += more.towns
