"""The records: immutable, typed, with ids made from their content, and one codec for all of them.

Every other room speaks in these. Offsets count Unicode code points of a report's `text`.
"""

from caseweave.model._case import (
    Cell,
    Check,
    Finding,
    HeadCount,
    HeadCountConflict,
    Incident,
    IncidentDate,
    Link,
    OpenQuestion,
    Origin,
    Response,
    TimelineEntry,
    Verdict,
)
from caseweave.model._claim import (
    Attribution,
    AttributionKind,
    Claim,
    DisputeTarget,
    Evidence,
    Factuality,
    Mention,
    MentionEvent,
    MentionRole,
    Stance,
)
from caseweave.model._codec import decode, encode, encode_lines, json_schema
from caseweave.model._decision import Decision, DecisionKind
from caseweave.model._draft import Block, BlockKind, Given, RawReport
from caseweave.model._edtf import day_bounds
from caseweave.model._errors import CaseweaveError, Refusal, RefusedInputError
from caseweave.model._extraction import Extraction
from caseweave.model._ids import content_id
from caseweave.model._log import (
    EntryKind,
    Extracted,
    LogEntry,
    LogRecord,
    Setting,
    basis_of,
    entry_id,
    entry_kind,
)
from caseweave.model._report import (
    Copy,
    Passage,
    PassageKind,
    Published,
    Report,
)
from caseweave.model._status import HEADCOUNT_ATTRIBUTES, STATUSES
from caseweave.model._value import (
    CategoryValue,
    CountValue,
    DateValue,
    NameKind,
    NameValue,
    PlaceValue,
    Qualifier,
    TextValue,
    Value,
)

__all__ = [
    "HEADCOUNT_ATTRIBUTES",
    "STATUSES",
    "Attribution",
    "AttributionKind",
    "Block",
    "BlockKind",
    "CaseweaveError",
    "CategoryValue",
    "Cell",
    "Check",
    "Claim",
    "Copy",
    "CountValue",
    "DateValue",
    "Decision",
    "DecisionKind",
    "DisputeTarget",
    "EntryKind",
    "Evidence",
    "Extracted",
    "Extraction",
    "Factuality",
    "Finding",
    "Given",
    "HeadCount",
    "HeadCountConflict",
    "Incident",
    "IncidentDate",
    "Link",
    "LogEntry",
    "LogRecord",
    "Mention",
    "MentionEvent",
    "MentionRole",
    "NameKind",
    "NameValue",
    "OpenQuestion",
    "Origin",
    "Passage",
    "PassageKind",
    "PlaceValue",
    "Published",
    "Qualifier",
    "RawReport",
    "Refusal",
    "RefusedInputError",
    "Report",
    "Response",
    "Setting",
    "Stance",
    "TextValue",
    "TimelineEntry",
    "Value",
    "Verdict",
    "basis_of",
    "content_id",
    "day_bounds",
    "decode",
    "encode",
    "encode_lines",
    "entry_id",
    "entry_kind",
    "json_schema",
]
