"""One figure for each status of a report's main incident, from all its counts.

Invariant: a pure choice among the counts given, or a sum of some of them told in one sentence;
never a new number from elsewhere.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from caseweave.extract.layers import PeopleCount, Span
from caseweave.extract.people.lexicon import lexicon

# Weights of a figure's vote by where it stands: a title or lead speaks of the main incident.
# Found on development reports of shootings; offsets in code points.
PLACES = ((150, 3.0), (900, 1.5))
BACKGROUND = 0.2
_ADDS = {"other", "more"}
# Who is in one of these may have been hurt as well: "his guard, who was shot, survived".
_BESIDES_HURT = {"rescued", "detained", "released", "missing", "fled"}


def casualties(counts: tuple[PeopleCount, ...]) -> dict[str, PeopleCount]:
    """For each status, the count that the report stands by; statuses without counts are absent.

    Per sentence the counts of a status are added up ("a leader and two others"); among sentences
    the figure with the most weight wins, numbers before single people. People shot of whom
    some died are not counted among the injured twice.
    """
    found = told_by_status(counts)
    chosen = {status: _choose(given) for status, given in sorted(found.items())}
    if "dead" in chosen and "injured" in chosen:
        injured = _survivors(chosen["injured"], chosen["dead"], found)
        del chosen["injured"]
        if injured is not None:
            chosen["injured"] = injured
    return chosen


def told_by_status(counts: tuple[PeopleCount, ...]) -> dict[str, list[PeopleCount]]:
    """The counts of each status, in the order given.

    Left out are statistics, what did not surely happen, and sums, whose parts are there.
    """
    found: dict[str, list[PeopleCount]] = defaultdict(list)
    told = {c.sentence for c in counts if c.status_hint == "dead" and not c.individual}
    for count in counts:
        own = count.hint_word in lexicon().words["surviving"] or count.sentence in told
        status = "dead" if "dead" in count.hints and not own else count.status_hint
        aside = count.statistic or count.modal or count.members or count.best is None
        if status and not aside:
            found[status].append(count)
        if status in _BESIDES_HURT and "injured" in count.hints and not aside:
            found["injured"].append(count)
    return dict(found)


def sentence_totals(given: Sequence[PeopleCount]) -> list[PeopleCount]:
    """One figure for each sentence with counts of a status, in the order of the text."""
    sentences: dict[Span, list[PeopleCount]] = defaultdict(list)
    for count in given:
        sentences[count.sentence].append(count)
    return [_total(s) for s in sentences.values()]


def _survivors(
    hit: PeopleCount, dead: PeopleCount, found: dict[str, list[PeopleCount]]
) -> PeopleCount | None:
    """Those hit who did not die: "three were shot" includes the one who died of it."""
    if hit.best == 1:
        more = (hit.best or 0) > (dead.best or 0)
        return hit if more or apart(found["injured"], found["dead"]) else None
    if hit.hint_word not in lexicon().words["hit"] or hit.reference in _ADDS:
        return hit
    left = (hit.best or 0) - (dead.best or 0)
    if left <= 0:
        return hit if left < 0 else None
    return msgspec.structs.replace(hit, low=left, best=left, high=left)


def apart(injured: Sequence[PeopleCount], dead: Sequence[PeopleCount]) -> bool:
    """Whether single people hurt are others than the dead: told beside them or named otherwise."""
    gone = {_surname(c) for c in dead if c.name}
    if any(c.name and _surname(c) not in gone for c in injured) and gone:
        return True
    beside = {c.sentence for c in dead if not (c.definite and c.individual)}
    surviving = lexicon().words["surviving"]
    if any(c.hint_word in surviving and not c.definite for c in injured):
        return True
    return any(
        c.reference in _ADDS or (c.sentence in beside and not c.definite and c.hint_word != "dead")
        for c in injured
    )


def _surname(count: PeopleCount) -> str:
    return (count.name or "").removesuffix("'s").split()[-1].lower()


def _choose(given: list[PeopleCount]) -> PeopleCount:
    """The weightiest figure, with those told as others added where it tells of single people."""
    totals = sentence_totals(given)
    adding = [t for t in totals if t.reference in _ADDS and not (t.individual and t.definite)]
    plain = [t for t in totals if t not in adding]
    if not plain:
        return _weightiest(adding)
    first = _weightiest(plain)
    if not adding or not (first.individual or first.best == 1):
        return first
    more = [t for t in adding if first.individual or t.reference == "more"]
    return _summed([first, _weightiest(more)]) if more else first


def _weightiest(totals: list[PeopleCount]) -> PeopleCount:
    votes: dict[int, float] = defaultdict(float)
    for total in totals:
        votes[total.best or 0] += _weight(total)
    best = max(votes, key=lambda v: (votes[v], -v))
    return next(t for t in totals if t.best == best)


def _weight(count: PeopleCount) -> float:
    place = next((w for limit, w in PLACES if count.start < limit), 1.0)
    number = 0.4 * max(1, len(count.members)) if count.individual else 1.0
    return place * number * (BACKGROUND if count.background else 1.0) * max(count.human, 0.1)


def _total(given: list[PeopleCount]) -> PeopleCount:
    """The counts of one sentence as one figure: distinct people are added, restatements are not."""
    kept: list[PeopleCount] = []
    for count in given:
        if not _restates(count, kept):
            kept.append(count)
    return kept[0] if len(kept) == 1 else _summed(kept)


def _restates(count: PeopleCount, kept: list[PeopleCount]) -> bool:
    """Whether a count is among those kept: "six, including a child", "three: Ana, Bo and Cy"."""
    if not kept:
        return False
    several = count.definite and (count.best or 0) > 1 and count.reference not in _ADDS
    if several and count.best == sum(k.best or 0 for k in kept):
        return True  # "shot his wife and her son, wounding both"
    most = max(k.best or 0 for k in kept)
    if count.reference == "included" or (count.of is not None and count.of == most):
        return True
    if count.individual:
        pronoun = count.noun is None and count.name is None
        adds = count.reference in _ADDS
        again = (pronoun or count.definite) and not adds and any(k.individual for k in kept)
        named = count.name is not None
        same = named and count.name in {k.name for k in kept}
        return again or same or (named and most > 1)
    linked = any(count.head == k.head or k.start <= count.head < k.end for k in kept)
    part = most > 1 and (count.best or 0) <= most and count.reference not in _ADDS
    return (count.definite and count.best == most) or (part and not linked)


def _summed(given: list[PeopleCount]) -> PeopleCount:
    highs = [c.high for c in given]
    return msgspec.structs.replace(
        given[0],
        low=sum(c.low or 0 for c in given),
        best=sum(c.best or 0 for c in given),
        high=None if None in highs else sum(h or 0 for h in highs),
        individual=all(c.individual for c in given),
        reference=given[0].reference,
        qualifier=next((c.qualifier for c in given if c.qualifier != "exact"), "exact"),
        members=tuple((c.start, c.end) for c in given),
    )
