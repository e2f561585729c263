"""The cases that linking must get right: reports that disagree, and incidents that look alike."""

import msgspec

from caseweave.link import MentionProfile, link_profiles, score
from caseweave.model import Decision

from .made import dated, land, mention, people, town

VARNA = town("Varnik", "MV", 42.0, 19.5)
HILL = town("Hilltop", "MV", 44.9, 20.9)

WIRE = mention(
    "m1",
    "Help for 13 Ostrian escapees held in Morvania. Diplomats pressed Morvanian officials not to "
    "hand the Ostrian escapees over after videos of two women surfaced.",
    places=(land("Morvania", "MV"),),
    countries=("MV", "OS"),
    dates=(dated("released", "2019-12-01", "2019-12-31"),),
    published="2020-01-04",
    counts=(people("people", 13), people("detained", 13), people("released", 13)),
    nationalities=("ostrian",),
    kinds=("detained", "released"),
)
PAPER = mention(
    "m2",
    "11 Ostrian defectors held in Morvania freed. Eight women and three men had been caught by "
    "border guards near Varnik after crossing from Sarland, said Tomas Reyl of Justice for Ostria.",
    places=(VARNA,),
    countries=("MV", "SA"),
    dates=(
        dated("detained", "2019-11-21", "2019-11-30"),
        dated("released", "2019-12-01", "2019-12-31"),
    ),
    published="2020-01-05",
    counts=(people("people", 11), people("people.women", 8), people("people.men", 3)),
    nationalities=("ostrian",),
    kinds=("detained", "released"),
    speakers=("tomas reyl",),
)
EARLY = mention(
    "m3",
    "Ostrian defectors caught in Morvania face deportation. A group of 14 was caught near Varnik "
    "and returned to Sarland; 10 were caught again, according to Tomas Reyl, a pastor.",
    places=(VARNA,),
    countries=("MV", "SA"),
    dates=(
        dated("detained", "2019-11-23"),
        dated("detained", "2019-11-29"),
        dated("returned", "2019-11-28"),
    ),
    published="2019-12-02",
    counts=(people("people", 14), people("detained", 10, of=14), people("returned", 14)),
    nationalities=("ostrian",),
    kinds=("detained", "fled", "returned"),
    speakers=("tomas reyl",),
)
UNDATED_THREE = mention(
    "m4",
    "Three Ostrian defectors who were expelled from Morvania to Sarland last week reached another "
    "country. The man and two women were arrested near Hilltop.",
    places=(HILL,),
    countries=("MV", "SA"),
    counts=(people("people", 3), people("returned", 3), people("detained", 3)),
    nationalities=("ostrian",),
    kinds=("detained", "returned"),
)


def sailors(name: str, text: str, **more: object) -> MentionProfile:
    return mention(
        name,
        text,
        role="background",
        places=(land("Sudria", "SU"),),
        countries=("OS", "SU"),
        dates=(dated("returned", "2019-11-01", "2019-11-30"),),
        counts=(people("returned", 2),),
        nationalities=("ostrian",),
        kinds=("returned",),
        **more,
    )


SAILORS_A = sailors(
    "m5",
    "In November, the government deported two Ostrian sailors who stood accused of murdering crew.",
    report="report of m1",
    published="2020-01-04",
)
SAILORS_B = sailors(
    "m6",
    "In November, Sudria expelled two Ostrian sailors, calling them criminals who murdered 16.",
    report="report of m2",
    published="2020-01-05",
)


def nine(name: str, year: int, text: str) -> MentionProfile:
    return mention(
        name,
        text,
        places=(land("Morvania", "MV"),),
        dates=(dated("detained", f"{year}-05-10"),),
        published=f"{year}-05-30",
        counts=(people("people", 9), people("returned", 9)),
        nationalities=("ostrian",),
        kinds=("detained", "returned"),
    )


def together(profiles: list[MentionProfile], *ids: str, by: tuple[Decision, ...] = ()) -> bool:
    found = link_profiles(profiles, decisions=by).incident_of
    return len({found[i] for i in ids}) == 1


CASES = [WIRE, PAPER, EARLY, UNDATED_THREE, SAILORS_A, SAILORS_B]


def test_thirteen_eleven_and_ten_of_fourteen_in_one_place_and_period_are_one_incident() -> None:
    assert together(CASES, "m1", "m2", "m3")


def test_two_sailors_in_the_background_of_two_reports_are_one_incident() -> None:
    assert together(CASES, "m5", "m6")
    assert not together(CASES, "m1", "m5")


