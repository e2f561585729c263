"""Reports written by people who had not seen the code, in three sets.

`fresh` and `unseen` were read for general faults; `blind` was opened after it was measured. The
floors say what is kept, not what is reached on texts that nobody has read.
"""

from pathlib import Path

import pytest

from caseweave.evaluate.seeds import run

HERE = Path(__file__).parent
FLOORS = {
    "fresh": {"facts": 85, "claims": 94, "incidents_found": 100, "incidents_apart": 100},
    "unseen": {"facts": 77, "claims": 85, "incidents_found": 87, "incidents_apart": 99},
    "blind": {"facts": 62, "claims": 87, "incidents_found": 85, "incidents_apart": 95},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_reports_by_others_keep_their_floor(name: str) -> None:
    reached = run(HERE / name)
    assert {k: v for k, v in FLOORS[name].items() if reached[k] < v} == {}
    assert reached["evidence_integrity"] == 100
