"""One incident, rebuilt from what an export may show: its frame, around the parts.

Invariant: title, date and place are made from allowed findings and fixed words, never copied.
"""

from caseweave.export import telling, values
from caseweave.export._words import interval
from caseweave.export.accounts import accounts_of, origins_of
from caseweave.export.caseview import CaseView
from caseweave.export.findings import findings_of
from caseweave.export.lines import (
    cells_of,
    checks_of,
    conflicts_of,
    questions_of,
    responses_of,
    timeline_of,
)
from caseweave.export.shared import SharedCase, SharedDate, SharedFinding
from caseweave.export.view import View
from caseweave.model import STATUSES, Incident, PlaceValue

_MOST_STATUSES = 3


def redact_case(view: View, incident: Incident) -> SharedCase:
    """The incident as the export shows it."""
    case = CaseView(view, incident)
    findings = findings_of(case)
    place, date = _place(case), _date(case)
    return SharedCase(
        id=case.case,
        type=case.labels.type_name,
        type_title=case.labels.type_title,
        title=_title(case, findings, place, date),
        status=incident.status if incident.status in STATUSES else "unknown",
        date=date,
        country=place.country if place else None,
        place=values.said(place) if place else None,
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
        geonameid=place.geonameid if place else None,
        sources=case.sources(incident.reports),
        origins=origins_of(case),
        findings=findings,
        headcount=cells_of(case),
        questions=questions_of(case),
        conflicts=conflicts_of(case),
        checks=checks_of(case),
        timeline=timeline_of(case),
        responses=responses_of(case),
        accounts=accounts_of(case),
        incident=incident.id if case.labels.shows("ids") else None,
    )


def _place(case: CaseView) -> PlaceValue | None:
    """The incident's place as exact as every claim of it may be shown."""
    place = case.incident.place
    if place is None:
        return None
    same = [
        case.view.grades[c.id]
        for c in case.claims
        if isinstance(c.value, PlaceValue)
        and (c.value.geonameid, c.value.name) == (place.geonameid, place.name)
    ]
    if any(grade.level is None for grade in same):
        return None
    shown = [grade.shown(case.view.level) for grade in same]
    whole = all(shown) if shown else case.labels.shows("exact_places")
    return values.shared_place(place, whole=whole and not case.labels.screen.bans(place.name))


def _date(case: CaseView) -> SharedDate | None:
    date = case.incident.date
    best = values.edtf(date.edtf) if date else None
    dated = [f.claims for f in case.incident.findings if f.attribute.split(".")[0] == "date"]
    if date is None or best is None or any(case.falls(claims) for claims in dated):
        return None
    return SharedDate(low=date.low, high=date.high, edtf=best)


def _title(
    case: CaseView,
    findings: tuple[SharedFinding, ...],
    place: PlaceValue | None,
    date: SharedDate | None,
) -> str:
    if case.loose and case.labels.screen.passes(case.incident.title):
        return case.incident.title
    whole = [f for f in findings if f.population is None and f.low is not None]
    people = next((f for f in whole if f.attribute == "people"), None)
    counted = [f for f in whole if f.attribute in STATUSES and f.high != 0]
    chosen = people or max(counted, key=_size, default=None)
    size = ""
    if chosen is not None and chosen.low is not None:
        one = chosen.low == chosen.high == 1
        size = "1 person" if one else f"{interval(chosen.low, chosen.high)} people"
    told = sorted(counted, key=lambda f: (-len(f.accounts), STATUSES.index(f.attribute)))
    done = sorted((f.attribute for f in told[:_MOST_STATUSES]), key=STATUSES.index)
    where = values.said(place) if place else None
    words = [telling.status_words(status) for status in done]
    return telling.title(size or case.labels.type_title, words, where, date.edtf if date else None)


def _size(finding: SharedFinding) -> int:
    return finding.best or finding.low or 0
