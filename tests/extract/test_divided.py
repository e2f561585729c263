"""Reports of many parts, and parts of one: what is read by itself, and what belongs together."""

from collections import defaultdict

import msgspec
import pytest

from caseweave.evaluate.counts import as_report
from caseweave.extract import extract
from caseweave.model import CountValue, Report

HEADED = """Protection update, March 2022

Afghans in Turkey

Police in Van arrested 12 Afghans on 3 March 2022.

The 12 were held for two nights.

Sudanese in Libya

The coastguard returned 12 Sudanese to Sabratha on 9 March 2022.

Figures

The office counted 800 arrests in 2021."""

DATELINES = """Four shot dead in Oruro market

ORURO, Bolivia – Four traders were shot dead in the market on 6 May 2024, police said.

Boat sinks off Arica

ARICA, Chile – The navy rescued 16 fishermen whose boat sank off Arica on 5 May 2024."""

ONE_EVENT = """Hearing on the raid at Brod

What happened at Brod

Police arrested 12 Syrians at Brod on 2 March 2021.

What became of them in Lipa

The 12 were beaten and pushed back on 2 March 2021, witnesses said."""

UPDATED = """Nigerian miners killed in fire at quarry camp

Update, 18 May 2024: Two of the injured died in hospital at Jos on Friday.

Seven Nigerian miners were killed in a fire at a quarry camp near Bauchi on Sunday.

Their names were not given."""

PHASES = """Nine Uzbeks deported from Istanbul

Nine Uzbeks were deported from Istanbul to Tashkent on 14 April 2023.

Police had entered a flat on the night of 3 April and took away twelve people.

9 of the 12 were put on a plane on 14 April."""

SECOND_DEATH = """Prisoner dies in Sur colony

The teacher Mira Kost died in the colony at Sur on 17 February 2024.

It is the second death at Sur within four months.
In November 2023 Arda Velun, 61, died there of tuberculosis."""


def _titled(text: str) -> Report:
    """A report whose first line is its title."""
    report = as_report("r", text)
    first = msgspec.structs.replace(report.passages[0], kind="title")
    return msgspec.structs.replace(report, passages=(first, *report.passages[1:]))


def _by_mention(text: str) -> list[set[tuple[str, int | None]]]:
    found: dict[str, set[tuple[str, int | None]]] = defaultdict(set)
    for claim in extract(_titled(text)).claims:
        if claim.mention is not None:
            value = claim.value.best if isinstance(claim.value, CountValue) else None
            found[claim.mention].add((claim.attribute, value))
    return list(found.values())


@pytest.mark.parametrize("text", [HEADED, DATELINES, SECOND_DEATH])
def test_parts_with_other_places_are_two_incidents(text: str) -> None:
    assert len(_by_mention(text)) == 2


def test_an_equal_number_in_another_part_is_not_the_same_people() -> None:
    returned = [m for m in _by_mention(HEADED) if ("returned", 12) in m]
    assert len(returned) == 1
    assert ("detained", 12) not in returned[0]


@pytest.mark.parametrize("text", [ONE_EVENT, UPDATED, PHASES])
def test_one_incident_told_in_parts_stays_one(text: str) -> None:
    assert len(_by_mention(text)) == 1
