"""Reports that label their cases or announce another: what is told of one is not of the other."""

from collections import defaultdict

import pytest

from caseweave.evaluate.counts import as_report
from caseweave.extract import extract
from caseweave.model import CountValue

NUMBERED = """Two nights in March

Case 1. Brod

Police caught 12 Syrians near Brod on 2 March 2021 and pushed them back over the river.

Case 2. Lipa

Seven Afghans were pushed back near Lipa on 9 March 2021."""

COUNTRIES = """The week

PERU. Eleven miners were abducted near Oroya on 3 May 2022.

CHILE. Five fishermen drowned off Arica on 4 May 2022.

BOLIVIA. Police arrested 20 teachers in Oruro on 5 May 2022.

The letter is free."""

POINTS = """Update on two wrecks

1. All figures may change.

2. Karsa, 6 May. Thirty people drowned when a boat sank off Karsa.

3. Melo, 23 April. Nine people drowned when a boat sank off Melo.

4. Two people of the first wreck remain in hospital."""

ANOTHER = """Fourteen people drowned when a boat sank off Karsa on 6 May 2021.

The wreck was the second on this coast in a month.
On 2 April 2021 a boat sank off Melo, and nine people drowned."""

LETTER = """Events near Brod on 2 March 2021 and near Lipa on 9 March 2021

Police caught 12 Syrians near Brod on 2 March 2021 and pushed them back over the river.

As regards Lipa, the ministry says that it has no record of it.
Seven Afghans were beaten there.

We ask for an answer about the 12 Syrians."""

ESSAY = """On counting

Numbers are made in offices.

Take Oroya. In May 2022 police arrested 20 teachers.

Or take Arica, in June 2022. Five fishermen drowned.

It would be easy to stop here."""

UNTOLD = """Court hears how nine miners were abducted

Nine miners were abducted in Oruro on 3 March 2024, the court was told on 5 June 2024.

It is the second such case here. In the first, 30 farmers lost their savings in May 2021."""

LOG = """Watch list, spring

[0403-A] 4 Mar / Oroya, Peru / Police arrested 20 teachers at a march.
Source: a union.

[0903-B] 9 Mar / Arica, Chile / Five fishermen drowned when a boat sank.

[1103-C] 11 Mar / Oruro, Bolivia / Nine miners were abducted."""

COUNTRY_BY_COUNTRY = """On counting

Numbers are made in offices.

Take Peru. In May 2022 police arrested 20 teachers in Oroya.

Or Chile. Five fishermen drowned off Arica in June 2022.

Bolivia at least keeps a list. Nine miners were abducted in Oruro on 3 August 2022."""

DISCLAIMED = """Twelve Syrians were caught near Brod on 2 March 2021 and pushed back over the river.

On 9 March 2021, 31 Afghans were arrested near Lipa. They are not connected with the group
from Brod."""

CONFUSED = """Twelve Syrians were caught near Brod on 2 March 2021 and pushed back over the river.

Nobody should confuse this group with the 16 villagers stopped near Lipa on 9 March 2021.

Those returned are people with names."""

RECOUNTED = """Eritreans sent back

Thirty-four Eritreans were caught near Brod on 2 March 2021 and driven to the border.

The governor said 33 people were pushed back. Three others stayed behind in the town.

On 4 March, 31 members of the group were handed over to officers."""

OPENED = """Nine miners abducted near Oruro

Nine miners were abducted near Oruro on 8 September 2024, the ministry said.

The road is old, and a patrol is rarely seen. In 2017 seven farmers were abducted on it."""

COMES_AFTER = """Boat capsizes off Arica

Fourteen people drowned when a boat capsized off Arica on 17 October 2024, the navy said.

This comes eight days after the shipwreck off Ilo, when three children drowned."""

SAME_KIND = """Expulsions on the river

Twelve Syrians were pushed back over the river near Brod on 2 March 2021, a lawyer said.

The lawyer also spoke of a second place. On 12 March, 31 Afghans were pushed back near Lipa."""

