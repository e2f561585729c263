"""From case files to pages: fills `export`'s page records from the views of `case`."""

from caseweave.case import (
    CaseFiles,
    Row,
    accounts,
    attribute_words,
    chain_words,
    day_words,
    label_words,
    lineage,
    related,
    sentence_around,
    told_by,
    value_words,
)
from caseweave.export import (
    Beside,
    CasePage,
    Cell,
    Column,
    Evidence,
    Source,
    blocks_of,
    day,
    render_html,
    render_markdown,
)
from caseweave.export import Row as PageRow
from caseweave.model import Claim, Incident, Report, day_bounds
from caseweave.reconcile import rule_book
from caseweave.schema import load_types
from caseweave.schema.obligations import SOURCE
from caseweave.service._case_parts import (
    brief_groups,
    dispute_groups,
    drawn_ledger,
    obligation_groups,
    urgency_line,
)

# Said of the incident or in passing, and so nothing that accounts are compared by.
_ASIDE = {"event", "date.statement", "date.mentioned", "place.mentioned", "statistic"}


def case_name(incident: str) -> str:
    """An incident's id as a file name."""
    return incident.replace(":", "-")


def rendered_cases(files: CaseFiles) -> dict[str, bytes]:
    """`cases/ID.html` and `cases/ID.md` for each incident, by name."""
    pages = [case_page(files, incident) for incident in files.incidents]
    rendered = {}
    for page in pages:
        name = f"cases/{case_name(page.incident.id)}"
        rendered[f"{name}.html"] = render_html(page).encode("utf-8")
        rendered[f"{name}.md"] = render_markdown(page).encode("utf-8")
    return rendered


def case_page(files: CaseFiles, incident: Incident) -> CasePage:
    """Everything that the case file of one incident shows."""
    reports = {r.id: r for r in files.reports if r.id in set(incident.reports)}
    claims = tuple(c for c in files.claims if c.incident == incident.id)
    view = accounts(files, incident)
    names = {o.id: o.name for o in incident.origins}
    body = {o.id: names.get(o.affiliation or "") for o in incident.origins}
    columns = tuple(
        Column(name=c.name, kind=c.kind, outlets=c.outlets, affiliation=body.get(c.origin))
        for c in view.columns
    )
    order = [c.origin for c in view.columns]
    labels = {key: report_label(report) for key, report in reports.items()}
    return CasePage(
        incident=incident,
        type_title=next(t.title for t in load_types() if t.name == incident.type),
        facts=_facts(incident),
        columns=columns,
        rows=tuple(_row(row, order) for row in view.rows),
        evidence=tuple(_evidence(c, reports[c.report], labels[c.report]) for c in _ordered(claims)),
        sources=tuple(_source(r, claims, labels) for r in _by_day(reports)),
        lineage=tuple(_edge(e.a, e.b, e.because, labels) for e in lineage(files, incident).edges),
        notes=files.notes,
        as_of=files.as_of,
        urgency=urgency_line(files, incident),
        brief=brief_groups(files, incident),
        disputes=dispute_groups(incident, claims),
        ledger=drawn_ledger(incident),
        obligations=obligation_groups(incident, claims),
        obligations_source=SOURCE,
        related=tuple(
            Beside(how=r.how, title=r.title, file=case_name(r.incident), because=r.because)
            for r in related(files, incident)
        ),
    )


def report_label(report: Report) -> str:
    """A report as a reader names it: outlet and day, or its title, or its source."""
    name = report.outlet or "unknown outlet"
    when = report.published.value.split("T")[0] if report.published else "no date"
    return f"{name}, {when}: {report.title or report.source}"


def _facts(incident: Incident) -> tuple[tuple[str, str], ...]:
    conflicts = sum(f.verdict == "conflict" for f in incident.findings)
    told = told_by(incident)
    return (
        ("When", day(incident.date.edtf) if incident.date else "unknown"),
        ("Where", value_words(incident.place) if incident.place else "unknown"),
        ("Last known status of the largest part", incident.status.replace("_", " ")),
        ("Told by", told.reports_words),
        ("Heard", told.heard_words),
        ("Conflicts", str(conflicts)),
        ("Open questions", str(len(incident.headcount.open))),
    )


def _ordered(claims: tuple[Claim, ...]) -> list[Claim]:
    return sorted(claims, key=lambda c: (c.report, c.evidence.start, c.evidence.end, c.id))


def _by_day(reports: dict[str, Report]) -> list[Report]:
    def key(report: Report) -> tuple[str, str]:
        return (report.published.value if report.published else "9999", report.id)

    return sorted(reports.values(), key=key)


def _row(row: Row, order: list[str]) -> PageRow:
    cells = tuple(
        tuple(
            Cell(
                claim=e.claim,
                value=_dated(e.value, row.attribute),
                stance=e.stance,
                factuality=e.factuality,
                quote=e.quote,
                speaker=e.speaker,
                review=e.review,
                alternative=e.alternative_of is not None,
                by_model=e.by_model,
            )
            for e in row.cells.get(origin, ())
        )
        for origin in order
    )
    return PageRow(
        label=label_words(row.attribute, row.population),
        verdict=row.verdict,
        value=_dated(row.value, row.attribute) if row.value else row.value,
        because=row.because,
        rule=row.rule,
        cells=cells,
        rule_words=_rule_words(row.rule),
        aside=row.attribute in _ASIDE,
    )


def _dated(value: str, attribute: str) -> str:
    """A date in words; what is no readable date unchanged."""
    is_date = attribute.split(".", maxsplit=1)[0] == "date" and day_bounds(value) is not None
    return day_words(value) if is_date else value


def _rule_words(rule: str | None) -> str | None:
    """What a rule does and where it comes from."""
    if rule is None:
        return None
    sentence, sources = rule_book()[rule]
    return f"{sentence} After: {'; '.join(sources)}."


def _evidence(claim: Claim, report: Report, label: str) -> Evidence:
    start, end = sentence_around(report, claim.evidence)
    text = report.text
    aimed = claim.disputes
    target = (aimed.outlet or aimed.speaker or aimed.report or aimed.claim) if aimed else None
    return Evidence(
        claim=claim.id,
        label=attribute_words(claim.attribute, getattr(claim.value, "population", None)),
        value=value_words(claim.value),
        stance=claim.stance,
        factuality=claim.factuality,
        before=text[start : claim.evidence.start],
        quote=claim.evidence.quote,
        after=text[claim.evidence.end : end],
        chain=chain_words(claim.attribution),
        report=report.id,
        report_label=label,
        disputes=f"{target} (“{aimed.words}”)" if aimed and target else None,
        alternative=claim.alternative_of is not None,
        by_model=claim.by_model,
    )


def _source(report: Report, claims: tuple[Claim, ...], labels: dict[str, str]) -> Source:
    own = tuple(c for c in claims if c.report == report.id)
    copies = (f"{c.kind.replace('_', ' ')}: {c.because}" for c in report.copies)
    return Source(
        id=report.id,
        label=labels[report.id],
        title=report.title,
        author=report.author,
        published=report.published.value if report.published else None,
        source=report.source,
        copies=tuple(copies),
        blocks=blocks_of(report, own),
    )


def _edge(a: str, b: str, because: str, labels: dict[str, str]) -> str:
    return f"{labels.get(a, a)} → {labels.get(b, b)}: {because}"
