"""A report's own day and city: which of the days and towns that it names are its incident's."""

import msgspec
import pytest
from tests.extract.test_assemble import report

from caseweave.extract import extract
from caseweave.extract.summary import Summary, summarise
from caseweave.extract.summary._choice import best, weights
from caseweave.extract.summary._day_acts import deed, nearest
from caseweave.extract.summary._place_marks import marks
from caseweave.extract.summary._setting import is_headline
from caseweave.model import DateValue, PlaceValue, Report


def summary(*paragraphs: str, title: str | None = None) -> Summary:
    told = report(*paragraphs, title=title)
    return summarise(told, extract(told))


def day(found: Summary) -> str | None:
    return found.date.value.edtf if found.date and isinstance(found.date.value, DateValue) else None


def city(found: Summary) -> str | None:
    return (
        found.place.value.city
        if found.place and isinstance(found.place.value, PlaceValue)
        else None
    )


def test_the_day_of_the_shots_is_chosen_before_those_of_charge_and_court() -> None:
    found = summary(
        "A man charged in a shooting in Tacoma appeared in court Friday.",
        "Two brothers were shot outside a bakery about 9 p.m. on March 3, police said.",
        "The man was arrested Thursday and is due back before the judge on March 20.",
        title="Man charged in bakery shooting",
    )
    assert day(found) == "2031-03-03"


def test_the_day_of_the_wound_is_chosen_before_that_of_the_death() -> None:
    found = summary(
        "A woman who was shot Friday night in Tacoma has died, police said.",
        "She died Sunday morning at a hospital. She was shot around 11 p.m. Friday at a bus stop.",
        title="Woman shot at bus stop dies",
    )
    assert day(found) == "2031-03-07"


@pytest.mark.parametrize(
    ("before", "after", "act"),
    [
        ("two men were shot and the driver was arrested on ", ".", "arrest"),
        ("the shots that killed two men on ", " led to three arrests.", "hurt"),
        ("he is out of the hospital ", " and home again.", "treated"),
        ("", " some two hundred gathered to mourn the boy.", "mourning"),
        ("the call came at ", " from a farm near the road.", "occurs"),
        ("the market is closed on ", " and the bank too.", None),
    ],
)
def test_a_day_is_that_of_the_act_told_nearest_to_it(
    before: str, after: str, act: str | None
) -> None:
    assert nearest(before, after, "en") == act


def test_an_arrest_is_the_deed_where_the_report_is_about_it() -> None:
    assert deed("arrest", frozenset({"detained"})) == "deed"
    assert deed("arrest", frozenset({"killed"})) == "arrest"
    assert deed("hurt", frozenset({"detained"})) == "deed"
    assert deed(None, frozenset()) == "none"


def test_no_day_is_told_where_the_report_names_none() -> None:
    assert day(summary("A man was shot in Tacoma, police said.")) is None


def test_the_scene_is_chosen_before_the_home_of_a_man_and_the_hospital() -> None:
    found = summary(
        "TACOMA, Wash. - A Spokane man was shot and killed outside a bar in Tacoma on Friday.",
        "Tacoma police said the 30-year-old of Spokane was flown to a hospital in Seattle.",
        title="Spokane man killed in Tacoma shooting",
    )
    assert city(found) == "Tacoma"


def test_a_town_of_the_reports_region_is_read_even_where_no_layer_marks_it() -> None:
    told = report("Deputies in Washington state said a Yelm girl was hurt near Tacoma.")
    bare = msgspec.structs.replace(extract(told), claims=())
    claims = extract(told).claims
    near = [c for c in claims if isinstance(c.value, PlaceValue) and c.value.city == "Tacoma"]
    named = {m.value.city for m in marks(told, msgspec.structs.replace(bare, claims=tuple(near)))}
    assert named == {"Tacoma", "Yelm"}


def test_every_value_stands_in_the_report() -> None:
    told = report("Two men were shot in Tacoma on March 3, police said.")
    found = summarise(told, extract(told))
    ids = {c.id for c in extract(told).claims}
    assert found.date is not None
    assert found.place is not None
    assert {*found.date.claims, *found.place.claims} <= ids
    assert found.date.claims


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("Driver Rescued From Flooded Tunnel In Elmstead", True),
        ("Two men were hurt when a wall fell in Elmstead.", False),
        ("Police Chief Ada Moss Said Nothing.", False),
        ("a note without capitals about the harbour", False),
    ],
)
def test_a_short_line_in_capitals_without_a_stop_is_a_headline(line: str, right: bool) -> None:
    assert is_headline(line) is right


def test_the_choice_is_linear_over_fewer_than_a_hundred_named_features() -> None:
    assert all(0 < len(table) < 100 for table in weights().values())
    offers = [("a", {"x": 1.0}), ("b", {"x": 2.0, "unknown": 9.0}), ("c", {"x": 2.0})]
    assert best(offers, {"x": 1.0}) == "b"
    assert best([], {"x": 1.0}) is None


def test_a_report_without_an_incident_has_no_answer() -> None:
    told: Report = report("The council met on Tuesday to talk about parking.")
    # That nobody was killed or hurt is all that its words suggest.
    assert summarise(told, extract(told)) == Summary(report=told.id, tolls=((0, 0, 1.0),))
