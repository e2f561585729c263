"""The accounts and origins of a case: who says what, in values that the level shows.

Invariant: exact words go out only where their level, their sentence and every claim that shares
them let them; then masked.
"""

from typing import get_args

from caseweave.export import values
from caseweave.export.caseview import CaseView
from caseweave.export.grades import context_of, sentence_at
from caseweave.export.labels import UNNAMED_OUTLET
from caseweave.export.screen import MASK
from caseweave.export.shared import SharedAccount, SharedOrigin
from caseweave.export.vocabulary import words_of
from caseweave.model import AttributionKind, Claim, Origin
from caseweave.schema.sharing import sharing


def accounts_of(case: CaseView) -> tuple[SharedAccount, ...]:
    """All accounts that the export tells."""
    return tuple(a for c in case.claims if (a := _account(case, c)) is not None)


def origins_of(case: CaseView) -> tuple[SharedOrigin, ...]:
    """All origins, those with most claims first."""
    return tuple(
        SharedOrigin(
            id=case.numbers[o.id],
            name=_origin_name(case, o),
            kind=o.kind if o.kind in get_args(AttributionKind) else "unknown",
            accounts=len(case.accounts(o.claims)),
            sources=case.sources(o.reports),
        )
        for o in case.origins
    )


def _account(case: CaseView, claim: Claim) -> SharedAccount | None:
    number = case.view.account(claim.id)
    name = values.attribute(claim.attribute, case.labels)
    value = case.value(claim) if number else None
    if number is None or name is None or value is None:
        return None
    last = claim.attribution[-1] if claim.attribution else None
    return SharedAccount(
        id=number,
        source=case.view.sources[claim.report],
        origin=case.origin_of.get(claim.id),
        attribute=name,
        label=values.attribute_label(name, getattr(value, "population", None)),
        value=value,
        said=values.said(value),
        stance=claim.stance,
        factuality=claim.factuality,
        speaker=case.labels.speaker(last) if last else "nobody named",
        quote=_quote(case, claim),
        review=case.view.records.reviewed.get(claim.id),
        claim=claim.id if case.labels.shows("ids") else None,
    )


def _quote(case: CaseView, claim: Claim) -> str | None:
    """The exact words with masks; None where nothing of them may stand."""
    report = case.reports.get(claim.report)
    shown = case.view.grades[claim.id].shown(case.view.level)
    if report is None or not shown or not case.labels.shows("quotes"):
        return None
    sentence = sentence_at(report.text, claim.evidence.start, claim.evidence.end)
    if any(not case.labels.shows(kind) for kind in context_of(sentence)):
        return None
    quote = claim.evidence.quote
    if _tells_parts(case, quote) or _overlaps_withheld(case, claim):
        return None
    quote = case.labels.screen.clean(quote)
    return quote if words_of(quote.replace(MASK, "")) else None


def _tells_parts(case: CaseView, text: str) -> bool:
    hidden = not case.labels.shows("small_groups")
    return hidden and not sharing().composition.words.isdisjoint(words_of(text))


def _overlaps_withheld(case: CaseView, claim: Claim) -> bool:
    """Whether the words share some with a claim that an analyst withheld."""
    start, end = claim.evidence.start, claim.evidence.end
    return any(
        other.report == claim.report
        and other.evidence.start < end
        and start < other.evidence.end
        and case.view.grades[other.id].level is None
        for other in case.claims
    )


def _origin_name(case: CaseView, origin: Origin) -> str:
    """An origin as its first claim's speaker is called, or as its outlet is."""
    if case.loose:
        return case.labels.screen.clean(origin.name)
    if origin.kind == "outlet":
        return _outlet(case, origin)
    for claim in case.claims:
        last = claim.attribution[-1] if claim.attribution else None
        if claim.id in origin.claims and last is not None and last.kind == origin.kind:
            return case.labels.speaker(last)
    return "an unnamed source" if origin.kind == "anonymous" else "an origin (name withheld)"


def _outlet(case: CaseView, origin: Origin) -> str:
    """The outlet that the origin is, by the name that a report or a chain gives it."""
    links = (n for c in case.claims for n in c.attribution if n.kind == "outlet")
    known = {r.outlet for r in case.reports.values()} | {n.name for n in links}
    if origin.name in known:
        return case.labels.outlet(origin.name) or UNNAMED_OUTLET
    own = {case.reports[r].outlet for r in origin.reports if r in case.reports}
    for outlet in sorted(n for n in own if n):
        if words_of(origin.name) and set(words_of(origin.name)) <= set(words_of(outlet)):
            return case.labels.outlet(outlet) or UNNAMED_OUTLET
    return "an outlet that is not known" if own == {None} else UNNAMED_OUTLET
