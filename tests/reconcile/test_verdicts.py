"""What two or more accounts of one thing amount to. Incidents, outlets and people are invented."""

from typing import Any

from caseweave.model import DateValue, DisputeTarget, NameValue


def test_two_origins_that_say_the_same_agree(scene: Any, finding: Any, names: Any) -> None:
    scene.report(
        "a", "Ridge Courier", "2031-03-04", "Police held 7 hikers, said Captain Ilo Brandt."
    )
    scene.report(
        "b", "Vale Monitor", "2031-03-05", "Seven hikers were held, the Lantern Trust said."
    )
    scene.count("a", "detained", 7, "7 hikers", ("named", "Ilo Brandt"))
    scene.count("b", "detained", 7, "Seven hikers", ("organisation", "the Lantern Trust"))
    incident = scene.incident()
    held = finding(incident, "detained")
    assert (held.verdict, held.low, held.best, held.high) == ("agreed", 7, 7, 7)
    assert names(incident, held) == ["Ilo Brandt", "Lantern Trust"]
    assert "7" in held.because
    assert "Ilo Brandt" in held.because


def test_a_reprint_counts_once(scene: Any, finding: Any) -> None:
    text = "Guards turned 9 walkers back at the Orlo bridge."
    scene.report("a", "Coast Wire", "2031-03-04", text)
    scene.report("b", "Morning Sheet", "2031-03-05", text, copies=(("a", "reprint"),))
    scene.count("a", "returned", 9, "9 walkers")
    scene.count("b", "returned", 9, "9 walkers")
    incident = scene.incident()
    sent = finding(incident, "returned")
    assert (sent.verdict, len(sent.origins), len(sent.claims)) == ("single", 1, 2)
    assert incident.origins[0].name == "Coast Wire"


