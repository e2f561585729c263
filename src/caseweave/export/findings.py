"""The findings of a case, with values rebuilt and reasons told anew from what the export shows.

Invariant: a finding that rests on a withheld claim shows no value, no bounds and no sources.
"""

import msgspec

from caseweave.export import telling, values
from caseweave.export.caseview import CaseView
from caseweave.export.shared import SharedFinding
from caseweave.export.vocabulary import words_of
from caseweave.model import (
    STATUSES,
    CategoryValue,
    Claim,
    CountValue,
    DateValue,
    Finding,
    NameValue,
    PlaceValue,
    Value,
)
from caseweave.reconcile import rule_book
from caseweave.schema.sharing import sharing

# How many, in which status, when, where, by whom.
_ORDER = ("people", *STATUSES, "date", "place", "origin_place", "transit_place", "destination")
_STANCES = {"denies": "denied", "disputes": "disputed", "unaware": "unaware of it"}


def findings_of(case: CaseView) -> tuple[SharedFinding, ...]:
    """All findings that the export tells, in the order in which a reader asks."""
    found = [f for told in case.incident.findings if (f := _finding(case, told)) is not None]
    return tuple(sorted(found, key=_place_of))


def _place_of(finding: SharedFinding) -> tuple[int, str, str]:
    family = finding.attribute.split(".", 1)[0]
    rank = _ORDER.index(family) if family in _ORDER else len(_ORDER)
    return rank, finding.attribute, finding.population or ""


def _finding(case: CaseView, finding: Finding) -> SharedFinding | None:
    name = values.attribute(finding.attribute, case.labels)
    if name is None or not _may_tell(case, finding):
        return None
    if case.falls(finding.claims):
        kind = sharing().attributes.get(name)
        return _withheld(name) if kind is None or case.labels.shows(kind) else None
    told = case.told(finding.claims)
    if finding.claims and not told:
        return None
    population = values.population(finding.population, case.labels)
    value = _value(case, finding, told)
    return SharedFinding(
        attribute=name,
        label=values.attribute_label(name, population),
        population=population,
        value=value,
        said=values.said(value) if value is not None else None,
        low=finding.low,
        best=finding.best,
        high=finding.high,
        verdict=finding.verdict,
        rule=finding.rule if finding.rule in rule_book() else None,
        because=_because(case, finding, told),
        origins=case.origins_of(told),
        sources=case.sources(c.report for c in told),
        accounts=case.accounts(finding.claims),
    )


def _may_tell(case: CaseView, finding: Finding) -> bool:
    """Whether a finding on the make-up of the group may stand; any other may."""
    if finding.population is None and not finding.attribute.startswith("people."):
        return True
    grades = [case.view.grades[c] for c in finding.claims if c in case.view.grades]
    told = bool(grades) and all(g.shown(case.view.level) for g in grades)
    if not case.labels.shows("family"):
        return told and all("family" in g.kinds for g in grades)
    number = finding.high if finding.high is not None else finding.best
    few = number is not None and 0 < number < sharing().small_groups.fewer_than
    return told and (case.labels.shows("small_groups") or not few)


def _withheld(name: str) -> SharedFinding:
    return SharedFinding(
        attribute=name,
        label=values.attribute_label(name),
        population=None,
        value=None,
        said=None,
        low=None,
        best=None,
        high=None,
        verdict="withheld",
        rule=None,
        because="A value under it is withheld, so what rests on it is withheld too.",
        origins=(),
        sources=(),
        accounts=(),
    )


def _value(case: CaseView, finding: Finding, told: list[Claim]) -> Value | None:
    """The finding's value; of a place or name only what one of its claims shows."""
    value = finding.value
    if isinstance(value, PlaceValue | NameValue):
        same = next((c for c in told if c.value == value), None)
        if same is not None:
            return case.value(same)
        return values.shared_place(value, whole=False) if isinstance(value, PlaceValue) else None
    if value is None or not case.claims:
        return None
    # Numbers, dates and categories hold no words of a report once they are rebuilt.
    made = msgspec.structs.replace(case.claims[0], value=value)
    return values.shared_value(made, case.labels, whole=True)


def _because(case: CaseView, finding: Finding, told: list[Claim]) -> str:
    if case.loose:
        return case.labels.screen.clean(finding.because)
    pairs = [
        telling.Told(said, case.origin_of.get(c.id, "one source"), _same(finding, c))
        for c in told
        if (said := _said(case, c)) is not None
    ]
    silent = len(told) < len({c.id for c in case.claims} & set(finding.claims))
    return telling.because(finding.verdict, pairs, silent=silent)


def _same(finding: Finding, claim: Claim) -> bool:
    """Whether a claim asserts the very value that was found."""
    if claim.stance != "asserts":
        return False
    match claim.value, finding.value:
        case CountValue() as told, CountValue():
            return told.best is not None and told.best == finding.best
        case DateValue(edtf=told), DateValue(edtf=found):
            return told == found
        case PlaceValue(name=told), PlaceValue(name=found):
            return words_of(told) == words_of(found)
        case told, found:
            return told == found


def _said(case: CaseView, claim: Claim) -> str | None:
    value = case.value(claim)
    if value is None or value == DateValue(edtf=None):
        return None
    if isinstance(value, CategoryValue) and claim.attribute != "event":
        return None
    stance = _STANCES.get(claim.stance)
    return f"{values.said(value)}, {stance}" if stance else values.said(value)
