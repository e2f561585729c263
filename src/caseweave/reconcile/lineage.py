"""Who follows whom: a graph over reports (reprint of, cites) and speakers (quotes).

Invariant: an edge has a reason in words, and a report's root is the earliest of its copies, so a
story printed ten times has one publisher. An outlet cited that has a report here leads to it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from caseweave.model import Attribution, Claim, Report
from caseweave.reconcile import parties
from caseweave.reconcile.days import days_of, in_words
from caseweave.reconcile.settings import settings, words

_FULL = {"identical", "reprint", "near_copy"}
_BODIES = {"organisation", "office"}
_LATEST = date.max
_CREDIT_LENGTH = 60


class Edge(NamedTuple):
    """`kind`: reprint_of, cites, quotes. `source`: a report's id.

    `target`: a report's id; the name of an outlet that has no report here, or of a speaker.
    `claims`: the ids of those that name the outlet cited, sorted.
    """

    kind: str
    source: str
    target: str
    because: str
    claims: tuple[str, ...] = ()


class Lineage:
    """The lineage of an incident's reports."""

    def __init__(
        self,
        reports: Sequence[Report],
        all_reports: Mapping[str, Report],
        claims: Sequence[Claim],
    ) -> None:
        self._all = {**all_reports, **{r.id: r for r in reports}}
        self._here = sorted(r.id for r in reports)
        self._edges: set[Edge] = set()
        self._root: dict[str, str] = {}
        self._names = {r: self._names_of(self._all[r]) for r in self._here}
        self._outlets_named = _outlets_named(claims)
        for group in self._copy_groups():
            self._set_root(group)
        self._cites = self._citations(claims)

    def report(self, report: str) -> Report:
        """A report by id."""
        return self._all[report]

    def root(self, report: str) -> str:
        """The report that this one is a copy of; itself where it is none."""
        return self._root.get(report, report)

    def publisher(self, report: str) -> str | None:
        """The outlet whose words these are: of the root, or the one it credits."""
        root = self._all[self.root(report)]
        return credited(root) or root.outlet

    def day(self, report: str) -> str | None:
        """When the words came out first (EDTF): the day of the root, else its own.

        An excerpt without a day has that of the report it is cut from.
        """
        for candidate in (self.root(report), report, *self._whole_of(report)):
            published = self._all[candidate].published
            if published is not None:
                return published.value[:10] if "/" not in published.value else published.value
        return None

    def follows(self, report: str) -> tuple[str, ...]:
        """The reports here that this one is a copy or an excerpt of, or cites, nearest first."""
        root = self.root(report)
        found = [] if root == report or root not in self._here else [root]
        found += [r for r in self._whole_of(report) if r in self._here]
        return (*found, *self._cites.get(report, ()), *self._cites.get(root, ()))

    def _whole_of(self, report: str) -> list[str]:
        """The longer reports that this one is an excerpt of."""
        mine = self._all[report]
        wholes = (c.report for c in mine.copies if c.kind == "excerpt" and c.report in self._all)
        return sorted(r for r in wholes if len(self._all[r].text) > len(mine.text))

    def cited(self, report: str, name: str) -> str | None:
        """The report here that "NAME reported" in `report` points to, or None."""
        wanted = self._meant(report, parties.outlet(name))
        own = self.root(report)
        at = days_of(self.day(report))
        fits = []
        for other in self._here:
            if self.root(other) == own or not self._named(other, wanted):
                continue
            there = days_of(self.day(other))
            near = timedelta(settings().limits.citation_days)
            if at and there and not at.low - near <= there.low <= at.high + timedelta(1):
                continue
            fits.append((there.low if there else date.min, self.root(other) == other, other))
        return max(fits)[2] if fits else None

    def is_outlet(self, report: str, link: Attribution) -> bool:
        """Whether a speaker is an outlet: as told, or because a report here bears its very name.

        A body is one where it has itself published a report here, such as an NGO's statement.
        """
        if link.kind in {"outlet", "document"} or not link.name:
            return link.kind in {"outlet", "document"}
        others = (r for r in self._here if self.root(r) != self.root(report))
        if link.kind in _BODIES:
            return any(self._published(r, link.name) for r in others)
        name = parties.outlet(link.name)
        return (
            link.kind == "named" and len(name) > 1 and any(name in self._names[r] for r in others)
        )

    def _meant(self, report: str, name: tuple[str, ...]) -> tuple[str, ...]:
        """As "the report" is that of the one outlet that a report cites by name."""
        if not name or not set(name) <= set(words("outlets")["plain"]):
            return name
        named = self._outlets_named.get(report, set())
        return next(iter(named)) if len(named) == 1 else name

    def is_own(self, report: str, outlet: str) -> bool:
        """Whether the outlet named is the report's own."""
        name = parties.outlet(outlet)
        return self._named(report, name) or self._named(self.root(report), name)

    def is_publisher(self, report: str, link: Attribution) -> bool:
        """Whether a speaker is the report's own outlet, or the body that published it."""
        if link.kind not in {"outlet", *_BODIES} or not link.name:
            return False
        if link.kind == "outlet":
            return self.is_own(report, link.name)
        return any(self._published(r, link.name) for r in (report, self.root(report)))

    def _published(self, report: str, body: str) -> bool:
        name = parties.outlet(self._all[report].outlet or "")
        return bool(name) and name == parties.outlet(body)

    def _named(self, report: str, wanted: tuple[str, ...]) -> bool:
        names = self._names.get(report) or self._names_of(self._all[report])
        return any(
            wanted == n or parties.stands_for(wanted, n) or parties.stands_for(n, wanted)
            for n in names
        )

    def _names_of(self, report: Report) -> frozenset[tuple[str, ...]]:
        """The outlet's names: as given, credited, and in the byline and furniture of the page."""
        found = {parties.outlet(n) for n in (report.outlet, credited(report)) if n}
        for passage in report.passages:
            if passage.kind in {"byline", "boilerplate", "dateline"}:
                line = report.text[passage.start : passage.end]
                found |= {
                    parties.outlet(part)
                    for part in re.split(r"[.|©/\n\d]+", line)
                    if 0 < len(part.strip()) <= _CREDIT_LENGTH and part.strip()[:1].isupper()
                }
        return frozenset(n for n in found if n)

    def _copy_groups(self) -> list[list[str]]:
        near: dict[str, set[str]] = {}
        for report in sorted(self._all):
            for copy in self._all[report].copies:
                if copy.kind in _FULL and copy.report in self._all:
                    near.setdefault(report, set()).add(copy.report)
                    near.setdefault(copy.report, set()).add(report)
        groups, seen = [], set()
        for start in sorted(near):
            if start in seen:
                continue
            group, queue = {start}, [start]
            while queue:
                for other in near[queue.pop()] - group:
                    group.add(other)
                    queue.append(other)
            seen |= group
            groups.append(sorted(group))
        return groups

    def _set_root(self, group: list[str]) -> None:
        targets = {c.report for r in group for c in self._all[r].copies if c.kind in _FULL}
        copying = {r for r in group if any(c.kind in _FULL for c in self._all[r].copies)}
        free = sorted(targets - copying) or group
        root = min(free, key=self._firstness)
        for report in group:
            self._root[report] = root
            if report != root:
                why = next(
                    (c.because for c in self._all[report].copies if c.report in group),
                    "the same text",
                )
                self._edges.add(Edge("reprint_of", report, root, why))

    def _firstness(self, report: str) -> tuple[bool, date, int, str]:
        """Likeliest first: credited to nobody else, earliest, longest (copies are cut)."""
        told = (p for p in self._all[report].passages if p.kind != "boilerplate")
        length = sum(p.end - p.start for p in told)
        credit = credited(self._all[report]) is not None
        return credit, self._first_day(report), -length, report

    def _first_day(self, report: str) -> date:
        published = self._all[report].published
        found = days_of(published.value) if published else None
        return found.low if found else _LATEST

    def _citations(self, claims: Sequence[Claim]) -> dict[str, tuple[str, ...]]:
        """For each report those here that it cites, in the order of its words; edges for all."""
        found: dict[tuple[str, str], list[str]] = {}
        because: dict[tuple[str, str], str] = {}
        for claim in sorted(claims, key=lambda c: (c.report, c.evidence.start, c.id)):
            for link in claim.attribution[1:]:
                cited = self._citation(claim.report, link)
                if cited is not None:
                    found.setdefault((claim.report, cited[0]), []).append(claim.id)
                    because.setdefault((claim.report, cited[0]), cited[1])
        for (report, target), ids in found.items():
            why = because[report, target]
            self._edges.add(Edge("cites", report, target, why, tuple(sorted(set(ids)))))
        cites: dict[str, tuple[str, ...]] = {}
        for report, target in found:
            if target in self._here:
                cites[report] = (*cites.get(report, ()), target)
        return cites

    def _citation(self, report: str, link: Attribution) -> tuple[str, str] | None:
        """The report here, or else the outlet, that a link of a chain leads to, and why."""
        if not link.name or not self.is_outlet(report, link):
            return None
        name = parties.display(link.name)
        target = self.cited(report, link.name)
        if target is not None:
            return target, f"it cites {name}, whose report is of {in_words(self.day(target))}"
        elsewhere = link.kind == "outlet" and not self.is_own(report, link.name)
        return (name, f"it gives {name} as its source") if elsewhere else None

    def edges(self, quotes: Iterable[tuple[str, str]]) -> tuple[Edge, ...]:
        """The graph, in order, with edges to speakers: `quotes` are pairs of report id and name."""
        more = {Edge("quotes", r, name, f"it quotes or cites {name}") for r, name in quotes}
        return tuple(sorted(self._edges | more))


def _outlets_named(claims: Sequence[Claim]) -> dict[str, set[tuple[str, ...]]]:
    """The outlets that each report cites by name."""
    plain = set(words("outlets")["plain"])
    found: dict[str, set[tuple[str, ...]]] = {}
    for claim in claims:
        for link in claim.attribution[1:]:
            name = parties.outlet(link.name) if link.kind == "outlet" and link.name else ()
            if name and not set(name) <= plain:
                found.setdefault(claim.report, set()).add(name)
    return found


def credited(report: Report) -> str | None:
    """The outlet that a report says it was first published by; None where it credits nobody."""
    text = report.text
    lower = text.casefold()
    for phrase in words("outlets")["credits"]:
        at = lower.find(phrase)
        if at < 0:
            continue
        after = text[at + len(phrase) : at + len(phrase) + _CREDIT_LENGTH].lstrip(" :")
        found = re.match(r"(?:the\s+)?(?:[A-Z][\w'&-]*\s?){1,5}", after)
        if found:
            return parties.display(found[0])
    return None
