"""The index of a store's mentions, kept up to date one by one: the same pairs as `candidates`.

Finding the candidates of a mention takes, for each of its keys, one place in a sorted list: the
logarithm of the size. A new mention changes the candidates of those that it meets, no others; the
choices are a function of the set, whatever the order. Where they lie is a `Catalogue`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from caseweave.link._records import MentionProfile
from caseweave.link.candidates import BESIDE, LEAST, Place, Postings, kept_of, weight_of
from caseweave.link.catalogue import Card, Catalogue, Chosen, InMemory, card_of, mark_of
from caseweave.link.memory import digest_of
from caseweave.link.shelf import packed, unpacked

# More changes at once than this, and than this share of all, are cheaper as a sweep over all.
_FEW, _SHARE = 64, 0.03


class _Met(NamedTuple):
    """Whom a new card meets: what each shares with it, and whose keys now say less, or more."""

    gains: Mapping[int, int]
    fallen: Mapping[int, set[int]]
    risen: set[int]
    beside: frozenset[int]


class Index:
    """Mentions by key and time in a `catalogue` (by default one in memory)."""

    def __init__(
        self, profiles: Iterable[MentionProfile] = (), catalogue: Catalogue | None = None
    ) -> None:
        self.kept: Catalogue = InMemory() if catalogue is None else catalogue
        for p in profiles:
            self.add(p)

    def __len__(self) -> int:
        return len(self.kept.digests())

    def add(self, p: MentionProfile) -> frozenset[int]:
        """Take in a mention, or what it is now; the marks whose candidates changed.

        Those that one does not choose any more are among them.
        """
        data = packed(p)
        card = card_of(p, digest_of(data))
        before = self.kept.cards([card.mark]).get(card.mark)
        if before == card:
            return frozenset()
        if before is not None and before.stands_as(card):
            self.kept.take(before)
            self.kept.put(card, data)
            return frozenset({card.mark})
        touched = self.remove(before.mark) if before is not None else frozenset()
        return touched | self._enter(card, data)

    def remove(self, mark: int) -> frozenset[int]:
        """Take a mention out; the marks whose candidates may have changed."""
        card = self.kept.cards([mark])[mark]
        met = {m for key, _ in card.keys for _, m in _flat(self.kept.around(key, card.place))}
        self.kept.take(card)
        self.kept.choose({mark: {}})
        self.kept.choose({one: self._near(held) for one, held in self.kept.cards(met).items()})
        return frozenset(met)

    def met(self, p: MentionProfile) -> dict[Place, int]:
        """What a mention would choose, looked up without taking it in."""
        return kept_of(*self._met(card_of(p, "")))

    def near(self, mention: str) -> Chosen:
        """The candidates that a mention chooses, by place, with what they share; others may it."""
        mark = mark_of(mention)
        return self.kept.chosen([mark])[mark]

    def pairs(self, among: Iterable[int] | None = None) -> Iterator[tuple[int, int]]:
        """The pairs of marks that the mentions `among` (all) choose; some come twice."""
        wanted = sorted(self.kept.digests() if among is None else among)
        chosen, cards = self.kept.chosen(wanted), self.kept.cards(wanted)
        copied = {r for card in cards.values() for r in card.copies}
        told = {r: list(self.kept.of_report(r)) for r in copied} if among is not None else {}
        for card in cards.values() if among is None else ():
            told.setdefault(card.report, []).append(card.mark)
        for one, card in sorted(cards.items()):
            copies = [m for r in card.copies for m in told.get(r, ()) if m != one]
            for other in (*(m for _, m in chosen[one]), *copies):
                yield (one, other) if one < other else (other, one)

    def partners(self, mark: int) -> frozenset[int]:
        """All that a mention is compared with: what it chooses, and what chooses it."""
        card = self.kept.cards([mark])[mark]
        found = {m for _, m in self.kept.chosen([mark])[mark]} | set(self.kept.choosers(mark))
        found |= {m for r in card.copies for m in self.kept.of_report(r)}
        return frozenset((found | set(self.kept.copied_by(card.report))) - {mark})

    def bring_up_to_date(self, profiles: Mapping[str, bytes]) -> None:
        """Hold these mentions (packed profiles by id) as they are now, and no others."""
        now = {mark_of(one): one for one in profiles}
        known = self.kept.digests()
        fresh = [m for m, one in now.items() if known.get(m) != digest_of(profiles[one])]
        gone = known.keys() - now.keys()
        if len(fresh) + len(gone) > max(_FEW, int(_SHARE * len(now))):
            self.kept.clear()
            fill(self.kept, profiles.values())
            return
        for mark in sorted(gone):
            self.remove(mark)
        for mark in sorted(fresh):
            self.add(unpacked(profiles[now[mark]]))

    def _enter(self, card: Card, data: bytes) -> frozenset[int]:
        """Put a new card in; those that it meets choose again where it makes a difference."""
        mine: dict[Place, int] = {}
        gains: dict[int, int] = {}
        fallen: dict[int, set[int]] = {}
        risen: set[int] = set()
        for key, worth in card.keys:
            before, after = self.kept.around(key, card.place, 2 * BESIDE)
            line = [*reversed(before), card.place, *after]
            at = len(before)
            said, others = _window(line, at, worth)
            for place in others:
                mine[place] = mine.get(place, 0) + said
            for one, new, old, fell in _changes(line, at, worth):
                gains[one] = gains.get(one, 0) + new
                if new > old:
                    risen.add(one)
                elif fell:
                    fallen.setdefault(one, set()).update(fell)
        beside = frozenset(self.kept.of_report(card.report))
        self.kept.put(card, data)
        changed = self._chosen_anew(card, _Met(gains, fallen, risen, beside))
        changed[card.mark] = kept_of(mine, beside)
        were = self.kept.chosen(sorted(changed))
        self.kept.choose(changed)
        dropped = {m for one, new in changed.items() for _, m in were[one].keys() - new.keys()}
        return frozenset(changed.keys() | dropped)

    def _chosen_anew(self, card: Card, met: "_Met") -> dict[int, Chosen]:
        """The choices that a new card changes: it enters, or a chosen one shares less than before.

        Where no key says more than before, what was not chosen does not come in by itself.
        """
        entered = {m for m, gain in met.gains.items() if gain >= LEAST and m not in met.beside}
        chosen = self.kept.chosen(sorted((entered | met.fallen.keys()) - met.risen))
        anew = {m for m, mine in chosen.items() if _any(mine, met.fallen.get(m))} | met.risen
        changed = {one: self._near(held) for one, held in self.kept.cards(anew).items()}
        for one in entered - anew:
            found = kept_of({**chosen[one], card.place: met.gains[one]}, frozenset())
            if found != chosen[one]:
                changed[one] = found
        return changed

    def _near(self, card: Card) -> Chosen:
        """What a card chooses, worked out from all its keys."""
        return kept_of(*self._met(card))

    def _met(self, card: Card) -> tuple[dict[Place, int], frozenset[int]]:
        """All that a card meets with what they share, and the mentions beside it in its report."""
        shares: dict[Place, int] = {}
        for key, worth in card.keys:
            before, after = self.kept.around(key, card.place)
            said, others = _window([*reversed(before), card.place, *after], len(before), worth)
            for place in others:
                shares[place] = shares.get(place, 0) + said
        return shares, frozenset(self.kept.of_report(card.report))


def fill(kept: Catalogue, profiles: Iterable[bytes]) -> None:
    """Fill an empty catalogue with packed profiles, in one sweep over all keys."""
    posted, cards = Postings(), []
    for data in profiles:
        p = unpacked(data)
        card = card_of(p, digest_of(data))
        posted.add(p)
        cards.append(card.place)
        kept.put(card, data)
    for x, chosen in posted.choices():
        kept.choose({cards[x][1]: {cards[y]: share for y, share in chosen}})


def _any(chosen: Chosen, fallen: set[int] | None) -> bool:
    return fallen is not None and any(m in fallen for _, m in chosen)


def _flat(around: tuple[list[Place], list[Place]]) -> list[Place]:
    return [*around[0], *around[1]]


def _window(line: Sequence[Place], at: int, worth: int) -> tuple[int, list[Place]]:
    """What a key says at a place of its line, and the holders beside it."""
    first, last = max(0, at - BESIDE), min(len(line) - 1, at + BESIDE)
    others = [*line[first:at], *line[at + 1 : last + 1]]
    return weight_of(worth, len(others), line[last][0] - line[first][0]), others


def _changes(line: list[Place], at: int, worth: int) -> Iterator[tuple[int, int, int, list[int]]]:
    """For each holder beside the new one: its mark, what the key says now and said, who lost."""
    without = [*line[:at], *line[at + 1 :]]
    for i in range(max(0, at - BESIDE), min(len(line), at + BESIDE + 1)):
        if i == at:
            continue
        j = i if i < at else i - 1
        said, _ = _window(line, i, worth)
        first, last = max(0, j - BESIDE), min(len(without) - 1, j + BESIDE)
        before = weight_of(worth, last - first, without[last][0] - without[first][0])
        if said == before:
            lost = j + BESIDE if i < at else j - BESIDE
            fell = [without[lost][1]] if 0 <= lost < len(without) else []
        else:
            fell = [m for _, m in without[first : last + 1]]
        yield line[i][1], said, before, fell
