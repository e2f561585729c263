"""The store: an append-only log in SQLite or PostgreSQL, with the original bytes of reports.

Nothing is ever updated or deleted here; a case file is folded from what `entries` gives.
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
