"""A small extractor in place of the language model: every number with a noun is a count."""

import re
import time
from collections.abc import Iterator, Sequence

from caseweave.model import (
    Attribution,
    Claim,
    CountValue,
    Evidence,
    Extraction,
    Mention,
    Report,
    content_id,
)

_COUNT = re.compile(r"(\d+) (people|crew)")


def extract_many(
    reports: Sequence[Report], types: tuple[str, ...] | None = None
) -> Iterator[Extraction]:
    """One main mention a report, one claim a number."""
    for report in reports:
        if "unreadable to us" in report.text:
            raise ValueError("a fault of the stand-in")
        mention = Mention(
            id=content_id("mention", report.id), report=report.id, role="main", type="boat"
        )
        claims = tuple(
            Claim(
                id=content_id("claim", report.id, m.start()),
                report=report.id,
                mention=mention.id,
                attribute="rescued",
                value=CountValue(low=int(m[1]), best=int(m[1]), high=int(m[1]), words=m[0]),
                evidence=Evidence.at(report.text, m.start(), m.end()),
                attribution=(Attribution(kind="outlet", name=report.outlet),),
                extractor="stand-in",
                confidence=1.0,
            )
            for m in _COUNT.finditer(report.text)
        )
        yield Extraction(
            report=report.id, mentions=(mention,), claims=claims, extractor=f"stand-in {types}"
        )


def slowly(reports: Sequence[Report], types: tuple[str, ...] | None = None) -> Iterator[Extraction]:
    """The same, with time enough to be killed in."""
    for extraction in extract_many(reports, types):
        time.sleep(0.02)
        yield extraction
