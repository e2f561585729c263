"""Which figure of a report is its own total; and figures of two reports that still conflict."""

from typing import Any

import pytest

DAY = "2031-03-04"
POLICE = ("office", "police")
NURSE = ("named", "a nurse")
Told = tuple[str, int, dict[str, Any]]
Account = tuple[str, list[Told]]


@pytest.fixture
def verdict(make_scene: Any, finding: Any) -> Any:
    """The verdict on two reports: the text and the counts (words, number, the rest) of each."""

    def judged(attribute: str, *told: tuple[str, list[Told]]) -> Any:
        scene = make_scene("violence")
        for key, (text, figures) in zip("ab", told, strict=True):
            scene.report(key, f"outlet {key}", DAY, text, headed="\n\n" in text)
            for words, number, more in figures:
                scene.count(key, **{"attribute": attribute, "n": number, "words": words, **more})
        return finding(scene.incident(), attribute)

    return judged


SEVEN: Account = ("Seven people were hurt.", [("Seven people", 7, {})])


@pytest.mark.parametrize("other", [7, 8])
def test_a_vague_figure_adds_nothing_to_the_exact_one_of_its_report(
    verdict: Any, other: int
) -> None:
    text = "Several people were hurt, police said. Seven people were treated, a nurse said."
    vague = {"low": 3, "high": 3, "qualifier": "vague"}
    one = [("Several people", 3, {"by": POLICE, **vague}), ("Seven people", 7, {"by": NURSE})]
    found = verdict("injured", (text, one), ("So many were hurt.", [("So many", other, {})]))
    assert found.verdict == ("agreed" if other == 7 else "conflict")


def test_a_vague_figure_alone_holds_with_an_exact_one(verdict: Any) -> None:
    several = ("Several people", 3, {"low": 3, "high": 3, "qualifier": "vague"})
    assert verdict("injured", ("Several people were hurt.", [several]), SEVEN).verdict == (
        "compatible"
    )


def test_a_bound_of_another_speaker_adds_nothing_to_the_exact_figure(verdict: Any) -> None:
    text = "One person was killed, police said. There was at least one death, a nurse said."
    bound = {"high": None, "qualifier": "at_least", "by": NURSE}
    one = [("One person", 1, {"by": POLICE}), ("at least one death", 1, bound)]
    found = verdict("dead", (text, one), ("One is dead.", [("One", 1, {})]))
    assert (found.verdict, len(found.claims)) == ("agreed", 3)


def test_a_person_named_with_an_age_is_one_of_the_dead(verdict: Any) -> None:
    named = [("Ada Moor, 34, was killed", 1, {"by": ("document", "Court records")})]
    two = ("Ada Moor, 34, was killed, Court records say.", named)
    found = verdict("dead", ("Six people died.", [("Six people", 6, {})]), two)
    assert (found.verdict, found.best, len(found.claims)) == ("single", 6, 2)


def test_he_died_is_the_one_who_was_killed(verdict: Any) -> None:
    he = ("he died", 1, {"high": None, "qualifier": "at_least", "by": NURSE})
    text = "One person was killed. A nurse said he died at noon."
    found = verdict("dead", (text, [("One person", 1, {}), he]), ("One died.", [("One", 1, {})]))
    assert found.verdict == "agreed"


@pytest.mark.parametrize(("whole", "expected"), [(3, "agreed"), (5, "compatible"), (2, "conflict")])
def test_a_report_that_tells_only_of_men_is_set_beside_the_whole(
    verdict: Any, whole: int, expected: str
) -> None:
    men: Account = ("Three men died.", [("Three men", 3, {"population": "men"})])
    found = verdict("dead", ("So many died.", [("So many", whole, {})]), men)
    assert (found.verdict, len(found.claims)) == (expected, 2)


def test_men_beside_the_whole_of_their_own_report_stay_a_part(verdict: Any) -> None:
    text = "Five people died. Two men were named."
    one = [("Five people", 5, {}), ("Two men", 2, {"population": "men"})]
    found = verdict("dead", (text, one), ("Five died.", [("Five", 5, {})]))
    assert (found.verdict, len(found.claims)) == ("agreed", 2)


@pytest.mark.parametrize(
    "wide",
    [
        "This weekend 28 people were hurt in the city, police said.",
        "In 2024 a fire in the same street left 28 people hurt, police said.",
    ],
)
def test_a_figure_of_another_time_is_not_the_total(verdict: Any, wide: str) -> None:
    text = f"Seven people were hurt at the mill, police said. {wide}"
    one: list[Told] = [("Seven people", 7, {"by": POLICE}), ("28 people", 28, {"by": POLICE})]
    assert verdict("injured", (text, one), SEVEN).verdict == "agreed"


