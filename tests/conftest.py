"""Fixtures for all rooms: outside data, and what may be left out on a poorer machine.

A test that needs outside data, a browser or a server is left out by name where that is missing;
with CASEWEAVE_TESTS=all a left-out test fails instead.
"""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# What a property costs depends on what else a machine does; correctness does not.
settings.register_profile("caseweave", deadline=None)
settings.load_profile("caseweave")


def leave_out(reason: str) -> None:
    """Leave the running test out, or fail it where everything must run."""
    if os.environ.get("CASEWEAVE_TESTS") == "all":
        pytest.fail(f"must run here, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def data_root() -> Path:
    """The folder of outside data, from CASEWEAVE_DATA (holds `seeds/`, `data/`)."""
    found = os.environ.get("CASEWEAVE_DATA")
    if not found or not Path(found).is_dir():
        leave_out("no outside data: set CASEWEAVE_DATA to the folder that holds seeds/ and data/")
    return Path(str(found))
