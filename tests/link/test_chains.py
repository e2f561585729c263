"""Incidents that are bound to one another are told, and never merged."""

from caseweave.link import Tie, link_profiles

from .made import dated, mention, people, town

VARNIK = town("Varnik", "MV", 42.0, 19.5)
HILL = town("Hilltop", "MV", 42.3, 19.5)


def only_tie(*profiles: object) -> Tie:
    found = link_profiles(list(profiles))  # type: ignore[arg-type]
    assert len(set(found.incident_of.values())) == len(profiles)
    assert len(found.related) == 1
    tie = found.related[0]
    assert tie.because.endswith(".")
    assert tie.mentions == tuple(sorted(p.id for p in profiles))  # type: ignore[attr-defined]
    return tie


def returned(name: str, day: str, number: int, text: str, **more: object):  # type: ignore[no-untyped-def]
    return mention(
        name,
        text,
        report=more.pop("report", "one"),
        places=more.pop("places", (VARNIK,)),
        dates=(dated("returned", day),),
        counts=(people("returned", number),),
        kinds=more.pop("kinds", ("returned",)),
        **more,
    )


def test_a_second_case_at_one_place_follows_the_first() -> None:
    late = returned("m", "2023-03-11", 17, "Seventeen men were pushed back from Varnik.")
    early = returned("n", "2023-03-04", 23, "It was the second case there.", role="background")
    tie = only_tie(late, early)
    assert tie.kind == "follows"
    found = link_profiles([late, early]).incident_of
    assert (tie.later, tie.earlier) == (found["m"], found["n"])
    assert "7 days" in tie.because


def test_an_attack_in_revenge_answers_the_one_before() -> None:
    killed = ("attack", "killed")
    late = returned(
        "m", "2023-08-14", 9, "Nine died.", places=(HILL,), kinds=killed, chains=("retaliation",)
    )
    early = returned("n", "2023-08-12", 14, "A market was attacked.", kinds=killed)
    assert only_tie(late, early).kind == "retaliation"


def test_people_who_are_named_again_later_are_the_same_people() -> None:
    first = returned("m", "2023-03-04", 3, "Tomas Reyl was caught.", people=("tomas reyl",))
    again = returned(
        "n", "2023-09-20", 40, "Tomas Reyl was sent back.", people=("tomas reyl",),
        report="two", kinds=("handed_over",),
    )  # fmt: skip
    found = link_profiles([first, again])
    assert [t.kind for t in found.related] == ["same_people_later"]


def test_what_a_report_calls_unconnected_is_not_bound() -> None:
    late = returned("m", "2023-03-11", 17, "Men were pushed back.", chains=("unconnected",))
    early = returned("n", "2023-03-04", 23, "A case.", role="background")
    assert link_profiles([late, early]).related == ()
