"""The scorer of when, where and how many: what is right to it, and a floor on outside data."""

from pathlib import Path

import pytest

from caseweave.evaluate._linking_documents import Document
from caseweave.evaluate.incidents import Answer, answers, golden, plain, score, select, vote
from caseweave.evaluate.press_releases import release_day


def document(name: str, published: str, incident: str, text: str = "") -> Document:
    return Document(id=name, title="", text=text, published=published, incidents=(incident,))


def test_an_incident_belongs_to_the_test_part_only_with_all_its_reports() -> None:
    early, late = document("a", "2016-06-30", "x"), document("b", "2016-07-02", "x")
    other = document("c", "2016-07-02", "y")
    assert select([early, late, other], since="2016-07-01") == [other]
    assert select([early], since="2016-07-01") == [early]


def test_a_city_with_another_in_brackets_may_be_either_and_a_county_is_one() -> None:
    row = {"date": "2016-01-02", "n_killed": 1, "n_injured": 0}
    assert golden({**row, "city_or_county": "Ash (Elm)"}).city == {"ash", "elm"}
    assert golden({**row, "city_or_county": "Ash (county)"}).city == {"ash county"}
    assert plain("St. Élise") == "saint elise"


def test_a_vote_takes_what_most_reports_say_field_by_field() -> None:
    given = [Answer(date=1, killed=1), Answer(date=2, killed=3), Answer(date=2, killed=3)]
    assert vote(given) == Answer(date=2, killed=3)


def test_a_figure_weighs_in_a_vote_as_much_as_it_is_sure() -> None:
    given = [Answer(killed=1, sure=0.5), Answer(killed=2, sure=0.9)]
    assert vote(given).killed == 2
    assert vote([*given, Answer(killed=1, sure=0.5)]).killed == 1
    assert vote([Answer(injured=1), Answer(injured=2)]).injured == 1


def test_what_a_report_holds_for_less_likely_counts_in_a_vote_as_well() -> None:
    unsure = Answer(killed=1, tolls=((0, 0, 0.1), (1, 0, 0.5), (2, 0, 0.4)))
    other = Answer(killed=3, tolls=((2, 0, 0.45), (3, 0, 0.55)))
    assert vote([unsure, other]).killed == 2


def test_killed_and_injured_are_voted_on_as_one_report_tells_them_together() -> None:
    # Alone, one dead and two injured would each be likelier; no report tells them so together.
    first = Answer(tolls=((0, 2, 0.5), (1, 1, 0.5)))
    second = Answer(tolls=((0, 2, 0.4), (1, 1, 0.3), (1, 3, 0.3)))
    told = vote([first, second])
    assert (told.killed, told.injured) == (0, 2)


def test_a_later_report_that_tells_of_more_dead_outweighs_an_earlier_one() -> None:
    early = Answer(tolls=((0, 0, 0.9), (1, 0, 0.1)))
    later = Answer(tolls=((0, 0, 0.2), (1, 0, 0.8)))
    assert vote([early, later]).killed == 0
    assert vote([early, later], ["2024-05-03", "2024-05-03"]).killed == 0
    assert vote([early, later], ["2024-05-03", "2024-05-05"]).killed == 1
    # The other way round nothing is taken back: a later report may only be silent.
    assert vote([later, early], ["2024-05-03", "2024-05-05"]).killed == 0


def test_a_report_that_could_not_be_read_has_no_vote() -> None:
    documents = [document("a", "2016-07-02", "x"), document("b", "2016-07-02", "x")]
    scores = score(documents, {"x": Answer(killed=1)}, {"b": Answer(killed=1, sure=0.6)})
    assert (scores["document.killed"], scores["incident.killed"]) == (50.0, 100.0)


def test_a_day_off_by_one_is_wrong_but_within_a_day() -> None:
    scores = score([document("a", "2016-07-02", "x")], {"x": Answer(date=5)}, {"a": Answer(date=6)})
    assert (scores["document.date"], scores["document.date.within_a_day"]) == (0.0, 100.0)


def test_it_happened_on_dates_an_incident_and_the_police_name_its_town() -> None:
    text = (
        "Tacoma police are looking for a gunman who wounded two brothers outside a bakery.\n\n"
        "It happened around 9 p.m. Tuesday as the shop was closing, a spokeswoman said Thursday."
    )
    found = answers([document("a", "2016-08-11", "x", text)])["a"]
    assert found.date == Answer(date=736185).date
    assert found.city == {"tacoma"}
    assert found.injured == 2


def test_the_number_of_a_release_gives_its_dateline_the_year() -> None:
    assert release_day("2019-04-B-017\nHARBOUR (April 3) - Two men were held.") == "2019-04-03"
    assert release_day("2020-01-B-002\nHARBOUR (Dec. 31) - Two men were held.") == "2019-12-31"
    assert release_day("HARBOUR (April 3) - Two men were held.") is None


@pytest.mark.slow
@pytest.mark.data
def test_early_reports_of_shootings_keep_their_floor(data_root: Path) -> None:
    from caseweave.evaluate._linking_documents import load, read_lines

    folder = data_root / "data" / "gva"
    spring = ("2016-03-01", "2016-04-01")
    held = [d for d in load(folder) if spring[0] <= (d.published or "") < spring[1]][:60]
    gold = {g["incident_id"]: golden(g) for g in read_lines(folder / "incidents.jsonl")}
    scores = score(held, gold, answers(held))
    assert scores["document.date"] >= 84
    assert scores["document.city"] >= 79
    assert scores["document.killed"] >= 79.5
    assert scores["document.injured"] >= 74.5


def test_nor_does_it_make_the_others_earlier_ones() -> None:
    early = Answer(tolls=((0, 0, 0.6), (1, 0, 0.4)))
    later = Answer(tolls=((0, 0, 0.4), (1, 0, 0.6)))
    days = ["2024-05-03", "2024-05-05"]
    assert vote([early, later, Answer(sure=0.0)], [*days, "2024-05-09"]) == vote(
        [early, later], days
    )
