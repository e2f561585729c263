"""Where the index lies: cards of mentions, their postings by key and time, and what they choose.

One definition, two places: in memory here, in tables in the store. Mentions are known by marks
(63 bits of a hash of their id), so that no number depends on the order of arrival.
"""

import bisect
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from caseweave.link._records import MentionProfile
from caseweave.link.candidates import BESIDE, SCALE, Place
from caseweave.link.keys import keys, number_of, when

# The mentions that one chooses, with what they share.
Chosen = Mapping[Place, int]


class Card(msgspec.Struct, frozen=True, array_like=True):
    """A mention in the index. `keys`: numbers of keys with their worth; `digest`: its profile's."""

    mark: int
    id: str
    report: str
    day: int
    digest: str
    keys: tuple[tuple[int, int], ...]
    copies: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where it stands under each of its keys."""
        return self.day, self.mark

    def stands_as(self, other: "Card") -> bool:
        """Whether the two differ in nothing that the index looks at."""
        return msgspec.structs.replace(self, digest=other.digest) == other


class Catalogue(Protocol):
    """Cards, postings and choices, wherever they are kept."""

    def digests(self) -> Mapping[int, str]:
        """Of each card the digest of the profile that it was made from."""

    def cards(self, marks: Iterable[int]) -> Mapping[int, Card]:
        """Those of the cards that are there."""

    def profiles(self, marks: Iterable[int]) -> Mapping[int, bytes]:
        """The packed profiles of cards."""

    def around(self, key: int, place: Place, most: int = BESIDE) -> tuple[list[Place], list[Place]]:
        """The holders of a key before and after a place, the nearest first, `most` on a side."""

    def put(self, card: Card, profile: bytes) -> None:
        """Add a card and its postings."""

    def take(self, card: Card) -> None:
        """Remove a card and its postings; its choices stay."""

    def chosen(self, marks: Sequence[int]) -> Mapping[int, Chosen]:
        """What each of the mentions chooses; nothing where it is not there."""

    def choosers(self, mark: int) -> Sequence[int]:
        """The mentions that choose this one."""

    def choose(self, choices: Mapping[int, Chosen]) -> None:
        """Write down what mentions choose, in the place of what they chose."""

    def of_report(self, report: str) -> Sequence[int]:
        """The mentions of a report."""

    def copied_by(self, report: str) -> Sequence[int]:
        """The mentions whose report shares the text of this one."""

    def clear(self) -> None:
        """Empty it."""


def mark_of(mention: str) -> int:
    """A mention's id as a number; of a million two agree with a chance of one in ten million."""
    return number_of(mention) >> 1


def card_of(p: MentionProfile, digest: str) -> Card:
    """The card of a mention; `digest` of its packed profile."""
    return Card(
        mark=mark_of(p.id),
        id=p.id,
        report=p.report,
        day=when(p),
        digest=digest,
        keys=tuple(sorted((number_of(k) >> 1, int(w * SCALE)) for k, w in keys(p))),
        copies=p.copies,
    )


class InMemory:
    """A catalogue that lasts as long as the program."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Empty it."""
        self._cards: dict[int, Card] = {}
        self._profiles: dict[int, bytes] = {}
        self._held: dict[int, list[Place]] = {}
        self._chosen: dict[int, Chosen] = {}
        self._choosers: dict[int, set[int]] = {}
        self._of_report: dict[str, set[int]] = {}
        self._copied_by: dict[str, set[int]] = {}

    def digests(self) -> Mapping[int, str]:
        """Of each card the digest of its profile."""
        return {m: c.digest for m, c in self._cards.items()}

    def cards(self, marks: Iterable[int]) -> Mapping[int, Card]:
        """Those that are there."""
        return {m: self._cards[m] for m in marks if m in self._cards}

    def profiles(self, marks: Iterable[int]) -> Mapping[int, bytes]:
        """Those that are there."""
        return {m: self._profiles[m] for m in marks if m in self._profiles}

    def around(self, key: int, place: Place, most: int = BESIDE) -> tuple[list[Place], list[Place]]:
        """The holders beside a place."""
        held = self._held.get(key, [])
        low, high = bisect.bisect_left(held, place), bisect.bisect_right(held, place)
        return held[max(0, low - most) : low][::-1], held[high : high + most]

    def put(self, card: Card, profile: bytes) -> None:
        """Add a card."""
        self._cards[card.mark], self._profiles[card.mark] = card, profile
        self._of_report.setdefault(card.report, set()).add(card.mark)
        for report in card.copies:
            self._copied_by.setdefault(report, set()).add(card.mark)
        for key, _ in card.keys:
            bisect.insort(self._held.setdefault(key, []), card.place)

    def take(self, card: Card) -> None:
        """Remove a card."""
        del self._cards[card.mark], self._profiles[card.mark]
        self._of_report[card.report].discard(card.mark)
        for report in card.copies:
            self._copied_by[report].discard(card.mark)
        for key, _ in card.keys:
            held = self._held[key]
            del held[bisect.bisect_left(held, card.place)]

    def chosen(self, marks: Sequence[int]) -> Mapping[int, Chosen]:
        """What each chooses."""
        return {m: self._chosen.get(m, {}) for m in marks}

    def choosers(self, mark: int) -> Sequence[int]:
        """Who chooses it."""
        return sorted(self._choosers.get(mark, ()))

    def choose(self, choices: Mapping[int, Chosen]) -> None:
        """Write choices down."""
        for mark, chosen in choices.items():
            for _, other in self._chosen.get(mark, {}):
                self._choosers[other].discard(mark)
            self._chosen[mark] = dict(chosen)
            for _, other in chosen:
                self._choosers.setdefault(other, set()).add(mark)

    def of_report(self, report: str) -> Sequence[int]:
        """The mentions of a report."""
        return sorted(self._of_report.get(report, ()))

    def copied_by(self, report: str) -> Sequence[int]:
        """Those that share its text."""
        return sorted(self._copied_by.get(report, ()))
