"""Raw reports to clean ones, and which reports copy one another.

Pure functions: the same bytes give the same report on any machine, on any day.
"""

from caseweave.clean._clean import clean
from caseweave.clean._copies import (
    MAX_REPORTS_WITH_RUN,
    MIN_SHARED,
    body_runs,
    find_copies,
    original_of,
    told_text,
)
from caseweave.clean._fingerprints import containment, fingerprints

__all__ = [
    "MAX_REPORTS_WITH_RUN",
    "MIN_SHARED",
    "body_runs",
    "clean",
    "containment",
    "find_copies",
    "fingerprints",
    "original_of",
    "told_text",
]
