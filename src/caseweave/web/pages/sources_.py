"""Sources: outlets, speakers and origins across all cases, each with what rests on it."""

from collections.abc import Iterable
from typing import Any

import msgspec
from litestar import Request, Response, get

from caseweave.model import Origin
from caseweave.service.desk import View
from caseweave.web._render import page

Asked = Request[Any, Any, Any]
_SHOWN = 300
TABS = {"origins": "Origins", "outlets": "Outlets", "speakers": "Speakers"}


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One name with what rests on it; `stances` counts how it speaks."""

    name: str
    kind: str
    claims: int
    reports: tuple[str, ...]
    cases: tuple[str, ...]
    stances: dict[str, int]


class _Pile:
    def __init__(self, name: str, kind: str) -> None:
        self.name, self.kind, self.claims = name, kind, 0
        self.reports: dict[str, None] = {}
        self.cases: dict[str, None] = {}
        self.stances: dict[str, int] = {}

    def add(self, report: str, case: str | None, stance: str) -> None:
        self.claims += 1
        self.reports[report] = None
        if case is not None:
            self.cases[case] = None
        self.stances[stance] = self.stances.get(stance, 0) + 1

    def done(self) -> Source:
        return Source(
            name=self.name,
            kind=self.kind,
            claims=self.claims,
            reports=tuple(self.reports),
            cases=tuple(self.cases),
            stances=self.stances,
        )


@get("/sources", sync_to_thread=True)
def sources(request: Asked, view: View, of: str = "origins", q: str = "") -> Response[str]:
    """The origins, outlets or speakers, those with most claims first."""
    chosen = of if of in TABS else "origins"
    made = {"origins": _origins, "outlets": _outlets, "speakers": _speakers}[chosen](view)
    found = [s for s in made if q.casefold() in s.name.casefold()]
    found.sort(key=lambda s: (-s.claims, s.name))
    return page(
        request,
        "sources.html",
        tabs=TABS,
        of=chosen,
        find=q,
        rows=found[:_SHOWN],
        total=len(found),
        titles={i.id: i.title for i in view.incidents},
        reports=view.board.reports,
    )


def _piled(rows: Iterable[tuple[str, str, str, str | None, str]]) -> list[Source]:
    """Rows of name, kind, report, case and stance, one pile a name and kind."""
    piles: dict[tuple[str, str], _Pile] = {}
    for name, kind, report, case, stance in rows:
        key = (name.casefold(), kind)
        piles.setdefault(key, _Pile(name, kind)).add(report, case, stance)
    return [p.done() for p in piles.values()]


def _origins(view: View) -> list[Source]:
    def rows() -> Iterable[tuple[str, str, str, str | None, str]]:
        for incident in view.incidents:
            named: dict[str, Origin] = {c: o for o in incident.origins for c in o.claims}
            for claim in view.board.claims_of_incident.get(incident.id, ()):
                if claim.id in named:
                    origin = named[claim.id]
                    yield origin.name, origin.kind, claim.report, incident.id, claim.stance

    return _piled(rows())


def _outlets(view: View) -> list[Source]:
    return _piled(
        (r.outlet or "outlet not known", "outlet", r.id, c.incident, c.stance)
        for r in view.reports
        for c in view.claims_of_report(r.id)
    )


def _speakers(view: View) -> list[Source]:
    return _piled(
        (link.name or f"{link.kind} source", link.kind, r.id, c.incident, c.stance)
        for r in view.reports
        for c in view.claims_of_report(r.id)
        for link in c.attribution[-1:]
        if link.kind != "outlet"
    )


HANDLERS = (sources,)
