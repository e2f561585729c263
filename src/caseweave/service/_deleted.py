"""Which reports were deleted: intake asks, so that the same bytes do not come back unseen."""

from caseweave.model import Tombstone
from caseweave.store import Store


def deleted(store: Store) -> dict[str, Tombstone]:
    """The reports that were deleted from a store, by id."""
    return {
        e.record.report: e.record
        for e in store.entries(["tombstone"])
        if isinstance(e.record, Tombstone)
    }
