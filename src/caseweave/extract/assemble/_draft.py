"""A claim in the making: value, span, speaker; `seal` gives it its evidence and its id.

The id is made from report, span, attribute, value and speaker, never from extractor or confidence.
"""

import msgspec

from caseweave.extract.assemble._frame import Frame
from caseweave.extract.assemble._speakers import chain_of, covering
from caseweave.extract.layers import Attributed, Span
from caseweave.model import (
    Attribution,
    Claim,
    DisputeTarget,
    Evidence,
    Factuality,
    Stance,
    Value,
    content_id,
)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed claim of a topic. `said`: its attribution where it is known already."""

    topic: int | None
    attribute: str
    value: Value
    span: Span
    extractor: str
    confidence: float
    factuality: Factuality = "happened"
    said: Attributed | None = None
    disputes: DisputeTarget | None = None
    alternative_of: str | None = None


# Content that a speaker denies, was unaware of, or would not speak of is not thereby asserted.
_PASSIVE_STANCES = {"declined", "unreachable"}


def seal(frame: Frame, draft: Draft, mention: str | None) -> Claim:
    """The claim of a draft."""
    covers = covering(frame, draft.span)
    if draft.said is not None:
        covers = [draft.said, *[c for c in covers if c.content != draft.said.content]]
    chain = chain_of(frame, covers)
    stance: Stance = covers[0].stance if covers else "asserts"
    if draft.said is None and stance in _PASSIVE_STANCES:
        stance = "asserts"
    factuality = _factuality(draft, covers, stance)
    evidence = Evidence.at(frame.report.text, *draft.span)
    return Claim(
        id=claim_id(frame.report.id, draft, chain),
        report=frame.report.id,
        mention=mention,
        attribute=draft.attribute,
        value=draft.value,
        evidence=evidence,
        attribution=chain,
        stance=stance,
        disputes=draft.disputes,
        alternative_of=draft.alternative_of,
        factuality=factuality,
        extractor=draft.extractor,
        confidence=draft.confidence,
    )


def claim_id(report: str, draft: Draft, chain: tuple[Attribution, ...]) -> str:
    """The content-made id of a claim."""
    value = msgspec.to_builtins(draft.value)
    return content_id(
        "claim", report, list(draft.span), draft.attribute, value, [chain[-1].kind, chain[-1].name]
    )


def _factuality(draft: Draft, covers: list[Attributed], stance: Stance) -> Factuality:
    if draft.factuality != "happened":
        return draft.factuality
    for said in covers:
        if said.factuality is not None and said.factuality != "happened":
            return said.factuality
    return "did_not_happen" if stance == "denies" and draft.said is None else "happened"