ORDINAL = """Two rescues in two days

The navy was busy off Arica last week. In the first rescue, 31 people were rescued on 19 May 2022.

The second rescue was further south. A cutter found 24 fishermen off Ilo on 20 May 2022."""

OTHER_NEWS = """Fire in prison of Oruro

Nineteen inmates died in a fire in the prison of Oruro on 3 May 2022.

In other news, a fire in the remand centre of Arica was put out. Three guards were injured."""

PLACED = """Weekly bulletin

1. Oruro. We follow the case of the miners. Nine miners were abducted on 3 May 2022.

2. Arica. On the evening of 4 May five fishermen were arrested at the pier.

3. The sit-in. Police held 14 teachers there for some hours."""

IN_CAPITALS = """A flight and a lorry

THE FLIGHT

On Saturday 24 June 2023 the police deported 138 Afghans from Istanbul to Kabul.

THE LORRY

In Lebanon soldiers arrested 33 Syrians on 8 June 2023."""

SMALLER = """Camp cleared near Arica

Police arrested 84 people when they cleared a camp near Arica on 4 April 2025.

A smaller camp at Kilometre 30 was cleared on 22 March, when 37 people were detained."""

REMAIN = """Arrests in Arica

Police arrested 13 teachers in Arica on 9 April 2022, a union said.

On Tuesday four were released. Nine people remain in custody today."""

ONE = """Prison report

1. Twelve detainees were beaten in the prison of Sur on 3 May 2020.

2. The cells are damp.

3. Four of the twelve were taken to hospital."""


def _by_mention(text: str) -> list[set[tuple[str, int | None]]]:
    found: dict[str, set[tuple[str, int | None]]] = defaultdict(set)
    for claim in extract(as_report("r", text)).claims:
        if isinstance(claim.value, CountValue) and claim.mention is not None:
            found[claim.mention].add((claim.attribute, claim.value.best))
    return list(found.values())


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (NUMBERED, [("returned", 12), ("returned", 7)]),
        (COUNTRIES, [("detained", 11), ("dead", 5), ("detained", 20)]),
        (POINTS, [("dead", 30), ("dead", 9)]),
        (ANOTHER, [("dead", 14), ("dead", 9)]),
        (LETTER, [("returned", 12), ("injured", 7)]),
        (ESSAY, [("detained", 20), ("dead", 5)]),
        (UNTOLD, [("detained", 9), ("people", 30)]),
        (LOG, [("detained", 20), ("dead", 5), ("detained", 9)]),
        (COUNTRY_BY_COUNTRY, [("detained", 20), ("dead", 5), ("detained", 9)]),
        (DISCLAIMED, [("returned", 12), ("detained", 31)]),
        (CONFUSED, [("returned", 12), ("people", 16)]),
        (OPENED, [("detained", 9), ("detained", 7)]),
        (COMES_AFTER, [("dead", 14), ("dead", 3)]),
        (SAME_KIND, [("returned", 12), ("returned", 31)]),
        (ORDINAL, [("rescued", 31), ("rescued", 24)]),
        (OTHER_NEWS, [("dead", 19), ("injured", 3)]),
        (PLACED, [("detained", 9), ("detained", 5), ("detained", 14)]),
        (IN_CAPITALS, [("returned", 138), ("detained", 33)]),
        (SMALLER, [("detained", 84), ("detained", 37)]),
    ],
)
def test_each_labelled_case_has_its_own_figures(
    text: str, parts: list[tuple[str, int | None]]
) -> None:
    mentions = _by_mention(text)
    for part in parts:
        others = {p for p in parts if p != part}
        assert [m for m in mentions if part in m and not m & others], (part, mentions)


@pytest.mark.parametrize("text", [ONE, RECOUNTED, REMAIN])
def test_the_points_and_the_counts_of_one_account_are_no_cases(text: str) -> None:
    assert len(_by_mention(text)) == 1
