"""The store: an append-only log in SQLite or PostgreSQL, with the original bytes of reports.

Nothing is ever updated or deleted here; a case file is folded from what `entries` gives.
"""

from caseweave.store._check import Fault
from caseweave.store._errors import StoreError
from caseweave.store._open import open_store
from caseweave.store._store import Store

__all__ = ["Fault", "Store", "StoreError", "open_store"]
