"""The head-count, timeline, questions, responses and checks of a case, line by line.

Invariant: a line that rests on a withheld claim is left out, and no line keeps a name or a word
that the level does not show.
"""

from caseweave.export import telling, values
from caseweave.export.caseview import CaseView
from caseweave.export.shared import SharedCell, SharedEvent, SharedNote, SharedResponse
from caseweave.model import STATUSES, Claim, NameValue


def cells_of(case: CaseView) -> tuple[SharedCell, ...]:
    """The ledger of people."""
    return tuple(
        SharedCell(
            status=c.status if c.status in STATUSES or c.status == "people" else "unknown",
            population=values.population(c.population, case.labels),
            at=values.edtf(c.at),
            scenario=_retold(case, c.scenario) if c.scenario else None,
            low=c.low,
            high=c.high,
            best=c.best,
            accounts=case.accounts(c.claims),
        )
        for c in case.incident.headcount.cells
        if not case.falls(c.claims) and _may_count(case, c.status, c.population)
    )


def _may_count(case: CaseView, status: str, population: str | None) -> bool:
    if population is None and not status.startswith("people."):
        return True
    small = any("small_groups" in case.view.grades[c.id].kinds for c in case.claims)
    return case.labels.shows("family") and (case.labels.shows("small_groups") or not small)


def questions_of(case: CaseView) -> tuple[SharedNote, ...]:
    """What the head-count leaves open."""
    return tuple(
        SharedNote(
            kind="question", text=_retold(case, q.question), accounts=case.accounts(q.claims)
        )
        for q in case.incident.headcount.open
        if not case.falls(q.claims)
    )


def conflicts_of(case: CaseView) -> tuple[SharedNote, ...]:
    """Figures that cannot hold together."""
    return tuple(
        SharedNote(kind="conflict", text=_retold(case, c.because), accounts=case.accounts(c.claims))
        for c in case.incident.headcount.conflicts
        if not case.falls(c.claims)
    )


def checks_of(case: CaseView) -> tuple[SharedNote, ...]:
    """What does not fit."""
    return tuple(
        SharedNote(
            kind=telling.check_kind(c.kind),
            text=telling.check_words(c.kind, c.because, case.incident, case.view),
            accounts=case.accounts(c.claims),
        )
        for c in case.incident.checks
        if not case.falls(c.claims)
    )


def timeline_of(case: CaseView) -> tuple[SharedEvent, ...]:
    """What happened when."""
    return tuple(
        SharedEvent(
            at=values.edtf(t.at),
            event=telling.event_words(t.event, case.labels),
            first_reported=values.edtf(t.first_reported),
            accounts=case.accounts(t.claims),
        )
        for t in case.incident.timeline
        if not case.falls(t.claims)
    )


def responses_of(case: CaseView) -> tuple[SharedResponse, ...]:
    """Who was asked, who acted, who denies or is silent."""
    found = []
    for response in case.incident.responses:
        own = [c for c in case.claims if c.id in response.claims]
        if not own or case.falls(response.claims):
            continue
        found.append(
            SharedResponse(
                who=_who(case, response.who, own[0]),
                act=telling.act_words(response.act, case.labels),
                by=case.origin_of.get(own[0].id),
                stance=response.stance,
                accounts=case.accounts(response.claims),
            )
        )
    return tuple(dict.fromkeys(found))


def _who(case: CaseView, who: str, claim: Claim) -> str:
    if case.loose:
        return case.labels.screen.clean(who)
    if isinstance(claim.value, NameValue) and claim.stance == "asserts":
        return case.labels.actor(claim.value, claim.evidence) or "somebody"
    last = claim.attribution[-1] if claim.attribution else None
    return case.labels.speaker(last) if last else "somebody"


def _retold(case: CaseView, text: str) -> str:
    return telling.retold(text, case.incident, case.view, case.numbers)
