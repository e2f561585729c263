"""Verify a store: its hashes, its chain, and the exact words of every claim it ever held."""

from pathlib import Path

from caseweave.model import Extracted, Report
from caseweave.service._deleted import deleted
from caseweave.service._records import Fault, Progress, Verification, silent
from caseweave.store import Store, open_store


def verify(store: str | Path, progress: Progress = silent) -> Verification:
    """Re-check everything; nothing is changed. Raises StoreError where there is no store."""
    with open_store(store, create=False) as opened:
        entries, originals = opened.size()
        progress("Checking hashes and the log", 0, None)
        faults = [Fault(kind=f.kind, where=f.where, because=f.because) for f in opened.faults()]
        damaged = any(f.kind == "payload" for f in faults)
        checked, wrong = (0, []) if damaged else _evidence(opened, progress)
        return Verification(
            store=opened.where,
            entries=entries,
            originals=originals,
            claims=checked,
            faults=(*faults, *wrong),
            deleted=() if damaged else tuple(deleted(opened).values()),
        )


def _evidence(store: Store, progress: Progress) -> tuple[int, list[Fault]]:
    """Claims checked, and those whose quote does not stand in their report at its place."""
    texts = {
        e.record.id: e.record.text
        for e in store.entries(["report"])
        if isinstance(e.record, Report)
    }
    checked = 0
    faults: list[Fault] = []
    for entry in store.entries(["extraction"]):
        if not isinstance(entry.record, Extracted):
            continue
        extraction = entry.record.extraction
        text = texts.get(extraction.report)
        for claim in extraction.claims:
            checked += 1
            span = claim.evidence
            if text is None or text[span.start : span.end] != span.quote:
                because = "its quote does not stand in the report at its place"
                faults.append(Fault(kind="evidence", where=claim.id, because=because))
        progress("Checking the words of claims", checked, None)
    return checked, faults
