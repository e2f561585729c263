"""Origins, not outlets: the one root at which each claim enters the record.

Invariant: every claim has exactly one root. A speaker is a root; anonymous speakers are one for
their outlet; an outlet is a root only for what nobody is cited for; copies, citations and
restatements take the root of what they repeat, and a circle of citations has one root.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from caseweave.model import (
    HEADCOUNT_ATTRIBUTES,
    Attribution,
    CategoryValue,
    Claim,
    CountValue,
    DateValue,
    NameValue,
    Origin,
    PlaceValue,
    Value,
    content_id,
)
from caseweave.reconcile import counts, parties
from caseweave.reconcile.lineage import Lineage
from caseweave.reconcile.speakers import Key, Speakers

_COUNTS = set(HEADCOUNT_ATTRIBUTES)


class Root(NamedTuple):
    """Where knowledge enters: its key, the name shown, its kind."""

    key: Key
    name: str
    kind: str


class Origins(NamedTuple):
    """The origins of an incident, which claim stands in which, and claims in a closed circle."""

    origins: tuple[Origin, ...]
    of: dict[str, str]
    circular: frozenset[str]


def find_origins(
    claims: Sequence[Claim], lineage: Lineage, speakers: Speakers, named: Mapping[str, str]
) -> Origins:
    """The origin of each claim; `named`: origins that an analyst set, by claim id."""
    return _Search(claims, lineage, speakers, named).run()


class _Search:
    def __init__(
        self,
        claims: Sequence[Claim],
        lineage: Lineage,
        speakers: Speakers,
        named: Mapping[str, str],
    ) -> None:
        self.claims = sorted(claims, key=lambda c: (c.report, c.evidence.start, c.id))
        self.by_id = {c.id: c for c in claims}
        self.lineage = lineage
        self.speakers = speakers
        self.named = named
        self.by_report: dict[str, list[Claim]] = {}
        for claim in self.claims:
            self.by_report.setdefault(claim.report, []).append(claim)

    def run(self) -> Origins:
        steps = {c.id: self._step(c) for c in self.claims}
        circular: set[str] = set()
        roots: dict[str, Root] = {}
        for claim in self.claims:
            path = [claim.id]
            at = steps[claim.id]
            while isinstance(at, str) and at not in path:
                path.append(at)
                at = steps[at]
            if isinstance(at, str):
                circle = path[path.index(at) :]
                roots[claim.id] = self._of_circle(circle)
                if all(self._chain(self.by_id[c]) for c in circle):
                    circular.add(claim.id)
            else:
                roots[claim.id] = at
        return _gathered(self.claims, roots, frozenset(circular), self.speakers.body_of)

    def _of_circle(self, circle: list[str]) -> Root:
        """A circle of citations enters the record with its earliest report."""
        first = min(
            circle,
            key=lambda c: (self.lineage.day(self.by_id[c].report) or "~", self.by_id[c].report, c),
        )
        return self._outlet(self.by_id[first].report)

    def _chain(self, claim: Claim) -> list[Attribution]:
        """The links beyond the report's own outlet."""
        links = list(claim.attribution)
        if links and links[0].kind == "outlet":
            links = links[1:]
        return [k for k in links if not self.lineage.is_publisher(claim.report, k)]

    def _step(self, claim: Claim) -> "Root | str":
        """The root of a claim, or the id of the claim that it repeats."""
        if claim.id in self.named:
            name = self.named[claim.id]
            return self._named_root(name)
        chain = self._chain(claim)
        if not chain:
            return self._own_voice(claim)
        speaker = chain[-1]
        if speaker.kind == "anonymous" or not speaker.name:
            return self._anonymous(claim, chain)
        if speaker.kind == "outlet":
            return self._cited(claim, speaker.name)
        other = self.lineage.is_outlet(claim.report, speaker)
        if other and self.lineage.cited(claim.report, speaker.name):
            return self._cited(claim, speaker.name)
        key = self.speakers.key_of(claim.report, speaker)
        name, kind = self.speakers.name_of(key)
        return Root(key, name, kind)

    def _named_root(self, name: str) -> Root:
        """An analyst's own naming joins the origin that bears this name."""
        for claim in self.claims:
            for link in self._chain(claim):
                if link.name and link.kind not in {"anonymous", "outlet"}:
                    key = self.speakers.key_of(claim.report, link)
                    shown, kind = self.speakers.name_of(key)
                    if name in {shown, link.name}:
                        return Root(key, shown, kind)
        return Root(("analyst", *parties.tokens(name)), name, "named")

    def _outlet(self, report: str) -> Root:
        name = self.lineage.publisher(report)
        if name is None:
            root = self.lineage.root(report)
            return Root(
                ("report", root),
                f"an unnamed outlet ({self.lineage.report(root).source})",
                "outlet",
            )
        return Root(("outlet", *parties.outlet(name)), parties.display(name), "outlet")

    def _anonymous(self, claim: Claim, chain: list[Attribution]) -> "Root | str":
        """Unnamed speakers are one for the outlet, or the body, through which they speak.

        Where the report of that outlet is here, whom it names for the same value is who speaks;
        so is whom this report itself names for it and introduces by the same word ("lawyers said").
        """
        known = self._introduced(claim, chain[-1])
        if known is not None:
            return known
        behind: Root | None = None
        for link in chain[:-1]:
            if link.kind == "outlet" and link.name:
                target = self.lineage.cited(claim.report, link.name)
                told = self._same_value(claim, target) if target else []
                named = [c for c in told if _is_named(self._chain(c))]
                if named and link is chain[-2]:
                    return named[0].id
                behind = (
                    self._outlet(target)
                    if target
                    else Root(
                        ("outlet", *parties.outlet(link.name)), parties.display(link.name), "outlet"
                    )
                )
            elif link.kind != "anonymous" and link.name:
                key = self.speakers.key_of(claim.report, link)
                behind = Root(key, *self.speakers.name_of(key))
        through = behind or self._outlet(claim.report)
        return Root(("anonymous", *through.key), f"unnamed sources of {through.name}", "anonymous")

    def _introduced(self, claim: Claim, speaker: Attribution) -> str | None:
        """The claim of a named person to whom the words for an unnamed speaker are tied as well."""
        role = parties.role(speaker.name or "")
        text = self.lineage.report(claim.report).text
        for told in self._same_value(claim, claim.report) if role else []:
            chain = self._chain(told)
            name = chain[-1].name if chain and chain[-1].kind == "named" else None
            if name and parties.introduced_as(name, role or "", text):
                return told.id
        return None

    def _cited(self, claim: Claim, name: str) -> "Root | str":
        """What a cited outlet says: the root of its own report where that is here."""
        target = self.lineage.cited(claim.report, name)
        if target is None:
            return Root(("outlet", *parties.outlet(name)), parties.display(name), "outlet")
        told = self._same_value(claim, target)
        return told[0].id if told else self._outlet(target)

    def _own_voice(self, claim: Claim) -> "Root | str":
        """A headline or restatement repeats whom the report, or the one it follows, cites."""
        cited = [c for c in self._same_value(claim, claim.report) if self._chain(c)]
        if cited:
            return cited[0].id
        for report in self.lineage.follows(claim.report):
            told = self._same_value(claim, report)
            if told:
                return told[0].id
        return self._outlet(claim.report)

    def _same_value(self, claim: Claim, report: str) -> list[Claim]:
        """Claims of a report that tell this claim's value: its attribute first, cited first.

        A number taken from another report may lose or gain an "at least" or a "may" on the way.
        """
        if claim.stance != "asserts":
            return []
        wanted = value_key(claim.value)
        found = []
        for other in self.by_report.get(report, ()):
            same = other.attribute == claim.attribute
            family = claim.attribute in _COUNTS and other.attribute in _COUNTS
            if other.id == claim.id or other.stance != "asserts" or not (same or family):
                continue
            alike = other.factuality == claim.factuality and value_key(other.value) == wanted
            if alike or (report != claim.report and _same_number(claim, other)):
                away = abs(other.evidence.start - claim.evidence.start)
                found.append(
                    (
                        not same,
                        not self._chain(other),
                        away if report == claim.report else 0,
                        other.evidence.start,
                        other.id,
                        other,
                    )
                )
        return [f[-1] for f in sorted(found, key=lambda f: f[:-1])]


