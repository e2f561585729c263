"""The ledger of people: every person accounted for, or asked after."""

from typing import Any

import pytest


@pytest.fixture
def march(scene: Any) -> Any:
    """23 left and were sent back; 17 were caught again, 6 hide; then 19, or 21, were freed."""
    scene.report(
        "a",
        "Upland Herald",
        "2031-05-08",
        "A group of 23 set out on 1 May. Guards caught 23 on 3 May. Guards sent 23 back on 5 May. "
        "The next day 17 of the 23 were caught again at Karsa, and 6 are in hiding.",
    )
    scene.report("b", "Delta Sun", "2031-07-02", "A group of 19 was freed in June, Ivo Tarn said.")
    scene.report("c", "Port Ledger", "2031-07-01", "21 people were freed in June, insiders said.")
    scene.count("a", "people", 23, "A group of 23")
    scene.happening("a", "detained", "Guards caught 23 on 3 May", "2031-05-03")
    scene.count("a", "detained", 23, "caught 23")
    scene.happening("a", "returned", "Guards sent 23 back on 5 May", "2031-05-05")
    scene.count("a", "returned", 23, "sent 23")
    scene.happening("a", "detained", "17 of the 23 were caught again", "2031-05-06")
    scene.count("a", "detained", 17, "17 of the 23", of=23)
    scene.happening("a", "in_hiding", "6 are in hiding", "2031-05-06")
    scene.count("a", "in_hiding", 6, "6 are in hiding")
    scene.happening("b", "released", "A group of 19 was freed in June", "2031-06")
    scene.count("b", "people", 19, "group of 19", ("named", "Ivo Tarn"))
    scene.count("b", "released", 19, "A group of 19", ("named", "Ivo Tarn"))
    scene.happening("c", "released", "21 people were freed in June", "2031-06")
    scene.count("c", "released", 21, "21 people", ("anonymous", "insiders"))
    return scene


def cell(incident: Any, status: Any, at: Any, scenario: Any = None) -> Any:
    found = [
        c
        for c in incident.headcount.cells
        if (c.status, c.at, c.scenario, c.population) == (status, at, scenario, None)
    ]
    assert len(found) == 1, [(c.status, c.at, c.scenario) for c in incident.headcount.cells]
    return found[0]


def test_the_file_asks_who_is_not_accounted_for(march: Any) -> None:
    asked = [q.question for q in march.incident().headcount.open]
    assert len([q for q in asked if "not accounted for" in q]) == 1
    assert asked[0].startswith(
        "4 of the 23 sent back on 5 May 2031 are not accounted for after 6 May 2031, "
        "if the 19 released are among them; "
        "or 2 of the 23 sent back, if the 21 released are among them. "
    )


def test_the_timeline_tells_events_and_who_spoke_but_no_day_named_in_passing(march: Any) -> None:
    march.date("a", "date.mentioned", "2031-05-01", "1 May")
    march.event("b", "statement", "A group of 19 was freed in June", ("named", "Ivo Tarn"))
    march.report("d", "Hill Paper", "2031-07-03", "Ivo Tarn said so on 2 July.")
    march.date("d", "date.statement", "2031-07-02", "2 July", ("named", "Ivo Tarn"))
    told = [e.event for e in march.incident().timeline]
    assert "mentioned" not in told
    assert [e for e in told if "statement" in e] == ["statement of Ivo Tarn"]
    assert any("sent" in e or "returned" in e for e in told)


def test_those_sent_back_still_stand_so_when_some_are_told_missing(scene: Any) -> None:
    scene.report("a", "Upland Herald", "2031-05-08", "Guards sent 139 back on 5 May.")
    scene.report("b", "Delta Sun", "2031-05-14", "The family says that 6 are missing.")
    scene.happening("a", "returned", "Guards sent 139 back on 5 May", "2031-05-05")
    scene.count("a", "returned", 139, "sent 139")
    scene.count("b", "missing", 6, "6 are missing", ("anonymous", "The family"))
    found = scene.incident().headcount
    assert all(c.low == 0 for c in found.cells if c.status == "unknown")
    assert not any("not accounted for" in q.question for q in found.open)


def test_at_least_one_beside_rival_figures_makes_them_no_smaller(boat: Any) -> None:
    boat.report("a", "Quay Post", "2031-06-02", "5 died, Ada Moor said, at least one at the pier.")
    boat.report("b", "Isle Radio", "2031-06-02", "6 died, Ivo Tarn said.")
    boat.count("a", "dead", 5, "5 died", ("named", "Ada Moor"))
    boat.count("a", "dead", 1, "at least one", high=None, qualifier="at_least")
    boat.count("b", "dead", 6, "6 died", ("named", "Ivo Tarn"))
    toll = cell(boat.incident(), "dead", "2031-06-02")
    assert (toll.low, toll.high) == (5, 6)


