"""Extraction: a cleaned report in, mentions and claims with their exact words out. Pure.

`extract_many` analyses reports in batches; each report's result depends on that report alone, so
order and workers do not matter. Heavy parts load on first use.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseweave.model import Extraction, Report

__all__ = ["extract", "extract_many", "pipeline_id"]


def extract(report: "Report", types: tuple[str, ...] | None = None) -> "Extraction":
    """The mentions and claims of one report; `types` names incident types, None means all."""
    return next(extract_many([report], types))


def extract_many(
    reports: "Sequence[Report]", types: tuple[str, ...] | None = None
) -> "Iterator[Extraction]":
    """The extractions of reports, in their order."""
    from caseweave.extract.pipeline import run  # noqa: PLC0415  spaCy loads here, not at import

    return run(reports, types)


def pipeline_id(types: tuple[str, ...] | None = None) -> str:
    """What makes the extraction: program, models, incident types; changes when any of them does."""
    from caseweave.extract.pipeline import identity  # noqa: PLC0415

    return identity(types)
