"""Reconcile without hiding: from linked claims to one incident with its accounts side by side.

Pure: the same claims, reports and decisions give the same incident in whatever order they come.
No claim that stands is left out of the result, and no account is chosen over another in a conflict.
"""

from caseweave.reconcile.days import in_words
from caseweave.reconcile.incident import reconcile, trace
from caseweave.reconcile.lineage import Edge
from caseweave.reconcile.linked import LinkedIncident
from caseweave.reconcile.settings import label, rule_book, status_phrase
from caseweave.reconcile.wording import RIVALS

__all__ = [
    "RIVALS",
    "Edge",
    "LinkedIncident",
    "in_words",
    "label",
    "reconcile",
    "rule_book",
    "status_phrase",
    "trace",
]
