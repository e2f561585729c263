"""The accounts of one incident side by side: rows are attributes, columns are origins.

Every claim of the incident stands in exactly one cell, also where no finding rests on it.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.case._words import speaker, value_words
from caseweave.model import Claim, Factuality, Finding, Incident, Origin, Stance, Verdict

# The order in which a reader asks: how many, when, where, who.
_FIRST = ("people", "detained", "returned", "released", "dead", "missing", "date", "place")
# Statements and events are many: they come after what can be compared.
_LAST = "event"
NOBODY = "-"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in a cell, ready to be shown.

    `review`: what an analyst decided, or None. `alternative_of`: the claim whose words this is
    another reading of. `by_model`: a trained model read it, not rules.
    """

    claim: str
    report: str
    value: str
    stance: Stance
    factuality: Factuality
    quote: str
    speaker: str
    review: str | None = None
    alternative_of: str | None = None
    by_model: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute: its finding where there is one, and the entries of each origin's column."""

    attribute: str
    population: str | None = None
    verdict: Verdict = "unknown"
    value: str | None = None
    because: str | None = None
    rule: str | None = None
    cells: dict[str, tuple[Entry, ...]]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One origin, with the outlets that carry it. The id `-` holds claims of no origin."""

    origin: str
    name: str
    kind: str
    outlets: tuple[str, ...]


class Accounts(msgspec.Struct, frozen=True, kw_only=True):
    """The table of one incident; columns with more claims come first."""

    incident: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def accounts(files: CaseFiles, incident: Incident) -> Accounts:
    """The table of accounts of `incident`."""
    claims = {c.id: c for c in files.claims if c.incident == incident.id}
    origin_of = {claim: origin.id for origin in incident.origins for claim in origin.claims}
    reviews = {r.claim: r.state for r in files.reviews}
    rows = [
        _row(finding, [claims[c] for c in finding.claims if c in claims], origin_of, reviews)
        for finding in incident.findings
    ]
    told = {claim for finding in incident.findings for claim in finding.claims}
    rest: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in claims.values():
        if claim.id not in told:
            key = (claim.attribute, getattr(claim.value, "population", None))
            rest.setdefault(key, []).append(claim)
    for (attribute, population), left in rest.items():
        cells = _cells(left, origin_of, reviews)
        rows.append(Row(attribute=attribute, population=population, cells=cells))
    used = {origin for row in rows for origin in row.cells}
    return Accounts(
        incident=incident.id,
        title=incident.title,
        columns=_columns(files, incident.origins, claims.values(), used),
        rows=tuple(sorted(rows, key=lambda r: _place_of(r.attribute, r.population))),
    )


def _row(
    finding: Finding,
    claims: Sequence[Claim],
    origin_of: dict[str, str],
    reviews: Mapping[str, str | None],
) -> Row:
    return Row(
        attribute=finding.attribute,
        population=finding.population,
        verdict=finding.verdict,
        value=value_words(finding.value) if finding.value is not None else None,
        because=finding.because,
        rule=finding.rule,
        cells=_cells(claims, origin_of, reviews),
    )


def _cells(
    claims: Iterable[Claim], origin_of: dict[str, str], reviews: Mapping[str, str | None]
) -> dict[str, tuple[Entry, ...]]:
    cells: dict[str, list[Entry]] = {}
    for claim in claims:
        cells.setdefault(origin_of.get(claim.id, NOBODY), []).append(
            Entry(
                claim=claim.id,
                report=claim.report,
                value=value_words(claim.value),
                stance=claim.stance,
                factuality=claim.factuality,
                quote=claim.evidence.quote,
                speaker=speaker(claim.attribution),
                review=reviews.get(claim.id),
                alternative_of=claim.alternative_of,
                by_model=claim.by_model,
            )
        )
    return {key: _readings_together(entries) for key, entries in sorted(cells.items())}


def _readings_together(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Another reading comes right after the one it is an alternative of."""
    place = {e.claim: n for n, e in enumerate(entries)}

    def rank(entry: Entry) -> tuple[int, bool, str]:
        first = place.get(entry.alternative_of or entry.claim, len(place))
        return first, entry.alternative_of is not None, entry.claim

    return tuple(sorted(entries, key=rank))


def _columns(
    files: CaseFiles, origins: Sequence[Origin], claims: Iterable[Claim], used: set[str]
) -> tuple[Column, ...]:
    outlets = {r.id: r.outlet or r.source for r in files.reports}
    columns = [
        Column(
            origin=origin.id,
            name=origin.name,
            kind=origin.kind,
            outlets=tuple(sorted({outlets[r] for r in origin.reports if r in outlets})),
        )
        for origin in sorted(origins, key=lambda o: (-len(o.claims), o.name, o.id))
        if origin.id in used
    ]
    if NOBODY in used:
        known = {c for o in origins for c in o.claims}
        reports = {c.report for c in claims if c.id not in known}
        names = tuple(sorted({outlets[r] for r in reports if r in outlets}))
        columns.append(Column(origin=NOBODY, name="no origin found", kind="unknown", outlets=names))
    return tuple(columns)


def _place_of(attribute: str, population: str | None) -> tuple[int, str, str]:
    family = attribute.split(".", 1)[0]
    rank = _FIRST.index(family) if family in _FIRST else len(_FIRST) + (family == _LAST)
    return rank, attribute, population or ""
