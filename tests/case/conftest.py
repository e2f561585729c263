"""Hand-made logs: reports, their extractions and decisions, and stand-ins for the rooms below."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import msgspec
import pytest

from caseweave.case import Rooms
from caseweave.link import Linking
from caseweave.model import (
    Attribution,
    Claim,
    Copy,
    CountValue,
    Decision,
    Evidence,
    Extracted,
    Extraction,
    Finding,
    Incident,
    LogEntry,
    LogRecord,
    Mention,
    Passage,
    Published,
    Report,
    Setting,
    basis_of,
    content_id,
    entry_id,
    entry_kind,
)
from caseweave.reconcile import LinkedIncident

ADDED = "2024-06-01T09:00:00.000000Z"
PIPELINE = "pipeline one"


def told(name: str, text: str, published: str | None = "2024-05-02", **more: Any) -> Report:
    """A report whose id is made from its name."""
    return Report(
        id=content_id("sha256", name),
        source=f"{name}.txt",
        media_type="text/plain",
        language="en",
        outlet=more.pop("outlet", f"The {name.title()}"),
        published=Published(value=published, precision="day") if published else None,
        text=text,
        passages=(Passage(kind="paragraph", start=0, end=len(text)),),
        **more,
    )


def claimed(report: Report, words: str, number: int, **more: Any) -> Claim:
    """A count claim on `words` of the report's text."""
    start = report.text.index(words)
    attribute = more.pop("attribute", "people")
    speaker = (Attribution(kind="outlet", name=report.outlet), *more.pop("said_by", ()))
    return Claim(
        id=content_id("claim", report.id, start, start + len(words), attribute, number),
        report=report.id,
        mention=content_id("mention", report.id),
        attribute=attribute,
        value=CountValue(low=number, best=number, high=number, words=words),
        evidence=Evidence.at(report.text, start, start + len(words)),
        attribution=speaker,
        extractor="made by hand",
        confidence=1.0,
        **more,
    )


def extracted(report: Report, *claims: Claim, pipeline: str = PIPELINE, **more: Any) -> Extracted:
    """The extraction of these claims, with one main mention."""
    mention = Mention(
        id=content_id("mention", report.id), report=report.id, role="main", type="boat"
    )
    return Extracted(
        basis=basis_of(report, pipeline),
        extraction=Extraction(
            report=report.id, mentions=(mention,), claims=claims, extractor=pipeline, **more
        ),
    )


def decision(kind: str, *targets: str, number: int = 0, **more: Any) -> Decision:
    """A decision; `number` tells apart two that are otherwise alike."""
    return Decision(
        id=content_id("decision", kind, list(targets), number, str(more)),
        kind=kind,  # type: ignore[arg-type]
        at=f"2024-06-02T09:00:{number:02d}.000000Z",
        by="ada",
        targets=targets,
        **more,
    )


def log(*records: LogRecord, at: str = ADDED, pipeline: str = PIPELINE) -> list[LogEntry]:
    """Log entries in this order, after the setting that names the pipeline."""
    numbers = count(1)
    setting = Setting(name="pipeline", value=pipeline)
    return [
        LogEntry(
            seq=next(numbers),
            at=r.at if isinstance(r, Decision) else at,
            kind=entry_kind(r),
            id=entry_id(r),
            record=r,
        )
        for r in (setting, *records)
    ]


def _no_copies(_reports: Sequence[Report]) -> Mapping[str, tuple[Copy, ...]]:
    return {}


def _one_incident(
    mentions: Sequence[Mention],
    _claims: Sequence[Claim],
    _reports: Sequence[Report],
    decisions: Sequence[Decision],
) -> Linking:
    """All mentions are one incident, but those that a decision splits off."""
    alone = {t for d in decisions if d.kind == "split" for t in d.targets}
    return Linking(
        incident_of={
            m.id: content_id("incident", m.id if m.id in alone else "all") for m in mentions
        }
    )


def _listed(linked: LinkedIncident) -> Incident:
    """One finding an attribute, resting on all its claims."""
    by_attribute: dict[str, list[Claim]] = {}
    for claim in sorted(linked.claims, key=lambda c: c.id):
        by_attribute.setdefault(claim.attribute, []).append(claim)
    return Incident(
        id=linked.id,
        type=linked.type,
        title="an incident",
        reports=tuple(r.id for r in linked.reports),
        mentions=tuple(m.id for m in linked.mentions),
        findings=tuple(
            Finding(
                attribute=name,
                value=claims[0].value,
                verdict="single",
                rule="stand_in",
                because="it is a stand-in",
                claims=tuple(c.id for c in claims),
            )
            for name, claims in sorted(by_attribute.items())
        ),
    )


@pytest.fixture
def rooms() -> Rooms:
    """Stand-ins: no copies, one incident, one finding an attribute."""
    return Rooms(find_copies=_no_copies, link=_one_incident, reconcile=_listed)


class Case(msgspec.Struct, frozen=True):
    """Two reports of one rescue, with a claim each."""

    first: Report
    second: Report
    nine: Claim
    eight: Claim

    def records(self) -> list[LogRecord]:
        """Their entries of the log."""
        return [
            self.first,
            extracted(self.first, self.nine),
            self.second,
            extracted(self.second, self.eight),
        ]


@pytest.fixture
def case() -> Case:
    """Nine by one outlet, eight by another a day later."""
    first = told("courier", "Nine people were rescued off the cape.", "2024-05-02")
    second = told("gazette", "A trawler rescued eight people, its skipper said.", "2024-05-03")
    return Case(
        first=first,
        second=second,
        nine=claimed(first, "Nine people", 9),
        eight=claimed(second, "eight people", 8),
    )