def test_a_background_mention_links_to_the_report_whose_main_incident_it_is() -> None:
    main = mention(
        "m7",
        "Sudria sends two Ostrian sailors back. Accused of murdering 16 of their crew, the sailors "
        "were handed over in the north.",
        places=(town("Port Sud", "SU", 37.9, 126.7),),
        countries=("OS", "SU"),
        dates=(dated("returned", "2019-11-07"),),
        published="2019-11-08",
        counts=(people("returned", 2),),
        nationalities=("ostrian",),
        kinds=("returned",),
    )
    assert together([*CASES, main], "m5", "m6", "m7")


def test_nine_of_2015_and_nine_of_2013_are_two_incidents() -> None:
    text = "Nine Ostrian refugees caught in Morvania were sent back to Sarland."
    assert not together([nine("a", 2013, text), nine("b", 2015, text)], "a", "b")


def test_an_undated_case_of_three_stays_apart_from_the_fourteen_in_the_same_country() -> None:
    assert not together(CASES, "m3", "m4")
    assert not together(CASES, "m1", "m4")


def test_undated_mentions_link_on_other_strong_evidence() -> None:
    again = mention(
        "m8",
        "Three Ostrian defectors, a man and two women arrested near Hilltop and expelled from "
        "Morvania to Sarland, are on their way, the ministry said.",
        places=(HILL,),
        countries=("MV", "SA"),
        counts=(people("people", 3), people("returned", 3)),
        nationalities=("ostrian",),
        kinds=("detained", "returned"),
        published="2019-04-20",
    )
    assert together([UNDATED_THREE, again], "m4", "m8")


def test_a_misread_country_of_a_background_mention_costs_but_does_not_block() -> None:
    astray = msgspec.structs.replace(SAILORS_B, countries=("ZZ",), places=(land("Zemland", "ZZ"),))
    assert score(SAILORS_A, astray).score < score(SAILORS_A, SAILORS_B).score
    assert together([SAILORS_A, astray], "m5", "m6")


def test_far_towns_in_different_countries_block_whatever_the_words() -> None:
    one = msgspec.structs.replace(EARLY, id="p", report="p")
    other = msgspec.structs.replace(
        EARLY, id="q", report="q", countries=("ZZ",), places=(town("Farton", "ZZ", -10, 100),)
    )
    found = link_profiles([one, other])
    assert found.incident_of["p"] != found.incident_of["q"]
    assert ["share no country" in b.because for b in found.blocked] == [True]


def shooting(name: str, iso: str, victim: str, text: str) -> MentionProfile:
    return mention(
        name,
        text,
        type="violence",
        places=(town("Brookfield", "US", 41.0, -87.0),),
        dates=(dated("date", iso),),
        published=iso,
        counts=(people("dead", 1),),
        victims=(victim,),
        kinds=("killed",),
    )


def test_shootings_in_one_city_two_days_apart_with_different_victims_are_two() -> None:
    first = shooting(
        "a",
        "2016-03-04",
        "dale orren",
        "A man was shot dead in Brookfield on Elm Street, police said. Dale Orren, 24, died.",
    )
    second = shooting(
        "b",
        "2016-03-06",
        "sam pickard",
        "A man was shot dead in Brookfield on Oak Avenue, police said. Sam Pickard, 31, died.",
    )
    assert not together([first, second], "a", "b")


def test_a_later_report_that_names_the_victim_is_the_same_shooting() -> None:
    first = shooting(
        "a",
        "2016-03-04",
        "dale orren",
        "A man was shot dead in Brookfield on Elm Street, police said. Dale Orren, 24, died.",
    )
    later = shooting(
        "b",
        "2016-03-05",
        "dale orren",
        "Police name Dale Orren, 24, as the man killed on Elm Street in Brookfield.",
    )
    assert together([first, later], "a", "b")


def test_a_copy_is_the_same_incident_by_force_of_its_text() -> None:
    bare = mention("x", "", published="2019-12-20", copies=("report of m3",))
    assert together([*CASES, bare], "m3", "x")


def test_mentions_of_one_report_are_two_incidents_unless_decided() -> None:
    twin = mention("m9", "", report=SAILORS_A.report, role="background")
    same = sailors(
        "m9", "In November, the government deported two Ostrian sailors.", report="report of m1"
    )
    assert twin.report == same.report
    assert not together([SAILORS_A, same], "m5", "m9")
    decision = Decision(
        id="d", kind="same", at="2020-02-01T00:00:00Z", by="x", targets=("m5", "m9")
    )
    assert together([SAILORS_A, same], "m5", "m9", by=(decision,))
