"""Which counts, pronouns and definite nouns of one report speak of the same people.

Reads the report once from the start; a count joins the most recent group that it can restate, is a
part of the group that it is said to be of, or opens a group. Invariant: every count is in exactly
one group; a group's mentions carry no number.
"""

from functools import lru_cache
from typing import Any

import msgspec

from caseweave.extract.layers import Parsed, PeopleCount, Span
from caseweave.extract.people.anaphors import Anaphor, find_anaphors
from caseweave.extract.people.families import corefer, family, same_nouns, same_role
from caseweave.lang import profile

_WHOLES = "anaphors"
_REST = "remaining"
_PARTS = {"other", "included", "more", _REST}


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """People that a report speaks of as one group.

    `members`: indexes of the counts that state or restate it; `mentions`: spans of pronouns and
    definite nouns that stand for it. `total`: index of the count that states it best, `best` its
    figure. `part_of`: index of the group that it is a part of. `noun`, `nationality`, `population`,
    `group` as in `PeopleCount`; `statistic`: no incident's people.
    """

    members: tuple[int, ...]
    total: int
    best: int | None
    mentions: tuple[Span, ...] = ()
    part_of: int | None = None
    noun: str | None = None
    nationality: str | None = None
    population: str | None = None
    group: str | None = None
    statistic: bool = False


class _Open:
    """A group while the report is read; `last` is the offset at which it was last spoken of."""

    def __init__(self, index: int, count: PeopleCount) -> None:
        self.counts = [(index, count)]
        self.mentions: list[Span] = []
        self.part_of: int | None = None
        self.last = count.start

    def fits(self, count: PeopleCount) -> bool:
        return any(corefer(count, old) for _, old in self.counts)

    def states(self, span: Span) -> bool:
        return any((c.start, c.end) == span for _, c in self.counts)

    def apart(self, count: PeopleCount) -> bool:
        """Whether what befell the group leaves no room for what befell those counted now.

        The dead are not missing; and of "20 were rescued and four are missing" neither is a part
        of the other.
        """
        if count.status_hint is None or count.of is not None:
            return False
        ends = _outcomes()
        for _, old in self.counts:
            told = old.status_hint
            if told == "dead" != count.status_hint:
                return True
            if told == count.status_hint or count.reference == "included":
                continue
            if count.status_hint in _states("excluded") and set(old.hints) & _states("ended"):
                return True
            beside = old.sentence == count.sentence or told == "missing"
            if beside and told in ends and count.status_hint in ends:
                return True
        return False

    def first(self, name: str) -> Any:
        values = [getattr(c, name) for _, c in self.counts]
        return next((v for v in values if v is not None), None)

    @property
    def single(self) -> bool:
        return self.counts[0][1].individual

    @property
    def best(self) -> int:
        return max(c.best or 0 for _, c in self.counts)


@lru_cache(maxsize=8)
def _states(name: str, language: str = "en") -> frozenset[str]:
    return frozenset(profile(language, "people")["outcomes"][name])


def _outcomes() -> frozenset[str]:
    return _states("apart")


def group_chains(parsed: Parsed, counts: tuple[PeopleCount, ...]) -> tuple[Group, ...]:
    """The groups of a report in order of first mention; indexes are into `counts`."""
    opened: list[_Open] = []
    subjects = _subjects(parsed)
    trail: list[tuple[int, int | None, bool]] = []
    items: list[tuple[int, int, PeopleCount | Anaphor]] = [
        (c.start, i, c) for i, c in enumerate(counts)
    ]
    items += [(a.start, -1, a) for a in find_anaphors(parsed, counts)]
    for _, index, item in sorted(items, key=lambda x: (x[0], x[1])):
        if isinstance(item, Anaphor):
            _resolve(item, opened, trail)
        else:
            at = _place(index, item, opened)
            if not item.statistic and not item.individual:
                subject = any(item.start <= s < item.end for s in subjects)
                trail.append((item.start, at, subject))
    _attach_members(counts, opened)
    _complete(opened)
    return tuple(_close(g) for g in opened)


def _subjects(parsed: Parsed) -> list[int]:
    """Offsets of the tokens that are subjects of a clause."""
    return [
        p.offset + t.idx for p in parsed.passages for t in p.doc if t.dep_ in {"nsubj", "nsubjpass"}
    ]


def _place(index: int, count: PeopleCount, opened: list[_Open]) -> int:
    """Put a count into the group that it restates, else into a new one; the group's index."""
    at = None if count.statistic or count.individual else _restated(count, opened)
    if count.restates is not None:
        at = next((i for i, g in enumerate(opened) if g.states(count.restates)), at)
    if at is None:
        opened.append(_Open(index, count))
        at = len(opened) - 1
        opened[at].part_of = _whole(count, at, opened)
    else:
        opened[at].counts.append((index, count))
        if count.of is not None and opened[at].part_of is None:
            opened[at].part_of = _whole(count, len(opened), opened)
    opened[at].last = count.start
    return at


def _restated(count: PeopleCount, opened: list[_Open]) -> int | None:
    order = sorted(range(len(opened)), key=lambda i: -opened[i].last)
    for i in order:
        first = opened[i].counts[0][1]
        if not first.statistic and not first.individual and opened[i].fits(count):
            return i
    return None


