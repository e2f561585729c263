"""The way in which a count is told, where it decides what the count can hold with.

Bodies found are some of the dead; those who remain are some of those who were held; a figure of a
whole weekend covers more than one incident; who kills is not among those he kills. Invariant: a
way is read off the words around the count alone, and no figure is changed by it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from caseweave.model import Claim, CountValue
from caseweave.reconcile import counts
from caseweave.reconcile.days import days_of
from caseweave.reconcile.docket import Docket
from caseweave.reconcile.moments import sentence_at
from caseweave.reconcile.readings import Reading
from caseweave.reconcile.settings import settings, words
from caseweave.schema import load_types

# Characters before and after a count in which its verb stands.
_BESIDE = 40
_DEATHS = "dead"
# Classes of statuses into which people come one after the other.
_FOLLOWED = ("free", "returned")


class Way(NamedTuple):
    """`part`: which part of the people the words name; `wide`: more than this incident is counted.

    `killed`: those whom somebody killed are counted, without that somebody.
    """

    part: str | None = None
    wide: bool = False
    killed: bool = False


PLAIN = Way()


class Ways:
    """How the counts of one finding are told; which of them hold together for it, and why."""

    def __init__(self, docket: Docket, readings: Iterable[Reading]) -> None:
        told = list(readings)
        way = {r.claim.id: _way(docket, r.claim) for r in told}
        killed = {_figure(r) for r in told if way[r.claim.id].killed}
        self._way = {
            r.claim.id: way[r.claim.id]._replace(killed=_figure(r) in killed) for r in told
        }
        self._told = _attackers_told_dead(docket)
        self._may = (self._told or _may_have_died(docket)) if self._any_killed() else 0

    def of(self, reading: Reading) -> Way:
        """The way in which a count is told."""
        return self._way.get(reading.claim.id, PLAIN)

    def beside(self, a: Reading, b: Reading) -> bool:
        """Whether two counts hold together for the way in which one of them is told."""
        return self.reason(a, b) is not None or self.reason(b, a) is not None

    def reason(self, one: Reading, other: Reading) -> str | None:
        """Why `one`, for its way, holds with `other`: a key of the table `ways`; None where not."""
        mine, theirs = self.of(one), self.of(other)
        number, against = counts.number_of(one.value), counts.number_of(other.value)
        if number is None or against is None:
            return None
        if mine.part is not None and theirs.part is None and number <= against:
            moved = mine.part == "bodies" and _came_later(other, one)
            return None if moved else mine.part
        if _more_followed(one, other, number, against):
            return "more"
        if mine.wide and not theirs.wide and number >= against:
            return "wide"
        told = self._told if _counts_all_dead(one) and _counts_all_dead(other) else 0
        apart = self._may if mine.killed and not theirs.killed else told
        return "killed" if 0 < against - number <= apart else None

    def bounds(self, main: Reading, other: Reading) -> bool:
        """Whether a count says nothing against the main one: a part, or more than the incident."""
        return self.reason(other, main) not in {None, "killed"}

    def told(self, standing: Iterable[Reading]) -> str:
        """Why counts that differ hold, in words; empty where no way of telling is the reason."""
        held = list(standing)
        found = {
            why
            for one in held
            if self.of(one) != PLAIN
            for other in held
            if not counts.hold_together(counts.count_of(one.value), counts.count_of(other.value))
            and (why := self.reason(one, other))
        }
        return "; ".join(words("ways")[why] for why in sorted(found))

    def _any_killed(self) -> bool:
        return any(way.killed for way in self._way.values())


def _figure(reading: Reading) -> tuple[str, int | None]:
    """A number of a report: told again in the report, it is of the same people."""
    return reading.claim.report, counts.number_of(reading.value)


def _more_followed(one: Reading, other: Reading, number: int, against: int) -> bool:
    """As "two of the eight were freed", and a week later six: the rest may follow the first."""
    rule = settings().statuses.get(one.claim.attribute)
    if rule is None or rule.kind not in _FOLLOWED or not _came_later(other, one):
        return False
    whole = counts.count_of(one.value).of
    return whole is not None and number < against <= whole


def _came_later(one: Reading, other: Reading) -> bool:
    """Whether the report of `one` surely came out after that of `other`."""
    after, before = days_of(one.day), days_of(other.day)
    return before is not None and after is not None and before.high < after.low


def _way(docket: Docket, claim: Claim) -> Way:
    text = docket.reports[claim.report].text
    start, end = sentence_at(text, claim.evidence.start, claim.evidence.end)
    before = text[start : claim.evidence.start].casefold()
    quote = claim.evidence.quote.casefold()
    after = text[claim.evidence.end : end].casefold()
    whole = before
    if start and _cue("told_before").search(quote):
        earlier, _ = sentence_at(text, start - 2, start - 1)
        whole = text[earlier : claim.evidence.start].casefold()
    return Way(
        part=_part(claim.attribute, before, quote, after),
        wide=_is_wide(whole, quote, after),
        killed=claim.attribute == _DEATHS
        and _counts_everyone(docket.linked.type)
        and _is_killed(before, quote, after),
    )


def calls_hurt(docket: Docket, claim: Claim) -> bool:
    """Whether the words around a count say "hurt" or "others", and not only "hit"."""
    text = docket.reports[claim.report].text
    start, end = sentence_at(text, claim.evidence.start, claim.evidence.end)
    before = text[start : claim.evidence.start].casefold()[-_BESIDE:].rpartition(",")[2]
    after = _clause(text[claim.evidence.end : end].casefold())
    return bool(_cue("hurt").search(f"{before}{claim.evidence.quote.casefold()}{after}"))


def _part(attribute: str, before: str, quote: str, after: str) -> str | None:
    """Bodies of the dead; of a status that does not only grow, those who remain in it."""
    if attribute == _DEATHS:
        return "bodies" if _cue("bodies").search(quote) else None
    if attribute not in settings().statuses or settings().rule_of(attribute).rule != "count":
        return None
    near = " ".join([before[-_BESIDE:].rpartition(",")[2], quote, _clause(after)])
    return "left" if _cue("left").search(near) else None


def _clause(after: str) -> str:
    """What follows, up to the next comma or the next count."""
    apart = "|".join(words("cues")["apart"])
    return re.split(rf"[,;:]|\b(?:{apart})\b", after[:_BESIDE], maxsplit=1)[0]


def _is_wide(before: str, quote: str, after: str) -> bool:
    """Whether the sentence counts several incidents or a long time; no count "including" it."""
    if re.search(rf"\b(?:{'|'.join(words('cues')['including'])})\b", before):
        return False
    return any(re.search(p, f"{before}{quote}{after}") for p in words("cues")["wide"])


def _is_killed(before: str, quote: str, after: str) -> bool:
    """As "killed two people", "were shot dead by a man"; "the shooting killed two" counts all."""
    verbs, deeds = ("|".join(words("cues")[name]) for name in ("killing", "deeds"))
    deed = rf"(?P<deed>\b(?:{deeds}) (?:that |which )?)?"
    active = re.search(rf"{deed}\b(?:{verbs})\s+(?:\S+\s+){{0,2}}$", before[-_BESIDE:])
    inside = re.match(rf"(?:{verbs})\s", quote)
    killed = "|".join(words("cues")["killed_by"])
    others = "|".join(words("cues")["no_attackers"])
    passive = re.match(rf"\W+(?:\w+ ){{0,2}}(?:{killed}) by (?!{others})", after)
    return bool((active and not active["deed"]) or inside or passive)


def _counts_all_dead(reading: Reading) -> bool:
    return reading.claim.attribute == _DEATHS and counts.count_of(reading.value).population is None


def _attackers_told_dead(docket: Docket) -> int:
    """How many of those who killed are told to be dead themselves."""
    if not _counts_everyone(docket.linked.type):
        return 0
    told = [
        n
        for c in docket.claims
        if c.attribute == _DEATHS
        and (c.stance, c.factuality) == ("asserts", "happened")
        and isinstance(c.value, CountValue)
        and c.value.population in words("cues")["attackers"]
        and (n := counts.number(c.value))
    ]
    return max(told, default=0)


def _may_have_died(docket: Docket) -> int:
    """One who killed may be among the dead, unless reports tell that he got away or was caught."""
    texts = [r.text.casefold() for _, r in sorted(docket.reports.items())]
    if any(_cue("attacker_died").search(t) for t in texts):
        return 1
    return 0 if any(_cue("attacker_lives").search(t) for t in texts) else 1


@lru_cache(maxsize=16)
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('cues')[name])})\b")


@lru_cache(maxsize=16)
def _counts_everyone(type_name: str) -> bool:
    return any(t.name == type_name and _DEATHS in t.counts_everyone for t in load_types())