def test_an_undated_figure_asks_after_nobody_once_all_are_accounted_for(scene: Any) -> None:
    text = "Gunmen took 43 on 10 May. On 2 June 31 were freed and 12 were dead. Two had fled."
    scene.report("a", "Upland Herald", "2031-06-02", text)
    scene.happening("a", "detained", "Gunmen took 43 on 10 May", "2031-05-10")
    scene.count("a", "detained", 43, "took 43")
    scene.happening("a", "released", "On 2 June 31 were freed", "2031-06-02")
    scene.count("a", "released", 31, "31 were freed")
    scene.count("a", "dead", 12, "12 were dead")
    scene.count("a", "fled", 2, "Two had fled")
    asked = [q.question for q in scene.incident().headcount.open]
    assert not any("not accounted for" in q for q in asked)


def test_deaths_alone_ask_after_the_rest_of_those_in_one_danger_only(scene: Any, boat: Any) -> None:
    for one in (scene, boat):
        one.report("a", "Quay Post", "2031-06-02", "They were 700 people, and 2 died.")
        one.count("a", "people", 700, "700 people")
        one.count("a", "dead", 2, "2 died")
    asked = [[q.question for q in one.incident().headcount.open] for one in (scene, boat)]
    assert not any("not accounted for" in q for q in asked[0])
    assert any(q.startswith("698 of the 700") for q in asked[1])


def test_the_file_asks_who_was_freed_beyond_those_caught(march: Any) -> None:
    asked = [q.question for q in march.incident().headcount.open]
    assert any(q.startswith("2 of the 19 released") and "17 detained" in q for q in asked)
    assert any(q.startswith("4 of the 21 released") and "17 detained" in q for q in asked)


def test_the_file_asks_which_of_two_figures_holds(march: Any) -> None:
    asked = [q.question for q in march.incident().headcount.open]
    assert any("19" in q and "21" in q and "released" in q and "or" in q for q in asked)


def test_the_file_asks_what_became_of_those_in_hiding(march: Any) -> None:
    asked = [q.question for q in march.incident().headcount.open]
    assert any(q.startswith("What became of the 6") and "6 May 2031" in q for q in asked)


def test_every_question_rests_on_claims(march: Any) -> None:
    incident = march.incident()
    known = {c.id for c in march.claims}
    for question in incident.headcount.open:
        assert question.claims
        assert set(question.claims) <= known


def test_cells_hold_the_figures_by_status_and_day(march: Any) -> None:
    incident = march.incident()
    assert cell(incident, "detained", "2031-05-03").best == 23
    assert cell(incident, "returned", "2031-05-05").best == 23
    assert cell(incident, "detained", "2031-05-06").best == 17
    freed = cell(incident, "released", "2031-06")
    assert (freed.low, freed.best, freed.high) == (19, None, 21)


def test_two_figures_on_one_cell_are_a_smallest_conflict(march: Any) -> None:
    incident = march.incident()
    freed = {c.id for c in march.claims if c.attribute == "released"}
    found = [c for c in incident.headcount.conflicts if set(c.claims) == freed]
    assert len(found) == 1
    assert "19" in found[0].because
    assert "21" in found[0].because


def test_readings_are_kept_as_scenarios(march: Any) -> None:
    scenarios = {c.scenario for c in march.incident().headcount.cells if c.scenario}
    assert any("among the 23" in s for s in scenarios)
    assert any("another group" in s for s in scenarios)


def test_status_is_where_the_largest_part_was_last_known(march: Any) -> None:
    assert march.incident().status == "released"


def test_the_title_is_made_from_findings(march: Any) -> None:
    title = march.incident().title
    assert "detained" in title
    assert "released" in title
    assert "2031" in title


def test_parts_above_the_whole_are_a_conflict_in_words(boat: Any) -> None:
    boat.report(
        "a",
        "Quay Post",
        "2031-06-02",
        "The boat carried 30 people. 12 died, 11 are missing and 9 were saved.",
    )
    boat.count("a", "people", 30, "30 people")
    boat.count("a", "dead", 12, "12 died")
    boat.count("a", "missing", 11, "11 are missing")
    boat.count("a", "rescued", 9, "9 were saved")
    incident = boat.incident()
    found = [c for c in incident.headcount.conflicts if len(c.claims) == 4]
    assert len(found) == 1
    for number in ("30", "12", "11", "9", "32"):
        assert number in found[0].because


def test_bounds_reach_cells_that_nobody_reported(boat: Any) -> None:
    boat.report(
        "a", "Quay Post", "2031-06-02", "The boat carried 30 people. 12 died and 9 were saved."
    )
    boat.count("a", "people", 30, "30 people")
    boat.count("a", "dead", 12, "12 died")
    boat.count("a", "rescued", 9, "9 were saved")
    incident = boat.incident()
    rest = cell(incident, "unknown", "2031-06-02")
    assert (rest.low, rest.high) == (9, 9)
    asked = [q.question for q in incident.headcount.open]
    assert any(q.startswith("9 of the 30") for q in asked)


