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
_LATEST = date.max
_CREDIT_LENGTH = 60


class Edge(NamedTuple):
    """`kind`: reprint_of, cites, quotes. `target`: a report's id, an outlet's or speaker's name."""

    kind: str
    source: str
    target: str
    because: str


class Trace(NamedTuple):
    """The graph of an incident: its edges, in order, and the reports that cite in a circle."""

    edges: tuple[Edge, ...]
    cycles: tuple[tuple[str, ...], ...]


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
        """Whether a speaker is an outlet: as told, or because a report here bears its very name."""
        if link.kind in {"outlet", "document"} or not link.name:
            return link.kind in {"outlet", "document"}
        name = parties.outlet(link.name)
        return (
            link.kind == "named"
            and len(name) > 1
            and any(name in self._names[r] for r in self._here if self.root(r) != self.root(report))
        )

    def _meant(self, report: str, name: tuple[str, ...]) -> tuple[str, ...]:
        """As "the report" is that of the one outlet that a report cites by name."""
        if not name or not set(name) <= set(words("outlets")["plain"]):
            return name
        named = self._outlets_named.get(report, set())
        return next(iter(named)) if len(named) == 1 else name

    def is_own(self, report: str, name: str) -> bool:
        """Whether the outlet named is the report's own."""
        return self._named(report, parties.outlet(name)) or self._named(
            self.root(report), parties.outlet(name)
        )

    def _cycles(self) -> tuple[tuple[str, ...], ...]:
        """Reports that cite one another round in a circle."""
        found = set()
        for start in self._here:
            path, at = [start], start
            while self._cites.get(at):
                at = self._cites[at][0]
                if at in path:
                    found.add(tuple(sorted(path[path.index(at) :])))
                    break
                path.append(at)
        return tuple(sorted(found))

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
        found: dict[str, list[str]] = {}
        for claim in sorted(claims, key=lambda c: (c.report, c.evidence.start, c.id)):
            for link in claim.attribution[1:]:
                if not link.name or not self.is_outlet(claim.report, link):
                    continue
                target = self.cited(claim.report, link.name)
                if target and target not in found.setdefault(claim.report, []):
                    found[claim.report].append(target)
                    day = in_words(self.day(target))
                    why = f"it cites {parties.display(link.name)}, whose report is of {day}"
                    self._edges.add(Edge("cites", claim.report, target, why))
        return {r: tuple(t) for r, t in found.items()}

    def trace(self, quotes: Iterable[tuple[str, str]]) -> Trace:
        """The graph, with edges to speakers: `quotes` are pairs of report id and name."""
        more = {Edge("quotes", r, name, f"it quotes or cites {name}") for r, name in quotes}
        return Trace(tuple(sorted(self._edges | more)), self._cycles())


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
