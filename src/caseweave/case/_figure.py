"""One finding opened: its rule with the sources it follows, and every claim with its sentence.

Invariant: nothing under a finding is left out, for or against it.
"""

import msgspec

from caseweave.case._records import CaseFiles
from caseweave.case._sentence import Opened, opened
from caseweave.model import CaseweaveError, Finding, Incident
from caseweave.reconcile import rule_book


class OpenedFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding with the sentence of its rule, the rule's sources, and its claims opened."""

    finding: Finding
    rule: str
    sources: tuple[str, ...]
    claims: tuple[Opened, ...]


def opened_finding(
    files: CaseFiles, incident: Incident, attribute: str, population: str | None = None
) -> OpenedFinding:
    """The finding of an attribute, opened; claims in the order of their reports' days.

    Raises CaseweaveError where the incident has no such finding, naming those it has.
    """
    wanted = (attribute.replace(" ", "_"), population)
    found = next((f for f in incident.findings if (f.attribute, f.population) == wanted), None)
    if found is None:
        known = ", ".join(
            f"{f.attribute}/{f.population}" if f.population else f.attribute
            for f in incident.findings
        )
        raise CaseweaveError(f"There is no finding {attribute!r} here. There are: {known}.")
    sentence, sources = rule_book()[found.rule]
    claims = [opened(files, c) for c in files.claims if c.id in set(found.claims)]
    return OpenedFinding(
        finding=found,
        rule=sentence,
        sources=sources,
        claims=tuple(sorted(claims, key=_first_told)),
    )


def _first_told(one: Opened) -> tuple[str, str, int, str]:
    day = one.report.published.value if one.report.published else "~"
    return day, one.report.id, one.start, one.claim.id
