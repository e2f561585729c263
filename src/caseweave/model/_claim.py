"""A claim: one attribute value that one report tells, with the exact words and who says so."""

from typing import Literal

import msgspec

from caseweave.model._value import Value

Stance = Literal["asserts", "denies", "disputes", "unaware", "declined", "unreachable"]
Factuality = Literal["happened", "did_not_happen", "possible", "future", "hypothetical", "unknown"]
AttributionKind = Literal["outlet", "named", "office", "organisation", "anonymous", "document"]
MentionRole = Literal["main", "background"]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """W3C Web Annotation TextPositionSelector and TextQuoteSelector in one.

    `text[start:end] == quote`; `prefix` and `suffix` are up to 32 code points on either side.
    """

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def at(cls, text: str, start: int, end: int) -> "Evidence":
        """The evidence for `text[start:end]`."""
        return cls(
            start=start,
            end=end,
            quote=text[start:end],
            prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
        )


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain from the outlet to the speaker.

    `name` is None for an outlet that is itself unknown; `evidence` is None for the outlet of the
    report, which stands in the page and not in the sentence.
    """

    kind: AttributionKind
    name: str | None
    evidence: Evidence | None = None


class DisputeTarget(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a denial or dispute is aimed at: exactly one of the four, and `words` as reported."""

    claim: str | None = None
    report: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    words: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute value of one mention. `mention` is None for a `statistic` only.

    `attribution` runs outermost first; the last is the speaker. `incident` is filled by linking.
    """

    id: str
    report: str
    mention: str | None
    incident: str | None = None
    attribute: str
    value: Value
    evidence: Evidence
    attribution: tuple[Attribution, ...]
    stance: Stance = "asserts"
    disputes: DisputeTarget | None = None
    alternative_of: str | None = None
    factuality: Factuality = "happened"
    extractor: str
    confidence: float

    @property
    def by_model(self) -> bool:
        """Whether a trained model read the value, not rules: a reader checks the sentence first."""
        return self.extractor.endswith(".encoder")


class MentionEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event that a mention tells: its kind, clause, and resolved date (EDTF) and place."""

    kind: str
    evidence: Evidence
    date: str | None = None
    place: str | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """All that one report tells of one incident; one per report and incident."""

    id: str
    report: str
    role: MentionRole
    type: str
    events: tuple[MentionEvent, ...] = ()
    incident: str | None = None
