"""The register: what an export withholds, of which kind, why, who decided, when to look again.

Invariant: a line of the exported form holds counts and fixed words only; the values themselves
stand in the items, which never leave the desk.
"""

from collections import defaultdict
from datetime import date

from caseweave.export.grades import Grade
from caseweave.export.levels import needed, reaches
from caseweave.export.names import is_person
from caseweave.export.records import Item
from caseweave.export.shared import SharedWithheld
from caseweave.export.values import said
from caseweave.export.view import View
from caseweave.model import Claim, Incident, NameValue, Report
from caseweave.schema.sharing import Level, sharing


def items_of(view: View) -> tuple[Item, ...]:
    """Every value that an export withholds, once a case."""
    found: dict[tuple[str, str, str, str], Item] = {}
    for incident in view.records.incidents:
        for item in (*_of_claims(view, incident), *_of_reports(view, incident)):
            found.setdefault((item.case, item.kind, item.what, item.value), item)
    return tuple(sorted(found.values(), key=lambda i: (int(i.case[1:]), i.kind, i.what, i.value)))


def lines_of(items: tuple[Item, ...]) -> tuple[SharedWithheld, ...]:
    """The exported form: items counted by case, kind and who decided."""
    grouped: dict[tuple[str, str, str, str | None, str | None], int] = defaultdict(int)
    for item in items:
        grouped[(item.case, item.kind, item.level or "", item.at, item.by and "analyst")] += 1
    return tuple(
        SharedWithheld(
            case=case,
            kind=kind,
            title=sharing().kinds[kind].title,
            values=count,
            level=f"TLP:{level.upper()}" if level else None,
            reason=sharing().kinds[kind].because,
            decided_by="analyst" if by else "default",
            review=review_day(kind, at),
        )
        for (case, kind, level, at, by), count in sorted(grouped.items(), key=_order)
    )


def _order(entry: tuple[tuple[str, str, str, str | None, str | None], int]) -> tuple[object, ...]:
    case, kind, level, at, by = entry[0]
    return int(case[1:]), kind, level, at or "", by or ""


def review_day(kind: str, at: str | None) -> str | None:
    """The day on which a decision of the day `at` should be looked at again; None for a default."""
    if not at:
        return None
    day = date.fromisoformat(at[:10])
    months = day.month - 1 + sharing().kinds[kind].review_months
    return date(day.year + months // 12, months % 12 + 1, min(day.day, 28)).isoformat()


def _of_claims(view: View, incident: Incident) -> list[Item]:
    case = view.cases[incident.id]
    items: list[Item] = []
    for claim in view.of(incident):
        grade = view.grades[claim.id]
        if not grade.shown(view.level):
            items.append(_item(case, claim, grade, incident.type, view.level))
        items += _names(view, case, claim, incident.type)
        if not reaches(view.level, needed("quotes", incident.type)):
            quote = claim.evidence.quote
            items.append(_default(case, "quotes", claim.attribute, quote, incident.type, claim.id))
    return items


def _item(case: str, claim: Claim, grade: Grade, incident_type: str, level: Level) -> Item:
    hidden = [k for k in grade.kinds if not reaches(level, needed(k, incident_type))]
    kind = "withheld" if grade.level is None else (hidden or list(grade.kinds))[0]
    ruling = grade.ruling if grade.level is None else None
    return Item(
        case=case,
        kind=kind,
        what=claim.attribute,
        value=said(claim.value),
        claim=claim.id,
        level=grade.level,
        reason=(ruling.reason or "no reason given") if ruling else sharing().kinds[kind].because,
        by=ruling.by if ruling else None,
        at=ruling.at if ruling else None,
    )


def _names(view: View, case: str, claim: Claim, incident_type: str) -> list[Item]:
    """Speakers and actors who are not shown by name."""
    labels = view.labels(incident_type)
    items = []
    for link in claim.attribution:
        if link.name and is_person(link) and link.name in view.names.private:
            kind = "names"
        elif link.name and link.kind == "outlet" and labels.outlet(link.name) is None:
            kind = "outlets"
        elif link.name and link.kind == "organisation" and labels.speaker(link) != link.name:
            kind = "organisations"
        else:
            continue
        if not reaches(view.level, needed(kind, incident_type)):
            items.append(_default(case, kind, "speaker", link.name, incident_type, claim.id))
    value = claim.value
    person = isinstance(value, NameValue) and value.text in view.names.private
    if person and not reaches(view.level, needed("names", incident_type)):
        items.append(_default(case, "names", claim.attribute, said(value), incident_type, claim.id))
    return items


def _of_reports(view: View, incident: Incident) -> list[Item]:
    case = view.cases[incident.id]
    reports = {r.id: r for r in view.records.reports}
    items = []
    for key in incident.reports:
        report = reports.get(key)
        for kind, what, value in _fields(report) if report else ():
            if not reaches(view.level, needed(kind, incident.type)):
                items.append(_default(case, kind, what, value, incident.type, None))
    return items


def _fields(report: Report) -> list[tuple[str, str, str]]:
    fields = (
        ("titles", "title", report.title),
        ("authors", "author", report.author),
        ("links", "url", report.url),
        ("files", "source", report.source),
        ("ids", "sha256", report.id),
    )
    return [(kind, what, value) for kind, what, value in fields if value]


def _default(  # noqa: PLR0917 - the fields of an item, in their order
    case: str, kind: str, what: str, value: str, incident_type: str, claim: str | None
) -> Item:
    return Item(
        case=case,
        kind=kind,
        what=what,
        value=value,
        claim=claim,
        level=needed(kind, incident_type),
        reason=sharing().kinds[kind].because,
    )