def test_composition_bounds_the_rest(scene: Any) -> None:
    scene.report("a", "Delta Sun", "2031-07-02", "A group of 11, with 8 women, was held.")
    scene.count("a", "people", 11, "group of 11")
    scene.count("a", "people.women", 8, "8 women")
    incident = scene.incident()
    men = cell(incident, "people.men", None)
    assert (men.low, men.high, men.claims != ()) == (0, 3, True)


def test_figures_of_other_people_are_kept_apart(boat: Any) -> None:
    boat.report("a", "Quay Post", "2031-06-02", "30 people and 4 crew were saved.")
    boat.count("a", "rescued", 30, "30 people")
    boat.count("a", "rescued", 4, "4 crew", population="crew")
    incident = boat.incident()
    assert incident.headcount.conflicts == ()
    assert {c.population for c in incident.headcount.cells if c.status == "rescued"} == {
        None,
        "crew",
    }


def test_a_toll_is_kept_day_by_day_and_asks_after_the_rest(boat: Any) -> None:
    guard = ("office", "the coast guard")
    boat.report(
        "a", "Quay Post", "2031-06-01", "The boat carried 50 people. 4 died, 20 were saved."
    )
    boat.report("b", "Isle Radio", "2031-06-02", "9 died, 22 were saved and 19 are missing.")
    boat.report("c", "Gulf Times", "2031-06-04", "13 died, 24 were saved and 10 are missing.")
    boat.count("a", "people", 50, "50 people")
    figures = {"a": (4, 20, None), "b": (9, 22, 19), "c": (13, 24, 10)}
    for key, (dead, saved, missing) in figures.items():
        boat.count(key, "dead", dead, f"{dead} died", guard)
        boat.count(key, "rescued", saved, f"{saved} were saved", guard)
        if missing:
            boat.count(key, "missing", missing, f"{missing} are missing", guard)
    incident = boat.incident()
    tolls = [(c.at, c.best) for c in incident.headcount.cells if c.status == "dead"]
    assert tolls == [("2031-06-01", 4), ("2031-06-02", 9), ("2031-06-04", 13)]
    assert incident.headcount.conflicts == ()
    assert incident.status == "rescued"
    asked = [q.question for q in incident.headcount.open]
    assert any(
        q.startswith("3 of the 50 people are not accounted for after 2 June 2031") for q in asked
    )


def test_an_event_of_the_whole_group_counts_all_of_it(scene: Any) -> None:
    text = "A group of 12 left on 1 May. Guards sent the group back on 5 May."
    scene.report("a", "Upland Herald", "2031-05-08", text)
    scene.count("a", "people", 12, "A group of 12")
    scene.happening("a", "returned", "Guards sent the group back on 5 May", "2031-05-05")
    scene.event("a", "returned", "Guards sent the group back on 5 May")
    assert cell(scene.incident(), "returned", "2031-05-05").best == 12


def test_an_undated_figure_does_not_join_the_day_of_a_part_with_another_number(march: Any) -> None:
    march.report("d", "Hill Paper", None, "Five people are held, Ivo Tarn said.")
    march.count("d", "detained", 5, "Five people", ("named", "Ivo Tarn"))
    on_the_day = cell(march.incident(), "detained", "2031-05-06")
    assert (on_the_day.low, on_the_day.high) == (17, 17)


def test_a_title_gives_no_whole_that_is_smaller_than_its_part(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "The club counts 6 people.")
    scene.report("b", "Vale Monitor", "2031-03-05", "Guards held 13 people.")
    scene.count("a", "people", 6, "6 people")
    scene.count("b", "detained", 13, "13 people")
    assert scene.incident().title.startswith("13 people detained")


def test_an_undated_state_of_the_same_people_hides_nobody(scene: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "On 1 March guards caught 19 walkers.")
    scene.report(
        "b",
        "Vale Monitor",
        "2031-03-06",
        "On 2 or 3 March 16 walkers were handed over. All 16 were free to go.",
    )
    scene.count("a", "detained", 19, "19 walkers")
    scene.happening("a", "detained", "On 1 March guards caught 19 walkers", "2031-03-01")
    scene.count("b", "handed_over", 16, "16 walkers")
    day = "2031-03-02/2031-03-03"
    scene.happening("b", "handed_over", "On 2 or 3 March 16 walkers were handed over", day)
    scene.count("b", "released", 16, "All 16")
    asked = [q.question for q in scene.incident().headcount.open]
    assert any(q.startswith("3 of the 19 detained") for q in asked), asked