def test_the_total_that_a_title_tells_of_two_incidents_stays(verdict: Any) -> None:
    text = "Seven hurt in two shootings\n\nTwo people were hurt at the mill."
    one: list[Told] = [("Seven hurt", 7, {}), ("Two people", 2, {})]
    assert verdict("injured", (text, one), SEVEN).verdict == "agreed"


def test_a_year_of_the_incident_itself_is_no_other_time(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    text = "The attack of May 2030 killed nine people. One man was killed beside them."
    scene.report("a", "Ridge Courier", DAY, text)
    scene.date("a", "date", "2030-05", "May 2030")
    scene.count("a", "dead", 9, "nine people")
    scene.count("a", "dead", 1, "One man")
    assert finding(scene.incident(), "dead").best == 9


@pytest.mark.parametrize(("by", "expected"), [(None, "agreed"), (NURSE, "compatible")])
def test_a_part_is_no_rival_of_the_figure_it_is_a_part_of(
    verdict: Any, by: Any, expected: str
) -> None:
    text = "Three others were hurt, police said. Two are still in hospital."
    one: list[Told] = [
        ("Three others", 3, {"by": POLICE}),
        ("Two", 2, {"of": 3, "by": by}),
    ]
    three: Account = ("Three people were hurt.", [("Three people", 3, {})])
    found = verdict("injured", (text, one), three)
    assert (found.verdict, len(found.claims)) == (expected, 3)


@pytest.mark.parametrize("number", [3, 4])
def test_people_only_named_are_some_of_those_counted(verdict: Any, number: int) -> None:
    text = "Three people died, police said. Ada Moor and her son were found dead, a nurse said."
    one = [("Three people", 3, {"by": POLICE}), ("Ada Moor and her son", 2, {"by": NURSE})]
    found = verdict("dead", (text, one), ("So many died.", [("So many", number, {})]))
    assert found.verdict == ("agreed" if number == 3 else "conflict")


def test_they_are_whom_a_speaker_counted(verdict: Any) -> None:
    text = "A nurse saw the dead. They were young, she said. Fourteen died, police said."
    one: list[Told] = [("They", 13, {"by": NURSE}), ("Fourteen", 14, {"by": POLICE})]
    found = verdict("dead", (text, one), ("Fourteen died.", [("Fourteen", 14, {})]))
    assert (found.verdict, found.low, found.high) == ("conflict", 13, 14)


def test_people_named_where_nobody_is_counted_are_a_figure(verdict: Any) -> None:
    named: Account = ("Ada Moor and her son died.", [("Ada Moor and her son", 2, {})])
    assert verdict("dead", named, ("Three died.", [("Three", 3, {})])).verdict == "conflict"


def test_who_killed_is_counted_in_the_total_of_the_report(verdict: Any) -> None:
    text = "Two people died, police said. The gunman, who is dead, killed one person, a nurse said."
    one = [
        ("Two people", 2, {"by": POLICE}),
        ("one person", 1, {"by": NURSE}),
        ("The gunman", 1, {"population": "attackers"}),
    ]
    assert verdict("dead", (text, one), ("Two are dead.", [("Two", 2, {})])).verdict == "agreed"


def test_a_title_tells_the_total_of_its_own_voice(verdict: Any) -> None:
    text = "Two hurt at the mill\n\nPolice said three people were hit. Three were hurt, they said."
    one = [("Two hurt", 2, {"by": POLICE}), ("Three", 3, {"by": POLICE})]
    three: Account = ("Three people were hurt.", [("Three people", 3, {})])
    assert verdict("injured", (text, one), three).verdict == "conflict"


def test_a_number_that_rose_is_later_than_the_title(verdict: Any) -> None:
    text = "Two dead at the mill\n\nA third person died at noon, bringing the toll to three."
    one: list[Told] = [("Two dead", 2, {}), ("three", 3, {})]
    three: Account = ("Three people died.", [("Three people", 3, {})])
    assert verdict("dead", (text, one), three).verdict == "agreed"


def test_another_speaker_than_the_titles_may_tell_more(verdict: Any) -> None:
    text = "Two hurt at the mill, police say\n\nThree people were hurt, a nurse said."
    one = [("Two hurt", 2, {"by": POLICE}), ("Three people", 3, {"by": NURSE})]
    two: Account = ("Two people were hurt.", [("Two people", 2, {})])
    assert verdict("injured", (text, one), two).verdict == "conflict"


@pytest.mark.parametrize(
    ("reader", "expected"), [("people.encoder", "agreed"), ("hand", "conflict")]
)
def test_the_second_reader_does_not_overrule_the_first(
    verdict: Any, reader: str, expected: str
) -> None:
    text = "Four people were hurt. An 18 year old was grazed, police said."
    second = {"by": POLICE, "extractor": reader}
    one = [("Four people", 4, {}), ("18", 18, second)]
    four: Account = ("Four people were hurt.", [("Four people", 4, {})])
    assert verdict("injured", (text, one), four).verdict == expected


def test_the_second_reader_may_read_the_whole_of_a_part(verdict: Any) -> None:
    text = "Seven people were hurt, two of them guards, police said."
    second = ("Seven people", 7, {"by": POLICE, "extractor": "people.encoder"})
    one = [second, ("two", 2, {"by": POLICE})]
    assert verdict("injured", (text, one), SEVEN).verdict == "agreed"


def test_the_second_reader_stands_where_the_first_reads_nothing(verdict: Any) -> None:
    one: Account = ("Seven were in hospital.", [("Seven", 7, {"extractor": "people.encoder"})])
    eight: Account = ("Eight people were hurt.", [("Eight people", 8, {})])
    assert verdict("injured", one, SEVEN).verdict == "agreed"
    assert verdict("injured", one, eight).verdict == "conflict"


def test_those_told_hurt_beside_the_dead_are_not_all_who_were_hit(verdict: Any) -> None:
    text = "The attack left one dead and three hurt. Two others were hurt, police said."
    one = [
        ("one dead", 1, {"attribute": "dead"}),
        ("three hurt", 3, {}),
        ("Two others", 2, {"by": POLICE}),
    ]
    two: Account = ("Two people were hurt.", [("Two people", 2, {})])
    assert verdict("injured", (text, one), two).verdict == "conflict"


@pytest.mark.parametrize("attribute", ["dead", "injured", "detained"])
def test_two_outlets_that_give_thirteen_and_fourteen_conflict(verdict: Any, attribute: str) -> None:
    text = "Thirteen in all, police said.\n\nSeveral of them are men. Ada Moor is one of them."
    vague = {"low": 3, "high": 3, "qualifier": "vague"}
    one = [("Thirteen", 13, {"by": POLICE}), ("Several", 3, vague), ("Ada Moor", 1, {})]
    found = verdict(attribute, (text, one), ("Fourteen in all.", [("Fourteen", 14, {})]))
    assert (found.verdict, found.low, found.high) == ("conflict", 13, 14)


@pytest.mark.parametrize(
    ("told", "expected"), [("A gunman killed six people", "compatible"), ("Six died", "superseded")]
)
def test_a_number_told_again_is_of_the_same_people(
    make_scene: Any, finding: Any, told: str, expected: str
) -> None:
    scene = make_scene("violence")
    scene.report("a", "Ridge Courier", "2031-03-04", f"{told} at the mill. The six were students.")
    scene.report("b", "Vale Monitor", "2031-03-05", "Seven people died, with the gunman.")
    scene.count("a", "dead", 6, "six people" if "six people" in told else "Six")
    scene.count("a", "dead", 6, "six were students")
    scene.count("b", "dead", 7, "Seven people")
    assert finding(scene.incident(), "dead").verdict == expected


def test_what_a_shooting_killed_may_include_the_killer(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    scene.report("a", "Ridge Courier", "2031-03-04", "A shooting killed two people at the mill.")
    scene.report("b", "Vale Monitor", "2031-03-09", "Three people died.")
    scene.count("a", "dead", 2, "two people")
    scene.count("b", "dead", 3, "Three people")
    assert finding(scene.incident(), "dead").verdict == "superseded"


def test_the_dead_of_another_year_are_none_of_the_hurt(make_scene: Any, finding: Any) -> None:
    scene = make_scene("violence")
    scene.report("a", "Ridge Courier", "2031-03-04", "Two died and nine were hurt.")
    text = "Two died and five were hurt. In 2019 a fire killed 32 people there."
    scene.report("b", "Vale Monitor", "2031-03-05", text)
    for key in "ab":
        scene.count(key, "dead", 2, "Two")
    scene.count("a", "injured", 9, "nine")
    scene.count("b", "injured", 5, "five")
    scene.count("b", "dead", 32, "32 people")
    assert finding(scene.incident(), "injured").verdict == "conflict"


def test_another_person_is_never_all(verdict: Any) -> None:
    bound = {"high": None, "qualifier": "at_least", "by": POLICE}
    text = "At least one person was hurt, police said. Another man was hurt."
    one = [("At least one person", 1, bound), ("Another man", 1, {})]
    four: Account = ("Four people were hurt.", [("Four people", 4, {})])
    assert verdict("injured", (text, one), four).verdict == "compatible"


def test_those_hit_are_told_before_the_parts_of_them(verdict: Any) -> None:
    text = "Five people were hit, police said. One died. Four of the five are in hospital."
    one = [
        ("Five people", 5, {"by": POLICE}),
        ("One", 1, {"attribute": "dead"}),
        ("Four", 4, {"of": 5}),
    ]
    four: Account = ("Four people were hurt.", [("Four people", 4, {})])
    assert verdict("injured", (text, one), four).verdict == "agreed"
