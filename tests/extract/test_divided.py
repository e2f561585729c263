"""Reports of many parts, and parts of one: what is read by itself, and what belongs together."""

from collections import defaultdict

import msgspec
import pytest

from caseweave.evaluate.counts import as_report
from caseweave.extract import extract
from caseweave.model import CountValue, Published, Report

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


POINTS = """Border police weekly notice

1. On 4 May 2022, 31 migrants were rescued off Split.

2. Some 139 persons were expelled to Horgos on 9 May 2022. \
Thirty-one of them said that they had been beaten.

3. In Hungary, operations at Szeged on 12 May 2022 left 750 persons without shelter. \
Two persons were killed."""

ONE_ACCOUNT = """Findings on the school at Brod

1. Soldiers came to Brod on 2 September 2021.

2. The office found that 52 villagers were held in the school.

3. The 52 were released on 6 September 2021 in Osijek, the office found.

4. Nobody was charged."""

OTHER_TOWN = """Court frees 61 over Rijeka march

A magistrate freed 61 people on 7 May 2024 who were arrested on 6 May 2024.

In Osijek, twelve union members arrested on 6 May over posters were freed the same evening."""

SERIES = """Fourteen killed in raid on Varazdin

At least 14 people were killed in Varazdin on the night of 11 September 2024.

It is the second massacre of the month in the district.
On 2 September 2024 six farmers were shot dead on a road."""

REMANDED = """Teachers' leaders get bail

Thirteen teachers who were arrested in Osijek on 7 March 2024 were granted bail on 11 March 2024.

A fourteenth, secretary Mirko Dunav, was remanded in custody to 25 March.
He had a similar case pending from 2021.

The 14, among them five women, are charged with holding a march."""


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


@pytest.mark.parametrize("text", [HEADED, DATELINES, SECOND_DEATH, OTHER_TOWN, SERIES])
def test_parts_with_other_places_are_two_incidents(text: str) -> None:
    assert len(_by_mention(text)) == 2


def test_an_equal_number_in_another_part_is_not_the_same_people() -> None:
    returned = [m for m in _by_mention(HEADED) if ("returned", 12) in m]
    assert len(returned) == 1
    assert ("detained", 12) not in returned[0]


@pytest.mark.parametrize("text", [ONE_EVENT, UPDATED, PHASES, ONE_ACCOUNT])
def test_one_incident_told_in_parts_stays_one(text: str) -> None:
    assert len(_by_mention(text)) == 1


def test_numbered_points_with_days_and_towns_of_their_own_are_read_by_themselves() -> None:
    assert len(_by_mention(POINTS)) == 3


def test_a_day_after_the_report_sets_nobody_apart_nor_do_women_among_the_accused() -> None:
    published = Published(value="2024-03-12", precision="day")
    report = msgspec.structs.replace(_titled(REMANDED), published=published)
    assert len(extract(report).mentions) == 1