def _is_named(chain: Sequence[Attribution]) -> bool:
    """Whether a named person or office speaks at the end of a chain."""
    return bool(chain) and chain[-1].kind not in {"anonymous", "outlet", "document"}


def _same_number(a: Claim, b: Claim) -> bool:
    if not (isinstance(a.value, CountValue) and isinstance(b.value, CountValue)):
        return False
    number = counts.number(a.value)
    same = number is not None and number == counts.number(b.value)
    return same and number != 1 and a.value.population == b.value.population


def value_key(value: Value) -> tuple[object, ...]:
    """What makes two values one value, whatever the words."""
    if isinstance(value, CountValue):
        return ("count", counts.number(value), value.qualifier == "exact", value.population)
    if isinstance(value, DateValue):
        return ("date", value.edtf or value.words)
    if isinstance(value, PlaceValue):
        return ("place", value.geonameid or parties.tokens(value.name))
    if isinstance(value, NameValue):
        return ("name", *name_key(value))
    if isinstance(value, CategoryValue):
        return ("category", value.value)
    return ("text", value.text)


def name_key(value: NameValue) -> tuple[str, ...]:
    """An actor's key: a government by its country, others by their words."""
    if value.kind == "person":
        return ("person", *parties.person(value.text))
    found = parties.body(value.text)
    return ("body", found.country or "", *found.words)


def _gathered(
    claims: Sequence[Claim],
    roots: Mapping[str, Root],
    circular: frozenset[str],
    body_of: Callable[[Key], Key | None],
) -> Origins:
    held: dict[Key, list[Claim]] = {}
    for claim in claims:
        held.setdefault(roots[claim.id].key, []).append(claim)
    origins = []
    of: dict[str, str] = {}
    ids = {key: content_id("origin", list(key)) for key in held}
    for key, members in held.items():
        body = body_of(key)
        root = max((roots[c.id] for c in members), key=lambda r: (len(r.name), r.name, r.kind))
        origin = Origin(
            id=ids[key],
            name=root.name,
            kind=root.kind,
            claims=tuple(sorted(c.id for c in members)),
            reports=tuple(sorted({c.report for c in members})),
            affiliation=ids.get(body) if body is not None else None,
        )
        origins.append(origin)
        of |= dict.fromkeys(origin.claims, origin.id)
    return Origins(tuple(sorted(origins, key=lambda o: o.id)), of, circular)
