"""One claim opened, for the pane beside the table and for its own page."""

import msgspec

from caseweave.case import Opened, chain_words, opened
from caseweave.model import Claim, Report
from caseweave.service.desk import View
from caseweave.web import _words


class Pane(msgspec.Struct, frozen=True, kw_only=True):
    """The sentence in three parts, who says so through whom, and what was decided about it."""

    claim: Claim
    report: Report
    label: str
    value: str
    before: str
    quote: str
    after: str
    chain: str
    opened: Opened
    machine_value: str | None = None
    aimed_at: str | None = None


def pane(view: View, claim: Claim) -> Pane:
    """Everything that one claim rests on, as far as this person may see it."""
    incident = view.incident(claim.incident) if claim.incident else None
    files = view.case(incident) if incident else view.board.files
    found = opened(files, claim)
    review = found.review
    sentence = found.sentence
    aimed = claim.disputes
    target = (aimed.outlet or aimed.speaker or aimed.report or aimed.claim) if aimed else None
    machine = review.machine_value if review else None
    return Pane(
        claim=claim,
        report=found.report,
        label=_words.label(claim.attribute, getattr(claim.value, "population", None)),
        value=_words.said(claim.value),
        before=sentence[: found.quote_start],
        quote=sentence[found.quote_start : found.quote_end],
        after=sentence[found.quote_end :],
        chain=chain_words(claim.attribution),
        opened=found,
        machine_value=_words.said(machine) if machine is not None else None,
        aimed_at=f"{target}: “{aimed.words}”" if aimed and target else None,
    )
