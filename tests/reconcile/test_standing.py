"""Where each group stands, by whose word, and the time limits that reports state."""

from typing import Any

import pytest


@pytest.fixture
def march(scene: Any) -> Any:
    """23 sent back; 17 of them caught again, 6 hide; then 19, or 21, were freed."""
    text = "Guards sent 23 back on 5 May. The next day 17 were caught again, and 6 are in hiding."
    scene.report("a", "Upland Herald", "2031-05-08", text)
    scene.report("b", "Delta Sun", "2031-07-02", "A group of 19 was freed in June, Ivo Tarn said.")
    scene.report("c", "Port Ledger", "2031-07-01", "21 people were freed in June, insiders said.")
    scene.happening("a", "returned", "Guards sent 23 back on 5 May", "2031-05-05")
    scene.count("a", "returned", 23, "sent 23")
    scene.happening("a", "detained", "17 were caught again", "2031-05-06")
    scene.count("a", "detained", 17, "17", of=23)
    scene.happening("a", "in_hiding", "6 are in hiding", "2031-05-06")
    scene.count("a", "in_hiding", 6, "6 are in hiding")
    scene.happening("b", "released", "A group of 19 was freed in June", "2031-06")
    scene.count("b", "released", 19, "A group of 19", ("named", "Ivo Tarn"))
    scene.happening("c", "released", "21 people were freed in June", "2031-06")
    scene.count("c", "released", 21, "21 people", ("anonymous", "insiders"))
    return scene


def test_one_more_who_was_freed_takes_nobody_from_those_freed_before(scene: Any) -> None:
    scene.report("a", "Upland Herald", "2031-05-08", "On 7 May 13 of 14 held were freed.")
    scene.report("b", "Delta Sun", "2031-05-27", "At least one was freed on 25 May.")
    scene.count("a", "detained", 14, "14 held")
    scene.happening("a", "released", "On 7 May 13 of 14 held were freed", "2031-05-07")
    scene.count("a", "released", 13, "13 of 14", of=14)
    scene.happening("b", "released", "At least one was freed on 25 May", "2031-05-25")
    scene.count("b", "released", 1, "At least one", high=None, qualifier="at_least")
    freed = [s for s in scene.incident().standing if s.status == "released"]
    assert [s.low for s in freed] == [13]


def test_the_last_word_on_each_group_with_whose_word_it_is(march: Any) -> None:
    incident = march.incident()
    names = {o.id: o.name for o in incident.origins}
    told = [(s.status, s.low, s.high, s.left, s.at, s.told) for s in incident.standing]
    assert told == [
        ("released", 19, 21, 21, "2031-06", "2031-07-02"),
        ("in_hiding", 6, 6, 4, "2031-05-06", "2031-05-08"),
    ]
    assert {names[o] for o in incident.standing[0].origins} == {
        "Ivo Tarn",
        "unnamed sources of Port Ledger",
    }


def test_those_sent_back_stand_nowhere_when_all_were_seen_later(march: Any) -> None:
    assert "returned" not in {s.status for s in march.incident().standing}


def test_without_a_number_the_furthest_event_tells_where_they_stand(scene: Any) -> None:
    scene.report("a", "Upland Herald", "2031-05-08", "The walkers were caught, then freed.")
    scene.event("a", "detained", "were caught")
    scene.event("a", "released", "freed")
    (one,) = scene.incident().standing
    assert (one.status, one.low, one.high) == ("released", 0, None)


@pytest.mark.parametrize(
    ("sentence", "words", "by", "over"),
    [
        ("The 9 could be sent back within days.", "within days", None, False),
        ("The 9 could be sent back within ten days.", "within ten days", "2031-05-18", False),
        ("The 9 must leave within 48 hours.", "within 48 hours", "2031-05-10", False),
        ("The 9 have until Friday to appeal.", "until Friday", "2031-05-09", False),
        ("The 9 could have been sent back within days.", "within days", None, True),
    ],
)
def test_a_time_limit_is_told_with_its_day_where_the_words_give_one(
    scene: Any, sentence: str, words: str, by: str | None, over: bool
) -> None:
    scene.report("a", "Upland Herald", "2031-05-08", sentence)  # a Thursday
    scene.count("a", "detained", 9, "The 9")
    (limit,) = scene.incident().deadlines
    assert (limit.words, limit.by, limit.over) == (words, by, over)
    assert limit.told == "2031-05-08"


def test_a_span_of_the_past_is_no_time_limit(scene: Any) -> None:
    scene.report("a", "Upland Herald", "2031-05-08", "The 9 were freed within days.")
    scene.count("a", "released", 9, "The 9")
    assert scene.incident().deadlines == ()
