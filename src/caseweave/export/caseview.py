"""One incident as an export sees it: its claims in order, who says them, and what each may show.

Invariant: the numbers of origins and accounts are the export's own and follow the sources' order.
"""

from collections.abc import Iterable, Sequence

from caseweave.export import values
from caseweave.export.view import View
from caseweave.model import Claim, Incident, Origin, PlaceValue, Value


class CaseView:
    """What the parts of a case share: made once, then only read."""

    def __init__(self, view: View, incident: Incident) -> None:
        self.view = view
        self.incident = incident
        self.labels = view.labels(incident.type)
        self.case = view.cases[incident.id]
        self.claims = view.of(incident)
        self.reports = {r.id: r for r in view.records.reports}
        self.origins = tuple(sorted(incident.origins, key=self._place_of))
        self.numbers = {o.id: f"{self.case}.O{n}" for n, o in enumerate(self.origins, start=1)}
        self.origin_of = {c: self.numbers[o.id] for o in incident.origins for c in o.claims}
        self._told = frozenset(c.id for c in self.claims if self._can_tell(c))

    def _can_tell(self, claim: Claim) -> bool:
        """Whether there is anything of a claim to tell at this level."""
        known = values.attribute(claim.attribute, self.labels) is not None
        return known and self.view.account(claim.id) is not None and self.value(claim) is not None

    @property
    def loose(self) -> bool:
        """Whether the machine's own words may stand, but for what no level shows."""
        return self.labels.screen.mode == "loose"

    def _place_of(self, origin: Origin) -> tuple[object, ...]:
        first = min((self.view.sources.get(r, "R?") for r in origin.reports), default="")
        return -len(origin.claims), first, origin.kind, min(origin.claims, default="")

    def value(self, claim: Claim) -> Value | None:
        """A claim's value as the export shows it, or None."""
        whole = self.view.grades[claim.id].shown(self.view.level)
        if isinstance(claim.value, PlaceValue):
            # A private person may bear the name of a place.
            whole = whole and not self.labels.screen.bans(claim.value.name)
        return values.shared_value(claim, self.labels, whole=whole)

    def told(self, claims: Iterable[str]) -> list[Claim]:
        """Those of these claims that the export tells."""
        wanted = set(claims)
        return [c for c in self.claims if c.id in wanted and c.id in self._told]

    def sources(self, reports: Iterable[str]) -> tuple[str, ...]:
        """The export's ids of some reports, in order."""
        found = {self.view.sources[r] for r in reports if r in self.view.sources}
        return tuple(sorted(found, key=lambda s: int(s[1:])))

    def origins_of(self, claims: Sequence[Claim]) -> tuple[str, ...]:
        """The export's ids of the origins of some claims, in order."""
        found = {self.origin_of[c.id] for c in claims if c.id in self.origin_of}
        return tuple(sorted(found, key=lambda o: int(o.rsplit("O", 1)[-1])))

    def accounts(self, claims: Sequence[str]) -> tuple[str, ...]:
        """The export's ids of those of these claims that it tells."""
        return self.view.accounts(tuple(c for c in claims if c in self._told))

    def falls(self, claims: Sequence[str]) -> bool:
        """Whether what rests on these claims falls with one that is withheld."""
        return self.view.ruled_out(tuple(claims))
