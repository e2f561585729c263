"""The store: an append-only log in SQLite or PostgreSQL, with the original bytes of reports.

A case file is folded from what `entries` gives. Nothing is updated; only `Store.delete` takes
anything away, and it leaves a tombstone.
"""

from caseweave.store._check import Fault
from caseweave.store._errors import StoreError
from caseweave.store._memory import Remembered
from caseweave.store._open import open_store
from caseweave.store._people import Answer, People
from caseweave.store._people_audit import Audit, AuditWanted
from caseweave.store._store import Store

__all__ = [
    "Answer",
    "Audit",
    "AuditWanted",
    "Fault",
    "People",
    "Remembered",
    "Store",
    "StoreError",
    "open_store",
]
