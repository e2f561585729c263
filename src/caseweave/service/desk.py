"""The door of the desk's use cases: everything that `web` needs beside the other use cases.

Kept apart from the room's own door so that the command line loads none of it.
"""

from caseweave.service._build import EXTRACTOR
from caseweave.service._case_labels import SHARING_LEVELS
from caseweave.service._delete import Reach
from caseweave.service._desk import Desk
from caseweave.service._desk_acts import (
    Clash,
    LockedError,
    MarkKind,
    digest_of,
    mark,
    preview,
    record,
    sign,
    undo_of,
)
from caseweave.service._desk_board import Board
from caseweave.service._desk_delete import delete_report, would_go
from caseweave.service._desk_intake import HandedOver, Intakes, Job, Pasted
from caseweave.service._desk_marks import CASE_MARKS, CaseMarks, Version
from caseweave.service._desk_queue import (
    FACETS,
    Facet,
    Queue,
    QueueRow,
    chosen,
    days_since,
    queue_of_now,
    value_of,
)
from caseweave.service._desk_search import FIELDS, Found, FoundReport, Term, search
from caseweave.service._desk_view import NotHereError, Sees, View, short
from caseweave.service._sight import Hidden

__all__ = [
    "CASE_MARKS",
    "EXTRACTOR",
    "FACETS",
    "FIELDS",
    "SHARING_LEVELS",
    "Board",
    "CaseMarks",
    "Clash",
    "Desk",
    "Facet",
    "Found",
    "FoundReport",
    "HandedOver",
    "Hidden",
    "Intakes",
    "Job",
    "LockedError",
    "MarkKind",
    "NotHereError",
    "Pasted",
    "Queue",
    "QueueRow",
    "Reach",
    "Sees",
    "Term",
    "Version",
    "View",
    "chosen",
    "days_since",
    "delete_report",
    "digest_of",
    "mark",
    "preview",
    "queue_of_now",
    "record",
    "search",
    "short",
    "sign",
    "undo_of",
    "value_of",
    "would_go",
]