def _whole(count: PeopleCount, at: int, opened: list[_Open]) -> int | None:
    """The group that a newly told count is a part of, where the words say so."""
    earlier = sorted(range(at), key=lambda i: -opened[i].last)
    real = [i for i in earlier if not opened[i].counts[0][1].statistic]
    if count.of is not None:
        return next((i for i in real if opened[i].best == count.of), None)
    if count.statistic or count.individual or count.best is None or count.reference == "other":
        return None
    if count.reference == "included":
        near = [i for i in real if opened[i].best > count.best and not opened[i].single]
        return near[0] if near else None
    for i in real:
        whole = opened[i]
        # A toll ("the number of the dead at 19") is no part of those spoken of before.
        rest = not count.definite or count.reference == _REST
        elided = count.noun is None and rest and count.status is None
        if elided and whole.apart(count):
            return whole.part_of
        if whole.best > count.best and elided and whole.first("population") == count.population:
            top = whole.part_of
            return i if top is None else top
    return None


def _attach_members(counts: tuple[PeopleCount, ...], opened: list[_Open]) -> None:
    """The parts of a sum ("eight women and three men") are parts of its group."""
    at = {i: g for g, group in enumerate(opened) for i, _ in group.counts}
    by_span = {(c.start, c.end): i for i, c in enumerate(counts) if not c.members}
    for i, count in enumerate(counts):
        for span in count.members:
            part = by_span.get(span)
            if part is not None and at[part] != at[i] and opened[at[part]].part_of is None:
                opened[at[part]].part_of = at[i]


def _complete(opened: list[_Open]) -> None:
    """Parts that one sentence tells: "eight ... with an infant" and, elsewhere, "all nine"."""
    for g, whole in enumerate(opened):
        for h, part in enumerate(opened):
            free = part.part_of is None and h != g and 1 < part.best < whole.best
            if not (free and _kindred(part, whole)):
                continue
            spans = {c.sentence for _, c in part.counts}
            singles = [
                s
                for s in opened
                if s.part_of is None
                and s.counts[0][1].individual
                and s.counts[0][1].sentence in spans
            ]
            if singles and part.best + len(singles) == whole.best:
                for one in [part, *singles]:
                    one.part_of = g


def _kindred(a: _Open, b: _Open) -> bool:
    first, second = a.counts[0][1], b.counts[0][1]
    if first.statistic or second.statistic or first.individual or second.individual:
        return False
    return same_nouns(first.noun, second.noun) and first.population == second.population


def _resolve(item: Anaphor, opened: list[_Open], trail: list[tuple[int, int | None, bool]]) -> None:
    found = _pronoun(item, trail) if item.pronoun else _definite(item, opened)
    if found is not None:
        opened[found].mentions.append((item.start, item.end))
        opened[found].last = item.start
    if not (item.pronoun and found is None):
        trail.append((item.start, found, item.subject))


def _pronoun(item: Anaphor, trail: list[tuple[int, int | None, bool]]) -> int | None:
    """The latest plural spoken of within reach; one that is no group's takes the pronoun away."""
    near = [t for t in trail if t[0] >= item.reach]
    if item.speaking or not near:
        return None
    subjects = [t for t in near if t[2]]
    return (subjects or near)[-1][1]


def _definite(item: Anaphor, opened: list[_Open]) -> int | None:
    """The most recent group that the noun can name; `the group` names any of three or more.

    Parts that a demographic word names ("two women") are passed over for a noun without one.
    """
    passed: int | None = None
    for i in sorted(range(len(opened)), key=lambda i: -opened[i].last):
        if not _names(item, opened[i]):
            continue
        part = opened[i].part_of is not None or opened[i].counts[0][1].reference in _PARTS
        sort = item.group is None and opened[i].first("group") is not None
        # "The group" is all of them, not "the remaining eight" told last.
        if sort or (part and family(item.noun) == _WHOLES):
            passed = i if passed is None else passed
            continue
        return i
    return passed


def _names(item: Anaphor, group: _Open) -> bool:
    first = group.counts[0][1]
    if first.statistic or first.individual or group.best < 2:
        return False
    probe = PeopleCount(
        start=item.start,
        end=item.end,
        low=None,
        best=None,
        high=None,
        noun=item.noun,
        group=item.group,
        population=item.population,
        nationality=item.nationality,
    )
    if family(item.noun) == "anaphors":
        return True
    nouns = same_nouns(item.noun, first.noun) or item.group == first.group is not None
    return nouns and any(same_role(probe, c) for _, c in group.counts)


def _close(group: _Open) -> Group:
    total = max(group.counts, key=lambda x: (x[1].noun is not None, x[1].human, -x[0]))
    return Group(
        members=tuple(i for i, _ in group.counts),
        total=total[0],
        best=total[1].best,
        mentions=tuple(group.mentions),
        part_of=group.part_of,
        noun=group.first("noun"),
        nationality=group.first("nationality"),
        population=group.first("population"),
        group=group.first("group"),
        statistic=any(c.statistic for _, c in group.counts),
    )
