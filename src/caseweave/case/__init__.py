"""The case file: the fold of the log as of a moment, and the views of it.

`fold` is the whole pure path from log entries to incidents; the views only arrange what it gives.
"""

from caseweave.case._accounts import Accounts, Column, Entry, Row, accounts
from caseweave.case._brief import Part, brief, standing_words
from caseweave.case._diff import Change, diff
from caseweave.case._disputes import Dispute, disputes
from caseweave.case._figure import OpenedFinding, opened_finding
from caseweave.case._fold import fold
from caseweave.case._lineage import Edge, Lineage, Node, Root, lineage
from caseweave.case._note import Note
from caseweave.case._obligations import StateObligations, state_obligations
from caseweave.case._questions import Question, open_questions
from caseweave.case._records import CaseFiles, Review, Unattached
from caseweave.case._related import RelatedCase, related
from caseweave.case._rooms import Rooms, StoredIndex, the_rooms
from caseweave.case._select import SETTABLE, standing, with_settings
from caseweave.case._sentence import Opened, opened, sentence_around
from caseweave.case._timeline import timeline
from caseweave.case._told_by import ToldBy, told_by
from caseweave.case._urgency import Reason, Urgency, by_urgency, clock, urgency
from caseweave.case._words import (
    attribute_words,
    chain_words,
    day_words,
    label_words,
    number_words,
    speaker,
    status_words,
    value_words,
)

__all__ = [
    "SETTABLE",
    "Accounts",
    "CaseFiles",
    "Change",
    "Column",
    "Dispute",
    "Edge",
    "Entry",
    "Lineage",
    "Node",
    "Note",
    "Opened",
    "OpenedFinding",
    "Part",
    "Question",
    "Reason",
    "RelatedCase",
    "Review",
    "Rooms",
    "Root",
    "Row",
    "StateObligations",
    "StoredIndex",
    "ToldBy",
    "Unattached",
    "Urgency",
    "accounts",
    "attribute_words",
    "brief",
    "by_urgency",
    "chain_words",
    "clock",
    "day_words",
    "diff",
    "disputes",
    "fold",
    "label_words",
    "lineage",
    "number_words",
    "open_questions",
    "opened",
    "opened_finding",
    "related",
    "sentence_around",
    "speaker",
    "standing",
    "standing_words",
    "state_obligations",
    "status_words",
    "the_rooms",
    "timeline",
    "told_by",
    "urgency",
    "value_words",
    "with_settings",
]
