"""The case file: the fold of the log as of a moment, and the views of it.

`fold` is the whole pure path from log entries to incidents; the views only arrange what it gives.
"""

from caseweave.case._accounts import Accounts, Column, Entry, Row, accounts
from caseweave.case._diff import Change, diff
from caseweave.case._fold import fold
from caseweave.case._lineage import Edge, Lineage, Node, Root, lineage
from caseweave.case._questions import Question, open_questions
from caseweave.case._records import CaseFiles, Review, Unattached
from caseweave.case._rooms import Rooms
from caseweave.case._select import SETTABLE, standing, with_settings
from caseweave.case._sentence import Opened, opened, sentence_around
from caseweave.case._timeline import timeline
from caseweave.case._words import attribute_words, chain_words, speaker, value_words

__all__ = [
    "SETTABLE",
    "Accounts",
    "CaseFiles",
    "Change",
    "Column",
    "Edge",
    "Entry",
    "Lineage",
    "Node",
    "Opened",
    "Question",
    "Review",
    "Rooms",
    "Root",
    "Row",
    "Unattached",
    "accounts",
    "attribute_words",
    "chain_words",
    "diff",
    "fold",
    "lineage",
    "open_questions",
    "opened",
    "sentence_around",
    "speaker",
    "standing",
    "timeline",
    "value_words",
    "with_settings",
]
