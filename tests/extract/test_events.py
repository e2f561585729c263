"""Events: what counts as one, who undergoes it, and how surely it is told."""

import pytest

from caseweave.extract.events import find_events
from caseweave.extract.layers import EventFound
from caseweave.extract.parse import parse
from caseweave.model import Passage, Report


def told(text: str) -> list[EventFound]:
    report = Report(id="r", source="r", media_type="text/plain", language="en", text=text)
    return list(find_events(parse(report)))


@pytest.mark.parametrize(
    ("text", "kind", "patient"),
    [
        ("Police in Oranta arrested six migrants on Monday.", "detained", "six migrants"),
        ("Six migrants were arrested by police in Oranta.", "detained", "Six migrants"),
        ("The six, who were caught near the river, are safe.", "detained", "The six"),
        ("The army sent the families back to Belmark.", "returned", "the families"),
        ("Guards handed the couple over to the other side.", "handed_over", "the couple"),
        ("Two of the men managed to flee.", "fled", "Two of the men"),
        ("A trawler rescued nineteen people off Cape Lorn.", "rescued", "nineteen people"),
        ("Nine people drowned on Sunday.", "killed", "Nine people"),
        ("Gunmen kidnapped a teacher and her driver.", "kidnapped", "a teacher"),
        ("The release of the four hostages came at dawn.", "released", "the four hostages"),
    ],
)
def test_an_event_knows_its_people(text: str, kind: str, patient: str) -> None:
    events = [e for e in told(text) if e.kind == kind]
    assert events, text
    assert patient in [text[a:b] for a, b in events[0].patients]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The five could have been deported within hours.", "returned", "possible"),
        ("The five will be deported on Friday.", "returned", "future"),
        ("The five were not deported.", "returned", "did_not_happen"),
        ("Lawyers prevented the five from being deported.", "returned", "did_not_happen"),
        ("Officials were blamed for failing to rescue the crew.", "rescued", "did_not_happen"),
        ("The group was freed instead of being deported.", "returned", "did_not_happen"),
        ("The family tried to flee.", "fled", "possible"),
        ("The family managed to flee.", "fled", "happened"),
        ("If they are arrested, the men face torture.", "detained", "hypothetical"),
        ("Escapees who are repatriated are jailed.", "returned", "hypothetical"),
        ("The police arrested three men.", "detained", "happened"),
        ("The six are due to be deported next week.", "returned", "future"),
        ("The six hostages were supposed to be released.", "released", "future"),
        ("Rescuers tried in vain to save the three men.", "rescued", "did_not_happen"),
        ("Police foiled the kidnapping of two bankers.", "kidnapped", "did_not_happen"),
        ("The release of the six hostages was postponed.", "released", "did_not_happen"),
        ("A plan to deport the 40 porters was dropped.", "returned", "did_not_happen"),
        ("The families fear that the nine have been deported.", "returned", "possible"),
        ("The nine students were almost killed.", "killed", "did_not_happen"),
        ("The 17 were sent back over Hope Bridge No. 1.", "returned", "happened"),
    ],
)
def test_a_possible_future_is_no_event(text: str, kind: str, expected: str) -> None:
    assert [e.factuality for e in told(text) if e.kind == kind][:1] == [expected]


def test_a_headline_in_the_present_tense_tells_what_happened() -> None:
    text = "Border police arrest nine people\n\nOfficials arrest people here every week."
    report = Report(
        id="r",
        source="r",
        media_type="text/plain",
        language="en",
        text=text,
        passages=(
            Passage(kind="title", start=0, end=32),
            Passage(kind="paragraph", start=34, end=len(text)),
        ),
    )
    assert [e.factuality for e in find_events(parse(report))] == ["happened", "hypothetical"]


def test_every_clause_holds_its_trigger() -> None:
    text = "Soldiers caught four men at dawn, and the men were sent back to Belmark by noon."
    for event in told(text):
        assert event.clause[0] <= event.start < event.end <= event.clause[1]


