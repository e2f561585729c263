"""A build that is killed at any moment loses nothing and goes on where it stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.service.conftest import Builder, report

from caseweave.model import Extracted
from caseweave.service import verify
from caseweave.store import open_store

REPORTS = 24
BUILD = """
import sys
from pathlib import Path
from caseweave.service import Options, build
folder, store, out = map(Path, sys.argv[1:])
build([folder], store, Options(out=out, extractor="standin_extractor:slowly", engine="inline"))
"""


@pytest.mark.slow
def test_killed_again_and_again(built: Builder, tmp_path: Path) -> None:
    folder, store, out = tmp_path / "reports", tmp_path / "killed.db", tmp_path / "killed"
    folder.mkdir()
    for number in range(REPORTS):
        (folder / f"{number:02d}.txt").write_text(report(number), encoding="utf-8")
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    command = [sys.executable, "-c", BUILD, str(folder), str(store), str(out)]
    stored = 0
    for kill in range(30):
        running = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path})
        # Killed a little after each first new entry: at other points of the work each time.
        killed = _killed_after(running, store, stored + 6 + kill % 3, delay=0.004 * kill)
        assert running.wait() == (-signal.SIGKILL if killed else 0)
        found = verify(store)
        assert found.faults == ()
        with open_store(store) as opened:
            reports = opened.ids("report")
            records = [entry.record for entry in opened.entries(["extraction"])]
        analysed = {r.extraction.report for r in records if isinstance(r, Extracted)}
        # Never one without the other, and never fewer than before.
        assert reports == analysed
        assert len(reports) == found.originals
        assert found.entries >= stored
        stored = found.entries
        if not killed:
            break
    assert not killed
    built(folder, out="whole", store="whole.db")
    for name in ("reports.jsonl", "claims.jsonl", "mentions.jsonl", "incidents.jsonl"):
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def _killed_after(
    running: subprocess.Popen[bytes], store: Path, entries: int, *, delay: float
) -> bool:
    """Kill the process a moment after the store holds so many entries; False if it ended first."""
    while running.poll() is None:
        if store.exists() and _entries(store) >= entries:
            time.sleep(delay)
            running.kill()
            return running.wait() != 0
        time.sleep(0.01)
    return False


def _entries(store: Path) -> int:
    import sqlite3

    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5)
    try:
        return int(connection.execute("SELECT count(*) FROM log").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()