def test_two_outlets_that_quote_one_person_share_her(scene: Any, finding: Any, names: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 5 men were freed.")
    scene.report(
        "b", "Vale Monitor", "2031-03-04", "Ms Moor, who runs a shelter, said 5 men were freed."
    )
    scene.count("a", "released", 5, "5 men", ("named", "Ada Moor"))
    scene.count("b", "released", 5, "5 men", ("named", "Ms Moor"))
    incident = scene.incident()
    freed = finding(incident, "released")
    assert freed.verdict == "single"
    assert names(incident, freed) == ["Ada Moor"]


def test_two_exact_figures_by_two_origins_conflict(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "13 people were held, said Captain Brandt.")
    scene.report("b", "Vale Monitor", "2031-03-05", "The Lantern Trust said 11 people were held.")
    scene.count("a", "detained", 13, "13 people", ("named", "Captain Brandt"))
    scene.count("b", "detained", 11, "11 people", ("organisation", "The Lantern Trust"))
    held = finding(scene.incident(), "detained")
    assert (held.verdict, held.low, held.best, held.high) == ("conflict", 11, None, 13)
    for word in ("13", "11", "Brandt", "Lantern Trust", "4 March 2031", "5 March 2031"):
        assert word in held.because


def test_an_approximate_figure_holds_with_an_exact_one(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "About 10 people were held.")
    scene.report("b", "Vale Monitor", "2031-03-04", "Exactly 11 people were held.")
    scene.count("a", "detained", 10, "About 10 people", qualifier="about")
    scene.count("b", "detained", 11, "11 people")
    held = finding(scene.incident(), "detained")
    assert (held.verdict, held.best) == ("compatible", 11)


def test_an_open_figure_holds_with_a_higher_one(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "At least 20 people were held.")
    scene.report("b", "Vale Monitor", "2031-03-04", "Police held 26 people.")
    scene.count("a", "detained", 20, "At least 20 people", qualifier="at_least", high=None)
    scene.count("b", "detained", 26, "26 people")
    held = finding(scene.incident(), "detained")
    assert (held.verdict, held.best) == ("compatible", 26)


def test_a_part_of_the_whole_holds_with_the_whole(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "10 of the original 14 were held.")
    scene.report("b", "Vale Monitor", "2031-03-04", "14 people were held.")
    scene.count("a", "detained", 10, "10 of the original 14", of=14)
    scene.count("b", "detained", 14, "14 people")
    held = finding(scene.incident(), "detained")
    assert (held.verdict, held.low, held.high) == ("compatible", 10, 14)


def test_a_state_told_by_its_parts_is_their_sum(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "One man and two women died.")
    scene.count("a", "dead", 1, "One man", population="men")
    scene.count("a", "dead", 2, "two women", population="women")
    incident = scene.incident()
    whole = [f for f in incident.findings if (f.attribute, f.population) == ("dead", None)]
    assert [(f.low, f.best, f.high) for f in whole] == [(3, 3, 3)]


def test_the_later_word_of_one_origin_replaces_the_earlier(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 6 were held.")
    scene.report("b", "Vale Monitor", "2031-03-09", "Ada Moor said 8 were held.")
    scene.count("a", "detained", 6, "6", ("named", "Ada Moor"))
    scene.count("b", "detained", 8, "8", ("named", "Ada Moor"))
    held = finding(scene.incident(), "detained")
    assert (held.verdict, held.best, len(held.claims)) == ("superseded", 8, 2)
    assert "9 March 2031" in held.because


def test_conflict_comes_before_superseded(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Ada Moor said 6 were held.")
    scene.report("b", "Vale Monitor", "2031-03-09", "Ada Moor said 8 were held; the army said 9.")
    scene.count("a", "detained", 6, "6", ("named", "Ada Moor"))
    scene.count("b", "detained", 8, "8", ("named", "Ada Moor"))
    scene.count("b", "detained", 9, "9", ("office", "the army"))
    held = finding(scene.incident(), "detained")
    assert (held.verdict, held.low, held.high) == ("conflict", 8, 9)


def test_an_explicit_correction_replaces_what_the_outlet_said(scene: Any, finding: Any) -> None:
    scene.report("a", "Ridge Courier", "2031-03-04", "Police say 12 were held, the army says.")
    scene.report(
        "b",
        "Ridge Courier",
        "2031-03-05",
        "Correction: 21 people were held, not 12 as we reported earlier, the hospital says.",
    )
    scene.count("a", "detained", 12, "12", ("office", "the army"))
    scene.count("b", "detained", 21, "21 people", ("organisation", "the hospital"))
    held = finding(scene.incident(), "detained")
    assert (held.verdict, held.best) == ("superseded", 21)


def test_a_toll_moves_over_three_days(boat: Any, finding: Any) -> None:
    boat.report("a", "Quay Post", "2031-06-01", "Four dead after a boat sank.")
    boat.report("b", "Isle Radio", "2031-06-02", "Toll reaches 9 dead, divers say.")
    boat.report("c", "Gulf Times", "2031-06-03", "Now 15 dead, the coast guard said.")
    boat.count("a", "dead", 4, "Four dead")
    boat.count("b", "dead", 9, "9 dead", ("anonymous", "divers"))
    boat.count("c", "dead", 15, "15 dead", ("office", "the coast guard"))
    dead = finding(boat.incident(), "dead")
    assert (dead.verdict, dead.low, dead.best, dead.high) == ("superseded", 15, 15, 15)
    assert "3 June 2031" in dead.because


def test_a_toll_that_falls_by_another_mouth_is_a_conflict(boat: Any, finding: Any) -> None:
    boat.report("a", "Quay Post", "2031-06-01", "Nine dead, the coast guard said.")
    boat.report("b", "Isle Radio", "2031-06-02", "Six dead, the Harbour Mission said.")
    boat.count("a", "dead", 9, "Nine dead", ("office", "the coast guard"))
    boat.count("b", "dead", 6, "Six dead", ("organisation", "the Harbour Mission"))
    assert finding(boat.incident(), "dead").verdict == "conflict"


def test_a_denial_aimed_at_an_outlet_deletes_nothing(scene: Any, finding: Any) -> None:
    scene.report(
        "a", "Vale Monitor", "2031-03-04", "Norwegian envoys won their release, insiders said."
    )
    scene.report(
        "b",
        "Ridge Courier",
        "2031-03-06",
        "The Vale Monitor report was untrue, the Interior Ministry said. "
        "The Lantern Trust won their release, said Ada Moor.",
    )
    norway = scene.name(
        "a", "helped_by", "Norwegian envoys", "Norwegian envoys", ("anonymous", "insiders")
    )
    scene.name("b", "helped_by", "The Lantern Trust", "The Lantern Trust", ("named", "Ada Moor"))
    denial = scene.event(
        "b",
        "released",
        "The Vale Monitor report was untrue",
        ("office", "the Interior Ministry"),
        stance="denies",
        disputes=DisputeTarget(outlet="Vale Monitor", words="The Vale Monitor report"),
    )
    incident = scene.incident()
    helped = finding(incident, "helped_by")
    assert helped.verdict == "conflict"
    assert {norway, denial} <= set(helped.claims)
    assert "denie" in helped.because
    denied = [r for r in incident.responses if r.stance == "denies"]
    assert [r.who for r in denied] == ["Interior Ministry"]
    assert "Vale Monitor" in denied[0].act


def test_a_denial_of_the_event_stands_at_the_whole_and_not_at_each_part(
    scene: Any, finding: Any
) -> None:
    scene.report(
        "a", "Vale Monitor", "2031-03-04", "Guards held 17 people, 5 women, Ada Moor said."
    )
    scene.report("b", "Ridge Courier", "2031-03-06", "Nobody was held, the Interior Ministry said.")
    scene.count("a", "detained", 17, "17 people", ("named", "Ada Moor"))
    scene.count("a", "detained", 5, "5 women", ("named", "Ada Moor"), population="women")
    ministry = ("office", "the Interior Ministry")
    scene.event("b", "detained", "Nobody was held", ministry, stance="denies")
    incident = scene.incident()
    assert finding(incident, "detained").verdict == "conflict"
    assert finding(incident, "detained", "women").verdict == "single"


def test_who_denies_how_it_was_told_and_gives_a_figure_does_not_deny_the_event(
    scene: Any, finding: Any
) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Guards expelled 17 people, Ada Moor said.")
    text = "There was no expulsion, the Interior Ministry said; it took 15 to the border."
    scene.report("b", "Ridge Courier", "2031-03-06", text)
    ministry = ("office", "the Interior Ministry")
    scene.event("a", "returned", "Guards expelled 17 people", ("named", "Ada Moor"))
    scene.count("a", "returned", 17, "17 people", ("named", "Ada Moor"))
    scene.event("b", "returned", "There was no expulsion", ministry, stance="denies")
    scene.event("b", "returned", "it took 15 to the border", ministry)
    scene.count("b", "returned", 15, "15", ministry)
    incident = scene.incident()
    back = finding(incident, "returned")
    assert back.verdict == "conflict"
    assert "denied" not in back.because
    assert finding(incident, "event").verdict != "conflict"
    assert [r.who for r in incident.responses if r.stance == "denies"] == ["Interior Ministry"]


def test_different_helpers_nobody_disputes_are_compatible(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Nuns won their release, insiders said.")
    scene.report("b", "Ridge Courier", "2031-03-06", "The Lantern Trust helped, said Ada Moor.")
    scene.name("a", "helped_by", "Nuns", "Nuns", ("anonymous", "insiders"))
    scene.name("b", "helped_by", "The Lantern Trust", "The Lantern Trust", ("named", "Ada Moor"))
    assert finding(scene.incident(), "helped_by").verdict == "compatible"


def test_a_helper_unknown_to_another_origin_is_a_conflict(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Nuns won their release, insiders said.")
    scene.report(
        "b",
        "Ridge Courier",
        "2031-03-06",
        "The Lantern Trust helped, said Ada Moor. She knew of no help by nuns.",
    )
    scene.name("a", "helped_by", "Nuns", "Nuns", ("anonymous", "insiders"))
    scene.name("b", "helped_by", "The Lantern Trust", "The Lantern Trust", ("named", "Ada Moor"))
    scene.name("b", "helped_by", "nuns", "nuns", ("named", "Ada Moor"), stance="unaware")
    helped = finding(scene.incident(), "helped_by")
    assert helped.verdict == "conflict"
    assert helped.value is None


def test_a_coarser_date_holds_with_a_finer_one(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "They were held in late February.")
    scene.report("b", "Ridge Courier", "2031-03-06", "Guards caught them on 23 February.")
    scene.date("a", "date.detained", "2031-02-20/2031-02-28", "late February")
    scene.date("b", "date.detained", "2031-02-23", "23 February")
    day = finding(scene.incident(), "date.detained")
    assert day.verdict == "compatible"
    assert day.value == DateValue(edtf="2031-02-23", words="23 February")


def test_two_days_by_two_origins_conflict(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "They were held on 21 February.")
    scene.report("b", "Ridge Courier", "2031-03-06", "Guards caught them on 23 February.")
    scene.date("a", "date.detained", "2031-02-21", "21 February")
    scene.date("b", "date.detained", "2031-02-23", "23 February")
    day = finding(scene.incident(), "date.detained")
    assert day.verdict == "conflict"
    assert "21 February 2031" in day.because


def test_the_days_of_two_stages_do_not_conflict(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-12", "They were seized on 4 March, Ada Moor said.")
    scene.report("b", "Ridge Courier", "2031-03-13", "They were freed on 9 March, Ivo Tarn said.")
    scene.happening("a", "detained", "They were seized on 4 March", "2031-03-04")
    scene.happening("b", "released", "They were freed on 9 March", "2031-03-09")
    scene.date("a", "date", "2031-03-04", "4 March", ("named", "Ada Moor"))
    scene.date("b", "date", "2031-03-09", "9 March", ("named", "Ivo Tarn"))
    assert finding(scene.incident(), "date").verdict == "compatible"


def test_an_unresolved_date_stays_unknown(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", None, "They were held last Monday.")
    scene.date("a", "date.detained", None, "last Monday")
    day = finding(scene.incident(), "date.detained")
    assert day.verdict == "unknown"
    assert "last Monday" in day.because


def test_a_containing_place_holds_with_the_place(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "They were held in Bolivia.")
    scene.report("b", "Ridge Courier", "2031-03-06", "They were held at Ostrel.")
    scene.place("a", "Bolivia", "Bolivia", country="BO", precision="country", lat=-17.0, lon=-65.0)
    scene.place("b", "Ostrel", "Ostrel", country="BO", precision="city", lat=-16.5, lon=-68.1)
    where = finding(scene.incident(), "place")
    assert where.verdict == "compatible"
    assert where.value.name == "Ostrel"


def test_two_towns_far_apart_conflict(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "They were held at Quilpa.")
    scene.report("b", "Ridge Courier", "2031-03-06", "They were held at Ostrel.")
    scene.place("a", "Quilpa", "Quilpa", country="BO", precision="city", lat=-21.5, lon=-64.7)
    scene.place("b", "Ostrel", "Ostrel", country="BO", precision="city", lat=-16.5, lon=-68.1)
    assert finding(scene.incident(), "place").verdict == "conflict"


def test_a_growing_statistic_is_a_series(scene: Any, finding: Any) -> None:
    scene.report("a", "Vale Monitor", "2029-03-04", "In all 4,100 hikers have come.")
    scene.report("b", "Ridge Courier", "2031-03-06", "In all 5,200 hikers have come.")
    scene.count("a", "statistic", 4100, "4,100 hikers")
    scene.count("b", "statistic", 5200, "5,200 hikers")
    series = finding(scene.incident(), "statistic")
    assert (series.verdict, series.rule) == ("compatible", "series")


def test_possible_and_future_are_no_findings_of_fact(scene: Any) -> None:
    scene.report("a", "Vale Monitor", "2031-03-04", "Police could deport 7 hikers within days.")
    scene.count("a", "returned", 7, "7 hikers", factuality="possible")
    incident = scene.incident()
    assert [f.verdict for f in incident.findings if f.attribute == "returned"] == ["unknown"]
    assert [c for c in incident.headcount.cells if c.status == "returned"] == []


def test_an_analyst_rejects_corrects_and_renames_an_origin(
    scene: Any, finding: Any, names: Any
) -> None:
    from caseweave.model import CountValue, Decision

    scene.report("a", "Ridge Courier", "2031-03-04", "Insiders said 7 were held, others said 9.")
    seven = scene.count("a", "detained", 7, "7", ("anonymous", "Insiders"))
    nine = scene.count("a", "detained", 9, "9", ("anonymous", "others"))
    scene.decisions.append(
        Decision(id="d1", kind="reject", at="2031-04-01T00:00:00Z", by="mk", targets=(nine,))
    )
    scene.decisions.append(
        Decision(
            id="d2",
            kind="correct",
            at="2031-04-01T00:00:01Z",
            by="mk",
            targets=(seven,),
            value=CountValue(low=8, best=8, high=8),
        )
    )
    scene.decisions.append(
        Decision(
            id="d3",
            kind="set",
            at="2031-04-01T00:00:02Z",
            by="mk",
            targets=(seven,),
            attribute="origin",
            value=NameValue(text="Ada Moor", kind="person"),
        )
    )
    incident = scene.incident()
    held = finding(incident, "detained")
    assert (held.best, held.claims) == (8, (seven,))
    assert names(incident, held) == ["Ada Moor"]


def test_in_a_conflict_only_a_toll_has_a_best_figure_and_only_by_its_origins(
    boat: Any, finding: Any
) -> None:
    told = {"a": (9, "the coast guard"), "b": (9, "the Harbour Mission"), "c": (12, "the mayor")}
    for key, (number, who) in told.items():
        boat.report(key, f"Post {key}", "2031-06-01", f"{who} said {number} died, {number} held.")
        boat.count(key, "dead", number, f"{number} died", ("office", who))
        boat.count(key, "detained", number, f"{number} held", ("office", who))
    incident = boat.incident()
    dead, held = finding(incident, "dead"), finding(incident, "detained")
    assert (dead.verdict, dead.low, dead.best, dead.high) == ("conflict", 9, 9, 12)
    assert (held.verdict, held.low, held.best, held.high) == ("conflict", 9, None, 12)


def test_a_person_named_among_the_dead_is_no_rival_figure(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    scene.report(
        "a", "Ridge Courier", "2031-03-04", "Three were killed. Ada Moor died, police said."
    )
    scene.report("b", "Vale Monitor", "2031-03-04", "The attack killed three people.")
    scene.count("a", "dead", 3, "Three")
    scene.count("a", "dead", 1, "Ada Moor", ("office", "police"))
    scene.count("b", "dead", 3, "three people")
    assert finding(scene.incident(), "dead").verdict == "agreed"


def test_one_man_killed_and_one_dead_agree(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    scene.report("a", "Ridge Courier", "2031-03-04", "A man was killed at the mill.")
    scene.report("b", "Vale Monitor", "2031-03-04", "One person was killed at the mill.")
    scene.count("a", "dead", 1, "A man")
    scene.count("b", "dead", 1, "One person")
    assert finding(scene.incident(), "dead").verdict == "agreed"


def test_a_breakdown_in_a_reports_own_voice_is_a_part_of_its_total(
    make_scene: Any, finding: Any
) -> None:
    scene = make_scene("violence")
    text = "Police said seven were hurt. Two people are critical and five others were treated."
    scene.report("a", "Ridge Courier", "2031-03-04", text)
    scene.report("b", "Vale Monitor", "2031-03-04", "Seven people were hurt.")
    scene.count("a", "injured", 7, "seven", ("office", "Police"))
    scene.count("a", "injured", 2, "Two people")
    scene.count("a", "injured", 5, "five others")
    scene.count("b", "injured", 7, "Seven people")
    assert finding(scene.incident(), "injured").verdict == "agreed"


def test_those_hit_are_the_dead_and_the_hurt(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    text = "Four people were hit, police said: one died and three were hurt."
    scene.report("a", "Ridge Courier", "2031-03-04", text)
    scene.report("b", "Vale Monitor", "2031-03-04", "One died and three people were hurt.")
    scene.count("a", "injured", 4, "Four people", ("office", "police"))
    scene.count("a", "dead", 1, "one died")
    scene.count("a", "injured", 3, "three")
    scene.count("b", "injured", 3, "three people")
    assert finding(scene.incident(), "injured").verdict == "agreed"


def test_the_hurt_are_fewer_when_one_of_them_has_died(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    scene.report("a", "Ridge Courier", "2031-03-04", "Two were killed and five hurt.")
    scene.report("b", "Vale Monitor", "2031-03-14", "Three were killed and four hurt.")
    scene.count("a", "dead", 2, "Two")
    scene.count("a", "injured", 5, "five")
    scene.count("b", "dead", 3, "Three")
    scene.count("b", "injured", 4, "four")
    hurt = finding(scene.incident(), "injured")
    assert (hurt.verdict, hurt.best) == ("superseded", 4)


def test_tolls_with_and_without_the_attacker_hold(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    scene.report("a", "Ridge Courier", "2031-03-04", "Three are dead, with the gunman.")
    scene.report("b", "Vale Monitor", "2031-03-04", "A gunman killed two people. He died too.")
    scene.count("a", "dead", 3, "Three")
    scene.count("b", "dead", 2, "two people")
    scene.count("b", "dead", 1, "He", population="attackers")
    dead = finding(scene.incident(), "dead")
    assert (dead.verdict, dead.low, dead.high) == ("compatible", 2, 3)


def test_a_figure_that_rises_months_later_replaces_the_first(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    scene.report("a", "Ridge Courier", "2031-03-04", "Sixteen people were hurt.")
    scene.report("b", "Vale Monitor", "2031-11-20", "Seventeen people were hurt.")
    scene.count("a", "injured", 16, "Sixteen people")
    scene.count("b", "injured", 17, "Seventeen people")
    hurt = finding(scene.incident(), "injured")
    assert (hurt.verdict, hurt.best) == ("superseded", 17)


def test_three_others_who_died_are_not_all_of_the_dead(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    text = "He killed his neighbour and three other people, an investigator said."
    scene.report("a", "Ridge Courier", "2031-03-04", text)
    scene.report("b", "Vale Monitor", "2031-03-04", "Four people were killed.")
    scene.count("a", "dead", 3, "three other people", ("named", "an investigator"))
    scene.count("b", "dead", 4, "Four people")
    assert finding(scene.incident(), "dead").verdict == "compatible"