# Words for being moved over a border, lost or taken up at sea, hurt and taken, and for none of it.
SURELY = [
    ("Soldiers drove the six families across the border on Monday.", "returned", "happened"),
    ("The nurses were flown back to Belmark in handcuffs.", "returned", "happened"),
    ("Officers put the brothers on a bus back to Belmark.", "returned", "happened"),
    ("The guards turned away the two families at the border.", "returned", "happened"),
    ("No one was returned to Belmark, the ministry said.", "returned", "did_not_happen"),
    ("Nobody was killed in the fire at the depot.", "killed", "did_not_happen"),
    ("The boat overturned in high waves off Cape Lorn.", "shipwreck", "happened"),
    ("The dinghy ran out of fuel on the second night.", "distress", "happened"),
    ("The two sailors are feared dead.", "killed", "possible"),
    ("Three of the miners are presumed dead.", "killed", "possible"),
    ("The crew were picked up by a trawler near Cape Lorn.", "rescued", "happened"),
    ("The clerk was picked up by police at his flat.", "detained", "happened"),
    ("A porter succumbed to his wounds on Friday.", "killed", "happened"),
    ("Two porters were struck by bullets.", "injured", "happened"),
    ("The baker was taken hostage on Friday.", "kidnapped", "happened"),
    ("Troops marched the monks over the frontier.", "returned", "happened"),
    ("The nine were put on a plane back to Belmark.", "returned", "happened"),
    ("The raid never took place.", "attack", "did_not_happen"),
    ("The report of the arrests was false.", "detained", "did_not_happen"),
    ("Claims of a massacre had no basis, the envoy said.", "killed", "did_not_happen"),
    ("Nobody was deported that week.", "returned", "did_not_happen"),
    ("There was no arrest.", "detained", "did_not_happen"),
    ("The skiff broke apart on the reef.", "shipwreck", "happened"),
    ("The old ferry flipped over in the storm.", "shipwreck", "happened"),
    ("Forty passengers were taken aboard by a tanker.", "rescued", "happened"),
    ("The two climbers are believed dead.", "killed", "possible"),
    ("The porter was pronounced dead at noon.", "killed", "happened"),
    ("The students were held captive in a cellar.", "kidnapped", "happened"),
]


@pytest.mark.parametrize(("text", "kind", "expected"), SURELY)
def test_how_surely_each_is_told(text: str, kind: str, expected: str) -> None:
    assert [e.factuality for e in told(text) if e.kind == kind][:1] == [expected]


NOTHING = [
    ("The guards walked the visitors to the station.", "returned"),
    ("She was picked up by her brother after school.", "detained"),
    ("The lorry ran out of fuel near the mill.", "distress"),
    ("The judges overturned the ruling.", "shipwreck"),
    ("The cooks were put on a bus to the stadium.", "returned"),
    ("The envoy took a flight to Belmark.", "fled"),
    ("The town was hit by floods.", "injured"),
]


@pytest.mark.parametrize(("text", "kind"), NOTHING)
def test_what_tells_no_such_event(text: str, kind: str) -> None:
    assert not [e for e in told(text) if e.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five men were deported on Monday. A week before, 20 people were driven out here.", 2),
        ("Five men were deported on Monday. The family were put on a plane at dawn.", 2),
        ("Five men were deported on Monday. The two were driven to a police station.", 1),
        ("The villagers were driven out at dawn.", 0),
        ("The family were put on a plane at dawn.", 0),
    ],
)
def test_words_of_many_senses_tell_of_sending_back_where_the_report_does(
    text: str, expected: int
) -> None:
    assert len([e for e in told(text) if e.kind == "returned"]) == expected


def test_a_boat_departs_as_people_do() -> None:
    events = told("The boat had left Tripoli in Libya on Friday night.")
    assert [e.kind for e in events] == ["departed"]


def test_what_nobody_vouches_for_is_only_possible() -> None:
    charged = told("The officers are accused of beating four men.")
    accused = told("The four accused the officers of beating them.")
    assert [e.factuality for e in charged] == ["possible"]
    assert [e.factuality for e in accused] == ["happened"]
