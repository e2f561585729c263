"""Reports written by people who had not seen the code: see README.md beside this file.

The floors say what is kept. Only `kept`, `radios` and `unread`, which nobody has read, tell of
other texts. Facts of four sets were lowered by one change, an encoder that is the mean of two
trainings and remembers less of the texts that taught it, these sets among them: `wires` from 89.0
to 88.2 per cent, `blind` from 86.7 to 85.9, `offices` from 86.2 to 85.9, `unseen` from 88.3 to
86.2. In that work those of `kept` rose from 88.2 to 89.4 and of `radios` from 75.7 to 76.3.
"""

from pathlib import Path

import pytest

from caseweave.evaluate.seeds import run

HERE = Path(__file__).parent
FLOORS = {
    "fresh": {"facts": 88, "claims": 95, "incidents_found": 100, "incidents_apart": 100},
    "unseen": {"facts": 86, "claims": 88, "incidents_found": 93, "incidents_apart": 100},
    "blind": {"facts": 85, "claims": 92, "incidents_found": 100, "incidents_apart": 100},
    "offices": {"facts": 85, "claims": 82, "incidents_found": 82, "incidents_apart": 100},
    "papers": {"facts": 89, "claims": 92, "incidents_found": 94, "incidents_apart": 98},
    "routes": {"facts": 85, "claims": 83, "incidents_found": 78, "incidents_apart": 95},
    "closed": {"facts": 81, "claims": 84, "incidents_found": 94, "incidents_apart": 99},
    "wires": {"facts": 88, "claims": 88, "incidents_found": 100, "incidents_apart": 100},
    "dailies": {"facts": 90, "claims": 90, "incidents_found": 85, "incidents_apart": 98},
    "notices": {"facts": 85, "claims": 87, "incidents_found": 94, "incidents_apart": 97},
    "borders": {"facts": 88, "claims": 90, "incidents_found": 92, "incidents_apart": 100},
    "coasts": {"facts": 88, "claims": 88, "incidents_found": 76, "incidents_apart": 97},
    "chambers": {"facts": 82, "claims": 87, "incidents_found": 77, "incidents_apart": 97},
    "beats": {"facts": 77, "claims": 80, "incidents_found": 85, "incidents_apart": 96},
    "radios": {"facts": 76, "claims": 77, "incidents_found": 80, "incidents_apart": 97},
    "kept": {"facts": 89, "claims": 83, "incidents_found": 78, "incidents_apart": 97},
    "unread": {"facts": 81, "claims": 77, "incidents_found": 78, "incidents_apart": 96},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_reports_by_others_keep_their_floor(name: str) -> None:
    reached = run(HERE / name)
    assert {k: v for k, v in FLOORS[name].items() if reached[k] < v} == {}
    assert reached["evidence_integrity"] == 100
