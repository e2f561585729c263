"""Bytes to raw reports: which files there are, and what each format holds.

`discover` finds files in a fixed order, `read_file` reads one; both give a `Refusal` in place of
what they cannot take, and neither raises for a bad input.
"""

from caseweave.read._discover import SKIPPED_FAULTS, discover
from caseweave.read._records import FoundFile, Reader, bytes_id
from caseweave.read._registry import ENTRY_POINT_GROUP, read_file, readers

__all__ = [
    "ENTRY_POINT_GROUP",
    "SKIPPED_FAULTS",
    "FoundFile",
    "Reader",
    "bytes_id",
    "discover",
    "read_file",
    "readers",
]
