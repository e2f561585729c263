"""The use cases: build case files, show them, decide, verify. Nothing here prints.

This is the only room that opens a store; what it gives back are plain records.
"""

from caseweave.service._build import Options, build, utc_now
from caseweave.service._cases import case_name, case_page
from caseweave.service._decide import Act, decide
from caseweave.service._delete import Deletion, delete, rewrite
from caseweave.service._export import (
    Exported,
    Preview,
    Wanted,
    WithheldKind,
    export,
    make_export,
    preview_export,
    preview_files,
)
from caseweave.service._export_records import LeftOut
from caseweave.service._records import BuildSummary, Fault, Progress, Verification
from caseweave.service._schemas import schemas, write_schemas
from caseweave.service._show import (
    Listed,
    Moment,
    find_claim,
    find_incident,
    in_order,
    listing,
    show,
)
from caseweave.service._verify import verify

__all__ = [
    "Act",
    "BuildSummary",
    "Deletion",
    "Exported",
    "Fault",
    "LeftOut",
    "Listed",
    "Moment",
    "Options",
    "Preview",
    "Progress",
    "Verification",
    "Wanted",
    "WithheldKind",
    "build",
    "case_name",
    "case_page",
    "decide",
    "delete",
    "export",
    "find_claim",
    "find_incident",
    "in_order",
    "listing",
    "make_export",
    "preview_export",
    "preview_files",
    "rewrite",
    "schemas",
    "show",
    "utc_now",
    "verify",
    "write_schemas",
]
